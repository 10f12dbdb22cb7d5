"""What keys do in a reader: cursor, hits, selection. The keymap binds the ``action_*`` methods."""

from __future__ import annotations

from collections.abc import Callable

from index.model import Span
from tui.text.selection import Selection, Unit, select, select_span
from tui.widgets.reader_view import ReaderView


class ReaderKeys(ReaderView, inherit_bindings=False):
    """The reader's side that moves about and selects."""

    _goal: int | None = None
    _stays = False

    # Hits

    def next_hit(self, times: int = 1) -> bool:
        """Go to the next hit behind the cursor, or a later one; ``False`` when there is none.

        Where there are less than ``times``, the last one is gone to.
        """
        return self._step_hit(times)

    def previous_hit(self, times: int = 1) -> bool:
        """Go to the last hit before the cursor, or an earlier one, as ``next_hit``."""
        return self._step_hit(-times)

    def _step_hit(self, step: int) -> bool:
        if self.current_hit is None:
            return False
        self._follow_page()
        span, one = self.hits.spans[self.current_hit], 1 if step > 0 else -1
        if span.start <= self.cursor < span.end:
            target: int | None = self.current_hit + one
        else:
            target = self.hits.after(self.cursor) if step > 0 else self.hits.before(self.cursor)
        if target is None or not 0 <= target < len(self.hits):
            return False
        target = min(max(0, target + step - one), len(self.hits) - 1)
        if target == self.current_hit:
            self._set_cursor(span.start)
            self.scroll_to_offset(span.start)
        else:
            self.current_hit = target
        return True

    def action_next_hit(self, times: int = 1) -> None:
        """Next hit."""
        self.next_hit(times)

    def action_previous_hit(self, times: int = 1) -> None:
        """Previous hit."""
        self.previous_hit(times)

    # The cursor

    def action_left(self, times: int = 1) -> None:
        """One character (or unit of the selection) back."""
        self._step(-times)

    def action_right(self, times: int = 1) -> None:
        """One character (or unit of the selection) on."""
        self._step(times)

    def action_up(self, times: int = 1) -> None:
        """One line up."""
        self._step_lines(-times)

    def action_down(self, times: int = 1) -> None:
        """One line down."""
        self._step_lines(times)

    def action_page_up(self, times: int = 1) -> None:
        """A page up, two lines kept."""
        self._turn(-times * max(1, self.visible_height - 2))

    def action_page_down(self, times: int = 1) -> None:
        """A page down, two lines kept."""
        self._turn(times * max(1, self.visible_height - 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._turn(-max(1, self.visible_height // 2))

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._turn(max(1, self.visible_height // 2))

    def action_top(self, paragraph: int = 0) -> None:
        """To the start of the text, or to a paragraph."""
        if paragraph:
            self._go_to_paragraph(paragraph)
        else:
            self._go(0)
            self.scroll_to(y=0, animate=False)

    def action_bottom(self, paragraph: int = 0) -> None:
        """To the end of the text, or to a paragraph."""
        if paragraph:
            self._go_to_paragraph(paragraph)
        elif self.stored is not None and self.units is not None:
            self._go(self.units.at("character", len(self.stored.text)).start)

    def _go_to_paragraph(self, number: int) -> None:
        """To the paragraph ``number`` (1-based), the last one where there are less."""
        if self.stored is not None and self.stored.paragraphs:
            paragraphs = self.stored.paragraphs
            offset = paragraphs[min(number, len(paragraphs)) - 1].start
            self.scroll_to_offset(offset)
            self._go(offset)

    def _step(self, step: int) -> None:
        units = self.units
        if units is None:
            return
        if self._selection and self._stays:
            self.move_selection(step)
            return
        self._follow_page()
        self._go(units.further("character", units.at("character", self.cursor), step).start)

    def _step_lines(self, step: int) -> None:
        if self._selection and self._stays and self._selection.unit != "character":
            self.move_selection(step)
            return
        page = self._page
        if page is None:
            return
        self._follow_page()
        row = page.line_further(page.row_of(self.cursor), step)
        if row is None:
            # Above the first line stands the title block.
            self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)
            return
        self._go(self._beside_goal(row), keep_goal=True)

    def _turn(self, rows: int) -> None:
        """Scroll by ``rows``; the cursor keeps its place in the pane."""
        page = self._page
        if page is None:
            return
        self._follow_page()
        row = page.row_of(self.cursor)
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        self._go(self._beside_goal(min(max(0, row + rows), page.height - 1)), keep_goal=True)

    def _beside_goal(self, row: int) -> int:
        """The character on ``row`` nearest to the column that vertical movement began in."""
        assert self._page is not None
        if self._goal is None:
            self._goal = self._page.left + self._page.layout.position(self.cursor).cell
        return self.character_at(row, self._goal)

    def character_at(self, row: int, column: int) -> int:
        """The offset of the character at a cell of the page, or of the nearest one on its row."""
        page, units = self._page, self.units
        if page is None or units is None:
            return 0
        offset = page.offset_at(row, column)
        line = page.line_on(max(row, len(page.header)))
        if line is not None and line.start < line.end <= offset:
            offset = line.end - 1
        return units.at("character", offset).start

    def _follow_page(self) -> None:
        """When the page was scrolled away under the cursor, take the cursor along."""
        page = self._page
        if page is None:
            return
        row, top = page.row_of(self.cursor), self.scroll_offset.y
        bottom = top + self.visible_height - 1
        if not top <= row <= bottom and not self._selection:
            self._goal = None
            edge = top if row < top else bottom
            while (line := page.line_on(edge)) and line.kind == "blank" and edge > top:
                edge -= 1
            self._set_cursor(self._beside_goal(edge))

    def _go(self, offset: int, *, keep_goal: bool = False) -> None:
        """Put the cursor on ``offset``, into view; a selection that stays grows there, another ends."""
        if not keep_goal:
            self._goal = None
        self._set_cursor(offset)
        if self._selection and self.units:
            grown = self._selection.extended_to(self.units, offset) if self._stays else None
            self._set_selection(grown)
        self._reveal(offset)

    def _reveal(self, offset: int) -> None:
        """Scroll as little as needed to see the line of ``offset``."""
        if self._page is None:
            return
        row, top = self._page.row_of(offset), self.scroll_offset.y
        if row <= len(self._page.header) and row < self.visible_height:
            row = 0
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + self.visible_height:
            self.scroll_to(y=row - self.visible_height + 1, animate=False)

    # The selection

    def start_selection(self, unit: Unit, at: int | None = None) -> None:
        """Select the unit at ``at`` (the cursor); from now on moving the cursor makes it grow.

        An existing selection is widened to whole units instead.
        """
        units = self.units
        if units is None:
            return
        self._stays = True
        if self._selection and at is None:
            selection = self._selection.in_units(units, unit)
        else:
            selection = select(units, unit, self.cursor if at is None else at)
        self._apply(selection)

    def move_selection(self, step: int, *, extend: bool = True) -> None:
        """Move the selection's end by ``step`` units; ``extend=False`` selects that unit alone."""
        if self._selection and self.units:
            moved = self._selection.extended if extend else self._selection.moved
            self._apply(moved(self.units, step))

    def _apply(self, selection: Selection) -> None:
        self._set_selection(selection)
        self._goal = None
        self._set_cursor(selection.head.start)
        self._reveal(selection.head.start)

    def select_span(self, span: Span, unit: Unit = "character") -> None:
        """Select the whole units that cover ``span``."""
        if self.units:
            self._stays = True
            self._apply(select_span(self.units, unit, span))

    def clear_selection(self) -> bool:
        """Give up the selection; ``False`` when there was none."""
        had = self._selection is not None
        self._stays = False
        self._set_selection(None)
        return had

    def action_select_character(self, number: int = 1) -> None:
        """Select by character: ``number`` of them."""
        self._select("character", number)

    def action_select_sentence(self, number: int = 1) -> None:
        """Select by sentence: ``number`` of them."""
        self._select("sentence", number)

    def action_select_paragraph(self, number: int = 1) -> None:
        """Select by paragraph: ``number`` of them."""
        self._select("paragraph", number)

    def _select(self, unit: Unit, number: int) -> None:
        self.start_selection(unit)
        if number > 1:
            self.move_selection(number - 1)

    def action_swap_ends(self) -> None:
        """From now on the other end of the selection moves."""
        if self._selection is not None:
            self._stays = True
            self._apply(self._selection.swapped)

    def action_select_hit_sentence(self) -> None:
        """Select the sentence of the current hit."""
        if self.current_span:
            self.select_span(self.current_span, "sentence")

    def action_clear_selection(self) -> None:
        """Give up the selection."""
        self.clear_selection()

    def action_extend_left(self, times: int = 1) -> None:
        """Select, one unit back."""
        self._extend(lambda: self.action_left(times))

    def action_extend_right(self, times: int = 1) -> None:
        """Select, one unit on."""
        self._extend(lambda: self.action_right(times))

    def action_extend_up(self, times: int = 1) -> None:
        """Select, one line up."""
        self._extend(lambda: self.action_up(times))

    def action_extend_down(self, times: int = 1) -> None:
        """Select, one line down."""
        self._extend(lambda: self.action_down(times))

    def _extend(self, move: Callable[[], None]) -> None:
        """Do ``move`` while the selection grows; a selection made so ends with the next plain movement."""
        stays = self._stays and self._selection is not None
        if self._selection is None:
            self.start_selection("character")
        self._stays = True
        move()
        self._stays = stays
