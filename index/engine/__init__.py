"""Search: the query language, exact counts, ranking, snippets, facets, concordances and statistics.

``Engine`` is loaded on first use: it brings in numpy and Whoosh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.engine.interface import Cancelled, KwicSort

if TYPE_CHECKING:
    from index.engine.core import Engine

__all__ = ["Cancelled", "Engine", "KwicSort"]


def __getattr__(name: str) -> object:
    if name == "Engine":
        from index.engine.core import Engine

        return Engine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
