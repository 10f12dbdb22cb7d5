"""Merging: four segments of about one size become one, of small ones more, and what is mostly deleted
is written anew.

Every character is written again once for each class of size, so that merging costs the logarithm of the
library, and a query meets few segments. It happens outside the lock: a merged segment is put in the place of
its sources in one short commit, with what was deleted meanwhile deleted in it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

import numpy as np

from index.engine.disk.commit import IndexFolder, Listed
from index.engine.disk.memory import MemoryFolder
from index.engine.segment.container import Damaged
from index.engine.segment.segment import Segment
from index.errors import LibraryBusy

WIDTH = 4
"""Segments of one class that become one, and how much larger each class is than the one before."""
SMALLEST = 65_536
"""Characters up to which segments are of the first class."""
TOGETHER = 16
"""Segments of the first class that become one at most: what comes one at a time is a commit's work, whatever
its size."""
LARGEST = 64_000_000
"""Characters of a segment that is not merged any more: building it anew needs 40 bytes for each."""
AT_ONCE = 2_000_000
"""Characters that a change may merge before it is done: half a second."""
_WAIT = 10.0  # seconds for the lock, at least
_WORTH = 2.0  # as many times as a merge took it waits for the lock, rather than be thrown away


def due(segments: Sequence[Listed]) -> list[list[Listed]]:
    """The merges that should be made, the smallest first; no segment is in two of them."""
    groups: list[list[Listed]] = []
    classes: defaultdict[int, list[Listed]] = defaultdict(list)
    for one in segments:
        if 2 * len(one.deleted) > one.documents:
            groups.append([one])
        else:
            classes[_class(live(one))].append(one)
    for number, members in classes.items():
        width = WIDTH if number else TOGETHER
        while len(members) >= WIDTH:
            group, members = members[:width], members[width:]
            if sum(map(live, group)) <= LARGEST:
                groups.append(group)
    return sorted(groups, key=lambda group: sum(map(live, group)))


def waiting(folder: IndexFolder | MemoryFolder) -> bool:
    """Whether a merge is due."""
    found = folder.newest()
    return found is not None and bool(due(found.segments))


def live(one: Listed) -> int:
    """About how many characters of a segment count."""
    return one.characters * (one.documents - len(one.deleted)) // max(one.documents, 1)


def _class(characters: int) -> int:
    number = 0
    while characters > SMALLEST * WIDTH**number:
        number += 1
    return number


def settle(folder: IndexFolder | MemoryFolder, most: int = AT_ONCE) -> bool:
    """Make the merges that are due, of at most ``most`` characters each; whether any was made.

    OSError where the folder cannot be written; the index is then as it was.
    """
    any_made = False
    while True:
        found = folder.newest()
        groups = [] if found is None else due(found.segments)
        group = next((group for group in groups if sum(map(live, group)) <= most), None)
        if group is None or not merged(folder, group):
            return any_made
        any_made = True


def merged(folder: IndexFolder | MemoryFolder, group: Sequence[Listed]) -> bool:
    """Put one segment in the place of ``group``; false if somebody else was quicker.

    False too where one of them is damaged: its file is removed, so that the index counts no longer and is
    built again. Merged, the damage would have got a checksum of its own.
    LibraryBusy where another program holds the lock longer than the merge is worth; OSError.
    """
    from index.engine.segment.merging import merge

    began = monotonic()
    sources = []
    for one in group:
        try:
            container = folder.open(one.file)
            container.verify()
        except FileNotFoundError:
            return False
        except Damaged:
            folder.dropped(one.file)
            return False
        alive = np.ones(one.documents, np.bool_)
        alive[list(one.deleted)] = False
        sources.append((Segment(container), alive))
    draft = folder.draft(*merge(sources))
    try:
        with folder.locked(max(_WAIT, _WORTH * (monotonic() - began))):
            found = folder.newest()
            present = {one.file: one for one in found.segments} if found else {}
            if found is None or any(one.file not in present for one in group):
                folder.dropped(draft.name)
                return False
            deleted: list[int] = []
            base = 0
            for one, (_, alive) in zip(group, sources, strict=True):
                number = base - 1 + np.cumsum(alive)
                gone = set(present[one.file].deleted) - set(one.deleted)
                deleted += [int(number[local]) for local in gone]
                base += int(alive.sum())
            rest = [one for one in found.segments if one.file not in {one.file for one in group}]
            listed = replace(folder.adopted(draft), deleted=tuple(sorted(deleted)))
            made = [listed] if len(deleted) < listed.documents else []
            folder.commit([*rest, *made], found.fingerprint, found.texts)
            return True
    except (LibraryBusy, OSError):
        folder.dropped(draft.name)
        raise
