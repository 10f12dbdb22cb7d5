"""What screens in parts share: one of them is open, and a line names them all."""

from __future__ import annotations

from tui.screens.desk import Desk, DeskScreen


class PartedScreen(DeskScreen):
    """A subclass has a PartLine, says how many parts there are, and shows the open one (``show_part``)."""

    def __init__(self, desk: Desk, parts: int = 0) -> None:
        super().__init__(desk)
        self._parts_number = parts
        self._part = 0

    def show_part(self) -> None:
        """Show the open part."""
        raise NotImplementedError

    def action_part(self, number: int) -> None:
        """Open a part."""
        self._part = number
        self.show_part()

    def action_next_part(self) -> None:
        """The next part."""
        self.action_part((self._part + 1) % self._parts_number)

    def action_previous_part(self) -> None:
        """The part before."""
        self.action_part((self._part - 1) % self._parts_number)
