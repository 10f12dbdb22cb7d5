"""Files of drafts: read whatever they are encoded in, written in one step, never over another's changes.

A draft is written as UTF-8, with the byte order mark, mode and links that it has; one in another encoding is
read, so that it can be listed, checked and exported, but not written to.
"""

from __future__ import annotations

import codecs
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.disk import sync
from index.errors import N_, DraftError, said_by_system

PATIENCE = 10.0
"""Seconds to wait for another program that writes to the same draft."""
LARGEST = 64 << 20
"""Bytes of the largest draft; a novel has three million."""

_BEGINNING = 16  # hex digits of a file's digest that name its lock

NOT_UTF8 = N_("The draft {path} is not UTF-8 text; save it as UTF-8 first, or name another draft.")
NOT_TEXT = N_("The draft {path} is no text file; name a Markdown file.")
TOO_LARGE = N_("The draft {path} has more than {megabytes} MB; divide it, or name another draft.")
NOT_READ = N_("The draft {path} cannot be read ({detail}); check its permissions, or name another draft.")
NOT_WRITTEN = N_(
    "The draft {path} cannot be written ({detail}); it is as it was: check the folder, or name another draft."
)
BUSY = N_("Another program is writing to the draft {path}; try again in a moment.")
CHANGED = N_(
    "The draft {path} was changed by another program meanwhile; it is as that program left it: open it again."
)

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class DraftChanged(DraftError):
    """A draft is no longer what it was when it was read: what was to be written is not there."""


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft as it was read: ``text`` with its line ends and without a byte order mark.

    ``mark``: the mark it had, as a character, or nothing. ``digest`` is of its bytes (empty: there was no
    file); ``encoding`` is utf-8, utf-16-le, utf-16-be or gb18030.
    """

    path: Path
    text: str
    mark: str
    encoding: str
    digest: str


def read(path: Path, *, missing: bool = False) -> DraftFile:
    """The draft at ``path``; with ``missing`` one that is not there is empty. Errors: ``DraftError``."""
    try:
        # A link to a draft stays a link.
        target = Path(os.path.realpath(path))
        if target.exists() and not (target.is_file() or target.is_dir()):
            raise DraftError(NOT_TEXT, path=path)  # reading from a pipe or a device may never end
        with target.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST:
                raise DraftError(TOO_LARGE, path=path, megabytes=LARGEST >> 20)
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        if not missing:
            raise DraftError(NOT_READ, path=path, detail=said_by_system(error)) from error
        return DraftFile(path, "", "", "utf-8", "")
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise DraftError(NOT_READ, path=path, detail=said_by_system(error)) from error
    text, mark, encoding = _decoded(path, data)
    return DraftFile(path, text, mark, encoding, sha256(data).hexdigest())


def save(draft: DraftFile, text: str) -> DraftFile:
    """Put ``text`` in the place of a draft that was read, in one step; returns it as it is now.

    Where anything goes wrong the file stays as it was. Errors: ``DraftChanged`` when it is no longer as it
    was read, ``DraftError``.
    """
    with _to_write(draft.path) as target:
        if _digest(target) != draft.digest:
            raise DraftChanged(CHANGED, path=draft.path)
        return _written(draft, target, text)


def change(path: Path, edit: Callable[[str], str]) -> DraftFile:
    """Read a draft, ``edit`` its text and put it back, with nobody else between; a missing one is empty.

    Errors: ``DraftError``, and what ``edit`` raises; the file is as it was then.
    """
    with _to_write(path) as target:
        draft = read(path, missing=True)
        return _written(draft, target, edit(draft.text))


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Let one program at a time write to a draft; the lock file does not lie among the user's documents."""
    from filelock import FileLock, Timeout
    from platformdirs import user_cache_path

    name = sha256(os.fsencode(target)).hexdigest()[:_BEGINNING]
    locks = user_cache_path("dangjian-tui", appauthor=False) / "locks"
    try:
        locks.mkdir(parents=True, exist_ok=True)
        lock = FileLock(locks / f"{name}.lock", timeout=PATIENCE)
        lock.acquire()
    except Timeout as error:
        raise DraftError(BUSY, path=target) from error
    except OSError:
        # No cache to write to: the step that replaces the file is safe without.
        yield
        return
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _to_write(path: Path) -> Iterator[Path]:
    """The file to write to, a link followed, alone; what the system refuses is said as the user knows it."""
    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone(target):
            yield target
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise DraftError(NOT_WRITTEN, path=path, detail=said_by_system(error)) from error


def _written(draft: DraftFile, target: Path, text: str) -> DraftFile:
    if draft.encoding != "utf-8":
        raise DraftError(NOT_UTF8, path=draft.path)
    try:
        data = (draft.mark + text).encode("utf-8")
    except UnicodeEncodeError as error:
        raise DraftError(NOT_TEXT, path=draft.path) from error
    replace_file(target, data)
    return DraftFile(draft.path, text, draft.mark, "utf-8", sha256(data).hexdigest())


def _decoded(path: Path, data: bytes) -> tuple[str, str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(path, data[len(mark) :], encoding), "\ufeff", encoding
    try:
        return _checked(path, data, "utf-8"), "", "utf-8"
    except DraftError:
        # What older Chinese editors write; any other encoding has to be saved as UTF-8 first.
        return _checked(path, data, "gb18030"), "", "gb18030"


def _checked(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DraftError(NOT_UTF8, path=path) from error
    if "\0" in text:
        raise DraftError(NOT_TEXT, path=path)
    return text


def _digest(target: Path) -> str:
    try:
        return sha256(target.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def replace_file(target: Path, content: bytes) -> None:
    """Put a file with ``content`` in the place of ``target``, once it is on the disk."""
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), target.stat().st_mode & 0o7777)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        sync(target.parent)
    finally:
        beside.unlink(missing_ok=True)
