"""Looking segment files over when they are opened: little ones at once, the rest behind the answers' back.

The same reading brings them into the system's page cache. A question that comes first reads what it needs.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence

from index.engine.segment.container import Container, Damaged

AT_ONCE = 4 << 20
"""Bytes that are verified before anything is answered: some 4 ms."""
QUICK = 100 << 20
"""Bytes that are verified in a tenth of a second: the last answer of a command waits so long for it."""
SCATTERED = (
    *("text", "suffixes", "gaps", "blocks", "form_blocks", "source_blocks", "frequent_counts"),
    "words/documents",
    "words/weights",
    "words/terms",
    "words/term_starts",
)
"""Arrays of many megabytes of which most questions read some pages."""


File = tuple[str, Container, Callable[[], None]]
"""Its name, it, and what is to be made ready once it is in memory."""


class Inspection:
    """Looks the files of one index over; ``damaged``: those that are not as they were written."""

    def __init__(self) -> None:
        self.damaged: set[str] = set()
        self.patient = False
        """Whether the thread waits until ``wait``: reading all beside a question makes its answer late."""
        self._thread: threading.Thread | None = None
        self._size = 0

    def sound(self, files: Sequence[File]) -> bool:
        """Whether the checksums are right, as far as that can be said at once; a thread does the rest, and
        makes ready what it has looked over.
        """
        for _, container, _ in files:
            container.scatter(SCATTERED)
        later = _at_once(files)
        if later:
            # A daemon: leaving does not wait for it, and it writes nothing.
            self._thread = threading.Thread(
                target=_verify, args=(later, self.damaged), name="verifying", daemon=True
            )
            self._size = sum(container.nbytes for _, container, _ in later)
            if not self.patient:
                self._thread.start()
        return later is not None

    def wait(self) -> None:
        """Look over what has not been, and wait until that is done if it does not take long."""
        if self._thread is not None and self._thread.ident is None:
            self._thread.start()
            if self._size <= QUICK:
                self._thread.join()


def _at_once(files: Sequence[File]) -> list[File] | None:
    """Verify little files; those that are left, ``None`` if one of them is damaged."""
    left = AT_ONCE
    later: list[File] = []
    for one in sorted(files, key=lambda item: item[1].nbytes):
        container = one[1]
        left -= container.nbytes
        if left < 0:
            later.append(one)
            continue
        try:
            container.verify()
        except Damaged:
            return None
    # Programs that end before the last are to find damage wherever it is, sooner or later.
    random.shuffle(later)
    return later


def _verify(files: Sequence[File], damaged: set[str]) -> None:
    for file, container, get_ready in files:
        try:
            container.verify()
            get_ready()
            container.release()
        except Damaged:
            damaged.add(file)
        except Exception:
            continue  # closed meanwhile
