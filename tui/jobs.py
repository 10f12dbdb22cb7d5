"""The import that runs, or ran last: kept apart from the screens, which may be left meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import DangjianError, said_by_system
from tui.i18n import _
from tui.messages import ImportTold
from tui.pace import Pace

if TYPE_CHECKING:
    from index.library.apart import ImportProcess, ImportRequest, Told
    from index.model import ImportReport


class ImportJob:
    """One import in its process. What the process tells is posted, and comes back through ``take``."""

    def __init__(self, request: ImportRequest, post: Callable[[Message], object]) -> None:
        self.request = request
        self.pace = Pace()
        self.path = ""
        self.report: ImportReport | None = None
        self.error: DangjianError | None = None
        self.stopping = False
        self.waiting = False
        """Whether another program writes to the library, which is waited for."""
        self.seen = False
        """Whether the user has seen how it ended."""
        self._post = post
        self._process: ImportProcess | None = None

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.report is None and self.error is None

    def start(self) -> None:
        """Start the process; where that is impossible, this is how it ended."""
        from index.errors import LibraryError
        from index.library.apart import ENDED, ImportProcess

        try:
            self._process = ImportProcess(self.request, lambda told: self._post(ImportTold(told)))
        except OSError as error:
            self._post(ImportTold(LibraryError(ENDED, detail=said_by_system(error))))

    def take(self, told: Told) -> None:
        """Take note of what the process told."""
        from index.library.apart import Moved

        if isinstance(told, Moved):
            self.pace.add(time.monotonic(), told.done, told.total)
            self.path = told.path
            self.waiting = told.waiting
        elif isinstance(told, DangjianError):
            self.error = told
        else:
            self.report = told

    def stop(self) -> None:
        """Stop it; what is done is kept."""
        self.stopping = True
        if self._process is not None:
            self._process.stop()

    def close(self) -> None:
        """Make sure that no process is left."""
        if self._process is not None:
            self._process.close()

    def sentence(self) -> str:
        """How far it is, in one line."""
        if self.stopping:
            return _("Stopping after this file; what is done is kept…")
        if self.waiting:
            return _("Another program is writing to the library; waiting for it…")
        if not self.pace.total:
            return _("Looking for files…")
        if self.pace.done >= self.pace.total:
            return _("All {total} are read; the library is being completed…").format(
                total=f"{self.pace.total:,}"
            )
        return self.pace.sentence()

    def short(self) -> str:
        """How far it is, for a status line."""
        if not self.running:
            return "" if self.seen else _("import done: Ctrl+O shows the report")
        percent = 100 * self.pace.done // max(1, self.pace.total)
        return _("importing: {percent} %").format(percent=percent)
