"""Whether what a draft quotes stands so in the texts: ``check``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import N_, DraftError, said_by_system
from tui.cli import checking_report, values
from tui.cli.output import plain
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command
from tui.i18n import _

if TYPE_CHECKING:
    from index.library import Library

NOT_READ = N_("The draft {path} cannot be read ({detail}); check its name and its permissions.")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        type=values.path,
        help=_("the draft: .md, .txt or .docx (- for Markdown on standard input)"),
    )


def _check(library: Library, arguments: argparse.Namespace) -> Answer:
    file = arguments.file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes()
    except OSError as error:
        raise DraftError(NOT_READ, path=file, detail=said_by_system(error)) from error
    suffix = ".md" if file == "-" else None
    with bar(_("Checking")) as progress:
        report = library.check(data, file, suffix=suffix, progress=progress)
    answer = plain(report)
    assert isinstance(answer, dict)
    return Answer(
        json={"file": file, "summary": report.summary} | answer,
        human=lambda console: checking_report.write(console, library, report),
    )


COMMANDS = (
    Command(
        name="check",
        summary=N_("Check what a draft quotes against the texts, word by word."),
        example="check 讲话稿.docx",
        arguments=_arguments,
        run=_check,
    ),
)
