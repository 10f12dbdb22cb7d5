"""Tables that describe files beside them: each row is the user's word on the file that it names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from index.errors import N_, Sentence, UsageError
from index.library.files import name_of
from index.model import ImportedFile

if TYPE_CHECKING:
    from index.collect.records.table import Table

ABSENT = N_("{sidecar} describes {file}, which is not there; correct the name in its column {column}.")
NONE_THERE = N_(
    "It names files in its column {column}, such as {file}, but none of the {count} is there; put the table "
    "beside its files."
)
UNNAMED = N_("Row {number} of {sidecar} names no file; fill in its column {column}.")
BROKEN_ROW = N_("Row {number} of {sidecar} cannot be read; correct it and import again.")
NO_VALUE = N_("{sidecar} gives {value} as the {field} of {file}, which cannot be read as one; correct it.")
CONFLICT = N_(
    "The tables say two things about the {field} of {file}: {one} and {other}; it was left to the text. "
    "Keep one of them and import again."
)


@dataclass(slots=True)
class Word:
    """What sidecars say of one file: values by field, as they are stored. ``disputed``: fields of which they
    say several things.
    """

    values: dict[str, object] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Sidecars:
    """The words of all sidecars of an import by the stored name of the file, and what is wrong with them."""

    words: dict[str, Word] = field(default_factory=dict)
    problems: list[ImportedFile] = field(default_factory=list)

    def read(self, name: str, table: Table, beside: Beside) -> int:
        """Take over the rows of a table; returns how many files it describes."""
        column = table.columns["file"]
        described: set[str] = set()
        absent: list[str] = []
        before = len(self.problems)
        for row in table.rows():
            if row.problem is not None:
                self._problem(name, row.number, Sentence(BROKEN_ROW, number=row.number, sidecar=name))
                continue
            named = _cell(row.values, column).strip()
            if not named:
                reason = Sentence(UNNAMED, number=row.number, sidecar=name, column=column)
                self._problem(name, row.number, reason)
                continue
            path = beside.find(named)
            if path is None:
                reason = Sentence(ABSENT, sidecar=name, file=named, column=column)
                self._problem(name, named, reason)
                absent.append(named)
                continue
            file = name_of(path)
            described.add(file)
            self._say(file, table, row.values, name)
        if len(absent) > 1 and not described:
            # One mistake, or a table about other things: not one to be told row by row.
            del self.problems[before:]
            reason = Sentence(NONE_THERE, column=column, file=absent[0], count=len(absent))
            self._problem(name, "", reason)
        return len(described)

    def _say(self, file: str, table: Table, row: Mapping[str, object], sidecar: str) -> None:
        word = self.words.setdefault(file, Word())
        for name, value, cell in _values(table, row):
            if value is None:
                reason = Sentence(NO_VALUE, sidecar=sidecar, value=cell[:80], field=name, file=file)
                self._problem(file, "", reason)
            elif word.values.setdefault(name, value) != value and name not in word.disputed:
                word.disputed.add(name)
                one, other = word.values[name], value
                self._problem(file, "", Sentence(CONFLICT, field=name, file=file, one=one, other=other))
        for name in word.disputed:
            word.values.pop(name, None)

    def _problem(self, name: str, key: object, reason: Sentence) -> None:
        path = f"{name}#{key}" if key != "" else name
        self.problems.append(ImportedFile(path, None, "failed", reason))


def _values(table: Table, row: Mapping[str, object]) -> Iterator[tuple[str, object, str]]:
    """Field, value as it is stored (``None``: it cannot be read as one), and the cell it is from."""
    from index.collect.metadata_values import FIELDS, normalise
    from index.collect.records.values import stated

    for name, column in table.columns.items():
        cell = _cell(row, column)
        if name not in FIELDS or not cell.strip():
            continue
        said = stated(name, cell)
        try:
            value = None if said is None else normalise(name, said)
        except UsageError:
            value = None
        if value is None and name == "city" and stated("region", cell):
            continue  # a place that is a province's
        yield name, list(value) if isinstance(value, tuple) else value, cell


def _cell(row: Mapping[str, object], column: str) -> str:
    from index.collect.records.values import cell

    return cell(row, column)


class Beside:
    """Finds the files that a table in ``folder`` names.

    By the path as it stands there (slashes either way, composed or decomposed characters, names that are not
    UTF-8); without its suffix; and by the name alone where the folders of another computer stand before it.
    """

    def __init__(self, folder: Path, suffixes: frozenset[str]) -> None:
        self._folder = folder
        self._suffixes = suffixes
        self._listed: dict[Path, dict[str, Path]] = {}

    def find(self, named: str) -> Path | None:
        """The file, if it is there."""
        path = Path(named.removeprefix("file://").replace("\\", "/"))
        found = self._in(self._folder / path.parent, path.name)
        if found is None and len(path.parts) > 1:
            found = self._in(self._folder, path.name)
        return found

    def _in(self, folder: Path, name: str) -> Path | None:
        if folder not in self._listed:
            self._listed[folder] = dict(self._files(folder))
        return self._listed[folder].get(normalize("NFC", name))

    def _files(self, folder: Path) -> Iterator[tuple[str, Path]]:
        try:
            with os.scandir(folder) as entries:
                paths = [folder / entry.name for entry in entries if _is_file(entry)]
        except (OSError, ValueError):
            return
        for path in sorted(paths):
            if path.suffix.lower() in self._suffixes:
                yield normalize("NFC", _readable(path.stem)), path
        for path in paths:
            yield normalize("NFC", _readable(path.name)), path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False  # a link that leads to itself: no reason to find none of the others


def _readable(name: str) -> str:
    """A file's name as text, also where its bytes are those of a Chinese Windows."""
    data = os.fsencode(name)
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "backslashreplace")
