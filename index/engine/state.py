"""The index of a library, open: seen as it was at one commit, replaced, and changed.

What one commit shares with the next stays open: a segment never changes, so that everything that was computed
from it lasts as long as it is in the index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.engine.disk.commit import IndexFolder, Listed, Manifest
from index.engine.disk.memory import MemoryFolder
from index.engine.disk.warming import Inspection
from index.engine.interface import Progress
from index.engine.matching import Matcher
from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, Damaged
from index.engine.segment.segment import Segment
from index.errors import N_, LibraryError
from index.model import StoredText

FLUSHED = 16_000_000
"""Characters of a segment that is built at once: the builder needs some 40 bytes for each meanwhile."""
UPDATE_WAITS = 10.0
"""Seconds that a change waits for another program's commit."""

Outdated = Callable[[str], Collection[int] | None]


@dataclass(frozen=True, eq=False)
class Opened:
    """A segment of the index, open."""

    file: str
    container: Container
    segment: Segment
    matcher: Matcher

    def numbers_of(self, ids: Collection[int]) -> set[int]:
        """The local numbers of the documents ``ids``, deleted ones among them."""
        wanted = np.fromiter(ids, np.int64, len(ids))
        return set(np.flatnonzero(np.isin(self.segment.ids, wanted)).tolist())


class State:
    """The index as it was at one commit: ``manifest``. ``hidden``: documents in it that no longer count."""

    def __init__(self, manifest: Manifest, parts: Sequence[Opened], hidden: Collection[int] = ()) -> None:
        self.manifest = manifest
        self.parts = tuple(parts)
        self.hidden = frozenset(hidden)

    @property
    def fingerprint(self) -> str:
        """The state of the texts that is in the index completely."""
        return self.manifest.fingerprint

    @cached_property
    def corpus(self) -> Corpus:
        """The documents that count."""
        parts = zip(self.parts, self.manifest.segments, strict=True)
        return Corpus(
            [
                (part.segment, part.matcher, {*listed.deleted, *part.numbers_of(self.hidden)})
                for part, listed in parts
            ]
        )

    def whole(self) -> bool:
        """Whether every byte of the segments is as it was written; reads all of them."""
        try:
            for part in self.parts:
                part.container.verify()
        except Damaged:
            return False
        return True

    def close(self) -> None:
        """Let go of the files; nothing of the state is to be used after this."""
        for part in self.parts:
            part.container.close()


class Index:
    """The index in ``folder``; ``None`` keeps it in memory.

    ``outdated``, given the name of a state of the texts: the ids whose texts have changed since, which are
    hidden, or ``None`` if that is no state of these texts; the index is then none of theirs.
    Not to be used by two threads at once.
    """

    def __init__(self, folder: Path | None, outdated: Outdated = lambda _: ()) -> None:
        self.folder = MemoryFolder() if folder is None else IndexFolder(folder)
        self._outdated = outdated
        self._state: State | None = None
        self.inspection = Inspection()

    def current(self) -> State | None:
        """The newest commit; ``None`` if there is none, or it is damaged, of another version or foreign.

        The same object as long as nothing has changed.
        """
        found = self.folder.newest()
        hidden = None if found is None else self._outdated(found.texts)
        damaged = self.inspection.damaged
        if found is None or hidden is None or any(one.file in damaged for one in found.segments):
            self._state = None
        elif self._state is None or (self._state.manifest, self._state.hidden) != (found, frozenset(hidden)):
            self._state = self._opened(found, hidden)
        return self._state

    def rebuild(
        self, documents: Iterable[StoredText], fingerprint: str, progress: Progress | None = None
    ) -> State:
        """Replace the whole index; the old one counts until the new one is complete on disk.

        LibraryBusy if another program is changing it, OSError where the folder cannot be written.
        """
        with self.folder.locked(UPDATE_WAITS):
            segments = self._written(documents, progress)
            return self._committed(segments, fingerprint)

    def update(self, changed: Iterable[StoredText], removed: Iterable[int], fingerprint: str) -> State:
        """Put in or replace ``changed``, take out the ids ``removed`` (unknown ones are none).

        LibraryError if there is no valid index to change; LibraryBusy, OSError as ``rebuild``.
        """
        from index.engine.disk.tiers import settle

        with self.folder.locked(UPDATE_WAITS):
            state = self.current()
            if state is None:
                raise LibraryError(
                    N_("The search index is missing or damaged: run reindex to build it again.")
                )
            gone = set(removed)
            added = self._written(_noting(changed, gone), None)
            state = self._committed([*without(state, gone), *added], fingerprint)
        return self.current() or state if settle(self.folder) else state

    def close(self) -> None:
        """Let go of the files."""
        if self._state is not None:
            self._state.close()
        self._state = None

    def _written(self, documents: Iterable[StoredText], progress: Progress | None) -> list[Listed]:
        """``documents`` as segments that are in no commit yet."""
        segments: list[Listed] = []
        builder, count = Builder(), 0
        for count, stored in enumerate(documents, 1):
            builder.add(stored)
            if builder.characters >= FLUSHED:
                segments.append(self.folder.adopted(self.folder.draft(*builder.arrays())))
                builder = Builder()
            if progress is not None:
                progress(count)
        if len(builder):
            segments.append(self.folder.adopted(self.folder.draft(*builder.arrays())))
        return segments

    def _committed(self, segments: Sequence[Listed], fingerprint: str) -> State:
        found = self.folder.commit(segments, fingerprint, fingerprint)
        self._state = self._opened(found, ())
        if self._state is None:
            raise LibraryError(N_("The search index is missing or damaged: run reindex to build it again."))
        return self._state

    def _opened(self, found: Manifest, hidden: Collection[int]) -> State | None:
        """The state of a commit, with what is open already; ``None`` if a file of it cannot be read."""
        known = {part.file: part for part in self._state.parts} if self._state else {}
        parts: list[Opened] = []
        for one in found.segments:
            part = known.get(one.file)
            if part is None:
                try:
                    container = self.folder.open(one.file)
                    segment = Segment(container)
                    part = Opened(one.file, container, segment, Matcher(segment))
                    if one.documents != segment.D:
                        return None
                except Exception:  # a damaged file can raise anything; the index is disposable
                    return None
            parts.append(part)
        fresh = [part for part in parts if part.file not in known]
        if not self.inspection.sound([(part.file, part.container) for part in fresh]):
            return None
        return State(found, parts, hidden)


def without(state: State, ids: Collection[int]) -> list[Listed]:
    """The segments of ``state`` with the documents ``ids`` deleted, without those that are empty then."""
    segments: list[Listed] = []
    for part, listed in zip(state.parts, state.manifest.segments, strict=True):
        deleted = {*listed.deleted, *part.numbers_of(ids)}
        if len(deleted) < listed.documents:
            segments.append(replace(listed, deleted=tuple(sorted(deleted))))
    return segments


def _noting(documents: Iterable[StoredText], ids: set[int]) -> Iterator[StoredText]:
    for stored in documents:
        ids.add(stored.document.id)
        yield stored
