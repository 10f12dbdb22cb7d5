"""Getting articles into the library: ``import``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from index.errors import N_, Sentence
from index.model import ImportedFile, ImportStatus
from tui.cli import values
from tui.cli.output import INTERRUPTED, entry, say, shown
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.library import Library

STATUSES: tuple[ImportStatus, ...] = get_args(ImportStatus)
LABELS = {
    "added": N_("added"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "skipped": N_("skipped"),
    "failed": N_("failed"),
}
LISTED = 500
"""Files without remarks that a reader is told one by one; --json and --csv have all."""
SCREEN = 20
"""Lines after which the beginning of a report has left the screen: its totals are told again below it."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=values.path, help=_("files or folders of articles")
    )
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        type=values.assignment,
        default=[],
        help=_("a value for every article imported now, for example region=湖南; may be repeated"),
    )
    parser.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        type=values.assignment,
        default=[],
        help=_("the column of a table that holds a field, for example text=正文; may be repeated"),
    )
    parser.add_argument(
        "--no-sidecar",
        action="store_true",
        help=_("leave out tables that describe files beside them"),
    )


def _import(library: Library, arguments: argparse.Namespace) -> Answer:
    paths = [Path(path) for path in arguments.paths]
    handled = Handled()
    with _bar(handled) as progress:
        report = library.import_paths(
            paths,
            values=dict(arguments.set),
            mapping=dict(arguments.map),
            sidecars=not arguments.no_sidecar,
            progress=progress,
        )
    exit_code = 1 if report.count("failed") else 0
    not_reached = _not_reached()
    done = [file for file in report.documents if _template(file) not in not_reached]
    left = [file for file in report.documents if _template(file) in not_reached]
    stopped = ""
    if left:
        # Ctrl-C: the library keeps what is done and reports the rest as failed.
        rows = any(_template(file) == not_reached[1] for file in left)
        stopped = _stopped(handled.files, max(handled.of, len(left)), rows=rows)
        say(stopped)
        exit_code = INTERRUPTED
    counts: dict[str, int] = {status: report.count(status) for status in STATUSES}
    entries = [entry(file) for file in report.documents]
    return Answer(
        json={**counts, "documents": entries, "seconds": report.seconds},
        human=lambda console: _human(console, done, stopped),
        rows=Rows(("path", "id", "status", "reason", "duplicate_of"), entries),
        exit_code=exit_code,
    )


@dataclass
class Handled:
    """How far an import has come."""

    files: int = 0
    of: int = 0

    def __call__(self, files: int, of: int, _path: str) -> None:
        """Take note of the progress that the library reports."""
        self.files, self.of = files, of


@contextmanager
def _bar(handled: Handled) -> Iterator[Callable[[int, int, str], None]]:
    """Counts, and shows a progress bar when stderr is a terminal."""
    with bar(_("Importing")) as show:

        def advance(files: int, of: int, path: str) -> None:
            handled(files, of, path)
            show(files, of)

        yield advance


def _template(file: ImportedFile) -> str:
    return file.reason.template if isinstance(file.reason, Sentence) else ""


def _not_reached() -> tuple[str, str]:
    """How the library says that a file, or the rest of its rows, was not reached before Ctrl-C."""
    from index.library.importing import INTERRUPTED as FILE
    from index.library.importing import ROWS_LEFT

    return FILE, ROWS_LEFT


def _stopped(done: int, total: int, *, rows: bool) -> str:
    template = N_(
        "Stopped after {done} of {total} files, which are kept; import the same paths again to go on."
    )
    if rows:
        template = N_(
            "Stopped after {done} of {total} files and rows, which are kept; import the same paths again to "
            "go on."
        )
    return _(template).format(done=done, total=total)


def _human(console: Console, files: Sequence[ImportedFile], stopped: str) -> None:
    counts = [(_(LABELS[status]), sum(file.status == status for file in files)) for status in STATUSES]
    summary = " · ".join(f"{label} {number}" for label, number in counts if number)
    if summary or not stopped:  # otherwise stopped before the first file
        console.print(shown(summary or _("Nothing to import there.")))
    plain = [
        file
        for file in files
        if file.reason is None and file.duplicate_of is None and file.status != "unchanged"
    ]
    # What needs a look comes last, next to the prompt; failures after all else.
    remarked = sorted(
        (file for file in files if file.reason is not None or file.duplicate_of is not None),
        key=lambda file: file.status == "failed",
    )
    for file in plain[:LISTED]:
        # Not wrapped here: a path stays in one piece for whoever copies it or searches for it.
        console.print(_line(file), soft_wrap=True)
    if len(plain) > LISTED:
        console.print(shown(_("… and {count} more without remarks").format(count=len(plain) - LISTED), "dim"))
    for file in remarked:
        console.print(_line(file), soft_wrap=True)
    if len(plain) + len(remarked) > SCREEN:
        console.print(shown(summary))
        if stopped:
            console.file.flush()
            say(stopped)


def _line(file: ImportedFile) -> Text:
    number = "" if file.id is None else str(file.id)
    style = "red" if file.status == "failed" else "dim"
    remark = file.reason or (
        _("much the same as {id}").format(id=file.duplicate_of) if file.duplicate_of else ""
    )
    line = shown(f"{number:>5}  {_(LABELS[file.status])}  {file.path}")
    return line.append("\n       ").append_text(shown(remark, style)) if remark else line


COMMANDS = (
    Command(
        name="import",
        summary=N_("Import articles from files and folders."),
        example="import ~/文章 --set region=湖南",
        arguments=_arguments,
        run=_import,
        table=True,
        reads_library=False,
    ),
)
