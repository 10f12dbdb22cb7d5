"""The line in which a path is typed, and below it how the path may go on."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from tui.env import wide_punctuation
from tui.folders import completions
from tui.i18n import _
from tui.keymap import bindings
from tui.text.width import drawn


@dataclass
class Completions(Message):
    """How the path ``typed`` may go on."""

    typed: str
    items: Sequence[str]


class PathInput(Input):
    """One path. What is dragged from a file manager arrives as a paste, quoted for a shell."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("path", namespace="screen", priority=True)]

    def __init__(self) -> None:
        placeholder = _("Type the path of a file or folder…")
        super().__init__(placeholder=placeholder, compact=True, id="path", select_on_focus=False)
        self.cursor_blink = False


class PathBar(Vertical):
    """Tab completes as far as it is certain, then goes through what is possible."""

    DEFAULT_CSS = """
    PathBar { height: 2; background: $panel; padding: 0 1; }
    PathBar Horizontal { height: 1; }
    PathBar .label { width: auto; color: $primary; text-style: bold; padding-right: 1; }
    PathBar PathInput { width: 1fr; background: $panel; color: $foreground; background-tint: $panel 0%; }
    PathBar #items { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(
        self, here: Callable[[], Path], suffixes: Callable[[], Collection[str]], *, label: str = ""
    ) -> None:
        """``here`` is the folder that relative paths start from; ``suffixes`` is asked in a thread.

        ``label``: what is done with the path, if it is not imported.
        """
        super().__init__()
        self._label = label
        self._here = here
        self._suffixes = suffixes
        self._typed = ""
        self._items: Sequence[str] = ()
        self._current: int | None = None
        self._steps = 0
        # What a step has put into the line: no new typing.
        self._put: str | None = None

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Horizontal():
            yield Static(self._label or _("Import"), classes="label", markup=False)
            yield PathInput()
        yield Static("", id="items", markup=False)

    @property
    def input(self) -> PathInput:
        """The line itself."""
        return self.query_one(PathInput)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self._put:
            return
        self._put, self._items, self._current, self._steps = None, (), None, 0
        self._draw()
        self._ask()

    def _ask(self) -> None:
        text, here = self.input.value, self._here()
        self._typed = text
        if not text:
            return

        def work() -> None:
            self.post_message(Completions(text, completions(text, here, self._suffixes())))

        threading.Thread(target=work, name="completion", daemon=True).start()

    @on(Completions)
    def _completed(self, event: Completions) -> None:
        event.stop()
        if event.typed != self._typed or self._put is not None:
            return
        self._items = event.items
        self._draw()
        steps, self._steps = self._steps, 0
        if steps:
            self.step(steps)

    def step(self, by: int) -> None:
        """Complete; where nothing is certain any more, the next possible path (or the one before)."""
        if not self._items:
            # Still being looked for, or there is nothing: the step is kept for what comes.
            self._steps += by
            return
        common = os.path.commonprefix(list(self._items))  # noqa: RUF071  (of texts)
        if self._current is None and (len(self._items) == 1 or len(common) > len(self._typed)):
            self._take(common)
            # Behind a folder's / begin its entries; behind a common beginning the rest is typed.
            self._put = None
            self._items = ()
            self._ask()
            return
        before = -1 if self._current is None else self._current
        self._current = (before + by) % len(self._items)
        self._take(self._items[self._current])
        self._draw()

    def _take(self, text: str) -> None:
        self._put = text
        self.input.value = text
        self.input.cursor_position = len(text)

    def _draw(self) -> None:
        line = Text(no_wrap=True, overflow="ellipsis")
        # The current one is always in view.
        first = max(0, (self._current or 0) - 2)
        for number, item in enumerate(self._items[first : first + 40], first):
            name = item.rstrip("/").rpartition("/")[2] + ("/" if item.endswith("/") else "")
            name = drawn(name, ambiguous_wide=wide_punctuation())
            style = "bold reverse" if number == self._current else "dim"
            line.append(f"[{name}]" if number == self._current else name, style).append("  ")
        self.query_one("#items", Static).update(line)
