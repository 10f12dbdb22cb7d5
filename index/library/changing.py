"""The commands that change a library: import, set, remove, repairs, and undoing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.collect.suffixes import SUPPORTED_SUFFIXES, TABLES
from index.errors import N_, UsageError
from index.library.corrections import normalised, set_by_user
from index.library.files import Candidate, candidates
from index.library.importing import Import
from index.library.likeness import catch_up, with_duplicates
from index.library.looking import MODULE as LOOKING
from index.library.repairing import taken_back
from index.library.tending import leave
from index.model import ImportReport
from index.store import Store, reading_of

NOTHING_TO_UNDO = N_("There is nothing to undo in this library.")
NO_FIELDS = N_("No field is given; write it as field=value, such as region=湖南.")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import whose request has been found right: the files it is about, the values for them, the columns
    of tables, and whether tables may describe files.
    """

    found: tuple[Candidate, ...]
    values: Mapping[str, object]
    columns: Mapping[str, str]
    sidecars: bool


def prepared(
    paths: Sequence[Path],
    values: Mapping[str, str],
    library: Path,
    mapping: Mapping[str, str] | None = None,
    sidecars: bool = True,
) -> Prepared:
    """Look over an import before anything is opened or created. Errors: ``UsageError`` (fields, values)."""
    known = normalised(values)
    columns: Mapping[str, str] = {}
    if mapping:
        from index.collect.records.columns import mapped

        columns = mapped(mapping)
    found = candidates(paths, suffixes=SUPPORTED_SUFFIXES | TABLES, without=[library])
    return Prepared(tuple(found), known, columns, sidecars)


def import_files(
    store: Store, what: Prepared, progress: Callable[[int, int, str], None] | None
) -> ImportReport:
    """Import what was prepared, as one command."""
    with store.command("import") as command:
        report = Import(store, command, what.values, what.columns, what.sidecars).run(what.found, progress)
        left = catch_up(command, len(report.documents))
    if left:
        leave(store.folder, LOOKING)
    return with_duplicates(store, report)


def set_fields(store: Store, ids: Sequence[int], values: Mapping[str, str]) -> list[int]:
    """Correct fields of the documents that are there, as one command; returns the ids that changed."""
    if not values:
        raise UsageError(NO_FIELDS)
    given = normalised(values)
    with store.command("set") as command:
        for id in ids:
            state = command.state(id)
            if state is not None:
                _, found = store.found(state.reading)
                command.put(id, set_by_user(found, state, given))
        return command.changed


def remove(store: Store, ids: Sequence[int]) -> list[int]:
    """Take documents away; returns their ids."""
    with store.command("remove") as command:
        for id in ids:
            if command.state(id) is not None:
                command.drop(id)
        return command.changed


def undo_repairs(store: Store, id: int, which: int | Literal["all"]) -> list[int]:
    """Take back one repair of a document, or all; returns its id if anything changed."""
    with store.command("repairs") as command:
        state, stored = command.state(id), store.stored_text(id)
        if state is None or stored is None:
            return []
        collected, sha256, key = store.reading(state.reading)
        without, names = taken_back(stored, collected, which)
        if names:
            reading = command.add_reading(reading_of(without, key), sha256)
            command.put(id, replace(state, reading=reading, undone=(*state.undone, *names)))
        return command.changed


def undo(store: Store) -> list[int]:
    """Undo the newest command; returns the ids it concerned. Errors: ``UsageError`` when there is none."""
    if store.missing:
        raise UsageError(NOTHING_TO_UNDO)
    with store.command(None) as command:
        past = store.last_command()
        if past is None:
            raise UsageError(NOTHING_TO_UNDO)
        command.undo(past)
        return command.changed
