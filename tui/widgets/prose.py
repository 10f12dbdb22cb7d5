"""Sentences for the user in as many rows as they need."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from tui.env import wide_punctuation
from tui.text.width import drawn
from tui.text.wrap import wrap


def rows_of(text: str, width: int) -> list[str]:
    """``text`` in rows of at most ``width`` cells."""
    rows: list[str] = []
    for line in text.split("\n"):
        row = drawn(line, ambiguous_wide=wide_punctuation())
        rows += [row[start:end] for start, end, _cells in wrap(row, 0, len(row), width, width)] or [""]
    return rows


class Prose(Widget):
    """Plain text, broken as Chinese is: Rich would break it at its few spaces, and begin rows with 。"""

    DEFAULT_CSS = """
    Prose { height: auto; }
    """
    can_focus = False

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.text = text

    def update(self, text: str) -> None:
        """Show ``text``."""
        if text != self.text:
            self.text = text
            # What is not seen moves nothing; to be seen again lays it out.
            self.refresh(layout=self.display)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are in ``width`` cells."""
        return len(rows_of(self.text, width))

    def render(self) -> Text:
        """What is drawn."""
        rows = rows_of(self.text, self.content_size.width)
        return Text("\n".join(rows), no_wrap=True, overflow="ellipsis")
