"""All documents of the library: sorted, filtered, corrected, removed, their sources opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model import Document, Hit
from tui import columns, upkeep
from tui.fields import blank_fields
from tui.i18n import _, ngettext_, translate_error
from tui.keymap import bindings
from tui.messages import Arranged, Failed, Listed
from tui.pages import Pages
from tui.screens.correcting import CorrectingScreen
from tui.screens.desk import Desk
from tui.screens.fields import FieldsScreen
from tui.screens.filtered import FilteredScreen
from tui.screens.question import QuestionScreen
from tui.widgets.document_table import LEAD, DocumentTable
from tui.widgets.filter_bar import FilterBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.prose import Prose
from tui.widgets.table_head import TableHead

AT_ONCE = 3000
"""Documents that are sorted before the next key is looked at; more are sorted in the library's thread."""


class LibraryScreen(FilteredScreen, CorrectingScreen):
    """Letters are text while the filter has the focus; in the table they are commands."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("library", movement=False)]
    AUTO_FOCUS = "DocumentTable"
    CONTEXT = "library"
    SORTS = columns.SORTS
    DEBOUNCE = 0.15

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages = Pages(desk.service, "library", self.post_message)
        self._need = ""
        self._counts: Mapping[str, int] = {}
        self._order = 0

    @property
    def documents(self) -> Sequence[Document] | None:
        """Those that match the filter, as far as they are read; ``None`` until the first are there."""
        return self.pages.documents

    @property
    def rows(self) -> DocumentTable:
        """The rows."""
        return self.table

    @property
    def table(self) -> DocumentTable:
        """The table."""
        return self.query_one(DocumentTable)

    @property
    def document(self) -> Document | None:
        """The current document."""
        return self.table.document

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        placeholder = _("All documents; / filters, for example 省:湖南 年:2021..2023 标题:党建")
        yield FilterBar(_("Library"), placeholder)
        yield Line("totals")
        yield TableHead(columns.fitting, lead=LEAD)
        yield DocumentTable()
        yield Prose(id="none")
        yield StatusLine("status")
        yield KeyBar("library")

    def on_mount(self) -> None:
        """Ask for the documents."""
        self.query_one("#totals", Line).say(_("Reading the list of documents…"))
        self._status()
        self._ask()

    def on_unmount(self) -> None:
        """Let go of the documents at once: there may be a hundred thousand."""
        self.pages.drop()

    def library_changed(self, ids: Sequence[int] = ()) -> None:
        """Ask again: what was removed or corrected may be what is listed."""
        self._ask(ids)

    # What is listed

    def _ask(self, changed: Sequence[int] = ()) -> None:
        self.wait_no_longer()
        self.pages.ask(self.wanted, changed)

    def filtered(self) -> None:
        """Ask for the documents that match."""
        self._ask()

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        event.stop()
        if self.pages.took(event):
            if event.ids is not None:
                self.table.forget_names()
            if event.ids is not None or self.pages.is_whole:
                self.list_rows()
            else:
                self._tell_reading()

    @on(Failed)
    def _filter_failed(self, event: Failed) -> None:
        """A filter that cannot be read: one line, while the documents before stay."""
        if event.channel == "library":
            event.prevent_default()
            event.stop()  # told here, and not once more in the status line
            if self.pages.is_for(event.ticket):
                self.query_one("#totals", Line).say(translate_error(event.error), problem=True)

    def list_rows(self) -> None:
        """List what the filter and the chosen need leave, in the chosen order."""
        found = self.documents or ()
        if len(found) > AT_ONCE:
            work = upkeep.arranged(found, self._need, self._sort, self._turned)
            self._order = self.desk.service.submit("order", self.post_message, work)
        else:
            self._order = 0
            self._show(*columns.view(found, self._need, self._sort, self._turned))

    @on(Arranged)
    def _arranged(self, event: Arranged) -> None:
        event.stop()
        if event.ticket == self._order:
            self._show(event.documents, event.counts)

    def _show(self, documents: Sequence[Document], counts: Mapping[str, int]) -> None:
        if self._need and self._need not in counts:
            # The last one that needed this look is put right.
            self._need = ""
            self.list_rows()
            return
        self._counts = counts
        self.table.show(documents, keep=True)
        column = columns.BY_ID[self._sort]
        self.query_one(TableHead).show(self._sort, rising=column.falling == self._turned)
        if self.pages.is_whole:
            self._tell_totals(len(documents), counts)
        else:
            self._tell_reading()
        self.say_empty(not documents)
        if not documents:
            self.query_one("#none", Prose).update(self._why_empty())

    def _tell_reading(self) -> None:
        read, number = len(self.documents or ()), len(self.pages.ids)
        reading = _("Reading the list: {read} of {number} documents…")
        self.query_one("#totals", Line).say(reading.format(read=f"{read:,}", number=f"{number:,}"))

    def _tell_totals(self, listed: int, counts: Mapping[str, int]) -> None:
        number = len(self.documents or ())
        whole = ngettext_("{number} document", "{number} documents", number).format(number=f"{number:,}")
        parts = [f"{columns.need_label(id)} {number:,}" for id, number in counts.items()]
        if self._need:
            whole = _("{need}: {listed} of {whole}").format(
                need=columns.need_label(self._need), listed=f"{listed:,}", whole=whole
            )
        if not self.query_one(TableHead).has(self._sort):
            # Otherwise a sign in the head of the table says it.
            parts.insert(0, _("by {column}").format(column=_(columns.BY_ID[self._sort].label)))
        self.query_one("#totals", Line).say(" · ".join([whole, *parts]))

    def _why_empty(self) -> str:
        if self.wanted:
            return _("No document matches this filter. Esc takes it away.")
        return _("This library has no documents yet. Ctrl+O imports files and folders.")

    def action_back(self) -> None:
        """Take away what hides documents; when nothing does, leave."""
        if self._need:
            self._need = ""
            self.list_rows()
        else:
            super().action_back()

    def action_needs(self) -> None:
        """Only what needs a look, one reason after the other; then all again."""
        if not self.pages.is_whole:
            self.say(_("The list is still being read; try again in a moment."))
            return
        order = ["", *self._counts]
        self._need = order[(order.index(self._need) + 1) % len(order)] if self._need in order else ""
        self.list_rows()
        if len(order) == 1:
            self.say(_("No document here lacks a title, a date or a place."))

    # Marks

    def action_mark(self) -> None:
        """Mark the document or not, and go down."""
        if (document := self.table.document) is not None:
            self.table.marks.toggle(document.id)
            self.table.current += 1
            self._status()

    def action_mark_all(self) -> None:
        """Mark all that are listed."""
        if self.pages.is_whole:
            self.table.marks.add([document.id for document in self.table.documents])
        elif not self._need:
            self.table.marks.add(self.pages.ids)
        else:
            self.say(_("The list is still being read; try again in a moment."))
        self._status()

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.table.marks.keep(())
        self._status()

    def _status(self) -> None:
        marked = len(self.table.marks)
        self.refresh_status(
            _("marked: {number}").format(number=f"{marked:,}") if marked else "", self.desk.banner
        )

    # Documents

    @on(DocumentTable.Opened)
    def action_open(self) -> None:
        """Read the document; the table follows when the reader is left."""
        from tui.screens.reader import ReaderScreen

        if self.table.document is None:
            return
        hits = [Hit(document, 0.0, 0, 0, False, False, ()) for document in self.table.documents]
        reader = ReaderScreen(self.desk, self.wanted, hits, self.table.current, None, self.table.marks.keys)
        self.app.push_screen(reader, lambda _: self.table.go_to(reader.index))

    def action_edit_marked(self) -> None:
        """Set fields of all marked documents at once."""
        ids = self.table.marks.keys
        if not ids:
            self.say(_("Mark documents first (m or Space; A or Ctrl+A marks all that are listed)."))
        elif not self.is_fixed:
            said = ngettext_("Set fields of {number} document", "Set fields of {number} documents", len(ids))
            title = said.format(number=f"{len(ids):,}")
            if unseen := self._unseen(ids):
                title += " ·" + unseen
            form = FieldsScreen(self.desk.service, title, blank_fields(), blank=True)
            self.app.push_screen(form, lambda values: self.set_fields(ids, values))

    def action_remove(self) -> None:
        """Take the marked documents away, or this one; several after a question."""
        ids = self.table.marks.keys or ((self.table.document.id,) if self.table.document else ())
        if not ids or self.is_fixed:
            return
        unseen = self._unseen(ids)
        if len(ids) == 1 and not unseen:
            self._remove(ids, True)
            return
        question = ngettext_(
            "Remove {number} document from the library? The file itself stays; z undoes it.",
            "Remove {number} documents from the library? The files themselves stay; z undoes it.",
            len(ids),
        ).format(number=f"{len(ids):,}")
        self.app.push_screen(QuestionScreen(question + unseen), lambda yes: self._remove(ids, yes))

    def _unseen(self, ids: Sequence[int]) -> str:
        """How many of ``ids`` are marked but not listed now: nobody would expect them to be meant."""
        number = len(set(ids).difference(document.id for document in self.table.documents))
        if not number:
            return ""
        said = ngettext_(
            "{number} of them is not in this list.", "{number} of them are not in this list.", number
        )
        return " " + said.format(number=f"{number:,}")

    def _remove(self, ids: Sequence[int], sure: bool | None) -> None:
        if sure:
            self.action_clear_marks()
            self.change(upkeep.remove(ids))
