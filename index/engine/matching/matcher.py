"""Counts and places of leaves in one segment, exactly as ``index.engine.places`` finds them in documents."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.engine.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.interface import Cancelled
from index.engine.matching.gaps import Gaps
from index.engine.matching.letters import Int64, Letters
from index.engine.matching.needle import Needle, needle_of
from index.engine.matching.patterns import followed, joined
from index.engine.matching.ranges import Ranges, apart, join, minimal, ordered
from index.engine.places import literal_of
from index.engine.segment.gaps import UInt32
from index.text.form import Bools, Int32
from index.text.match import Literal

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

KEPT_LEAVES = 256
Check = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """How leaves are read: loosely or not, in which ``documents`` (ascending; None: all)."""

    loose: bool
    documents: Int64 | None = None
    cancelled: Check | None = None

    def check(self) -> None:
        """``Cancelled`` when the caller no longer wants the answer."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


class Matcher:
    """Matches of leaves in the D documents of a segment, which never changes; what was counted is kept.

    May be used by several threads at once.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._letters = Letters(segment)
        self._gaps = Gaps(segment)
        self._frequent = {unit: row for row, unit in enumerate(segment.frequent.tolist())}
        self._kept: OrderedDict[object, tuple[Int32, Int32]] = OrderedDict()
        self._lock = Lock()

    def count(self, node: Node, cancelled: Check | None = None) -> tuple[Int32, Int32]:
        """int32[D] twice, not to be written to: exact occurrences, and loose ones with these included.

        ``Cancelled`` soon after ``cancelled()`` is true.
        """
        name = key(node)
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
                return found
        if isinstance(node, Term):
            found = self._count_literal(needle_of(literal_of(node.raw)), cancelled)
        else:
            found = (
                self._by_document(self._apart(node, Reading(False, None, cancelled))),
                self._by_document(self._apart(node, Reading(True, None, cancelled))),
            )
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > KEPT_LEAVES:
                self._kept.popitem(last=False)
        return found

    def holds_loosely(self, literal: Literal) -> Bools:
        """bool[D]: the documents in which the literal occurs, at least loosely."""
        return self.count(Term(literal.raw))[1] > 0

    def ranges(
        self, node: Node, *, loose: bool, documents: Int64 | None = None, cancelled: Check | None = None
    ) -> tuple[Int64, Int64]:
        """Starts and ends of the occurrences that count, as form indexes of the segment, in order.

        ``loose``: the loose ones, which those at exact ones are among. ``documents``: only in these (local
        numbers, in any order).
        """
        if documents is not None:
            documents = np.unique(np.asarray(documents, np.int64))
        found = self._apart(node, Reading(loose, documents, cancelled))
        return found.starts, found.ends

    def _count_literal(self, needle: Needle, cancelled: Check | None) -> tuple[Int32, Int32]:
        if needle.plain and needle.letters == 1 and not needle.astral:
            row = self._frequent.get(needle.units[0])
            if row is not None:
                counts = self._segment.frequent_counts[row].astype(np.int32)
                return counts, counts
        found, exact = self._candidates(needle, Reading(True, None, cancelled))
        if needle.overlaps or needle.skeleton_overlaps:
            order = np.argsort(found)
            found, exact = found[order], exact[order]
            kept = found[apart(found, found + needle.letters)]
            return self._by_document(self._exact_apart(needle, found[exact])), self._by_place(kept)
        loose = self._by_place(found)
        return (loose if exact.all() else loose - self._by_place(found[~exact])), loose

    def _exact_apart(self, needle: Needle, places: Int64) -> Ranges:
        ranges = self._exact_ranges(needle, places)
        return ranges[apart(ranges.starts, ranges.ends)]

    def _by_place(self, places: Int64) -> Int32:
        """int32[D]: how many of the places each document has."""
        owners = self._segment.blocks[places >> 5]
        return np.bincount(owners, minlength=self._segment.D).astype(np.int32)

    def _by_document(self, ranges: Ranges) -> Int32:
        return self._by_place(ranges.first)

    def _candidates(self, needle: Needle, reading: Reading) -> tuple[Int64, Bools]:
        """Places where the needle matches loosely, in no order, and which of them it matches exactly."""
        reading.check()
        places = self._letters.places(needle, reading.documents)
        reading.check()
        return self._gaps.judge(needle, places)

    def _apart(self, node: Node, reading: Reading) -> Ranges:
        if isinstance(node, Term) and reading.loose:
            # The letters alone tell which loose occurrences of a literal overlap.
            needle = needle_of(literal_of(node.raw))
            places = np.sort(self._candidates(needle, reading)[0])
            return self._loose_ranges(needle, places[apart(places, places + needle.letters)])
        found = self._matches(node, reading)
        return found[apart(found.starts, found.ends)]

    def _matches(self, node: Node, reading: Reading) -> Ranges:
        """All matches of a literal or an OR, all minimal ones of a pattern, by start and end."""
        match node:
            case Term(raw):
                return self._literal(raw, reading)
            case Gap(pieces):
                return self._gap(pieces, reading)
            case Or(parts):
                return ordered(join([self._matches(part, reading) for part in parts]))
            case Near(left, right, distance):
                return self._join(left, right, reading, distance, sentence=False)
            case Sent(left, right):
                return self._join(left, right, reading, None, sentence=True)
            case Para(left, right):
                return self._join(left, right, reading, None, sentence=False)
            case _:
                raise AssertionError(f"{node} has no places in a text")

    def _literal(self, raw: str, reading: Reading) -> Ranges:
        needle = needle_of(literal_of(raw))
        places, exact = self._candidates(needle, reading)
        order = np.argsort(places)
        places, exact = places[order], exact[order]
        if not reading.loose:
            return self._exact_ranges(needle, places[exact])
        loose = self._loose_ranges(needle, places)
        if not needle.outer:
            return loose
        return ordered(join([loose, self._exact_ranges(needle, places[exact])]))

    def _exact_ranges(self, needle: Needle, places: Int64) -> Ranges:
        starts = self._segment.form_of(places) - len(needle.before[0])
        return Ranges(starts, starts + needle.width, places, places + (needle.letters - 1))

    def _loose_ranges(self, needle: Needle, places: Int64) -> Ranges:
        last = places + (needle.letters - 1)
        return Ranges(self._segment.form_of(places), self._segment.form_of(last) + 1, places, last)

    def _gap(self, pieces: tuple[str, ...], reading: Reading) -> Ranges:
        states = self._literal(pieces[0], reading)
        states = states[np.argsort(states.ends, kind="stable")]
        for piece in pieces[1:]:
            states = followed(states, self._literal(piece, reading), self._segment.sentences)
        return minimal(states)

    def _join(
        self, left: Node, right: Node, reading: Reading, distance: int | None, *, sentence: bool
    ) -> Ranges:
        ours, theirs = self._matches(left, reading), self._matches(right, reading)
        reading.check()
        # A joined match may have the other term inside it: (A SENT B) SENT C where C stands between A and B.
        may_overlap = any(isinstance(side, (Near, Sent, Para)) for side in (left, right))
        found = joined(ours, theirs, distance, may_overlap=may_overlap)
        reading.check()
        if sentence:
            begins = self._segment.sentences
            inside = _number(begins, found.starts) == _number(begins, found.ends - 1)
        else:
            begins = self._segment.paragraphs
            inside = _number(begins, found.first) == _number(begins, found.last)
        return minimal(found[inside])


def _number(begins: UInt32, values: Int64) -> Int64:
    return np.searchsorted(begins, values, side="right")


def key(node: Node) -> object:
    """What makes two leaves the same: 著力 and 着力 are one term."""
    match node:
        case Term(raw):
            return literal_of(raw)
        case Gap(pieces):
            return tuple(literal_of(piece) for piece in pieces)
        case Near(left, right, distance):
            return "NEAR", distance, key(left), key(right)
        case Sent(left, right):
            return "SENT", key(left), key(right)
        case Para(left, right):
            return "PARA", key(left), key(right)
        case Or(parts):
            return "OR", *(key(part) for part in parts)
        case _:
            raise AssertionError(f"{node} has no places in a text")
