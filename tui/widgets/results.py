"""The result list on the Line API: ranked documents with count, facts and snippet, some of them marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.model import Hit
from tui.keymap import bindings
from tui.labels import name_of
from tui.widgets.results_rows import Group, Rows, group_of, height_of
from tui.widgets.type_ahead import TypeAhead


class ResultList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows hits in the order given. One is current; documents can be marked for later."""

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list", movement=True)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title", "results--facts", "results--snippet", "results--hit", "results--loose",
        "results--count", "results--loose-count", "results--related-count", "results--separator",
        "results--cursor", "results--mark", "results--current", "results--current-blurred",
    }  # fmt: skip
    DEFAULT_CSS = """
    ResultList {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .results--title { text-style: bold; }
        & > .results--facts { color: $text-muted; }
        & > .results--hit { text-style: bold; color: $foreground; background: $warning-muted; }
        & > .results--loose { text-style: underline; color: $text-success; }
        & > .results--count { text-style: bold; color: $text-warning; }
        & > .results--loose-count { text-style: underline; color: $text-success; }
        & > .results--related-count { text-style: italic; color: $text-muted; }
        & > .results--separator { text-style: italic; color: $text-muted; }
        & > .results--cursor { text-style: bold; color: $primary; }
        & > .results--mark { text-style: bold; color: $text-error; }
        & > .results--current { background: $primary-muted; }
        & > .results--current-blurred { background: $surface; }
    }
    ResultList:ansi {
        & > .results--facts { color: ansi_default; text-style: dim; }
        & > .results--hit { color: ansi_black; background: ansi_yellow; }
        & > .results--loose, & > .results--loose-count { color: ansi_green; }
        & > .results--count { color: ansi_yellow; }
        & > .results--related-count, & > .results--separator { color: ansi_default; text-style: dim italic; }
        & > .results--cursor { color: ansi_blue; }
        & > .results--mark { color: ansi_red; }
        & > .results--current, & > .results--current-blurred { background: ansi_default; }
    }
    """

    current: reactive[int] = reactive(-1, init=False)
    """The index of the current hit; -1 when the list is empty."""
    ambiguous_wide: reactive[bool] = reactive(False, init=False)
    """Whether the terminal draws “ ” … — · two cells wide."""

    class Highlighted(Message):
        """Another hit is current, or the list was renewed; ``hit`` is ``None`` in an empty list."""

        def __init__(self, results: ResultList, hit: Hit | None) -> None:
            super().__init__()
            self.results, self.hit = results, hit

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

    class Opened(Message):
        """The user wants to read ``hit``."""

        def __init__(self, results: ResultList, hit: Hit) -> None:
            super().__init__()
            self.results, self.hit = results, hit

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

    class Marked(Message):
        """``marked`` are now the ids of the marked documents, in the order of marking."""

        def __init__(self, results: ResultList, marked: tuple[int, ...]) -> None:
            super().__init__()
            self.results, self.marked = results, marked

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

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
        self.set_reactive(ResultList.ambiguous_wide, ambiguous_wide)
        self.items: tuple[Hit, ...] = ()
        self._marked: tuple[int, ...] = ()
        self._names: Mapping[int, str] = {}
        # The first row of each hit, and the rows that separate groups.
        self._tops: list[int] = []
        self._separators: dict[int, Group] = {}
        self._unlisted = 0
        self._height = 0
        self._strips: dict[int, Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}
        self._rows: Rows | None = None
        # Whether the user went to the current hit; the first one is current by itself.
        self._chosen = False
        self.ahead = TypeAhead()

    # What is shown

    def show(
        self,
        hits: Sequence[Hit],
        names: Mapping[int, str] | None = None,
        *,
        keep: bool = True,
        unlisted: int = 0,
    ) -> None:
        """Show ``hits``, of which ``unlisted`` further ones are only counted.

        With ``keep`` a document that the user went to stays current, where it was, if it is among them.
        ``names`` are what documents without a title are called, by id (their first sentence in ‹ ›).
        """
        self._names = names or {}
        self._unlisted = unlisted
        before = self.highlighted if self._chosen and keep else None
        depth = self._tops[self.current] - self.scroll_offset.y if before else 0
        self.items = tuple(hits)
        self._arrange()
        ids = [hit.document.id for hit in self.items]
        kept = before is not None and before.document.id in ids
        index = ids.index(before.document.id) if kept and before else 0 if ids else -1
        self.set_reactive(ResultList.current, index)
        self._chosen = kept
        self.scroll_to(y=max(0, self._tops[index] - depth) if kept else 0, animate=False)
        self._reveal()
        self.post_message(self.Highlighted(self, self.highlighted))
        if not self.items:
            self.ahead.forget()
        self.ahead.answered()

    @property
    def highlighted(self) -> Hit | None:
        """The current hit."""
        return self.items[self.current] if 0 <= self.current < len(self.items) else None

    def highlight(self, index: int) -> None:
        """Make the hit at ``index`` current; an index off the list is moved to the nearest."""
        self.current = index

    @property
    def marked(self) -> tuple[int, ...]:
        """The ids of the marked documents in the order of marking; they outlive the list that showed them."""
        return self._marked

    def toggle_mark(self) -> None:
        """Mark the current document, or take its mark away."""
        if self.highlighted is None:
            return
        id = self.highlighted.document.id
        if id in self._marked:
            self._set_marked(tuple(other for other in self._marked if other != id))
        else:
            self._set_marked((*self._marked, id))

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._set_marked(())

    def _set_marked(self, marked: tuple[int, ...]) -> None:
        if marked != self._marked:
            self._marked = marked
            self._strips.clear()
            self.refresh()
            self.post_message(self.Marked(self, marked))

    # Rows

    def _arrange(self) -> None:
        """Give each hit its rows."""
        self._strips.clear()
        self._tops, self._separators = [], {}
        row, group = 0, "exact"
        for hit in self.items:
            if group_of(hit) != group:
                group = group_of(hit)
                self._separators[row] = group
                row += 1
            self._tops.append(row)
            row += height_of(hit)
        if self._unlisted:
            self._separators[row] = "unlisted"
            row += 1
        self._height = row
        self.virtual_size = Size(self._width, row)
        self.refresh()

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _visible_height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def on_resize(self) -> None:
        """Draw for the new width; the current hit stays in view."""
        if self._rows is None or self._rows.width != self._width:
            self._make_rows()
        self._reveal()

    def watch_ambiguous_wide(self) -> None:
        """Draw with the other widths."""
        self._make_rows()

    def _make_rows(self) -> None:
        self._strips.clear()
        self._rows = Rows(self._width, ambiguous_wide=self.ambiguous_wide)
        self.virtual_size = Size(self._width, self._height)
        self.refresh()

    # Changes

    def validate_current(self, current: int) -> int:
        """Keep the index inside the list."""
        return min(max(current, 0), len(self.items) - 1)

    def watch_current(self, old: int, new: int) -> None:
        """Draw the two hits anew, bring the new one into view, tell."""
        self._chosen = True
        for index in (old, new):
            self._redraw(index)
        self._reveal()
        self.post_message(self.Highlighted(self, self.highlighted))

    def watch_has_focus(self, has_focus: bool) -> None:
        """The current hit looks different in a list without the focus."""
        super().watch_has_focus(has_focus)
        self._redraw(self.current)

    def _redraw(self, index: int) -> None:
        if 0 <= index < len(self.items):
            top, height = self._tops[index], height_of(self.items[index])
            for row in range(top, top + height):
                self._strips.pop(row, None)
            self.refresh_lines(top, height)

    def _reveal(self) -> None:
        """Scroll as little as needed to see the current hit, with the separator above it."""
        if self.highlighted is None:
            return
        top = self._tops[self.current]
        bottom = top + height_of(self.highlighted)
        if top - 1 in self._separators:
            top -= 1
        if bottom == self._height - 1:  # the line that says how many are not listed
            bottom += 1
        first = self.scroll_offset.y
        if top < first or bottom - top > self._visible_height:
            self.scroll_to(y=top, animate=False)
        elif bottom > first + self._visible_height:
            self.scroll_to(y=bottom - self._visible_height, animate=False)

    # Moving about

    def action_up(self) -> None:
        """The hit above."""
        if not self.ahead.asked(self.action_up):
            self.current -= 1

    def action_down(self) -> None:
        """The hit below."""
        if not self.ahead.asked(self.action_down):
            self.current += 1

    def action_page_up(self) -> None:
        """A page up."""
        if not self.ahead.asked(self.action_page_up):
            self._turn(-1)

    def action_page_down(self) -> None:
        """A page down."""
        if not self.ahead.asked(self.action_page_down):
            self._turn(1)

    def action_top(self) -> None:
        """The first hit."""
        if not self.ahead.asked(self.action_top):
            self.current = 0

    def action_bottom(self) -> None:
        """The last hit."""
        if not self.ahead.asked(self.action_bottom):
            self.current = len(self.items) - 1

    def action_open(self) -> None:
        """Read the current hit."""
        if self.highlighted is not None:
            self.post_message(self.Opened(self, self.highlighted))

    def action_mark(self) -> None:
        """Mark the current document, or take its mark away."""
        self.toggle_mark()

    def _turn(self, step: int) -> None:
        """Move by as many hits as fit the pane, at least one."""
        if self.highlighted is not None:
            target = self._index_at(self._tops[self.current] + step * self._visible_height)
            self.current = target if target != self.current else self.current + step

    def _index_at(self, row: int) -> int:
        """The hit on ``row``; a separator belongs to the hit above it."""
        return max(0, bisect_right(self._tops, row) - 1)

    def on_click(self, event: events.Click) -> None:
        """One click makes a hit current, two open it."""
        offset = event.get_content_offset(self)
        if self.ahead.waiting or offset is None or offset.y + self.scroll_offset.y >= self._height:
            return
        self.current = self._index_at(offset.y + self.scroll_offset.y)
        if event.chain == 2:
            self.action_open()

    # Drawing

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """The row at ``y`` of the pane."""
        row = self.scroll_offset.y + y
        if self._rows is None or row >= self._height:
            return Strip.blank(self._width, self.rich_style)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._strip(self._rows, row)
        return strip

    def _strip(self, rows: Rows, row: int) -> Strip:
        index = self._index_at(row)
        current = ""
        if row in self._separators:
            parts = rows.separator(self._separators[row], self._unlisted)
        else:
            hit = self.items[index]
            if is_current := index == self.current:
                current = "results--current" if self.has_focus else "results--current-blurred"
            marked = hit.document.id in self._marked
            name = self._names.get(hit.document.id) or name_of(hit.document)
            parts = rows.row(hit, name, row - self._tops[index], current=is_current, marked=marked)
        strip = Strip([Segment(text, self._style_of(name, current)) for text, name in parts])
        return strip.crop_extend(0, rows.width, self._style_of("", current))

    def _style_of(self, name: str, current: str) -> Style:
        """The style of a run in a row, on the background of the current hit if it is one."""
        style = self._styles.get((name, current))
        if style is None:
            style = self.rich_style
            if name:
                style += self.get_component_rich_style(name)
            if current and name not in ("results--hit",):
                style += Style(bgcolor=self.get_component_rich_style(current).bgcolor)
            self._styles[name, current] = style
        return style
