"""Loads what screens need that are not open yet, in the background, while nobody types.

The first opening of a register or a term card would otherwise take half as long again. A module is loaded by
a thread of its own, one after the other, each only after some time without a key: none has to wait.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from importlib import import_module

from tui import env  # isort: skip  # noqa: F401  (before textual)
from textual import events, on
from textual.app import App

from tui.messages import Warm

MODULES = (
    "index.library.rows.browsing",
    "index.library.rows.asking",
    "index.library.rows.termed",
    "index.library.rows.one",
    "tui.text.heat",
    "tui.terms",
    "tui.movement",
    "tui.exporting",
    "tui.registers.kinds",
    "tui.registers.asking",
    "tui.registers.about",
    "tui.widgets.filter_bar",
    "tui.widgets.mention_list",
    "tui.widgets.register_list",
    "tui.widgets.heat",
    "tui.screens.filtered",
    "tui.screens.register_panes",
    "tui.screens.registers",
    "tui.screens.term",
    "tui.screens.movement",
)
"""In an order in which none brings much that stands behind it."""
REST = 0.6
"""Seconds without a key before a module is loaded."""
_PAUSE = 0.05
"""Seconds between two modules, or two looks at whether there is rest."""


class WarmingApp(App[None]):
    """Begins once the first search is prepared, and knows when the last key came."""

    _last_key = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Note the time of keys."""
        if isinstance(event, events.Key):
            self._last_key = time.monotonic()
        await super().on_event(event)

    @on(Warm)
    def _prepared(self) -> None:
        begin(lambda: self._last_key)


def begin(last_key: Callable[[], float]) -> threading.Thread:
    """Begin to load; ``last_key`` tells when the last key came (``time.monotonic``)."""
    thread = threading.Thread(target=_load, args=(last_key,), name="warming", daemon=True)
    thread.start()
    return thread


def _load(last_key: Callable[[], float]) -> None:
    for name in MODULES:
        while time.monotonic() - last_key() < REST:
            time.sleep(_PAUSE)
        import_module(name)
        time.sleep(_PAUSE)
    # They stay: no key shall wait until they have been looked through for cycles.
    gc.freeze()
