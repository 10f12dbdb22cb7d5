"""The line that is opened over a text being read: what to find in it, or where to go."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.i18n import _
from tui.keymap import bindings

Purpose = Literal["find", "go"]


class FindInput(Input):
    """What is typed: words to find, or a place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("find", namespace="screen", priority=True)]

    def __init__(self) -> None:
        super().__init__(compact=True, id="find", select_on_focus=False)
        self.cursor_blink = False


class FindBar(Horizontal):
    """Shown while ``purpose`` is not ``None``."""

    DEFAULT_CSS = """
    FindBar { display: none; height: 1; background: $panel; padding: 0 1; }
    FindBar > .label { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    FindBar > FindInput { width: 1fr; background: $panel; background-tint: $panel 0%; }
    FindBar > .place { width: auto; text-style: bold; padding-left: 1; }
    """

    purpose: Purpose | None = None

    def compose(self) -> ComposeResult:
        """The parts from left to right."""
        yield Static("", classes="label", markup=False)
        yield FindInput()
        yield Static("", classes="place", markup=False)

    @property
    def input(self) -> FindInput:
        """The line itself."""
        return self.query_one(FindInput)

    def open(self, purpose: Purpose, text: str = "") -> None:
        """Show the bar for ``purpose``, with ``text`` in it."""
        self.purpose, self.display = purpose, True
        labels = {"find": _("Find in the text"), "go": _("Go to")}
        hints = {
            "find": _("words as they stand there"),
            "go": _("50% of the text, or 7: its 7th paragraph"),
        }
        self.query_one(".label", Static).update(labels[purpose])
        self.input.placeholder = hints[purpose]
        self.input.value = text
        self.input.cursor_position = len(text)
        self.input.focus()
        self.say("")

    def say(self, place: str) -> None:
        """Say which of the places found one is at, where no head of a text says it."""
        self.query_one(".place", Static).update(place)

    def close(self) -> None:
        """Put the bar away."""
        self.purpose, self.display = None, False
