"""Numbers typed before a command: 5n, 10j, 50%. Digits are commands too, for those who type Chinese."""

from __future__ import annotations

from tui import env  # isort: skip  # noqa: F401  (before textual)
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tui.i18n import _
from tui.keymap import TYPING, Context, commands, key_name
from tui.widgets.lines import StatusLine

WAIT = 0.4
"""Seconds in which a letter after a digit makes it a number; alone, the digit is the command of its key."""
MOST_DIGITS = 6
_LONG = 3600.0  # seconds: until something else is pressed
_DIGITS = "0123456789"
_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FULL_WIDTH = {f"fullwidth_digit_{name}": digit for name, digit in zip(_NAMES, _DIGITS, strict=True)}


class CountingApp(App[None]):
    """A number goes to the command whose key follows, if that can use one.

    One digit that is the key of a command is a number only before a key that no input method lets through
    (a letter, a sign): those who type with it lose nothing, and wait for nothing but for the digit alone.
    """

    _number = ""
    _digit: events.Key | None = None
    _wait: Timer | None = None
    _place: tuple[Screen[object], Widget | None] | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose commands work now."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Look at keys before anything else does."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if event.key in _FULL_WIDTH and self.contexts and TYPING.isdisjoint(self.contexts):
                event = events.Key(_FULL_WIDTH[event.key], _FULL_WIDTH[event.key])
            if await self._takes(event):
                return
        elif self._number and isinstance(event, (events.MouseDown, events.Paste)):
            self._forget()
        await super().on_event(event)

    async def _takes(self, event: events.Key) -> bool:
        """Whether the key belongs to a number."""
        if self._place != (self.screen, self.focused):
            self._forget()
        digit = event.key if is_digit(event.key) else ""
        if not self._number:
            if digit in ("", "0") or not takes_numbers(self.contexts):
                return False
            self._begin(event)
        elif digit:
            self._go_on(digit)
        elif event.key == "escape":
            self._forget()
        else:
            return await self._use(event.key)
        return True

    def _begin(self, event: events.Key) -> None:
        self._number, self._place = event.key, (self.screen, self.focused)
        if any(event.key in command.keys for command in commands(*self.contexts)):
            self._digit = event
            self._wait = self.set_timer(WAIT, self._settle)
        self._tell()

    def _go_on(self, digit: str) -> None:
        """Two digits are a number."""
        number = (self._number + digit)[:MOST_DIGITS]
        self._stop()
        self._number = number
        self._tell()

    async def _use(self, key: str) -> bool:
        """Give the number to the command of ``key``; ``False`` where it takes none."""
        lone = self._digit is not None
        here = (c for c in commands(*self.contexts) if c.counts and key in c.keys)
        found = next((command for command in here if not lone or is_plain(key)), None)
        if found is None:
            await self._settle()
            return False
        number, owner = int(self._number), self.focused if found.movement else self.screen
        self._forget()
        await self.run_action(f"{found.id}({number})", owner)
        return True

    async def _settle(self) -> None:
        """What was typed is no number: a lone digit is the command of its key."""
        digit, here = self._digit, self._place == (self.screen, self.focused)
        self._forget()
        if digit is not None and here:
            await super().on_event(digit)

    def _tell(self) -> None:
        self.screen.query_one(StatusLine).notice(
            _("{number} … now what it is for: a movement, a hit, % (Esc: nothing)").format(
                number=self._number
            ),
            seconds=_LONG,
        )

    def _stop(self) -> None:
        if self._wait is not None:
            self._wait.stop()
        self._wait = self._digit = None

    def _forget(self) -> None:
        self._stop()
        if self._number and self._place is not None:
            # The screen may be gone.
            for line in self._place[0].query(StatusLine):
                line.dismiss()
        self._number, self._place = "", None


def is_digit(key: str) -> bool:
    """Whether the key is one of 0 to 9."""
    return len(key) == 1 and key in _DIGITS


def takes_numbers(contexts: tuple[Context, ...]) -> bool:
    """Whether numbers can be typed here: not into text, nor where digits are the keys to learn."""
    here = list(commands(*contexts))
    chosen = any(command.keys and is_digit(command.keys[0]) for command in here)
    return TYPING.isdisjoint(contexts) and not chosen and any(command.counts for command in here)


def is_plain(key: str) -> bool:
    """Whether the key is a letter or a sign that an input method would have taken, or made a wide one."""
    name = key_name(key)
    return len(name) == 1 and name.isascii()
