"""Parallels: what other documents of a corpus share with stretches of a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from index.engine.answers.pages import Load
from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancel
from index.model import Span
from index.reuse.alike import Alike, Reader
from index.reuse.chains import matches
from index.reuse.differences import differences
from index.reuse.grams import Int64
from index.reuse.model import Difference, Earliest, Parallel, Passage, Relation
from index.reuse.questions import Question, question
from index.reuse.rows import Row, formulae, rows
from index.reuse.seeds import check, formula_limit, seeds

Excerpts = Callable[[Sequence[tuple[int, int, int]]], list[str | None]]

AT_ONCE = 6000
"""Letters of a question that are looked up together."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where stored texts are read: whole documents by id, and pieces of them by (id, start, end)."""

    texts: Load
    excerpts: Excerpts


def passages(
    corpus: Corpus,
    sources: Sources,
    text: str,
    spans: Sequence[Span],
    *,
    own_id: int | None = None,
    junk: bool = False,
    cancelled: Cancel = None,
) -> tuple[Passage, ...]:
    """What other documents share with each of ``spans`` of ``text``, in order.

    ``own_id``: the document that the text is; it is counted, and never its own parallel. ``junk``: bracketed
    readings in the text are not meant. ``Cancelled`` soon after ``cancelled()`` is true.
    """
    found: list[Passage] = []
    for some in _portions(spans):
        asked = question(text, some, junk=junk)
        if len(asked.starts):
            found += _Answer(corpus, sources, asked, own_id, cancelled).passages()
    return tuple(found)


def _portions(spans: Sequence[Span]) -> list[list[Span]]:
    portions: list[list[Span]] = []
    size = AT_ONCE
    for span in spans:
        if size >= AT_ONCE:
            portions.append([])
            size = 0
        portions[-1].append(span)
        size += span.end - span.start
    return portions


class _Answer:
    """The passages of one question."""

    def __init__(
        self, corpus: Corpus, sources: Sources, asked: Question, own_id: int | None, cancelled: Cancel
    ) -> None:
        self._corpus, self._sources, self._asked, self._cancelled = corpus, sources, asked, cancelled
        self._own = corpus.row(own_id) if own_id is not None else None
        self._limit = formula_limit(corpus)
        self._readers = [Reader(asked.letters, part, number) for number, part in enumerate(corpus.parts)]

    def passages(self) -> list[Passage]:
        """In order of the stretches asked for, then of their starts, longer ones first."""
        found = self._rows()
        check(self._cancelled)
        listed = [row for row in found if row.members]
        texts = self._texts([one for row in listed for one in row.members])
        answers = []
        at = 0
        for row in found:
            parallels = texts[at : at + len(row.members)]
            at += len(row.members)
            answers.append(self._passage(row, parallels))
        return answers

    def _rows(self) -> list[Row]:
        places, often = seeds(self._corpus, self._asked, self._own, self._cancelled)
        alike: list[Alike] = []
        for reader, some in zip(self._readers, places, strict=True):
            found = matches(reader.part, self._asked, some, self._cancelled)
            alike += reader.alike(found)
        check(self._cancelled)
        common = formulae(self._corpus, self._asked, often, self._limit)
        units: dict[int, list[Alike]] = {}
        for one in alike:
            units.setdefault(one.unit, []).append(one)
        result: list[Row] = []
        for unit, (start, end) in enumerate(
            zip(self._asked.starts.tolist(), self._asked.ends.tolist(), strict=True)
        ):
            known = [row for row in common if start <= row.start < end]
            here = [self._counted(row) for row in rows(units.get(unit, ()), self._readers, known)] + known
            result += sorted(here, key=lambda row: (row.start, -row.end))
        return result

    def _counted(self, row: Row) -> Row:
        """The row with its documents; a formula if they are too many."""
        documents = {one.row for one in row.members}
        own = self._own_occurrences(row.start, row.end)
        if self._own is not None:
            documents.add(self._own)
        members = row.members if len(documents) <= self._limit else ()
        counted = np.array(sorted(documents), np.int64)
        return replace(row, members=members, rows=counted, occurrences=len(row.members) + own)

    def _own_occurrences(self, start: int, end: int) -> int:
        """How often the letters stand in the document that is asked about, apart; at least once."""
        return max(1, self._own_letters.count(self._readers[0].ours(start, end))) if self._own_letters else 0

    @cached_property
    def _own_letters(self) -> str:
        """The letters of the document that is asked about; nothing of a text that is none."""
        if self._own is None:
            return ""
        ((part, local),) = self._corpus.split(np.array([self._own]))
        first = int(part.segment.starts[local[0]])
        reader = next(reader for reader in self._readers if reader.part is part)
        return reader.theirs(first, first + int(part.segment.lengths[local[0]]))

    # -- from letters to texts

    def _texts(self, members: Sequence[Alike]) -> list[Parallel]:
        """A parallel of each, without its differences where it is near."""
        bounds = np.zeros((len(members), 2), np.int64)
        parts = np.array([one.part for one in members], np.int64)
        ends = np.array([(one.first, one.last - 1) for one in members], np.int64).reshape(-1, 2)
        for number, part in enumerate(self._corpus.parts):
            here = parts == number
            if here.any():
                bounds[here] = part.segment.source_at(ends[here].ravel()).reshape(-1, 2)
        bounds[:, 1] += 1
        ids = self._corpus.ids[[one.row for one in members]].tolist() if members else []
        spans = [(id, start, end) for id, (start, end) in zip(ids, bounds.tolist(), strict=True)]
        pieces = self._sources.excerpts(spans)
        return [
            Parallel(
                id,
                start,
                end,
                piece if piece is not None and len(piece) == end - start else self._piece(id, start, end),
                "verbatim" if one.verbatim else "near",
                1.0,
                (),
                self._asked.source(one.start, one.end),
            )
            for one, (id, start, end), piece in zip(members, spans, pieces, strict=True)
        ]

    def _piece(self, id: int, start: int, end: int) -> str:
        """Read from the whole text, where an excerpt cannot be cut."""
        return "".join(stored.text[start:end] for stored in self._sources.texts([id]))

    def _passage(self, row: Row, found: Sequence[Parallel]) -> Passage:
        span = self._asked.source(row.start, row.end)
        known: dict[tuple[Span, str], tuple[Relation, float, tuple[Difference, ...]]] = {}
        ids, days, ends = (
            array[row.rows] for array in (self._corpus.ids, self._corpus.first, self._corpus.last)
        )
        dated = {}
        if found:
            dated = {
                id: (not day, day, end)
                for id, day, end in zip(ids.tolist(), days.tolist(), ends.tolist(), strict=True)
            }
        parallels = []
        for one in found:
            check(self._cancelled)
            if one.relation == "near":
                one = self._compared(one, known)
            parallels.append(one)
        parallels.sort(
            key=lambda one: (one.relation != "verbatim", -one.similarity, dated[one.id], one.id, one.start)
        )
        return Passage(
            span.start,
            span.end,
            self._asked.text[span.start : span.end],
            tuple(parallels),
            bool(row.members),
            len(row.rows),
            row.occurrences,
            self._earliest(row.rows),
            tuple(np.sort(ids[days == 0]).tolist()),
        )

    def _compared(
        self, one: Parallel, known: dict[tuple[Span, str], tuple[Relation, float, tuple[Difference, ...]]]
    ) -> Parallel:
        """With its differences; the same wording is compared once."""
        key = one.passage, one.text
        if key not in known:
            known[key] = differences(self._asked.text, one.text, one.passage, Span(0, len(one.text)))
        relation, similarity, found = known[key]
        moved = tuple(
            replace(d, other_start=d.other_start + one.start, other_end=d.other_end + one.start)
            for d in found
        )
        return replace(one, relation=relation, similarity=similarity, differences=moved)

    def _earliest(self, rows: Int64) -> Earliest | None:
        """The first of these documents by date, of one date by id."""
        dated = rows[self._corpus.first[rows] > 0]
        if not len(dated):
            return None
        order = np.lexsort((self._corpus.ids[dated], self._corpus.last[dated], self._corpus.first[dated]))
        id = int(self._corpus.ids[dated[order[0]]])
        for stored in self._sources.texts([id]):
            document = stored.document
            if document.date is not None:
                return Earliest(id, document.date, document.date_precision, "date" in document.inferred)
        return None
