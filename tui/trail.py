"""Where one has read: back to the places one leapt from, and forward again."""

from __future__ import annotations

from typing import NamedTuple

MOST = 200  # places that are kept


class Place(NamedTuple):
    """A place in the documents that are read: the number of one of them, and an offset in it."""

    document: int
    offset: int


class Trail:
    """Leaps are noted, steps are not: whoever turns pages comes back to where he began to."""

    def __init__(self) -> None:
        self._behind: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, place: Place) -> None:
        """One leaps away from ``place``; what lay ahead is gone."""
        if not self._behind or self._behind[-1] != place:
            self._behind = [*self._behind, place][-MOST:]
        self._ahead.clear()

    def back(self, here: Place) -> Place | None:
        """The place one leapt from last, seen from ``here``; ``None``: there is none."""
        return _step(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """The place one came back from last."""
        return _step(self._ahead, self._behind, here)


def _step(source: list[Place], target: list[Place], here: Place) -> Place | None:
    while source:
        place = source.pop()
        if place != here:
            target.append(here)
            return place
    return None
