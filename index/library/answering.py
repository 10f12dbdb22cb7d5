"""What a library answers without being changed: documents, searches, citations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from index.errors import N_, UsageError
from index.library.citing import check_passage
from index.library.opened import OpenLibrary
from index.library.turns import one_at_a_time
from index.library.version import version
from index.model import (
    Citation,
    CorpusInfo,
    Document,
    KwicLine,
    Occurrences,
    SearchAnswer,
    Sort,
    Span,
    StatsRow,
    StoredText,
    Suggestion,
)

if TYPE_CHECKING:
    from index.engine import Engine
    from index.library.anchoring import Whereabouts
    from index.library.styling import Styled
    from index.quoting.anchors import Anchor
    from index.quoting.uses import Shelf, Use

# `list` is also a method here.
Ids = list[int]
Documents = list[Document]
KwicLines = list[KwicLine]
StatsRows = list[StatsRow]

_IDS = 1 << 63  # SQLite's integers end here
UNKNOWN_ID = N_("No document has the id {id}; `dangjian-tui list` shows the documents with their ids.")


class Answering(OpenLibrary):
    """The answers of a library. Errors: ``UsageError`` (unknown ids, fields), ``QueryError``."""

    # -- reading --------------------------------------------------------------------------------

    @one_at_a_time
    def corpus(self) -> CorpusInfo:
        """What answers are computed on."""
        self._settle()
        documents, characters = self._store.size()
        return CorpusInfo(documents, characters, self._store.fingerprint, version())

    @one_at_a_time
    def list(self, where: str | None = None) -> Documents:
        """All documents by id, or those that match a query. Errors: ``QueryError``."""
        self._settle()
        query = where or ""
        ids = self._keeper.ask(lambda engine: engine.matching(query)) if query.strip() else None
        return self._store.documents(ids)

    @one_at_a_time
    def ids(self, where: str | None = None) -> Ids:
        """The ids of all documents, or of those that match a query, newest first: a list that is read page by
        page (``documents``) begins with them. Errors: ``QueryError``.
        """
        self._settle()
        ids = self._store.newest_ids()
        if not (query := (where or "").strip()):
            return ids
        matching = set(self._keeper.ask(lambda engine: engine.matching(query)))
        return [id for id in ids if id in matching]

    @one_at_a_time
    def documents(self, ids: Sequence[int]) -> Documents:
        """The documents of ``ids`` in that order; those that are gone are left out."""
        self._settle()
        return self._store.documents(ids)

    @one_at_a_time
    def newest(self, limit: int, *, fold_duplicates: bool = False) -> Documents:
        """The ``limit`` newest documents: by date, undated ones last, of one date by id."""
        self._settle()
        return self._store.newest(limit, fold_duplicates=fold_duplicates)

    @one_at_a_time
    def duplicates(self) -> Mapping[int, int]:
        """Of which document each duplicate is one (``Document.duplicate_of``), by their ids."""
        self._settle()
        return self._store.duplicates()

    @one_at_a_time
    def document(self, id: int) -> Document:
        """One document. Errors: ``UsageError`` when the id is unknown."""
        self._settle()
        found = self._store.documents([id]) if 0 < id < _IDS else []
        if not found:
            raise UsageError(UNKNOWN_ID, id=id)
        return found[0]

    @one_at_a_time
    def show(self, id: int) -> StoredText:
        """A document with its text, paragraphs, repairs, furniture and reasons. Errors: ``UsageError``."""
        self._settle()
        stored = self._store.stored_text(id) if 0 < id < _IDS else None
        if stored is None:
            raise UsageError(UNKNOWN_ID, id=id)
        return stored

    def display(self, id: int, to: Literal["simplified", "traditional"]) -> str:
        """The text of a document in the other script, of the same length: offsets stay."""
        from index.text.script import display

        return display(self.show(id).text, to)

    def sentence(self, id: int, start: int, end: int) -> Span:
        """The smallest run of whole sentences that covers ``text[start:end]``, inside its paragraph."""
        from index.text.sentences import sentence_at

        stored = self.show(id)
        check_passage(stored, start, end)
        return sentence_at(stored.text, stored.paragraphs, start, end)

    # -- searching ------------------------------------------------------------------------------

    @one_at_a_time
    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        snippets: int = 3,
        cancelled: Callable[[], bool] | None = None,
        fold_duplicates: bool = False,
    ) -> SearchAnswer:
        """The answer to a query: at most ``limit`` hits, totals over all; with ``fold_duplicates`` those of
        documents that are found too are left out, and counted apart. Errors: ``QueryError``.
        """

        def ask(engine: Engine) -> SearchAnswer:
            folded = self._store.duplicates() if fold_duplicates else None
            return engine.search(
                query, limit=limit, sort=sort, snippets=snippets, cancelled=cancelled, duplicates=folded
            )

        return self._keeper.ask(ask)

    @one_at_a_time
    def suggest(
        self, query: str, limit: int = 5, *, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Suggestion, ...]:
        """What the term at the end of a query may become: completed, read as pinyin, spelled otherwise."""
        return self._keeper.ask(lambda engine: tuple(engine.suggest(query, limit, cancelled=cancelled)))

    @one_at_a_time
    def occurrences(self, id: int, query: str) -> Occurrences:
        """Where a document matches a query, all its positive terms taken together."""
        self.document(id)
        return self._keeper.ask(lambda engine: engine.occurrences(id, query))

    @one_at_a_time
    def kwic(
        self,
        query: str,
        *,
        sort: Literal["left", "right", "date"] = "date",
        width: int = 20,
        limit: int | None = None,
    ) -> KwicLines:
        """The exact hits of a query in their context of ``width`` characters on each side."""
        return self._keeper.ask(lambda engine: engine.kwic(query, sort=sort, width=width, limit=limit))

    @one_at_a_time
    def stats(self, query: str, by: Sequence[str] = ("region",)) -> StatsRows:
        """Counts of a query in every combination of the facets ``by``."""
        return self._keeper.ask(lambda engine: engine.stats(query, by))

    @one_at_a_time
    def index_missing(self) -> tuple[int, int] | None:
        """On how many documents the last answer was computed, and of how many; ``None``: on all of them."""
        return self._keeper.missing()

    # -- quoting --------------------------------------------------------------------------------

    def cite(
        self,
        id: int,
        start: int | None = None,
        end: int | None = None,
        style: str = "gb2025",
        accessed: str = "",
    ) -> Citation:
        """The passage ``text[start:end]`` with its source; without a passage the document alone (no text).

        ``accessed``: the day (ISO) on which a page was seen, which the standard wants and no library knows.
        """
        from index.library.citing import cite_passage

        return cite_passage(self.show(id), start, end, style, accessed)

    def restyled(self, text: str, style: str) -> Styled:
        """A draft with its references in another edition of the standard. Errors: ``UsageError``."""
        from index.library.styling import restyled

        return restyled(
            text, style, self.whereabouts, lambda id, edition: self.cite(id, style=edition).reference
        )

    @one_at_a_time
    def anchor(self, id: int, start: int, end: int) -> Anchor:
        """What ties a quotation of ``text[start:end]`` to its passage. Errors: ``UsageError``."""
        from index.library.anchoring import anchor

        self._settle()
        made = anchor(self._store, id, Span(start, end)) if 0 < id < _IDS else None
        if made is None:
            raise UsageError(UNKNOWN_ID, id=id)
        return made

    @one_at_a_time
    def whereabouts(self, anchors: Sequence[Anchor]) -> Sequence[Whereabouts]:
        """Where the passages that a draft quotes are now, one for each anchor."""
        from index.library.anchoring import whereabouts

        self._settle()
        return whereabouts(self._store, anchors)

    @one_at_a_time
    def uses(
        self, shelf: Shelf, id: int, start: int | None = None, end: int | None = None
    ) -> Sequence[tuple[Use, Whereabouts]]:
        """The quotations of a document, or of a passage of it, in the user's drafts. Errors: ``UsageError``,
        ``DraftError``.
        """
        from index.library.anchoring import uses

        span = None
        if start is not None and end is not None:
            check_passage(self.show(id), start, end)
            span = Span(start, end)
        else:
            self.document(id)
        return uses(self._store, shelf, id, span)
