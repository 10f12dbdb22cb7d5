"""What the terminal sends, where it is not what Textual expects: it must not end the program.

A terminal that is set to GBK sends Chinese characters that are no UTF-8, and a line that breaks sends half of
one. Textual decodes strictly, and shows the user a traceback.
"""

from __future__ import annotations

import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial

from tui import env  # isort: skip  # noqa: F401  (before textual)
from textual.app import App
from textual.driver import Driver


class TolerantApp(App[None]):
    """An application that is not ended by what its terminal sends."""

    def get_driver_class(self) -> type[Driver]:
        """The driver of Textual's choice, tolerant."""
        return tolerant(super().get_driver_class())


def tolerant(kind: type[Driver]) -> type[Driver]:
    """``kind``; the one of terminals puts � for what is no UTF-8, and tells mistakes as the app does."""
    if sys.platform == "win32" or kind.__name__ != "LinuxDriver":
        return kind
    from textual.drivers import linux_driver

    # The driver makes its decoder by this name.
    setattr(linux_driver, "getincrementaldecoder", _replacing)  # noqa: B010

    class TerminalDriver(linux_driver.LinuxDriver):
        """The driver of terminals."""

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except OSError:
                pass  # the terminal has gone; the signal for it is on its way
            except Exception as error:
                self._app.call_later(self._app._handle_exception, error)

    return TerminalDriver


def _replacing(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="replace")
