"""Finding one's way in a text: words inside it, its outline, a place by percent or paragraph."""

from __future__ import annotations

import re

from textual import events, on
from textual.timer import Timer
from textual.widgets import Input

from tui import requests
from tui.i18n import _
from tui.keymap import Context
from tui.messages import OutlineReady
from tui.screens.desk import Desk
from tui.screens.reading import ReadingScreen
from tui.widgets.find_bar import FindBar, FindInput

DEBOUNCE = 0.1
_PERCENT = re.compile(r"(\d{1,3})\s*[%％]")


class FindingScreen(ReadingScreen):
    """A screen with a FindBar. What is found is marked; Escape brings the hits of the query back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._finding: Timer | None = None
        self._outline = 0

    @property
    def bar(self) -> FindBar:
        """The line over the text."""
        return self.query_one(FindBar)

    @property
    def typing(self) -> tuple[Context, ...]:
        """The context of the line while one types there."""
        return ("find",) if self.query_one(FindInput).has_focus else ()

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    def action_find(self) -> None:
        """Open the line for words to find: what is selected, else what was found last."""
        selected = self.pane.reader.selected
        stored = self.pane.stored
        text = stored.text[selected.start : selected.end] if selected and stored else self.pane.found
        self.bar.open("find", "".join(text.splitlines()))

    def action_go_to(self, percent: int | None = None) -> None:
        """Go to a percentage of the text; without one, open the line for a place to go to."""
        if percent is None:
            self.bar.open("go")
        else:
            self._go_to(f"{min(percent, 100)}%")

    @on(Input.Changed, "#find")
    def _found_changed(self) -> None:
        if self._finding is not None:
            self._finding.stop()
        if self.bar.purpose == "find":
            self._finding = self.set_timer(DEBOUNCE, self._look)

    def _look(self) -> None:
        self._finding = None
        self.pane.find(self.bar.input.value.strip())

    def action_take(self) -> None:
        """From the line to the text: at the hit, or at the place."""
        if self.bar.purpose == "go":
            if not self._go_to(self.bar.input.value.strip()):
                self.say(_("Type a percentage (50%) or the number of a paragraph (7)."), problem=True)
                return
        elif self._finding is not None:
            self._finding.stop()
            self._look()
        self._to_text()

    def action_give_up(self) -> None:
        """Put the line away; the hits are those of the query again."""
        if self.bar.purpose == "find":
            self.pane.find("")
        self._to_text()

    def action_next_found(self) -> None:
        """The next place, while one still types."""
        if self.bar.purpose == "find":
            self.action_next_hit()

    def action_previous_found(self) -> None:
        """The place before, while one still types."""
        if self.bar.purpose == "find":
            self.action_previous_hit()

    def action_back(self) -> None:
        """Give up the selection, then what was found; then leave."""
        if self.pane.reader.selected is None and self.pane.found:
            self.pane.find("")
        else:
            super().action_back()

    def _to_text(self) -> None:
        pane = self.pane
        self.bar.close()
        self.set_focus(pane.reader)

    def _go_to(self, place: str) -> bool:
        """Go to ``50%`` or paragraph ``7``; whether that could be read."""
        stored = self.pane.stored
        if stored is None:
            return False
        if percent := _PERCENT.fullmatch(place):
            self.go_to(min(int(percent[1]), 100) * max(0, len(stored.text) - 1) // 100)
            return True
        if not place.isdecimal() or not int(place):
            return False
        self.go_to(stored.paragraphs[min(int(place), len(stored.paragraphs)) - 1].start)
        return True

    def go_to(self, offset: int) -> None:
        """Put the cursor on ``offset``, its line in view."""
        self.pane.reader.go_to(offset)

    def action_outline(self) -> None:
        """Ask for the headings; they are shown to choose from."""
        if (document := self.pane.document) is not None:
            work = requests.outline(document.id)
            self._outline = self.desk.service.submit("outline", self.post_message, work)

    @on(OutlineReady)
    def _outlined(self, event: OutlineReady) -> None:
        event.stop()
        document = self.pane.document
        if event.ticket != self._outline or document is None or event.document != document.id:
            return
        if not event.headings:
            self.say(_("This text has no headings; % goes to a place in it."))
            return
        from tui.screens.outline import OutlineScreen

        chosen = OutlineScreen(event.headings, self.pane.reader.place)
        self.app.push_screen(chosen, lambda offset: self.go_to(offset) if offset is not None else None)
