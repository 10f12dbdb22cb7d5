"""Counts over years for a reader: a table of shades, and a line of bars; both are read without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.model import StatsRow
from tui.cli import labels
from tui.cli.output import shown, table
from tui.i18n import _
from tui.text.counts import ALL, All, Count, Key, grid, shade, signs, sparkline

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

YEARS = 10
"""Columns of years beside each other; more are shown in further tables."""


def over_years(rows: Sequence[StatsRow]) -> Text | None:
    """A bar for each year from the first to the last, of documents in 100; ``None`` below two years."""
    counts = grid(rows)
    years = [year for year in counts.columns if isinstance(year, int)]
    if len(years) < 2:
        return None
    shares = counts.series(ALL, "per_100")
    most = max(share for share in shares if share is not None)
    told = _("per 100 documents, at most {most}").format(most=f"{most:.1f}")
    return shown(f"{years[0]} {sparkline(shares)} {years[-1]}  ").append_text(shown(told, "dim"))


def heat(console: Console, rows: Sequence[StatsRow], name: str, title: str) -> None:
    """A line for each value of the facet ``name``, a column for each year: shade and documents."""
    counts = grid(rows, name)
    most = counts.most("per_100")
    columns: list[Key] = [*counts.columns, ALL]
    for start in range(0, len(columns), YEARS):
        some = columns[start : start + YEARS]
        heads = [_name(column).plain for column in some]
        result = table(title, *heads, right=range(1, len(some) + 1), whole=range(len(some) + 1))
        for value in (*counts.rows, ALL):
            own = [(counts.at(value, column), column) for column in some]
            sums = isinstance(value, All)
            cells = (_cell(count, most, shaded=not sums and column is not ALL) for count, column in own)
            result.add_row(_name(value), *cells)
        console.print(result)
    legend = _("{shades} documents in 100, up to {most}; ? in less than 20 documents").format(
        shades=signs().shades[1:], most=f"{most:.1f}"
    )
    console.print(shown(legend, "dim"))


def _name(value: Key) -> Text:
    return shown(_("all"), "dim") if isinstance(value, All) else labels.value(value)


def _cell(count: Count | None, most: float, *, shaded: bool) -> Text:
    """Documents, a mark where there are few, and the shade; an empty cell: there are no documents."""
    if count is None:
        return labels.nothing()
    drawn = signs().shades
    if not count.documents:
        return shown(drawn[0], "dim")
    thin = "?" if count.thin else ""
    dark = drawn[shade(count.value("per_100"), most)] * 2 if shaded else ""
    return shown(f"{count.documents}{thin} {dark}".rstrip(), "" if shaded else "dim")
