"""A passage on top of its parallels: what it says, and where the current parallel has other words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"passage--other", "passage--around"}
    DEFAULT_CSS = """
    PassageText {
        height: auto; padding: 0 1; background: $surface; color: $foreground; text-style: bold;
        & > .passage--other { text-style: bold underline; color: $text-error; }
        & > .passage--around { color: $text-muted; }
    }
    PassageText:ansi > .passage--other { color: ansi_red; }
    """
    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="passage")
        self.text = ""
        self.around = ("", "")
        self._marks: Sequence[Span] = ()

    def show(self, text: str, around: tuple[str, str] = ("", "")) -> None:
        """Show ``text``, nothing of it marked, and fainter what stands ``around`` it."""
        self.text, self.around, self._marks = text, around, ()
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
        shown = drawn(self._whole, ambiguous_wide=wide_punctuation())
        before, after = map(len, self.around)
        other = self.get_component_rich_style("passage--other", partial=True)
        faint = self.get_component_rich_style("passage--around", partial=True) + Style(bold=False)
        whole = Text(shown, no_wrap=True, end="")
        whole.stylize(faint, 0, before)
        whole.stylize(faint, len(shown) - after)
        for span in self._marks:
            whole.stylize(other, before + span.start, before + span.end)
        rows = [whole[start:end] for start, end in lines[: self.ROWS]]
        if len(lines) > self.ROWS:
            rows[-1].truncate(width - 1)
            rows[-1].append(drawn(ELLIPSIS, ambiguous_wide=wide_punctuation()))
        return Text("\n", no_wrap=True, end="").join(rows)

    @property
    def _whole(self) -> str:
        return f"{self.around[0]}{self.text}{self.around[1]}"

    def _lines(self, width: int) -> list[tuple[int, int]]:
        # A line break stands as a sign in the row: the passage is one piece.
        text = drawn(self._whole, ambiguous_wide=wide_punctuation())
        return [(start, end) for start, end, _cells in wrap(text, 0, len(text), width, width)]
