"""A table of articles: looked over once, then read row by row.

A row is known by a *key* that stays when others are inserted before it: what its ``id`` column holds, or its
address, its title, its title and date, the first of these that is its own for nearly all rows; else a digest
of the row. Rows that share a key have a digest added to it. Row numbers name nothing: they change.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from index.collect.formats.row import NO_TEXT, pack
from index.collect.records import cells, objects, sheets
from index.collect.records.columns import guess
from index.collect.records.lines import Open
from index.collect.records.objects import Row
from index.collect.records.values import cell, columns_of
from index.collect.suffixes import WORKBOOKS
from index.errors import N_, ImportFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROWS = 1_000_000
"""Rows of a table; libraries of a hundred thousand articles are large."""
_SAMPLE_ROWS, _SAMPLE_CHARACTERS = 200, 4_000_000
_HOPELESS = 1000
_OWN = 0.9
_SHOWN = 120
_TELL = 500

TOO_MANY = N_("There are more than {count} rows; the rest was not imported: split the table into parts.")
HOPELESS = N_("None of the first {count} rows could be imported; check the columns with --map.")
NO_COLUMN = N_("There is no column {column}; the columns are: {columns}.")
NO_TEXTS = N_("No column holds the text of articles ({columns}); name it with --map text=COLUMN.")
EMPTY_TABLE = N_("There are no rows in it; save the articles in it and import it again.")


@dataclass(frozen=True, slots=True)
class Member:
    """A row as something to import: ``data`` are its bytes (see ``formats.row``), or there is a problem.

    ``stated``: the metadata fields that its columns fill. ``repeated``: other rows have the same key.
    """

    number: int
    key: str
    data: bytes = b""
    stated: frozenset[str] = frozenset()
    problem: ImportFailure | None = None
    repeated: bool = False


@dataclass(slots=True)
class Table:
    """A table. ``given`` is the user's word on which column (value) holds what (key).

    After ``look_over``: ``columns`` (field → column) and ``count`` of rows, broken ones included.
    """

    open: Open
    suffix: str
    given: Mapping[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    count: int = 0
    names: tuple[str, ...] = ()
    _key: tuple[str, ...] = ()
    _shared: frozenset[int] = frozenset()
    _repeated: frozenset[int] = frozenset()

    def rows(self) -> Iterator[Row]:
        """The rows as they stand there, up to ``ROWS``; what ends them before is the last one's problem."""
        kind = self.suffix.removesuffix(".gz")
        if kind in WORKBOOKS:
            found = sheets.rows(self.open)
        elif kind in (".csv", ".tsv"):
            found = cells.rows(self.open, tabs=kind == ".tsv")
        else:
            found = objects.rows(self.open, by_line=kind != ".json")
        number = done = 0
        try:
            for row in found:
                number, done = row.number, done + 1
                if done > ROWS:
                    yield Row(number, {}, ImportFailure(TOO_MANY, count=f"{ROWS:,}"))
                    return
                yield row
        except ImportFailure as problem:
            if not done:
                raise
            yield Row(number + 1, {}, problem)

    def sample(self) -> list[dict[str, object]]:
        """Some of its first rows. Errors: ``ImportFailure``."""
        found: list[dict[str, object]] = []
        size = 0
        for row in self.rows():
            if row.problem is None:
                found.append(row.values)
                # Names count as well: rows of json may each bring thousands of their own.
                size += sum(
                    len(name) + (len(value) if isinstance(value, str) else 0)
                    for name, value in row.values.items()
                )
            if len(found) >= _SAMPLE_ROWS or size > _SAMPLE_CHARACTERS or row.number > 20 * _SAMPLE_ROWS:
                break
        return found

    def find_columns(self) -> None:
        """Tell which column holds what. Errors: ``ImportFailure`` (nothing can be read; --map)."""
        rows = self.sample()
        self.names = tuple(dict.fromkeys(name for row in rows for name in columns_of(row)))
        if not rows:
            problem = next((row.problem for row in self.rows() if row.problem is not None), None)
            raise problem or ImportFailure(EMPTY_TABLE)
        self.columns = guess(rows, {f: c for f, c in self.given.items() if not c or self._has(c, rows)})

    def look_over(self, counted: Callable[[int], object] | None = None) -> None:
        """Count the rows and choose the key. Errors: ``ImportFailure`` where it holds no articles.

        ``counted`` is called now and then with the number so far.
        """
        for column in self.given.values():
            if column and column not in self.columns.values():
                raise ImportFailure(NO_COLUMN, column=column, columns=self._listed())
        if "text" not in self.columns:
            raise ImportFailure(NO_TEXTS, columns=self._listed())
        keys = self._keys()
        held = array("q")
        seen = [array("q") for _ in keys]
        counting = [0 for _ in keys]
        self.count = 0
        for row in self.rows():
            self.count += 1
            if counted is not None and self.count % _TELL == 0:
                counted(self.count)
            if row.problem is not None:
                continue
            held.append(hash(self._held(row.values)))
            for number, columns in enumerate(keys):
                value = _key(row.values, columns)
                seen[number].append(hash(value) if value else 0)
                counting[number] += value in (str(len(seen[number])), str(len(seen[number]) - 1))
        self._choose(keys, seen, held, counting)

    def members(self) -> Iterator[Member]:
        """The rows as things to import."""
        columns = {field: column for field, column in self.columns.items() if field not in ("id", "file")}
        fields = {field: column for field, column in columns.items() if field != "text"}
        good = bad = 0
        for row in self.rows():
            if row.problem is not None:
                yield Member(row.number, f"{row.number}", problem=row.problem)
                bad += 1
            else:
                data = pack(row.values, columns)
                key, repeated = self._name(row.values)
                if not cell(row.values, columns["text"]).strip():
                    problem = ImportFailure(NO_TEXT, column=columns["text"])
                    yield Member(row.number, key, problem=problem)
                    bad += 1
                else:
                    told = frozenset(f for f, column in fields.items() if cell(row.values, column).strip())
                    yield Member(row.number, key, data, told, repeated=repeated)
                    good += 1
            if bad >= _HOPELESS and not good:
                yield Member(row.number, f"{row.number}", problem=ImportFailure(HOPELESS, count=_HOPELESS))
                return

    # -- keys -----------------------------------------------------------------------------------

    def _keys(self) -> list[tuple[str, ...]]:
        """The columns, or pairs of them, that may tell one row from the others."""
        known = self.columns
        found: list[tuple[str, ...]] = [(known[name],) for name in ("id", "url", "title") if name in known]
        if "title" in known and "date" in known:
            found.append((known["title"], known["date"]))
        return list(dict.fromkeys(found))

    def _choose(
        self,
        keys: Sequence[tuple[str, ...]],
        seen: Sequence[array[int]],
        held: array[int],
        counting: Sequence[int],
    ) -> None:
        """Choose the key that is its own for most articles; a row that is there twice is one article.

        All hashes: of what the rows ``held``, and of their keys as ``seen``.
        """
        import numpy as np

        texts = np.frombuffer(held, np.int64)
        articles = len(np.unique(texts))

        for columns, hashes, counted in zip(keys, seen, counting, strict=True):
            if not len(hashes) or (
                counted > len(hashes) * _OWN and len(hashes) > 1 and self._guessed(columns)
            ):
                continue  # numbered from 0 or 1: it is the place in the table, which changes
            pairs = np.unique(np.column_stack((np.frombuffer(hashes, np.int64), texts)), axis=0)
            values, counts = np.unique(pairs[:, 0], return_counts=True)
            own = int((counts[values != 0] == 1).sum())
            if own >= _OWN * articles or not self._guessed(columns):
                self._key = columns
                self._shared = frozenset(values[counts > 1].tolist())
                values, counts = np.unique(hashes, return_counts=True)
                self._repeated = frozenset(values[counts > 1].tolist())
                return

    def _guessed(self, columns: tuple[str, ...]) -> bool:
        return columns != (self.given.get("id"),)

    def _held(self, row: Mapping[str, object]) -> tuple[str, ...]:
        """What makes a row an article of its own."""
        return tuple(
            cell(row, self.columns[name]) for name in ("text", "title", "date") if name in self.columns
        )

    def _name(self, row: Mapping[str, object]) -> tuple[str, bool]:
        """The key of a row: short, on one line, its own; and whether others have the same."""
        digest = _digest("\n".join(self._held(row)))
        value = _key(row, self._key) if self._key else ""
        if not value:
            return digest, True
        shown = value
        if len(value) > _SHOWN:
            shown = f"{value[: _SHOWN - 20]}~{_digest(value)}"
        mark = hash(value)
        return f"{shown}~{digest}" if mark in self._shared else shown, mark in self._repeated

    # -- small things ---------------------------------------------------------------------------

    def _has(self, column: str, rows: Sequence[Mapping[str, object]]) -> bool:
        return column in self.names or any(cell(row, column) for row in rows)

    def _listed(self) -> str:
        return ", ".join(self.names[:30]) + (" …" if len(self.names) > 30 else "")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _key(row: Mapping[str, object], columns: tuple[str, ...]) -> str:
    return re.sub(
        r"[\x00-\x20\x7f\ud800-\udfff]+", " ", " ".join(cell(row, name) for name in columns)
    ).strip()
