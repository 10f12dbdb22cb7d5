"""Two documents side by side, each with its hits; commands go to the pane with the focus."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui.i18n import _
from tui.keymap import Context, bindings
from tui.screens.desk import Desk
from tui.screens.reading import ReadingScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.reader import Reader


class CompareScreen(ReadingScreen):
    """``left`` and ``right`` are document ids."""

    CSS = """
    CompareScreen #right { border-left: vkey $panel; }
    CompareScreen.-narrow Horizontal { layout: vertical; }
    CompareScreen.-narrow #right { border-left: none; border-top: hkey $panel; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare", movement=False)]

    def __init__(self, desk: Desk, query: str, left: int, right: int) -> None:
        super().__init__(desk)
        self._query = query
        self._ids = (left, right)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("compare",)

    @property
    def panes(self) -> tuple[DocumentPane, DocumentPane]:
        """The left and the right pane."""
        return self.query_one("#left", DocumentPane), self.query_one("#right", DocumentPane)

    @property
    def pane(self) -> DocumentPane:
        """The pane that commands act on."""
        left, right = self.panes
        return right if right.has_focus_within else left

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Horizontal():
            yield DocumentPane(self.desk.service, "left")
            yield DocumentPane(self.desk.service, "right")
        yield StatusLine("status")
        yield KeyBar("compare")

    def on_mount(self) -> None:
        """Load both documents; the left one has the focus."""
        for pane, document in zip(self.panes, self._ids, strict=True):
            pane.load(document, self._query)
        self.set_focus(self.panes[0].reader)
        self.tell_place(_("query: {query}").format(query=self._query) if self._query else "")

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        """Mark the head of the pane with the focus."""
        active = self.pane
        for pane in self.panes:
            pane.head.set_class(pane is active, "active")

    def action_switch_pane(self) -> None:
        """The other pane gets the focus."""
        left, right = self.panes
        self.set_focus((left if self.pane is right else right).reader)

    @on(Reader.SelectionChanged)
    def _selected(self, event: Reader.SelectionChanged) -> None:
        """There is one selection: what is selected in one pane is given up in the other."""
        if event.span is not None:
            for pane in self.panes:
                if pane.reader is not event.reader:
                    pane.reader.clear_selection()
