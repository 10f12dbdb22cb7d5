"""Where a table is to be written: a path, whose ending says in which form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from index.errors import DangjianError, ExportExists
from tui.exporting import Table, export
from tui.i18n import _
from tui.screens.desk import Desk, DeskScreen
from tui.screens.writing_file import FileScreen, home
from tui.services import LibraryLike, Ticket, Work
from tui.widgets.prose import Prose

Source = Callable[[LibraryLike, Ticket], Table]
"""Makes the table in the library's thread: what a screen shows may be its first page only."""


@dataclass
class Exported(Message):
    """``rows`` were written to ``path``."""

    ticket: int
    path: Path
    rows: int


def export_from(screen: DeskScreen, name: str, source: Source) -> None:
    """Ask where to write the table of a screen, and write it; ``name``: of the file, without an ending."""

    def done(exported: Exported | None) -> None:
        if exported is not None:
            said = _("{rows} rows written to {path}")
            screen.say(said.format(rows=f"{exported.rows:,}", path=exported.path))

    screen.app.push_screen(ExportScreen(screen.desk, name, source), done)


def file_name(name: str) -> str:
    """``name`` as that of a file on any system: without signs that mean something in paths."""
    return re.sub(r'[\s\\/:*?"<>|.\x00-\x1f]+', "_", name).strip("_")[:60] or "table"


class ExportScreen(FileScreen[Exported]):
    """A table written to a file."""

    FORMS = (".csv", ".json", ".md")

    def __init__(self, desk: Desk, name: str, source: Source) -> None:
        super().__init__(desk, file_name(name))
        self._source = source

    @property
    def title_(self) -> str:
        """What is asked."""
        return _("Write the table to")

    def compose_about(self) -> ComposeResult:
        """Which endings there are."""
        yield Prose(_(".csv for spreadsheets, .json for programs, .md for drafts; Tab changes it."))

    def work(self, path: Path, *, overwrite: bool) -> Work:
        """What writes the table."""
        return partial(_write, self._source, path, overwrite)

    def is_there(self, error: DangjianError) -> bool:
        """Whether an error tells that there is a file of this name already."""
        return isinstance(error, ExportExists)

    @on(Exported)
    def _written(self, event: Exported) -> None:
        event.stop()
        if self.answers(event.ticket):
            self.desk.exports = event.path.parent
            self.dismiss(event)


def _write(source: Source, path: Path, overwrite: bool, library: LibraryLike, ticket: Ticket) -> Message:
    table = source(library, ticket)
    if path.expanduser().parent == home():
        home().mkdir(parents=True, exist_ok=True)
    return Exported(ticket.number, path.expanduser(), export(table, path, overwrite=overwrite))
