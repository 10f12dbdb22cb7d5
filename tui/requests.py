"""The requests that screens send to the library's thread: each a function that makes the work to do there."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from typing import Literal

from textual.message import Message

from index.model import Document, Hit, Occurrences, SearchAnswer, Sort, Span
from tui.labels import name_of
from tui.messages import (
    Answered,
    DisplayReady,
    DocumentReady,
    FoundInside,
    OutlineReady,
    Purpose,
    Quoted,
    Suggested,
    Warm,
    Way,
)
from tui.services import LibraryLike, Ticket, Work

SUGGESTED = 8  # more than one line has room for
SHOWN = (50, 200, 1000)
"""Documents in the result list, at first and when its end is near; the totals do not depend on it."""

MOST_WAYS = 8
"""Parts of a query that are tried to be left out where it finds nothing."""

_COMPOUND = re.compile(r"[()*\"“”]|\b(OR|NOT|SENT|PARA)\b|\bNEAR\b")
_NOTHING = Occurrences((), (), 0)


def search(query: str, sort: Sort, shown: int, fold_duplicates: bool = False) -> Work:
    """Search for ``shown`` hits; an empty query lists the documents, newest first."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        if not query.strip():
            everything = _everything(library, shown, fold_duplicates)
            return Answered(ticket.number, everything, names=_names(library, everything, ticket))
        answer = library.search(
            query,
            limit=shown,
            sort=sort,
            snippets=1,
            cancelled=ticket.cancelled,
            fold_duplicates=fold_duplicates,
        )
        terms: tuple[tuple[str, int], ...] = ()
        ways: tuple[Way, ...] = ()
        if not answer.hits and not ticket.cancelled():
            terms = _which_term(library, query, ticket)
            ways = _ways_out(library, query, terms, ticket)
        return Answered(ticket.number, answer, terms, _names(library, answer, ticket), ways)

    return work


def suggest(query: str) -> Work:
    """What the term at the end of ``query`` may become."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        found = library.suggest(query, limit=SUGGESTED, cancelled=ticket.cancelled)
        return Suggested(ticket.number, query, found)

    return work


def warm(library: LibraryLike, _ticket: Ticket) -> Message:
    """Load what the first search needs (about a second), by one for a character that hardly occurs.

    It names a province, for the tables of places. And what the first suggestion needs, in a thread; and the
    file of registers.
    """
    library.search("龘 省:湖南", limit=1)
    library.suggest("")
    library.registers_missing()
    # All of it stays: looking through it for cycles would hold up a key for 40 ms now and then.
    gc.freeze()
    return Warm()


def read(channel: str, document: int, query: str) -> Work:
    """A document with all hits of ``query`` in it."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        stored = library.show(document)
        occurrences = library.occurrences(document, query) if query.strip() else _NOTHING
        return DocumentReady(ticket.number, channel, stored, occurrences)

    return work


def find(channel: str, document: int, text: str, query: str) -> Work:
    """Where ``text`` stands in a document, literally; where it is empty, the hits of ``query`` again."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        from tui.parallels import literal

        asked = literal(text) if text else query
        occurrences = library.occurrences(document, asked) if asked.strip() else _NOTHING
        return FoundInside(ticket.number, channel, document, text, occurrences)

    return work


def outline(document: int) -> Work:
    """The headings of a document."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        outlines = library.outlines([document], cancelled=ticket.cancelled)
        return OutlineReady(ticket.number, document, outlines[0].headings if outlines else ())

    return work


def display(channel: str, document: int, to: Literal["simplified", "traditional"] | None) -> Work:
    """The text of a document in another script; ``None``: as it is stored."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        text = library.display(document, to) if to else None
        return DisplayReady(ticket.number, channel, document, text, to)

    return work


def quote(purpose: Purpose, document: Document, span: Span, *, whole: bool, draft: str) -> Work:
    """Copy ``span`` of ``document`` or append it to ``draft``; unless ``whole``, the sentences around it.

    Whatever becomes of the clipboard or the draft, the quotation is in the log before.
    """

    def work(library: LibraryLike, _ticket: Ticket) -> Message:
        from tui import clipboard, quotations

        exact = span if whole else library.sentence(document.id, span.start, span.end)
        citation = library.cite(document.id, exact.start, exact.end)
        name = f"《{document.title}》" if document.title else name_of(document, library.show(document.id))
        quotations.record(purpose, document.id, exact, citation, library.corpus().fingerprint)
        if purpose == "append":
            from index.quoting.drafts import add, drafts_folder
            from index.quoting.inserting import Quotation

            path = drafts_folder() / draft
            add(path, Quotation(citation, library.anchor(document.id, exact.start, exact.end)))
            return Quoted(purpose, name, citation, citation.text, draft=str(path))
        text = citation.text if purpose == "copy" else with_source(citation.text, citation.citation)
        return Quoted(purpose, name, citation, text, ways=clipboard.send(text))

    return work


def with_source(text: str, citation: str) -> str:
    """A quotation followed by its citation, as it is pasted into running text."""
    return f"{text}{citation}"


def _everything(library: LibraryLike, shown: int, fold_duplicates: bool) -> SearchAnswer:
    """All documents as an answer without hits, newest first, undated ones last; ``shown`` of them."""
    documents = library.newest(shown, fold_duplicates=fold_duplicates)
    hits = tuple(Hit(document, 0.0, 0, 0, False, False, ()) for document in documents)
    folded = len(library.duplicates()) if fold_duplicates else 0
    return SearchAnswer("", library.corpus().documents - folded, 0, 0, 0, 0, 0, {}, hits, (), 0.0, folded)


def _names(library: LibraryLike, answer: SearchAnswer, ticket: Ticket) -> dict[int, str]:
    """What the hits without a title are called, by id: their first sentence."""
    untitled = [hit.document for hit in answer.hits if hit.document.title is None]
    return {d.id: name_of(d, library.show(d.id)) for d in untitled if not ticket.cancelled()}


def _ways_out(
    library: LibraryLike, query: str, terms: Sequence[tuple[str, int]], ticket: Ticket
) -> tuple[Way, ...]:
    """What is found without one of the conditions on facts, or without one of the ``terms``, or without all
    terms that are nowhere; what finds most comes first.
    """
    from index.engine.language.narrowing import narrowings, without

    parts = [(query[one.start : one.end], without(query, one)) for one in narrowings(query)]
    held = {text for text, _rest in parts}
    words = [text for text, _documents in terms]
    for number, word in enumerate(words):
        if word not in held:
            parts.append((word, " ".join(words[:number] + words[number + 1 :])))
    nowhere = [text for text, documents in terms if not documents]
    if len(nowhere) > 1:
        parts.append((" ".join(nowhere), " ".join(text for text, documents in terms if documents)))
    ways = []
    for text, rest in parts[:MOST_WAYS]:
        if rest.strip() and not ticket.cancelled():
            found = library.search(rest, limit=0, cancelled=ticket.cancelled).documents
            if found:
                ways.append(Way(text, rest, found))
    return tuple(sorted(ways, key=lambda way: -way.documents))


def _which_term(library: LibraryLike, query: str, ticket: Ticket) -> tuple[tuple[str, int], ...]:
    """How many documents each part of a plain AND query has by itself; empty for other queries."""
    parts = query.split()
    if len(parts) < 2 or _COMPOUND.search(query) or any(part.startswith("-") for part in parts):
        return ()
    return tuple(
        (part, library.search(part, limit=0, cancelled=ticket.cancelled).documents) for part in parts
    )
