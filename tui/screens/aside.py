"""Results beside the search: those that another screen leads to, and from which Esc goes back there."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui.keymap import Context, bindings
from tui.screens.desk import Desk
from tui.screens.search import FoundList, SearchScreen
from tui.widgets.facets import FacetPanel
from tui.widgets.query_bar import QueryInput


class AsideScreen(SearchScreen):
    """Begins with the results of ``query``; all that the search can do, it can."""

    # Before the bar and the list have a say.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("aside", priority=True)]
    AUTO_FOCUS = "FoundList"

    def __init__(self, desk: Desk, query: str) -> None:
        super().__init__(desk)
        self._query = query
        # The search below has loaded what searching needs.
        self._warm = True

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        found = super().contexts
        return found if found == ("facets",) else ("aside", *found)

    def on_mount(self) -> None:
        """Search at once, and begin in the results."""
        field = self.query_one(QueryInput)
        with self.prevent(QueryInput.Changed):
            field.value = self._query
        field.cursor_position = len(self._query)
        self.search_now()
        self.set_focus(self.query_one(FoundList))

    def action_leave_aside(self) -> None:
        """Back to where one came from; from the facets, to the results."""
        if self.query_one(FacetPanel).has_focus:
            self.action_leave_facets()
        else:
            self.dismiss()
