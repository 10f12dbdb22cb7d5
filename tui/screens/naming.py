"""A name that is asked for."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.keymap import bindings
from tui.widgets.key_bar import KeyBar


class NamingScreen(ModalScreen[str | None]):
    """Dismissed with what was typed, or ``None``."""

    CSS = """
    NamingScreen { align: center middle; background: $background 60%; }
    NamingScreen > Vertical {
        width: 66; max-width: 95%; height: auto; padding: 0 1; border: round $primary; background: $surface;
    }
    NamingScreen .title { text-style: bold; }
    NamingScreen Input { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("naming")]

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__()
        self._title, self._placeholder = title, placeholder

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(self._title, classes="title", markup=False)
            name = Input(placeholder=self._placeholder, compact=True)
            name.cursor_blink = False
            yield name
        yield KeyBar("naming")

    @on(Input.Submitted)
    def action_take(self) -> None:
        """With what is typed."""
        self.dismiss(self.query_one(Input).value.strip() or None)

    def action_close(self) -> None:
        """Without a name."""
        self.dismiss(None)
