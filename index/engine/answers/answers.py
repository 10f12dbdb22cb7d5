"""Answers to queries over one corpus: what finding, counting, ranking and showing come together in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

import numpy as np

from index.engine.answers import concordance, counting, marking
from index.engine.answers.evaluate import Evaluation, Evaluator
from index.engine.answers.folding import Duplicates, Folding
from index.engine.answers.pages import Pages
from index.engine.answers.ranking import best
from index.engine.answers.snippets import SNIPPETS, of_pages
from index.engine.corpus.corpus import Corpus, Part, Rows
from index.engine.interface import Cancel, KwicSort
from index.engine.language.ast import Node, Term
from index.engine.language.leaves import distinct
from index.engine.language.query import parse
from index.engine.plain import places
from index.engine.plain.texts import Text
from index.errors import N_, LibraryError
from index.model import Hit, KwicLine, Occurrences, SearchAnswer, Sort, Span, StatsRow
from index.text.form import Bools, Int32
from index.text.objects import objects

ResolveRegion = Callable[[str], str | None]

GONE = N_("Document {id} is no longer in the library; run the query again.")


class Answers:
    """Answers over ``corpus``, whose texts ``pages`` has. Not for several threads at once."""

    def __init__(
        self,
        corpus: Corpus,
        pages: Pages,
        resolve_region: ResolveRegion,
        excerpts: concordance.Excerpts | None = None,
    ) -> None:
        self.corpus = corpus
        self.evaluator = Evaluator(corpus, resolve_region)
        self.pages = pages
        self._excerpts = excerpts
        self._folding: Folding | None = None

    def search(
        self,
        query: str,
        limit: int = 50,
        sort: Sort = "relevance",
        pieces: int = SNIPPETS,
        cancelled: Cancel = None,
        duplicates: Duplicates | None = None,
    ) -> SearchAnswer:
        """See ``Engine.search``; without suggestions."""
        started = perf_counter()
        found = every = self.evaluator.evaluate(parse(query), cancelled)
        if duplicates is not None:
            found = self._folding_of(duplicates).folded(every)
        return SearchAnswer(
            query=query,
            documents=int(np.count_nonzero(found.exact)),
            occurrences=_total(found.counts, found.exact),
            loose_documents=int(np.count_nonzero(found.loose)),
            loose_occurrences=_total(found.loose_counts, found.exact | found.loose),
            related_documents=int(np.count_nonzero(found.related)),
            overlapping_documents=int(np.count_nonzero(found.overlapping)),
            facets=counting.facets(self.corpus, found),
            hits=self._hits(found, self._order(found, limit, sort), pieces, cancelled),
            suggestions=(),
            took_ms=(perf_counter() - started) * 1000,
            folded_documents=int(np.count_nonzero(every.exact)) - int(np.count_nonzero(found.exact)),
        )

    def _folding_of(self, duplicates: Duplicates) -> Folding:
        if self._folding is None or self._folding.duplicates is not duplicates:
            self._folding = Folding(self.corpus, duplicates)
        return self._folding

    def occurrences(self, id: int, query: str) -> Occurrences:
        """See ``Engine.occurrences``."""
        leaves = distinct(parse(query))
        row = self.corpus.row(id)
        if row is None:
            text = self._text(id)
            return _sum_of([places.occurrences(leaf, text) for leaf in leaves])
        ((part, documents),) = self.corpus.split(np.array([row]))
        each = []
        for leaf in leaves:
            exact, loose = marking.exact(part, leaf, documents), marking.loose(part, leaf, documents)
            more = marking.further(loose, exact)
            each.append(Occurrences(_spans(part, exact), _spans(part, more), len(loose[0])))
        return _sum_of(each)

    def kwic(
        self, query: str, sort: KwicSort = "date", width: int = 20, limit: int | None = None
    ) -> list[KwicLine]:
        """See ``Engine.kwic``."""
        found = self._exact(query)
        rows = np.flatnonzero(found.exact)
        if sort == "date" and limit is not None:
            rows = self._enough(found, rows, max(limit, 0))
        hits = concordance.hits(self.corpus, found.leaves, rows, sort, limit) if found.leaves else None
        if hits is None:
            return []
        hits = concordance.in_order(self.corpus, hits, sort, limit)
        return concordance.lines(self.corpus, hits, self.pages, self._excerpts, max(width, 0))

    def stats(self, query: str, by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """See ``Engine.stats``."""
        found = self._exact(query)
        return counting.stats(self.corpus, found.exact, found.counts, by)

    def stats_of(self, counts: Mapping[int, int], by: Sequence[str]) -> list[StatsRow]:
        """See ``Engine.stats_of``."""
        return counting.stats(self.corpus, *counting.counted(self.corpus, counts), by)

    def matching(self, where: str) -> list[int]:
        """Ids of the exact documents, ascending."""
        ids: list[int] = np.sort(self.corpus.ids[self._exact(where).exact]).tolist()
        return ids

    def _exact(self, query: str) -> Evaluation:
        """The evaluation of what asks for exact documents only."""
        return self.evaluator.evaluate(parse(query), related=False, scored=False)

    def missing(self, query: str) -> list[Node]:
        """The leaves of the query that occur nowhere, not even loosely."""
        return [leaf for leaf in distinct(parse(query)) if not self.evaluator.leaf(leaf).loose.any()]

    def missing_letters(self, query: str) -> list[Node]:
        """Those of Latin letters alone, which may be pinyin."""
        terms = [leaf for leaf in distinct(parse(query)) if isinstance(leaf, Term)]
        letters = [term for term in terms if term.raw.isascii() and term.raw.isalpha()]
        return [term for term in letters if not self.evaluator.leaf(term).loose.any()]

    def _order(self, found: Evaluation, limit: int, sort: Sort) -> Rows:
        """The rows of the first ``limit`` hits: exact ones, loose ones, related ones, the best first."""
        chosen: list[Rows] = [np.zeros(0, np.int64)]
        left = limit
        for mask in (found.exact, found.loose, found.related):
            if left > 0:
                chosen.append(self._best(found, mask, left, sort))
                left -= len(chosen[-1])
        return np.concatenate(chosen)

    def _best(self, found: Evaluation, mask: Bools, most: int, sort: Sort) -> Rows:
        rows = np.flatnonzero(mask)
        keys = self.corpus.first[rows] if sort == "date" else found.score[rows]
        return rows[best(keys, self.corpus.ids[rows], most)]

    def _enough(self, found: Evaluation, rows: Rows, limit: int) -> Rows:
        """Those of ``rows``, newest first, that have the first ``limit`` lines in any case; ascending."""
        rows = rows[np.lexsort((self.corpus.ids[rows], -self.corpus.first[rows]))]
        # Two leaves may match at the same places: each document has at least the lines of one leaf.
        lines = np.zeros(len(rows), np.int64)
        for leaf in found.leaves:
            lines = np.maximum(lines, self.evaluator.leaf(leaf).exact[rows])
        needed = int(np.searchsorted(np.cumsum(lines), limit)) + 1
        return np.sort(rows[:needed])

    def _hits(self, found: Evaluation, order: Rows, pieces: int, cancelled: Cancel) -> tuple[Hit, ...]:
        ids = self.corpus.ids[order].tolist()
        pages = self.pages.get(ids)
        rows = np.sort(order)
        exact, loose = found.exact[rows], found.loose[rows]
        groups = (rows[exact], rows[loose], rows[~(exact | loose)])
        marks = marking.of_hits(self.corpus, found.leaves, groups, cancelled)
        shown = {row: pages[id] for row, id in sorted(zip(order.tolist(), ids, strict=True)) if id in pages}
        snippets = of_pages(shown, marks, pieces)
        # Some may be gone in the meantime.
        kept = [number for number, id in enumerate(ids) if id in pages]
        order = order[kept]
        exact, related = found.exact[order], found.related[order]
        columns = {
            "document": [pages[ids[number]].document for number in kept],
            "score": found.score[order].tolist(),
            "occurrences": np.where(exact, found.counts[order], 0).tolist(),
            "loose_occurrences": np.where(related, 0, found.loose_counts[order]).tolist(),
            "loose": found.loose[order].tolist(),
            "related": related.tolist(),
            "snippets": [snippets[row] for row in order.tolist()],
        }
        return tuple(objects(Hit, len(kept), columns))

    def _text(self, id: int) -> Text:
        """The text of a document that is not in the index."""
        for stored in self.pages.stored([id]):
            return Text(stored)
        raise LibraryError(GONE, id=id)


def _total(counts: Int32, mask: Bools) -> int:
    return int(counts[np.flatnonzero(mask)].sum(dtype=np.int64))


def _spans(part: Part, ranges: marking.Bounds) -> tuple[Span, ...]:
    starts, ends = part.segment.source_span(*ranges)
    return tuple(map(Span, starts.tolist(), ends.tolist()))


def _sum_of(found: Sequence[Occurrences]) -> Occurrences:
    """The occurrences of several terms, each place once."""
    exact = {span for each in found for span in each.exact}
    loose = {span for each in found for span in each.loose} - exact
    return Occurrences(tuple(sorted(exact)), tuple(sorted(loose)), sum(each.loose_total for each in found))
