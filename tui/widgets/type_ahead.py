"""Keys that run ahead of an answer: what is asked of a list that waits is done when the answer stands."""

from __future__ import annotations

from collections.abc import Callable

Action = Callable[[], None]


class TypeAhead:
    """Keeps the actions that are meant for an answer that is still on its way."""

    def __init__(self) -> None:
        self._kept: list[Action] | None = None

    @property
    def waiting(self) -> bool:
        """Whether an answer is waited for."""
        return self._kept is not None

    def wait(self) -> None:
        """Another answer is on its way: keep what is asked for from now on."""
        if self._kept is None:
            self._kept = []

    def asked(self, action: Action) -> bool:
        """Keep ``action`` for the answer, if one is waited for; whether it was kept."""
        if self._kept is None:
            return False
        self._kept.append(action)
        return True

    def forget(self) -> None:
        """Wait no longer, and do nothing of what was asked for meanwhile."""
        self._kept = None

    def answered(self) -> None:
        """The answer stands: do what was asked for, in order."""
        kept, self._kept = self._kept or (), None
        for action in kept:
            action()
