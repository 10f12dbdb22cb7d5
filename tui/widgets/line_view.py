"""What lists and pages on the Line API share: nothing but their own lines is drawn or laid out anew.

Textual draws a line of any widget through a cache of its borders, padding and tints, makes a scroll bar with
Rich, and lays the whole screen out when something scrollable grows. A list that is replaced with each key
that is typed needs none of that: its place on the screen stays what it was.
"""

from __future__ import annotations

from math import ceil
from typing import cast

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget


class LineBar(ScrollBar):
    """A vertical scroll bar that draws its few kinds of cells itself."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of ``crop``."""
        render = cast(ScrollBarRender, self.render())
        style = cast(Style, render.style)
        width, height = self.size
        assert style.color is not None
        assert style.bgcolor is not None
        bar = self.renderer.render_bar(
            size=height,
            virtual_size=ceil(render.virtual_size),
            window_size=ceil(render.window_size),
            position=render.position,
            thickness=width,
            vertical=True,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        base, background, filters = self.visual_style.rich_style, self.background_colors[1], None
        drawn: dict[int, Strip] = {}
        lines = []
        for segment in bar.segments[crop.y : crop.bottom]:
            # Most of its cells are the same one.
            strip = drawn.get(id(segment))
            if strip is None:
                shown = Segment(segment.text, base + (segment.style or Style.null()))
                strip = Strip([shown], width)
                filters = self.get_line_filters() if filters is None else filters
                for one in filters:
                    strip = strip.apply_filter(one, background)
                drawn[id(segment)] = strip
            lines.append(strip)
        return lines


class LineView(ScrollView, inherit_bindings=False):
    """A scrollable widget whose ``render_line`` draws each line in full width and keeps what it drew."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The vertical scroll bar, made when it is needed first."""
        if self._vertical_scrollbar is None:
            thickness = self.scrollbar_size_vertical
            self._vertical_scrollbar = bar = LineBar(vertical=True, name="vertical", thickness=thickness)
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def extend_to(self, size: Size) -> None:
        """There are so many lines now; others need not find their places anew but where this one grows."""
        if size == self.virtual_size:
            return
        if self.styles.auto_dimensions:
            self.virtual_size = size
            return
        self.set_reactive(Widget.virtual_size, size)
        if self.size:
            self._scroll_update(size)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of ``crop``, by Textual's own way where a border, padding or tint belongs to them."""
        styles = self.styles
        plain = not (styles.gutter or styles.outline or styles.tint.a) and self.opacity == 1.0
        if not plain or crop.column_span != (0, self.size.width):
            return super().render_lines(crop)
        self._styles_cache.clear()
        strips = [self.render_line(y) for y in crop.line_range]
        filters = self.get_line_filters()
        if filters:
            background = self.background_colors[1]
            for one in filters:
                strips = [strip.apply_filter(one, background) for strip in strips]
        return strips
