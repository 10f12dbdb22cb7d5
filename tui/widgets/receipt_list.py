"""The rows of one part of a document's receipts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.env import wide_punctuation
from tui.keymap import bindings
from tui.receipts import Row, shown_repair
from tui.text.crop import crop_around
from tui.text.width import drawn, text_width
from tui.widgets.rows import RowList, Run, fitted

LABEL = 10


class ReceiptList(RowList):
    """A label, then the text; of a repair what stood there is struck by brackets, what stands now follows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("receipts", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="receipts")
        self.rows: Sequence[Row] = ()

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def row(self) -> Row | None:
        """The current row."""
        return self.rows[self.current] if 0 <= self.current < len(self.rows) else None

    def show(self, rows: Sequence[Row], current: int = 0) -> None:
        """Show ``rows``."""
        self.rows = rows
        self.renew(current)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        row = self.rows[index]
        runs: list[Run] = [(fitted(row.label, LABEL) + " ", "rows--dim")]
        room = width - LABEL - 1
        if row.source is None:
            return [*runs, (fitted(row.text, room), "rows--strong" if row.chosen else "")]
        wide = wide_punctuation()
        before, source, result, after = (drawn(part, ambiguous_wide=wide) for part in shown_repair(row))
        middle = text_width(source) + text_width(result) + 4
        half = max(0, (room - middle) // 2)
        # What stands nearest to the repair is kept.
        turned = before[::-1]
        cut = crop_around(turned, 0, 0, half, ambiguous_wide=wide)
        before = turned[: cut.end][::-1]
        runs += [(before, ""), (f"[{source}", "rows--bad"), (" > ", "rows--dim"), (f"{result}]", "rows--new")]
        rest = room - text_width(before) - middle
        return [*runs, (fitted(after, max(1, rest)), "")]
