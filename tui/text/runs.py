"""Overlapping marks on a stretch of text, cut into runs that are drawn in one style each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

Mark = tuple[int, int, str]
"""Start and end offset, and the name of a style."""


def runs(start: int, end: int, marks: Iterable[Mark]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Cut ``[start, end)`` into (start, end, names of the marks on it in the order given)."""
    inside = [
        (max(begin, start), min(stop, end), name)
        for begin, stop, name in marks
        if begin < end and stop > start
    ]
    edges = sorted({start, end, *(edge for begin, stop, _ in inside for edge in (begin, stop))})
    for begin, stop in pairwise(edges):
        yield begin, stop, tuple(name for first, last, name in inside if first <= begin and stop <= last)
