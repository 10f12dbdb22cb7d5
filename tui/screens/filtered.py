"""What screens of rows with a filter share: typing, sorting, the way from one to the other and out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.keymap import Context
from tui.screens.desk import Desk, DeskScreen
from tui.widgets.filter_bar import FilterInput
from tui.widgets.rows import RowList


class FilteredScreen(DeskScreen):
    """Letters are text while the filter has the focus; in the rows they are commands.

    A subclass has a FilterBar, ``rows`` and, for when there are none, a Prose ``#none``; it says what is
    listed (``list_rows``).
    """

    DEFAULT_CSS = """
    FilteredScreen #none { display: none; padding: 1 2; color: $text-muted; height: 1fr; }
    FilteredScreen.-empty #none { display: block; }
    FilteredScreen.-empty RowList, FilteredScreen.-empty TableHead { display: none; }
    """
    CONTEXT: ClassVar[Context]
    """Whose keys work in the rows."""
    SORTS: Sequence[str] = ()
    """The orders, one after the other; the first one is that of the beginning."""
    DEBOUNCE: ClassVar[float] = 0.1  # seconds

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sort, self._turned = next(iter(self.SORTS), ""), False
        self._timer: Timer | None = None

    @property
    def rows(self) -> RowList:
        """The rows."""
        raise NotImplementedError

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        raise NotImplementedError

    def filtered(self) -> None:
        """The filter is another one."""
        self.list_rows()

    def say_empty(self, empty: bool) -> None:
        """Show ``#none`` in the place of the rows, or the rows again."""
        self.set_class(empty, "-empty")
        if not empty:
            self.call_after_refresh(self._take_focus)

    def _take_focus(self) -> None:
        """Rows that were hidden have lost the focus, and nothing else has taken it."""
        around = (one for one in self.rows.ancestors_with_self if isinstance(one, Widget))
        if self.focused is None and all(one.display for one in around):
            self.set_focus(self.rows)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        typing = self.query_one(FilterInput).has_focus
        return ("filter", self.CONTEXT) if typing else (self.CONTEXT,)

    @property
    def wanted(self) -> str:
        """What is typed in the filter."""
        return self.query_one(FilterInput).value.strip()

    @on(Input.Changed, "#filter")
    def _typed(self) -> None:
        self.wait_no_longer()
        self._timer = self.set_timer(self.DEBOUNCE, self.filtered)

    def wait_no_longer(self) -> None:
        """What was typed is dealt with."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = None

    # Moving between filter and rows

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    def action_to_filter(self) -> None:
        """To the filter."""
        self.set_focus(self.query_one(FilterInput))

    def action_to_rows(self) -> None:
        """To the rows."""
        self.set_focus(self.rows)

    def action_clear_filter(self) -> None:
        """Take the filter away."""
        self.query_one(FilterInput).value = ""
        self.set_focus(self.rows)

    def action_back(self) -> None:
        """Take the filter away; without one, leave."""
        if self.wanted:
            self.action_clear_filter()
        else:
            self.dismiss()

    # Sorting

    def action_sort(self) -> None:
        """In the next order."""
        if self.SORTS:
            self.action_sort_by(self.SORTS[(self.SORTS.index(self._sort) + 1) % len(self.SORTS)])

    def action_sort_by(self, column: str) -> None:
        """By ``column``; when it is by that already, the other way round."""
        if column in self.SORTS:
            self._turned = column == self._sort and not self._turned
            self._sort = column
            self.list_rows()

    def action_reverse(self) -> None:
        """The other way round."""
        self._turned = not self._turned
        self.list_rows()
