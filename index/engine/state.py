"""The index of a library, open: seen as it was at one commit.

What one commit shares with the next stays open: a segment never changes, so that everything that was computed
from it lasts as long as it is in the index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from index.engine.corpus.corpus import Corpus
from index.engine.disk.commit import IndexFolder, Listed, Manifest
from index.engine.disk.memory import MemoryFolder
from index.engine.disk.warming import Inspection
from index.engine.matching import Matcher
from index.engine.segment.container import Container, Damaged
from index.engine.segment.segment import Segment

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

    @property
    def damaged(self) -> bool:
        """Whether a file of the commit that is open has turned out not to be as it was written."""
        damaged, state = self.inspection.damaged, self._state
        return bool(damaged) and state is not None and any(part.file in damaged for part in state.parts)

    def looked_over(self) -> bool:
        """Read every byte of the commit that is open; whether any file is not as it was written."""
        for part in self._state.parts if self._state else ():
            try:
                part.container.verify()
            except Damaged:
                self.inspection.damaged.add(part.file)
        return self.damaged

    def drop_damaged(self) -> None:
        """Remove the damaged files: the index counts no longer, for other programs neither."""
        for part in self._state.parts if self._state else ():
            if part.file in self.inspection.damaged:
                self.folder.dropped(part.file)

    def close(self) -> None:
        """Let go of the files."""
        if self._state is not None:
            self._state.close()
        self._state = None

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
        if not self.inspection.sound([(part.file, part.container, part.matcher.get_ready) for part in fresh]):
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
