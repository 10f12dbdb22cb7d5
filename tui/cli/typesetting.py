"""Drafts as files for others: ``export``."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import N_
from tui.cli import values
from tui.cli.output import entry, shown
from tui.cli.registry import Answer, Command
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library
    from index.quoting.export.writing import ExportedDraft

LAYOUTS = ("official", "plain")
STYLES = ("gb2025", "gb2015")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", type=values.text, help=_("a file in the folder of drafts, or a path from ./")
    )
    parser.add_argument(
        "--to", metavar="FILE", type=values.path, required=True, help=_("the file: .docx, .md or .txt")
    )
    parser.add_argument(
        "--layout",
        choices=LAYOUTS,
        default="official",
        metavar="|".join(LAYOUTS),
        help=_("as official documents are set (GB/T 9704), or plain"),
    )
    parser.add_argument(
        "--anchors", action="store_true", help=_("Markdown with the comments that lead back to the passages")
    )
    parser.add_argument(
        "--style",
        choices=STYLES,
        default=STYLES[0],
        metavar="|".join(STYLES),
        help=_("the edition of the standard for the references that this program has written"),
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace the file if it is there"))


def _export(library: Library, arguments: argparse.Namespace) -> Answer:
    from index.quoting.drafts import draft_name, draft_path
    from index.quoting.export.writing import export
    from index.quoting.files import read

    path = draft_path(arguments.name)
    draft = read(path)
    styled = library.restyled(draft.text, arguments.style)
    written = export(
        replace(draft, text=styled.text),
        Path(arguments.to).expanduser(),
        layout=arguments.layout,
        anchors=arguments.anchors,
        overwrite=arguments.overwrite,
    )
    places = [{"line": line, "column": column} for line, column in written.altered]
    return Answer(
        json={"name": draft_name(path), "layout": arguments.layout}
        | entry(written)
        | {"altered": places, "other_references": styled.others},
        human=lambda console: _human(console, written),
    )


def _human(console: Console, written: ExportedDraft) -> None:
    counts = _("{path}: {quotations} quotations, {footnotes} footnotes, {references} references").format(
        path=written.path,
        quotations=f"{written.quotations:,}",
        footnotes=f"{written.footnotes:,}",
        references=f"{written.references:,}",
    )
    console.print(shown(counts), soft_wrap=True)
    for line, column in written.altered:
        said = _("{line}:{column} This quotation no longer says what was quoted; check it.")
        console.print(shown(said.format(line=line, column=column)), soft_wrap=True)


COMMANDS = (
    Command(
        name="export",
        summary=N_("Write a draft as a Word document, Markdown or plain text."),
        example="export 讲话稿 --to 讲话稿.docx",
        arguments=_arguments,
        run=_export,
    ),
)
