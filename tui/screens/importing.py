"""Choosing what to import: a path that is typed, folders and files of a tree, values for all of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from tui import config, import_options
from tui.folders import shown, typed_paths
from tui.i18n import _
from tui.jobs import ImportJob
from tui.keymap import Context, bindings
from tui.screens.desk import Desk
from tui.screens.fields import FieldsScreen
from tui.screens.picking import PickingScreen
from tui.widgets.file_tree import FileTree
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.path_bar import PathBar, PathInput
from tui.widgets.prose import Prose

_NAMED = 12  # chosen paths that are listed by name


@dataclass
class Found(Message):
    """The paths that what was typed means; none: there is nothing of this name."""

    typed: str
    paths: list[Path]
    begin: bool


def supported() -> Collection[str]:
    """The suffixes of what can be imported."""
    from index.collect.suffixes import SUPPORTED_SUFFIXES, TABLES

    return SUPPORTED_SUFFIXES | TABLES


class ImportScreen(PickingScreen):
    """Nothing is read or changed here before the import begins."""

    CSS = """
    ImportScreen #body { height: 1fr; }
    ImportScreen FileTree { width: 3fr; }
    ImportScreen #side { width: 2fr; border-left: vkey $panel; padding: 0 1; }
    ImportScreen #chosen { height: auto; max-height: 70%; }
    ImportScreen #options { height: auto; margin-top: 1; color: $text-muted; }
    ImportScreen.-narrow #body { layout: vertical; }
    ImportScreen.-narrow FileTree { width: 1fr; height: 1fr; }
    ImportScreen.-narrow #side { width: 1fr; height: auto; max-height: 9; border-left: none; }
    ImportScreen.-narrow #chosen { max-height: 6; }
    ImportScreen.-narrow #side { border-top: solid $panel; }
    ImportScreen.-narrow #options { margin-top: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("import")]
    AUTO_FOCUS = "#path"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.options: dict[str, str] = {}
        """The options as the form gives them."""

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("path", "import") if self.query_one(PathInput).has_focus else ("tree", "import")

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        start = _start(self.desk.settings.folder)
        yield PathBar(lambda: self.tree_.top, supported)
        with Horizontal(id="body"):
            yield FileTree(start, supported)
            with Vertical(id="side"):
                yield Prose(id="chosen")
                yield Prose(id="options")
        yield StatusLine("status")
        yield KeyBar("path", "import")

    def on_mount(self) -> None:
        """Say what is chosen: nothing yet."""
        self.refresh_status(self.desk.banner)
        self._tell()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    @on(FileTree.Chosen)
    def _tell(self) -> None:
        chosen = list(self.tree_.chosen)
        if chosen:
            lines = [_("Chosen: {number}").format(number=len(chosen))]
            lines += [shown(path) for path in chosen[-_NAMED:]]
        else:
            lines = [_("Nothing is chosen yet. Type a path and press Enter, or Space in the folders.")]
        self.query_one("#chosen", Prose).update("\n".join(lines))
        self.query_one("#options", Prose).update(import_options.sentence(self.options))

    # The path

    def action_take(self) -> None:
        """Choose what is typed; with nothing typed, begin."""
        if self.bar.input.value.strip():
            self._find(begin=False)
        else:
            self.action_begin()

    def _find(self, *, begin: bool) -> None:
        """Look for what is typed, in a thread: a disk may be slow."""
        typed, here = self.bar.input.value, self.tree_.top

        def work() -> None:
            self.post_message(Found(typed, typed_paths(typed, here), begin))

        threading.Thread(target=work, name="path", daemon=True).start()

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if self.bar.input.value != event.typed:
            return
        if not event.paths:
            missing = _("There is no file or folder {path}; Tab completes a path.")
            self.say(missing.format(path=event.typed.strip()), problem=True)
            return
        paths = [Path(os.path.abspath(path)) for path in event.paths]  # noqa: PTH100
        self.tree_.choose(paths)
        self.bar.input.value = ""
        if len(paths) == 1 and paths[0].is_dir():
            self.tree_.show(paths[0])
        if event.begin:
            self.action_begin()

    # The folders

    def action_choose(self) -> None:
        """Choose the file or folder, or not."""
        self.tree_.toggle_chosen()

    @on(FileTree.Opened)
    def action_unfold(self) -> None:
        """Open or close the folder."""
        self.tree_.toggle_open()

    # The import

    def action_unchoose(self) -> None:
        """Choose nothing after all."""
        self.tree_.choose_none()

    def action_options(self) -> None:
        """Values for all articles, and how tables and lists are read."""
        title = _("For all articles of this import")
        form = FieldsScreen(self.desk.service, title, import_options.fields(self.options), blank=True)
        self.app.push_screen(form, self._set_options)

    def _set_options(self, values: dict[str, str] | None) -> None:
        if values is not None:
            self.options = values
            self._tell()

    def action_begin(self) -> None:
        """Begin the import in a process of its own, and show how far it is."""
        from index.library.apart import ImportRequest
        from tui.screens.importing_report import ImportReportScreen

        if self.bar.input.value.strip():
            self._find(begin=True)
            return
        chosen = list(self.tree_.chosen)
        if not chosen:
            self.say(_("Choose something first: type a path and press Enter, or Space in the folders."))
        elif self.desk.target == "sample":
            self.say(
                _("The sample takes no articles: start dangjian-tui without --library sample."), problem=True
            )
        elif not self.is_busy:
            values, options = import_options.split(self.options)
            paths = tuple(map(str, chosen))
            job = ImportJob(ImportRequest(self.desk.target, paths, values, options), self.app.post_message)
            self.desk.job = job
            self.desk.settings = replace(self.desk.settings, folder=str(self.tree_.top))
            config.save(self.desk.settings)
            job.start()
            self.app.switch_screen(ImportReportScreen(self.desk))

    def action_leave(self) -> None:
        """Clear what is typed; when nothing is, leave."""
        if self.bar.input.value:
            self.bar.input.value = ""
        else:
            self.dismiss()


def _start(remembered: str) -> Path:
    """The folder to begin with: where the user is; in the user's own folder, that of the import before."""
    here = Path.cwd()
    if here == Path.home() and remembered and Path(remembered).is_dir():
        return Path(remembered)
    return here
