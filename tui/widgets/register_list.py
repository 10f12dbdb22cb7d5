"""The rows of a register, in columns as there is room."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.keymap import bindings
from tui.registers.kinds import Line, Register
from tui.table import GAP, Column
from tui.widgets.named_rows import NamedRows
from tui.widgets.paged_rows import PagedRows
from tui.widgets.rows import Run, fitted

_STRONG = {"name", "value", "text", "title", "figures"}


class RegisterList(PagedRows[Line], NamedRows):
    """Rows of ``register``; those that are not there yet are drawn as …"""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("registers", movement=True)]

    def __init__(self, register: Register) -> None:
        NamedRows.__init__(self, "rows")
        self.items, self._total = {}, 0
        self.register = register

    def on_hide(self, event: events.Hide) -> None:
        """What stands in their place follows the rows: the keys stay with them."""
        event.prevent_default()

    @property
    def line(self) -> Line | None:
        """The current row."""
        return self.item

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        line = self.items.get(index)
        if line is None:
            return [(fitted("…", width), "rows--dim")]
        runs: list[Run] = []
        for number, (column, cells) in enumerate(self.register.fitting(width)):
            if number:
                runs.append((" " * GAP, ""))
            runs.append(self._cell(line, column, cells))
        return runs

    def _cell(self, line: Line, column: Column[Line], cells: int) -> Run:
        text = column.cell(line)
        if column.id == "title" and line.document is not None:
            text = self.called(line.document)
        style = "rows--strong" if column.id in _STRONG else "rows--dim" if text == "-" else ""
        return fitted(text, cells, right=column.right), style
