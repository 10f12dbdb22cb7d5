"""Putting what was written on the disk."""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk, as far as the system can."""
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
