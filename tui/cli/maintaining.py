"""The health of the library: ``doctor`` and ``reindex``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import N_
from index.model import Check
from tui.cli.output import entry, shown, table
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _, translate

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library

CHECKS = {
    "library": N_("library"),
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


def _doctor_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help=_("also put right what can be put right"))


def _doctor(library: Library, arguments: argparse.Namespace) -> Answer:
    from tui import terminal

    return _checks([*library.doctor(arguments.repair), *terminal.checks()])


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
        name="reindex",
        summary=N_("Build the search index anew from the stored texts."),
        example="reindex",
        arguments=_reindex_arguments,
        run=_reindex,
        table=True,
    ),
)
