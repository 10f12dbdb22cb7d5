"""The headings of documents, and which documents are built alike: ``outline``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_, UsageError
from tui.cli import figures, labels, values
from tui.cli.output import entry, filled, joined, shown
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from index.library import Library
    from index.registers.model import Outline

COLUMNS = ("id", "level", "start", "end", "text", "parallel", "lead")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids", metavar="ID", nargs="*", type=values.document_id, help=_("the numbers of the documents")
    )
    parser.add_argument(
        "--shape",
        metavar="SHAPE",
        type=values.text,
        help=_("documents whose headings have words in common so often, such as 着力×4 or …起来×3"),
    )
    parser.add_argument(
        "--where", metavar="QUERY", type=values.text, help=_("with --shape: only documents that match")
    )
    parser.add_argument(
        "--limit", metavar="N", type=values.count, help=_("with --shape: how many documents to list (all)")
    )


def _outline(library: Library, arguments: argparse.Namespace) -> Answer:
    if bool(arguments.ids) == (arguments.shape is not None):
        raise UsageError(N_("outline takes either ID… or --shape; see `dangjian-tui outline --help`."))
    with bar(_("Reading outlines")) as progress:
        if arguments.shape is None:
            found, incomplete = library.outlines(tuple(dict.fromkeys(arguments.ids)), progress=progress), None
        else:
            shaped = library.outline_shapes(
                arguments.shape, where=arguments.where, limit=arguments.limit, progress=progress
            )
            found, incomplete = shaped.outlines, shaped.incomplete
    rows = [{"id": one.id} | entry(heading) for one in found for heading in one.headings]
    return Answer(
        json=figures.with_state({"outlines": [_entry(one) for one in found]}, incomplete),
        human=lambda console: _human(console, library, found),
        rows=Rows(COLUMNS, rows),
    )


def _entry(one: Outline) -> dict[str, object]:
    return entry(one, shape=[{"words": words, "times": times} for words, times in one.shape])


def _human(console: Console, library: Library, found: Sequence[Outline]) -> None:
    for one in found:
        title = shown(f"[{one.id}] ", "cyan").append_text(labels.title(library, library.document(one.id)))
        title.stylize("bold")
        console.print(filled(title, console.width, indent=4, first=0), soft_wrap=True)
        if one.shape:
            shape = joined([shown(f"{words}×{times}") for words, times in one.shape])
            shape.stylize("dim")
            console.print(filled(shape, console.width, indent=4), soft_wrap=True)
        for heading in one.headings:
            line = shown(heading.text, "italic" if heading.lead else "")
            console.print(filled(line, console.width, indent=2 + 2 * heading.level), soft_wrap=True)
    console.print(shown(_("Documents: {count}").format(count=len(found)), "dim"))


COMMANDS = (
    Command(
        name="outline",
        summary=N_("Show the headings of documents, or find documents by the shape of theirs."),
        example="outline --shape 着力×4",
        arguments=_arguments,
        run=_outline,
        table=True,
    ),
)
