"""The Textual application: wiring of the library's thread, the screens, the themes and the global keys."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, TypeVar

from tui import env  # isort: skip  (before textual)
from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter

from index.errors import DangjianError, said_by_system
from tui import config, themes
from tui.counting import CountingApp
from tui.ending import heed_signals
from tui.i18n import _, translate, translate_error
from tui.input_bytes import TolerantApp
from tui.keymap import Context, bindings, commands
from tui.messages import (
    Changed,
    Failed,
    ImportTold,
    LibraryFailed,
    LibraryIndexing,
    LibraryReady,
    LibraryWaiting,
    ReportSeen,
)
from tui.screens.desk import Desk, DeskScreen
from tui.screens.search import SearchScreen
from tui.services import LibraryLike, LibraryService, Opener, sentence
from tui.warming import WarmingApp
from tui.widgets.lines import Line, StatusLine

__all__ = ["DangjianApp", "env", "run"]

S = TypeVar("S", bound=DeskScreen)
_WORTH_TELLING = 20  # texts; fewer are indexed before anyone has read the line


class DangjianApp(TolerantApp, WarmingApp, CountingApp):
    """``opener`` opens the library; it is called in the library's thread, after the first frame."""

    # The default screen's own CSS_PATH would not be read.
    CSS_PATH = ["app.tcss", "screens/search.tcss"]  # noqa: RUF012
    TITLE = "dangjian-tui"
    ENABLE_COMMAND_PALETTE = False
    # Textual's own selection crosses panes: a drag in the left article takes the head of the right one.
    ALLOW_SELECT = False
    # In a line of text Ctrl+K would delete its end.
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(one, priority=one.action == "check") for one in bindings("app")
    ]

    def __init__(self, opener: Opener, *, theme: str = "", problems: Sequence[str] = ()) -> None:
        super().__init__()
        self.animation_level = "none"
        self.settings = config.load()
        for own in themes.OWN:
            self.register_theme(own)
        # Not when it is mounted: everything would be styled twice before the first frame.
        self.set_reactive(App.theme, themes.first(theme or self.settings.theme))
        self.stylesheet.set_variables(self.get_css_variables())
        self._problems = problems
        self._narrow_signs: LineFilter | None = None
        if env.wide_punctuation():
            from tui.narrow_signs import NarrowSigns

            self._narrow_signs = NarrowSigns()
        self.desk = Desk(LibraryService(opener), self.settings)
        self.failure: DangjianError | None = None
        self._percent = -1

    def get_default_screen(self) -> SearchScreen:
        """The search screen is at the bottom of the stack."""
        return SearchScreen(self.desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What everything drawn goes through: nothing of disputed width where such signs are wide."""
        filters = super().get_line_filters()
        return [*filters, self._narrow_signs] if self._narrow_signs is not None else filters

    def on_mount(self) -> None:
        """The library is opened once the first frame stands."""
        if not (self.is_headless or env.in_browser()):
            heed_signals(self)
        self.call_after_refresh(self._open_library)

    def _open_library(self) -> None:
        """The first frame stands."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self.desk.service.start(self.post_message)

    def on_unmount(self) -> None:
        """Give the library back; no import outlives the program."""
        if self.desk.job is not None:
            self.desk.job.close()
        self.desk.service.close()

    @on(LibraryWaiting)
    def _waiting(self) -> None:
        self.search_screen.query_one("#totals", Line).say(
            _("Another program is writing to the library; waiting for it…")
        )

    def index_grows(self, done: int, total: int) -> None:
        """Tell how far the index is, a hundred times at most, and when it is done; called in any thread."""
        percent = 100 * done // max(total, 1)
        if done >= total or (total >= _WORTH_TELLING and percent != self._percent):
            self.post_message(LibraryIndexing(done, total))
        self._percent = percent

    @on(LibraryIndexing)
    def _indexing(self, event: LibraryIndexing) -> None:
        self.desk.indexing = (event.done, event.total) if event.done < event.total else None
        self.search_screen.index_grows(event.done, event.total)

    @on(LibraryReady)
    def _library_ready(self, event: LibraryReady) -> None:
        self.desk.target = event.target
        self.desk.banner = ""
        self._seal(event.is_sample, event.read_only)
        if event.is_sample:
            self.desk.banner = _("Sample articles, read-only. Ctrl+O imports your own.")
        elif event.read_only:
            self.desk.banner = _("The library is read-only here.")
        for screen in self._at_work(DeskScreen):
            screen.library_changed()
        self.search_screen.library_opened(event.corpus, event.is_sample)
        if self._problems:
            more = _(" (and {number} more: dangjian-tui doctor)").format(number=len(self._problems) - 1)
            said = translate(self._problems[0]) + (more if len(self._problems) > 1 else "")
            self._say_here(said, problem=True)
            self._problems = ()

    @on(Changed)
    def _library_changed(self, event: Changed) -> None:
        """The library was changed: say it where the user is now, and let all screens know."""
        self.desk.changes = max(0, self.desk.changes + event.step)
        self._say_here(event.said)
        for screen in self._at_work(DeskScreen):
            screen.library_changed(event.ids)
        self._seal(event.is_sample)
        self.search_screen.library_opened(event.corpus, event.is_sample)

    @on(Failed)
    def _change_failed(self, event: Failed) -> None:
        self._say_here(translate_error(event.error), problem=True)

    def _say_here(self, text: str, *, problem: bool = False) -> None:
        """Say ``text`` on the nearest screen with a status line; the others wait for nothing any more."""
        screens = self._at_work(DeskScreen)
        for screen in screens[:-1]:
            screen.query_one(StatusLine).dismiss()
        screens[-1].say(text, problem=problem)

    def _seal(self, is_sample: bool, read_only: bool = False) -> None:
        self.desk.fixed = ""
        if is_sample:
            self.desk.fixed = _("The sample articles cannot be changed; Ctrl+O imports your own.")
        elif read_only:
            self.desk.fixed = _("Nothing can be changed: the library is read-only here.")

    def _at_work(self, kind: type[S]) -> list[S]:
        """The open screens of a kind, the lowest first."""
        return [screen for screen in self.screen_stack if isinstance(screen, kind)]

    @on(ImportTold)
    def _import_told(self, event: ImportTold) -> None:
        job = self.desk.job
        if job is None:
            return
        job.take(event.told)
        for screen in self._at_work(DeskScreen):
            screen.import_moved()
        if not job.running and job.report is not None:
            self.desk.changes = 0
            # The library may be another one now: the user's own in the place of the sample.
            self.desk.service.reopen(self.post_message)

    @on(ReportSeen)
    def _report_seen(self) -> None:
        for screen in self._at_work(DeskScreen):
            screen.refresh_status(*screen.told)

    @on(LibraryFailed)
    def _library_failed(self, event: LibraryFailed) -> None:
        from tui.screens.problem import ProblemScreen

        self.failure = event.error
        self.push_screen(ProblemScreen(event.error))

    @property
    def search_screen(self) -> SearchScreen:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        assert isinstance(screen, SearchScreen)
        return screen

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose commands work on the present screen."""
        return self.screen.contexts if isinstance(self.screen, DeskScreen) else ()

    def action_help(self) -> None:
        """All keys, those of the present place first."""
        from tui.screens.help import HelpScreen

        if isinstance(self.screen, DeskScreen):
            self.push_screen(HelpScreen(self.contexts[0]))

    def action_palette(self) -> None:
        """All commands of the present place by name."""
        from tui.screens.palette import PaletteScreen

        if isinstance(self.screen, DeskScreen):
            choices = {c.id: c for c in commands(*self.contexts, "app") if not c.movement or c.bar}
            wanted = [command for command in choices.values() if command.id != "palette"]
            self.push_screen(PaletteScreen(wanted), self._run_chosen)

    async def _run_chosen(self, chosen: str | None) -> None:
        if chosen is not None:
            nodes = (self.screen.focused, self.screen, self)
            owner = next((node for node in nodes if hasattr(node, f"action_{chosen}")), self)
            await self.run_action(chosen, owner)

    def action_import(self) -> None:
        """Choose what to import; while one runs, and until its report was seen, that."""
        from tui.screens.importing import ImportScreen
        from tui.screens.importing_report import ImportReportScreen

        job = self.desk.job
        busy = job is not None and (job.running or not job.seen)
        self._show(ImportReportScreen if busy else ImportScreen)

    def action_jump(self) -> None:
        """Number the parts of the screen, and go to one."""
        from tui.screens.jumping import JumpScreen, targets

        if not isinstance(self.screen, DeskScreen):
            return
        here, parts = self.screen, targets(self.screen)
        if len(parts) > 1:
            self.push_screen(JumpScreen(parts), lambda part: here.set_focus(part) if part else None)
        else:
            here.say(_("There is only this part here."))

    def action_settings(self) -> None:
        """Open the configuration file in the user's editor; it is made where there is none."""
        from tui import preferences

        if not isinstance(self.screen, DeskScreen):
            return
        try:
            path = preferences.create()
        except OSError as error:
            detail = translate(said_by_system(error))
            failed = _(preferences.NOT_MADE).format(path=preferences.config_path(), detail=detail)
            self.screen.say(failed, problem=True)
            return
        self.screen.open_file(str(path), notice=_("Your settings hold from the next start on."))

    def action_drafts(self) -> None:
        """The user's drafts."""
        from tui.screens.drafts import DraftsScreen

        self._show(DraftsScreen)

    def action_check(self) -> None:
        """Check a draft: the present one, or one that is asked for."""
        if isinstance(self.screen, DeskScreen):
            self.screen.action_check()

    def action_library(self) -> None:
        """All documents."""
        from tui.screens.library import LibraryScreen

        self._show(LibraryScreen)

    def action_families(self) -> None:
        """Formula families."""
        from tui.screens.families import FamiliesScreen

        self._show(FamiliesScreen)

    def action_registers(self) -> None:
        """Formulae, mechanisms, figures, quotations, outlines."""
        from tui.screens.registers import RegistersScreen

        self._show(RegistersScreen)

    def action_parallels_of_text(self) -> None:
        """Who says a text that is typed or pasted."""
        from tui.screens.parallels_text import TextScreen

        self._show(TextScreen)

    def _show(self, kind: type[DeskScreen]) -> None:
        """Go to the screen of a kind: back to it where it is open already."""
        if not isinstance(self.screen, DeskScreen) or isinstance(self.screen, kind):
            return
        if self._at_work(kind):
            while not isinstance(self.screen, kind):
                self.pop_screen()
        else:
            self.push_screen(kind(self.desk))

    async def action_quit(self) -> None:
        """Leave the program; while an import runs, after a question."""
        from tui.screens.question import QuestionScreen

        if self.desk.job is None or not self.desk.job.running:
            self.exit()
        elif not isinstance(self.screen, QuestionScreen):
            question = _("An import is running; leaving stops it. What is done is kept. Leave?")
            self.push_screen(QuestionScreen(question), lambda yes: self.exit() if yes else None)

    def action_theme(self) -> None:
        """The next theme, kept for the next time."""
        self.theme = themes.after(self.theme)
        self.settings = self.desk.settings = replace(self.settings, theme=self.theme)
        config.save(self.settings)

    def _handle_exception(self, error: Exception) -> None:
        """A mistake of the program ends it with a sentence; the traceback goes into a log (``defects``)."""
        if self.is_headless:  # a test shall see it
            super()._handle_exception(error)
            return
        if self._exit:  # what a screen lacks that is being taken down is nobody's concern
            return
        self.failure = sentence(error)
        self.exit(return_code=1)

    def action_suspend_process(self) -> None:
        """To the shell; ``fg`` comes back here.

        Textual's own way takes the terminal again in a signal handler, which is lost now and then.
        """
        if os.name == "posix" and self._driver is not None and self._driver.can_suspend:
            with self.suspend():
                # To this thread: it does not go on before the process has been stopped and continued.
                signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)
            self.refresh(layout=True)

    def action_help_quit(self) -> None:
        """Ctrl+C does not leave: people press it to copy. What is selected is copied."""
        from tui.screens.importing_report import ImportReportScreen
        from tui.screens.reading import ReadingScreen

        if isinstance(self.screen, ImportReportScreen) and self.desk.job and self.desk.job.running:
            self.screen.action_stop()
        elif isinstance(self.screen, ReadingScreen) and self.screen.pane.reader.selected:
            self.screen.action_copy()
        elif isinstance(self.screen, DeskScreen):
            self.screen.say(_("Ctrl+Q leaves the program."))


def run(library: str | None = None, *, theme: str = "", problems: Sequence[str] = ()) -> int:
    """Start the interface and return the exit code.

    ``library`` is a folder, ``sample``, or ``None`` for the user's own library. ``theme``: the one the user
    wrote down; ``problems`` are told when the library is open.
    """
    # Textual draws on standard error.
    if not env.in_browser() and not all(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)):
        _tell(_("The interface needs a terminal. See dangjian-tui --help for subcommands."))
        return 2

    def opener(waiting: Callable[[], None]) -> LibraryLike:
        from index.library import Library

        path = library if library in (None, "sample") else Path(library)
        return Library.open(path, waiting=waiting, indexing=app.index_grows, background=True)

    app = DangjianApp(opener, theme=theme, problems=problems)
    app.run()
    if app.failure is not None:
        _tell(translate_error(app.failure))
    return app.return_code or 0


def _tell(sentence: str) -> None:
    with suppress(OSError):  # the terminal may have gone
        sys.stderr.write(f"dangjian-tui: {sentence}\n")
