"""The line above the table of documents: a query that leaves out what does not match."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.i18n import _
from tui.keymap import bindings


class FilterInput(Input):
    """One line of query."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("filter", namespace="screen", priority=True)]

    def __init__(self) -> None:
        placeholder = _("All documents; / filters, for example 省:湖南 年:2021..2023 标题:党建")
        super().__init__(placeholder=placeholder, compact=True, id="filter", select_on_focus=False)
        self.cursor_blink = False


class FilterBar(Horizontal):
    """The label and the query."""

    DEFAULT_CSS = """
    FilterBar { height: 1; background: $panel; padding: 0 1; }
    FilterBar > .label { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    FilterBar > FilterInput { width: 1fr; background: $panel; background-tint: $panel 0%; }
    """

    def compose(self) -> ComposeResult:
        """The parts from left to right."""
        yield Static(_("Library"), classes="label", markup=False)
        yield FilterInput()
