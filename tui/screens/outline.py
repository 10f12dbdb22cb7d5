"""The headings of a text, to go to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

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

if TYPE_CHECKING:
    from index.registers.model import Heading

_STEP = 2  # cells a level is indented


class HeadingList(RowList):
    """A heading a row, indented by its level."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("outline", movement=True)]

    def __init__(self, headings: Sequence[Heading]) -> None:
        super().__init__(id="headings")
        self._headings = headings
        self._highest = min(heading.level for heading in headings)

    @property
    def total(self) -> int:
        """How many headings there are."""
        return len(self._headings)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        heading = self._headings[index]
        indent = " " * (_STEP * (heading.level - self._highest))
        return [(fitted(indent + heading.text, width), "rows--strong" if not indent else "")]


class OutlineScreen(ModalScreen[int | None]):
    """Dismissed with the offset of the heading that was chosen, or ``None``. ``at``: where one reads."""

    CSS = """
    OutlineScreen { align: center middle; background: $background 60%; }
    OutlineScreen > Vertical {
        width: 76; max-width: 95%; height: auto; max-height: 90%; padding: 0 1;
        border: round $primary; background: $surface;
    }
    OutlineScreen .label { color: $primary; text-style: bold; }
    OutlineScreen HeadingList { height: auto; max-height: 100%; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("outline", movement=False)]

    def __init__(self, headings: Sequence[Heading], at: int) -> None:
        super().__init__()
        self._headings, self._at = headings, at

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("outline",)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(_("Outline"), classes="label", markup=False)
            yield HeadingList(self._headings)
        yield KeyBar("outline")

    def on_mount(self) -> None:
        """The heading one reads under is the current one."""
        rows = self.query_one(HeadingList)
        rows.styles.height = min(len(self._headings), max(3, self.app.size.height - 6))
        before = [n for n, heading in enumerate(self._headings) if heading.start <= self._at]
        rows.renew(before[-1] if before else 0)
        self.set_focus(rows)

    @on(RowList.Opened)
    def action_go(self) -> None:
        """To the heading."""
        self.dismiss(self._headings[self.query_one(HeadingList).current].start)

    def action_back(self) -> None:
        """Back to where one read."""
        self.dismiss(None)
