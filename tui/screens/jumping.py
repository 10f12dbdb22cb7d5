"""Jumping between the parts of a screen: each shows a number, its key goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.keymap import bindings

MOST = 9


def targets(screen: Screen[Any]) -> list[Widget]:
    """The parts of ``screen`` that take keys and are to be seen, from the top left to the bottom right."""
    parts = [widget for widget in screen.focus_chain if widget.region.area]
    return sorted(parts, key=lambda widget: (widget.region.y, widget.region.x))[:MOST]


class JumpScreen(ModalScreen[Widget | None]):
    """Dismissed with the part that was chosen, or ``None``."""

    CSS = """
    JumpScreen { background: $background 40%; layers: numbers; }
    JumpScreen Static {
        layer: numbers; width: auto; height: 1; padding: 0 1;
        background: $primary; color: $background; text-style: bold reverse;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*(b for b in bindings("overlay") if b.action == "close")]

    def __init__(self, parts: Sequence[Widget]) -> None:
        super().__init__()
        self._parts = parts

    def compose(self) -> ComposeResult:
        """A number at the beginning of each part."""
        for number, part in enumerate(self._parts, start=1):
            sign = Static(f"[{number}]", markup=False)
            sign.styles.offset = (part.region.x, part.region.y)
            sign.styles.position = "absolute"
            yield sign

    def on_key(self, event: events.Key) -> None:
        """A number goes to its part; anything else gives up."""
        event.stop()
        character = event.character or ""
        number = int(character) if character.isdecimal() else 0
        self.dismiss(self._parts[number - 1] if 0 < number <= len(self._parts) else None)

    def on_click(self, event: events.Click) -> None:
        """A click goes to the part under it."""
        under = [part for part in self._parts if part.region.contains(event.screen_x, event.screen_y)]
        self.dismiss(under[0] if under else None)

    def action_close(self) -> None:
        """Stay where one was."""
        self.dismiss(None)
