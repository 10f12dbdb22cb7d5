"""Asking for the name of a file that is to be written; one that is there is replaced when asked twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.errors import DangjianError
from tui.i18n import _, translate_error
from tui.keymap import Context, bindings
from tui.messages import Failed
from tui.screens.desk import Desk
from tui.services import Work
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line

_CHANNEL = "export"
Answer = TypeVar("Answer")


class PathInput(Input):
    """The path. Keys of the screen go to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export", namespace="screen", priority=True)]

    def __init__(self, path: str) -> None:
        super().__init__(path, compact=True, select_on_focus=False)
        self.cursor_blink = False


class FileScreen(ModalScreen[Answer | None], Generic[Answer]):
    """Dismissed with what was written, or ``None``. ``stem``: the name of the file without its ending.

    A subclass has the endings of the forms (``FORMS``), a title, and says what is written (``work``) and
    which error tells that the file is there already.
    """

    DEFAULT_CSS = """
    FileScreen { align: center middle; }
    FileScreen > Vertical {
        width: 90; max-width: 98%; height: auto; border: round $primary; background: $surface; padding: 0 1;
    }
    FileScreen .title { text-style: bold; }
    FileScreen PathInput { width: 1fr; background: $panel; }
    FileScreen Prose { color: $text-muted; }
    FileScreen #problem { padding: 0; }
    """
    FORMS: ClassVar[Sequence[str]]
    INPUT: ClassVar[type[PathInput]] = PathInput
    CONTEXTS: ClassVar[tuple[Context, ...]] = ("export",)

    def __init__(self, desk: Desk, stem: str) -> None:
        super().__init__()
        self.desk = desk
        self._path = str(_short(desk.exports or home()) / f"{stem}{self.FORMS[0]}")
        self._ticket = 0
        self._there = ""

    @property
    def title_(self) -> str:
        """What is asked."""
        raise NotImplementedError

    def work(self, path: Path, *, overwrite: bool) -> Work:
        """What writes the file."""
        raise NotImplementedError

    def is_there(self, error: DangjianError) -> bool:
        """Whether an error tells that there is a file of this name already."""
        raise NotImplementedError

    def compose_about(self) -> ComposeResult:
        """What is said below the name."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(self.title_, classes="title", markup=False)
            yield self.INPUT(self._path)
            yield from self.compose_about()
            yield Line("problem")
        yield KeyBar(*self.CONTEXTS)

    def on_mount(self) -> None:
        """The name can be typed at once, before its ending."""
        self.input.cursor_position = len(self.input.value) - len(self.FORMS[0])

    @property
    def input(self) -> PathInput:
        """The line itself."""
        return self.query_one(PathInput)

    @property
    def typed(self) -> str:
        """The path that is typed."""
        return self.input.value.strip()

    def put_ending(self, ending: str) -> None:
        """Put another ending in the place of that of a form."""
        path = self.typed
        old = next((form for form in self.FORMS if path.lower().endswith(form)), "")
        stem = path[: len(path) - len(old)] if old else path
        self.input.value = stem + ending
        self.input.cursor_position = len(stem)

    def action_next_form(self) -> None:
        """Another ending."""
        path = self.typed.lower()
        at = next((n for n, form in enumerate(self.FORMS) if path.endswith(form)), -1)
        self.put_ending(self.FORMS[(at + 1) % len(self.FORMS)])

    def action_write(self) -> None:
        """Write it."""
        if not self.typed:
            self.complain(_("Type the name of a file."))
            return
        work = self.work(Path(self.typed), overwrite=self._there == self.typed)
        self._ticket = self.desk.service.submit(_CHANNEL, self.post_message, work)
        self.query_one("#problem", Line).say(_("Writing…"))

    def answers(self, ticket: int) -> bool:
        """Whether this is the answer that is waited for."""
        return ticket == self._ticket

    @on(Failed)
    def _refused(self, event: Failed) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        if self.is_there(event.error):
            self._there = self.typed
            self.complain(_("This file is there already; Enter again replaces it."))
        else:
            self.complain(translate_error(event.error))

    def complain(self, text: str) -> None:
        """Say what is wrong."""
        self.query_one("#problem", Line).say(text, problem=True)

    @on(Input.Changed)
    def _goes_on(self) -> None:
        self._there = ""

    def action_cancel(self) -> None:
        """Write nothing."""
        self.desk.service.cancel(_CHANNEL)
        self.dismiss(None)


def home() -> Path:
    """Beside the drafts, unless another folder was named."""
    from index.quoting.drafts import drafts_folder

    return drafts_folder()


def _short(path: Path) -> Path:
    """``path`` from ~ on, where it is among the user's own files."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path
