"""The search engine of the program: queries in, answers with exact counts out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from time import perf_counter

from index.engine.answers.answers import Answers, ResolveRegion
from index.engine.answers.concordance import Excerpts
from index.engine.answers.folding import Duplicates
from index.engine.answers.pages import Load, LoadColumns, Pages
from index.engine.answers.snippets import SNIPPETS
from index.engine.corpus.corpus import Corpus
from index.engine.interface import KwicSort
from index.engine.state import Index, Outdated, State
from index.engine.suggest import MOST, Suggestions
from index.model import KwicLine, Occurrences, SearchAnswer, Sort, StatsRow, Suggestion


def _none(_: str) -> Collection[int]:
    return ()


class Engine:
    """Answers to queries (matching.md) from an index that others write. QueryError where one is not parsed.

    ``folder``: where the index lies; ``None`` keeps it in memory. ``texts``: the stored texts of ids, always
    the newest, in this order, without those that are gone; only document, text and paragraphs are used.
    ``resolve_region``: the short name of a region for what a user writes (湘 and hunan for 湖南), ``None``
    for an unknown one; without it region names are compared as they are. ``outdated``: see ``state.Index``,
    which is there as ``index`` for whoever keeps it. ``excerpts``: see ``concordance.Excerpts``; without it
    the lines of a concordance are cut from whole texts. ``columns``: as ``texts``, and quicker.
    Calls from several threads wait for each other.
    """

    def __init__(
        self,
        folder: Path | None,
        texts: Load,
        *,
        resolve_region: ResolveRegion | None = None,
        outdated: Outdated = _none,
        excerpts: Excerpts | None = None,
        columns: LoadColumns | None = None,
    ) -> None:
        self._pages = Pages(texts, load_columns=columns)
        self._excerpts = excerpts
        self.index = Index(folder, outdated)
        self._outdated = None if outdated is _none else outdated
        self._resolve_region: ResolveRegion = resolve_region or (lambda name: name)
        self._state: State | None = None
        self._answers: Answers | None = None
        self._suggestions = Suggestions()
        self._lock = RLock()

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint given with the last complete change; ``None`` if the index must be rebuilt.

        This looks whether another process has changed the index, and opens the changed one. Queries do not:
        they are answered from the index that is open, which stays as it was.
        """
        with self._lock:
            self._adopt(self.index.current())
            return self._state.fingerprint if self._state else None

    @property
    def reached(self) -> str | None:
        """The same of the index that is open: the one that the next query is answered from."""
        with self._lock:
            self._current()
            return self._state.fingerprint if self._state else None

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        snippets: int = SNIPPETS,
        cancelled: Callable[[], bool] | None = None,
        duplicates: Duplicates | None = None,
    ) -> SearchAnswer:
        """The answer with its first ``limit`` hits: exact ones, then loose, then related ones.

        Inside each, by score or by date (newest first, unknown last), then by id. ``snippets``: up to so many
        of each hit, the best ones, in the order of the text. ``duplicates`` are left out of everything where
        what they are duplicates of is found too (the same mapping each time is looked through once).
        """
        started = perf_counter()
        with self._lock:
            answers = self._current()
            answer = answers.search(query, limit, sort, snippets, cancelled, duplicates)
            nothing = not (answer.documents or answer.loose_documents)
            missing = answers.missing(query) if nothing else answers.missing_letters(query)
            suggestions = self._suggestions.instead(answers.corpus, missing)
            return replace(answer, suggestions=suggestions, took_ms=(perf_counter() - started) * 1000)

    def suggest(
        self, query: str, limit: int = MOST, *, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Suggestion, ...]:
        """What the term at the end of ``query`` may become, the likeliest first; at most ``limit``.

        Completions, words by their pinyin, and where the term does not occur words spelled or read alike.
        No query is wrong here. ``Cancelled`` soon after ``cancelled()`` is true.
        """
        with self._lock:
            return self._suggestions.suggest(self._current().corpus, query, limit, cancelled)

    def occurrences(self, id: int, query: str) -> Occurrences:
        """Where the positive terms of ``query`` stand in document ``id``, each place once, in text order.

        NEAR, SENT, PARA and gaps give the whole match. ``loose_total`` is summed over the terms.
        LibraryError if there is no such document.
        """
        with self._lock:
            return self._current().occurrences(id, query)

    def kwic(
        self, query: str, *, sort: KwicSort = "date", width: int = 20, limit: int | None = None
    ) -> list[KwicLine]:
        """A line for each exact occurrence in the exact documents; contexts are slices of the stored text.

        ``left`` and ``right`` compare by match form, from the keyword outward, then as ``date`` does: newest
        first, unknown last, by id and place. A place that two terms of the query match makes one line.
        """
        with self._lock:
            return self._current().kwic(query, sort, width, limit)

    def stats(self, query: str, by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """Counts of the exact documents in each bucket of the corpus (see ``counting.stats``)."""
        with self._lock:
            return self._current().stats(query, by)

    def stats_of(self, counts: Mapping[int, int], by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """The same of what was counted elsewhere: ``counts`` has the occurrences by document."""
        with self._lock:
            return self._current().stats_of(counts, by)

    def matching(self, where: str) -> list[int]:
        """Ids of the exact documents, ascending."""
        with self._lock:
            return self._current().matching(where)

    def corpus(self) -> Corpus:
        """The documents that are open, as arrays, for those who read segments themselves."""
        with self._lock:
            return self._current().corpus

    def close(self) -> None:
        """Close the files; the engine is not used afterwards."""
        with self._lock:
            self._suggestions.close()
            self._state = self._answers = None
            self._pages.forget()
            self.index.close()

    def _adopt(self, state: State | None) -> None:
        """Answer from ``state`` from now on."""
        if state is not self._state:
            if not self._only_added(state):
                self._pages.forget()
            self._state = state
            self._answers = None

    def _only_added(self, state: State | None) -> bool:
        """Whether all that has become of the texts up to ``state`` is that there are more of them.

        Any other change may concern documents that are the same themselves, duplicates of the changed ones.
        """
        if state is None or self._state is None or self._outdated is None:
            return False
        changed = self._outdated(self._state.manifest.texts)
        newest = max((int(part.segment.ids.max()) for part in self._state.parts), default=0)
        return changed is not None and min(changed, default=newest + 1) > newest

    def _current(self) -> Answers:
        """Answers from the index that is open; without a valid one, from no documents."""
        if self._answers is None:
            if self._state is None:
                self._adopt(self.index.current())
            corpus = self._state.corpus if self._state else Corpus(())
            self._answers = Answers(corpus, self._pages, self._resolve_region, self._excerpts)
        return self._answers
