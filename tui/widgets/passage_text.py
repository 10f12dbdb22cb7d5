"""A passage on top of its parallels: what it says, and where the current parallel has other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from index.model import Span
from tui.env import wide_punctuation
from tui.text.crop import ELLIPSIS
from tui.text.width import drawn
from tui.text.wrap import wrap


class PassageText(Widget):
    """At most ``ROWS`` rows; what does not fit is cut off with …."""

    ROWS = 5
    COMPONENT_CLASSES: ClassVar[set[str]] = {"passage--other"}
    DEFAULT_CSS = """
    PassageText {
        height: auto; padding: 0 1; background: $surface; color: $foreground; text-style: bold;
        & > .passage--other { text-style: bold underline; color: $text-error; }
    }
    PassageText:ansi > .passage--other { color: ansi_red; }
    """
    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="passage")
        self.text = ""
        self._marks: Sequence[Span] = ()

    def show(self, text: str) -> None:
        """Show ``text``, nothing of it marked."""
        self.text, self._marks = text, ()
        self.refresh(layout=True)

    def mark(self, spans: Sequence[Span]) -> None:
        """Mark ``spans`` of the text, and nothing else."""
        self._marks = spans
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as there are in ``width`` cells."""
        return min(self.ROWS, len(self._lines(width)))

    def render(self) -> Text:
        """What is drawn."""
        width = self.content_size.width
        lines = self._lines(width)
        shown = drawn(self.text, ambiguous_wide=wide_punctuation())
        other = self.get_component_rich_style("passage--other", partial=True)
        whole = Text(shown, no_wrap=True, end="")
        for span in self._marks:
            whole.stylize(other, span.start, span.end)
        rows = [whole[start:end] for start, end in lines[: self.ROWS]]
        if len(lines) > self.ROWS:
            rows[-1].truncate(width - 1)
            rows[-1].append(drawn(ELLIPSIS, ambiguous_wide=wide_punctuation()))
        return Text("\n", no_wrap=True, end="").join(rows)

    def _lines(self, width: int) -> list[tuple[int, int]]:
        # A line break stands as a sign in the row: the passage is one piece.
        text = drawn(self.text, ambiguous_wide=wide_punctuation())
        return [(start, end) for start, end, _cells in wrap(text, 0, len(text), width, width)]
