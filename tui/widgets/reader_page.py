"""What the reader shows as rows: the title block, then the lines of the text, cut into styled segments."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style

from index.model import StoredText
from tui.i18n import _
from tui.text.card import card_line, title_of
from tui.text.layout import Layout, Line
from tui.text.runs import Mark, runs
from tui.text.width import drawn, text_width
from tui.text.wrap import wrap

# A mark and a space before the text.
GUTTER = 2
CURRENT_MARK = "▶"
# Forty-four characters: longer lines lose the eye on its way back.
LONGEST_LINE = 88

_KIND_STYLES = {
    "title": "reader--title",
    "subtitle": "reader--subtitle",
    "heading": "reader--heading",
    "byline": "reader--byline",
    "caption": "reader--caption",
    "note": "reader--note",
}
StyleOf = Callable[[tuple[str, ...]], Style]
"""The style of text that carries all of the named component classes, later ones on top."""


class Page:
    """One document laid out for a pane of ``width`` cells; ``text`` is drawn instead of the stored one."""

    def __init__(self, stored: StoredText, text: str, width: int, *, ambiguous_wide: bool = False) -> None:
        room = max(1, width - GUTTER)
        self.column = min(LONGEST_LINE, room)
        self.left = GUTTER + (room - self.column) // 2
        self.ambiguous_wide = ambiguous_wide
        self.layout = Layout(text, stored.paragraphs, self.column, ambiguous_wide=ambiguous_wide)
        self.drawn = drawn(text, ambiguous_wide=ambiguous_wide)
        self.header = _title_block(stored, self.column, ambiguous_wide)

    @property
    def height(self) -> int:
        """The number of rows: title block and lines."""
        return len(self.header) + len(self.layout.lines)

    def row_of(self, offset: int) -> int:
        """The row on which the character at ``offset`` stands."""
        return len(self.header) + self.layout.line_at(offset)

    def line_on(self, row: int) -> Line | None:
        """The line of text on ``row``; ``None`` in the title block and behind the end."""
        index = row - len(self.header)
        return self.layout.lines[index] if 0 <= index < len(self.layout.lines) else None

    def line_further(self, row: int, step: int) -> int | None:
        """The row ``step`` lines of text below ``row`` (above it when negative), or the last one there is;
        ``None`` where there is none at all. Blank lines between paragraphs do not count.
        """
        found, one = None, 1 if step > 0 else -1
        for _again in range(abs(step)):
            row += one
            while (line := self.line_on(row)) and line.kind == "blank":
                row += one
            if line is None:
                break
            found = row
        return found

    def first_offset(self, row: int) -> int:
        """The offset with which ``row`` begins; rows of the title block count as the text's start."""
        lines = self.layout.lines
        if not lines:
            return 0
        return lines[min(max(0, row - len(self.header)), len(lines) - 1)].start

    def offset_at(self, row: int, column: int) -> int:
        """The character at a cell of the pane, moved to the nearest one on the nearest line."""
        layout = self.layout
        index = min(max(0, row - len(self.header)), max(0, len(layout.lines) - 1))
        return layout.offset(index, column - self.left)

    def header_segments(self, row: int, style_of: StyleOf) -> list[Segment]:
        """Row ``row`` of the title block."""
        text, name = self.header[row]
        return [Segment(" " * self.left, style_of(())), Segment(text, style_of((name,)))]

    def segments(
        self, line: Line, marks: Sequence[Mark], gutter: tuple[str, str] | None, style_of: StyleOf
    ) -> list[Segment]:
        """A line of text; ``gutter`` is a mark beside it with its style."""
        kind = _KIND_STYLES.get(line.kind)
        base = (kind,) if kind else ()
        segments = []
        if gutter:
            mark, name = gutter
            space = self.left - text_width(mark)
            # The mark stands next to the text column, which is centred in a wide pane.
            before = max(0, self.left - GUTTER)
            segments.append(Segment(" " * before, style_of(())))
            segments.append(Segment(mark, style_of((name,))))
            segments.append(Segment(" " * (space - before + line.indent), style_of(())))
        else:
            segments.append(Segment(" " * (self.left + line.indent), style_of(())))
        for start, end, names in runs(line.start, line.end, marks):
            segments.append(Segment(self.drawn[start:end], style_of(base + names)))
        return segments


def _title_block(stored: StoredText, width: int, ambiguous_wide: bool) -> list[tuple[str, str]]:
    """The rows above the text, each with its component class.

    Title and subtitle stand here only when the text itself does not begin with them.
    """
    document = stored.document
    titles = [p for p in stored.paragraphs if p.kind in ("title", "subtitle")]
    held = _without_spaces("".join(stored.text[p.start : p.end] for p in titles))
    parts = []
    card = card_line(document)
    if document.title and _without_spaces(document.title) in held:
        if "title" in document.inferred:
            card = card + " · " + _("title inferred")
    elif document.title or not held:
        parts.append((title_of(document) or _("(untitled)"), "reader--title"))
    if document.subtitle and _without_spaces(document.subtitle) not in held:
        parts.append((document.subtitle, "reader--subtitle"))
    parts.append((card, "reader--card"))
    rows = []
    for text, name in parts:
        shown = drawn(text, ambiguous_wide=ambiguous_wide)
        for start, end, cells in wrap(text, 0, len(text), width, width):
            centre = 0 if name == "reader--card" else max(0, (width - cells) // 2)
            rows.append((" " * centre + shown[start:end], name))
    return [*rows, ("", "reader--card")]


def _without_spaces(text: str) -> str:
    return "".join(text.split())
