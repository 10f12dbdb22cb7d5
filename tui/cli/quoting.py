"""Quotations with their source (``cite``), and the drafts they are for."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from index.model import Citation
from tui.cli import drafting, typesetting, values
from tui.cli.output import entry, shown
from tui.cli.registry import Answer, Command
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library

STYLES = ("gb2025", "gb2015", "plain", "markdown")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=values.document_id, help=_("the number of the document"))
    parser.add_argument(
        "span",
        metavar="START:END",
        nargs="?",
        type=values.span,
        help=_("the passage, in characters of the text from 0; without it, the whole document"),
    )
    parser.add_argument(
        "--accessed",
        metavar="DATE",
        type=values.day,
        help=_("the day a web page was seen, such as 2026-11-22, which the standard wants"),
    )
    parser.add_argument(
        "--style", choices=STYLES, default="gb2025", metavar="|".join(STYLES), help=_("the citation style")
    )


def _cite(library: Library, arguments: argparse.Namespace) -> Answer:
    span = arguments.span
    start, end = (span.start, span.end) if span else (None, None)
    citation = library.cite(arguments.id, start, end, arguments.style, arguments.accessed or "")
    return Answer(json=entry(citation), human=lambda console: _human(console, citation))


def _human(console: Console, citation: Citation) -> None:
    for part in (citation.text, citation.citation, citation.reference):
        for line in part.split("\n"):
            console.print(shown(line), soft_wrap=True)
        console.print()


COMMANDS = (
    Command(
        name="cite",
        summary=N_("Quote a passage or a document with its source."),
        example="cite 3 120:180 --style gb2025",
        arguments=_arguments,
        run=_cite,
    ),
    *drafting.COMMANDS,
    *typesetting.COMMANDS,
)
