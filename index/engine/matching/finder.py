"""All matches of a leaf in a segment: literals, and the minimal ones of gaps and joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.engine.interface import Cancel, Cancelled
from index.engine.language.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.language.leaves import literal_of, literals
from index.engine.matching.gaps import Gaps
from index.engine.matching.ground import Ground
from index.engine.matching.letters import Int64, Letters, UInt32
from index.engine.matching.needle import Needle, needle_of
from index.engine.matching.patterns import Pairs, behind, followed, joined, neighbours, places_apart
from index.engine.matching.ranges import Ranges, join, minimal, ordered
from index.engine.plain.places import GAP
from index.text.form import Bools, each_once

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

RARER = 8
"""A side that has so many times fewer matches says first where it is worth looking for the other."""
MANY = 4
"""Of so many documents one is enough for reading them all again, rather than those one by one."""
AT_ONCE = 1 << 15
"""Places looked at together, so that all of it stays in the processor's cache: more than twice as fast."""
AT_FIRST = 1 << 12
"""Where only documents are asked for: many of those that hold a common term show in so many places of it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How leaves are read.

    ``loose``: or exactly. ``by_form``: compare matches by form indexes, else by places. ``documents``
    (ascending), ``blocks`` (bool[T / 32]): only where these are, if given. ``cancelled``: asked between
    steps. ``inexact``: takes the places of literals that match only loosely.
    """

    loose: bool
    by_form: bool
    documents: Int64 | None = None
    blocks: Bools | None = None
    cancelled: Cancel = None
    inexact: list[Int64] | None = None

    def check(self) -> None:
        """``Cancelled`` when the caller no longer wants the answer."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


class Finder:
    """Finds matches in one segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._letters = Letters(segment)
        self._gaps = Gaps(segment)
        self.ground = Ground(segment)

    def get_ready(self) -> None:
        """See ``Letters.get_ready``."""
        self._letters.get_ready()

    def parts(
        self, needle: Needle, reading: Reading, known: Bools | None = None
    ) -> Iterator[tuple[Int64, Bools]]:
        """As ``candidates``, part by part and in no order.

        ``known``: bool[D], documents that need not be looked at, more of them from part to part.
        """
        places = self._letters.places(needle, reading.documents, reading.blocks)
        at, size = 0, AT_ONCE if known is None else AT_FIRST
        while at < len(places):
            reading.check()
            some = places[at : at + size]
            if known is not None and (at or known.any()):
                some = some[~known.take(self._segment.blocks.take(some >> np.uint32(5)))]
            yield self._gaps.judge(needle, some.astype(np.int64))
            at, size = at + size, min(2 * size, AT_ONCE)

    def often(self, needle: Needle) -> int:
        """How often the letters stand in the segment, whatever is between them; known almost at once."""
        low, high = self._letters.interval(needle)
        return high - low

    def candidates(self, needle: Needle, reading: Reading) -> tuple[Int64, Bools]:
        """Places where the needle matches loosely, ascending, and which of them it matches exactly."""
        reading.check()
        places = np.sort(self._letters.places(needle, reading.documents, reading.blocks)).astype(np.int64)
        reading.check()
        found, exact = self._gaps.judge(needle, places)
        if reading.inexact is not None and not exact.all():
            reading.inexact.append(found[~exact])
        return found, exact

    def matches(self, node: Node, reading: Reading) -> Ranges:
        """All matches of a literal or an OR, all minimal ones of a pattern, by start and end."""
        match node:
            case Term():
                return self._literal(node, reading)
            case Gap(pieces):
                return self._gap(tuple(Term(piece) for piece in pieces), reading)
            case Or(parts):
                return ordered(join([self.matches(part, reading) for part in parts]))
            case Near(left, right, distance):
                return self._join((left, right), reading, distance, sentence=False)
            case Sent(left, right):
                return self._join((left, right), reading, None, sentence=True)
            case Para(left, right):
                return self._join((left, right), reading, None, sentence=False)
            case _:
                raise AssertionError(f"{node} has no places in a text")

    def exact(self, needle: Needle, places: Int64, *, by_form: bool) -> Ranges:
        """Exact matches at these places."""
        last = places + (needle.letters - 1)
        if not by_form:
            return Ranges.between(places, last)
        starts = self.ground.forms(places) - len(needle.before[0])
        return Ranges(starts, starts + needle.width, places, last)

    def loose(self, needle: Needle, places: Int64, *, by_form: bool) -> Ranges:
        """Loose matches at these places."""
        last = places + (needle.letters - 1)
        found = Ranges.between(places, last)
        return self.by_form(found) if by_form else found

    def by_form(self, ranges: Ranges) -> Ranges:
        """Matches from letter to letter, compared by form indexes."""
        starts, ends = self.ground.forms(ranges.first), self.ground.forms(ranges.last) + 1
        return Ranges(starts, ends, ranges.first, ranges.last)

    def _literal(self, term: Term, reading: Reading) -> Ranges:
        needle = needle_of(literal_of(term.raw))
        places, exact = self.candidates(needle, reading)
        if not reading.loose:
            return self.exact(needle, places[exact], by_form=reading.by_form)
        loose = self.loose(needle, places, by_form=reading.by_form)
        if not needle.outer:
            return loose
        return ordered(join([loose, self.exact(needle, places[exact], by_form=True)]))

    def _gap(self, pieces: tuple[Term, ...], reading: Reading) -> Ranges:
        reach = GAP * (len(pieces) - 1) + sum(len(literal_of(piece.raw).skeleton) for piece in pieces)

        def slowly(reading: Reading) -> Ranges:
            found = self._sides(pieces, reading, reach)
            states = found[0].by_ends()
            for piece in found[1:]:
                if not (len(states) and len(piece)):
                    return states[:0]
                if reading.by_form:
                    states = followed(states, piece, self._segment.sentences)
                else:
                    states = behind(self.ground, states, piece)
            return minimal(states)

        def held(pairs: Pairs) -> Pairs:
            pairs = pairs[~pairs.turned]
            pairs = pairs[self.ground.at_most(GAP, pairs.middle, pairs.second)]
            return pairs[self.ground.letters_in_one_sentence(pairs.middle, pairs.second)]

        return self._quickly(pieces, reading, reach, GAP, held, slowly)

    def _join(
        self, sides: tuple[Node, Node], reading: Reading, distance: int | None, *, sentence: bool
    ) -> Ranges:
        ground = self.ground
        extents = [extent(side) for side in sides]
        reach = (
            None if distance is None or None in extents else distance + max(map(int, filter(None, extents)))
        )
        # A joined match may have the other term inside it: (A SENT B) SENT C where C stands between A and B.
        nested = any(isinstance(side, (Near, Sent, Para)) for side in sides)

        def held(pairs: Pairs) -> Pairs:
            if distance is not None:
                pairs = pairs[ground.at_most(distance, pairs.middle, pairs.second)]
            if sentence:
                pairs = pairs[ground.letters_in_one_sentence(pairs.first, pairs.last)]
            return pairs

        def slowly(reading: Reading) -> Ranges:
            ours, theirs = self._sides(sides, reading, reach)
            reading.check()
            if not (len(ours) and len(theirs)):
                return ours[:0]
            if not reading.by_form and not nested and ours.rise() and theirs.rise():
                pairs, overlaps = neighbours(ground, ours, theirs, distance)
                if not len(overlaps):
                    return held(pairs).ranges()
            by_form = distance is not None and not reading.by_form
            if by_form:
                ours, theirs = self.by_form(ours), self.by_form(theirs)
            ranges = minimal(joined(ours, theirs, distance, may_overlap=nested))
            reading.check()
            ranges = ranges[ground.one_paragraph(ranges.first, ranges.last)]
            if sentence:
                forms = ranges if reading.by_form else self.by_form(ranges)
                ranges = ranges[ground.one_sentence(forms.starts, forms.ends - 1)]
            return Ranges.between(ranges.first, ranges.last) if by_form else ranges

        return self._quickly(sides, reading, reach, distance, held, slowly)

    def _quickly(
        self,
        sides: tuple[Node, ...],
        reading: Reading,
        reach: int | None,
        distance: int | None,
        held: Callable[[Pairs], Pairs],
        slowly: Callable[[Reading], Ranges],
    ) -> Ranges:
        """Minimal matches of two literals of nothing but letters by their letters alone; else ``slowly``.

        ``held``: which pairs of literals fit together. Where anything stands between the letters of one that
        is in such a pair, or where two overlap, the document is read again, slowly.
        """
        needles = [needle_of(literal_of(side.raw)) for side in sides if isinstance(side, Term)]
        if reading.by_form or len(sides) != 2 or len(needles) != 2 or not all(each.plain for each in needles):
            return slowly(reading)
        places = self._places(needles, reading, reach)
        reading.check()
        letters = [each.letters for each in needles]
        pairs, overlaps = places_apart(self.ground, places, letters, distance)
        reading.check()
        pairs = held(pairs)
        doubtful = np.zeros(len(pairs.first), np.bool_)
        for number, needle in enumerate(needles):
            if needle.letters > 1:
                own = np.where(pairs.turned == number, pairs.first, pairs.second)
                doubtful |= self._gaps.touched(needle, own)
        again = np.concatenate((overlaps, pairs.first[doubtful]))
        if not len(again):
            return pairs.ranges()
        blocks = self._segment.blocks
        documents = each_once(blocks.take(again >> 5)).astype(np.int64)
        if len(documents) > self._segment.D // MANY:
            return slowly(reading)
        wanted = np.zeros(self._segment.D, np.bool_)
        wanted[documents] = True
        certain = pairs[~wanted.take(blocks.take(pairs.first >> 5))].ranges()
        return ordered(join([certain, slowly(replace(reading, documents=documents))]))

    def _places(self, needles: list[Needle], reading: Reading, reach: int | None) -> list[UInt32]:
        """Where the letters of two needles stand; see ``_sides``."""
        low, high = sorted(needles, key=self.often)
        rare = self._letters.places(low, reading.documents, reading.blocks)
        blocks = reading.blocks
        if reading.documents is None and self.often(high) >= RARER * len(rare):
            first = rare.astype(np.int64)
            blocks = self._around(first, first + low.letters, reading, reach)
        common = self._letters.places(high, reading.documents, blocks)
        return [rare, common] if needles[0] is low else [common, rare]

    def _sides(self, sides: tuple[Node, ...], reading: Reading, reach: int | None) -> list[Ranges]:
        """The matches of each side; those of a common one only where they can have to do with a rare one's.

        ``reach``: the letters between the beginnings of two that have, at most; ``None``: a document.
        """
        sizes = [self._size(side) for side in sides]
        rare = sizes.index(min(sizes))
        found = {rare: self.matches(sides[rare], reading)}
        narrow = None
        for number, side in enumerate(sides):
            if number not in found:
                if reading.documents is not None or sizes[number] < RARER * sizes[rare]:
                    found[number] = self.matches(side, reading)
                    continue
                if narrow is None:
                    first, last = found[rare].first, found[rare].last
                    narrow = replace(reading, blocks=self._around(first, last, reading, reach))
                found[number] = self.matches(side, narrow)
        return [found[number] for number in range(len(sides))]

    def _around(self, first: Int64, last: Int64, reading: Reading, reach: int | None) -> Bools:
        """bool[T / 32]: up to ``reach`` places before the first or behind the last, or their documents."""
        blocks = self._segment.blocks
        if reach is None:
            documents = np.zeros(self._segment.D, np.bool_)
            documents[blocks[first >> 5]] = True
            around = documents[blocks]
        else:
            around = np.zeros(len(blocks), np.bool_)
            low = np.maximum(first - reach, 0) >> 5
            high = np.minimum((last + reach) >> 5, len(blocks) - 1)
            for step in range(int((high - low).max(initial=0)) + 1):
                around[np.minimum(low + step, high)] = True
        return around if reading.blocks is None else around & reading.blocks

    def _size(self, node: Node) -> int:
        """At least as many matches as the leaf has."""
        match node:
            case Term(raw):
                return self.often(needle_of(literal_of(raw)))
            case Or(parts):
                return sum(map(self._size, parts))
            case _:
                return min(self._size(Term(raw)) for raw in literals(node))


def extent(node: Node) -> int | None:
    """The letters of the longest match of a literal or an OR of them; ``None`` of anything else."""
    match node:
        case Term(raw):
            return len(literal_of(raw).skeleton)
        case Or(parts):
            sizes = [extent(part) for part in parts]
            return None if None in sizes else max(size for size in sizes if size is not None)
        case _:
            return None
