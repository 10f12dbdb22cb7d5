"""The receipts of a document: what was repaired and set apart when it was read, and why fields are so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model import Document, Span, StoredText
from tui import upkeep
from tui.i18n import _
from tui.keymap import Context, bindings
from tui.labels import name_of
from tui.messages import ReceiptsReady
from tui.receipts import PARTS, Part, counts_of, nothing, rows_of
from tui.screens.correcting import CorrectingScreen
from tui.screens.desk import Desk
from tui.screens.parted import PartedScreen
from tui.screens.question import QuestionScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.receipt_list import ReceiptList


class ReceiptsScreen(PartedScreen, CorrectingScreen):
    """``place`` is, when the screen is left by Enter, where in the text to go; ``changed`` whether any repair
    was taken back.
    """

    CSS = """
    ReceiptsScreen #name { text-style: bold; color: $foreground; }
    ReceiptsScreen #details {
        min-height: 5; max-height: 50%; padding: 0 1; border-top: solid $panel; color: $foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("receipts", movement=False)]

    def __init__(self, desk: Desk, document: int, *, has_text: bool = False) -> None:
        """``has_text``: the text stands below, so that Enter can go to a place in it."""
        super().__init__(desk, len(PARTS))
        self._document = document
        self._has_text = has_text
        self._ticket = 0
        self._parts: tuple[Part, ...] = tuple(PARTS)
        self.stored: StoredText | None = None
        self.place: Span | None = None
        self.changed = False

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("receipts",)

    @property
    def document(self) -> Document | None:
        """The document, once it is there."""
        return self.stored.document if self.stored is not None else None

    @property
    def part(self) -> Part:
        """The open part."""
        return self._parts[self._part]

    @property
    def list(self) -> ReceiptList:
        """The rows."""
        return self.query_one(ReceiptList)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Line("name")
        yield PartLine()
        yield ReceiptList()
        yield Prose(id="details")
        yield StatusLine("status")
        yield KeyBar("receipts")

    def on_mount(self) -> None:
        """Ask for the document."""
        self.refresh_status(self.desk.banner)
        self.set_focus(self.list)
        self._ask()

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """A repair was taken back, or that was undone."""
        self.changed = True
        self._ask()

    def _ask(self) -> None:
        work = upkeep.receipts(self._document)
        self._ticket = self.desk.service.submit("receipts", self.post_message, work)

    @on(ReceiptsReady)
    def _ready(self, event: ReceiptsReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        first = self.stored is None
        self.stored = event.stored
        self.query_one("#name", Line).say(name_of(event.stored.document, event.stored))
        if first:
            # The first part that has anything to show.
            numbers = [number for _name, number in counts_of(event.stored)]
            self._part = next((part for part, number in enumerate(numbers) if number), 0)
        self._show(max(0, self.list.current))

    def show_part(self) -> None:
        """Show the open part from its first row on."""
        self._show(0)

    def _show(self, row: int) -> None:
        if self.stored is None:
            return
        rows = rows_of(self.stored, self.part)
        self.query_one(PartLine).show(counts_of(self.stored), self._part)
        self.list.show(rows, row)

    @on(ReceiptList.Moved)
    def _details(self) -> None:
        row = self.list.row
        text = row.details if row is not None else nothing(self.part)
        self.query_one("#details", Prose).update(text if self.stored is not None else "")

    # Commands

    @on(ReceiptList.Opened)
    def action_go_to(self) -> None:
        """To the place of the repair in the text."""
        if self.stored is None or self.part != "repairs" or self.list.row is None:
            self.say(_("Only a repair has a place in the text."))
        elif not self._has_text:
            self.say(_("Open the document first, then its receipts: Enter goes to the repair there."))
        else:
            repair = self.stored.repairs[self.list.current]
            self.place = Span(repair.start, repair.end)
            self.dismiss()

    def action_undo_repair(self) -> None:
        """Take this repair back."""
        if self.stored is None or self.part != "repairs" or self.list.row is None:
            self.say(_("Only repairs can be taken back; Tab goes to them."))
        elif not self.is_fixed:
            work = upkeep.undo_repairs(self._document, self.stored.repair_numbers[self.list.current])
            self.change(work)

    def action_undo_repairs(self) -> None:
        """Take all repairs back, after a question."""
        number = len(self.stored.repairs) if self.stored is not None else 0
        if not number:
            self.say(_("There is nothing to take back here."))
        elif not self.is_fixed:
            question = _("Take all {number} repairs of this document back? z undoes it.")
            asked = QuestionScreen(question.format(number=f"{number:,}"))
            self.app.push_screen(asked, self._undo_all)

    def _undo_all(self, sure: bool | None) -> None:
        if sure:
            self.change(upkeep.undo_repairs(self._document, "all"))

    def action_back(self) -> None:
        """Back."""
        self.dismiss()
