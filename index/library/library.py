"""``Library``: opens store and engine, and answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import RLock
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from index.errors import N_, LibraryReadOnly, UsageError
from index.library import changing, locations
from index.library.citing import check_passage
from index.library.keeper import IndexKeeper
from index.library.likeness import catch_up_all
from index.library.turns import one_at_a_time
from index.library.version import version
from index.model import (
    Check,
    Citation,
    CorpusInfo,
    Document,
    ImportReport,
    KwicLine,
    Occurrences,
    SearchAnswer,
    Sort,
    Span,
    StatsRow,
    StoredText,
    Suggestion,
)
from index.store import Store

if TYPE_CHECKING:
    from typing import Self

    from index.engine import Engine

# `list` is also a method here.
Documents = list[Document]
Ids = list[int]
KwicLines = list[KwicLine]
StatsRows = list[StatsRow]
Checks = list[Check]

_IDS = 1 << 63  # SQLite's integers end here
UNKNOWN_ID = N_("No document has the id {id}; `dangjian-tui list` shows the documents with their ids.")
SAMPLE_SEALED = N_(
    "The sample corpus cannot be changed; import texts of your own and they get their own library."
)


class Library:
    """A library of documents. May be asked from any thread; calls wait for each other.

    Whoever imports while it also searches opens a second ``Library`` for one of the two.
    Errors: ``LibraryError`` (opening, writing), ``UsageError`` (unknown ids, fields, values), ``QueryError``.
    """

    def __init__(
        self,
        store: Store,
        *,
        is_sample: bool = False,
        own: Callable[[], Store] | None = None,
        indexing: Callable[[int, int], None] | None = None,
        background: bool = False,
    ) -> None:
        self._store = store
        self._keeper_of = partial(IndexKeeper, indexing=indexing, background=background)
        self._keeper = self._keeper_of(store)
        self._own = own
        self.is_sample = is_sample
        self._guard = RLock()
        self._closed = False

    # -- opening --------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        waiting: Callable[[], None] | None = None,
        indexing: Callable[[int, int], None] | None = None,
        background: bool = False,
        timeout: float = 60.0,
    ) -> Library:
        """Open a library folder, ``"sample"``, or (``None``) what ``DANGJIAN_LIBRARY`` names or the user's
        own.

        While the user's own library is missing or holds no document, the sample is opened in its place,
        with ``banner`` set; the first import creates the user's library and goes there. A folder that is
        named but not there is an empty library, created by the first import. ``waiting`` is called once
        whenever another program's writing is waited for, at most ``timeout`` seconds; ``indexing`` while the
        index is brought up to date, with the number of texts done and of all, from any thread. In the
        ``background`` a process of its own does that, and answers are incomplete meanwhile
        (``index_missing``).
        """

        def store(folder: Path) -> Store:
            return Store(folder, waiting=waiting, timeout=timeout)

        named = path if path is not None else locations.named_by_environment()
        if named is not None and str(named) == locations.SAMPLE:
            return cls._sample(None, indexing, background)
        if named is not None:
            return cls(store(Path(named).expanduser()), indexing=indexing, background=background)
        own = store(locations.default_folder())
        if own.size()[0]:
            return cls(own, indexing=indexing, background=background)
        own.close()
        return cls._sample(lambda: store(locations.default_folder()), indexing, background)

    @classmethod
    def _sample(
        cls, own: Callable[[], Store] | None, indexing: Callable[[int, int], None] | None, background: bool
    ) -> Library:
        from index.library.sample import sample_store

        return cls(sample_store(), is_sample=True, own=own, indexing=indexing, background=background)

    def close(self) -> None:
        """Let go of files, once whoever is being answered has the answer; closing again does nothing.

        Later calls raise ``ValueError``.
        """
        with self._guard:
            if not self._closed:
                self._closed = True
                self._keeper.close()
                self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The folder of the library."""
        return self._store.folder

    @property
    def read_only(self) -> bool:
        """Whether documents cannot be changed here (the sample takes imports to the user's own)."""
        return self._store.read_only

    @property
    def banner(self) -> bool:
        """Whether the sample stands in for the user's own library, which is empty: to be shown."""
        return self._own is not None

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
        self, id: int, start: int | None = None, end: int | None = None, style: str = "gb2025"
    ) -> Citation:
        """The passage ``text[start:end]`` with its source; without a passage the document alone (no text)."""
        from index.library.citing import cite_passage

        return cite_passage(self.show(id), start, end, style)

    # -- changing -------------------------------------------------------------------------------

    @one_at_a_time
    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        values: Mapping[str, str] | None = None,
        mapping: Mapping[str, str] | None = None,
        sidecars: bool = True,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> ImportReport:
        """Import files and folders (see ``importing``), with the user's ``values`` for all of them and the
        columns of their tables (``mapping``, field → column); tables describe files, but for ``sidecars``.

        ``progress`` gets the number done, of all, and the next path. Ctrl-C keeps what is done. On the sample
        in the user's place the import goes to the user's own library, which takes over.
        """
        started = monotonic()
        target = self._store.folder if self._own is None else locations.default_folder()
        settled = changing.prepared(paths, values or {}, target, mapping, sidecars)
        with self._in_own():
            report = changing.import_files(self._changeable(), settled, progress)
            # The texts are safe now: who does not want to wait for the index leaves it to the next search.
            with suppress(KeyboardInterrupt):
                self._keeper.refresh()
        return replace(report, seconds=round(monotonic() - started, 3))

    @one_at_a_time
    def set_fields(self, id: int | Sequence[int], values: Mapping[str, str]) -> Ids:
        """Correct fields of one or more documents; an empty value means unknown. Returns the changed ids."""
        ids = [id] if isinstance(id, int) else id
        return self._changed(lambda store: changing.set_fields(store, ids, values), *ids)

    @one_at_a_time
    def remove(self, ids: Sequence[int]) -> Ids:
        """Take documents away, all or (when an id is unknown) none. Returns the changed ids."""
        return self._changed(lambda store: changing.remove(store, ids), *ids)

    @one_at_a_time
    def undo_repairs(self, id: int, which: int | Literal["all"]) -> Ids:
        """Take back a repair (its 0-based number in the shown list) or all. Returns the changed ids."""
        return self._changed(lambda store: changing.undo_repairs(store, id, which), id)

    @one_at_a_time
    def undo(self) -> Ids:
        """Undo the newest command (import, set, remove, repairs) not yet undone. Returns the changed ids."""
        with self._in_own():
            return self._changed(changing.undo)

    @one_at_a_time
    def reindex(self) -> None:
        """Build the search index anew from the texts, duplicates and all."""
        self._settle()
        if not self.read_only:
            catch_up_all(self._store)
        self._keeper.rebuild()

    @one_at_a_time
    def doctor(self, repair: bool = False) -> Checks:
        """Check the library; with ``repair`` the index is built anew if it does not fit."""
        from index.library.doctor import examine

        return examine(self._store, self._keeper, repair=repair)

    # -- inside ---------------------------------------------------------------------------------

    def _settle(self) -> None:
        """See the newest state; where an engine is in use, the state that engine knows."""
        if self._keeper.in_use:
            self._keeper.current()
        else:
            self._store.newest_stamp()

    @contextmanager
    def _in_own(self) -> Iterator[None]:
        """Go from the sample that stands in to the user's own library, and stay if it has documents then."""
        own = self._own
        if own is not None:
            self._go_to(own(), is_sample=False, own=None)
        try:
            yield
        finally:
            if own is not None and not self._store.size()[0]:
                from index.library.sample import sample_store

                self._go_to(sample_store(), is_sample=True, own=own)

    def _go_to(self, store: Store, *, is_sample: bool, own: Callable[[], Store] | None) -> None:
        self._keeper.close()
        self._store.close()
        self._store, self._keeper = store, self._keeper_of(store)
        self.is_sample, self._own = is_sample, own

    def _changeable(self) -> Store:
        if self.is_sample:
            raise LibraryReadOnly(SAMPLE_SEALED)
        return self._store

    def _changed(self, change: Callable[[Store], Ids], *ids: int) -> Ids:
        self._settle()
        for id in ids:
            self.document(id)
        changed = change(self._changeable())
        if changed:
            self._keeper.refresh()
        return changed
