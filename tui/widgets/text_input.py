"""A text of several lines to type in, its lines broken as Chinese is."""

from __future__ import annotations

from textual import _wrap
from textual.document import _wrapped_document
from textual.widgets import TextArea

from tui.text.wrap import wrap


def breaks(
    text: str,
    width: int,
    tab_size: int,
    fold: bool = True,
    precomputed_tab_sections: list[tuple[str, int]] | None = None,
) -> list[int]:
    """The offsets in one line of text at which rows of ``width`` cells begin, but for the first.

    The parameters are those of what it stands in for: Textual breaks at spaces only, and a stretch of
    Chinese is a single word to it, which leaves what is before it alone on a row.
    """
    if "\t" in text:
        return _wrap.compute_wrap_offsets(text, width, tab_size, fold, precomputed_tab_sections)
    return [start for start, _end, _cells in wrap(text, 0, len(text), width, width)][1:]


# Textual has no other way to say how a text area breaks its lines.
_wrapped_document.compute_wrap_offsets = breaks  # type: ignore[attr-defined]


class TextInput(TextArea):
    """Tab leaves it; nothing blinks."""

    def __init__(self, *, id: str, read_only: bool = False) -> None:
        super().__init__(
            id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", read_only=read_only
        )
        self.cursor_blink = False
        self.highlight_cursor_line = False
