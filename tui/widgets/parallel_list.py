"""The parallels of a passage as rows: date, place, title; below it the wording where it is another one."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar

from textual.binding import BindingType

from index.reuse.model import Passage
from tui.env import wide_punctuation
from tui.i18n import _
from tui.keymap import bindings
from tui.parallels import Listing, Row
from tui.text import wording
from tui.text.card import date_of, place_of
from tui.text.runs import runs
from tui.text.width import drawn, text_width
from tui.text.wrap import wrap
from tui.widgets.named_rows import NamedRows
from tui.widgets.rows import CURSOR, Run, fitted

_SIGN, _DATE, _PLACE, _ID = 6, 12, 14, 8
_INDENT = 7
_MOST_ROWS = 8
"""Rows of a wording; what is longer is cut off."""


class ParallelList(NamedRows):
    """A verbatim parallel is one line, ``=``; a reworded one, ``≈``, has its wording below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("parallels", movement=True)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "wording--replace", "wording--insert", "wording--delete", "wording--move",
    }  # fmt: skip
    DEFAULT_CSS = """
    ParallelList {
        & > .wording--replace { text-style: bold underline; color: $text-error; }
        & > .wording--insert { text-style: bold underline; color: $text-success; }
        & > .wording--delete { text-style: strike; color: $text-muted; }
        & > .wording--move { text-style: italic underline; color: $text-accent; }
    }
    ParallelList:ansi {
        & > .wording--replace { color: ansi_red; }
        & > .wording--insert { color: ansi_green; }
        & > .wording--delete { color: ansi_default; text-style: dim strike; }
        & > .wording--move { color: ansi_magenta; }
    }
    """

    def __init__(self) -> None:
        super().__init__("parallels")
        self.listing = Listing()
        self._passage: Passage | None = None
        # For each row its first line and the rows of its wording; by line the headings.
        self._tops: list[int] = []
        self._wordings: list[list[list[Run]]] = []
        self._headings: dict[int, str] = {}
        self._lines = 0

    @property
    def total(self) -> int:
        """How many parallels are listed."""
        return len(self.listing.rows)

    @property
    def row(self) -> Row | None:
        """The current parallel."""
        return self.listing.rows[self.current] if 0 <= self.current < self.total else None

    def show(self, passage: Passage | None, listing: Listing, *, keep: bool = False) -> None:
        """List the parallels of a passage; with ``keep`` at the one that was current, if it is there."""
        before = self.row.parallel if self.row is not None and keep else None
        self._passage, self.listing = passage, listing
        self._arrange()
        found = (number for number, row in enumerate(listing.rows) if row.parallel == before)
        self.renew(next(found, 0))

    def on_resize(self) -> None:
        """Other widths have other lines."""
        self._arrange()
        super().on_resize()
        self.refresh()

    def _arrange(self) -> None:
        self._tops, self._wordings, self._headings = [], [], {}
        line = 0
        for number, row in enumerate(self.listing.rows):
            if number in self.listing.headings:
                self._headings[line] = self.listing.headings[number]
                line += 1
            rows = self._wording(row)
            self._tops.append(line)
            self._wordings.append(rows)
            line += 1 + len(rows)
        if self.total in self.listing.headings:
            self._headings[line] = self.listing.headings[self.total]
            line += 1
        self._lines = line

    def _wording(self, row: Row) -> list[list[Run]]:
        """The rows of another wording."""
        if self._passage is None or row.parallel.relation == "verbatim":
            return []
        wide = wide_punctuation()
        text, marks = wording.wording(self._passage, row.parallel)
        text = drawn(text, ambiguous_wide=wide)
        room = max(8, self.width - _INDENT - 1)
        lines = wrap(text, 0, len(text), room, room)
        rows: list[list[Run]] = [
            [(text[begin:stop], names[-1] if names else "") for begin, stop, names in runs(start, end, marks)]
            for start, end, _cells in lines[:_MOST_ROWS]
        ]
        if len(lines) > _MOST_ROWS:
            rows[-1].append((drawn("…", ambiguous_wide=wide), "rows--dim"))
        return rows

    # Lines

    @property
    def lines(self) -> int:
        """The lines of all rows, and the headings."""
        return self._lines

    def first_line(self, index: int) -> int:
        """The first line of a row."""
        return self._tops[index]

    def height(self, index: int) -> int:
        """The lines of a row."""
        return 1 + len(self._wordings[index])

    def index_at(self, line: int) -> int:
        """The row on ``line``; a heading belongs to the row above it."""
        return max(0, bisect_right(self._tops, line) - 1)

    def reach(self, index: int) -> tuple[int, int]:
        """The lines of a row, with the headings at its edges that belong to nothing else."""
        top, bottom = super().reach(index)
        return top - (top - 1 in self._headings), bottom + (bottom == self._lines - 1)

    def parts(self, line: int) -> tuple[list[Run], bool]:
        """A heading, or a line of a row."""
        wide = wide_punctuation()
        if line in self._headings:
            rule = drawn("──", ambiguous_wide=wide)
            return [(fitted(f"{rule} {self._headings[line]} {rule}", self.width), "rows--dim")], False
        index = self.index_at(line)
        is_current = index == self.current
        cursor = drawn(CURSOR, ambiguous_wide=wide)
        room = text_width(cursor)
        lead = (cursor if is_current else " " * room, "rows--cursor")
        number = line - self._tops[index]
        if not number:
            return [lead, *self.runs(index, max(1, self.width - room))], is_current
        return [lead, (" " * max(0, _INDENT - room), ""), *self._wordings[index][number - 1]], is_current

    def runs(self, index: int, width: int) -> list[Run]:
        """The first line of a row: how alike, date, place, title, number."""
        parallel, document = self.listing.rows[index]
        same = parallel.relation == "verbatim"
        sign = "=" if same else f"≈ {int(parallel.similarity * 100)}%"
        date = date_of(document) if document.date else "-"
        rest = max(1, width - _SIGN - _DATE - _PLACE - _ID - 3)
        return [
            (fitted(sign, _SIGN), "rows--strong" if same else "rows--new"),
            (fitted(date, _DATE), ""),
            (" ", ""),
            (fitted(place_of(document) or _("place unknown"), _PLACE), ""),
            (" ", ""),
            (fitted(self.called(document), rest), "rows--strong"),
            (" ", ""),
            (fitted(f"[{document.id}]", _ID, right=True), "rows--dim"),
        ]
