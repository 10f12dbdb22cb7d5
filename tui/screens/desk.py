"""What all screens at work share: the library's thread, the draft, quoting, status line and key bar."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from index.errors import said_by_system
from index.model import Document, Span
from tui import requests
from tui.clipboard import OSC52
from tui.config import Settings
from tui.i18n import _, translate, translate_error
from tui.keymap import Context
from tui.labels import ways_of
from tui.messages import Failed, Purpose, Quoted
from tui.services import LibraryService, Work
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine

if TYPE_CHECKING:
    from index.quoting.uses import Shelf
    from tui.jobs import ImportJob
    from tui.movement import Subject
    from tui.opening import Program
    from tui.parallels import Asked
    from tui.terms import Sought

_LONG = 3600.0  # seconds: until it is done
_NAME = 24  # characters of a document's name in a notice


@dataclass
class Desk:
    """What the screens work with; ``banner`` says what is special about the library (sample, read-only)."""

    service: LibraryService
    settings: Settings
    banner: str = ""
    documents: int | None = None
    """How many the library holds, as soon as it is known."""
    target: str | None = None
    """What an import process opens for the library."""
    job: ImportJob | None = None
    """The import that runs, or ran last."""
    fixed: str = ""
    """Why documents cannot be changed, if they cannot."""
    indexing: tuple[int, int] | None = None
    """Texts in the index and all there are, while it is being built."""
    exports: Path | None = None
    """The folder in which a table was written last."""
    cursors: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Where one was in drafts that were left: row and column."""
    shelf: Shelf | None = None
    """What is known of the quotations in the user's drafts."""
    changes: int = 0
    """Changes made on these screens since the last import that undoing would take back."""


class DeskScreen(Screen[None]):
    """A screen with quoting, a status line (``#status``) and a key bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.told: tuple[str, ...] = ()
        """What the status line says beside the import and the draft."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now, the nearest first."""
        raise NotImplementedError

    def refresh_keys(self) -> None:
        """Show the keys of the present contexts."""
        self.query_one(KeyBar).show(*self.contexts)

    def refresh_status(self, *more: str) -> None:
        """Say the running import, the draft and ``more`` in the status line."""
        self.told = more
        job = self.desk.job.short() if self.desk.job is not None else ""
        parts = [job, _("draft: {name}").format(name=self.desk.settings.draft), *more]
        self.query_one(StatusLine).rest("  ·  ".join(part for part in parts if part))

    def import_moved(self) -> None:
        """The import has gone on, or has ended."""
        self.refresh_status(*self.told)

    def library_changed(self, ids: Sequence[int] = ()) -> None:
        """The library holds other documents, or knows other things of ``ids``; or it is another one."""

    def quote(self, purpose: Purpose, document: Document, span: Span | None, *, whole: bool) -> None:
        """Copy or append ``span`` (unless ``whole`` the sentences around it); ``None``: there is nothing."""
        if span is None:
            self.say(_("There is no hit and no selection here to take."))
            return
        work = requests.quote(purpose, document, span, whole=whole, draft=self.desk.settings.draft)
        self.desk.service.submit("", self.post_message, work)

    def open_parallels(self, asked: Asked) -> None:
        """Who else says a passage."""
        from tui.screens.parallels import ParallelsScreen

        self.app.push_screen(ParallelsScreen(self.desk, asked))

    def open_term(self, sought: Sought | Subject) -> None:
        """All about a term: the one that is meant at a place, or one that is known."""
        from tui.screens.term import TermScreen

        self.app.push_screen(TermScreen(self.desk, sought))

    def search_for(self, text: str) -> None:
        """Leave for the search screen, and search for ``text`` as it stands there."""
        from tui.parallels import literal
        from tui.widgets.query_bar import QueryInput

        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        self.app.screen.query_one(QueryInput).value = literal(text)

    @on(Quoted)
    def _quoted(self, event: Quoted) -> None:
        event.stop()
        if OSC52 in event.ways:
            self.app.copy_to_clipboard(event.text)
        name = event.name
        source = f"{name[:_NAME]}…{name[-1]}" if len(name) > _NAME + 2 else name
        length = len(event.citation.text)
        if event.purpose == "append":
            path = Path(event.draft or "")
            said = _("{length} characters from {source} appended to {draft}").format(
                length=length, source=source, draft=path
            )
        elif event.purpose == "copy":
            said = _("{length} characters copied verbatim from {source}, sent to {ways}").format(
                length=length, source=source, ways=ways_of(event.ways)
            )
        else:
            said = _("{length} characters copied with citation from {source}, sent to {ways}").format(
                length=length, source=source, ways=ways_of(event.ways)
            )
        self.say(said)

    def action_check(self) -> None:
        """Ask which draft or file, and check it."""
        from tui.screens.checking_choice import choose

        choose(self)

    def action_undo(self) -> None:
        """Undo the last change; one that was not made here (an import, say) after a question."""
        from tui.screens.question import QuestionScreen

        if self.is_busy:
            return
        if self.desk.changes:
            self._undo(True)
        else:
            question = _(
                "The last change of the library was an import, or was made before. Undo it all the same?"
            )
            self.app.push_screen(QuestionScreen(question), self._undo)

    def _undo(self, sure: bool | None) -> None:
        from tui import upkeep

        if sure:
            self.change(upkeep.undo())

    def change(self, work: Work) -> None:
        """Change the library; thousands of documents take seconds, and this screen may be left meanwhile:
        the application is told.
        """
        self.query_one(StatusLine).notice(_("The library is being changed…"), seconds=_LONG)
        self.desk.service.submit("", self.app.post_message, work)

    @property
    def is_busy(self) -> bool:
        """Whether the library cannot be changed now, because an import writes to it; that is said."""
        busy = self.desk.job is not None and self.desk.job.running
        if busy:
            self.say(_("An import is running; change documents when it has ended, or stop it (Ctrl+O)."))
        return busy

    @property
    def is_fixed(self) -> bool:
        """Whether documents cannot be changed, now or ever; that is said, before anyone fills in a form."""
        if self.desk.fixed:
            self.say(self.desk.fixed)
        return bool(self.desk.fixed) or self.is_busy

    def open_source(self, document: Document | None) -> None:
        """Open the file that ``document`` was read from in the user's editor or the desktop's program."""
        if document is not None and document.path is not None:
            self.open_file(
                document.path,
                _("The source file is no longer there: {path}. Its bytes are kept in the library."),
            )
        elif document is not None:
            self.say(_("It is not known which file this text came from."))

    def open_file(self, name: str, gone: str = "", *, notice: str = "") -> None:
        """Open the file of ``name``, as documents and reports name it; ``gone`` says that it is not there,
        ``notice`` what is to be said when it is open, or has been.
        """
        from index.library.files import file_of
        from tui.opening import program_for

        path = file_of(name)
        if not path.exists():
            gone = gone or _("The file is no longer there: {path}.")
            self.say(gone.format(path=path), problem=True)
            return
        program = program_for(path, os.environ)
        if program is None:
            none = _("There is no program to open {path}; name one in $VISUAL or $EDITOR.")
            self.say(none.format(path=path), problem=True)
            return
        try:
            self.run_program(program)
        except OSError as error:
            why = translate(said_by_system(error))
            failed = _("{program} cannot be started ({detail}); name another one in $VISUAL or $EDITOR.")
            self.say(failed.format(program=program.words[0], detail=why), problem=True)
            return
        if notice:
            self.say(notice)

    def run_program(self, program: Program) -> None:
        """Give the terminal to ``program``, or start it beside. Errors: ``OSError``."""
        if program.in_terminal:
            with self.app.suspend():
                subprocess.run(program.words, check=False)
            self.app.refresh(layout=True)
            return
        quiet = subprocess.DEVNULL
        subprocess.Popen(program.words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        self.say(_("Opened: {path}").format(path=program.words[-1]))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.say(translate_error(event.error), problem=True)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Tell ``text`` in the status line, in the place of what was told before."""
        self.query_one(StatusLine).notice(text, problem=problem, seconds=8 if problem else 5)
