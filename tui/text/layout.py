"""A stored text as lines on the screen, and the way from offsets to lines and cells and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.model import Paragraph
from tui.text.kinsoku import CELLS, codes
from tui.text.wrap import WrappedLine, wrap

# Chinese prose indents the first line of a paragraph by two characters (GB/T 9704—2012 §7.3.3: 左空二字).
FIRST_LINE_INDENT = 4
# Below this an indent would take too much of the line.
_NARROW = 16
# Lines of a title; what is longer is a paragraph that was taken for one.
_LONGEST_TITLE = 4
_CENTRED = ("title", "subtitle")
_INDENTED = ("body", "lead", "note", "byline")
_BLOCKS = {"title": "title", "subtitle": "title", "lead": "body", "note": "body"}


class Line(NamedTuple):
    """``text[start:end]`` drawn ``indent`` cells from the left, ``cells`` wide.

    ``paragraph`` is the index of the paragraph and ``kind`` its kind. A blank line between paragraphs
    has kind ``"blank"`` and stands, empty, at the start of the paragraph that follows.
    """

    start: int
    end: int
    indent: int
    cells: int
    paragraph: int
    kind: str


class Position(NamedTuple):
    """A place on the laid-out page: 0-based line and cell, the indent counted."""

    line: int
    cell: int


class Layout:
    """The lines of a text at one width (cells)."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], width: int, *, ambiguous_wide: bool = False
    ) -> None:
        self.width = max(1, width)
        self.length = len(text)
        self._codes = codes(text, ambiguous_wide=ambiguous_wide)
        self._indent = FIRST_LINE_INDENT if width >= _NARROW else 0
        self.lines: list[Line] = []
        block = ""
        for index, paragraph in enumerate(paragraphs):
            previous, block = block, _BLOCKS.get(paragraph.kind, paragraph.kind)
            # A heading stands close to what it heads and apart from what precedes it.
            if previous and block != previous and previous != "heading":
                self.lines.append(Line(paragraph.start, paragraph.start, 0, 0, index, "blank"))
            self._add(text, index, paragraph)
        self._starts = [line.start for line in self.lines]

    def _add(self, text: str, index: int, paragraph: Paragraph) -> None:
        start, end, kind = paragraph.start, paragraph.end, paragraph.kind
        indent = self._indent if kind in _INDENTED and not text[start : start + 1].isspace() else 0
        wrapped = wrap(text, start, end, self.width - indent, self.width, self._codes)
        if kind in _CENTRED:
            for begin, stop, cells in self._balanced(text, start, end, wrapped):
                middle = max(0, (self.width - cells) // 2)
                self.lines.append(Line(begin, stop, middle, cells, index, kind))
            return
        for begin, stop, cells in wrapped:
            self.lines.append(Line(begin, stop, indent, cells, index, kind))
            indent = 0

    def _balanced(self, text: str, start: int, end: int, wrapped: list[WrappedLine]) -> Iterable[WrappedLine]:
        """The same number of lines, about equally long: a title leaves no two characters for its last."""
        if not 1 < len(wrapped) <= _LONGEST_TITLE:
            return wrapped
        narrowest = self.cells(start, end) // len(wrapped)
        for width in range(narrowest, self.width):
            narrower = wrap(text, start, end, width, width, self._codes)
            if len(narrower) == len(wrapped):
                return narrower
        return wrapped

    def line_at(self, offset: int) -> int:
        """The index of the line that holds ``offset``; a separator belongs to the line that it ends."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def position(self, offset: int) -> Position:
        """Where the character at ``offset`` is drawn (its first cell); past a line's end, behind it."""
        if not self.lines:
            return Position(0, 0)
        index = self.line_at(min(max(offset, 0), self.length))
        line = self.lines[index]
        return Position(index, line.indent + self.cells(line.start, min(max(offset, line.start), line.end)))

    def offset(self, line: int, cell: int) -> int:
        """The offset of the character drawn at ``cell`` of ``line``: the inverse of ``position``.

        Left of the text it is the line's first character, right of it the line's end. A line index off
        the page is moved to the nearest line. Marks without a cell of their own belong to what they sit on.
        """
        if not self.lines:
            return 0
        found = self.lines[min(max(line, 0), len(self.lines) - 1)]
        left = cell - found.indent
        if left < 0:
            return found.start
        for at, width in enumerate(self._codes[found.start : found.end].translate(CELLS), found.start):
            if left < width:
                return at
            left -= width
        return found.end

    def cells(self, start: int, end: int) -> int:
        """The cells that ``text[start:end]`` takes when drawn in one line."""
        return sum(self._codes[start:end].translate(CELLS))
