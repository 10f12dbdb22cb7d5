"""Formula families: all of them, filtered and sorted; one of them with its readings and witnesses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.errors import said_by_system
from index.model import Hit
from index.reuse.model import Family
from tui import counted, families
from tui.families import DocumentsNamed, FamiliesJob, FamiliesMoved, FamiliesReady
from tui.i18n import _, ngettext_, translate, translate_error
from tui.keymap import Context, bindings
from tui.messages import Failed
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.screens.parted import PartedScreen
from tui.widgets.family_list import FamilyList, FamilyRows
from tui.widgets.filter_bar import FilterBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.table_head import TableHead


class FamiliesScreen(FilteredScreen):
    """The families are worked out by a process of its own, or by the library's thread where it is small."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("families", movement=False)]
    AUTO_FOCUS = "FamilyList"
    CONTEXT = "families"
    SORTS = families.SORTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticket = 0
        self.found: Sequence[Family] | None = None
        self.current = False
        self._percent: int | None = None
        self._failed_apart = False
        self._job: FamiliesJob | None = None

    @property
    def rows(self) -> FamilyList:
        """The rows."""
        return self.list

    @property
    def list(self) -> FamilyList:
        """The rows."""
        return self.query_one(FamilyList)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield FilterBar(_("Formulae"), _("All formulae; / filters by any words in them"))
        yield Line("totals")
        yield TableHead(families.columns)
        yield FamilyList()
        yield Prose(id="none")
        yield StatusLine("status")
        yield KeyBar("families")

    def on_mount(self) -> None:
        """Ask for the families."""
        self.refresh_status(self.desk.banner)
        self._ask()

    def on_unmount(self) -> None:
        """A request that runs is not wanted any more; a process goes on."""
        self.desk.service.cancel("families")
        families.forget()

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """Other texts have other families."""
        self._ask()

    def _ask(self) -> None:
        self._percent = None
        work = families.families(self.post_message)
        self._ticket = self.desk.service.submit("families", self.post_message, work)
        self._tell()

    @on(FamiliesReady)
    def _ready(self, event: FamiliesReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self._percent = None
        self.found, self.current = event.families, event.current
        if event.apart is not None:
            try:
                self._job = families.job_of(self.desk.service, self.post_message, event.apart)
                self._percent = self._job.percent if self._job is not None else None
            except OSError as error:
                self.say(translate(said_by_system(error)), problem=True)
        self.list_rows()

    @on(FamiliesMoved)
    def _moved(self, event: FamiliesMoved) -> None:
        event.stop()
        if not event.done:
            self._percent = event.percent
            self._tell()
        elif event.ok:
            # What it has found lies beside the library; if texts have come meanwhile, it begins again.
            self._ask()
        else:
            self._percent, self._failed_apart = None, True
            self.list_rows()

    @on(Failed)
    def _families_failed(self, event: Failed) -> None:
        if event.channel == "families" and event.ticket == self._ticket:
            event.prevent_default()
            event.stop()
            self.query_one("#totals", Line).say(translate_error(event.error), problem=True)

    # What is listed

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        shown = families.listed(self.found or (), self.wanted, self._sort, turned=self._turned)
        self.list.show(shown)
        rising = (self._sort in families.FALLING) == self._turned
        self.query_one(TableHead).show(self._sort, rising=rising)
        self.say_empty(not shown)
        self._tell()

    def _tell(self) -> None:
        """How many there are, and whether that is all."""
        from index.reuse.families.families import LIMIT

        parts = []
        if self.found is not None:
            number, listed = len(self.found), len(self.list.families)
            whole = ngettext_("{number} formula", "{number} formulae", number).format(number=f"{number:,}")
            some = _("{listed} of {whole}").format(listed=f"{listed:,}", whole=whole)
            parts.append(some if listed != number else whole)
            if number >= LIMIT:
                parts.append(_("no more than {number} are listed").format(number=f"{LIMIT:,}"))
            parts.append(_(families.SORTED[self._sort]))
            if not self.current:
                parts.insert(0, _("not complete: the library has changed since"))
        if self._percent is not None:
            parts.append(_("being worked out: {percent} %").format(percent=self._percent))
        elif self.found is None and not self._failed_apart:
            parts.append(_("Looking for what documents have in common…"))
        self.query_one("#totals", Line).say("  ·  ".join(parts))
        self.query_one("#none", Prose).update(self._why_empty())

    def _why_empty(self) -> str:
        if self._failed_apart and not self.found:
            return _("The formulae could not be worked out; `dangjian-tui families` says why.")
        if self.found is None:
            return _(
                "Formulae are what at least three documents say, in eight letters or more, reposts counted "
                "once. They are worked out once for a library and kept; you can leave, it goes on."
            )
        if self.found:
            return _("No formula has these words. Esc takes the filter away.")
        return _("No eight letters in a row stand in three documents here. Ctrl+O imports more.")

    @on(FamilyList.Opened)
    def action_open(self) -> None:
        """One family."""
        if self.list.family is not None:
            self.app.push_screen(FamilyScreen(self.desk, self.list.family))


class FamilyScreen(PartedScreen):
    """One family: its base, and in parts what is read where, who says it, and where and when."""

    DEFAULT_CSS = """
    FamilyScreen #base {
        padding: 0 1; color: $foreground; text-style: bold; background: $surface; max-height: 6;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("family", movement=False)]
    AUTO_FOCUS = "FamilyRows"

    def __init__(self, desk: Desk, family: Family) -> None:
        super().__init__(desk, len(families.PARTS))
        self.family = family
        self._ticket = 0
        self._parts = tuple(families.PARTS)
        self._part = 0 if family.readings else 1

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("family",)

    @property
    def list(self) -> FamilyRows:
        """The rows."""
        return self.query_one(FamilyRows)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Prose(self.family.base, id="base")
        yield Line("facts")
        yield PartLine()
        yield FamilyRows()
        yield StatusLine("status")
        yield KeyBar("family")

    def on_mount(self) -> None:
        """Ask for the names of the documents."""
        self.refresh_status(self.desk.banner)
        self.query_one("#facts", Line).say(self._facts())
        ids = tuple(dict.fromkeys(witness.id for witness in self.family.witnesses))
        self._ticket = self.desk.service.submit("family", self.post_message, families.documents(ids))
        self.show_part()

    def _facts(self) -> str:
        family = self.family
        parts = [
            counted.documents(family.documents),
            counted.places(family.occurrences),
        ]
        if family.earliest is not None:
            mark = "？" if family.earliest.inferred else ""
            first = _("first {date} [{id}]")
            parts.append(first.format(date=family.earliest.date + mark, id=family.earliest.id))
        else:
            parts.append(_("no dates"))
        listed = len({witness.id for witness in family.witnesses})
        if listed < family.documents:
            parts.append(_("{number} of them listed").format(number=f"{listed:,}"))
        return "  ·  ".join(parts)

    @on(DocumentsNamed)
    def _named(self, event: DocumentsNamed) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self.list.named(event.documents, event.names)

    def show_part(self) -> None:
        """Show the open part."""
        family = self.family
        places = len({(reading.start, reading.end) for reading in family.readings})
        spread = len(family.regions) + len(family.years)
        numbers = (places, len(family.witnesses), spread)
        names = [_(name) for name in families.PARTS.values()]
        self.query_one(PartLine).show(list(zip(names, numbers, strict=True)), self._part)
        self.list.show(families.rows_of(family, self._parts[self._part]))

    @on(FamilyRows.Opened)
    def action_open(self) -> None:
        """Read the witness at its place; ] and [ go through the documents."""
        from tui.screens.reader import ReaderScreen

        row = self.list.row
        if row is None or row.witness is None:
            self.say(_("Enter on a witness opens it; Tab goes to the witnesses."))
            return
        documents = self.list.documents
        hits = [Hit(document, 0.0, 0, 0, False, False, ()) for document in documents.values()]
        index = next((n for n, hit in enumerate(hits) if hit.document.id == row.witness.id), None)
        if index is None:
            # What is shown may be of texts as they were.
            known = bool(documents)
            self.say(
                _("The library no longer has this document.")
                if known
                else _("The documents are still being looked up; try again in a moment.")
            )
            return
        self.app.push_screen(ReaderScreen(self.desk, "", hits, index, row.witness.start, ()))

    def action_back(self) -> None:
        """Back to the families."""
        self.dismiss()
