"""The reader's side that knows what others share with the open document: its margin, the next passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on

from index.model import Span
from tui import config
from tui.i18n import _, ngettext_
from tui.margin import Margin, Shared, SharedReady, shared
from tui.screens.desk import Desk
from tui.screens.finding import FindingScreen

OFF = "off"
SHOWN_AGAIN = 8
"""What was found since is shown when it is this part of all: each time the whole page is drawn anew."""


class SharingScreen(FindingScreen):
    """What others share is asked for piece by piece, from the place on that is read; it is shown as it comes.

    Only where somebody wants to see it, and not while another screen is on top.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.margin: Margin | None = None
        """What is known; ``None``: nothing is asked for."""
        self._read_at = 0
        # Nothing was cut into stretches yet: a long document takes its time.
        self._left: Sequence[Span] | None = None
        # Found, and not shown yet.
        self._waiting: list[Shared] = []
        self._shared = 0

    @property
    def shows_margin(self) -> bool:
        """Whether the margin is wanted."""
        return self.desk.settings.margin != OFF

    def ask_margin(self) -> None:
        """Begin anew: another document stands in the pane."""
        self.margin = None
        self.desk.service.cancel("margin")
        stored = self.pane.stored
        if stored is not None and self.shows_margin:
            self.margin = Margin()
            self._read_at, self._left = self.pane.reader.place, None
            self._waiting = []
            self._go_on()

    def _go_on(self) -> None:
        stored = self.pane.stored
        if stored is not None and (self._left is None or self._left):
            work = shared(stored, self._read_at, self._left)
            self._shared = self.desk.service.submit("margin", self.post_message, work)

    def on_screen_suspend(self) -> None:
        """What is asked for on another screen comes first."""
        self.desk.service.cancel("margin")

    def on_screen_resume(self) -> None:
        """Back again: go on where it was left."""
        if self.margin is not None and not self.margin.whole:
            self._go_on()

    def on_unmount(self) -> None:
        """Nobody wants it any more."""
        self.desk.service.cancel("margin")

    @on(SharedReady)
    def _shared_ready(self, event: SharedReady) -> None:
        event.stop()
        stored = self.pane.stored
        if event.ticket != self._shared or self.margin is None or stored is None:
            return
        if event.document != stored.document.id:
            # The next document stands there by now; what it shares is about to be asked for.
            return
        self._left = event.left
        self._waiting += event.shared
        if not event.left or SHOWN_AGAIN * len(self._waiting) > len(self.margin.shared):
            self.margin = self.margin.grown(self._waiting, whole=not event.left)
            if self._waiting:
                self.pane.reader.mark_margin(self.margin)
            self._waiting = []
        self._go_on()

    def action_margin(self) -> None:
        """Show or hide the margin, now and from now on."""
        shown = not self.shows_margin
        settings = replace(self.desk.settings, margin="" if shown else OFF)
        self.desk.settings = settings
        config.save(settings)
        if shown:
            self.ask_margin()
            self.say(
                _(
                    "Beside the text: how many others share it. · 1  : 2–4  ▪ 5–19  ■ 20 and more  "
                    "~ formula, in too many to list"
                )
            )
        else:
            self.desk.service.cancel("margin")
            self.margin = None
            self.pane.reader.mark_margin(None)
            self.pane.reader.hold(None)
            self.say(_("The margin is hidden."))

    def passage_at(self, offset: int) -> Span | None:
        """The passage at ``offset`` that is known to be shared."""
        held = self.pane.reader.held
        if held is not None and held.start <= offset < held.end:
            return held
        here = self.margin.at(offset) if self.margin is not None else None
        return Span(here.start, here.end) if here is not None else super().passage_at(offset)

    def action_next_shared(self, times: int = 1) -> None:
        """To the next passage that others share."""
        self._to_shared(times)

    def action_previous_shared(self, times: int = 1) -> None:
        """To the passage before."""
        self._to_shared(-times)

    def _to_shared(self, step: int) -> None:
        margin, reader = self.margin, self.pane.reader
        if margin is None:
            self.say(_("The margin is hidden; m shows it."))
            return
        one = 1 if step > 0 else -1
        number = margin.next(reader.place, one)
        if number is None:
            if not margin.whole:
                self.say(_("What others share is still being looked for."))
            elif not margin.stops:
                self.say(_("No other document shares eight letters or more with this one, formulae aside."))
            else:
                self.say(
                    _("No further shared passage.") if step > 0 else _("No shared passage before this one.")
                )
            return
        number = min(max(0, number + step - one), len(margin.stops) - 1)
        stop = margin.stops[number]
        reader.go_to(stop.start)
        reader.hold(Span(stop.start, stop.end))
        place = _("shared passage {index}/{total}").format(
            index=number + 1, total=f"{len(margin.stops)}{'' if margin.whole else '…'}"
        )
        others = ngettext_("{number} other document", "{number} other documents", stop.others)
        more = _("x shows who")
        self.say(f"{place} · {others.format(number=f'{stop.others:,}')} · {more}")
