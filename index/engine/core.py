"""The search engine of the program: queries in, answers with exact counts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from time import perf_counter

import numpy as np

from index.engine import concordance, counting, manifest, places
from index.engine.ast import Node, Term
from index.engine.evaluate import Evaluation, distinct, literals
from index.engine.interface import KwicSort, Progress
from index.engine.places import literal_of
from index.engine.query import parse
from index.engine.ranking import words_of
from index.engine.snippets import snippets
from index.engine.state import Opener, ResolveRegion, State
from index.engine.suggestions import MOST, suggestions
from index.engine.texts import Text, Texts
from index.errors import N_, LibraryBusy, LibraryError
from index.model import Hit, KwicLine, Occurrences, SearchAnswer, Sort, Span, StatsRow, StoredText
from index.text.form import Bools
from index.text.match import loose_spans


class Engine:
    """A ``SearchEngine`` (see ``interface``) on Whoosh, its postings verified on the texts.

    ``folder``: where the index lies; ``None`` keeps it in memory. ``texts``: the stored text of an id,
    always the newest. ``resolve_region``: the short name of a region for what a user writes (湘 and hunan
    for 湖南), ``None`` for an unknown one; without it region names are compared as they are.
    Calls from several threads wait for each other.
    """

    def __init__(
        self,
        folder: Path | None,
        texts: Callable[[int], StoredText],
        *,
        resolve_region: ResolveRegion | None = None,
    ) -> None:
        self._texts = Texts(texts)
        self._opener = Opener(folder, self._texts, resolve_region or (lambda name: name))
        self._folder = folder
        self._state: State | None = None
        self._empty: State | None = None
        self._lock = RLock()

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint given with the last complete change; ``None`` if the index must be rebuilt.

        This looks whether another process has changed the index, and opens the changed one. Queries do not:
        they are answered from the index that is open, which stays as it was.
        """
        with self._lock:
            self._refresh()
            return self._state.fingerprint if self._state else None

    def rebuild(
        self, documents: Iterable[StoredText], fingerprint: str, progress: Progress | None = None
    ) -> None:
        """Replace the whole index; the old one counts until the new one is complete on disk.

        OSError where the folder cannot be written; the old index is then as it was.
        """
        with self._lock:
            state = self._opener.build(_counted(documents, progress), fingerprint)
            if self._state is not None:
                self._state.postings.close()
            self._state = state

    def update(self, changed: Iterable[StoredText], removed: Iterable[int], fingerprint: str) -> None:
        """Put in or replace ``changed``, take out the ids ``removed`` (unknown ones are none).

        LibraryError if there is no valid index to change, LibraryBusy if another program is changing it,
        OSError where the folder cannot be written.
        """
        with self._lock:
            self._refresh()
            if self._state is None:
                raise LibraryError(
                    N_("The search index is missing or damaged: run reindex to build it again.")
                )
            try:
                self._state = self._opener.change(self._state, changed, removed, fingerprint)
            except LibraryBusy:
                raise
            except BaseException:
                # What is on disk may be half of the change; its manifest then says that it is stale.
                self._state.postings.close()
                self._state = None
                raise

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchAnswer:
        """The answer with its first ``limit`` hits: exact ones, then loose, then related ones.

        Inside each, by score or by date (newest first, unknown last), then by id.
        """
        started = perf_counter()
        tree = parse(query)
        with self._lock:
            state = self._current()
            found = state.evaluator.evaluate(tree, cancelled)
            groups = (found.exact, found.loose, found.related)
            order = [row for mask in groups for row in _sorted(state, found, mask, sort)]
            nothing = not (found.exact.any() or found.loose.any())
            return SearchAnswer(
                query=query,
                documents=int(found.exact.sum()),
                occurrences=int(found.counts[found.exact].sum()),
                loose_documents=int(found.loose.sum()),
                loose_occurrences=int(found.loose_counts[found.exact | found.loose].sum()),
                related_documents=int(found.related.sum()),
                overlapping_documents=int(found.overlapping.sum()),
                facets=counting.facets(state.table, found),
                hits=tuple(self._hit(state, found, row) for row in order[: max(limit, 0)]),
                suggestions=self._suggestions(state, found) if nothing else (),
                took_ms=(perf_counter() - started) * 1000,
            )

    def occurrences(self, id: int, query: str) -> Occurrences:
        """Where the positive terms of ``query`` stand in document ``id``, each place once, in text order.

        NEAR, SENT, PARA and gaps give the whole match. ``loose_total`` is summed over the terms.
        """
        tree = parse(query)
        with self._lock:
            text = self._texts.get(id)
            found = [places.occurrences(leaf, text) for leaf in distinct(tree)]
        exact = {span for each in found for span in each.exact}
        loose = {span for each in found for span in each.loose} - exact
        return Occurrences(
            tuple(sorted(exact)), tuple(sorted(loose)), sum(each.loose_total for each in found)
        )

    def kwic(
        self, query: str, *, sort: KwicSort = "date", width: int = 20, limit: int | None = None
    ) -> list[KwicLine]:
        """A line for each exact occurrence in the exact documents; contexts are slices of the stored text.

        ``left`` and ``right`` compare by match form, from the keyword outward, then as ``date`` does: newest
        first, unknown last, by id and place. A place that two terms of the query match makes one line.
        """
        tree = parse(query)
        with self._lock:
            state = self._current()
            found = state.evaluator.evaluate(tree)
            keyed: list[tuple[str, int, KwicLine]] = []
            for row in _sorted(state, found, found.exact, "date"):
                if sort == "date" and limit is not None and len(keyed) >= limit:
                    break
                text = self._texts.get(int(state.table.ids[row]))
                each = [places.occurrences(leaf, text).exact for leaf in found.leaves]
                spans = sorted({span for exact in each for span in exact})
                lines = concordance.lines(text, spans, max(width, 0))
                for span, line in zip(spans, lines, strict=True):
                    keyed.append((concordance.sort_key(text, span, sort), len(keyed), line))
        return [line for _, _, line in sorted(keyed, key=lambda item: item[:2])][:limit]

    def stats(self, query: str, by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """Counts of the exact documents in each bucket of the corpus (see ``counting.stats``)."""
        tree = parse(query)
        with self._lock:
            state = self._current()
            return counting.stats(state.table, state.evaluator.evaluate(tree), by)

    def matching(self, where: str) -> list[int]:
        """Ids of the exact documents, ascending."""
        tree = parse(where)
        with self._lock:
            state = self._current()
            return [int(id) for id in state.table.ids[state.evaluator.evaluate(tree).exact]]

    def close(self) -> None:
        """Close the files; the engine is not used afterwards."""
        with self._lock:
            if self._state is not None:
                self._state.postings.close()
                self._state = None
            self._texts.forget()

    def _refresh(self) -> None:
        """Look whether the index on disk is still the one that is open."""
        if self._folder is None:
            return
        found = manifest.read(self._folder)
        if self._state is not None and found == self._state.manifest:
            return
        if self._state is not None:
            self._state.postings.close()
        self._state = self._opener.open(found) if found is not None else None

    def _current(self) -> State:
        """The open state; without a valid index, one without documents."""
        if self._state is None:
            self._refresh()
        if self._state is not None:
            return self._state
        if self._empty is None:
            self._empty = Opener(None, self._texts, lambda name: name).build((), "")
        return self._empty

    def _hit(self, state: State, found: Evaluation, row: int) -> Hit:
        text = self._texts.get(int(state.table.ids[row]))
        related = bool(found.related[row])
        loose = bool(found.loose[row])
        return Hit(
            document=text.stored.document,
            score=float(found.score[row]),
            occurrences=int(found.counts[row]) if found.exact[row] else 0,
            loose_occurrences=0 if related else int(found.loose_counts[row]),
            loose=loose,
            related=related,
            snippets=snippets(text.stored, self._marked(found, text, loose, related)),
        )

    def _marked(self, found: Evaluation, text: Text, loose: bool, related: bool) -> list[Sequence[Span]]:
        """What a snippet highlights, by term: the matches, or for related documents the words."""
        if related:
            raws = [raw for leaf in found.leaves for raw in literals(leaf)]
            words = {word for raw in raws for word in words_of(raw)}
            return [loose_spans(text.form, literal_of(word)) for word in sorted(words)]
        each = [places.occurrences(leaf, text) for leaf in found.leaves]
        return [one.exact + one.loose if loose else one.exact for one in each]

    def _suggestions(self, state: State, found: Evaluation) -> tuple[str, ...]:
        missing: list[Node] = [leaf for leaf in found.leaves if not state.evaluator.leaf(leaf).loose.any()]
        terms = [leaf for leaf in missing if isinstance(leaf, Term)]
        column = state.table.columns["title"]
        titles = {
            str(title): skeleton
            for title, skeleton in zip(column.values, column.folded, strict=True)
            if skeleton is not None
        }
        proposed = [
            word
            for term in terms
            for word in suggestions(
                literal_of(term.raw).skeleton, state.postings.vocabulary(), state.postings.holds, titles
            )
        ]
        return tuple(dict.fromkeys(proposed))[:MOST]


def _counted(documents: Iterable[StoredText], progress: Progress | None) -> Iterator[StoredText]:
    for number, stored in enumerate(documents, 1):
        yield stored
        if progress is not None:
            progress(number)


def _sorted(state: State, found: Evaluation, mask: Bools, sort: Sort) -> list[int]:
    """The rows of ``mask``, best first."""
    rows = np.flatnonzero(mask)
    keys = -state.table.first[rows] if sort == "date" else -found.score[rows]
    # Rows are in order of ids, and the sort is stable.
    return [int(row) for row in rows[np.argsort(keys, kind="stable")]]
