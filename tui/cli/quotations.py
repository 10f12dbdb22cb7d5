"""What the texts quote, and whom: ``quotations``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from tui.cli import figures, values
from tui.cli.output import entry, filled, joined, shown
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library
    from index.registers.model import Page, Quotation

COLUMNS = ("id", "start", "end", "text", "speaker", "speaker_status", "date")


def _arguments(parser: argparse.ArgumentParser) -> None:
    figures.places(parser)
    parser.add_argument(
        "--speaker", metavar="NAME", type=values.text, help=_("only of speakers that this is part of")
    )


def _quotations(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Reading quotations")) as progress:
        page = library.quotations(
            arguments.id,
            where=arguments.where,
            speaker=arguments.speaker,
            limit=figures.limit_of(arguments),
            progress=progress,
        )
    rows = [{"id": found.id} | entry(found.row) for found in page.rows]
    return Answer(
        json=figures.with_state({"total": page.total, "quotations": rows}, page.incomplete),
        human=lambda console: _human(console, page),
        rows=Rows(COLUMNS, rows),
    )


def _human(console: Console, page: Page[Quotation]) -> None:
    for found in page.rows:
        one = found.row
        implied = _("implied") if one.speaker_status == "implied" else ""
        parts = [shown(one.speaker or implied, "" if one.speaker else "dim"), shown(one.date, "dim")]
        place = shown(f"{one.start}:{one.end}", "dim")
        line = shown(f"[{found.id}] ", "cyan").append_text(joined([*parts, place]))
        console.print(line)
        console.print(filled(shown(one.text), console.width, indent=4))
    figures.more(console, page, len(page.rows))


COMMANDS = (
    Command(
        name="quotations",
        summary=N_("List what documents quote, with whom they name as its speaker."),
        example="quotations --speaker 习近平 --where '年:2021'",
        arguments=_arguments,
        run=_quotations,
        table=True,
    ),
)
