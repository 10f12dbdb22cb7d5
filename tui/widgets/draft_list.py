"""Drafts as rows; the current one has a sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.drafting import columns
from tui.keymap import bindings
from tui.table import GAP
from tui.widgets.rows import MARK, RowList, Run, fitted

if TYPE_CHECKING:
    from index.quoting.drafts import DraftInfo

LEAD = 3
"""Cells before the first column: the cursor, the sign, a space."""


class DraftList(RowList):
    """A draft a row."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("drafts", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="drafts")
        self.drafts: Sequence[DraftInfo] = ()
        self.chosen = ""

    @property
    def total(self) -> int:
        """How many are listed."""
        return len(self.drafts)

    @property
    def draft(self) -> DraftInfo | None:
        """The current row's."""
        return self.drafts[self.current] if 0 <= self.current < len(self.drafts) else None

    def show(self, drafts: Sequence[DraftInfo], chosen: str) -> None:
        """List ``drafts``; ``chosen`` is the path of the one that quotations are added to."""
        before = self.draft.path if self.draft is not None else chosen
        self.drafts, self.chosen = drafts, chosen
        self.renew(next((n for n, draft in enumerate(drafts) if draft.path == before), 0))

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        draft = self.drafts[index]
        runs: list[Run] = [(fitted(MARK if draft.path == self.chosen else " ", LEAD - 1), "rows--mark")]
        for number, (column, cells) in enumerate(columns(width - LEAD + 1)):
            if number:
                runs.append((" " * GAP, ""))
            style = "rows--bad" if draft.problem else "rows--strong" if column.id == "name" else "rows--dim"
            runs.append((fitted(column.cell(draft), cells, right=column.right), style))
        return runs
