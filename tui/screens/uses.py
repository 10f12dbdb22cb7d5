"""The quotations of a passage or a document in the user's drafts, and the way to each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui.i18n import _
from tui.keymap import Context, bindings
from tui.screens.desk import Desk, DeskScreen
from tui.uses import Used
from tui.whereabouts import state
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.rows import RowList, Run, fitted

_NAME, _STATE = 24, 34
_WIDE = 100
"""Cells from which on there is room for what became of a quotation."""


class UseList(RowList):
    """A quotation a row: the draft and the place in it, what it says there, what became of it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("uses", movement=True)]

    def __init__(self, found: Sequence[Used]) -> None:
        super().__init__(id="uses")
        self.found = found

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.found)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        one = self.found[index]
        use = one.use
        good = use.intact and one.now.found in ("here", "moved")
        place = f"{use.line}:{use.column}"
        runs: list[Run] = [
            (fitted("=" if good else "≠", 2), "" if good else "rows--bad"),
            (fitted(f"{use.name} {place}", _NAME), "rows--strong"),
            (" ", ""),
        ]
        rest = width - _NAME - 3
        room = _STATE if width >= _WIDE else 0
        said = " ".join((use.text or "").split()) or state(one.use, one.now)
        runs.append((fitted(said, max(1, rest - room)), ""))
        if room:
            runs.append((fitted(state(one.use, one.now), room, right=True), "rows--dim"))
        return runs


class UsesScreen(DeskScreen):
    """``passage``: they are of one passage, not of the whole document."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("uses", movement=False)]
    AUTO_FOCUS = "UseList"

    def __init__(self, desk: Desk, found: Sequence[Used], *, passage: bool) -> None:
        super().__init__(desk)
        self._found, self._passage = found, passage

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("uses",)

    @property
    def rows(self) -> UseList:
        """The rows."""
        return self.query_one(UseList)

    @property
    def used(self) -> Used:
        """The current row's."""
        return self._found[self.rows.current]

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Line("totals")
        yield UseList(self._found)
        yield Line("state")
        yield StatusLine("status")
        yield KeyBar("uses")

    def on_mount(self) -> None:
        """Say whose they are."""
        drafts = len({one.use.path for one in self._found})
        said = _("Quotations of this passage: {number}, in drafts: {drafts}")
        if not self._passage:
            said = _("Quotations of this document: {number}, in drafts: {drafts}")
        self.query_one("#totals", Line).say(said.format(number=len(self._found), drafts=drafts))
        self.refresh_status(self.desk.banner)
        self.rows.renew()

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.query_one("#state", Line).say(state(self.used.use, self.used.now))

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Write in the draft, at the quotation."""
        from tui.screens.draft import DraftScreen

        use = self.used.use
        self.app.push_screen(DraftScreen(self.desk, Path(use.path), (use.line, use.column)))

    def action_check(self) -> None:
        """Check the draft."""
        from tui.screens.checking import check

        self.app.push_screen(check(self.desk, Path(self.used.use.path)))

    def action_back(self) -> None:
        """Back to the text."""
        self.dismiss()
