"""The line above rows: a label, and a text that leaves out what does not match."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.keymap import bindings


class FilterInput(Input):
    """One line of text or query. ``placeholder`` says what is listed without one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter", namespace="screen", priority=True)]

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True, id="filter", select_on_focus=False)
        self.cursor_blink = False


class FilterBar(Horizontal):
    """The label and the filter."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; padding: 0 1; }
    FilterBar > .label { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    FilterBar > FilterInput { width: 1fr; background: $panel; background-tint: $panel 0%; }
    """

    def __init__(self, label: str, placeholder: str) -> None:
        super().__init__()
        self._label, self._placeholder = label, placeholder

    def compose(self) -> ComposeResult:
        """The parts from left to right."""
        yield Static(self._label, classes="label", markup=False)
        yield FilterInput(self._placeholder)
