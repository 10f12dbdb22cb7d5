"""How many processes large work is shared among."""

from __future__ import annotations

import os

MOST = 4


def usable() -> int:
    """The processors that this program may use, at most ``MOST``."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, MOST)
