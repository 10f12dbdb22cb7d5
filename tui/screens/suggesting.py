"""The search bar's suggestions: asked for, shown, and put into the bar by its keys."""

from __future__ import annotations

from textual import on

from tui import requests
from tui.messages import Suggested
from tui.screens.desk import DeskScreen
from tui.widgets.query_bar import QueryInput
from tui.widgets.suggestions import SuggestionLine


class SuggestingScreen(DeskScreen):
    """A screen with a search bar and the line of suggestions under it."""

    @property
    def suggestions(self) -> SuggestionLine:
        """The line under the bar."""
        return self.query_one(SuggestionLine)

    def ask_suggestions(self) -> None:
        """Ask what the end of the query may become, while it is there that one types."""
        bar = self.query_one(QueryInput)
        if not self.suggestions.waiting:
            return
        if bar.value.strip() and bar.cursor_position == len(bar.value):
            self.desk.service.submit("suggest", self.post_message, requests.suggest(bar.value))
        else:
            self.suggestions.show(bar.value, ())

    def await_suggestions(self) -> None:
        """The query has changed: unless that was a step, nobody wants those for the one before."""
        if not self.suggestions.holds(self.query_one(QueryInput).value):
            self.desk.service.cancel("suggest")
            self.suggestions.wait()

    @on(Suggested)
    def _suggested(self, event: Suggested) -> None:
        if event.query == self.query_one(QueryInput).value:
            kept = self.suggestions.show(event.query, event.suggestions)
            if kept:
                self._step_suggestion(kept)

    def _step_suggestion(self, by: int) -> None:
        if self.suggestions.waiting:
            self.suggestions.keep(by)
            return
        query = self.suggestions.step(by)
        if query is not None:
            self.put(query)
        elif by > 0:
            self.action_to_list()

    def put(self, query: str, *, focus: bool = True) -> None:
        """``query`` into the bar, the cursor at its end."""
        bar = self.query_one(QueryInput)
        bar.value = query
        bar.cursor_position = len(query)
        if focus:
            self.set_focus(bar)

    def action_complete(self) -> None:
        """The next suggestion into the bar; without any, to the results."""
        self._step_suggestion(1)

    def action_complete_back(self) -> None:
        """The suggestion before into the bar."""
        self._step_suggestion(-1)

    def action_take_suggestion(self, number: int) -> None:
        """The suggestion that was clicked into the bar."""
        self.put(self.suggestions.take(number))

    def action_to_list(self) -> None:
        """Where a step goes for which there is no suggestion."""
        raise NotImplementedError
