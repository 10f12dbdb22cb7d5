"""A process of its own that works out the families of a library, while the one who asked goes on.

The interface starts it and listens to it. Run as ``python -m index.library.families_apart FOLDER``; it is
nice, tells on standard output how far it is, and leaves what it has found beside the library.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

NICENESS = 10


class FamiliesProcess:
    """The process for the library in ``folder``.

    ``moved`` is called, in a thread of its own, with the per cent that are done; ``ended`` with whether it
    came to its end. OSError where it cannot be started.
    """

    def __init__(self, folder: Path, moved: Callable[[int], object], ended: Callable[[bool], object]) -> None:
        self._moved, self._ended = moved, ended
        # -P: a folder named `index` where the user is must not be taken for ours.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.library.families_apart", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,  # Ctrl-C is not for it
        )
        assert self._process.stdout is not None
        threading.Thread(
            target=self._listen, args=(self._process.stdout,), name="families", daemon=True
        ).start()

    def close(self) -> None:
        """End it, if it is still at work."""
        self._process.terminate()
        self._process.wait()

    def _listen(self, said: IO[str]) -> None:
        with said:
            for line in said:
                self._moved(int(line))
        self._ended(self._process.wait() == 0)


def work_out(folder: Path, told: Callable[[int], object]) -> bool:
    """Work out the families of the library in ``folder`` and keep them there; whether they could be kept.
    LibraryError.
    """
    from index.library.library import Library

    last = -1

    def progress(done: int, total: int) -> None:
        nonlocal last
        percent = 100 * done // max(1, total)
        if percent > last:
            last = percent
            told(percent)

    with Library.open(folder) as library:
        before = library.corpus()
        library.families(progress=progress)
        kept = library.kept_families()
        # Of other texts they are to be worked out again; of the same ones that would never end.
        return kept is not None and (kept.current or library.corpus() != before)


def _tell(percent: int) -> None:
    sys.stdout.write(f"{percent}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    sys.exit(0 if work_out(Path(sys.argv[1]), _tell) else 1)
