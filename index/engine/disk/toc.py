"""Whoosh's side of a commit: the list of segments as its next TOC, synced."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from whoosh.index import TOC, FileIndex, clean_files

from index.disk import sync
from index.engine.disk.codec import new_bulk_segment, schema
from index.engine.disk.commit import NAME, Listed
from index.engine.disk.storage import Folder

Beside = Callable[[Path], Sequence[Path]]


class _Synced(Folder):
    """A folder in which a renamed file is on the disk, under its new name, before anything goes on.

    ``beside``: is told the finished file, and says which files are to be there before it.
    """

    def __init__(self, path: Path, beside: Beside = lambda _: ()) -> None:
        super().__init__(str(path))
        self._beside = beside

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Whoosh renames the finished TOC; before that nothing of a commit counts."""
        finished = Path(self._fpath(oldname))
        sync(*self._beside(finished), finished)
        super().rename_file(oldname, newname, safe=safe)
        sync(Path(self.folder))

    def list(self) -> list[str]:
        """The files; a folder that cannot be looked into is not an empty one, as it is to Whoosh."""
        return os.listdir(self.folder)  # noqa: PTH208 (names)


def prepared(path: Path) -> int:
    """The number of the next commit; where there is no TOC, or only a damaged one, a first one is made.

    OSError where a TOC cannot be read for another reason: it stays, and the index counts.
    """
    storage = _Synced(path)
    for odd in path.glob(f"_{NAME}_*.toc"):
        if not odd.is_file() and not odd.is_symlink():
            # A folder or a pipe is nobody's TOC; what may be in it is kept.
            odd.rename(path / f"aside_{secrets.token_hex(8)}")
    try:
        return int(TOC.read(storage, NAME, schema=schema()).generation) + 1
    except Exception as error:  # damage can raise anything inside Whoosh; the index is disposable
        # Not there is a link that leads nowhere; anything else the system says is no damage.
        if isinstance(error, (OSError, MemoryError)) and not isinstance(error, FileNotFoundError):
            raise
        for old in [*path.glob(f"_{NAME}_*"), *path.glob("manifest_*.json")]:
            with suppress(OSError):
                old.unlink()
        FileIndex.create(storage, schema(), NAME)
        return 1


def commit_segments(path: Path, generation: int, segments: Sequence[Listed], beside: Beside) -> None:
    """Commit exactly ``segments`` as number ``generation``; files that are in it no longer are removed.

    ``beside``: is told the finished TOC, and says which files are put on the disk before it counts. Whoosh's
    writer lock is held by the caller. Its writer would do the same, and begin a segment and a folder of its
    own for it.
    """
    storage = _Synced(path, beside)
    made = [_segment(one) for one in segments]
    TOC(schema(), made, generation).write(storage, NAME)
    clean_files(storage, NAME, generation, made)


def listed(path: Path, generation: int) -> list[tuple[str, int, tuple[int, ...]]] | None:
    """File, documents and deleted documents of each segment of a commit; ``None`` if its TOC is damaged."""
    try:
        segments = TOC.read(Folder(str(path)), NAME, gen=generation, schema=schema()).segments
        return [(one.file_name, one.doc_count_all(), tuple(sorted(one.deleted_docs()))) for one in segments]
    except Exception:  # damage can raise anything inside Whoosh
        return None


def _segment(listed: Listed) -> object:
    segment = new_bulk_segment(NAME, listed.file, listed.documents)
    for number in listed.deleted:
        segment.delete_document(number)
    return segment
