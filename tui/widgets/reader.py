"""The reader: one document, its hits marked, cursor and selection in document offsets; looks and mouse."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui.keymap import bindings
from tui.text.selection import select
from tui.widgets.reader_margin import ReaderMargin
from tui.widgets.reader_own import ReaderOwn
from tui.widgets.reader_passages import ReaderPassages
from tui.widgets.reader_quoted import ReaderQuoted


class Reader(ReaderPassages, ReaderOwn, ReaderQuoted, ReaderMargin, inherit_bindings=False):
    """A click puts the cursor, a drag selects inside this pane, more clicks select more."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader", movement=True)]
    ALLOW_SELECT: ClassVar[bool] = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--title", "reader--subtitle", "reader--card", "reader--heading", "reader--byline",
        "reader--caption", "reader--note", "reader--hit", "reader--loose", "reader--current",
        "reader--current-loose", "reader--selection", "reader--cursor", "reader--mark", "reader--dimmed",
        "reader--shared", "reader--passage", "reader--edit", "reader--moved", "reader--bar",
        "reader--held", "reader--margin", "reader--quoted",
    }  # fmt: skip
    DEFAULT_CSS = """
    Reader {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .reader--title { text-style: bold; color: $text-primary; }
        & > .reader--subtitle { text-style: bold; }
        & > .reader--card, & > .reader--byline, & > .reader--note { color: $text-muted; }
        & > .reader--caption { color: $text-muted; text-style: italic; }
        & > .reader--heading { text-style: bold; color: $text-primary; }
        & > .reader--hit { text-style: bold; color: $foreground; background: $warning-muted; }
        & > .reader--loose { text-style: underline; color: $text-success; }
        & > .reader--current { text-style: bold reverse; color: $warning; background: black; }
        & > .reader--current-loose { text-style: underline reverse; color: $success; background: black; }
        & > .reader--selection { color: $foreground; background: $primary-muted; text-style: reverse; }
        & > .reader--cursor { text-style: reverse underline; }
        & > .reader--mark { text-style: bold; color: $text-warning; }
        & > .reader--dimmed { color: $foreground 58%; }
        & > .reader--shared { color: $text-success; }
        & > .reader--passage { background: $success-muted; }
        & > .reader--edit { text-style: bold underline; color: $text-error; background: $error-muted; }
        & > .reader--moved { text-style: italic underline; color: $text-accent; }
        & > .reader--bar { text-style: bold; color: $success; }
        & > .reader--held { text-style: underline; background: $success-muted; }
        & > .reader--margin { color: $text-success; }
        & > .reader--quoted { color: $primary; text-style: bold; }
    }
    Reader:ansi {
        & > .reader--title, & > .reader--heading { color: ansi_default; }
        & > .reader--card, & > .reader--byline, & > .reader--note { color: ansi_default; text-style: dim; }
        & > .reader--caption { color: ansi_default; text-style: dim italic; }
        & > .reader--hit { color: ansi_black; background: ansi_yellow; }
        & > .reader--loose { color: ansi_green; }
        & > .reader--current { color: ansi_yellow; background: ansi_black; }
        & > .reader--current-loose { color: ansi_green; background: ansi_black; }
        & > .reader--selection { color: ansi_default; background: ansi_default; }
        & > .reader--mark { color: ansi_yellow; }
        & > .reader--dimmed { color: ansi_default; text-style: dim; }
        & > .reader--shared, & > .reader--bar { color: ansi_green; }
        & > .reader--passage { color: ansi_green; background: ansi_default; }
        & > .reader--edit { color: ansi_red; background: ansi_default; }
        & > .reader--moved { color: ansi_magenta; }
        & > .reader--held { background: ansi_default; }
        & > .reader--margin { color: ansi_green; }
        & > .reader--quoted { color: ansi_blue; }
    }
    """

    _drag_start: int | None = None

    def _offset_under(self, event: events.MouseEvent) -> int:
        """The character under the mouse, or the nearest one when it left the pane."""
        region = self.scrollable_content_region
        x = event.screen_x - region.x
        y = min(max(event.screen_y - region.y, 0), region.height - 1)
        return self.character_at(self.scroll_offset.y + y, x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor; a drag may begin here."""
        if event.button != 1 or self.stored is None:
            return
        self.clear_selection()
        self._goal = None
        self._drag_start = self._offset_under(event)
        self._set_cursor(self._drag_start)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the drag began to here; beyond the edge the page moves on."""
        if self._drag_start is None or self.units is None:
            return
        region = self.scrollable_content_region
        if event.screen_y < region.y:
            self.scroll_to(y=self.scroll_offset.y - 1, animate=False)
        elif event.screen_y >= region.bottom:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False)
        offset = self._offset_under(event)
        if offset != self._drag_start or self.selected:
            began = select(self.units, "character", self._drag_start)
            self._set_selection(began.extended_to(self.units, offset))
            self._set_cursor(offset)

    def on_mouse_up(self) -> None:
        """The drag ends; what it selected stays."""
        if self._drag_start is not None:
            self._drag_start = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the sentence, three the paragraph."""
        if event.chain == 2:
            self.start_selection("sentence", self._offset_under(event))
        elif event.chain >= 3:
            self.start_selection("paragraph", self._offset_under(event))
