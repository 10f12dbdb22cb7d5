"""Lists of rows on the Line API: as quick with a hundred thousand rows as with ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.env import wide_punctuation
from tui.text.crop import crop
from tui.text.width import drawn, text_width
from tui.widgets.line_view import LineView

Run = tuple[str, str]
"""A piece of text as drawn, and its component class (empty: plain)."""

CURSOR, MARK = "▌", "●"


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """``text`` as drawn, cut with … or filled with spaces to exactly ``width`` cells."""
    wide = wide_punctuation()
    text = drawn(crop(drawn(text, ambiguous_wide=wide), width), ambiguous_wide=wide)
    space = " " * max(0, width - text_width(text))
    return space + text if right else text + space


class RowList(LineView, can_focus=True, inherit_bindings=False):
    """Shows what ``runs`` gives for each of ``total`` rows. One row is current.

    A row is one line high, unless ``first_line`` and its companions say otherwise.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    OWN_BACKGROUND: ClassVar[frozenset[str]] = frozenset()
    """Component classes that keep their background in the current row."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--current", "rows--blurred", "rows--cursor", "rows--mark", "rows--dim", "rows--strong",
        "rows--bad", "rows--new",
    }  # fmt: skip
    DEFAULT_CSS = """
    RowList {
        height: 1fr; background: $background; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .rows--cursor { text-style: bold; color: $primary; }
        & > .rows--mark { text-style: bold; color: $text-error; }
        & > .rows--dim { color: $text-muted; }
        & > .rows--strong { text-style: bold; }
        & > .rows--bad { text-style: bold; color: $text-error; }
        & > .rows--new { text-style: underline; color: $text-success; }
        & > .rows--current { background: $primary-muted; }
        & > .rows--blurred { background: $surface; }
    }
    RowList:ansi {
        & > .rows--cursor { color: ansi_blue; }
        & > .rows--mark, & > .rows--bad { color: ansi_red; }
        & > .rows--new { color: ansi_green; }
        & > .rows--dim { color: ansi_default; text-style: dim; }
        & > .rows--current, & > .rows--blurred { background: ansi_default; }
    }
    """

    current: reactive[int] = reactive(-1, init=False)
    """The index of the current row; -1 when there is none."""

    class Moved(Message):
        """Another row is current, or the rows were renewed."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Opened(Moved):
        """The current row was clicked twice."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}

    # What subclasses say

    @property
    def total(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def runs(self, index: int, width: int) -> Sequence[Run]:
        """Row ``index`` in ``width`` cells, without the cursor (which takes the cell before)."""
        raise NotImplementedError

    @property
    def lines(self) -> int:
        """How many lines the rows take, with what stands between them."""
        return self.total

    def first_line(self, index: int) -> int:
        """The first line of row ``index``."""
        return index

    def height(self, index: int) -> int:  # noqa: ARG002  (here all are alike)
        """How many lines row ``index`` takes."""
        return 1

    def index_at(self, line: int) -> int:
        """The row on ``line``; what stands between two rows belongs to the one above."""
        return line

    def reach(self, index: int) -> tuple[int, int]:
        """The lines (from, to) that are brought into view with row ``index``."""
        return self.first_line(index), self.first_line(index) + self.height(index)

    def parts(self, line: int) -> tuple[Sequence[Run], bool]:
        """What stands on ``line``, the cursor with it, and whether it belongs to the current row."""
        is_current = line == self.current
        wide = wide_punctuation()
        cursor, room = drawn(CURSOR, ambiguous_wide=wide), text_width(drawn(CURSOR, ambiguous_wide=wide))
        lead = (cursor if is_current else " " * room, "rows--cursor")
        return [lead, *self.runs(line, max(1, self.width - room))], is_current

    def moved(self) -> Message:
        """What is told when another row is current, or the rows were renewed."""
        return self.Moved(self)

    def opened(self) -> Message:
        """What is told when the current row was clicked twice."""
        return self.Opened(self)

    # Rows

    def renew(self, current: int = 0, *, scroll: int | None = None) -> None:
        """The rows have changed: draw them anew with ``current`` as the current one.

        ``scroll`` is the line to stand at the top, if the current row is in view then.
        """
        self._strips.clear()
        self.extend_to(Size(self.width, self.lines))
        self.set_reactive(RowList.current, self.validate_current(current))
        if scroll is not None:
            self.scroll_to(y=scroll, animate=False)
        self._reveal()
        self.refresh()
        self.post_message(self.moved())

    def go_to(self, index: int) -> None:
        """Make row ``index`` the current one."""
        self.current = index

    def redraw(self) -> None:
        """The same rows look different now."""
        self._strips.clear()
        self.refresh()

    @property
    def width(self) -> int:
        """The cells of a line."""
        return self.scrollable_content_region.width

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def on_resize(self) -> None:
        """Draw for the new width; the current row stays in view."""
        self._strips.clear()
        self.extend_to(Size(self.width, self.lines))
        self._reveal()

    def validate_current(self, current: int) -> int:
        """Keep the index inside the list."""
        return min(max(current, 0), self.total - 1)

    def watch_current(self, old: int, new: int) -> None:
        """Draw the two rows anew, bring the new one into view, tell."""
        for index in (old, new):
            self.redraw_row(index)
        self._reveal()
        self.post_message(self.moved())

    def watch_has_focus(self, has_focus: bool) -> None:
        """The current row looks different in a list without the focus."""
        super().watch_has_focus(has_focus)
        self.redraw_row(self.current)

    def redraw_row(self, index: int) -> None:
        """Row ``index`` looks different now."""
        if 0 <= index < self.total:
            top, height = self.first_line(index), self.height(index)
            for line in range(top, top + height):
                self._strips.pop(line, None)
            self.refresh_lines(top, height)

    def _reveal(self) -> None:
        """Scroll as little as needed to see the current row."""
        first = self.scroll_offset.y
        top, bottom = self.reach(self.current) if self.current >= 0 else (0, 0)
        if top < first or bottom - top > self._page:
            self.scroll_to(y=top, animate=False)
        elif bottom > first + self._page:
            self.scroll_to(y=bottom - self._page, animate=False)

    # Moving about

    def move(self, to: Callable[[], int]) -> None:
        """Make the row that ``to`` gives the current one."""
        self.current = to()

    def action_up(self, times: int = 1) -> None:
        """The row above."""
        self.move(lambda: self.current - times)

    def action_down(self, times: int = 1) -> None:
        """The row below."""
        self.move(lambda: self.current + times)

    def action_page_up(self, times: int = 1) -> None:
        """A page up."""
        self.move(lambda: self._turned(-times))

    def action_page_down(self, times: int = 1) -> None:
        """A page down."""
        self.move(lambda: self._turned(times))

    def action_top(self, row: int = 1) -> None:
        """The first row, or the one of that number."""
        self.move(lambda: row - 1)

    def action_bottom(self, row: int = 0) -> None:
        """The last row, or the one of that number."""
        self.move(lambda: row - 1 if row else self.total - 1)

    def _turned(self, step: int) -> int:
        """The row ``step`` pages further, or back: at least the next one."""
        if self.current < 0:
            return self.current
        target = self.index_at(self.first_line(self.current) + step * self._page)
        return target if target != self.current else self.current + step

    def on_click(self, event: events.Click) -> None:
        """One click makes a row current, two open it."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y + self.scroll_offset.y >= self.lines:
            return
        self.current = self.index_at(offset.y + self.scroll_offset.y)
        if event.chain == 2:
            self.post_message(self.opened())

    # Drawing

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """The line at ``y`` of the pane."""
        line = self.scroll_offset.y + y
        if line >= self.lines:
            return Strip.blank(self.width, self.rich_style)
        strip = self._strips.get(line)
        if strip is None:
            strip = self._strips[line] = self._strip(line)
        return strip

    def _strip(self, line: int) -> Strip:
        parts, is_current = self.parts(line)
        current = ("rows--current" if self.has_focus else "rows--blurred") if is_current else ""
        strip = Strip([Segment(text, self._style_of(name, current)) for text, name in parts if text])
        return strip.crop_extend(0, self.width, self._style_of("", current)).simplify()

    def _style_of(self, name: str, current: str) -> Style:
        """The style of a run, on the background of the current row if it is in that."""
        style = self._styles.get((name, current))
        if style is None:
            style = self.rich_style
            if name:
                style += self.get_component_rich_style(name)
            if current and name not in self.OWN_BACKGROUND:
                style += Style(bgcolor=self.get_component_rich_style(current).bgcolor)
            self._styles[name, current] = style
        return style


class Marks:
    """The marked rows of a list by their keys, in the order of marking; they outlive a filter."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._keys: dict[int, None] = {}
        self._changed = changed

    def __contains__(self, key: int) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> tuple[int, ...]:
        """What is marked."""
        return tuple(self._keys)

    def toggle(self, key: int) -> None:
        """Mark ``key``, or take its mark away."""
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None
        self._changed()

    def add(self, keys: Sequence[int]) -> None:
        """Mark all of ``keys``."""
        self._keys.update(dict.fromkeys(keys))
        self._changed()

    def keep(self, keys: Sequence[int]) -> None:
        """Only ``keys`` may stay marked."""
        wanted = set(keys)
        self._keys = {key: None for key in self._keys if key in wanted}
        self._changed()
