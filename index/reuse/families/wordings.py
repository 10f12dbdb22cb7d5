"""The wordings of base texts in one segment: in the letters of the base, and nearly so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from index.engine.matching.ground import Ground
from index.reuse import grams
from index.reuse.families.stretches import Ends
from index.reuse.grams import Int64, Letters
from index.reuse.told import ALIKE, GAP, NEAR
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Part

SEED = 6
"""Letters that a near wording must have in common with the base in a row."""
BAND = 10
"""By how many the distances between two seeds of one wording may differ in both."""
EDGE, EDGE_SHARE = 2, 8
"""Letters at both ends that may be others or none, or so large a part of the base."""
LONGER = 2
"""By how many letters what stands in place of the first or last ones may be longer than these."""
SENTENCE = frozenset(map(ord, "。!?"))
"""Folded punctuation that ends sentences."""
SPARE = 8
"""Places looked at for each of those that are wanted."""
COVERED = 0.4
"""Of a base by the seeds of a wording, for that to be looked at."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """n wordings of one base: ``rows`` of the corpus, ``places`` in their segment, ``lengths``; in the order
    of rows, then of places. ``near`` bool[n]: not in the letters of the base.
    """

    rows: Int64
    places: Int64
    lengths: Int64
    near: Bools

    @property
    def documents(self) -> Int64:
        """The rows of the documents, each once."""
        rows = np.sort(self.rows)
        distinct: Int64 = rows[np.append(True, rows[1:] != rows[:-1])[: len(rows)]]
        return distinct


def text_of(letters: NDArray[Any]) -> str:
    """Letters of a stream as a string."""
    return np.asarray(letters).astype(">u2").tobytes().decode("utf-16-be", "surrogatepass")


def letters_from(text: str) -> Letters:
    """The letters of a stream that ``text_of`` gave."""
    return np.frombuffer(text.encode("utf-16-be", "surrogatepass"), ">u2").astype(np.uint16)


class Wordings:
    """One segment."""

    def __init__(self, part: Part, counted: Bools) -> None:
        self.segment, self.base, self.counted = part.segment, part.base, counted
        self._ground = Ground(part.segment)
        self._ends = Ends(part.segment)

    def id(self, row: int) -> int:
        """The id of a document."""
        return int(self.segment.ids[row - self.base])

    def clauses_around(self, first: int, last: int, reach: int) -> tuple[int, int]:
        """Places from the end of a clause before ``first`` to one behind ``last``, inside the sentence and
        not farther away than ``reach`` letters; where there is none, ``first`` or ``last`` itself.
        """
        number = int(np.searchsorted(self._paragraphs, first, side="right"))
        low = max(int(self._paragraphs[number - 1]) if number else 0, first - reach)
        end = int(self._paragraphs[number]) if number < len(self._paragraphs) else self.segment.T
        high = min(end, last + reach)
        clauses = [low, *(self._ends.places(low, high + 1) + low).tolist(), high]
        before = max((at for at in clauses if low <= at < first), default=first)
        behind = min((at for at in clauses if last < at <= high), default=last)
        if before < first and (self.sentence_ends(first, first) or not self._is_clause(before)):
            before = first
        if behind > last and (self.sentence_ends(last, last) or not self._is_clause(behind)):
            behind = last
        return before, behind

    def _is_clause(self, place: int) -> bool:
        return bool(len(self._ends.places(place, place + 1)))

    @cached_property
    def _sentence_rows(self) -> Bools:
        table = self.segment.gap_table
        return np.array([not SENTENCE.isdisjoint(table.string(row).tolist()) for row in range(len(table))])

    def sentence_ends(self, first: int, last: int) -> bool:
        """Whether a sentence ends between the letters before ``first`` and at ``last``."""
        rows = self.segment.gap_rows(np.arange(first, last + 1))
        return bool(self._sentence_rows[rows].any())

    def sentences_end(self, first: Int64, last: Int64) -> Bools:
        """The same of n such places."""
        found = np.zeros(len(first), np.bool_)
        for away in range(int((last - first).max(initial=-1)) + 1):
            at = np.flatnonzero((first + away <= last) & ~found)
            found[at] = self._sentence_rows[self.segment.gap_rows(first[at] + away)]
        return found

    @cached_property
    def _paragraphs(self) -> Int64:
        # Documents end paragraphs too.
        behind = (self.segment.starts[:-1] + self.segment.lengths).astype(np.int64)
        return np.union1d(self.segment.paragraphs.astype(np.int64), behind)

    def same(self, low: int, high: int, size: int) -> Int64:
        """Places where the letters stand that a range of suffixes begins with, ascending, none in another."""
        places = np.sort(self.segment.suffixes[low:high].astype(np.int64))
        places = places[self.counted[self.segment.blocks[places >> 5]]]
        places = places[self._ground.one_paragraph(places, places + size - 1)]
        if len(places) > 1 and (np.diff(places) < size).any():
            kept, end = [], -1
            for place in places.tolist():
                if place >= end:
                    kept.append(place)
                    end = place + size
            places = np.array(kept, np.int64)
        return places

    def first_places(self, low: int, high: int, size: int, most: int) -> list[tuple[int, int, Wordings]]:
        """Of the places where the letters stand that a range of suffixes begins with ``most`` with the
        lowest ids: id and place.
        """
        places = self.segment.suffixes[low:high].astype(np.int64)
        rows = self.segment.blocks[places >> 5]
        counted = self.counted[rows]
        every = (self.segment.ids[rows[counted]].astype(np.int64) << 32) | places[counted]
        looked_at = SPARE * most
        while True:
            # Some of them may run over the end of a paragraph.
            keys = every if len(every) <= looked_at else np.partition(every, looked_at)[:looked_at]
            keys = np.sort(keys)
            first = keys & 0xFFFFFFFF
            keys = keys[self._ground.one_paragraph(first, first + size - 1)][:most]
            if len(keys) == most or looked_at >= len(every):
                break
            looked_at *= SPARE
        return [(key >> 32, key & 0xFFFFFFFF, self) for key in keys.tolist()]

    def context(self, place: int, size: int, around: int) -> tuple[str, str, str]:
        """See ``Gatherer.surroundings``."""
        low, high = max(0, place - around), min(self.segment.T, place + size + around)
        text = text_of(self.segment.text[low:high]).replace("\0", ",")
        clauses = (self._ends.places(low, high) + low).tolist()

        def piece(start: int, end: int) -> str:
            cuts = [at for at in clauses if start <= at < end]
            bounds = [start, *cuts, end]
            return ",".join(text[a - low : b - low] for a, b in pairwise(bounds))

        behind = "," if place + size in clauses else ""
        return piece(low, place), piece(place, place + size), behind + piece(place + size, high).lstrip(",")

    def places(self, base: Letters, same: Int64, low: Int64, high: Int64, offsets: Int64) -> Occurrences:
        """The base where its letters are the ``same``, and near it where its seeds are."""
        near = self._near(base, same, low, high, offsets) if len(base) >= NEAR else []
        places = np.concatenate((same, np.array([start for start, _ in near], np.int64)))
        sizes = np.concatenate(
            (np.full(len(same), len(base)), np.array([end - start for start, end in near], np.int64))
        )
        flags = np.arange(len(places)) >= len(same)
        order = np.argsort(places, kind="stable")
        rows = self.segment.blocks[places >> 5].astype(np.int64) + self.base
        return Occurrences(rows[order], places[order], sizes[order], flags[order])

    def _near(
        self, base: Letters, same: Int64, low: Int64, high: Int64, offsets: Int64
    ) -> list[tuple[int, int]]:
        numbers, places = grams.places(self.segment, low, high)
        hits = offsets[numbers]
        documents = self.segment.blocks[places >> 5].astype(np.int64)
        chosen = self.counted[documents]
        if len(same):
            before = np.searchsorted(same, places, side="right") - 1
            chosen &= (before < 0) | (places >= same[before] + len(base))
        places, hits, documents = places[chosen], hits[chosen], documents[chosen]
        if not len(places):
            return []
        order = np.lexsort((hits, places))
        places, hits, documents = places[order], hits[order], documents[order]
        shift = places - hits
        new = (
            (documents[1:] != documents[:-1])
            | (np.diff(places) > GAP + SEED)
            | (np.abs(np.diff(shift)) > BAND)
        )
        heads = np.flatnonzero(np.append(True, new))
        last = np.append(heads[1:], len(places)) - 1
        # Letters of the base that seeds cover, about.
        gains = np.append(SEED, np.clip(np.diff(hits), 0, SEED))
        gains[heads] = SEED
        worth = np.add.reduceat(gains, heads) >= COVERED * len(base)
        heads, last = heads[worth], last[worth]
        text = text_of(base)
        found: list[tuple[int, int]] = []
        end = -1
        for first, final in zip(heads.tolist(), last.tolist(), strict=True):
            start = max(end, int(shift[first]))
            wording = self._wording(text, same, start, int(shift[final]) + len(base), int(places[first]))
            if wording is not None and wording[0] >= end:
                found.append(wording)
                end = wording[1]
        return found

    def _wording(self, base: str, same: Int64, start: int, end: int, seed: int) -> tuple[int, int] | None:
        """The near wording between two places, if there is one, with some room on both sides."""
        room = 3 + len(base) // 10
        number = int(np.searchsorted(self._paragraphs, seed, side="right"))
        low = int(self._paragraphs[number - 1]) if number else 0
        high = int(self._paragraphs[number]) if number < len(self._paragraphs) else self.segment.T
        if len(same):
            at = int(np.searchsorted(same, seed, side="right"))
            low = max(low, int(same[at - 1]) + len(base)) if at else low
            high = min(high, int(same[at])) if at < len(same) else high
        low, high = max(low, start - room), min(high, end + room)
        if (high - low) * 10 < len(base) * 5:
            return None
        window = text_of(self.segment.text[low:high])
        blocks = [one for one in Indel.opcodes(base, window) if one.tag == "equal"]
        blocks = _without_strays(blocks)
        if not blocks:
            return None
        first, last = low + blocks[0].dest_start, low + blocks[-1].dest_end
        before, behind = blocks[0].src_start, len(base) - blocks[-1].src_end
        if before + behind > max(EDGE, len(base) // EDGE_SHARE):
            # Who leaves out how it begins or ends says something shorter, which is a base of its own.
            return None
        if before or behind:
            # What stands in place of the base's first and last letters, if a clause begins or ends with it;
            # from the middle of one it would be chosen at random, and they are left out rather than replaced.
            clauses = [low, *(self._ends.places(low, high) + low).tolist(), high]
            if before:
                first = max((at for at in clauses if first - before - LONGER <= at <= first), default=first)
            if behind:
                last = min((at for at in clauses if last <= at <= last + behind + LONGER), default=last)
        similar = Indel.normalized_similarity(base, window[first - low : last - low]) >= ALIKE
        return (first, last) if similar else None


def _without_strays(blocks: list[Any]) -> list[Any]:
    """Equal stretches without single letters at both ends that are farther off than they are worth."""
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1].dest_start - blocks[0].dest_end):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_stray(blocks[-1], blocks[-1].dest_start - blocks[-2].dest_end):
        blocks = blocks[:-1]
    return blocks


def _is_stray(block: Any, away: int) -> bool:
    return int(block.dest_end - block.dest_start) <= 2 and away >= 2 * (block.dest_end - block.dest_start)
