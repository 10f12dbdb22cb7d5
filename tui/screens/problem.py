"""Shown when the library cannot be opened: the sentence that says what to do, and the way out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from index.errors import DangjianError
from tui.i18n import _, translate_error
from tui.widgets.prose import Prose


class ProblemScreen(Screen[None]):
    """Every way on leads out: q, Escape, Enter and Ctrl+Q leave with the exit code of the error."""

    CSS = """
    ProblemScreen { align: center middle; }
    ProblemScreen > Vertical {
        width: 76; max-width: 95%; height: auto; padding: 1 2; border: round $error; background: $surface;
    }
    ProblemScreen .title { text-style: bold; color: $error; margin-bottom: 1; }
    ProblemScreen .way-out { color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,enter,ctrl+q", "leave", show=False)]

    def __init__(self, error: DangjianError) -> None:
        super().__init__()
        self.error = error

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(_("The library cannot be opened"), classes="title", markup=False)
            yield Prose(translate_error(self.error), id="sentence")
            yield Static(_("q or Esc: leave"), classes="way-out", markup=False)

    def action_leave(self) -> None:
        """Leave; the sentence is repeated on standard error once the screen is given back."""
        self.app.exit(return_code=self.error.exit_code)
