"""The mentions of a term as rows: date, place, and the words around it under each other."""

from __future__ import annotations

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
from tui.widgets.paged_rows import PagedRows
from tui.widgets.rows import Run, fitted

_DATE, _PLACE, _TITLE = 11, 10, 32
_MONTH, _PROVINCE = 7, 6
"""Where the words would have no room otherwise."""
_NARROW = 60
_WIDE = 120
"""Cells from which on there is room for titles."""


class MentionList(PagedRows["Mention | None"]):
    """The mentions; ``None``: the document of one is gone."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("term", movement=True)]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--found"}
    DEFAULT_CSS = """
    MentionList > .rows--found { text-style: bold; color: $text-warning; }
    MentionList:ansi > .rows--found { text-style: bold underline; color: ansi_default; }
    """

    def __init__(self) -> None:
        super().__init__("mentions")

    @property
    def mention(self) -> Mention | None:
        """The current mention, as far as it is known."""
        return self.item

    def runs(self, index: int, width: int) -> list[Run]:
        """A row; the words stand under each other."""
        one = self.items.get(index)
        if one is None:
            return [(_("This document is gone.") if index in self.items else "…", "rows--dim")]
        date, place = date_of(one.document), place_of(one.document) or "-"
        cells = _DATE, _PLACE
        if width < _NARROW:
            date, place = (one.document.date or "-")[:_MONTH], one.document.region or "-"
            cells = _MONTH, _PROVINCE
        head = [
            (fitted(date, cells[0]) + " ", "rows--dim"),
            (fitted(place, cells[1]) + "  ", "rows--dim"),
        ]
        room = width - sum(cells) - 3
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
