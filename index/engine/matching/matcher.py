"""Counts and places of leaves in one segment, exactly as ``plain.places`` finds them in documents."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from index.engine.interface import Cancel
from index.engine.language.ast import Node, Term
from index.engine.language.leaves import key, literal_of, literals
from index.engine.matching.finder import Finder, Reading
from index.engine.matching.letters import Int64
from index.engine.matching.needle import Needle, needle_of
from index.engine.matching.ranges import Ranges, apart
from index.text.form import Bools, Int32, each_once
from index.text.match import Literal

if TYPE_CHECKING:
    from index.engine.segment.segment import Segment

KEPT_LEAVES = 64
"""Of 8 bytes a document each."""
Counts = tuple[Int32, Int32]


class Matcher:
    """Matches of leaves in the D documents of a segment, which never changes; what was counted is kept.

    May be used by several threads at once.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._finder = Finder(segment)
        self._frequent = {unit: row for row, unit in enumerate(segment.frequent.tolist())}
        self._kept: OrderedDict[object, Counts] = OrderedDict()
        self._lock = Lock()

    def get_ready(self) -> None:
        """Read ahead what makes searches shorter: see ``Letters.get_ready``."""
        self._finder.get_ready()

    def count(self, node: Node, cancelled: Cancel = None) -> Counts:
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
            found = self._count_pattern(node, cancelled)
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > KEPT_LEAVES:
                self._kept.popitem(last=False)
        return found

    def holds_loosely(
        self, literal: Literal, known: Bools | None = None, *, documents: Int64 | None = None
    ) -> Bools:
        """bool[D]: the documents in which the literal occurs, at least loosely.

        ``known``: some of them, which need not be looked at. ``documents`` (ascending): only these.
        """
        with self._lock:
            counted = self._kept.get(literal)
        needle = needle_of(literal)
        counts = self._frequently(needle) if counted is None else counted[1]
        held = np.zeros(self._segment.D, np.bool_) if known is None else known.copy()
        if counts is not None:
            wanted = slice(None) if documents is None else documents
            held[wanted] = counts[wanted] > 0
        elif self._finder.often(needle) and (documents is None or len(documents)):
            for found, _ in self._finder.parts(needle, Reading(True, needle.outer, documents), held):
                held[self._segment.blocks.take(found >> 5)] = True
        return held

    def holds(self, literal: Literal) -> Bools:
        """bool[D]: the documents in which the literal occurs exactly."""
        with self._lock:
            counted = self._kept.get(literal)
        needle = needle_of(literal)
        counts = counted[0] if counted is not None else self._frequently(needle)
        if counts is not None:
            return np.greater(counts, 0)
        held = np.zeros(self._segment.D, np.bool_)
        for found, exact in self._finder.parts(needle, Reading(True, needle.outer), held):
            held[self._segment.blocks.take(found[exact] >> 5)] = True
        return held

    def often(self, literal: Literal) -> int:
        """At most so often does the literal occur; at least 1 if it does. Quick."""
        return self._finder.often(needle_of(literal))

    def ranges(
        self, node: Node, *, loose: bool, documents: Int64 | None = None, cancelled: Cancel = None
    ) -> tuple[Int64, Int64]:
        """Starts and ends of the occurrences that count, as form indexes of the segment, in order.

        ``loose``: the loose ones, which those at exact ones are among. ``documents``: only in these (local
        numbers, in any order).
        """
        if documents is not None:
            documents = each_once(np.asarray(documents, np.int64))
        by_form = _by_form(node)
        found = self._apart(node, Reading(loose, by_form, documents, cancelled=cancelled))
        if not by_form:
            found = self._finder.by_form(found)
        return found.starts, found.ends

    def letters(
        self,
        node: Node,
        documents: Int64 | None = None,
        *,
        loose: bool = False,
        cancelled: Cancel = None,
    ) -> tuple[Int64, Int64] | None:
        """As ``ranges``, as places: of the first letter of each, and of the last.

        ``None`` if a match may begin or end with something that is no letter.
        """
        if _by_form(node):
            return None
        if documents is not None:
            documents = each_once(np.asarray(documents, np.int64))
        found = self._apart(node, Reading(loose, False, documents, cancelled=cancelled))
        return found.first, found.last

    def _count_literal(self, needle: Needle, cancelled: Cancel) -> Counts:
        if (counts := self._frequently(needle)) is not None:
            return counts, counts
        if not self._finder.often(needle):
            nothing = np.zeros(self._segment.D, np.int32)
            return nothing, nothing
        chained = needle.overlaps or needle.skeleton_overlaps
        reading = Reading(True, needle.outer, cancelled=cancelled)
        if not chained:
            return self._count_apart(needle, reading)
        found, exact = self._finder.candidates(needle, reading)
        ranges = self._finder.exact(needle, found[exact], by_form=needle.outer)
        kept = ranges.first[apart(ranges.starts, ranges.ends)]
        loosely = found[apart(found, found + needle.letters)]
        return self._by_document(kept), self._by_document(loosely)

    def _count_apart(self, needle: Needle, reading: Reading) -> Counts:
        """The counts of a literal no two occurrences of which overlap."""
        certain, inexact, loose = np.zeros((3, self._segment.D), np.int32)
        # One letter stands loosely wherever it stands, whatever has to be beside it.
        known = self._frequent_counts(needle) if needle.letters == 1 else None
        for found, exact in self._finder.parts(needle, reading):
            if known is not None:
                certain += self._by_document(found[exact])
                continue
            loose += self._by_document(found)
            if not exact.all():
                inexact += self._by_document(found[~exact])
        if known is not None:
            return certain, known
        return (loose - inexact, loose) if inexact.any() else (loose, loose)

    def _frequently(self, needle: Needle) -> Int32 | None:
        """int32[D]: the counts of a letter that a segment has them of; ``None`` of anything else."""
        return self._frequent_counts(needle) if needle.plain and needle.letters == 1 else None

    def _frequent_counts(self, needle: Needle) -> Int32 | None:
        """int32[D]: the counts of the first letter, if the segment has them."""
        if needle.astral:
            return None
        row = self._frequent.get(needle.units[0])
        return None if row is None else self._segment.frequent_counts[row].astype(np.int32)

    def _count_pattern(self, node: Node, cancelled: Cancel) -> Counts:
        by_form = _by_form(node)
        inexact: list[Int64] = []
        reading = Reading(True, by_form, cancelled=cancelled, inexact=inexact)
        loose = self._by_document(self._apart(node, reading).first)
        if by_form:
            reading = Reading(False, by_form, cancelled=cancelled)
            return self._by_document(self._apart(node, reading).first), loose
        if not inexact:
            return loose, loose
        # Both are the same but in the few documents where some literal matches only loosely.
        documents = each_once(self._segment.blocks[np.concatenate(inexact) >> 5]).astype(np.int64)
        reading = Reading(False, by_form, documents, cancelled=cancelled)
        exact = loose.copy()
        exact[documents] = self._by_document(self._apart(node, reading).first)[documents]
        return exact, loose

    def _by_document(self, places: Int64) -> Int32:
        """int32[D]: how many of the places each document has."""
        owners = self._segment.blocks.take(places >> 5)
        return np.bincount(owners, minlength=self._segment.D).astype(np.int32)

    def _apart(self, node: Node, reading: Reading) -> Ranges:
        """The matches that count: from left to right, what does not overlap the one before."""
        if isinstance(node, Term) and reading.loose:
            # The letters alone tell which loose occurrences of a literal overlap.
            needle = needle_of(literal_of(node.raw))
            places, _ = self._finder.candidates(needle, reading)
            if needle.skeleton_overlaps:
                places = places[apart(places, places + needle.letters)]
            return self._finder.loose(needle, places, by_form=reading.by_form)
        found = self._finder.matches(node, reading)
        if isinstance(node, Term) and not needle_of(literal_of(node.raw)).overlaps:
            return found
        return found[apart(found.starts, found.ends)]


def _by_form(node: Node) -> bool:
    """Whether a match may begin or end with something that is no letter."""
    return any(needle_of(literal_of(raw)).outer for raw in literals(node))
