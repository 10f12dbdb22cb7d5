"""Rows of csv and tsv: cells by the names of the first row.

Quotation marks that are not closed or not doubled would swallow the rows that follow: such a record is told,
and reading goes on where a line has all its cells again.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from index.collect.records.columns import COLUMNS
from index.collect.records.lines import ROW, Line, Open, lines
from index.collect.records.objects import Row
from index.errors import N_, ImportFailure

QUOTES = N_(
    "Its quotation marks are not closed or not doubled, so that it was passed over up to the next whole row; "
    "correct it and import the file again."
)
CELLS = N_(
    "It has {cells} cells, but there are {columns} columns; put the cell with a comma in quotation marks."
)
NO_HEAD = N_("The table has no first row with the names of its columns; write one.")
WIDE = N_("The table has more than {limit} columns; keep those of its articles.")
_LINES = 100_000  # of a record


class _Unclosed(Exception):
    """A record has become longer than any is."""


class _Feed:
    """Lines for ``csv.reader``, which can be put back."""

    def __init__(self, left: Iterator[Line]) -> None:
        self._left = left
        self._back: deque[Line] = deque()
        self.taken: list[Line] = []
        self._size = 0

    def begin(self) -> None:
        self.taken, self._size = [], 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._left)
        self.taken.append(line)
        self._size += len(line.text)
        if len(self.taken) > _LINES or self._size > ROW:
            raise _Unclosed
        return line.text

    def put_back(self) -> None:
        """All lines of the record but its first will be read again."""
        self._back.extendleft(reversed(self.taken[1:]))


def rows(open: Open, *, tabs: bool) -> Iterator[Row]:
    """The rows under the first one. ``tabs``: cells end at tabs, whatever else there is.

    Errors: ``ImportFailure`` when nothing further can be read.
    """
    csv.field_size_limit(max(csv.field_size_limit(), ROW))
    feed = _Feed(lines(open))
    first = _first(feed)
    delimiter = "\t" if tabs else _delimiter(first)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    names: list[str] = []
    lost = False
    while True:
        feed.begin()
        cells, problem = _record(reader, feed)
        if problem is not None:
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
        if not feed.taken:
            return
        if problem is None and not any(cell.strip() for cell in cells):
            continue
        if not names:
            if problem is not None:
                raise problem
            names = names_of(cells)
            continue
        if problem is None and any(cell.strip() for cell in cells[len(names) :]):
            problem = ImportFailure(CELLS, cells=len(cells), columns=len(names))
        if problem is None and lost and len(cells) < len(names):
            continue  # the rest of the record that was broken
        if problem is not None and lost:
            continue
        lost = problem is not None and problem.template == QUOTES
        yield Row(feed.taken[0].number, {} if problem else dict(zip(names, cells, strict=False)), problem)


def _record(reader: Iterator[list[str]], feed: _Feed) -> tuple[list[str], ImportFailure | None]:
    try:
        cells = next(reader, [])
    except (_Unclosed, csv.Error):
        feed.put_back()
        told = feed.taken[0].problem if feed.taken else None
        return [], told or ImportFailure(QUOTES)
    return cells, next((line.problem for line in feed.taken if line.problem is not None), None)


def _first(feed: _Feed) -> str:
    """The first line that is not blank, which is left in the feed unless it only names the delimiter."""
    feed.begin()
    for text in feed:
        if text.strip():
            if text.lower().startswith("sep=") and len(text.strip()) <= 5:
                return text.strip()[4:] or "\t"
            feed.taken = [feed.taken[0], feed.taken[-1]]
            feed.put_back()
            return text
        feed.begin()
    raise ImportFailure(NO_HEAD)


def _delimiter(line: str) -> str:
    if line in (",", ";", "\t", "|"):
        return line
    plain = "".join(line.split('"')[::2])
    return max(",\t;|", key=plain.count)


def names_of(cells: list[str]) -> list[str]:
    """The names of the columns: each its own, those without one by their number."""
    found: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"#{number}"
        while name in found:
            name += f"#{number}"
        found[name] = None
    names = list(found)
    while names and names[-1] == f"#{len(names)}":
        names.pop()
    if not names:
        raise ImportFailure(NO_HEAD)
    if len(names) > COLUMNS:
        raise ImportFailure(WIDE, limit=COLUMNS)
    return names
