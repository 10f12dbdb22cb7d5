"""The reader's page: a document laid out and drawn on the Line API, its hits, cursor and selection marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from index.model import Occurrences, Span, StoredText
from tui.text.hits import Hits
from tui.text.layout import Line
from tui.text.runs import Mark
from tui.text.selection import Selection, Units
from tui.text.width import drawn
from tui.widgets.line_view import LineView
from tui.widgets.reader_page import CURRENT_MARK, Page


class ReadingPosition(NamedTuple):
    """How far the pane has come: percent of the text seen, first visible line (1-based), number of lines."""

    percent: int
    line: int
    lines: int


class ReaderView(LineView, can_focus=True, inherit_bindings=False):
    """Shows a stored text verbatim; how one moves about in it is added by ``reader_keys`` and ``reader``."""

    current_hit: reactive[int | None] = reactive(None, init=False)
    """The index of the current hit among exact and loose ones in reading order; ``None`` without hits."""
    ambiguous_wide: reactive[bool] = reactive(False, init=False)
    """Whether the terminal draws “ ” … — · two cells wide."""
    position: reactive[ReadingPosition] = reactive(ReadingPosition(0, 1, 0), init=False)

    class HitChanged(Message, namespace="reader"):
        """Another hit is current: its 0-based ``index`` of ``total`` (``None`` of 0 without hits)."""

        def __init__(self, reader: ReaderView, index: int | None, total: int) -> None:
            super().__init__()
            self.reader, self.index, self.total = reader, index, total

        @property
        def control(self) -> ReaderView:
            """The reader."""
            return self.reader

    class SelectionChanged(Message, namespace="reader"):
        """Something else is selected: ``span`` in document offsets, or nothing (``None``)."""

        def __init__(self, reader: ReaderView, span: Span | None) -> None:
            super().__init__()
            self.reader, self.span = reader, span

        @property
        def control(self) -> ReaderView:
            """The reader."""
            return self.reader

    class CursorMoved(Message, namespace="reader"):
        """The cursor stands on the character at ``offset``."""

        def __init__(self, reader: ReaderView, offset: int) -> None:
            super().__init__()
            self.reader, self.offset = reader, offset

        @property
        def control(self) -> ReaderView:
            """The reader."""
            return self.reader

    def __init__(
        self,
        *,
        ambiguous_wide: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """``ambiguous_wide``: the terminal draws “ ” … — · two cells wide."""
        super().__init__(name=name, id=id, classes=classes)
        self.set_reactive(ReaderView.ambiguous_wide, ambiguous_wide)
        self.stored: StoredText | None = None
        self.hits = Hits()
        self.cursor = 0
        self._display: str | None = None
        self._page: Page | None = None
        self._units: Units | None = None
        self._selection: Selection | None = None
        self._waiting: int | None = None
        self._top = 0
        self._header_rows_seen = True
        self._seen_height = 0
        self._strips: dict[int, Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}

    # What is shown

    def show(
        self, stored: StoredText, occurrences: Occurrences | None = None, *, at: int | None = None
    ) -> None:
        """Show a document. ``at`` is the offset to begin at: the hit there becomes the current one.

        Without ``at`` the page begins at its top and the first hit is current.
        """
        if self.stored is None or stored.text is not self.stored.text:
            self._display = None
        self.stored, self.hits, self._units = stored, Hits(occurrences), None
        had_selection, self._selection = self._selection is not None, None
        self.set_reactive(ReaderView.current_hit, None)
        self.cursor = at or 0
        self._waiting = at
        self._top, self._header_rows_seen = 0, True
        self._lay_out()
        if had_selection:
            self.post_message(self.SelectionChanged(self, None))
        first = self.hits.at(at or 0)
        if first is None:
            self.post_message(self.HitChanged(self, None, 0))
        else:
            self.current_hit = first

    def mark_hits(self, occurrences: Occurrences, at: int) -> None:
        """Mark other hits in the same text; the one at ``at`` or the next one becomes the current one."""
        self.hits = Hits(occurrences)
        self._strips.clear()
        self.set_reactive(ReaderView.current_hit, None)
        first = self.hits.at(at)
        if first is None:
            self.post_message(self.HitChanged(self, None, 0))
        else:
            self.current_hit = first
        self.refresh()

    @property
    def display_text(self) -> str | None:
        """What is drawn instead of the stored text (another script), or ``None``."""
        return self._display

    @display_text.setter
    def display_text(self, text: str | None) -> None:
        if text is not None and (self.stored is None or len(text) != len(self.stored.text)):
            raise ValueError("a text to display must be as long as the stored one")
        if text != self._display:
            self._display = text
            self._lay_out()

    def scroll_to_offset(self, offset: int, *, top: bool = False) -> None:
        """Bring the line of ``offset`` into view: as the first one (``top``), or with context above it."""
        if self._page is None:
            self._waiting = offset
            return
        row, height = self._page.row_of(offset), self.visible_height
        first = self.scroll_offset.y
        if top:
            self.scroll_to(y=row, animate=False)
        elif not first <= row < first + height:
            # A third of the page above: one reads what led there.
            self.scroll_to(y=max(0, row - height // 3), animate=False)

    @property
    def visible_height(self) -> int:
        """The number of rows of text in view."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top_offset(self) -> int:
        """The offset with which the first visible line begins."""
        return self._page.first_offset(self.scroll_offset.y) if self._page else 0

    @property
    def selected(self) -> Span | None:
        """What is selected, in document offsets."""
        return self._selection.span if self._selection else None

    @property
    def total(self) -> int:
        """The number of hits, exact and loose ones."""
        return len(self.hits)

    @property
    def current_span(self) -> Span | None:
        """The current hit, in document offsets."""
        return None if self.current_hit is None else self.hits.spans[self.current_hit]

    @property
    def units(self) -> Units | None:
        """Characters, sentences and paragraphs of the text; ``None`` when nothing is shown."""
        if self._units is None and self.stored is not None:
            self._units = Units(self.stored.text, self.stored.paragraphs, _sentences)
        return self._units

    # Layout

    def _lay_out(self) -> None:
        """Lay the text out for the present width; the first visible line stays first."""
        width = self.scrollable_content_region.width
        self._strips.clear()
        if self.stored is None or width <= 0:
            self._page = None
            return
        text = self.stored.text if self._display is None else self._display
        self._page = Page(self.stored, text, width, ambiguous_wide=self.ambiguous_wide)
        top, at_header = self._top, self._header_rows_seen
        self.extend_to(Size(width, self._page.height))
        self.scroll_to(y=0 if at_header else self._page.row_of(top), animate=False)
        # Scrolling moved the place a little (line starts differ): what the user chose is kept.
        self._top, self._header_rows_seen = top, at_header
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self.scroll_to_offset(waiting)
        self._note_position()
        self.refresh()

    def on_resize(self) -> None:
        """Lay out again when the width changed. A cursor that was in view stays in view."""
        page = self._page
        first, seen = self.scroll_offset.y, self._seen_height
        held = page is not None and first <= page.row_of(self.cursor) < first + seen
        self._seen_height = self.visible_height
        if page is None or self.virtual_size.width != self.scrollable_content_region.width:
            self._lay_out()
            if self.current_span and page is None:
                self.scroll_to_offset(self.current_span.start)
        else:
            self._note_position()
        if held:
            self.call_after_refresh(self._keep_cursor)

    def _keep_cursor(self) -> None:
        """Scroll as little as needed to see the cursor's line."""
        if self._page is not None:
            row, first = self._page.row_of(self.cursor), self.scroll_offset.y
            last = first + self.visible_height - 1
            if not first <= row <= last:
                self.scroll_to(y=row if row < first else first + row - last, animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place."""
        super().watch_scroll_y(old_value, new_value)
        if self._page is not None:
            self._top = self.top_offset
            self._header_rows_seen = self.scroll_offset.y < len(self._page.header)
            self._note_position()

    def _note_position(self) -> None:
        page = self._page
        if page is None:
            return
        lines = len(page.layout.lines)
        first = self.scroll_offset.y
        last = page.line_on(min(first + self.visible_height, page.height) - 1)
        length = max(1, page.layout.length)
        percent = 100 * last.end // length if last else 0
        self.position = ReadingPosition(percent, min(lines, max(1, first - len(page.header) + 1)), lines)

    # Changes

    def watch_ambiguous_wide(self) -> None:
        """Lay out with the other widths."""
        self._lay_out()

    def watch_current_hit(self, old: int | None, new: int | None) -> None:
        """Bring the new hit into view and put the cursor on it."""
        spans = [
            self.hits.spans[index] for index in (old, new) if index is not None and index < len(self.hits)
        ]
        self._redraw(spans)
        if new is not None:
            self._set_cursor(self.hits.spans[new].start)
            self.scroll_to_offset(self.hits.spans[new].start)
        self.post_message(self.HitChanged(self, new, len(self.hits)))

    def _set_cursor(self, offset: int) -> None:
        old, self.cursor = self.cursor, offset
        if old != offset:
            self._redraw((Span(old, old + 1), Span(offset, offset + 1)))
            self.post_message(self.CursorMoved(self, offset))

    def _set_selection(self, selection: Selection | None) -> None:
        old, new = self.selected, selection.span if selection else None
        self._selection = selection
        if old != new:
            self._redraw(span for span in (old, new) if span)
            self.post_message(self.SelectionChanged(self, new))

    def _redraw(self, spans: Iterable[Span]) -> None:
        """Draw the lines of ``spans`` anew; the others stay as they are."""
        if self._page is None:
            return
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.visible_height
        for span in spans:
            last = max(span.start, span.end - 1)
            for row in range(self._page.row_of(span.start), self._page.row_of(last) + 1):
                self._strips.pop(row, None)
                if top <= row < bottom:
                    self.refresh_line(row)

    # Drawing

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor is seen in the pane that has the focus only."""
        super().watch_has_focus(has_focus)
        self._redraw((Span(self.cursor, self.cursor + 1),))

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the pane."""
        width = self.scrollable_content_region.width
        row = self.scroll_offset.y + y
        if self._page is None or row >= self._page.height:
            return Strip.blank(width, self._style_of(()))
        strip = self._strips.get(row)
        if strip is None:
            drawn_row = Strip([piece for piece in self._segments(self._page, row) if piece.text])
            strip = drawn_row.crop_extend(0, width, self._style_of(())).simplify()
            self._strips[row] = strip
        return strip

    def _segments(self, page: Page, row: int) -> list[Segment]:
        line = page.line_on(row)
        if line is None:
            return page.header_segments(row, self._style_of)
        return page.segments(line, self._marks(line.start, line.end), self._gutter(line), self._style_of)

    def _gutter(self, line: Line) -> tuple[str, str] | None:
        """The mark beside a line and its style: that of the current hit."""
        current = self.current_span
        if current is None or not line.start <= current.start < line.end:
            return None
        return drawn(CURRENT_MARK, ambiguous_wide=self.ambiguous_wide), "reader--mark"

    def _marks(self, start: int, end: int) -> list[Mark]:
        """The styles on ``[start, end)``, the uppermost last."""
        hits = self.hits
        marks = [
            (*_bounds(hits.spans[index]), "reader--loose" if hits.loose[index] else "reader--hit")
            for index in hits.between(start, end)
        ]
        if self.current_hit is not None:
            loose = hits.loose[self.current_hit]
            span = hits.spans[self.current_hit]
            marks.append((*_bounds(span), "reader--current-loose" if loose else "reader--current"))
        if self.selected:
            marks.append((*_bounds(self.selected), "reader--selection"))
        if self.has_focus:
            marks.append((self.cursor, self.cursor + 1, "reader--cursor"))
        return marks

    def _style_of(self, names: tuple[str, ...]) -> Style:
        style = self._styles.get(names)
        if style is None:
            # The lowest style is complete (its colour may be a blend); the others change what they name.
            style = self.get_component_rich_style(names[0]) if names else self.rich_style
            for name in names[1:]:
                style += self.get_component_rich_style(name, partial=True)
            self._styles[names] = style
        return style


def _sentences(text: str, start: int, end: int) -> Sequence[Span]:
    """The library's sentences, loaded when the first one is asked for."""
    from index.text.sentences import sentences

    return sentences(text, start, end)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
