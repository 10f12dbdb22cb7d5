"""Finding words in the draft that one writes: whatever the script or the width they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.timer import Timer
from textual.widgets import Input

from index.model import Span
from tui.i18n import _
from tui.keymap import Context
from tui.screens.desk import Desk
from tui.screens.draft_texts import TextsScreen
from tui.widgets.find_bar import FindBar, FindInput

DEBOUNCE = 0.1


class DraftFindingScreen(TextsScreen):
    """A FindBar over the draft: what is found is selected; Escape goes back to where one was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._finding: Timer | None = None
        self._from = 0
        self._hits: Sequence[Span] = ()
        self._hit = 0

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("find",) if self.query_one(FindInput).has_focus else super().contexts

    @property
    def bar(self) -> FindBar:
        """The line over the draft."""
        return self.query_one(FindBar)

    def action_find(self) -> None:
        """Open the line: with what is selected, else with what was found last."""
        if not self.query_one(FindInput).has_focus:
            self._from = self.text.offset_at_cursor
        selected = "".join(self.text.selected_text.splitlines())
        self.bar.open("find", selected or self.bar.input.value)
        self._find_now()

    @on(Input.Changed, "#find")
    def _found_changed(self) -> None:
        if self._finding is not None:
            self._finding.stop()
        if self.bar.purpose == "find":
            self._finding = self.set_timer(DEBOUNCE, self._find_now)

    def _find_now(self) -> None:
        """Look for what is typed, from where one was."""
        from tui.text.found import places

        self._finding = None
        self._hits = places(self.text.text, self.bar.input.value.strip())
        behind = (number for number, span in enumerate(self._hits) if span.start >= self._from)
        self._hit = next(behind, 0)
        self._show_hit()

    def _show_hit(self) -> None:
        if self._hits:
            self.text.select(self._hits[self._hit])
            place = _("hit {index}/{total}").format(index=self._hit + 1, total=f"{len(self._hits):,}")
        else:
            self.text.to_offset(self._from)
            place = _("not found") if self.bar.input.value.strip() else ""
        self.bar.say(place)

    def action_next_found(self) -> None:
        """The next place; behind the last one, the first."""
        self._step(1)

    def action_previous_found(self) -> None:
        """The place before; before the first one, the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._finding is not None:
            self._finding.stop()
            self._find_now()
        elif self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hit()

    def action_take(self) -> None:
        """To the draft, at the place found."""
        if self._finding is not None:
            self._finding.stop()
            self._find_now()
        self._to_draft()

    def action_give_up(self) -> None:
        """To the draft, where one was."""
        if self._finding is not None:
            self._finding.stop()
            self._finding = None
        self.text.to_offset(self._from)
        self._to_draft()

    def _to_draft(self) -> None:
        self.bar.close()
        self.set_focus(self.text)
