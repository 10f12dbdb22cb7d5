"""Screens that open in less: they get their styles once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[None]
else:
    # Textual reads the styles of the first of several bases that is a node: this one has none to give.
    _Base = object


class Fresh(_Base):
    """Leaves out the second styles of a screen.

    Textual styles a screen when it comes to the front, also when all on it has just been mounted and styled.
    What changes before that is styled then: only the first of two requests is left out.
    """

    _styled = False

    def update_node_styles(self, animate: bool = True) -> None:
        """Give styles to all on the screen again, but for the first time it is asked for."""
        if self._styled:
            super().update_node_styles(animate)
        self._styled = True
