"""Indexes written by a test itself; the program's follow its texts (``index.library.following``)."""

from __future__ import annotations

from collections.abc import Collection

from index.engine.core import Engine
from index.engine.disk.commit import IndexFolder, Listed
from index.engine.disk.memory import MemoryFolder
from index.engine.disk.tiers import settle
from index.engine.segment.builder import Builder
from index.engine.state import without
from index.model import StoredText


def rebuild(engine: Engine, documents: Collection[StoredText], fingerprint: str) -> None:
    """Make ``documents`` the whole index, one segment of it."""
    folder = engine.index.folder
    with folder.locked():
        folder.commit(_written(folder, documents), fingerprint, fingerprint)
    assert engine.fingerprint == fingerprint


def update(
    engine: Engine, changed: Collection[StoredText], removed: Collection[int], fingerprint: str
) -> None:
    """Put in or replace ``changed`` as a segment of their own, take out the ids ``removed``; merge."""
    folder = engine.index.folder
    with folder.locked():
        state = engine.index.current()
        assert state is not None
        kept = without(state, {*removed, *(stored.document.id for stored in changed)})
        folder.commit([*kept, *_written(folder, changed)], fingerprint, fingerprint)
    settle(folder)
    assert engine.fingerprint == fingerprint


def _written(folder: IndexFolder | MemoryFolder, documents: Collection[StoredText]) -> list[Listed]:
    if not documents:
        return []
    return [folder.adopted(folder.draft(*builder_of(documents).arrays()))]


def builder_of(documents: Collection[StoredText]) -> Builder:
    """A builder that has taken the documents."""
    builder = Builder()
    for stored in documents:
        builder.add(stored)
    return builder
