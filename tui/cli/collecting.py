"""Getting articles into the library: ``import``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from index.errors import N_
from index.model import ImportReport, ImportStatus
from tui.cli import values
from tui.cli.output import plain, shown, table
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library

STATUSES: tuple[ImportStatus, ...] = get_args(ImportStatus)
LABELS = {
    "added": N_("added"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "skipped": N_("skipped"),
    "failed": N_("failed"),
}
Progress = Callable[[int, int, str], None]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", help=_("files or folders of articles"))
    parser.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        type=values.assignment,
        default=[],
        help=_("a value for every article imported now, for example region=湖南; may be repeated"),
    )


def _import(library: Library, arguments: argparse.Namespace) -> Answer:
    paths = [Path(path) for path in arguments.paths]
    with _progress() as progress:
        report = library.import_paths(paths, values=dict(arguments.set), progress=progress)
    counts: dict[str, int] = {status: report.count(status) for status in STATUSES}
    documents = [plain(file) for file in report.documents]
    columns = ("path", "id", "status", "reason", "duplicate_of")
    return Answer(
        json={**counts, "documents": documents, "seconds": report.seconds},
        human=lambda console: _human(console, report),
        rows=Rows(columns, [row for row in documents if isinstance(row, dict)]),
        exit_code=1 if counts["failed"] else 0,
    )


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere; Ctrl-C says what was kept."""
    done, total = 0, 0
    try:
        if not sys.stderr.isatty():

            def count(number: int, of: int, _path: str) -> None:
                nonlocal done, total
                done, total = number, of

            yield count
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        with Bar(console=Console(stderr=True, markup=False), transient=True) as bar:
            task = bar.add_task(_("Importing"), total=None)

            def advance(number: int, of: int, _path: str) -> None:
                nonlocal done, total
                done, total = number, of
                bar.update(task, completed=number, total=of)

            yield advance
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            _("Stopped after {done} of {total} files; import the same paths again to go on.").format(
                done=done, total=total
            )
        ) from None


def _human(console: Console, report: ImportReport) -> None:
    counts = [(_(LABELS[status]), report.count(status)) for status in STATUSES]
    summary = " · ".join(f"{label} {number}" for label, number in counts if number)
    console.print(shown(summary or _("Nothing to import there.")))
    listed = [file for file in report.documents if file.status != "unchanged"]
    if not listed:
        return
    rows = table(_("ID"), _("status"), _("file"), right=(0,))
    for file in listed:
        remark = file.reason or (
            _("much the same as {id}").format(id=file.duplicate_of) if file.duplicate_of else ""
        )
        name = shown(file.path)
        if remark:
            name = name.append("\n").append_text(shown(remark, "red" if file.status == "failed" else "dim"))
        rows.add_row(shown(file.id), shown(_(LABELS[file.status])), name)
    console.print(rows)


COMMANDS = (
    Command(
        name="import",
        summary=N_("Import articles from files and folders."),
        example="import ~/文章 --set region=湖南",
        arguments=_arguments,
        run=_import,
        table=True,
    ),
)
