"""The index follows the texts: what has changed since its state is taken out, and put in again as it is now.

Work goes in the order of the library's revisions and is committed piece by piece, each with the revision that
it reaches: an interrupted run is an index of an earlier state, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from index.engine.disk.commit import BUSY, Listed
from index.engine.state import Index, Outdated, without
from index.errors import LibraryBusy
from index.processes import usable
from index.store import Store
from index.store.elsewhere import texts_at
from index.store.stamps import Stamp

if TYPE_CHECKING:
    from index.engine.disk.bulk import Chunk

Indexing = Callable[[int, int], None]

_TOLD_EVERY = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class Work:
    """What separates an index from a state of the texts.

    ``changed`` are (id, revision, characters) in the order of the changes; ``since`` is where the index is.
    """

    since: str
    changed: Sequence[tuple[int, int, int]]
    removed: Sequence[int]

    @property
    def characters(self) -> int:
        """Of the texts that have to be read."""
        return sum(characters for _, _, characters in self.changed)


def outdated(store: Store) -> Outdated:
    """For an index of ``store``: what has changed since a state, ``None`` if that is none of this library."""

    def changed(texts: str) -> Collection[int] | None:
        if texts == store.stamp():
            return ()
        found = store.changed_since(texts)
        return None if found is None else [*found[0], *found[1]]

    return changed


def work_for(store: Store, reached: str | None) -> Work:
    """What is to do for an index that has ``reached`` a state; all texts if that is none of this library."""
    if reached is not None:
        found = store.revised_since(reached)
        if found is not None:
            return Work(reached, *found)
    beginning = Stamp.of(store.stamp()).at(0)
    found = store.revised_since(beginning)
    assert found is not None
    return Work(beginning, *found)


def follow(
    store: Store,
    index: Index,
    *,
    anew: bool = False,
    wait: float = 0.0,
    indexing: Indexing | None = None,
    most: int | None = None,
) -> int:
    """Bring ``index`` to the state that ``store`` is pinned to; returns the characters that were indexed.

    ``anew``: build all of it; an index that is there counts until the new one is complete.
    ``wait``: seconds to wait for another program that is writing to the index.
    ``indexing``: called with the number of texts done and of all.
    ``most``: characters between two commits. OSError; LibraryBusy, also where another program has brought the
    index further meanwhile: then ``store`` is to be pinned anew.
    """
    # What builds segments is loaded where there is something to build: opening an index does without.
    from index.engine.disk import bulk

    stamp = store.stamp()
    with index.folder.locked(wait):
        state = index.current()
        if state is None and _overtaken(store, index):
            raise LibraryBusy(BUSY)
        reached = None if state is None or anew else state.fingerprint
        work = work_for(store, reached)
        gone = {id for id, _, _ in work.changed} | set(work.removed)
        # An index that cannot be used is replaced with the first commit.
        segments = [] if state is None or anew else without(state, gone)
        chunks = _chunks(work, bulk.FLUSHED if most is None else most)
        at_once = (anew and state is not None) or len(chunks) < 2
        if not at_once:
            index.folder.commit(segments, work.since, stamp)
        told = _Told(indexing, len(work.changed))
        drafts = bulk.drafts(
            [chunk for chunk, _ in chunks],
            index.folder,
            store.light_texts,
            told,
            elsewhere=partial(texts_at, store.folder, stamp) if store.index_writable else None,
        )
        try:
            for number, draft in enumerate(drafts):
                segments.append(index.folder.adopted(draft))
                if not at_once:
                    index.folder.commit(segments, chunks[number][1], stamp)
            index.folder.commit(segments, stamp, stamp)
        except OSError:
            _abandoned(index, segments)
            raise
        finally:
            drafts.close()
        told.finish()
    return work.characters


def _abandoned(index: Index, segments: Sequence[Listed]) -> None:
    """Remove those of ``segments`` that no commit lists: where there is no space, they take it."""
    found = index.folder.newest()
    listed = {one.file for one in found.segments} if found else set()
    for one in segments:
        if one.file not in listed:
            index.folder.dropped(one.file)


def _overtaken(store: Store, index: Index) -> bool:
    """Whether the index is of a state of this library that is later than the one ``store`` is pinned to."""
    found = index.folder.newest()
    if found is None:
        return False
    reached, seen, newest = map(Stamp.of, (found.texts, store.stamp(), store.newest_stamp()))
    return reached.uid == seen.uid and seen.revision < reached.revision <= newest.revision


def _chunks(work: Work, flushed: int) -> list[tuple[Chunk, str]]:
    """The changed documents as they are committed, each chunk with the state that is reached with it."""
    from index.engine.disk import bulk

    since = Stamp.of(work.since)
    # Even shares, so that the processes finish together.
    shares = max(1, -(-work.characters // flushed))
    if work.characters > bulk.ALONE:
        processes = usable()
        shares = -(-shares // processes) * processes
    most = work.characters // shares + 1
    found: list[tuple[Chunk, str]] = []
    start = size = 0
    for number, (_, revision, characters) in enumerate(work.changed, 1):
        size += characters
        last = number == len(work.changed)
        if size >= most or last:
            some = work.changed[start:number]
            ids, sizes = tuple(row[0] for row in some), tuple(row[2] for row in some)
            whole = last or work.changed[number][1] > revision
            found.append((bulk.Chunk(ids, sizes), since.at(revision if whole else revision - 1)))
            start, size = number, 0
    return found


class _Told:
    """Counts what is done, and tells it now and then."""

    def __init__(self, indexing: Indexing | None, total: int) -> None:
        self._indexing, self._total = indexing, total
        self._done = 0
        self._at = 0.0
        self(0)

    def __call__(self, more: int) -> None:
        self._done += more
        if self._indexing is not None and monotonic() - self._at > _TOLD_EVERY:
            self._at = monotonic()
            self._indexing(self._done, self._total)

    def finish(self) -> None:
        if self._indexing is not None:
            self._indexing(self._total, self._total)
