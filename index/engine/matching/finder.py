"""All matches of a leaf in a segment: literals, and the minimal ones of gaps and joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.engine.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.interface import Cancelled
from index.engine.matching.gaps import Gaps
from index.engine.matching.ground import Ground
from index.engine.matching.letters import Int64, Letters
from index.engine.matching.needle import Needle, needle_of
from index.engine.matching.patterns import Pairs, behind, followed, joined, neighbours
from index.engine.matching.ranges import Ranges, join, minimal, ordered
from index.engine.places import GAP, literal_of
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

RARER = 8
"""A side that has so many times fewer matches says first where it is worth looking for the other."""
Check = Callable[[], bool]


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
    cancelled: Check | None = None
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

    def candidates(self, needle: Needle, reading: Reading, *, in_order: bool) -> tuple[Int64, Bools]:
        """Places where the needle matches loosely, and which of them it matches exactly."""
        reading.check()
        places = self._letters.places(needle, reading.documents, reading.blocks)
        found = (np.sort(places) if in_order else places).astype(np.int64)
        reading.check()
        found, exact = self._gaps.judge(needle, found)
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
            return Ranges(places, last + 1, places, last)
        starts = self.ground.forms(places) - len(needle.before[0])
        return Ranges(starts, starts + needle.width, places, last)

    def loose(self, needle: Needle, places: Int64, *, by_form: bool) -> Ranges:
        """Loose matches at these places."""
        last = places + (needle.letters - 1)
        found = Ranges(places, last + 1, places, last)
        return self.by_form(found) if by_form else found

    def by_form(self, ranges: Ranges) -> Ranges:
        """Matches from letter to letter, compared by form indexes."""
        starts, ends = self.ground.forms(ranges.first), self.ground.forms(ranges.last) + 1
        return Ranges(starts, ends, ranges.first, ranges.last)

    def _literal(self, term: Term, reading: Reading) -> Ranges:
        needle = needle_of(literal_of(term.raw))
        places, exact = self.candidates(needle, reading, in_order=True)
        if not reading.loose:
            return self.exact(needle, places[exact], by_form=reading.by_form)
        loose = self.loose(needle, places, by_form=reading.by_form)
        if not needle.outer:
            return loose
        return ordered(join([loose, self.exact(needle, places[exact], by_form=True)]))

    def _gap(self, pieces: tuple[Term, ...], reading: Reading) -> Ranges:
        reach = GAP * (len(pieces) - 1) + sum(len(literal_of(piece.raw).skeleton) for piece in pieces)
        found = self._sides(pieces, reading, reach)
        if not all(map(len, found)):
            return minimal(join(found)[:0])
        states = found[0]
        if reading.by_form:
            states = states.by_ends()
            for piece in found[1:]:
                states = followed(states, piece, self._segment.sentences)
            return minimal(states)
        if len(found) == 2:
            pairs = neighbours(self.ground, found, GAP)
            if pairs is not None:
                pairs = pairs[~pairs.turned]
                last, first = self.ground.forms(pairs.middle), self.ground.forms(pairs.second)
                held = (first - last <= GAP + 1) & self.ground.one_sentence(last, first)
                return pairs[held].ranges()
        for piece in found[1:]:
            if len(states):
                states = behind(self.ground, states, piece)
        return minimal(states)

    def _join(
        self, sides: tuple[Node, Node], reading: Reading, distance: int | None, *, sentence: bool
    ) -> Ranges:
        longest = max(map(extent, sides), key=lambda letters: letters or 0)
        bounded = distance is not None and None not in map(extent, sides)
        reach = (distance or 0) + (longest or 0) + 1 if bounded else None
        found = self._sides(sides, reading, reach)
        reading.check()
        if not all(map(len, found)):
            return join(found)[:0]
        # A joined match may have the other term inside it: (A SENT B) SENT C where C stands between A and B.
        nested = any(isinstance(side, (Near, Sent, Para)) for side in sides)
        if not reading.by_form and not nested and all(side.rise() for side in found):
            pairs = neighbours(self.ground, found, distance)
            if pairs is not None:
                reading.check()
                return self._held(pairs, distance, sentence=sentence)
        turned = distance is not None and not reading.by_form
        ours, theirs = (self.by_form(side) if turned else side for side in found)
        ranges = minimal(joined(ours, theirs, distance, may_overlap=nested))
        reading.check()
        ranges = ranges[self.ground.paragraphs(ranges.first) == self.ground.paragraphs(ranges.last)]
        if sentence:
            forms = ranges if reading.by_form else self.by_form(ranges)
            ranges = ranges[self.ground.one_sentence(forms.starts, forms.ends - 1)]
        return Ranges(ranges.first, ranges.last + 1, ranges.first, ranges.last) if turned else ranges

    def _held(self, pairs: Pairs, distance: int | None, *, sentence: bool) -> Ranges:
        if distance is not None:
            pairs = pairs[self.ground.at_most(distance, pairs.middle, pairs.second)]
        if sentence:
            first, last = self.ground.forms(pairs.first), self.ground.forms(pairs.last)
            pairs = pairs[self.ground.one_sentence(first, last)]
        return pairs.ranges()

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
                narrow = narrow or replace(reading, blocks=self._around(found[rare], reading, reach))
                found[number] = self.matches(side, narrow)
        return [found[number] for number in range(len(sides))]

    def _around(self, ranges: Ranges, reading: Reading, reach: int | None) -> Bools:
        """bool[T / 32]: blocks up to ``reach`` places before and behind the ranges, or in their documents."""
        blocks = self._segment.blocks
        if reach is None:
            documents = np.zeros(self._segment.D, np.bool_)
            documents[blocks[ranges.first >> 5]] = True
            around = documents[blocks]
        else:
            around = np.zeros(len(blocks), np.bool_)
            low = np.maximum(ranges.first - reach, 0) >> 5
            high = np.minimum((ranges.last + reach) >> 5, len(blocks) - 1)
            for step in range(int((high - low).max(initial=0)) + 1):
                around[np.minimum(low + step, high)] = True
        return around if reading.blocks is None else around & reading.blocks

    def _size(self, node: Node) -> int:
        """At least as many matches as the leaf has."""
        match node:
            case Term(raw):
                low, high = self._letters.interval(needle_of(literal_of(raw)))
                return high - low
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


def literals(node: Node) -> Iterator[str]:
    """The raw literals inside a leaf."""
    match node:
        case Term(raw):
            yield raw
        case Gap(pieces):
            yield from pieces
        case Near(left, right) | Sent(left, right) | Para(left, right):
            yield from literals(left)
            yield from literals(right)
        case Or(parts):
            for part in parts:
                yield from literals(part)
        case _:
            raise AssertionError(f"{node} has no places in a text")
