"""How a query or a term moves over places and years: tables of counts, and the documents behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui import movement
from tui.env import wide_punctuation
from tui.i18n import _, translate_error
from tui.keymap import Context, bindings
from tui.messages import Failed
from tui.movement import COLUMNS, PARTS, Moves, Order, Part, Subject
from tui.screens.desk import Desk
from tui.screens.fresh import Fresh
from tui.screens.parted import PartedScreen
from tui.text.counts import ALL, MEASURES, Count, Key, Measure, count_of, grid, signs, sparkline
from tui.text.heat import name
from tui.widgets.count_list import CountList
from tui.widgets.heat import HeatTable
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList
from tui.widgets.table_head import TableHead

_SORTS = [column.id for column in COLUMNS]


class MovementScreen(Fresh, PartedScreen):
    """Each part is a dimension by years, or by itself; a line below tells all of the chosen cell."""

    DEFAULT_CSS = """
    MovementScreen #name { color: $text-primary; text-style: bold; }
    MovementScreen #facts { padding: 0 1; color: $text-muted; }
    MovementScreen #bars { color: $foreground; }
    MovementScreen #cell { color: $foreground; background: $surface; text-style: bold; }
    MovementScreen #none { display: none; padding: 1 2; color: $text-muted; height: 1fr; }
    MovementScreen CountList, MovementScreen TableHead { display: none; }
    MovementScreen.-rows CountList, MovementScreen.-rows TableHead { display: block; }
    MovementScreen.-rows HeatTable { display: none; }
    MovementScreen.-empty HeatTable, MovementScreen.-empty CountList, MovementScreen.-empty TableHead,
    MovementScreen.-empty PartLine, MovementScreen.-empty #cell, MovementScreen.-empty #legend {
        display: none;
    }
    MovementScreen.-empty #none { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("movement", movement=False)]
    AUTO_FOCUS = "HeatTable"

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__(desk, len(PARTS))
        self.subject = subject
        self.moves: Moves | None = None
        self.measure: Measure = "documents"
        self._order: Order = "documents"
        self._ticket = 0
        # How each part that is no table by years is sorted: years and levels in their own order.
        self._orders = {
            part: ("documents" if part.dimension == "region" else "name", False) for part in PARTS
        }

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("movement", "heat")

    @property
    def part(self) -> Part:
        """The open part."""
        return PARTS[self._part]

    @property
    def table(self) -> HeatTable:
        """The table by years."""
        return self.query_one(HeatTable)

    @property
    def list(self) -> CountList:
        """The table of one dimension."""
        return self.query_one(CountList)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Line("name")
        yield Prose(id="facts")
        yield Line("bars")
        yield PartLine()
        yield TableHead(movement.columns)
        yield HeatTable()
        yield CountList()
        yield Prose(id="none")
        yield Line("cell")
        yield Line("legend")
        yield StatusLine("status")
        yield KeyBar("movement", "heat")

    def on_mount(self) -> None:
        """Ask for the counts."""
        self.refresh_status(self.desk.banner)
        self.query_one("#name", Line).say(_("Movement of {name}").format(name=self.subject.name))
        self.query_one("#facts", Prose).update(_("Counting…"))
        self._ask()

    def on_unmount(self) -> None:
        """Nobody wants it any more."""
        self.desk.service.cancel("movement")

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """Other texts have other counts."""
        self._ask()

    def _ask(self) -> None:
        work = movement.movement(self.subject)
        self._ticket = self.desk.service.submit("movement", self.post_message, work)

    @on(Failed)
    def _not_counted(self, event: Failed) -> None:
        if event.channel == "movement" and event.ticket == self._ticket:
            event.prevent_default()
            event.stop()
            self._tell_none(translate_error(event.error))

    @on(Moves)
    def _counted(self, event: Moves) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self.moves = event
        whole = event.whole
        if whole is None or not whole.documents:
            none = _("No document has {name}; Esc goes back, and / there changes what is searched for.")
            self._tell_none(none.format(name=self.subject.name))
            return
        self.remove_class("-empty")
        parts = [movement.of_count(count_of(whole))]
        if whole.first:
            dates = [date for date in dict.fromkeys((whole.first, whole.last)) if date]
            parts.insert(0, _("used {dates}").format(dates=" – ".join(dates)))
        self.query_one("#facts", Prose).update(" · ".join(parts))
        self.show_part()

    def _tell_none(self, why: str) -> None:
        self.add_class("-empty")
        self.query_one("#facts", Prose).update("")
        self.query_one("#bars", Line).say("")
        self.query_one("#none", Prose).update(why)

    # The parts

    def show_part(self) -> None:
        """Show the open part."""
        moves = self.moves
        if moves is None:
            return
        rows = {part: {row.key[part.dimension] for row in moves.parts.get(part, ())} for part in PARTS}
        names = [(part.name, len(rows[part])) for part in PARTS]
        self.query_one(PartLine).show(names, self._part)
        self.set_class(not self.part.by_year, "-rows")
        dimension = self.part.dimension
        if self.part.by_year:
            counts = movement.grid_of(moves.parts[self.part], dimension, self._order, self.measure)
            self.table.show(counts, self.measure, _(movement.DIMENSIONS[dimension]))
            self.set_focus(self.table)
        else:
            sort, turned = self._orders[self.part]
            self.list.show(movement.buckets(moves, self.part, sort, turned=turned))
            falling = next(column.falling for column in COLUMNS if column.id == sort)
            self.query_one(TableHead).show(sort, rising=falling == turned)
            self.set_focus(self.list)
        self._tell()
        self._tell_cell()

    def _tell(self) -> None:
        """The bars of all documents, and what the signs mean."""
        assert self.moves is not None
        years = grid(self.moves.parts[Part("year", False)])
        wide = wide_punctuation()
        series, known = years.series(ALL, self.measure), [y for y in years.columns if isinstance(y, int)]
        bars = sparkline(series, ambiguous_wide=wide)
        told = _("{measure}, year by year").format(measure=_(MEASURES[self.measure]))
        line = f"{known[0]} {bars} {known[-1]}  {told}" if known else _("No document has a date.")
        self.query_one("#bars", Line).say(line)
        shades = signs(ambiguous_wide=wide).shades
        parts = [
            _("{nothing} none · empty: no documents").format(nothing=shades[0]),
            _("? fewer than 20 documents"),
        ]
        if self.part.by_year:
            order = _("the greatest first") if self._order == "documents" else _("by name")
            parts = [_(MEASURES[self.measure]), shades[1:], *parts, order]
        self.query_one("#legend", Line).say("  ".join(parts))

    @property
    def place(self) -> tuple[Key, Key, Count | None]:
        """The chosen row and year with what is counted there."""
        if self.part.by_year:
            return (*self.table.place, self.table.count)
        bucket = self.list.bucket
        return (ALL, ALL, None) if bucket is None else (bucket.value, ALL, bucket.count)

    @on(HeatTable.Moved)
    @on(RowList.Moved, "#counts")
    def _tell_cell(self) -> None:
        if self.moves is None:
            return
        row, column, count = self.place
        parts = (name(row), name(column)) if self.part.by_year else (name(row),)
        said = _("no documents") if count is None else movement.of_count(count)
        self.query_one("#cell", Line).say(f"{' '.join(dict.fromkeys(parts))}: {said}")

    def action_measure(self) -> None:
        """The next measure."""
        order: list[Measure] = list(MEASURES)
        self.measure = order[(order.index(self.measure) + 1) % len(order)]
        if not self.part.by_year:
            self._orders[self.part] = self.measure, False
        self.show_part()

    def action_sort(self) -> None:
        """By the greatest, or by name; a table of counts by its next column."""
        if self.part.by_year:
            self._order = "name" if self._order == "documents" else "documents"
            self.show_part()
        else:
            now = _SORTS.index(self._orders[self.part][0])
            self.action_sort_by(_SORTS[(now + 1) % len(_SORTS)])

    def action_sort_by(self, column: str) -> None:
        """By ``column``; when it is by that already, the other way round."""
        if column in _SORTS:
            sort, turned = self._orders[self.part]
            self._orders[self.part] = column, column == sort and not turned
            self.show_part()

    def action_reverse(self) -> None:
        """The other way round."""
        if self.part.by_year:
            self.action_sort()
        else:
            sort, turned = self._orders[self.part]
            self._orders[self.part] = sort, not turned
            self.show_part()

    # Ways out

    @on(HeatTable.Chosen)
    @on(RowList.Opened, "#counts")
    def action_open(self) -> None:
        """The documents of the chosen place and year that have it."""
        from tui.screens.aside import AsideScreen

        row, column, count = self.place
        if self.moves is None or self.has_class("-empty"):
            return
        if count is None or not count.documents:
            self.say(_("No document of this place and year has it; choose a cell with a number."))
            return
        query = movement.narrowed_to(self.subject.query, self.part.dimension, row, column)
        self.app.push_screen(AsideScreen(self.desk, query))

    def action_export(self) -> None:
        """Write the open table to a file."""
        from tui.screens.exporting import export_from

        if self.moves is not None and not self.has_class("-empty"):
            table = movement.table_of(self.moves, self.part)
            export_from(self, f"{self.subject.name}_{self.part.name}", lambda *_: table)

    def action_term(self) -> None:
        """All about the term, or the first word of the query."""
        from tui.terms import Sought

        self.open_term(self.subject if self.subject.key is not None else Sought(self.subject.query))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()
