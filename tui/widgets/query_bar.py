"""The search bar: always the first line, where no terminal lays the candidates of an input method over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from tui.i18n import _
from tui.keymap import bindings

LONGEST = 5000
"""Characters that can be pasted: longer than any sentence, and still answered while one types."""


class QueryInput(Input):
    """One line of query. A pasted line break is dropped, and what stands behind it is kept."""

    @dataclass
    class TooLong(Message):
        """What was pasted is no query."""

        characters: int

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("bar", namespace="screen", priority=True)]
    virtual_size: reactive[Size] = reactive(Size(0, 0))
    """As in any input, but a longer query has nothing laid out anew: the bar is as wide as it was."""

    def __init__(self) -> None:
        placeholder = _("Search the articles…")
        super().__init__(placeholder=placeholder, compact=True, id="query", select_on_focus=False)
        # A blinking cursor redraws for ever: it drags candidate windows and fills slow lines.
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        text = "".join(event.text.splitlines())
        if len(text) > LONGEST:
            self.post_message(self.TooLong(len(text)))
        else:
            self.replace(text, *self.selection)
        event.prevent_default()
        event.stop()


class QueryBar(Horizontal):
    """The label, the query, and on the right what kind of library is searched."""

    DEFAULT_CSS = """
    QueryBar { height: 1; background: $panel; padding: 0 1; }
    QueryBar > .label { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    QueryBar > QueryInput { width: 1fr; background: $panel; color: $foreground; background-tint: $panel 0%; }
    QueryBar > #library { width: auto; color: $text-muted; padding-left: 2; }
    """

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Static(_("Search"), classes="label", markup=False)
        yield QueryInput()
        yield Static("", id="library", markup=False)

    def name_library(self, name: str) -> None:
        """Say on the right which library this is."""
        label = self.query_one("#library", Static)
        if label.content != name:
            # It is as wide as its name: everything would be laid out anew.
            label.update(name)
