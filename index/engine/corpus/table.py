"""Columns of metadata: what filters, facets and statistics read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from index.engine.language.ast import Filter
from index.engine.language.terms import UNKNOWN, unquoted
from index.engine.segment.columns import Value
from index.text.fold import fold
from index.text.form import Bools, match_form


@dataclass(frozen=True)
class Column:
    """One field of n documents: ``values[codes[row]]`` is a document's value; ``None``, the last, is unknown.

    ``codes``: unsigned or signed integers [n].
    """

    values: tuple[Value, ...]
    codes: NDArray[np.integer]

    @cached_property
    def folded(self) -> tuple[str | None, ...]:
        """The values as filters compare them."""
        known = iter(_all_comparable([str(value) for value in self.values if value is not None]))
        return tuple(None if value is None else next(known) for value in self.values)

    def holds(self, test: Callable[[str], bool]) -> Bools:
        """bool[n]: which documents have a known value that passes ``test`` (given its comparable form)."""
        return self._coded(value is not None and test(value) for value in self.folded)

    def containing(self, part: str) -> Bools:
        """bool[n]: which documents have a value with ``part`` in its comparable form."""
        # All values as one string: titles are as many as documents.
        joined, ends = self._joined
        passing = [False] * len(self.values)
        at = joined.find(part)
        while at >= 0:
            number = bisect_right(ends, at)
            passing[number] = True
            at = joined.find(part, ends[number])
        return self._coded(passing)

    def unknown(self) -> Bools:
        """bool[n]: which documents have no value."""
        return self._coded(value is None for value in self.values)

    def _coded(self, passing: Iterable[bool]) -> Bools:
        """bool[n]: which documents have a value that passes; a bool for each value."""
        flags = np.fromiter(passing, np.bool_, len(self.values))
        found: Bools = flags[self.codes]
        return found

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """The comparable values, a line break behind each, and where each ends."""
        lines = [f"{value or ''}\n" for value in self.folded]
        return "".join(lines), list(accumulate(map(len, lines)))


def comparable(value: str) -> str:
    """A value as filters compare it: folded letters and digits only."""
    return match_form(value).skeleton


def _all_comparable(values: list[str]) -> list[str]:
    """``comparable`` of each; all at once it is quick enough for the titles of a whole library."""
    form = match_form("\n".join(value.replace("\n", " ") for value in values))
    bounds = np.searchsorted(form.paragraphs[form.letters], np.arange(len(values) + 1)).tolist()
    return [form.skeleton[start:end] for start, end in pairwise(bounds)]


def test_of(
    condition: Filter, resolve_region: Callable[[str], str | None]
) -> tuple[str, Callable[[Column], Bools]]:
    """Which column a condition on metadata reads, and the test of it; not for ids and intervals of days."""
    bare = unquoted(condition.value)
    asked = comparable(bare)
    name = "year" if condition.field == "date" else condition.field
    if condition.field != "title" and fold(bare) in UNKNOWN:
        return name, Column.unknown
    match condition.field:
        case "region":
            region = comparable(resolve_region(bare) or bare)
            return name, lambda column: column.holds(lambda value: value == region)
        case "city":
            city = _without_suffix(asked)
            return name, lambda column: column.holds(lambda value: _without_suffix(value) == city)
        case "level":
            return name, lambda column: column.holds(lambda value: value == asked)
        case _:
            return name, lambda column: column.containing(asked)


def _without_suffix(city: str) -> str:
    """三明市 and 三明 are one place."""
    return city.removesuffix("市") if len(city) > 2 else city
