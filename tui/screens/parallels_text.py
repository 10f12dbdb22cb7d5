"""A text typed or pasted whose parallels are wanted; each of its lines is a passage."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui.i18n import _
from tui.keymap import Context, bindings
from tui.parallels import Asked
from tui.screens.desk import DeskScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.prose import Prose
from tui.widgets.text_input import TextInput


class PassageInput(TextInput):
    """Enter asks; a pasted text keeps its lines."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("parallels_text", namespace="screen", priority=True)]

    def __init__(self) -> None:
        super().__init__(id="text")


class TextScreen(DeskScreen):
    """The text stays while its parallels are looked at."""

    DEFAULT_CSS = """
    TextScreen .label { color: $primary; text-style: bold; background: $panel; padding: 0 1; width: 1fr; }
    TextScreen #hint { padding: 0 1; color: $text-muted; }
    TextScreen PassageInput { height: 1fr; border: round $panel; background: $surface; padding: 0 1; }
    TextScreen PassageInput:focus { border: round $primary; }
    """
    AUTO_FOCUS = "PassageInput"

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("parallels_text",)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Static(_("Parallels of a text"), classes="label", markup=False)
        hint = _("Type or paste a text: who says it, in the same words or in others? Each line is a passage.")
        yield Prose(hint, id="hint")
        yield PassageInput()
        yield StatusLine("status")
        yield KeyBar("parallels_text")

    def on_mount(self) -> None:
        """Say what is special about the library."""
        self.refresh_status(self.desk.banner)

    def action_ask(self) -> None:
        """Who says it."""
        text = self.query_one(PassageInput).text
        if any(map(str.isalnum, text)):
            self.open_parallels(Asked(text=text))
        else:
            self.say(_("Type or paste some words of the passage first."))

    def action_new_line(self) -> None:
        """A new line in the text."""
        self.query_one(PassageInput).insert("\n")

    def action_back(self) -> None:
        """Leave."""
        self.dismiss()
