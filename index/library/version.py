"""The version of the program, as it was installed."""

from __future__ import annotations

from functools import cache


@cache
def version() -> str:
    """The version of the distribution ``dangjian-tui``."""
    from importlib.metadata import version as of

    return of("dangjian-tui")
