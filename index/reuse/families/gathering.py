"""All places of a corpus that say what a base text says: in its letters, and nearly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.reuse import grams
from index.reuse.families.wordings import EDGE, EDGE_SHARE, SEED, Occurrences, Wordings, letters_from, text_of
from index.reuse.grams import Int64, Letters
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus

REACH = 24
"""Letters at either end by which a base may be made longer at once."""
COMMON = 2000
"""Runs of ``SEED`` letters that stand more often in the corpus find nothing."""
TOGETHER = 128
"""Bases whose runs are looked up at once."""


class Gatherer:
    """Gathers the wordings of bases in the documents that are ``counted`` (bool[N])."""

    def __init__(self, corpus: Corpus, counted: Bools) -> None:
        self._parts = [Wordings(part, counted[part.rows]) for part in corpus.parts]

    def letters(self, row: int, place: int, length: int) -> Letters:
        """The letters from a place of a document's segment on."""
        part = self.part(row)
        return part.segment.text[place : place + length].astype(np.uint16)

    def sentence_ends(self, row: int, first: int, last: int) -> bool:
        """Whether a sentence ends between the letters before ``first`` and at ``last``."""
        return self.part(row).sentence_ends(first, last)

    def part(self, row: int) -> Wordings:
        """The segment that a document is in."""
        return next(part for part in self._parts if part.base <= row < part.base + part.segment.D)

    def spans(self, rows: Int64, places: Int64, lengths: Int64) -> tuple[Int64, Int64]:
        """Where these stretches of letters begin and end in the stored texts."""
        starts, ends = np.zeros((2, len(rows)), np.int64)
        for part in self._parts:
            here = (rows >= part.base) & (rows < part.base + part.segment.D)
            starts[here] = part.segment.source_at(places[here])
            ends[here] = part.segment.source_at(places[here] + lengths[here] - 1) + 1
        return starts, ends

    def commoner(self, places: Occurrences, shortest: int) -> Letters | None:
        """A near wording, not too short, that stands more often than the base; ``None``: there is none."""
        near = np.flatnonzero(places.near & (places.lengths >= shortest))
        same = int(np.count_nonzero(~places.near))
        if len(near) <= same:
            return None
        wordings = Counter(
            text_of(self.letters(int(places.rows[at]), int(places.places[at]), int(places.lengths[at])))
            for at in near
        )
        text = min(wordings, key=lambda wording: (-wordings[wording], wording))
        return letters_from(text) if wordings[text] > same else None

    def longer(self, places: Occurrences) -> Letters | None:
        """The base with the rest of the clauses that it begins and ends in, or with the next ones, as most
        of its places go on, whatever document came first. ``None``: there is no more in the sentence, or too
        much.
        """
        going_on: Counter[str] = Counter()
        for at in np.flatnonzero(~places.near):
            part = self.part(int(places.rows[at]))
            place = int(places.places[at])
            end = place + int(places.lengths[at])
            first, last = part.clauses_around(place, end, REACH)
            # So few letters may be others anyway: nothing would tell that anybody else has them.
            free = max(EDGE, (last - first) // EDGE_SHARE)
            first, last = first if place - first > free else place, last if last - end > free else end
            if (first, last) != (place, end):
                going_on[text_of(part.segment.text[first:last].astype(np.uint16))] += 1
        return letters_from(min(going_on, key=lambda text: (-going_on[text], text))) if going_on else None

    def documents(self, bases: Sequence[Letters]) -> Int64:
        """In how many documents the letters of each base stand."""
        letters, starts, sizes = _laid_out(bases)
        found = np.zeros(len(bases), np.int64)
        for part in self._parts:
            low, high = grams.ranges(part.segment, letters, starts, sizes)
            found += grams.document_counts(part.segment, part.counted, low, high)[0]
        return found

    def surroundings(
        self, bases: Sequence[Letters], most: int, around: int
    ) -> Iterator[list[tuple[str, str, str]]]:
        """Each base as it stands in its first ``most`` places by document, clause ends as commas: what is
        before it, itself, and what is behind it, ``around`` letters at most.
        """
        letters, starts, sizes = _laid_out(bases)
        lookups = [grams.ranges(part.segment, letters, starts, sizes) for part in self._parts]
        for number, base in enumerate(bases):
            found: list[tuple[int, int, Wordings]] = []
            for part, (low, high) in zip(self._parts, lookups, strict=True):
                found += part.first_places(int(low[number]), int(high[number]), len(base), most)
            found.sort(key=lambda one: one[:2])
            yield [part.context(place, len(base), around) for _, place, part in found[:most]]

    def gather(self, bases: Sequence[Letters]) -> Iterator[Occurrences]:
        """The places of each base."""
        for start in range(0, len(bases), TOGETHER):
            some = bases[start : start + TOGETHER]
            letters, starts, sizes = _laid_out(some)
            # The seeds of a base are those that begin inside it and end there too.
            inside = np.ones(len(letters), np.bool_)
            for back in range(1, SEED):
                ends = starts + sizes - back
                inside[ends[ends >= starts]] = False
            seeds = np.flatnonzero(inside)
            lookups = [
                (
                    grams.ranges(part.segment, letters, starts, sizes),
                    grams.ranges(part.segment, letters, seeds, np.full(len(seeds), SEED)),
                )
                for part in self._parts
            ]
            # Over all segments: what is common must not depend on how the documents are split into them.
            often = sum((high - low for _, (low, high) in lookups), np.zeros(len(seeds), np.int64))
            for number, base in enumerate(some):
                here = slice(
                    *np.searchsorted(seeds, (starts[number], starts[number] + sizes[number])).tolist()
                )
                chosen = np.flatnonzero(often[here] <= COMMON) + here.start
                found = []
                for part, ((first, last), (seed_first, seed_last)) in zip(self._parts, lookups, strict=True):
                    same = part.same(int(first[number]), int(last[number]), len(base))
                    found.append(
                        part.places(
                            base, same, seed_first[chosen], seed_last[chosen], seeds[chosen] - starts[number]
                        )
                    )
                yield _joined(found)


def _laid_out(bases: Sequence[Letters]) -> tuple[Letters, Int64, Int64]:
    sizes = np.array([len(base) for base in bases], np.int64)
    return np.concatenate(bases), np.cumsum(sizes) - sizes, sizes


def _joined(found: Sequence[Occurrences]) -> Occurrences:
    return Occurrences(
        np.concatenate([one.rows for one in found]),
        np.concatenate([one.places for one in found]),
        np.concatenate([one.lengths for one in found]),
        np.concatenate([one.near for one in found]),
    )
