"""The names of a table's columns, above its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text
from textual import events
from textual.widget import Widget

from tui.i18n import _
from tui.table import GAP, Column
from tui.text.width import text_width
from tui.widgets.rows import fitted

Columns = Callable[[int], Sequence[tuple[Column[Any], int]]]
"""The columns that have room in so many cells, with their widths."""


class TableHead(Widget):
    """A sign at the column that the table is sorted by; a click sorts (the screen's ``action_sort_by``)."""

    DEFAULT_CSS = """
    TableHead {
        height: 1; background: $surface; color: $text-muted; text-style: bold;
        link-style: bold; link-color: $text-muted; link-background: $surface;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $surface;
    }
    """
    can_focus = False

    def __init__(self, columns: Columns, *, lead: int = 1) -> None:
        """``lead``: cells before the first column: the cursor, and what else stands there."""
        super().__init__()
        self._columns = columns
        self._lead = lead
        self._by, self._rising = "", False

    def show(self, by: str, *, rising: bool) -> None:
        """Sorted by the column ``by`` from now on."""
        self._by, self._rising = by, rising
        self.refresh()

    def has(self, by: str) -> bool:
        """Whether the column ``by`` has room, so that a sign in it says the order."""
        return any(column.id == by for column, _cells in self._shown)

    @property
    def _shown(self) -> Sequence[tuple[Column[Any], int]]:
        # The table's scroll bar takes a cell.
        return self._columns(self.size.width - self._lead - 1)

    def on_resize(self, _event: events.Resize) -> None:
        """Other columns may have room now."""
        self.refresh()

    def render(self) -> Text:
        """What is drawn."""
        line = Text(" " * self._lead, no_wrap=True, end="")
        for column, cells in self._shown:
            line.append_text(self._cell(column, cells)).append(" " * GAP)
        line.truncate(self.size.width)
        return line

    def _cell(self, column: Column[Any], cells: int) -> Text:
        name = _(column.label)
        if column.id == self._by:
            sign = "^" if self._rising else "v"
            name += sign if text_width(name) + 2 > cells else f" {sign}"
        room = max(0, cells - column.indent)
        cell = Text(" " * column.indent + fitted(name, room, right=column.right), end="")
        if column.order is not None:
            cell.apply_meta({"@click": f"screen.sort_by('{column.order}')"})
        return cell
