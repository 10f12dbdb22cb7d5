"""Differences seen from the other side."""

from __future__ import annotations

from collections.abc import Iterable

from index.reuse.model import Difference, Op

_MIRRORED: dict[Op, Op] = {"insert": "delete", "delete": "insert"}


def place(difference: Difference) -> tuple[int, int, int, int]:
    """What differences are ordered by."""
    return difference.start, difference.end, difference.other_start, difference.other_end


def turned(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """The same differences from the right to the left wording, in its order."""
    mirrored = (
        Difference(_MIRRORED.get(d.op, d.op), d.other_start, d.other_end, d.start, d.end) for d in differences
    )
    return tuple(sorted(mirrored, key=place))
