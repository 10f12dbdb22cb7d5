"""The mentions of a term as rows: date, place, and the words around it under each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from index.model import KwicLine
from tui.env import wide_punctuation
from tui.i18n import _
from tui.keymap import bindings
from tui.terms import Mention
from tui.text.card import date_of, place_of
from tui.text.heat import fit
from tui.text.width import drawn, text_width
from tui.widgets.rows import RowList, Run, fitted

_DATE, _PLACE, _TITLE = 11, 10, 32
_WIDE = 120
"""Cells from which on there is room for titles."""
_NEAR = 30
"""So many rows around those in view are fetched too."""


class MentionList(RowList):
    """``total`` of them, of which those are fetched, page by page, that one comes to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("term", movement=True)]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--found"}
    DEFAULT_CSS = """
    MentionList > .rows--found { text-style: bold; color: $text-warning; }
    MentionList:ansi > .rows--found { text-style: bold underline; color: ansi_default; }
    """

    class Wanted(RowList.Moved):
        """The mentions from ``start`` on are wanted."""

        def __init__(self, rows: MentionList, start: int) -> None:
            super().__init__(rows)
            self.start = start

    def __init__(self) -> None:
        super().__init__(id="mentions")
        self.mentions: dict[int, Mention | None] = {}
        """Those that are known by their rows; ``None``: its document is gone."""
        self._total = 0

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self._total

    @property
    def mention(self) -> Mention | None:
        """The current mention, as far as it is known."""
        return self.mentions.get(self.current)

    def show(self, mentions: Sequence[Mention | None], total: int) -> None:
        """Show ``total`` mentions, of which the first ones are known; the current row stays where it can."""
        current = max(0, min(self.current, total - 1))
        self.mentions, self._total = dict(enumerate(mentions)), total
        self.renew(current)

    def extend(self, total: int) -> None:
        """There are ``total`` mentions, more than were told before."""
        self._total = total
        self.renew(self.current, scroll=self.scroll_offset.y)

    def add(self, start: int, mentions: Sequence[Mention | None]) -> None:
        """Those from ``start`` on are known."""
        self.mentions.update(enumerate(mentions, start))
        self.redraw()
        self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def _ask(self) -> None:
        first = self.scroll_offset.y
        seen = range(max(0, first - _NEAR), min(self._total, first + self._page + _NEAR))
        unknown = next((row for row in seen if row not in self.mentions), None)
        if unknown is not None:
            self.post_message(self.Wanted(self, unknown))

    def runs(self, index: int, width: int) -> list[Run]:
        """A row; the words stand under each other."""
        one = self.mentions.get(index)
        if one is None:
            return [(_("This document is gone.") if index in self.mentions else "…", "rows--dim")]
        head = [
            (fitted(date_of(one.document), _DATE) + " ", "rows--dim"),
            (fitted(place_of(one.document) or "-", _PLACE) + "  ", "rows--dim"),
        ]
        room = width - _DATE - _PLACE - 3
        tail: list[Run] = []
        if width >= _WIDE:
            room -= _TITLE + 2
            tail = [("  " + fitted(one.name, _TITLE), "rows--dim")]
        return [*head, *_in_context(one.line, room), *tail]


def _in_context(line: KwicLine, width: int) -> list[Run]:
    """A line of a concordance: its word begins at one third of the width, whatever stands before it."""
    wide = wide_punctuation()
    lead = width // 3
    before = drawn(line.left, ambiguous_wide=wide)
    while text_width(before) > lead:
        before = before[1:]
    before = " " * (lead - text_width(before)) + before
    word = drawn(line.keyword, ambiguous_wide=wide)
    word = word if text_width(word) <= width - lead else fit(word, width - lead, ambiguous_wide=wide)
    left = width - lead - text_width(word)
    return [
        (before, ""),
        (word, "rows--found"),
        (fit(line.right, left, ambiguous_wide=wide) if left else "", ""),
    ]
