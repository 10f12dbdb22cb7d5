"""Counts by one dimension as rows: documents, samples, places, rates, and bars over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.env import wide_punctuation
from tui.keymap import bindings
from tui.movement import Bucket, columns
from tui.table import GAP
from tui.text.counts import sparkline
from tui.widgets.rows import RowList, Run, fitted


class CountList(RowList):
    """A value a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("heat", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="counts")
        self.buckets: Sequence[Bucket] = ()

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.buckets)

    @property
    def bucket(self) -> Bucket | None:
        """The current row."""
        return self.buckets[self.current] if 0 <= self.current < len(self.buckets) else None

    def show(self, buckets: Sequence[Bucket]) -> None:
        """List ``buckets``, at the value that was the current one."""
        before = self.bucket
        self.buckets = buckets
        found = (n for n, one in enumerate(buckets) if before is not None and one.value == before.value)
        self.renew(next(found, 0))

    def runs(self, index: int, width: int) -> list[Run]:
        """A row; bars have what room is left."""
        one = self.buckets[index]
        runs: list[Run] = []
        for column, cells in columns(width):
            if runs:
                runs.append((" " * GAP, ""))
            style = (
                "rows--strong" if column.id in ("name", "documents") and one.count.documents else "rows--dim"
            )
            runs.append((fitted(column.cell(one), cells, right=column.right), style))
        taken = sum(cells + GAP for _column, cells in columns(width))
        if one.series and width - taken >= len(one.series):
            runs += [(" " * GAP, ""), (sparkline(one.series, ambiguous_wide=wide_punctuation()), "rows--new")]
        return runs

    def action_left(self, times: int = 1) -> None:
        """There are no columns to go to."""

    action_right = action_first_column = action_last_column = action_left
