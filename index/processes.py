"""Processes that large work is shared among: how many, and how they treat what they hold."""

from __future__ import annotations

import gc
import os

MOST = 4
_YOUNG = 50_000


def usable() -> int:
    """The processors that this program may use, at most ``MOST``."""
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, MOST)


def settle_in() -> None:
    """In a process that is ready for its work: what is loaded stays, and is not gone through again and again.

    Rules and tables are some hundred thousand objects; what the work makes has hardly any circles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
