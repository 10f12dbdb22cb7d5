"""Tables as CSV, JSON and Markdown: what the command line writes, and the files that screens export."""

from __future__ import annotations

import csv
import io
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.disk import sync
from index.errors import N_, ExportError, ExportExists, said_by_system
from index.model import StatsRow

Row = Mapping[str, object]
Form = Literal["csv", "json", "markdown"]

SUFFIXES: dict[str, Form] = {".csv": "csv", ".json": "json", ".md": "markdown", ".markdown": "markdown"}
CONTROLS = {code: " " if code in (9, 10, 13) else "\ufffd" for code in (*range(32), *range(127, 160))}
"""What stands for control characters where they would do something to a line or a terminal."""

FORMULA = frozenset("=+-@＝＋－＠\t\r")
"""What a cell of text must not begin with: a spreadsheet would take it for a formula and carry it out
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

NO_FORM = N_("A table is written by the ending of its file; end {path} with .csv, .json or .md.")
EXISTS = N_("{path} is there already; choose another name, or let it be replaced.")
IS_FOLDER = N_("{path} is a folder; add the name of a file.")
NOT_WRITTEN = N_("{path} cannot be written ({detail}); check the folder, or choose another one.")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by the names of their columns. A value is a text, a number, a truth, nothing or a list of these.

    ``headings``: what CSV and Markdown call the columns, in their order; without any they have their names,
    as JSON always does. Names and rows of the command line's tables: the same file comes out of both.
    """

    columns: Sequence[str]
    rows: Iterable[Row]
    headings: Sequence[str] = ()

    @property
    def heads(self) -> Sequence[str]:
        """What the columns are called."""
        return self.headings or self.columns


_COUNTS = tuple(name for name in StatsRow.__dataclass_fields__ if name != "key")


def stats_table(rows: Iterable[StatsRow], by: Sequence[str]) -> Table:
    """Counts in buckets, as the command line's ``stats`` writes them."""
    flat = ({**row.key, **{name: getattr(row, name) for name in _COUNTS}} for row in rows)
    return Table((*by, *_COUNTS), list(flat))


def export(table: Table, path: Path, *, overwrite: bool = False) -> int:
    """Write ``table`` into a new file, in the form that its suffix names; returns the number of rows.

    CSV begins with a byte order mark, by which Excel knows that it is UTF-8, and its cells of text are no
    formulae. Nothing is left of a file that could not be completed. Errors: ``ExportExists`` unless
    ``overwrite``, ``ExportError``.
    """
    # A link stays a link.
    target = Path(os.path.realpath(path.expanduser()))
    form = SUFFIXES.get(target.suffix.lower())
    if target.is_dir():
        raise ExportError(IS_FOLDER, path=path)
    if form is None:
        raise ExportError(NO_FORM, path=path)
    if target.exists() and not overwrite:
        raise ExportExists(EXISTS, path=path)
    try:
        return _replace(target, table, form)
    except OSError as error:
        raise ExportError(NOT_WRITTEN, path=path, detail=said_by_system(error)) from error


def _replace(target: Path, table: Table, form: Form) -> int:
    """Put the file in its place once it is on the disk."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    rows = 0
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            if form == "csv":
                stream.write("\ufeff")
            for piece in pieces(table, form, harmless=True):
                stream.write(piece.text)
                rows += piece.rows
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)
    return rows


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a file, with how many rows."""

    text: str
    rows: int = 0


def pieces(table: Table, form: Form, *, harmless: bool = False) -> Iterator[Piece]:
    """The file of a table, row by row. ``harmless``: texts in CSV that a spreadsheet would carry out have an
    apostrophe before them; for scripts they stand as they are.
    """
    if form == "csv":
        return _csv(table, harmless)
    return _json(table) if form == "json" else _markdown(table)


def _csv(table: Table, harmless: bool) -> Iterator[Piece]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")

    def line(cells: Iterable[object], rows: int) -> Piece:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return Piece(buffer.getvalue(), rows)

    yield line(table.heads, 0)
    for row in table.rows:
        cells = (flat(row.get(name)) for name in table.columns)
        yield line((_harmless(cell) if harmless else cell for cell in cells), 1)


def _harmless(cell: object) -> object:
    """A text that no spreadsheet carries out; numbers are what they are."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell


def _json(table: Table) -> Iterator[Piece]:
    """A list of objects, one a line."""
    before = "[\n"
    for row in table.rows:
        text = json.dumps({name: row.get(name) for name in table.columns}, ensure_ascii=False)
        yield Piece(before + text, 1)
        before = ",\n"
    yield Piece("[]\n" if before == "[\n" else "\n]\n")


def _markdown(table: Table) -> Iterator[Piece]:
    """A table as GitHub, pandoc and others read it; what would end a cell or a row is written otherwise."""
    yield Piece(_bars(table.heads) + "|" + "---|" * len(table.heads) + "\n")
    for row in table.rows:
        yield Piece(_bars(flat(row.get(name)) for name in table.columns), 1)


def _bars(cells: Iterable[object]) -> str:
    texts = ("" if cell is None else str(cell).translate(CONTROLS) for cell in cells)
    return "| " + " | ".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts) + " |\n"


def flat(value: object) -> object:
    """A value in one cell: truths in words, lists with semicolons."""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(map(str, value)) if isinstance(value, (list, tuple)) else value
