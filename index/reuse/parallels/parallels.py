"""Parallels: what other documents of a corpus share with stretches of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.engine.interface import Cancel
from index.engine.segment.stream import PRIVATE, PRIVATE_SIZE
from index.model import Document, Span
from index.reuse.differences.differences import compared
from index.reuse.differences.letters import Wording, wording
from index.reuse.model import Difference, Earliest, Page, Parallel, Passage, Relation, Shared
from index.reuse.parallels.alike import Alike, Reader
from index.reuse.parallels.chains import grown_over, matches
from index.reuse.parallels.foremost import foremost
from index.reuse.parallels.groups import Group, completed, formulae, groups
from index.reuse.parallels.places import Place, Sources, texts_at
from index.reuse.parallels.questions import Question, cut, question
from index.reuse.parallels.seeds import check, formula_limit, seeds

AT_ONCE = 2000
"""Letters of a question that are looked up together."""


def passages(
    corpus: Corpus,
    sources: Sources,
    text: str,
    spans: Sequence[Span],
    *,
    own_id: int | None = None,
    junk: bool = False,
    page: Page | None = None,
    cancelled: Cancel = None,
) -> tuple[Passage, ...]:
    """What other documents share with each of ``spans`` of ``text``, in order; long ones by some sentences.

    ``own_id``: the document that the text is; it is counted, and never its own parallel. ``junk``: bracketed
    readings in the text are not meant. ``page``: what of it is wanted. ``Cancelled`` soon after
    ``cancelled()`` is true.
    """
    told = []
    for asked in _questions(text, spans, junk=junk):
        answer = _Answer(corpus, asked, own_id, cancelled)
        told.append(_Told(answer, sources, answer.rows(counted=True)))
    if page is None:
        return tuple(passage for each in told for passage in each.passages())
    wanted = foremost([row for each in told for row in each.shared()], page.at)
    found: list[Passage] = []
    for each in told:
        found += each.passages((wanted - len(found), page.most))
    return tuple(found)


def shared(
    corpus: Corpus, text: str, spans: Sequence[Span], *, own_id: int | None = None, cancelled: Cancel = None
) -> tuple[Shared, ...]:
    """The same passages in the same order, neither read nor compared with what is asked for."""
    found: list[Shared] = []
    for asked in _questions(text, spans, junk=False):
        found += _shared(asked, _Answer(corpus, asked, own_id, cancelled).rows(counted=False))
    return tuple(found)


def _shared(asked: Question, rows: Sequence[Group]) -> Iterator[Shared]:
    for row in rows:
        span = asked.source(row.start, row.end)
        yield Shared(span.start, span.end, len(row.rows), bool(row.members))


def _questions(text: str, spans: Sequence[Span], *, junk: bool) -> Iterator[Question]:
    """What is looked up at once, one after the other."""
    for some in _portions(cut(text, spans)):
        asked = question(text, some, junk=junk)
        if len(asked.starts):
            yield asked


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
    """What of a corpus answers one question, in letters."""

    def __init__(self, corpus: Corpus, asked: Question, own_id: int | None, cancelled: Cancel) -> None:
        self.corpus, self.asked, self.cancelled = corpus, asked, cancelled
        self._own = corpus.row(own_id) if own_id is not None else None
        self._reader = Reader(asked, corpus.parts, cancelled)

    def rows(self, *, counted: bool) -> list[Group]:
        """In order of the stretches asked for, then of their starts, longer ones first; with their
        occurrences where these are to be ``counted``.
        """
        begun, often, looked_up = seeds(self.corpus, self.asked, self._own, self.cancelled)
        found = matches(self.corpus.parts, self.asked, begun, self.cancelled)
        check(self.cancelled)
        alike: Iterable[Alike] = ()
        if len(found):
            alike = self._reader.alike(grown_over(self.corpus.parts, self.asked, found, self.cancelled))
        common = formulae(self.corpus, self.asked, often, formula_limit(self.corpus), self.cancelled)
        units: dict[int, list[Alike]] = {}
        for one in alike:
            units.setdefault(one.unit, []).append(one)
        listed: list[Group] = []
        for unit, bounds in enumerate(zip(self.asked.starts.tolist(), self.asked.ends.tolist(), strict=True)):
            known = [row for row in common if bounds[0] <= row.start < bounds[1]]
            listed += groups(units.get(unit, ()), self._reader, known, bounds, self.cancelled)
        listed = completed(self.corpus, self.asked, listed, self._own, looked_up, self.cancelled)
        listed = [self._of_documents(row, counted=counted) for row in listed]
        # Stretches asked for stand one behind the other.
        return sorted(listed + common, key=lambda row: (row.start, -row.end))

    def _of_documents(self, row: Group, *, counted: bool) -> Group:
        """The row with its documents."""
        documents = {one.row for one in row.members}
        own = self._own_occurrences(row.start, row.end) if counted else 0
        if self._own is not None:
            documents.add(self._own)
        return replace(row, rows=np.array(sorted(documents), np.int64), occurrences=len(row.members) + own)

    def _own_occurrences(self, start: int, end: int) -> int:
        """How often the letters stand in the document that is asked about, apart; at least once."""
        return max(1, self._own_letters.count(self._reader.ours(start, end))) if self._own_letters else 0

    @cached_property
    def _own_letters(self) -> str:
        """The letters of the document that is asked about; nothing of a text that is none."""
        if self._own is None:
            return ""
        ((part, local),) = self.corpus.split(np.array([self._own]))
        first = int(part.segment.starts[local[0]])
        number = next(number for number, each in enumerate(self.corpus.parts) if each is part)
        return self._reader.theirs(number, first, first + int(part.segment.lengths[local[0]]))


class _Told:
    """The ``rows`` of an answer as passages: from letters to texts."""

    def __init__(self, answer: _Answer, sources: Sources, rows: Sequence[Group]) -> None:
        self._corpus, self._asked, self._cancelled = answer.corpus, answer.asked, answer.cancelled
        self._sources, self._rows = sources, rows
        # The stream has one letter for several beyond the BMP: only the texts tell whether they are the same.
        letters = self._asked.letters
        self._doubtful = bool(((letters >= PRIVATE) & (letters < PRIVATE + PRIVATE_SIZE)).any())
        self._wordings: dict[Span, Wording] = {}
        self._known: dict[tuple[Span, str], tuple[Relation, float, tuple[Difference, ...]]] = {}

    def shared(self) -> Iterator[Shared]:
        """The rows without what is in them."""
        return _shared(self._asked, self._rows)

    def passages(self, only: tuple[int, int] | None = None) -> list[Passage]:
        """In the order of the rows. ``only``: the number of that whose parallels are wanted, and how many."""
        check(self._cancelled)
        chosen: list[Sequence[Alike]] = [row.members for row in self._rows]
        if only is not None:
            chosen = [self._first(each, only[1]) if at == only[0] else () for at, each in enumerate(chosen)]
        members = [one for each in chosen for one in each]
        standing = texts_at(self._corpus, self._sources, members, self._cancelled)
        ranks = self._ranks(members)
        answers = []
        at = 0
        for row, each, first in zip(self._rows, chosen, self._earliest(), strict=True):
            places = zip(each, standing[at : at + len(each)], strict=True)
            answers.append(self._passage(row, list(places), first, ranks))
            at += len(each)
        return answers

    def _first(self, members: Sequence[Alike], most: int) -> Sequence[Alike]:
        """The first by date, then by what is known of it: a year before its months and days."""
        rows = np.array([one.row for one in members], np.int64)
        days = self._corpus.first[rows]
        places = np.array([one.first for one in members], np.int64)
        order = np.lexsort((places, self._corpus.ids[rows], -self._corpus.last[rows], days, days == 0))
        return [members[at] for at in np.sort(order[:most])]

    def _ranks(self, members: Sequence[Alike]) -> dict[int, int]:
        """The documents of the members in the order of their dates, those without one last."""
        rows = np.unique(np.array([one.row for one in members], np.int64))
        days = self._corpus.first[rows]
        order = np.lexsort((self._corpus.ids[rows], self._corpus.last[rows], days, days == 0))
        return {row: rank for rank, row in enumerate(rows[order].tolist())}

    def _passage(
        self,
        row: Group,
        found: Sequence[tuple[Alike, Place]],
        earliest: Earliest | None,
        ranks: dict[int, int],
    ) -> Passage:
        span = self._asked.source(row.start, row.end)
        ids, days = self._corpus.ids[row.rows], self._corpus.first[row.rows]
        parallels: list[tuple[bool, float, int, int, Parallel]] = []
        for one, place in found:
            check(self._cancelled)
            parallel = self._parallel(one, place, span)
            near = parallel.relation != "verbatim"
            parallels.append((near, -parallel.similarity, ranks[one.row], place[1], parallel))
        # No two of a document begin at the same letter.
        parallels.sort()
        return Passage(
            span.start,
            span.end,
            self._asked.text[span.start : span.end],
            tuple([each[-1] for each in parallels]),
            bool(row.members),
            len(row.rows),
            row.occurrences,
            earliest,
            tuple(np.sort(ids[days == 0]).tolist()),
            len(row.members) - len(found),
        )

    def _parallel(self, one: Alike, place: Place, span: Span) -> Parallel:
        id, start, end, text = place
        if one.verbatim and not self._doubtful:
            return Parallel(id, start, end, text, "verbatim", 1.0, (), span)
        relation, similarity, found = self._compared(span, text)
        differences = tuple(
            [Difference(d.op, d.start, d.end, d.other_start + start, d.other_end + start) for d in found]
        )
        return Parallel(id, start, end, text, relation, similarity, differences, span)

    def _compared(self, span: Span, text: str) -> tuple[Relation, float, tuple[Difference, ...]]:
        """How a wording differs, its offsets from its own beginning; the same one is compared once."""
        known = self._known.get((span, text))
        if known is None:
            ours = self._wordings.get(span)
            if ours is None:
                ours = self._wordings[span] = wording(self._asked.text, span)
            known = self._known[span, text] = compared(ours, wording(text))
        return known

    def _earliest(self) -> list[Earliest | None]:
        """For each row the first of its documents by date, of one date by id."""
        firsts: list[int | None] = []
        for row in self._rows:
            dated = row.rows[self._corpus.first[row.rows] > 0]
            columns = (self._corpus.ids[dated], self._corpus.last[dated], self._corpus.first[dated])
            firsts.append(int(columns[0][np.lexsort(columns)[0]]) if len(dated) else None)
        wanted = sorted({id for id in firsts if id is not None})
        known = {document.id: document for document in self._sources.documents(wanted)}
        return [_witness(known.get(id)) if id is not None else None for id in firsts]


def _witness(document: Document | None) -> Earliest | None:
    if document is None or document.date is None:
        return None
    return Earliest(document.id, document.date, document.date_precision, "date" in document.inferred)
