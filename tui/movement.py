"""How a query or a term moves over places and years: what is asked of the library, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.message import Message

from index.errors import N_
from index.model import StatsRow
from tui import counted
from tui.columns import words
from tui.exporting import Table, stats_table
from tui.i18n import _
from tui.services import LibraryLike, Ticket, Work
from tui.table import Column, fitting
from tui.text.counts import (
    ALL,
    MEASURES,
    All,
    Count,
    Grid,
    Key,
    Measure,
    Value,
    count_of,
    grid,
    number,
)
from tui.text.heat import name

if TYPE_CHECKING:
    from index.registers.model import TermKey

Dimension = Literal["region", "level", "year"]
DIMENSIONS: dict[Dimension, str] = {"region": N_("province"), "level": N_("level"), "year": N_("year")}
_LEVELS = ("中央", "省", "市", "县", "单位")


@dataclass(frozen=True, slots=True)
class Subject:
    """What moves: a ``query``, or the term ``key``, which it looks for; ``name``: what that is called."""

    query: str
    name: str
    key: TermKey | None = None


class Part(NamedTuple):
    """A part of the screen: a dimension by years, or by itself."""

    dimension: Dimension
    by_year: bool

    @property
    def name(self) -> str:
        """What it is called."""
        if self.by_year:
            return _("{dimension} by year").format(dimension=_(DIMENSIONS[self.dimension]))
        return _(DIMENSIONS[self.dimension])


PARTS = (
    Part("region", True), Part("level", True),
    Part("region", False), Part("level", False), Part("year", False),
)  # fmt: skip


@dataclass
class Moves(Message):
    """Counts of a subject: of all documents, and in each part its buckets."""

    ticket: int
    whole: StatsRow | None
    parts: Mapping[Part, Sequence[StatsRow]]


def movement(subject: Subject) -> Work:
    """The counts of a subject."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        counts = library.term_counts(subject.key) if subject.key is not None else None

        def stats(*by: str) -> Sequence[StatsRow]:
            if counts is not None:
                return library.stats_of(counts, by)
            return library.stats(subject.query, by)

        parts: dict[Part, Sequence[StatsRow]] = {}
        for part in PARTS:
            if not ticket.cancelled():
                by = (part.dimension, "year") if part.by_year else (part.dimension,)
                parts[part] = stats(*by)
        return Moves(ticket.number, next(iter(stats()), None), parts)

    return work


@dataclass(frozen=True, slots=True)
class Bucket:
    """A row of a table of counts: a value with all that is counted of it, and its values year by year."""

    value: Key
    count: Count
    first: str | None
    last: str | None
    series: Sequence[float | None] = ()


Order = Literal["documents", "name"]


def _sound(dimension: Dimension, value: Value) -> tuple[object, ...]:
    """The order of names: levels from the centre down, provinces by sound, years; unknown last."""
    if value is None:
        return (1,)
    if dimension == "level":
        return (0, _LEVELS.index(str(value)) if value in _LEVELS else len(_LEVELS))
    return (0, value) if isinstance(value, int) else (0, value != _LEVELS[0], words(value) or b"")


def grid_of(rows: Sequence[StatsRow], dimension: Dimension, order: Order, measure: Measure) -> Grid:
    """The grid of a dimension by years, its rows in order."""
    found = grid(rows, dimension)
    values = sorted(found.rows, key=lambda value: _sound(dimension, value))
    if order == "documents" and dimension != "level":
        sums = {value: found.at(value, ALL) or Count() for value in values}
        # Rates of few documents do not come first.
        thin = measure in ("per_100", "per_10000")
        values.sort(key=lambda value: (thin and sums[value].thin, -sums[value].value(measure)))
    return Grid(values, found.columns, found.cells)


COLUMNS: tuple[Column[Bucket], ...] = (
    Column("name", N_("place or year"), 13, lambda one: name(one.value)),
    Column(
        "documents", N_("documents"), 11, lambda one: f"{one.count.documents:,}", right=True, falling=True
    ),
    Column("of", N_("of"), 7, lambda one: f"{one.count.of:,}", right=True, falling=True),
    Column("per_100", N_("in 100"), 8, lambda one: _rate(one, "per_100"), right=True, falling=True),
    Column(
        "occurrences", N_("places"), 9, lambda one: f"{one.count.occurrences:,}", right=True, falling=True
    ),
    Column("per_10000", N_("in 10,000"), 9, lambda one: _rate(one, "per_10000"), right=True, falling=True),
    Column("first", N_("first"), 10, lambda one: one.first or "-", 92),
    Column("last", N_("last"), 10, lambda one: one.last or "-", 104),
)
"""The columns of a table of counts; the years beside them have what is left."""


def _rate(one: Bucket, measure: Measure) -> str:
    """A rate, marked where few documents are behind it."""
    return number(one.count.value(measure), measure) + ("?" if one.count.thin else " ")


_RATES = ("per_100", "per_10000")


def buckets(moves: Moves, part: Part, sort: str, *, turned: bool) -> list[Bucket]:
    """The rows of a table of counts in order: from the greatest down, unless ``turned``; names from the first
    on; whatever the order, rates of few documents and what has no date come last.
    """
    crossed = moves.parts.get(Part(part.dimension, True))
    years = grid(crossed, part.dimension) if crossed else None
    found = []
    for row in sorted(
        moves.parts.get(part, ()), key=lambda row: _sound(part.dimension, row.key[part.dimension])
    ):
        value = row.key[part.dimension]
        series = years.series(value, "per_100") if years is not None else ()
        found.append(Bucket(value, count_of(row), row.first, row.last, series))
    if sort in ("first", "last"):
        found.sort(key=lambda one: getattr(one, sort) or "", reverse=turned)
        found.sort(key=lambda one: getattr(one, sort) is None)
    elif sort == "of":
        found.sort(key=lambda one: one.count.of, reverse=not turned)
    elif sort in MEASURES:
        found.sort(key=lambda one: one.count.value(sort), reverse=not turned)
        found.sort(key=lambda one: sort in _RATES and one.count.thin)
    elif turned:
        found.reverse()
    return found


def narrowed_to(query: str, dimension: Dimension, row: Key, column: Key = ALL) -> str:
    """``query`` for the documents of a row and a year; a sum does not narrow."""
    from index.engine.language.narrowing import narrowed

    if not isinstance(row, All):
        query = narrowed(query, dimension, [row])
    if not isinstance(column, All):
        query = narrowed(query, "year", [column])
    return query


def of_count(count: Count) -> str:
    """All that a cell says, in one line."""
    parts = [
        _("{documents} of {of} documents").format(documents=f"{count.documents:,}", of=f"{count.of:,}"),
        counted.places(count.occurrences),
        _("{rate} in 100 documents").format(rate=number(count.value("per_100"), "per_100")),
        _("{rate} in 10,000 characters").format(rate=number(count.value("per_10000"), "per_10000")),
    ]
    if count.thin:
        parts.append(_("? fewer than 20 documents"))
    return " · ".join(parts)


def table_of(moves: Moves, part: Part) -> Table:
    """What a part shows, as the command line's ``stats`` has it."""
    by = (part.dimension, "year") if part.by_year else (part.dimension,)
    return stats_table(moves.parts.get(part, ()), by)


def columns(width: int) -> list[tuple[Column[Bucket], int]]:
    """The columns that have room in ``width`` cells, with their widths."""
    return fitting(COLUMNS, width)
