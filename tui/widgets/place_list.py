"""Places in texts as rows: headings, indented by their level; figures that are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.keymap import bindings
from tui.registers.about import Place
from tui.widgets.rows import RowList, Run, fitted

_STEP = 2  # cells a level is indented


class PlaceList(RowList):
    """A place a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("register", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="places")
        self.places: Sequence[Place] = ()

    @property
    def total(self) -> int:
        """How many places there are."""
        return len(self.places)

    @property
    def place(self) -> Place | None:
        """The current place."""
        return self.places[self.current] if 0 <= self.current < len(self.places) else None

    def show(self, places: Sequence[Place]) -> None:
        """Show ``places``."""
        self.places = places
        self.renew()

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        place = self.places[index]
        highest = min(one.level for one in self.places)
        indent = " " * (_STEP * (place.level - highest))
        return [(fitted(indent + place.text, width), "rows--strong" if not indent else "")]
