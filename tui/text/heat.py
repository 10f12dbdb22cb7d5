"""A table of counts laid out in cells: names and sums stay, years scroll beside them; drawn as styled runs.

Numbers say it all without colour, shades by their signs; the chosen cell stands in brackets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tui.i18n import _
from tui.text.counts import ALL, All, Count, Grid, Key, Measure, number, shade, signs, sparkline
from tui.text.crop import crop
from tui.text.width import drawn, text_width

Run = tuple[str, str]
"""A piece of text as drawn, and the name of its style (empty: plain)."""

STYLES = ("none", "shade-1", "shade-2", "shade-3", "shade-4")
EDGES = 2
"""Cells around each value, where the brackets of the chosen one stand."""
_SHADES = 2
_LABEL = 16
_SPARE = 24
"""Cells that years must have beside names and sums before bars get any."""


def fit(text: str, width: int, *, right: bool = False, ambiguous_wide: bool = False) -> str:
    """``text`` as drawn, cut with … or filled with spaces to exactly ``width`` cells."""
    text = drawn(crop(drawn(text, ambiguous_wide=ambiguous_wide), width), ambiguous_wide=ambiguous_wide)
    if text_width(text) > width:
        text = ""
    space = " " * (width - text_width(text))
    return space + text if right else text + space


def name(value: Key) -> str:
    """A value as people read it."""
    if isinstance(value, All):
        return _("all")
    return _("unknown") if value is None else str(value)


@dataclass(frozen=True)
class Heat:
    """``grid`` in a measure, ``width`` cells wide.

    Rows and columns are those of the grid with the sums: the last row, the first column. ``first`` is the
    number of the leftmost year that is shown, from 1.
    """

    grid: Grid
    measure: Measure
    width: int
    title: str = ""
    ambiguous_wide: bool = False

    @cached_property
    def rows(self) -> Sequence[Key]:
        """All rows, the sums last."""
        return (*self.grid.rows, ALL)

    @cached_property
    def columns(self) -> Sequence[Key]:
        """All columns, the sums first."""
        return (ALL, *self.grid.columns)

    @cached_property
    def _most(self) -> float:
        return self.grid.most(self.measure)

    @cached_property
    def _texts(self) -> dict[tuple[Key, Key], str]:
        return {
            place: number(count.value(self.measure), self.measure) for place, count in self.grid.cells.items()
        }

    def _widest(self, columns: Sequence[Key]) -> int:
        inside = set(columns)
        return max((len(text) for (_row, column), text in self._texts.items() if column in inside), default=1)

    @cached_property
    def label(self) -> int:
        """Cells of the names."""
        names = [fit_width(name(row), self.ambiguous_wide) for row in self.rows]
        title = fit_width(self.title, self.ambiguous_wide)
        return min(_LABEL, max(self.width // 3, 4), max([title, *names]))

    @cached_property
    def total(self) -> int:
        """Cells of the sums."""
        head = fit_width(name(ALL), self.ambiguous_wide)
        return EDGES + max(head, self._widest([ALL]) + 1)

    @cached_property
    def cell(self) -> int:
        """Cells of a year: its edges, a number, the mark of few documents, the shade."""
        heads = max((fit_width(name(column), self.ambiguous_wide) for column in self.columns[1:]), default=1)
        return EDGES + max(heads, self._widest(self.columns[1:]) + 1 + _SHADES)

    @cached_property
    def bars(self) -> int:
        """Cells of the bars over the years; 0 where there is no room for them."""
        years = len(self.grid.series(ALL, self.measure))
        room = self.width - self.label - self.total - _SPARE
        return years + 1 if 2 <= years < room and self.width >= 100 else 0

    @cached_property
    def left(self) -> int:
        """Cells of what stays when years scroll."""
        return self.label + self.total + self.bars

    @cached_property
    def fitting(self) -> int:
        """How many years are seen at once; at least one."""
        return max(1, (self.width - self.left) // self.cell)

    def first_for(self, column: int, first: int) -> int:
        """The leftmost year that shows column ``column``, with as little scrolling as can be."""
        last = max(1, len(self.columns) - self.fitting)
        if column >= 1:
            first = min(first, column) if column < first + self.fitting else column - self.fitting + 1
        return min(max(1, first), last)

    def shown(self, first: int) -> range:
        """The numbers of the columns that are seen from ``first`` on, the sums aside."""
        return range(first, min(len(self.columns), first + self.fitting))

    def column_at(self, x: int, first: int) -> int:
        """The column in which the cell ``x`` of a line is."""
        if x < self.left:
            return 0
        return min(max(len(self.columns) - 1, 0), first + min((x - self.left) // self.cell, self.fitting - 1))

    # Lines

    def head(self, first: int) -> list[Run]:
        """The line of years; an arrow at an end says that there are more."""
        runs = [(self._fit(self.title, self.label), "head"), self._headed(ALL, self.total)]
        if self.bars:
            runs.append((self._fit("", self.bars), "head"))
        shown = self.shown(first)
        years = [self._headed(self.columns[number], self.cell)[0] for number in shown]
        if shown and shown[0] > 1:
            years[0] = "<" + years[0][1:]
        if shown and shown[-1] < len(self.columns) - 1:
            years[-1] = years[-1][:-1] + ">"
        runs += [(text, "head") for text in years]
        return self._filled(runs, "head")

    def row(self, index: int, first: int, chosen: int | None = None) -> list[Run]:
        """A line; ``chosen``: the number of the column whose cell is chosen."""
        row = self.rows[index]
        plain = "head" if isinstance(row, All) else ""
        runs: list[Run] = [(self._fit(name(row), self.label), plain or "name")]
        runs += self._cell(row, 0, self.total, chosen, shaded=False)
        if self.bars:
            drawn_bars = sparkline(self.grid.series(row, self.measure), ambiguous_wide=self.ambiguous_wide)
            runs.append((self._fit(drawn_bars, self.bars), "bars"))
        for column in self.shown(first):
            runs += self._cell(row, column, self.cell, chosen, shaded=not isinstance(row, All))
        if plain:
            runs = [(text, style if style == "chosen" else plain) for text, style in runs]
        return self._filled(runs, plain)

    def _cell(self, row: Key, column: int, width: int, chosen: int | None, *, shaded: bool) -> list[Run]:
        """A value between its edges."""
        count = self.grid.at(row, self.columns[column])
        is_chosen = chosen == column
        edges = "[]" if is_chosen else "  "
        style, inside = self._inside(row, column, count, shaded)
        text = self._fit(inside, width - EDGES, right=True)
        names = "chosen" if is_chosen else style
        if is_chosen:
            return [(edges[0] + text + edges[1], names)]
        return [(edges[0], ""), (text, names), (edges[1], "")]

    def _inside(self, row: Key, column: int, count: Count | None, shaded: bool) -> tuple[str, str]:
        if count is None:
            return "", ""
        drawing = signs(ambiguous_wide=self.ambiguous_wide)
        value = count.value(self.measure)
        dark = shade(value, self._most)
        if not value:
            return STYLES[0], drawing.shades[0] + (" " * (1 + _SHADES) if shaded else " ")
        text = self._texts[row, self.columns[column]] + ("?" if count.thin else " ")
        return (STYLES[dark] if shaded else "sum"), text + (drawing.shades[dark] * _SHADES if shaded else "")

    def _headed(self, column: Key, width: int) -> Run:
        """The name of a column above its numbers."""
        behind = 1 if isinstance(column, All) else 1 + _SHADES
        text = self._fit(name(column), width - EDGES, right=True)
        room = width - EDGES - behind
        if fit_width(name(column), self.ambiguous_wide) <= room:
            text = self._fit(name(column), room, right=True) + " " * behind
        return f" {text} ", "head"

    def _fit(self, text: str, width: int, *, right: bool = False) -> str:
        return fit(text, width, right=right, ambiguous_wide=self.ambiguous_wide)

    def _filled(self, runs: list[Run], style: str) -> list[Run]:
        taken = sum(text_width(text) for text, _style in runs)
        return [*runs, (" " * max(0, self.width - taken), style)]


def fit_width(text: str, ambiguous_wide: bool) -> int:
    """The cells of a text as it is drawn."""
    return text_width(drawn(text, ambiguous_wide=ambiguous_wide))
