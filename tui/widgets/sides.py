"""The draft's words and a passage's beside each other, what differs in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from tui.env import wide_punctuation
from tui.text.width import drawn
from tui.text.wording import Wording
from tui.text.wrap import wrap
from tui.widgets.head import Head


class MarkedText(Widget):
    """A text in as many rows as it needs, stretches of it in styles besides their signs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "wording--replace", "wording--insert", "wording--delete", "wording--move",
    }  # fmt: skip
    DEFAULT_CSS = """
    MarkedText {
        height: auto; padding: 0 1; color: $foreground;
        & > .wording--replace { text-style: bold underline; color: $text-error; }
        & > .wording--insert { text-style: bold underline; color: $text-success; }
        & > .wording--delete { text-style: bold; color: $secondary; }
        & > .wording--move { text-style: italic underline; color: $text-accent; }
    }
    MarkedText:ansi {
        & > .wording--replace { color: ansi_red; }
        & > .wording--insert { color: ansi_green; }
        & > .wording--delete { color: ansi_default; }
        & > .wording--move { color: ansi_magenta; }
    }
    """
    can_focus = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.shown = Wording("", ())

    def show(self, wording: Wording) -> None:
        """Show ``wording``."""
        self.shown = wording
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are in ``width`` cells."""
        return max(1, len(self._rows(width)))

    def render(self) -> Text:
        """What is drawn."""
        whole = Text(self._drawn(), no_wrap=True, end="")
        for start, end, name in self.shown.marks:
            whole.stylize(self.get_component_rich_style(name, partial=True), start, end)
        rows = [whole[start:end] for start, end in self._rows(self.content_size.width)]
        for row in rows:
            row.rstrip()
        return Text("\n", no_wrap=True, end="").join(rows)

    def _drawn(self) -> str:
        return drawn(self.shown.text, ambiguous_wide=wide_punctuation())

    def _rows(self, width: int) -> Sequence[tuple[int, int]]:
        text = self._drawn()
        return [(start, end) for start, end, _cells in wrap(text, 0, len(text), max(1, width), max(1, width))]


class Side(VerticalScroll, can_focus=False):
    """A head and a text."""

    DEFAULT_CSS = """
    Side { width: 1fr; height: 1fr; }
    Side > Head { dock: top; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._name = id

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Head()
        yield MarkedText(f"{self._name}-text")

    def show(self, title: str, facts: str, place: str, wording: Wording) -> None:
        """Show a text under its head, from its beginning."""
        head = self.query_one(Head)
        head.title, head.facts, head.place = title, facts, place
        self.query_one(MarkedText).show(wording)
        self.scroll_to(y=0, animate=False)


class Sides(Horizontal):
    """The draft's on the left, the passage's on the right."""

    DEFAULT_CSS = """
    Sides { height: 1fr; }
    Sides #theirs { border-left: vkey $panel; }
    """

    def compose(self) -> ComposeResult:
        """The parts from left to right."""
        yield Side("ours")
        yield Side("theirs")

    @property
    def ours(self) -> Side:
        """The draft's side."""
        return self.query_one("#ours", Side)

    @property
    def theirs(self) -> Side:
        """The passage's side."""
        return self.query_one("#theirs", Side)
