"""Counts by place and year: what they say in each measure, as a grid with totals, and as bars over years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from index.errors import N_
from index.model import StatsRow

Value = str | int | None
"""A province, a level, a year; ``None`` is unknown."""
Measure = Literal["documents", "occurrences", "per_100", "per_10000"]
MEASURES: dict[Measure, str] = {
    "documents": N_("documents"),
    "occurrences": N_("places"),
    "per_100": N_("per 100 documents"),
    "per_10000": N_("per 10,000 characters"),
}
THIN = 20
"""Below so many documents a rate says little (cli.md)."""


class All:
    """Stands for a sum over all values, in the place of a value."""

    def __repr__(self) -> str:
        return "ALL"


ALL = All()
Key = Value | All


@dataclass(frozen=True, slots=True)
class Count:
    """``documents`` that have it and ``occurrences``, ``of`` so many with ``characters`` in all."""

    documents: int = 0
    occurrences: int = 0
    of: int = 0
    characters: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.documents + other.documents,
            self.occurrences + other.occurrences,
            self.of + other.of,
            self.characters + other.characters,
        )

    @property
    def thin(self) -> bool:
        """Whether there are too few documents for a rate to say much."""
        return self.of < THIN

    def value(self, measure: Measure) -> float:
        """What a measure says."""
        match measure:
            case "documents":
                return self.documents
            case "occurrences":
                return self.occurrences
            case "per_100":
                return 100 * self.documents / self.of if self.of else 0.0
            case "per_10000":
                return 10_000 * self.occurrences / self.characters if self.characters else 0.0


def count_of(row: StatsRow) -> Count:
    """The counts of a bucket."""
    return Count(row.documents, row.occurrences, row.bucket_documents, row.bucket_characters)


def number(value: float, measure: Measure) -> str:
    """A value as one reads it: rates with a decimal or two, where these say anything."""
    if measure in ("documents", "occurrences"):
        return f"{value:,.0f}"
    digits = 1 if measure == "per_100" else 2
    return f"{value:.{digits}f}" if value < 99.95 else f"{value:,.0f}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A count for each of ``rows`` and ``columns`` that have documents; the other cells are empty.

    Sums stand under ``ALL``.
    """

    rows: Sequence[Value]
    columns: Sequence[Value]
    cells: Mapping[tuple[Key, Key], Count]

    def at(self, row: Key, column: Key) -> Count | None:
        """What stands in a cell; ``None``: there are no documents."""
        return self.cells.get((row, column))

    def most(self, measure: Measure) -> float:
        """The greatest value of a cell, sums aside; rates of few documents only where there are no others."""
        inside = [count for (row, column), count in self.cells.items() if ALL not in (row, column)]
        if measure in ("per_100", "per_10000"):
            inside = [count for count in inside if not count.thin and count.documents] or inside
        return max((count.value(measure) for count in inside), default=0.0)

    def series(self, row: Key, measure: Measure) -> list[float | None]:
        """The values of a row, year by year from the first to the last; ``None``: no documents."""
        years = [column for column in self.columns if isinstance(column, int)]
        if not years:
            return []
        found = (self.at(row, year) for year in range(min(years), max(years) + 1))
        return [None if count is None else count.value(measure) for count in found]


def grid(stats: Iterable[StatsRow], down: str | None = None, across: str = "year") -> Grid:
    """The grid of two facets, the rows in the order in which they come, columns ascending, unknown last.

    Without ``down`` there are the sums of columns only.
    """
    cells: dict[tuple[Key, Key], Count] = {}
    rows: dict[Value, None] = {}
    columns: set[Value] = set()
    for one in stats:
        column = one.key[across]
        columns.add(column)
        places: list[tuple[Key, Key]] = [(ALL, column), (ALL, ALL)]
        if down is not None:
            rows.setdefault(one.key[down])
            places += [(one.key[down], column), (one.key[down], ALL)]
        for place in places:
            cells[place] = cells.get(place, Count()) + count_of(one)
    return Grid(tuple(rows), sorted(columns, key=lambda value: (value is None, str(value))), cells)


# -- shades and bars ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signs:
    """What shades and bars are drawn with, each one cell wide; the first of each is for nothing."""

    shades: str
    bars: str
    gap: str


_BLOCKS = Signs("·░▒▓█", "▁▂▃▄▅▆▇█", " ")
# Blocks are of ambiguous width (UAX #11): where these are wide, ASCII of growing weight stands for them.
_PLAIN = Signs("-.:*#", "_.:-=+*#", " ")


def signs(*, ambiguous_wide: bool = False) -> Signs:
    """The signs for a terminal."""
    return _PLAIN if ambiguous_wide else _BLOCKS


def shade(value: float, most: float) -> int:
    """How dark a value is, 0 (nothing) to 4; the darkest is that of the greatest one."""
    if value <= 0 or most <= 0:
        return 0
    return max(1, min(4, -int(-value * 4 // most)))


def sparkline(values: Sequence[float | None], *, ambiguous_wide: bool = False) -> str:
    """A bar for each value, the lowest one for nothing, none where there is nothing to count in."""
    drawn = signs(ambiguous_wide=ambiguous_wide)
    most = max((value for value in values if value is not None), default=0.0)
    top = len(drawn.bars) - 1
    # Whatever is there at all is seen: only nothing is the lowest bar.
    return "".join(
        drawn.gap
        if value is None
        else drawn.bars[max(1, round(value / most * top)) if value > 0 and most else 0]
        for value in values
    )
