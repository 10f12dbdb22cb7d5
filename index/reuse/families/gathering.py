"""All places of a corpus that say what a base text says: in its letters, and nearly so.

What is known of a base already is not looked up again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.reuse import grams
from index.reuse.families.known import Known, same, seeds_of
from index.reuse.families.wordings import EDGE, EDGE_SHARE, SEED, Occurrences, Wordings, letters_from, text_of
from index.reuse.grams import Int64, Letters
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus

REACH = 24
"""Letters at either end by which a base may be made longer at once."""
COMMON = 2000
"""Runs of ``SEED`` letters that stand more often in the documents find nothing."""
TOGETHER = 128
"""Bases whose runs are looked up at once."""


class Gatherer:
    """Gathers the wordings of bases in the documents that are ``counted`` (bool[N])."""

    def __init__(self, corpus: Corpus, counted: Bools) -> None:
        self._parts = [Wordings(part, counted[part.rows]) for part in corpus.parts]
        self._uncounted = int(sum(part.segment.lengths[~part.counted].sum() for part in self._parts))
        self.known, self._before = Known(), Known()
        self._asked: set[str] = set()
        self._changed: Bools = np.zeros(corpus.size, np.bool_)

    def remember(self, before: Known, changed: Bools, texts: Sequence[str]) -> None:
        """Take over what was known before documents with the letters ``texts`` came or went; ``changed``
        bool[N]: those that came. What holds no run of letters of them is as it was.
        """
        known, text = self.known, "\0".join(texts)
        known.snaps = {one: left for one, left in before.snaps.items() if one not in text}
        known.documents = {base: number for base, number in before.documents.items() if base not in text}
        theirs = {seed for one in texts for seed in seeds_of(one)}
        shared = {base: seeds_of(base) & theirs for base in before.places}
        asked = sorted(set().union(*shared.values()))
        known.common = before.common - set(asked) | self._common(asked)
        still = before.common & known.common
        for base, places in before.places.items():
            # Without a run that finds anything no wording can have come or gone.
            if shared[base] <= still and shared[base] != seeds_of(base):
                known.places[base] = places
                known.take(base, before)
        self._before, self._changed = before, changed

    def used(self) -> Known:
        """What was asked for since, of all that is known."""
        known, asked = self.known, self._asked
        seeds = set().union(*map(seeds_of, asked))
        return Known(
            known.snaps,
            known.documents,
            {base: places for base, places in known.places.items() if base in asked},
            {base: longer for base, longer in known.longer.items() if base in asked},
            known.families,
            known.common & seeds,
        )

    def _common(self, seeds: Sequence[str]) -> set[str]:
        if not seeds:
            return set()
        letters, starts, sizes = _laid_out([letters_from(seed) for seed in seeds])
        lookups = [grams.ranges(part.segment, letters, starts, sizes) for part in self._parts]
        often = self._often(lookups) > COMMON
        return {seed for seed, much in zip(seeds, often.tolist(), strict=True) if much}

    def _often(self, lookups: Sequence[tuple[Int64, Int64]]) -> Int64:
        """How often each run stands in the documents that are counted, if that may be more than ``COMMON``.

        Over all segments, and without what is deleted: what is common must not depend on how the documents
        are split into them.
        """
        often = sum((high - low for low, high in lookups), np.zeros(len(lookups[0][0]), np.int64))
        unsure = np.flatnonzero((often > COMMON) & (often <= COMMON + self._uncounted))
        if len(unsure):
            counts = [
                grams.document_counts(part.segment, part.counted, low[unsure], high[unsure])[1]
                for part, (low, high) in zip(self._parts, lookups, strict=True)
            ]
            often[unsure] = sum(counts, np.zeros(len(unsure), np.int64))
        return often

    def letters(self, row: int, place: int, length: int) -> Letters:
        """The letters from a place of a document's segment on."""
        part = self.part(row)
        return part.segment.text[place : place + length].astype(np.uint16)

    def wordings(self, rows: Int64, places: Int64, lengths: Int64) -> list[bytes]:
        """The letters from these places on as the streams have them, which are in the order of texts."""
        found = [b""] * len(rows)
        for part in self._parts:
            stream = part.segment.text.view(np.uint8).data
            here = np.flatnonzero((rows >= part.base) & (rows < part.base + part.segment.D))
            starts, ends = places[here] * 2, (places[here] + lengths[here]) * 2
            for at, start, end in zip(here.tolist(), starts.tolist(), ends.tolist(), strict=True):
                found[at] = bytes(stream[start:end])
        return found

    def sentences_end(self, rows: Int64, gaps: Int64) -> Bools:
        """Whether a sentence ends between the letters before the first and at the last of two places each."""
        found = np.zeros(len(rows), np.bool_)
        for part in self._parts:
            here = np.flatnonzero((rows >= part.base) & (rows < part.base + part.segment.D))
            found[here] = part.sentences_end(gaps[here, 0], gaps[here, 1])
        return found

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
        wordings = Counter(self.wordings(places.rows[near], places.places[near], places.lengths[near]))
        wording = min(wordings, key=lambda wording: (-wordings[wording], wording))
        return np.frombuffer(wording, ">u2").astype(np.uint16) if wordings[wording] > same else None

    def longer(self, places: Occurrences) -> Letters | None:
        """The base with the rest of the clauses that it begins and ends in, or with the next ones, as most
        of its places go on, whatever document came first. ``None``: there is no more in the sentence, or too
        much.
        """
        base = next(
            text_of(self.letters(int(places.rows[at]), int(places.places[at]), int(places.lengths[at])))
            for at in np.flatnonzero(~places.near)[:1]
        )
        if base not in self.known.longer:
            self.known.longer[base] = self._longer(places)
        found = self.known.longer[base]
        return None if found is None else letters_from(found)

    def _longer(self, places: Occurrences) -> str | None:
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
        return min(going_on, key=lambda text: (-going_on[text], text)) if going_on else None

    def documents(self, bases: Sequence[Letters]) -> Int64:
        """In how many documents the letters of each base stand."""
        texts = [text_of(base) for base in bases]
        missing = [number for number, text in enumerate(texts) if text not in self.known.documents]
        if missing:
            found = self._documents([bases[number] for number in missing])
            self.known.documents |= zip([texts[number] for number in missing], found.tolist(), strict=True)
        self.known.documents = {text: self.known.documents[text] for text in texts}
        return np.array([self.known.documents[text] for text in texts], np.int64)

    def _documents(self, bases: Sequence[Letters]) -> Int64:
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
            some = {text_of(base): base for base in bases[start : start + TOGETHER]}
            missing = {text: base for text, base in some.items() if text not in self.known.places}
            if missing:
                self._gather(missing)
            for base in bases[start : start + TOGETHER]:
                self._asked.add(text_of(base))
                yield self.known.places[text_of(base)]

    def _gather(self, bases: Mapping[str, Letters]) -> None:
        letters, starts, sizes = _laid_out(list(bases.values()))
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
        common = self._often([of_seeds for _, of_seeds in lookups]) > COMMON
        for seed, much in zip(seeds.tolist(), common.tolist(), strict=True):
            if much:
                self.known.common.add(text_of(letters[seed : seed + SEED]))
        for number, (text, base) in enumerate(bases.items()):
            here = slice(*np.searchsorted(seeds, (starts[number], starts[number] + sizes[number])).tolist())
            chosen = np.flatnonzero(~common[here]) + here.start
            found = []
            for part, ((first, last), (seed_first, seed_last)) in zip(self._parts, lookups, strict=True):
                places = part.same(int(first[number]), int(last[number]), len(base))
                found.append(
                    part.places(
                        base, places, seed_first[chosen], seed_last[chosen], seeds[chosen] - starts[number]
                    )
                )
            self.known.places[text] = every = _joined(found)
            before = self._before.places.get(text)
            if before is not None and same(before, every) and not self._changed[every.rows].any():
                self.known.take(text, self._before)


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
