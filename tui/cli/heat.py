"""Counts over years for a reader: a table of shades, and a line of bars; both are read without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.model import StatsRow
from tui.cli import labels
from tui.cli.output import shown, table
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SHADES = " ░▒▓█"
BARS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
"""There are documents, and none of them has it; an empty cell: there are none."""
YEARS = 10
"""Columns of years beside each other; more are shown in further tables."""


def shade(share: float, most: float) -> str:
    """The shade of a share of documents; the fullest is that of the greatest one."""
    if share <= 0:
        return NOTHING
    return SHADES[max(1, min(len(SHADES) - 1, -int(-share * (len(SHADES) - 1) // most)))]


def sparkline(values: Sequence[float]) -> str:
    """A bar for each value, the lowest one for none."""
    most = max(values, default=0)
    return "".join(BARS[round(value / most * (len(BARS) - 1))] if most else BARS[0] for value in values)


def over_years(rows: Sequence[StatsRow]) -> Text | None:
    """A bar for each year from the first to the last, of documents in 100; ``None`` below two years."""
    counts = _sums(rows)
    if len(counts) < 2:
        return None
    years = range(min(counts), max(counts) + 1)
    shares = [_share(counts.get(year, (0, 0))) for year in years]
    told = _("per 100 documents, at most {most}").format(most=f"{max(shares):.1f}")
    return shown(f"{years[0]} {sparkline(shares)} {years[-1]}  ").append_text(shown(told, "dim"))


def heat(console: Console, rows: Sequence[StatsRow], name: str, title: str) -> None:
    """A line for each value of the facet ``name``, a column for each year: shade and documents."""
    cells: dict[tuple[object, object], StatsRow] = {(row.key[name], row.key["year"]): row for row in rows}
    years = sorted({year for _, year in cells if isinstance(year, int)})
    columns: list[object] = [*years, *([None] if any(year is None for _, year in cells) else [])]
    names = list(dict.fromkeys(row.key[name] for row in rows))
    most = max((row.per_100_documents for row in rows), default=0.0)
    for start in range(0, len(columns), YEARS):
        some = columns[start : start + YEARS]
        heads = [_("unknown") if year is None else str(year) for year in some]
        result = table(title, *heads, right=range(1, len(some) + 1), whole=range(len(some) + 1))
        for value in names:
            own = [cells.get((value, year)) for year in some]
            result.add_row(labels.value(value), *(_cell(row, most) for row in own))
        console.print(result)
    legend = _("{shades} documents in 100, up to {most}; ? in less than 20 documents").format(
        shades=SHADES.strip(), most=f"{most:.1f}"
    )
    console.print(shown(legend, "dim"))


def _cell(row: StatsRow | None, most: float) -> Text:
    from rich.text import Text

    if row is None:
        return Text("")
    if not row.documents:
        return shown(NOTHING, "dim")
    thin = "?" if row.thin else ""
    return shown(f"{row.documents}{thin} {shade(row.per_100_documents, most) * 2}")


def _sums(rows: Sequence[StatsRow]) -> Mapping[int, tuple[int, int]]:
    """By year: documents, and those of the bucket."""
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        year = row.key.get("year")
        if isinstance(year, int):
            documents, of = found.get(year, (0, 0))
            found[year] = documents + row.documents, of + row.bucket_documents
    return found


def _share(counts: tuple[int, int]) -> float:
    return 100 * counts[0] / counts[1] if counts[1] else 0.0
