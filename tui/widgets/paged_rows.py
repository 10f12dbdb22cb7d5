"""Rows that are fetched page by page, those that one comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from tui.widgets.rows import RowList

Item = TypeVar("Item")

NEAR = 30
"""So many rows around those in view are fetched too."""


class PagedRows(RowList, Generic[Item]):
    """``total`` rows, of which ``items`` are known by their numbers."""

    class Wanted(RowList.Moved):
        """The rows from ``start`` on are wanted."""

        def __init__(self, rows: RowList, start: int) -> None:
            super().__init__(rows)
            self.start = start

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self.items: dict[int, Item] = {}
        self._total = 0

    @property
    def total(self) -> int:
        """How many rows there are, as far as that is known."""
        return self._total

    @property
    def item(self) -> Item | None:
        """The current row, as far as it is known."""
        return self.items.get(self.current)

    def show(self, start: int, items: Sequence[Item], total: int | None, current: int = 0) -> None:
        """Show these rows and forget others; without a ``total`` there is at least one more."""
        self.items = dict(enumerate(items, start))
        self._total = start + len(items) + 1 if total is None else total
        self.renew(current)
        self.ask()

    def add(self, start: int, items: Sequence[Item]) -> None:
        """Those from ``start`` on are known too."""
        self.items.update(enumerate(items, start))
        self._grow(max(self._total, start + len(items)))
        self.redraw()
        self.post_message(self.moved())
        self.ask()

    def count(self, total: int) -> None:
        """There are ``total`` rows."""
        self._grow(total)
        self.items = {number: item for number, item in self.items.items() if number < total}

    def _grow(self, total: int) -> None:
        if total != self._total:
            self._total = total
            self.renew(min(self.current, total - 1), scroll=self.scroll_offset.y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self.ask()

    def ask(self) -> None:
        """Ask for the first row in view, or near it, that is not known."""
        first, page = self.scroll_offset.y, self.scrollable_content_region.height
        seen = [*range(first, first + page), *range(max(0, first - NEAR), first)]
        seen += range(first + page, first + page + NEAR)
        unknown = next((row for row in seen if row < self._total and row not in self.items), None)
        if unknown is not None:
            self.post_message(self.Wanted(self, unknown))
