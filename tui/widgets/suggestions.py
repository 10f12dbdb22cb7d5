"""The line under the search bar: what the term being typed may become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from index.model import Suggestion
from tui.env import wide_punctuation
from tui.i18n import _
from tui.keymap import commands, first_key, key_name
from tui.text.width import drawn

_LONGEST = 40  # cells of a suggestion: a title may be longer than the line


class SuggestionLine(Widget):
    """A row that is always there, so that nothing below it ever moves; empty while nothing is suggested.

    Steps go round from what was typed over the suggestions that have room. While an answer is waited for,
    those of the query before stay in view, but a step is kept for the new ones: it is meant for them.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestions--key", "suggestions--current"}
    DEFAULT_CSS = """
    SuggestionLine {
        height: 1; padding: 0 1; background: $panel; color: $foreground;
        link-style: none; link-color: $foreground; link-background: $panel;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $panel;
    }
    SuggestionLine > .suggestions--key { color: $primary; text-style: bold; }
    SuggestionLine > .suggestions--current { text-style: bold reverse; }
    """
    can_focus = False
    active: reactive[bool] = reactive(True)
    """Whether its keys work: while the search bar has the focus. Otherwise it shows nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = False
        """Whether what is shown belongs to an older query."""
        self._typed = ""
        self._items: Sequence[Suggestion] = ()
        self._current: int | None = None
        self._kept = 0

    def watch_active(self) -> None:
        """Who leaves the bar no longer wants the steps that were kept."""
        self._kept = 0

    def wait(self) -> None:
        """Another query is being typed; steps that were kept are forgotten."""
        self.waiting = True
        self._kept = 0

    def keep(self, by: int) -> None:
        """Keep a step for the suggestions that are waited for."""
        self._kept += by

    def show(self, typed: str, items: Sequence[Suggestion]) -> int:
        """Show the suggestions for the query ``typed``; returns the steps kept for them, to be made now."""
        self._typed, self._items, self._current = typed, items, None
        self.refresh()
        kept = self._kept
        self.waiting, self._kept = False, 0
        return kept

    def step(self, by: int) -> str | None:
        """The query that stands so many suggestions further on; ``None`` if there are none."""
        room = self._fitting()
        if not room:
            return None
        before = -1 if self._current is None else self._current
        return self.take((before + 1 + by) % (room + 1) - 1)

    def take(self, number: int) -> str:
        """The query with the suggestion ``number``, which is now the current one; -1 is what was typed."""
        self._current = number if number >= 0 else None
        self.refresh()
        return self._query

    def holds(self, query: str) -> bool:
        """Whether ``query`` stands in the bar by a step: nothing new was typed."""
        return not self.waiting and bool(self._items) and query == self._query

    @property
    def _query(self) -> str:
        return self._typed if self._current is None else self._items[self._current].query

    def _fitting(self) -> int:
        """How many suggestions have room; at least one, if there is one."""
        line, number = self._lead(), 0
        for number, item in enumerate(self._items):
            line.append_text(self._entry(number, item))
            if number and line.cell_len > self.content_size.width:
                return number
        return min(number + 1, len(self._items))

    def render(self) -> Text:
        """What is drawn."""
        line = _line()
        if self._items and self.active:
            line = self._lead()
            for number, item in enumerate(self._items[: self._fitting()]):
                line.append_text(self._entry(number, item))
        return line

    def _lead(self) -> Text:
        line = _line()
        complete = next(command for command in commands("bar") if command.id == "complete")
        key = key_name(first_key(complete, typing=True) or "tab")
        line.append(key, self.get_component_rich_style("suggestions--key", partial=True))
        if self._items and self._items[0].kind == "spelling":
            line.append(" " + _("Did you mean:"), "dim")
        return line

    def _entry(self, number: int, item: Suggestion) -> Text:
        chosen = number == self._current
        term = Text(drawn(item.term, ambiguous_wide=wide_punctuation()))
        term.truncate(_LONGEST, overflow="ellipsis")
        entry = Text(" ▸" if chosen else "  ", end="")
        style = (
            self.get_component_rich_style("suggestions--current", partial=True) if chosen else Style.null()
        )
        entry.append(term.plain, style).append(f" {item.documents:,}", "dim")
        entry.apply_meta({"@click": f"screen.take_suggestion({number})"})
        return entry


def _line() -> Text:
    return Text(no_wrap=True, overflow="ellipsis", end="")
