"""Putting what was written on the disk."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread


def sync(*paths: Path) -> None:
    """Flush files, or the names in folders, to the disk, as far as the system can.

    Several at the same time: most file systems write what they know of all of them in one go, and one after
    the other waits for as many.
    """
    others = [Thread(target=_sync, args=(path,), name="syncing") for path in paths[1:]]
    for other in others:
        other.start()
    for path in paths[:1]:
        _sync(path)
    for other in others:
        other.join()


def _sync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return  # a system that cannot open folders
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # a file system that cannot sync them
    finally:
        os.close(descriptor)
