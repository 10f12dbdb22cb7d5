"""A reader beside other ones: shared passages and what differs in them marked, places brought to a row."""

from __future__ import annotations

from index.model import Span
from tui.text.hits import Hits
from tui.text.layout import Line
from tui.text.runs import Mark
from tui.widgets.reader_keys import ReaderKeys

# In the gutter: beside a shared passage, beside the current one; where ambiguous characters are wide.
_BARS = {False: ("│", "▌"), True: ("｜", "＃")}


class ReaderPassages(ReaderKeys, inherit_bindings=False):
    """The reader's side that a comparison uses."""

    def __init__(self, *, ambiguous_wide: bool = False, id: str | None = None) -> None:
        super().__init__(ambiguous_wide=ambiguous_wide, id=id)
        self._passages = Hits()
        self._edits = Hits()
        self._passage: Span | None = None

    @property
    def passage(self) -> Span | None:
        """The current shared passage."""
        return self._passage

    def mark_passages(self, passages: Hits, edits: Hits) -> None:
        """Mark shared passages, and in them what differs; loose edits are what has moved."""
        self._passages, self._edits = passages, edits
        self._strips.clear()
        self.refresh()

    def mark_passage(self, span: Span | None) -> None:
        """Mark the current passage."""
        old, self._passage = self._passage, span
        if old != span:
            self._redraw(changed for changed in (old, span) if changed)

    def go_to(self, offset: int) -> None:
        """Put the cursor on ``offset``, with what led there in view."""
        self.scroll_to_offset(offset)
        self._go(offset)

    @property
    def place(self) -> int:
        """The offset one is at: the cursor's, or the page's first when it is out of view."""
        row = self.row_of(self.cursor)
        return self.cursor if 0 <= row < self.visible_height else self.top_offset

    def row_of(self, offset: int) -> int:
        """The row of the pane on which ``offset`` stands; outside of it when it is not in view."""
        return self._page.row_of(offset) - self.scroll_offset.y if self._page else 0

    def bring(self, offset: int, row: int) -> None:
        """Scroll so that ``offset`` stands on ``row`` of the pane, or as near as the text's ends allow."""
        if self._page is not None:
            self.scroll_to(y=max(0, self._page.row_of(offset) - row), animate=False)

    def _marks(self, start: int, end: int) -> list[Mark]:
        marks: list[Mark] = []
        for index in self._passages.between(start, end):
            span = self._passages.spans[index]
            marks.append((span.start, span.end, "reader--shared"))
        if self._passage is not None:
            marks.append((self._passage.start, self._passage.end, "reader--passage"))
        for index in self._edits.between(start, end):
            span = self._edits.spans[index]
            name = "reader--moved" if self._edits.loose[index] else "reader--edit"
            marks.append((span.start, span.end, name))
        return [*marks, *super()._marks(start, end)]

    def _gutter(self, line: Line) -> tuple[str, str] | None:
        mark = super()._gutter(line)
        if mark is not None or not self._passages.between(line.start, line.end):
            return mark
        shared, current = _BARS[self.ambiguous_wide]
        here = self._passage is not None and self._passage.start < line.end and line.start < self._passage.end
        return (current if here else shared), "reader--bar"
