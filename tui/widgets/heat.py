"""A heat table on the Line API: provinces or levels down, years across; a cell of it can be chosen."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.env import wide_punctuation
from tui.keymap import bindings
from tui.text.counts import ALL, Count, Grid, Key, Measure
from tui.text.heat import Heat

_EMPTY = Grid((), (), {})


class HeatTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Names, sums and the years' heads stay in view while the rest scrolls. ``chosen`` is a row and a column.

    The last row and the first column are sums.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("heat", movement=True)]
    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "heat--head", "heat--name", "heat--sum", "heat--bars", "heat--none", "heat--shade-1",
        "heat--shade-2", "heat--shade-3", "heat--shade-4", "heat--chosen", "heat--blurred",
    }  # fmt: skip
    DEFAULT_CSS = """
    HeatTable {
        height: 1fr; background: $background; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .heat--head { background: $surface; color: $text-muted; text-style: bold; }
        & > .heat--name { text-style: bold; }
        & > .heat--sum { color: $text-muted; }
        & > .heat--bars { color: $text-accent; }
        & > .heat--none { color: $foreground 40%; }
        & > .heat--shade-1 { color: $foreground 75%; }
        & > .heat--shade-2 { color: $text-primary; }
        & > .heat--shade-3 { color: $text-warning; }
        & > .heat--shade-4 { color: $text-error; text-style: bold; }
        & > .heat--chosen { text-style: bold reverse; }
        & > .heat--blurred { text-style: bold; }
    }
    HeatTable:ansi {
        & > .heat--head { background: ansi_default; color: ansi_default; }
        & > .heat--sum, & > .heat--none { color: ansi_default; text-style: dim; }
        & > .heat--bars, & > .heat--shade-1 { color: ansi_default; }
        & > .heat--shade-2 { color: ansi_blue; }
        & > .heat--shade-3 { color: ansi_magenta; }
        & > .heat--shade-4 { color: ansi_red; text-style: bold; }
    }
    """

    class Moved(Message):
        """Another cell is chosen, or the table was renewed."""

        def __init__(self, table: HeatTable) -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> HeatTable:
            """The table."""
            return self.table

    class Chosen(Moved):
        """The chosen cell was clicked twice: its ``row`` (a province, a level) and ``column`` (a year)."""

        def __init__(self, table: HeatTable) -> None:
            super().__init__(table)
            self.row, self.column = table.place

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid, self._title = _EMPTY, ""
        self._measure: Measure = "documents"
        self._heat: Heat | None = None
        self._first = 1
        self.chosen = (0, 0)
        self._styles: dict[str, Style] = {}

    # What is shown

    def show(self, grid: Grid, measure: Measure, title: str = "") -> None:
        """Show ``grid`` in a measure, ``title`` above the names; the chosen place stays where it can."""
        place = self.place if self._grid.rows else None
        self._grid, self._measure, self._title = grid, measure, title
        self._lay_out()
        if place is not None:
            self.go_to(*place)
        else:
            self._choose(0, self._newest())

    def _newest(self) -> int:
        """The newest year in which there is anything in the first row; that of the sums if there is none."""
        first = self.heat.rows[0]
        counts = (self._grid.at(first, column) for column in self.heat.columns)
        there = [number for number, count in enumerate(counts) if count is not None and count.documents]
        years = [number for number in there if isinstance(self.heat.columns[number], int)]
        return years[-1] if years else 0

    @property
    def heat(self) -> Heat:
        """The table as it is laid out."""
        if self._heat is None:
            width = max(1, self.scrollable_content_region.width)
            self._heat = Heat(self._grid, self._measure, width, self._title, wide_punctuation())
        return self._heat

    @property
    def place(self) -> tuple[Key, Key]:
        """The row and the column of the chosen cell; ``ALL`` for sums."""
        row, column = self.chosen
        return self.heat.rows[row], self.heat.columns[column]

    @property
    def count(self) -> Count | None:
        """What the chosen cell counts; ``None``: there are no documents."""
        return self._grid.at(*self.place)

    def go_to(self, row: Key, column: Key) -> None:
        """Choose the cell of a row and a column; where there is none, that of their sums."""
        heat = self.heat
        rows = {key: number for number, key in enumerate(heat.rows)}
        columns = {key: number for number, key in enumerate(heat.columns)}
        self._choose(rows.get(row, 0 if row is not ALL else len(rows) - 1), columns.get(column, 0))

    def _lay_out(self) -> None:
        self._heat = None
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.heat.rows) + 1)
        self._first = self.heat.first_for(self.chosen[1], self._first)
        self.refresh()

    def on_resize(self) -> None:
        """Other years have room now; the chosen cell stays in view."""
        self._lay_out()
        self._reveal()

    # Moving about

    def _choose(self, row: int, column: int) -> None:
        heat = self.heat
        self.chosen = min(max(row, 0), len(heat.rows) - 1), min(max(column, 0), len(heat.columns) - 1)
        self._first = heat.first_for(self.chosen[1], self._first)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self))

    @property
    def _body(self) -> int:
        """Rows that are seen at once, between the heads and the sums, which stay."""
        return max(1, self.scrollable_content_region.height - 2)

    def _reveal(self) -> None:
        """Scroll as little as needed to see the chosen row; the last one, the sums, always is."""
        row, first = min(self.chosen[0], len(self._grid.rows) - 1), self.scroll_offset.y
        if 0 <= row < first:
            self.scroll_to(y=row, animate=False)
        elif row >= first + self._body:
            self.scroll_to(y=row - self._body + 1, animate=False)

    def action_up(self, times: int = 1) -> None:
        """The row above."""
        self._choose(self.chosen[0] - times, self.chosen[1])

    def action_down(self, times: int = 1) -> None:
        """The row below."""
        self._choose(self.chosen[0] + times, self.chosen[1])

    def action_left(self, times: int = 1) -> None:
        """The year before; before the first one the sums."""
        self._choose(self.chosen[0], self.chosen[1] - times)

    def action_right(self, times: int = 1) -> None:
        """The next year."""
        self._choose(self.chosen[0], self.chosen[1] + times)

    def action_page_up(self, times: int = 1) -> None:
        """A page up."""
        self._choose(self.chosen[0] - times * self._body, self.chosen[1])

    def action_page_down(self, times: int = 1) -> None:
        """A page down."""
        self._choose(self.chosen[0] + times * self._body, self.chosen[1])

    def action_top(self, row: int = 1) -> None:
        """To the first row, or the one of that number."""
        self._choose(row - 1, self.chosen[1])

    def action_bottom(self, row: int = 0) -> None:
        """To the sums, or the row of that number."""
        self._choose(row - 1 if row else len(self.heat.rows) - 1, self.chosen[1])

    def action_first_column(self) -> None:
        """To the sums of all years."""
        self._choose(self.chosen[0], 0)

    def action_last_column(self) -> None:
        """To the last year."""
        self._choose(self.chosen[0], len(self.heat.columns) - 1)

    def on_click(self, event: events.Click) -> None:
        """One click chooses a cell, two open it."""
        offset = event.get_content_offset(self)
        row = None if offset is None else self._row_at(offset.y)
        if offset is None or row is None:
            return
        self._choose(row, self.heat.column_at(offset.x, self._first))
        if event.chain == 2:
            self.post_message(self.Chosen(self))

    def _row_at(self, y: int) -> int | None:
        """The row on line ``y`` of the pane; ``None``: the heads, or nothing."""
        rows = len(self._grid.rows)
        if y == self._foot:
            return rows
        row = self.scroll_offset.y + y - 1
        return row if y > 0 and row < rows else None

    @property
    def _foot(self) -> int:
        """The line of the sums: below the last row, at the latest the last of the pane."""
        return min(self.scrollable_content_region.height - 1, len(self._grid.rows) + 1)

    # Drawing

    def notify_style_update(self) -> None:
        """Forget the other colours."""
        super().notify_style_update()
        self._styles.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The chosen cell looks different in a table without the focus."""
        super().watch_has_focus(has_focus)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line at ``y`` of the pane."""
        width = self.scrollable_content_region.width
        if not self._grid.rows:
            return Strip.blank(width, self.rich_style)
        row = self._row_at(y)
        if y == 0:
            runs = self.heat.head(self._first)
        elif row is not None:
            runs = self.heat.row(row, self._first, self.chosen[1] if row == self.chosen[0] else None)
        else:
            return Strip.blank(width, self.rich_style)
        strip = Strip([Segment(text, self._style_of(name)) for text, name in runs])
        return strip.crop_extend(0, width, self.rich_style)

    def _style_of(self, name: str) -> Style:
        if name == "chosen" and not self.has_focus:
            name = "blurred"
        style = self._styles.get(name)
        if style is None:
            style = self.rich_style
            if name:
                style += self.get_component_rich_style(f"heat--{name}")
            self._styles[name] = style
        return style
