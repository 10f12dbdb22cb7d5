"""Commits of an index folder: what one holds, how it is read, and how the next one is made.

A commit is a TOC of Whoosh's (``_MAIN_<n>.toc``), the segment files that it lists, and a manifest of the same
number, written before it: what it was built from, and what Whoosh's TOC does not check. The renaming of the
TOC is what makes it count, so that a program killed at any point leaves the commit before or this one.

Whatever does not agree with its manifest is stale, never an error: the index is built again from the texts.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from index.disk import sync
from index.engine.segment.container import Container, write_container
from index.errors import N_, LibraryBusy
from index.text.fold import FOLD_VERSION
from index.text.segment import lexicon

FORMAT = "3"
"""Of the arrays in a segment file and of the manifest; an index of another format is built again."""
NAME = "MAIN"
SUFFIX = ".seg"
DRAFT = "draft_"
"""Files that are in no commit yet begin so: neither Whoosh nor another program takes them for leftovers."""
BUSY = N_("Another program is writing to the search index; try again when it has finished.")
ABANDONED = 900.0
"""Seconds after which a draft that nobody has written to belongs to a program that was ended."""

LARGEST_TOC = 1 << 20
"""Bytes; a TOC beyond it is not checked."""

_TOC = re.compile(rf"_{NAME}_([0-9]{{1,18}})\.toc")
_UNFINISHED = re.compile(rf"_{NAME}_[0-9]+\.toc\..+")  # as Whoosh calls a TOC that is being written
_MANIFEST = re.compile(r"manifest_([0-9]{1,18})\.json")
_SEGMENT = re.compile(rf"({NAME}_[0-9a-z]+)\{SUFFIX}")
_OLDER = re.compile(r"[0-9a-f]{12}")  # folders that older formats kept each build in
_POLL = 0.02  # seconds between two tries for the lock


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment of a commit: file, bytes, documents, characters of text, deleted local numbers in order."""

    file: str
    size: int
    documents: int
    characters: int
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment that is written and in no commit yet: its file, bytes, documents, characters of text."""

    name: str
    size: int
    documents: int
    characters: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """``fingerprint`` names the state of the texts that the index has reached: all of it is in.

    ``texts`` names the state that its documents were taken from. While a large change is on its way the two
    differ: what has changed in between is in the index as in ``texts``, or not at all.
    ``built_with`` names everything that decides about the contents besides the texts.
    ``toc`` is the CRC-32 of Whoosh's TOC; ``None`` where none was taken.
    """

    generation: int
    fingerprint: str
    texts: str
    segments: tuple[Listed, ...]
    built_with: str
    toc: int | None = None

    def values(self) -> dict[str, object]:
        """As it is written."""
        segments = [{name: getattr(one, name) for name in _LISTED} for one in self.segments]
        return {name: getattr(self, name) for name in _WRITTEN} | {"segments": segments}

    @property
    def documents(self) -> int:
        """How many documents are in the index, without deleted ones."""
        return sum(one.documents - len(one.deleted) for one in self.segments)


# `asdict` copies every number of a document that is deleted.
_LISTED, _WRITTEN = ([field.name for field in fields(kind)] for kind in (Listed, Manifest))


@cache
def built_with() -> str:
    """Format of the segments, version of the fold table, and what cuts words: the library and its lexicon.

    The library is not loaded for that: it takes longer than opening the index.
    """
    cutter = "jieba" if find_spec("rjieba") is None else "rjieba"
    terms = zlib.crc32("\n".join(lexicon()).encode())
    return f"{FORMAT} {FOLD_VERSION} {cutter} {terms:x}"


class IndexFolder:
    """The folder that an index lies in. Reading needs no lock; ``commit`` needs ``locked``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, int, int], Manifest | None] | None = None
        # Files that are put on the disk with the commit that lists them.
        self._unsynced: set[str] = set()

    def newest(self) -> Manifest | None:
        """The newest commit, if everything that it lists is there as it says; quick when nothing changed."""
        for _ in range(5):
            try:
                names = {entry.name: entry for entry in os.scandir(self.path)}
            except OSError:
                return None
            generation = _latest(names)
            name = f"manifest_{generation}.json"
            if generation < 0 or name not in names:
                return None
            try:
                status = (self.path / name).stat()
                seen = (generation, status.st_mtime_ns, status.st_ino)
                if self._read is None or self._read[0] != seen:
                    self._read = (seen, self._parsed(name, generation))
                found = self._read[1]
                if found is None or all(
                    one.file in names and names[one.file].stat().st_size == one.size for one in found.segments
                ):
                    return found
            except OSError:
                pass  # committed anew while we were looking
            else:
                return None if self._unchanged(generation) else self.newest()
        return None

    def _unchanged(self, generation: int) -> bool:
        with suppress(OSError):
            return _latest(path.name for path in self.path.iterdir()) == generation
        return True

    def _parsed(self, name: str, generation: int) -> Manifest | None:
        try:
            checksum, text = (self.path / name).read_text("utf-8").split("\n", 1)
            if int(checksum) != zlib.crc32(text.encode()):
                return None
            values = json.loads(text)
            segments = tuple(
                Listed(**{**one, "deleted": tuple(one["deleted"])}) for one in values.pop("segments")
            )
            found = Manifest(segments=segments, **values)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        ours = all(
            _SEGMENT.fullmatch(one.file) and all(0 <= number < one.documents for number in one.deleted)
            for one in segments
        )
        fits = found.generation == generation and found.built_with == built_with()
        return found if ours and fits else None

    def agrees(self, found: Manifest) -> bool:
        """Whether Whoosh's TOC, which answers do not need, lists the same as the manifest."""
        from index.engine.disk.toc import listed

        return listed(self.path, found.generation) == [
            (one.file, one.documents, one.deleted) for one in found.segments
        ]

    def mend(self) -> None:
        """Write Whoosh's TOC again where it is damaged. LibraryBusy, OSError.

        Answers do without it, the next commit of a program that reads it would not.
        """
        found = self.newest()
        if found is None or found.toc in (None, checksum_of(self.path / f"_{NAME}_{found.generation}.toc")):
            return
        with self.locked():
            if self.newest() == found:
                self.commit(found.segments, found.fingerprint, found.texts)

    # -- writing --------------------------------------------------------------------------------

    @contextmanager
    def locked(self, timeout: float = 0.0) -> Iterator[None]:
        """Whoosh's writer lock, which every program that commits holds. LibraryBusy after ``timeout`` s.

        The folder is made if it is not there (mode 0700). OSError where that cannot be.
        """
        from index.engine.disk.storage import Folder

        if self.path.exists() and not self.path.is_dir():
            self.path.unlink()
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = Folder(str(self.path)).lock(f"{NAME}_WRITELOCK")
        end = time.monotonic() + timeout
        while not lock.acquire():
            if time.monotonic() >= end:
                raise LibraryBusy(BUSY)
            time.sleep(_POLL)
        try:
            yield
        finally:
            lock.release()

    def open(self, file: str) -> Container:
        """A segment file. ``segment.container.Damaged`` if it is none, OSError if it cannot be opened."""
        return Container.open(self.path / file)

    def draft(
        self, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Any], *, synced: bool = True
    ) -> Draft:
        """Write a segment that is in no commit yet. OSError; nothing is left behind then.

        Who commits it soon need not have it ``synced`` before: that is done with the commit.
        """
        path = self.path / f"{DRAFT}{secrets.token_hex(8)}{SUFFIX}"
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                write_container(stream, arrays, meta)
            if synced:
                sync(path)
            else:
                self._unsynced.add(path.name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        counts = meta["counts"]
        return Draft(path.name, path.stat().st_size, counts["documents"], counts["characters"])

    def adopted(self, draft: Draft) -> Listed:
        """A draft as a segment that the next commit may list; the lock is held. OSError if it is gone."""
        name = f"{NAME}_{secrets.token_hex(8)}{SUFFIX}"
        (self.path / draft.name).rename(self.path / name)
        if draft.name in self._unsynced:
            self._unsynced.remove(draft.name)
            self._unsynced.add(name)
        return Listed(name, draft.size, draft.documents, draft.characters)

    def dropped(self, file: str) -> None:
        """Remove a draft that is not wanted after all, or a segment that is damaged."""
        with suppress(OSError):
            (self.path / file).unlink()

    def commit(self, segments: Sequence[Listed], fingerprint: str, texts: str) -> Manifest:
        """Make ``segments`` (none of them empty) the index; the lock is held. OSError if it cannot be."""
        try:
            return self._commit(segments, fingerprint, texts)
        except OSError:
            # No space, most likely: nothing shall take more of it with each try.
            for path in self.path.iterdir():
                if _UNFINISHED.fullmatch(path.name):
                    self.dropped(path.name)
            raise

    def _commit(self, segments: Sequence[Listed], fingerprint: str, texts: str) -> Manifest:
        from index.engine.disk.toc import commit_segments, prepared

        generation = prepared(self.path)
        found = Manifest(generation, fingerprint, texts, tuple(segments), built_with())
        name = f"manifest_{generation}.json"

        def beside(toc: Path) -> list[Path]:
            nonlocal found
            found = replace(found, toc=checksum_of(toc))
            text = json.dumps(found.values(), ensure_ascii=False)
            (self.path / name).write_text(f"{zlib.crc32(text.encode())}\n{text}", "utf-8")
            return [
                self.path / name,
                *(self.path / one.file for one in segments if one.file in self._unsynced),
            ]

        commit_segments(self.path, generation, segments, beside)
        self._unsynced.clear()
        self._sweep(name)
        return found

    def _sweep(self, manifest: str) -> None:
        """Remove manifests of other commits, what ended programs left unfinished, and an older format."""
        old = time.time() - ABANDONED
        for path in self.path.iterdir():
            # Who writes a TOC holds the lock, as we do.
            other = path.name == "manifest.json" or bool(_UNFINISHED.fullmatch(path.name))
            other = other or (bool(_MANIFEST.fullmatch(path.name)) and path.name != manifest)
            if _OLDER.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)
            with suppress(OSError):
                if other or (path.name.startswith(DRAFT) and path.stat().st_mtime < old):
                    path.unlink()


def checksum_of(toc: Path) -> int | None:
    """The CRC-32 of a TOC; ``None`` of what cannot be one: a folder, a pipe, a file without end. OSError."""
    status = toc.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_TOC:
        return None
    return zlib.crc32(toc.read_bytes())


def _latest(names: Iterable[str]) -> int:
    found = [_TOC.fullmatch(name) for name in names]
    return max((int(match.group(1)) for match in found if match), default=-1)
