"""The health of the library: ``doctor``, ``backup``, ``restore`` and ``reindex``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import N_, Sentence
from index.model import Check
from tui.cli.output import entry, shown, table
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.cli.values import path
from tui.i18n import _, translate

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library

CHECKS = {
    "library": N_("library"),
    "backup": N_("backup"),
    "restore": N_("restored"),
    "kept": N_("kept"),
    "integrity": N_("file"),
    "references": N_("references"),
    "bytes": N_("source files"),
    "fingerprint": N_("fingerprint"),
    "index": N_("search index"),
    "privacy": N_("privacy"),
    "writing": N_("writing"),
    "space": N_("free space"),
    "segmenter": N_("segmenter"),
    "fold": N_("character table"),
    "terminal": N_("terminal"),
    "colours": N_("colours"),
    "width": N_("signs"),
    "clipboard": N_("copying"),
    "language": N_("language"),
    "configuration": N_("configuration file"),
}


SAVED = N_("{documents} documents saved in {path}")
RESTORED = N_("{documents} documents are in {path} again")
KEPT = N_("what was there before is in {path}; `restore` brings it back, too")


def _doctor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help=_("also put right what can be put right"))


def _doctor(library: Library, arguments: argparse.Namespace) -> Answer:
    from tui import terminal

    return _checks([*library.doctor(arguments.repair), *terminal.checks()])


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=path, help=_("the file to write"))
    parser.add_argument("--replace", action="store_true", help=_("write over a file that is there"))


def _backup(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Saving")) as progress:
        library.backup(Path(arguments.file), replace=arguments.replace, progress=progress)
    detail = Sentence(SAVED, path=arguments.file, documents=library.corpus().documents)
    return _checks([Check("backup", True, detail)])


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=path, help=_("a file that backup wrote"))


def _restore(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Restoring")) as progress:
        kept = library.restore(Path(arguments.file), progress=progress)
    restored = Sentence(RESTORED, path=library.path, documents=library.corpus().documents)
    checks = [Check("restore", True, restored)]
    if kept is not None:
        checks.append(Check("kept", True, Sentence(KEPT, path=kept)))
    return _checks([*checks, *library.doctor()])


def _reindex_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def _reindex(library: Library, _arguments: argparse.Namespace) -> Answer:
    library.reindex()
    return _checks(library.doctor())


def _checks(checks: Sequence[Check]) -> Answer:
    rows = [entry(check) for check in checks]
    return Answer(
        json={"checks": rows},
        human=lambda console: _human(console, checks),
        rows=Rows(("name", "ok", "detail"), rows),
        exit_code=0 if all(check.ok for check in checks) else 1,
    )


def _human(console: Console, checks: Sequence[Check]) -> None:
    rows = table("", _("check"), _("finding"))
    for check in checks:
        mark = shown("✓", "green") if check.ok else shown("✗", "bold red")
        rows.add_row(mark, shown(_(CHECKS.get(check.name, check.name))), shown(translate(check.detail)))
    console.print(rows)


COMMANDS = (
    Command(
        name="doctor",
        summary=N_("Check the library, its index and what the terminal can do."),
        example="doctor --repair",
        arguments=_doctor_arguments,
        run=_doctor,
        table=True,
    ),
    Command(
        name="backup",
        summary=N_("Save the whole library in one file, also while it is in use."),
        example="backup ~/党建资料库.sqlite3",
        arguments=_backup_arguments,
        run=_backup,
        table=True,
    ),
    Command(
        name="restore",
        summary=N_("Put a saved library in the place of this one, which is kept."),
        example="restore ~/党建资料库.sqlite3",
        arguments=_restore_arguments,
        run=_restore,
        table=True,
    ),
    Command(
        name="reindex",
        summary=N_("Build the search index anew from the stored texts."),
        example="reindex",
        arguments=_reindex_arguments,
        run=_reindex,
        table=True,
    ),
)
