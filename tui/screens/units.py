"""The units of figures, to list those of one only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.i18n import _
from tui.keymap import Context, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.rows import RowList, Run, fitted

_NUMBER = 10
Unit = tuple[str | None, int]
"""A unit (``None``: bare numbers), and how many figures have it."""


class UnitList(RowList):
    """All figures, then a unit a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("units", movement=True)]

    def __init__(self, units: Sequence[Unit]) -> None:
        super().__init__(id="units")
        self._units = units

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._units) + 1

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        if not index:
            number = sum(count for _unit, count in self._units)
            name = _("all units")
        else:
            unit, number = self._units[index - 1]
            name = unit or _("bare numbers")
        style = "rows--strong" if index else "rows--dim"
        return [
            (fitted(f"{number:,}", _NUMBER, right=True) + "  ", "rows--dim"),
            (fitted(name, width - _NUMBER - 2), style),
        ]


class UnitsScreen(ModalScreen[tuple[str | None] | None]):
    """Dismissed with the chosen unit ("": bare numbers, ``None`` in it: all units), or ``None``."""

    CSS = """
    UnitsScreen { align: center middle; background: $background 60%; }
    UnitsScreen > Vertical {
        width: 44; max-width: 95%; height: auto; max-height: 90%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    UnitsScreen .label { color: $primary; text-style: bold; }
    UnitsScreen UnitList { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("units", movement=False)]

    def __init__(self, units: Sequence[Unit], chosen: str | None) -> None:
        super().__init__()
        self._units, self._chosen = units, chosen

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("units",)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(_("Units of figures"), classes="label", markup=False)
            yield UnitList(self._units)
        yield KeyBar("units")

    def on_mount(self) -> None:
        """The one that is listed now is the current one."""
        rows = self.query_one(UnitList)
        rows.styles.height = min(rows.total, max(3, self.app.size.height - 6))
        names = [unit or "" for unit, _number in self._units]
        rows.renew(names.index(self._chosen) + 1 if self._chosen in names else 0)
        self.set_focus(rows)

    @on(RowList.Opened)
    def action_choose(self) -> None:
        """Only figures of this unit."""
        row = self.query_one(UnitList).current
        self.dismiss((None,) if not row else (self._units[row - 1][0] or "",))

    def action_cancel(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)
