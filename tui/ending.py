"""The program is ended from outside: by a signal, or because its terminal has gone.

Left to the system, a signal ends it at once: in the alternate screen, with the mouse reported and nothing
echoed, which is what the shell is left with. It leaves as by its own command instead.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading

from tui import env  # isort: skip  # noqa: F401  (before textual)
from textual.app import App

PATIENCE = 10.0
"""Seconds that leaving may take, the end of an import included; then the signal does what it always does."""


def heed_signals(app: App[None]) -> None:
    """Leave ``app`` when SIGTERM or SIGHUP comes, with the exit code that a shell gives for these.

    To be called in the event loop of the main thread; where there are no such signals nothing happens.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, leave, app, number)


def leave(app: App[None], number: signal.Signals) -> None:
    """The second time the signal does what it always does, and so it does where leaving takes too long."""
    asyncio.get_running_loop().remove_signal_handler(number)
    late = threading.Timer(PATIENCE, os.kill, (os.getpid(), number))
    late.daemon = True
    late.start()
    if not _has_terminal() and app._driver is not None:
        # The thread that draws has ended with the terminal: who waits for it would wait for ever.
        app._driver.write = _nowhere  # type: ignore[method-assign]
    app.exit(return_code=128 + number)


def _has_terminal() -> bool:
    # Textual draws on standard error.
    return sys.__stderr__ is not None and sys.__stderr__.isatty()


def _nowhere(data: str) -> None:
    """What is drawn where there is no terminal any more."""
