"""How fast something goes on and how long it will take: from what is done, not from what was hoped."""

from __future__ import annotations

from tui.i18n import _

_TELLING = 1.0
"""Seconds before a rate says anything."""
_MEMORY = 30.0
"""Seconds that the rate looks back: files differ, and the first ones wait for processes to start."""


class Pace:
    """Told now and then how much is done (``add``, seconds from any clock), it says how fast that goes."""

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []
        self.total = 0

    def add(self, at: float, done: int, total: int) -> None:
        """At the time ``at``, ``done`` of ``total`` were done."""
        self.total = total
        self._seen.append((at, done))
        while len(self._seen) > 2 and self._seen[1][0] < at - _MEMORY:
            self._seen.pop(0)

    @property
    def done(self) -> int:
        """How many are done."""
        return self._seen[-1][1] if self._seen else 0

    @property
    def rate(self) -> float | None:
        """How many a second, of late; ``None`` as long as that cannot be told."""
        if len(self._seen) < 2:
            return None
        seconds = self._seen[-1][0] - self._seen[0][0]
        some = self._seen[-1][1] - self._seen[0][1]
        return some / seconds if seconds >= _TELLING and some else None

    @property
    def left(self) -> float | None:
        """The seconds that the rest takes at this rate."""
        rate = self.rate
        return (self.total - self.done) / rate if rate else None

    def sentence(self) -> str:
        """Done of total, rate and time left, as far as they are known."""
        parts = [
            _("{done} of {total} ({percent} %)").format(
                done=f"{self.done:,}", total=f"{self.total:,}", percent=100 * self.done // max(1, self.total)
            )
        ]
        rate, left = self.rate, self.left
        if rate is not None and left is not None:
            shown = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
            parts += [_("{number} a second").format(number=shown), duration_left(left)]
        return "  ·  ".join(parts)


def duration_left(seconds: float) -> str:
    """The time left, no more exact than anyone can know it."""
    if seconds < 60:
        # To five seconds, so that the number does not flicker.
        return _("about {number} s left").format(number=max(1, round(seconds / 5) * 5))
    if seconds < 5400:
        return _("about {number} min left").format(number=round(seconds / 60))
    return _("about {number} h left").format(number=f"{seconds / 3600:.1f}")
