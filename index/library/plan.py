"""What an import will go through: the files in their order, tables looked over, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from index.collect.suffixes import SUPPORTED_SUFFIXES, TABLES
from index.errors import N_, ImportFailure, Sentence
from index.library.ahead import Source
from index.library.files import Candidate, name_of, suffix_of
from index.library.folders import said_by
from index.library.sidecars import Beside, Sidecars, Word
from index.model import ImportedFile, ImportStatus

if TYPE_CHECKING:
    from pathlib import Path

    from index.collect.records.lines import Open
    from index.collect.records.table import Member, Table

SIDECAR = N_("It describes {count} files beside it; what it says of them is kept as your word.")
IGNORED = N_("It describes files beside it; it was left out because of --no-sidecar.")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the import; ``table``: the one in it, of ``count`` rows."""

    candidate: Candidate
    table: Table | None = None
    count: int = 1


@dataclass(slots=True)
class Plan:
    """``total`` files and rows, in order; ``words`` of sidecars by stored name of the file.

    ``told``: what is settled about sidecars and is no file's own matter.
    """

    items: list[Item] = field(default_factory=list)
    words: dict[str, Word] = field(default_factory=dict)
    told: list[ImportedFile] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The number of files and rows."""
        return sum(item.count for item in self.items)

    def sources(self) -> Iterator[Source]:
        """What there is to import, opened one after the other."""
        for item in self.items:
            folders = said_by(item.candidate.folders)
            if item.table is not None:
                yield from self._rows(item.candidate, item.table, folders)
                continue
            source = Source.of(item.candidate)
            source.filed, source.word = folders, self.words.get(source.name)
            yield source

    def left(self, done: int) -> Iterator[tuple[str, int]]:
        """The files that are not done when ``done`` files and rows are, with the number of rows left."""
        for item in self.items:
            if done < item.count:
                yield name_of(item.candidate.path), 0 if item.table is None else item.count - done
            done = max(0, done - item.count)

    def size(self) -> int:
        """Bytes of the files, as far as they can be told."""
        found = 0
        for item in self.items:
            if item.candidate.problem is None:
                try:
                    found += item.candidate.path.stat().st_size * (4 if item.table is not None else 1)
                except OSError:
                    continue
        return found

    def _rows(self, candidate: Candidate, table: Table, folders: Mapping[str, object]) -> Iterator[Source]:
        name = name_of(candidate.path)
        done: set[str] = set()
        try:
            for member in table.members():
                yield _row(candidate, name, member, folders, done)
        except ImportFailure as problem:
            yield Source(candidate, name, problem=problem)


def _row(
    candidate: Candidate, name: str, member: Member, folders: Mapping[str, object], done: set[str]
) -> Source:
    source = Source(candidate, f"{name}#{member.key}", member.data, problem=member.problem)
    if member.problem is None:
        source.digest = sha256(member.data).hexdigest()
        source.filed = {field: value for field, value in folders.items() if field not in member.stated}
        source.again = member.repeated and member.key in done
        if member.repeated:
            done.add(member.key)
    return source


def plan(
    found: Sequence[Candidate],
    columns: Mapping[str, str],
    *,
    sidecars: bool,
    looking: Callable[[int, str], object] | None = None,
) -> Plan:
    """Look over the tables among the files. ``columns``: the user's word on them (field → column).

    ``looking`` is called now and then with the number of files and rows found so far, and the table's name.
    Without ``sidecars`` those are left out. Problems of tables are those of their candidates then.
    """
    made, words, total = Plan(), Sidecars(), 0
    for candidate in found:
        total += 1
        suffix = suffix_of(candidate.path)
        if candidate.problem is not None or suffix not in TABLES:
            made.items.append(Item(candidate))
            continue
        from index.collect.records.table import NO_TEXTS, Table

        name = name_of(candidate.path)
        table = Table(_opens(candidate.path), suffix, columns)
        try:
            table.find_columns()
            beside = Beside(candidate.path.parent, SUPPORTED_SUFFIXES)
            if _is_sidecar(table, beside):
                count = words.read(name, table, beside) if sidecars else 0
                if count or not sidecars:
                    reason = Sentence(SIDECAR, count=count) if sidecars else Sentence(IGNORED)
                    made.told.append(ImportedFile(name, None, "skipped", reason))
                continue
            table.look_over(looking and partial(_counted, looking, total, name))
        except ImportFailure as problem:
            # Not every table in a folder is one of articles, still less every .json.
            other = problem.template == NO_TEXTS or suffix in (".json", ".json.gz")
            status: ImportStatus = "skipped" if other and not candidate.named else "failed"
            made.items.append(Item(Candidate(candidate.path, status, problem)))
            continue
        made.items.append(Item(candidate, table, table.count))
        total += table.count - 1
    made.words = words.words
    made.told += words.problems
    return made


def _counted(looking: Callable[[int, str], object], before: int, name: str, rows: int) -> None:
    looking(before + rows, name)


def _opens(path: Path) -> Open:
    return lambda: path.open("rb")


def _is_sidecar(table: Table, beside: Beside) -> bool:
    """Whether a table describes files: it names some that are there, or names files and has no texts."""
    column = table.columns.get("file")
    if column is None:
        return False
    if "text" not in table.columns:
        return True
    from index.collect.records.values import cell

    return any(beside.find(name) is not None for row in table.sample() if (name := cell(row, column).strip()))
