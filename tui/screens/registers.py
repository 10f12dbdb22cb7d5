"""The registers: formulae, mechanisms, figures, quotations, outlines, and what may be asked about figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from index.errors import DangjianError
from index.registers.model import Found, Incomplete
from tui import upkeep
from tui.i18n import _, ngettext_, translate_error
from tui.keymap import Context, bindings
from tui.messages import Failed, Named
from tui.registers import asking
from tui.registers.asking import Asked, RowsCounted, RowsReady, StateReady
from tui.registers.kinds import REGISTERS, SORTED, Register
from tui.screens.desk import Desk
from tui.screens.fresh import Fresh
from tui.screens.parted import PartedScreen
from tui.screens.register_panes import PREVIEW, THREE, TWO, VIEWS, View, place_of
from tui.screens.register_ways import RegisterWays
from tui.services import Work
from tui.widgets.filter_bar import FilterBar, FilterInput
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line as TextLine
from tui.widgets.lines import StatusLine
from tui.widgets.named_rows import NamedRows
from tui.widgets.paged_rows import PagedRows
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.register_list import RegisterList
from tui.widgets.rows import RowList
from tui.widgets.table_head import TableHead

GROWING = 2.0
"""Seconds between two looks at registers that are not complete yet."""
_CHANNELS = ("register", "register-more", "register-count")


class RegistersScreen(Fresh, RegisterWays, PartedScreen):
    """One of ``REGISTERS`` is open; its rows are fetched as one comes to them."""

    DEFAULT_CSS = """
    RegistersScreen #panes { height: 1fr; }
    RegistersScreen #main { width: 3fr; }
    RegistersScreen.-empty #about, RegistersScreen.-empty #text { display: none; }
    RegistersScreen.-empty #main, RegistersScreen.-empty.-narrow.-about #main,
    RegistersScreen.-empty.-narrow.-text #main { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("registers", movement=False)]
    AUTO_FOCUS = "RegisterList"
    CONTEXT = "registers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._parts_number = len(REGISTERS)
        self.incomplete: Incomplete | None = None
        self.totals: dict[str, int] = {}
        """How many rows there are in all, by register, as far as that was asked."""
        self._error: DangjianError | None = None
        self._orders = {register.kind: (next(iter(register.sorts), ""), False) for register in REGISTERS}
        self._places: dict[str, int] = {}
        self._current = 0
        self._ticket = self._more = self._counting = self._looking = 0
        self._total: int | None = None

    @property
    def register(self) -> Register:
        """The open one."""
        return REGISTERS[self._part]

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("register",) if self.is_beside else super().contexts

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        width = self.app.size.width
        self.view = "about" if width >= TWO else "rows"
        self.lay_out(width)
        yield FilterBar(_("Registers"), _(self.register.hint))
        yield PartLine()
        yield TextLine("totals")
        with Horizontal(id="panes"):
            with Vertical(id="main"):
                yield TableHead(lambda width: self.register.fitting(width))
                yield RegisterList(self.register)
                yield Prose(id="none")
            yield from self.panes()
        yield StatusLine("status")
        yield KeyBar("registers")

    def on_mount(self) -> None:
        """Ask for the first rows."""
        self.refresh_status(self.desk.banner)
        self.set_interval(GROWING, self._look)
        self.show_part()

    def on_unmount(self) -> None:
        """Nobody wants them any more."""
        for channel in (*_CHANNELS, "register-state", "units", "about", "counts", "mentions", PREVIEW):
            self.desk.service.cancel(channel)

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """Other texts have other rows."""
        self.totals.clear()
        self.forget()
        self._ask(self.rows.current)

    # Which rows

    def show_part(self) -> None:
        """Show the open register, as it was left."""
        kind = self.register.kind
        self.SORTS = self.register.sorts
        self._sort, self._turned = self._orders[kind]
        self.query_one(FilterInput).placeholder = _(self.register.hint)
        self.rows.register = self.register
        self.set_focus(self.rows)
        self.forget()
        self.rows.show(0, (), 0)
        self._ask(self._places.get(kind, 0))

    def action_part(self, number: int) -> None:
        """Open a register; where one was in this one, one will be again."""
        if number != self._part:
            self._places[self.register.kind] = max(0, self.rows.current)
            self.unit = None
            super().action_part(number)

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        self._orders[self.register.kind] = self._sort, self._turned
        self._ask()

    def _ask(self, current: int = 0) -> None:
        """Ask for the rows around ``current``, which shall be the current one."""
        self.wait_no_longer()
        self.asked = Asked(self.register, self.wanted, self.unit, self._sort, self._turned)
        self._current = max(0, current)
        start = self._current // asking.PAGE * asking.PAGE
        self._ticket = self._submit("register", asking.rows(self.asked, start))
        self.query_one(TableHead).show(
            self._sort, rising=self.register.rising(self._sort, turned=self._turned)
        )
        self._tell()

    def _submit(self, channel: str, work: Work) -> int:
        return self.desk.service.submit(channel, self.post_message, work)

    @on(RowsReady)
    def _ready(self, event: RowsReady) -> None:
        event.stop()
        if event.ticket == self._more:
            self.rows.add(event.start, event.lines)
        elif event.ticket == self._ticket:
            if event.incomplete != self.incomplete:
                # Others were counted when other documents had been read.
                self.totals.clear()
            self._error, self.incomplete, self._total = None, event.incomplete, event.total
            if not event.lines and event.start:
                # There are fewer now.
                self._ask()
                return
            self.rows.show(event.start, event.lines, event.total, self._current)
            if event.total is None:
                self._counting = self._submit("register-count", asking.counted(self.asked))
            self._settle()

    @on(RowsCounted)
    def _counted(self, event: RowsCounted) -> None:
        event.stop()
        if event.ticket == self._counting:
            self._total = event.total
            self.rows.count(event.total)
            self._settle()

    def _settle(self) -> None:
        """What is known of the rows stands on the screen."""
        if self._total is not None and not self.wanted and self.unit is None:
            self.totals[self.register.kind] = self._total
        self.say_empty(not self.rows.total)
        self.query_one("#none", Prose).update(self._why_empty())
        self._tell()
        self._follow()

    @on(PagedRows.Wanted, "#rows")
    def _go_on(self, event: PagedRows.Wanted) -> None:
        event.stop()
        start = event.start // asking.PAGE * asking.PAGE
        self._more = self._submit("register-more", asking.rows(self.asked, start))

    @on(Failed)
    def _rows_failed(self, event: Failed) -> None:
        if event.channel in _CHANNELS:
            event.prevent_default()
            event.stop()
            if event.ticket in (self._ticket, self._counting, self._more):
                self._error = event.error
                self._tell()

    def _look(self) -> None:
        """Whether more documents have been read since."""
        if self.incomplete is not None and self.is_current:
            self._looking = self._submit("register-state", asking.state)

    @on(StateReady)
    def _looked(self, event: StateReady) -> None:
        event.stop()
        if event.ticket == self._looking and event.incomplete != self.incomplete:
            self.totals.clear()
            self._ask(self.rows.current)

    # What is said of them

    def _tell(self) -> None:
        shown: list[tuple[str, int | None]] = []
        for number, register in enumerate(REGISTERS, 1):
            name = _(register.name)
            shown.append((f"{number} {name}", self.totals.get(register.kind)))
        self.query_one(PartLine).show(shown, self._part)
        line = self.query_one("#totals", TextLine)
        if self._error is not None:
            line.say(translate_error(self._error), problem=True)
        else:
            line.say("  ·  ".join(self._facts()))

    def _facts(self) -> list[str]:
        parts = []
        if self.incomplete is not None:
            so_far = _("not complete: {done} of {of} documents are read, it goes on by itself")
            done, of = f"{self.incomplete.done:,}", f"{self.incomplete.of:,}"
            parts.append(so_far.format(done=done, of=of))
        if self._total is not None:
            rows = ngettext_("{number} row", "{number} rows", self._total)
            parts.append(rows.format(number=f"{self._total:,}"))
        elif not self.rows.total:
            parts.append(_("Reading…"))
        if self.unit is not None:
            parts.append(_("unit: {unit}").format(unit=self.unit or _("bare numbers")))
        if self._sort:
            parts.append(_(SORTED[self._sort]))
        return parts

    def _why_empty(self) -> str:
        if self.wanted or self.unit is not None:
            return _("No row is left. Esc takes away what narrows the rows.")
        if self.incomplete is not None:
            return _(
                "Registers are made in the background after texts have come: {done} of {of} documents are "
                "read so far. The rows come by themselves; you can leave, it goes on."
            ).format(done=f"{self.incomplete.done:,}", of=f"{self.incomplete.of:,}")
        return "\n".join([_(self.register.none), _("Ctrl+O imports more texts.")])

    @on(NamedRows.Unnamed)
    def _names_wanted(self, event: NamedRows.Unnamed) -> None:
        event.stop()
        self.desk.service.submit("names", self.post_message, upkeep.names(event.ids))

    @on(Named)
    def _named(self, event: Named) -> None:
        event.stop()
        self.rows.named(event.names)

    @on(RowList.Moved, "#rows")
    def _follow(self) -> None:
        self.show_line(self.rows.line)

    # Ways on

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Read at its place what has one; go to the places of what has several."""
        line = self.rows.line
        if self.is_beside:
            self.read_beside()
        elif line is not None and isinstance(line.row, Found):
            known = [(number, one) for number, one in sorted(self.rows.items.items()) if one.document]
            found = [(one.document, place_of(one)) for _number, one in known if one.document is not None]
            numbers = [number for number, _one in known]
            if self.rows.current in numbers:
                self.read(found, numbers, self.rows)
        elif line is not None:
            self.enter()

    def action_back(self) -> None:
        """Back to the rows; there take away what narrows them; then leave."""
        narrow = self.size.width < TWO and self.view != "rows"
        if self.is_beside or narrow:
            if narrow:
                self.show_view("rows")
            self.set_focus(self.rows)
        elif self.unit is not None:
            self.unit = None
            self._ask()
        else:
            super().action_back()

    def action_to_filter(self) -> None:
        """To the filter; its rows are seen."""
        if self.size.width < TWO:
            self.show_view("rows")
        super().action_to_filter()

    def action_view(self) -> None:
        """Something else beside the rows; where all has room, all of it or nothing."""
        views: tuple[View, ...] = VIEWS if self.size.width < THREE else ("about", "rows")
        number = views.index(self.view) + 1 if self.view in views else 1
        self.show_view(views[number % len(views)])
        if self.view != "about":
            self.set_focus(self.rows)

    def _open_kind(self, kind: str) -> None:
        self.action_part(next(n for n, register in enumerate(REGISTERS) if register.kind == kind))

    def action_formulae(self) -> None:
        """The register of formulae."""
        self._open_kind("formulae")

    def action_mechanisms(self) -> None:
        """The register of mechanisms."""
        self._open_kind("mechanisms")

    def action_figures(self) -> None:
        """The register of figures."""
        self._open_kind("figures")

    def action_quotations(self) -> None:
        """The register of quotations."""
        self._open_kind("quotations")

    def action_outlines(self) -> None:
        """The register of outlines."""
        self._open_kind("outlines")

    def action_questions(self) -> None:
        """What may be asked about figures."""
        self._open_kind("questions")
