"""Narrowing the query by facets, with their column at hand; the query in the bar is all that remembers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from tui.facet_rows import Condition, rows_of
from tui.i18n import _
from tui.screens.found import FoundScreen
from tui.widgets.facets import FacetLine, FacetPanel
from tui.widgets.query_bar import QueryInput
from tui.widgets.results import ResultList
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from index.engine.language.narrowing import Narrowing


class NarrowingScreen(FoundScreen):
    """A screen whose query can be narrowed to values of facets, and kept from them."""

    @property
    def query_text(self) -> str:
        """The query in the bar."""
        return self.query_one(QueryInput).value

    def show_facets(self) -> None:
        """Show the facets of the answer, and what the query is narrowed by."""
        facets = self.answer.facets if self.answer is not None else {}
        held: Sequence[Narrowing] = ()
        if self.query_text.strip():
            # The first search has loaded it. Before that it would hold up the list of all documents.
            from index.engine.language.narrowing import narrowings

            held = narrowings(self.query_text)
        self.query_one(FacetLine).show(facets)
        self.query_one(FacetPanel).show(rows_of(facets, held))

    @on(FacetLine.Clicked)
    def action_facets(self) -> None:
        """To the column of facets, which is shown where it was not."""
        panel = self.query_one(FacetPanel)
        if panel.row is None:
            self.say(_("There is nothing to narrow by: search for something first."))
            return
        panel.display = True
        self.add_class("-with-facets")
        self.set_focus(panel)

    def action_leave_facets(self) -> None:
        """Back to the results; without any, to the bar."""
        found = self.answer is not None and bool(self.answer.hits)
        self.set_focus(self.query_one(ResultList) if found else self.query_one(QueryInput))

    def close_facets(self) -> None:
        """The column goes where it has no place of its own."""
        self.query_one(FacetPanel).styles.clear_rule("display")
        self.remove_class("-with-facets")

    def action_narrow(self) -> None:
        """Only what has one of the chosen values; a condition goes."""
        panel = self.query_one(FacetPanel)
        if isinstance(panel.row, Condition):
            self._take_out([panel.row])
        else:
            self._put_in(exclude=False)

    @on(RowList.Opened, "#facets")
    def _facet_opened(self, event: RowList.Opened) -> None:
        event.stop()
        self.action_narrow()

    def action_exclude(self) -> None:
        """Nothing that has one of the chosen values."""
        row = self.query_one(FacetPanel).row
        if isinstance(row, Condition):
            self._take_out([row])
        else:
            self._put_in(exclude=True)

    def action_mark(self) -> None:
        """Mark a value where the facets have the focus, else a document."""
        panel = self.query_one(FacetPanel)
        if panel.has_focus:
            panel.toggle_mark()
        else:
            super().action_mark()

    def action_release(self) -> None:
        """Take out what stands on the facet of the current row."""
        row = self.query_one(FacetPanel).row
        field = row.narrowing.field if isinstance(row, Condition) else row.field if row else None
        held = [condition for condition in self._conditions if condition.narrowing.field == field]
        if held:
            self._take_out(held)
        else:
            self.say(_("The query is not narrowed by this facet."))

    def action_release_all(self) -> None:
        """Take out all conditions."""
        self._take_out(self._conditions)

    @property
    def _conditions(self) -> list[Condition]:
        return [row for row in self.query_one(FacetPanel).rows if isinstance(row, Condition)]

    def _put_in(self, *, exclude: bool) -> None:
        from index.engine.language.narrowing import narrowed

        chosen = self.query_one(FacetPanel).chosen
        if chosen and not self.pending:
            values = [value.item.value for value in chosen]
            self.put(narrowed(self.query_text, chosen[0].field, values, exclude=exclude), focus=False)

    def _take_out(self, conditions: list[Condition]) -> None:
        from index.engine.language.narrowing import without

        query = self.query_text
        # Until the answer stands, the column tells of another query.
        if not self.pending:
            for condition in reversed(conditions):
                query = without(query, condition.narrowing)
            self.put(query, focus=False)
