"""The passages of a corpus that a quotation may be from, the nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.checking.finding.standing import Standing, order_of, standing
from index.checking.finding.stretches import Stretch, nearness, stretch_of
from index.checking.finding.votes import Area, areas
from index.checking.verdicts import AROUND, Excerpt, Judged, judged
from index.model import Span
from index.reuse.grams import Int64, frequencies, letters_of

if TYPE_CHECKING:
    from index.checking.letters import Sought
    from index.engine.corpus.corpus import Corpus
    from index.reuse.parallels.places import Sources
    from index.text.form import Bools

READ = (12, 64, 600)
"""Places that are read at once until one is the same to the character; there may be thousands."""
WORDINGS = 8
"""Wordings of one passage that are told."""
NEAR = 0.65
"""Nearness of a passage that is told. Quotations altered in one place have .84 and more, those that no text
has are nearer than this to some formula in one of ten cases."""
_THOROUGHLY = 60
"""Letters of what may be a formula as a whole; a longer quotation has rare runs where it was not altered."""
_COMPARED = 10
_SHORTEST = 5
"""Letters of what is looked for when it does not stand anywhere as it is."""
_ENOUGH = 0.5
"""Share of the letters that must stand in runs in a passage, for it to be looked at closer."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in a document, and what is to be said of the quotation beside it; ``row``: its document."""

    judged: Judged
    row: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Passages, the nearest first, each of another wording (of the first one there may be several)."""

    passages: tuple[Passage, ...]
    standing: Standing


class Finder:
    """Asks one state of a corpus."""

    def __init__(self, corpus: Corpus, sources: Sources) -> None:
        self.corpus, self.sources = corpus, sources

    def found(
        self,
        wanted: Sought,
        among: Bools | None = None,
        *,
        without: Sequence[Span] = (),
        others: bool = False,
    ) -> Answer:
        """The nearest passages in documents of ``among`` (bool[N]). Where the letters stand as they are,
        only these, unless ``others`` are asked for as well.
        """
        among = self.corpus.alive if among is None else among
        there = standing(self.corpus, wanted.letters, among)
        passages = list(self.same(wanted, there, without).passages)
        if len(wanted) >= _SHORTEST and (others or not len(there)):
            passages += self._near(wanted, among, without, thorough=not len(there))
        return Answer(tuple(passages), there)

    def at(self, wanted: Sought, place: tuple[int, int], row: int, without: Sequence[Span] = ()) -> Passage:
        """What is to be said of ``wanted`` beside the same letters at a place of a part, in a document."""
        part, first = place
        columns = (np.array([number], np.int64) for number in (part, first, first + len(wanted), row))
        ((excerpt, _),) = self._excerpts(*columns)
        return Passage(judged(wanted, excerpt, without), row)

    def text(self, id: int, start: int, end: int) -> str:
        """``text[start:end]`` of a document."""
        (text,) = self.sources.excerpts([(id, start, end)])
        if text is None or len(text) < end - start:
            text = "".join(stored.text for stored in self.sources.texts([id]))[start:end]
        return text

    def counts(self, text: str) -> tuple[int, int]:
        """In how many documents the letters of a text stand, and how often."""
        letters, _ = letters_of(text)
        documents, occurrences = frequencies(
            self.corpus, letters, np.zeros(1, np.int64), np.array([len(letters)])
        )
        return int(documents[0]), int(occurrences[0])

    # -- letter for letter

    def same(self, wanted: Sought, there: Standing, without: Sequence[Span] = ()) -> Answer:
        """The best of the places where the letters stand, by verdict, then by date."""
        rank = {"verbatim": 0, "folded": 1, "differs": 2, "not_found": 3}
        best: tuple[tuple[int, int], Passage] | None = None
        begin = 0
        for end in READ:
            some = slice(begin, min(end, len(there)))
            for excerpt, row in self._excerpts(
                there.part[some], there.place[some], there.place[some] + there.size, there.row[some]
            ):
                found = judged(wanted, excerpt, without)
                key = rank[found.verdict], len(found.differences)
                if best is None or key < best[0]:
                    best = key, Passage(found, row)
            begin = end
            if begin >= len(there) or (best is not None and best[0][0] == 0):
                break
        return Answer((best[1],) if best is not None else (), there)

    def _excerpts(self, part: Int64, first: Int64, last: Int64, row: Int64) -> list[tuple[Excerpt, int]]:
        bounds = np.zeros((len(part), 2), np.int64)
        for number, each in enumerate(self.corpus.parts):
            here = part == number
            if here.any():
                ends = np.stack((first[here], last[here] - 1), axis=1)
                bounds[here] = each.segment.source_at(ends.ravel()).reshape(-1, 2)
        bounds[:, 1] += 1
        ids = self.corpus.ids[row].tolist()
        spans = [
            (id, max(0, start - AROUND), end + AROUND)
            for id, (start, end) in zip(ids, bounds.tolist(), strict=True)
        ]
        texts = self.sources.excerpts(spans)
        found: list[tuple[Excerpt, int]] = []
        for (id, base, _), text, (start, end), one in zip(
            spans, texts, bounds.tolist(), row.tolist(), strict=True
        ):
            if text is None or len(text) < end - base:
                whole = "".join(stored.text for stored in self.sources.texts([id]))
                text = whole[base : end + AROUND]
            found.append((Excerpt(id, base, text, start, end), one))
        return found

    # -- nearly

    def _near(
        self, wanted: Sought, among: Bools, without: Sequence[Span], *, thorough: bool
    ) -> list[Passage]:
        """The passages nearest to it that have other letters, one of each wording."""
        found, more = areas(self.corpus, wanted, among)
        passages = self._nearest(wanted, found, without)
        if thorough and not passages and more and len(wanted) <= _THOROUGHLY:
            passages = self._nearest(wanted, areas(self.corpus, wanted, among, thorough=True)[0], without)
        return passages

    def _nearest(self, wanted: Sought, some: Sequence[Area], without: Sequence[Span]) -> list[Passage]:
        """Of some areas."""
        wordings: dict[str, list[Stretch]] = {}
        for area in some:
            part = self.corpus.parts[area.part]
            found = stretch_of(part.segment, area.row - part.base, wanted, area)
            if (
                found is not None
                and found.letters != wanted.string
                and found.covered >= _ENOUGH * len(wanted)
            ):
                wordings.setdefault(found.letters, []).append(found)
        best = sorted(wordings.values(), key=lambda group: -group[0].score)[:_COMPARED]
        chosen = [self._first(group) for group in best]
        if not chosen:
            return []
        columns = np.array([(one.part, one.first, one.last, one.row) for one in chosen], np.int64).T
        passages = [
            Passage(judged(wanted, excerpt, without), row) for excerpt, row in self._excerpts(*columns)
        ]
        keys = order_of(self.corpus, np.array([one.row for one in passages], np.int64))
        order = np.lexsort(
            (
                *keys,
                np.array([len(one.judged.differences) for one in passages]),
                np.array([-_nearness(wanted, one.judged) for one in passages]),
            )
        )
        kept: dict[str, Passage] = {}
        for number in order.tolist():
            if _nearness(wanted, passages[number].judged) >= NEAR:
                kept.setdefault(passages[number].judged.source.text, passages[number])
        return list(kept.values())[:WORDINGS]

    def _first(self, group: Sequence[Stretch]) -> Stretch:
        """The one of the earliest document."""
        rows = np.array([one.row for one in group], np.int64)
        return group[int(np.lexsort(order_of(self.corpus, rows))[0])]


def _nearness(wanted: Sought, found: Judged) -> float:
    count, other = len(wanted), len(letters_of(found.source.text)[0])
    return nearness(count, other, found.similarity * (count + other) / 2)
