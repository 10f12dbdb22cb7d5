"""The documents of the index as columns: what filters, facets, ranking and statistics read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from index.engine.ast import Filter
from index.engine.intervals import date_interval
from index.engine.terms import UNKNOWN, unquoted
from index.text.fold import fold
from index.text.form import Bools, Int32, match_form

Value = str | int | None

COLUMNS = ("region", "city", "level", "year", "source", "title", "organ", "kind")


@dataclass(frozen=True)
class Column:
    """One field of all documents: ``values[codes[row]]`` is a document's value; ``None`` is unknown."""

    values: tuple[Value, ...]
    codes: Int32

    @cached_property
    def folded(self) -> tuple[str | None, ...]:
        """The values as filters compare them."""
        known = iter(_all_comparable([str(value) for value in self.values if value is not None]))
        return tuple(None if value is None else next(known) for value in self.values)

    def holds(self, test: Callable[[str], bool]) -> Bools:
        """bool[N]: which documents have a known value that passes ``test`` (given its comparable form)."""
        passing = np.array([value is not None and test(value) for value in self.folded], np.bool_)
        return passing[self.codes]

    def unknown(self) -> Bools:
        """bool[N]: which documents have no value."""
        return np.array([value is None for value in self.values], np.bool_)[self.codes]


def comparable(value: str) -> str:
    """A value as filters compare it: folded letters and digits only."""
    return match_form(value).skeleton


def _all_comparable(values: list[str]) -> list[str]:
    """``comparable`` of each; all at once it is quick enough for the titles of a whole library."""
    form = match_form("\n".join(value.replace("\n", " ") for value in values))
    bounds = np.searchsorted(form.paragraphs[form.letters], np.arange(len(values) + 1)).tolist()
    return [form.skeleton[start:end] for start, end in pairwise(bounds)]


class Table:
    """Rows are documents in order of their ids; N of them.

    ``ids``, ``documents`` (Whoosh's numbers), ``characters``, ``words``, ``title_words``: int32[N];
    ``first``, ``last``: int32[N], the days (yyyymmdd) that the date may mean, 0 when unknown.
    """

    def __init__(self, rows: Iterable[tuple[int, dict[str, Any]]], size: int) -> None:
        entries = sorted(rows, key=lambda row: row[1]["id"])
        metas = [meta for _, meta in entries]
        self.ids = np.array([meta["id"] for meta in metas], np.int32)
        self.documents = np.array([number for number, _ in entries], np.int32)
        self.characters = np.array([meta["characters"] for meta in metas], np.int32)
        self.words = np.array([meta["words"] for meta in metas], np.int32)
        self.title_words = np.array([meta["title_words"] for meta in metas], np.int32)
        days = [date_interval(meta["date"]) if meta["date"] else None for meta in metas]
        self.first = np.array([day[0] if day else 0 for day in days], np.int32)
        self.last = np.array([day[1] if day else 0 for day in days], np.int32)
        for meta in metas:
            meta["year"] = int(meta["date"][:4]) if meta["date"] else None
        self.columns = {name: _column([meta[name] for meta in metas]) for name in COLUMNS}
        self._rows = np.full(size, -1, np.int32)
        self._rows[self.documents] = np.arange(len(metas), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, documents: Int32) -> Int32:
        """The rows of Whoosh's document numbers."""
        return self._rows[documents]

    def number_of(self, id: int) -> int | None:
        """Whoosh's number of document ``id``; ``None`` if the index does not have it."""
        row = int(np.searchsorted(self.ids, id))
        return int(self.documents[row]) if row < len(self) and self.ids[row] == id else None

    def none(self) -> Bools:
        """bool[N], all false."""
        return np.zeros(len(self), np.bool_)

    def mask(self, condition: Filter, resolve_region: Callable[[str], str | None], *, overlap: bool) -> Bools:
        """bool[N]: which documents meet ``condition``; with ``overlap`` also those whose date may meet it."""
        bare = unquoted(condition.value)
        asked = comparable(bare)
        if condition.field == "id":
            return np.equal(self.ids, int(fold(bare)[:18]))
        if condition.interval is not None:
            low, high = condition.interval
            known = self.first > 0
            if overlap:
                return known & (self.first <= high) & (self.last >= low)
            return known & (self.first >= low) & (self.last <= high)
        column = self.columns["year" if condition.field == "date" else condition.field]
        if condition.field != "title" and fold(bare) in UNKNOWN:
            return column.unknown()
        match condition.field:
            case "region":
                region = comparable(resolve_region(bare) or bare)
                return column.holds(lambda value: value == region)
            case "city":
                city = _without_suffix(asked)
                return column.holds(lambda value: _without_suffix(value) == city)
            case "level":
                return column.holds(lambda value: value == asked)
            case _:
                return column.holds(lambda value: asked in value)


def _without_suffix(city: str) -> str:
    """三明市 and 三明 are one place."""
    return city.removesuffix("市") if len(city) > 2 else city


def _column(values: list[Value]) -> Column:
    numeric = sorted(value for value in set(values) if isinstance(value, int))
    textual = sorted(value for value in set(values) if isinstance(value, str))
    distinct: list[Value] = [*numeric, *textual, None]
    numbers = {value: code for code, value in enumerate(distinct)}
    return Column(tuple(distinct), np.array([numbers[value] for value in values], np.int32))
