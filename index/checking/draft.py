"""A draft as it reads, with the place in its file of each of its characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.quoting.anchors import PlacedAnchor

PartKind = Literal["body", "heading", "block"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph ``text[start:end]`` of a draft; ``block``: the number of its block quote, from 1."""

    start: int
    end: int
    kind: PartKind
    block: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """``text``: what a reader of the draft reads; ``places`` int64[n]: where each stands in ``raw``.

    ``lines``: where the lines of ``raw`` begin. ``anchors``: offsets into ``raw``; ``broken``: places in
    ``raw`` of comments of this program that cannot be read any more.
    """

    raw: str
    text: str
    places: NDArray[np.int64]
    lines: Sequence[int]
    parts: tuple[Part, ...]
    anchors: tuple[PlacedAnchor, ...] = ()
    broken: tuple[int, ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, 1-based, of a character of ``text``."""
        place = int(self.places[offset]) if offset < len(self.places) else len(self.raw)
        return self.position_of_place(place)

    def position_of_place(self, place: int) -> tuple[int, int]:
        """Line and column, 1-based, of a character of ``raw``."""
        line = bisect_right(self.lines, place)
        return line, place - self.lines[line - 1] + 1

    def offset_at(self, place: int) -> int:
        """The first character of ``text`` that does not stand before ``place`` in ``raw``."""
        return int(np.searchsorted(self.places, place))


def line_starts(raw: str) -> list[int]:
    """Where the lines of a text begin; ``\\n`` ends one."""
    starts = [0]
    at = raw.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = raw.find("\n", at + 1)
    return starts
