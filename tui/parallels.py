"""Parallels as the interface asks for them and lists them: sorted, filtered, in groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from textual.message import Message

from index.errors import N_
from index.model import Document, Span
from index.reuse.model import Page, Parallel, Passage
from tui.columns import words
from tui.i18n import _
from tui.labels import name_of
from tui.services import LibraryLike, Ticket, Work
from tui.text import card
from tui.text.crop import ELLIPSIS

SORTS = ("date", "province", "similarity")
SORTED = {
    "date": N_("earliest first"),
    "province": N_("by province"),
    "similarity": N_("by similarity"),
}
SHORTEST = 8
"""Letters from which on passages are found."""
AROUND = 6
"""Letters of a clause that are shown on either side of a passage in it."""
_BEFORE, _AFTER = re.compile(r"[^\W_]+\Z"), re.compile(r"[^\W_]+")
FIRST = 50
"""Parallels that are shown before all the others are read and compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose parallels are wanted: of ``span`` of a document, unless ``whole`` of the sentence around it; or
    of each line of a ``text``. ``at``: the place from which it was asked.
    """

    document: int | None = None
    span: Span | None = None
    whole: bool = True
    text: str = ""
    at: int = 0


@dataclass
class ParallelsReady(Message):
    """The passages of ``text[span]`` that others share, and the documents they name.

    ``own``: the document whose text it is. ``corpus``: how many documents there are, two at most.
    """

    ticket: int
    text: str
    span: Span
    passages: tuple[Passage, ...]
    documents: Mapping[int, Document]
    own: Document | None
    corpus: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not any(passage.more for passage in self.passages)


def parallels(asked: Asked, *, whole: bool) -> Work:
    """Who else says it: all, or the first of the passage that is shown first, and the others counted."""
    page = None if whole else Page(asked.at, FIRST)

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        own = None
        if asked.document is None:
            text, span = asked.text, Span(0, len(asked.text))
            passages = library.parallels_of_text(text, page=page, cancelled=ticket.cancelled)
        else:
            stored = library.show(asked.document)
            text, own = stored.text, stored.document
            span = asked.span or Span(0, len(text))
            if not asked.whole:
                span = library.sentence(own.id, span.start, span.end)
            passages = library.parallels(own.id, span.start, span.end, page=page, cancelled=ticket.cancelled)
        ids = {parallel.id for passage in passages for parallel in passage.parallels}
        ids |= {passage.earliest.id for passage in passages if passage.earliest is not None}
        documents = {document.id: document for document in library.documents(sorted(ids))}
        # Counting them all takes longer than all the rest.
        corpus = len(library.newest(2))
        return ParallelsReady(ticket.number, text, span, passages, documents, own, corpus)

    return work


def around(text: str, span: Span) -> tuple[str, str]:
    """The words that a passage begins and ends within, as far as they are not in it: it is what is the same,
    letter by letter, and so may end in the midst of a word or a number.
    """
    passage = text[span.start : span.end]
    before = _BEFORE.search(text, max(0, span.start - AROUND - 1), span.start)
    after = _AFTER.match(text, span.end, span.end + AROUND + 1)
    begun = before.group() if before is not None and passage[:1].isalnum() else ""
    ended = after.group() if after is not None and passage[-1:].isalnum() else ""
    return (
        ELLIPSIS + begun[-AROUND:] if len(begun) > AROUND else begun,
        ended[:AROUND] + ELLIPSIS if len(ended) > AROUND else ended,
    )


_MARKS = str.maketrans("", "", '"“”「」『』＂*＊')


def literal(text: str) -> str:
    """A query that finds ``text`` as it stands; quotation marks, which no match depends on, are left out."""
    return f'"{" ".join(text.translate(_MARKS).split())}"'


class Row(NamedTuple):
    """A parallel with its document."""

    parallel: Parallel
    document: Document


@dataclass(frozen=True, slots=True)
class Listing:
    """Parallels in order; ``headings``: what stands above some of them, by their numbers."""

    rows: Sequence[Row] = ()
    headings: Mapping[int, str] = field(default_factory=dict)


def listed(
    passage: Passage, documents: Mapping[int, Document], own: Document | None, wanted: str, sort: str
) -> Listing:
    """The parallels of a passage that have ``wanted`` in their wording, title, place or date, in order."""
    rows = [
        Row(parallel, documents[parallel.id]) for parallel in passage.parallels if parallel.id in documents
    ]
    needle, letters = wanted.strip().casefold(), _letters(wanted)
    if needle:
        rows = [row for row in rows if _has(row, needle, letters)]
    rows.sort(key=lambda row: (_date_key(row.document), row.document.id, row.parallel.start))
    if sort == "date":
        return Listing(rows, _by_date(rows, own, whole=not passage.more))
    if sort == "province":
        # By sound, those of unknown places last.
        rows.sort(key=lambda row: (row.document.region is None, words(row.document.region) or b""))
        names = [row.document.region or _("place unknown") for row in rows]
        # Where each says it once, the column of places says all there is to say.
        return Listing(rows, _counted(rows, names) if 2 * len(set(names)) <= len(rows) else {})
    rows.sort(key=lambda row: (row.parallel.relation != "verbatim", -row.parallel.similarity))
    relations = {"verbatim": _("verbatim"), "near": _("reworded")}
    return Listing(rows, _counted(rows, [relations[row.parallel.relation] for row in rows]))


def _letters(text: str) -> str:
    from index.text.form import match_form

    return match_form(text).skeleton


def _has(row: Row, needle: str, letters: str) -> bool:
    document = row.document
    facts = (name_of(document), card.place_of(document), card.date_of(document), card.source_of(document))
    if any(needle in fact.casefold() for fact in facts if fact):
        return True
    return bool(letters) and letters in _letters(row.parallel.text)


def _date_key(document: Document) -> tuple[bool, str]:
    return document.date is None, document.date or ""


def _by_date(rows: Sequence[Row], own: Document | None, *, whole: bool) -> dict[int, str]:
    """Where the document itself stands among them, and where those without a date begin; of the first ones
    only what is certain.
    """
    headings: dict[int, str] = {}
    undated = next((number for number, row in enumerate(rows) if row.document.date is None), len(rows))
    if undated < len(rows) and whole:
        headings[undated] = _("without a date: {number}").format(number=len(rows) - undated)
    if own is not None and own.date is not None:
        date = own.date
        later = (number for number, row in enumerate(rows[:undated]) if (row.document.date or "") > date)
        # Below all of them it is said as well, above what has no date.
        number = next(later, undated)
        if number == len(rows) and not whole:
            return headings
        said = _("this document: {date}").format(date=card.date_of(own))
        headings[number] = f"{said}  ·  {headings[number]}" if number in headings else said
    return headings


def _counted(rows: Sequence[Row], names: Sequence[str]) -> dict[int, str]:
    """The name of each group above its first row, with how many documents it has."""
    headings = {}
    at = 0
    for name, group in groupby(names):
        size = len(list(group))
        number = len({row.document.id for row in rows[at : at + size]})
        headings[at] = _("{name}: {number}").format(name=name, number=number)
        at += size
    return headings
