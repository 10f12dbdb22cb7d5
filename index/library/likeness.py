"""Duplicates around imports: older libraries are looked over bit by bit, and reports say what was found."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from index.model import ImportReport
from index.store import Command, Store

FEW = 20
"""Older texts that an import looks over though it has fewer files, if these are all."""
_AT_ONCE = 100  # texts between two commits


def catch_up(command: Command, files: int) -> bool:
    """Look over texts from before duplicates were looked for: as many as an import of so many files may.

    Whether some are left. Ctrl-C leaves them as well.
    """
    left = command.unlooked()
    most = min(left, files) if left > FEW else left
    with suppress(KeyboardInterrupt):
        while most > 0:
            left = command.catch_up(min(most, _AT_ONCE))
            most -= _AT_ONCE
            command.commit()
    return left > 0


def catch_up_all(store: Store) -> None:
    """Look over all of them. Errors: as of ``Store.command``."""
    if not store.missing:
        with store.command(None) as command:
            while command.catch_up(_AT_ONCE):
                command.commit()


def with_duplicates(store: Store, report: ImportReport) -> ImportReport:
    """The report with what each document has turned out to be a duplicate of, when all of them were there."""
    duplicates = store.duplicates()
    return replace(
        report,
        documents=tuple(
            file
            if file.duplicate_of is not None or file.id not in duplicates
            else replace(file, duplicate_of=duplicates[file.id])
            for file in report.documents
        ),
    )
