"""The texts of a library for another process than the one that has it open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from index.errors import LibraryError
from index.model import StoredText
from index.store.store import Store


def texts_at(folder: Path, stamp: str) -> Callable[[Sequence[int]], list[StoredText]] | None:
    """``light_texts`` of the library in ``folder`` as it is at ``stamp``; ``None`` where it is at another
    state, or cannot be read.
    """
    with suppress(LibraryError):
        store = Store(folder)
        if store.pin() == stamp:
            return store.light_texts
        store.close()
    return None
