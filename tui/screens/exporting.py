"""Where a table is to be written: a path, whose ending says in which form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.errors import ExportExists
from tui.exporting import Table, export
from tui.i18n import _, translate_error
from tui.keymap import bindings
from tui.messages import Failed
from tui.screens.desk import Desk, DeskScreen
from tui.services import LibraryLike, Ticket
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line
from tui.widgets.prose import Prose

Source = Callable[[LibraryLike, Ticket], Table]
"""Makes the table in the library's thread: what a screen shows may be its first page only."""

FORMS = (".csv", ".json", ".md")


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


class PathInput(Input):
    """The path. Keys of the screen go to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export", namespace="screen", priority=True)]

    def __init__(self, path: str) -> None:
        super().__init__(path, compact=True, select_on_focus=False)
        self.cursor_blink = False


class ExportScreen(ModalScreen[Exported | None]):
    """Dismissed with what was written, or ``None``. A file that is there is replaced when asked twice."""

    CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen > Vertical {
        width: 90; max-width: 98%; height: auto; border: round $primary; background: $surface; padding: 0 1;
    }
    ExportScreen .title { text-style: bold; }
    ExportScreen PathInput { width: 1fr; background: $panel; }
    ExportScreen Prose { color: $text-muted; }
    ExportScreen #problem { padding: 0; }
    """

    def __init__(self, desk: Desk, name: str, source: Source) -> None:
        super().__init__()
        self._desk = desk
        self._source = source
        self._path = str(_short(desk.exports or _home()) / f"{file_name(name)}{FORMS[0]}")
        self._ticket = 0
        self._there = ""

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(_("Write the table to"), classes="title", markup=False)
            yield PathInput(self._path)
            yield Prose(_(".csv for spreadsheets, .json for programs, .md for drafts; Tab changes it."))
            yield Line("problem")
        yield KeyBar("export")

    def on_mount(self) -> None:
        """The name can be typed at once, before its ending."""
        field = self.query_one(PathInput)
        field.cursor_position = len(field.value) - len(FORMS[0])

    @property
    def _typed(self) -> str:
        return self.query_one(PathInput).value.strip()

    def action_next_form(self) -> None:
        """Another ending."""
        field, path = self.query_one(PathInput), self._typed
        ending = next((form for form in FORMS if path.lower().endswith(form)), "")
        stem = path[: len(path) - len(ending)] if ending else path
        field.value = stem + FORMS[(FORMS.index(ending) + 1) % len(FORMS) if ending else 0]
        field.cursor_position = len(stem)

    def action_write(self) -> None:
        """Write it."""
        if not self._typed:
            self._say(_("Type the name of a file."))
            return
        work = partial(_write, self._source, Path(self._typed), self._there == self._typed)
        self._ticket = self._desk.service.submit("export", self.post_message, work)
        self.query_one("#problem", Line).say(_("Writing…"))

    @on(Exported)
    def _written(self, event: Exported) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self._desk.exports = event.path.parent
            self.dismiss(event)

    @on(Failed)
    def _refused(self, event: Failed) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        if isinstance(event.error, ExportExists):
            self._there = self._typed
            self._say(_("This file is there already; Enter again replaces it."))
        else:
            self._say(translate_error(event.error))

    def _say(self, text: str) -> None:
        self.query_one("#problem", Line).say(text, problem=True)

    @on(Input.Changed)
    def _goes_on(self) -> None:
        self._there = ""

    def action_cancel(self) -> None:
        """Write nothing."""
        self._desk.service.cancel("export")
        self.dismiss(None)


def _write(source: Source, path: Path, overwrite: bool, library: LibraryLike, ticket: Ticket) -> Message:
    table = source(library, ticket)
    if path.expanduser().parent == _home():
        _home().mkdir(parents=True, exist_ok=True)
    return Exported(ticket.number, path.expanduser(), export(table, path, overwrite=overwrite))


def _home() -> Path:
    """Beside the drafts, unless another folder was named."""
    from index.quoting.drafts import drafts_folder

    return drafts_folder()


def _short(path: Path) -> Path:
    """``path`` from ~ on, where it is among the user's own files."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path
