"""Which draft or file is to be checked: a path that is typed, or a file of the folders."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from tui.checking import subject_of
from tui.folders import typed_paths
from tui.i18n import _
from tui.keymap import Context, bindings
from tui.screens.desk import Desk, DeskScreen
from tui.screens.picking import PickingScreen
from tui.widgets.file_tree import FileTree
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.path_bar import PathBar, PathInput
from tui.widgets.prose import Prose

SUFFIXES = frozenset(
    (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".docx", ".docm", ".dotx", ".odt", ".ott", ".doc",
     ".dot", ".wps", ".rtf")
)  # fmt: skip
"""Of files that are offered; what is typed may be called anything."""


@dataclass
class Found(Message):
    """The file that was typed; ``None``: there is none of this name."""

    typed: str
    path: Path | None


def choose(screen: DeskScreen) -> None:
    """Ask what to check, and check it; on a screen of a check, in its place."""
    from tui.screens.checking import CheckScreen

    def chosen(path: Path) -> None:
        found = CheckScreen(screen.desk, subject_of(path))
        if isinstance(screen, CheckScreen):
            screen.app.switch_screen(found)
        else:
            screen.app.push_screen(found)

    screen.app.push_screen(ChoiceScreen(screen.desk, chosen))


def suffixes() -> Collection[str]:
    """Those of ``SUFFIXES``."""
    return SUFFIXES


class ChoiceScreen(PickingScreen):
    """``chosen`` gets the file, when this screen is left."""

    CSS = """
    ChoiceScreen FileTree { height: 1fr; }
    ChoiceScreen #about { padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("picking")]
    AUTO_FOCUS = "FileTree"

    def __init__(self, desk: Desk, chosen: Callable[[Path], object]) -> None:
        super().__init__(desk)
        self._chosen = chosen

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("path" if self.query_one(PathInput).has_focus else "tree", "picking")

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield PathBar(lambda: self.tree_.top, suffixes, label=_("Check"))
        yield Prose(
            _("Which draft or file? Its quotations are compared with the texts of the library."), id="about"
        )
        yield FileTree(_start(), suffixes)
        yield StatusLine("status")
        yield KeyBar("tree", "picking")

    def on_mount(self) -> None:
        """Begin at the current draft."""
        from index.quoting.drafts import drafts_folder

        self.refresh_status(self.desk.banner)
        self.tree_.show(_start(), back_to=drafts_folder() / self.desk.settings.draft)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    def _leave_with(self, path: Path) -> None:
        self.dismiss()
        self.app.call_later(self._chosen, path)

    # The path

    def action_take(self) -> None:
        """Check what is typed; with nothing typed, to the folders."""
        typed, here = self.bar.input.value, self.tree_.top
        if not typed.strip():
            self.action_to_tree()
            return

        def work() -> None:
            found = [path for path in typed_paths(typed, here) if path.is_file()]
            self.post_message(Found(typed, found[0] if found else None))

        # In a thread: a disk may be slow.
        threading.Thread(target=work, name="path", daemon=True).start()

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if self.bar.input.value != event.typed:
            return
        if event.path is None:
            missing = _("There is no file {path}; Tab completes a path.")
            self.say(missing.format(path=event.typed.strip()), problem=True)
        else:
            self._leave_with(Path(os.path.abspath(event.path)))  # noqa: PTH100

    # The folders

    def action_choose(self) -> None:
        """Check the current file; a folder is opened."""
        self.action_unfold()

    @on(FileTree.Opened)
    def action_unfold(self) -> None:
        """Open or close the folder; check the file."""
        node = self.tree_.node
        if node is None or node.note:
            return
        if node.is_folder:
            self.tree_.toggle_open()
        else:
            self._leave_with(node.path)

    def action_leave(self) -> None:
        """Clear what is typed; when nothing is, leave."""
        if self.bar.input.value:
            self.bar.input.value = ""
        else:
            self.dismiss()


def _start() -> Path:
    """The folder of drafts; where there is none yet, the one that the user is in."""
    from index.quoting.drafts import drafts_folder

    folder = drafts_folder()
    return folder if folder.is_dir() else Path.cwd()
