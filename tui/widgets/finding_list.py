"""What a check has found as rows: sign and kind, place, and what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.findings import KINDS, Finding
from tui.i18n import _
from tui.keymap import bindings
from tui.widgets.rows import RowList, Run, fitted

_SIGN, _KIND, _PLACE = 2, 14, 9
_NARROW = 60
"""Cells below which the signs tell the kinds."""


class FindingList(RowList):
    """``numbers``: which of ``rows`` are listed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checking", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="findings")
        self.rows: Sequence[Finding] = ()
        self.numbers: Sequence[int] = ()

    @property
    def total(self) -> int:
        """How many are listed."""
        return len(self.numbers)

    @property
    def number(self) -> int | None:
        """Which of the rows is the current one."""
        return self.numbers[self.current] if 0 <= self.current < len(self.numbers) else None

    @property
    def finding(self) -> Finding | None:
        """The current row's."""
        return None if self.number is None else self.rows[self.number]

    def show(self, rows: Sequence[Finding], numbers: Sequence[int]) -> None:
        """List these; the current one stays current if it is among them."""
        before = self.number
        self.rows, self.numbers = rows, numbers
        at = next((n for n, number in enumerate(numbers) if number == before), None)
        if at is None:
            # Where the one that is gone stood.
            at = min(max(self.current, 0), len(numbers) - 1) if before is not None else 0
        self.renew(at)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        one = self.rows[self.numbers[index]]
        sign, name = KINDS[one.kind]
        style = "rows--dim" if one.good else "rows--new" if one.kind == "mended" else "rows--bad"
        runs: list[Run] = [(fitted(sign, _SIGN), style)]
        rest = width - _SIGN - _PLACE
        if width >= _NARROW:
            runs.append((fitted(_(name), _KIND), style))
            rest -= _KIND
        runs.append((fitted(f"{one.line}:{one.column}", _PLACE), "rows--dim"))
        runs.append((fitted(" ".join(one.text.split()), max(1, rest)), ""))
        return runs
