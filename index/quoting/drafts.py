"""Drafts: Markdown files of the user's in one folder, to which quotations are added with their source.

They are usable without this program. What it adds is plain Markdown and one HTML comment a quotation
(``index.quoting.anchor``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.errors import N_, DraftError, Sentence, UsageError
from index.quoting.anchor import COMMENT
from index.quoting.files import DraftFile, change, read
from index.quoting.inserting import Form, Quotation, insert

SUFFIX = ".md"
BAD_NAME = N_("{name} cannot be the name of a draft; write a file name such as 讲话稿.")
NO_FOLDER = N_("The folder of drafts {path} is a file; name a folder in DANGJIAN_DRAFTS.")

# A word in letters, or one character of Chinese with its marks, as word processors count.
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,'’_%-][A-Za-z0-9]+)*|[^\s\x00-\x7f]")
_NOT_NAMED = re.compile(r"[\x00-\x1f\x7f]")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft in a list: ``changed`` is ISO in local time, ``words`` counts as word processors do in Chinese.

    ``problem`` says why it cannot be read; there are no figures then.
    """

    name: str
    path: str
    changed: str | None
    quotations: int
    words: int
    problem: Sentence | None = None


def drafts_folder() -> Path:
    """Where drafts are kept: ``DANGJIAN_DRAFTS``, or ``dangjian-tui`` among the user's documents."""
    named = os.environ.get("DANGJIAN_DRAFTS", "")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_documents_path

    return user_documents_path() / "dangjian-tui"


def draft_path(name: str) -> Path:
    """The file of a draft: one in the folder of drafts by its name, with or without ``.md``, or by a path.

    A path begins with ``/``, ``./``, ``../`` or ``~``. Errors: ``UsageError`` for what can name no file.
    """
    if name.startswith(("/", "./", "../", "~")) or Path(name).is_absolute():
        return Path(name).expanduser()
    parts = Path(name).parts
    if not parts or ".." in parts or any(part.startswith(".") for part in parts) or _NOT_NAMED.search(name):
        raise UsageError(BAD_NAME, name=name)
    path = drafts_folder() / name
    return (
        path if path.suffix.lower() in (SUFFIX, ".markdown", ".txt") else path.with_name(path.name + SUFFIX)
    )


def draft_name(path: Path) -> str:
    """What a draft is called in lists: its path in the folder of drafts without ``.md``, or else its path."""
    try:
        inside = path.relative_to(drafts_folder())
    except ValueError:
        return str(path)
    return str(inside.with_suffix("") if inside.suffix == SUFFIX else inside)


def draft_files() -> list[Path]:
    """The Markdown files in the folder of drafts and the folders in it, by name. Errors: ``DraftError``."""
    folder = drafts_folder()
    if folder.exists() and not folder.is_dir():
        raise DraftError(NO_FOLDER, path=folder)
    return sorted(_files(folder, _DEEPEST))


def list_drafts() -> list[DraftInfo]:
    """All drafts, the one changed last first. One that cannot be read is listed with its problem."""
    return sorted((info(path) for path in draft_files()), key=lambda one: (one.changed or "", one.name))[::-1]


def info(path: Path) -> DraftInfo:
    """A draft as it is listed."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="seconds")
    except (OSError, OverflowError, ValueError):
        changed = None
    try:
        text = read(path).text
    except DraftError as error:
        return DraftInfo(draft_name(path), str(path), changed, 0, 0, error.sentence)
    from index.quoting.anchors import anchors_of

    return DraftInfo(draft_name(path), str(path), changed, len(anchors_of(text)), words(text))


def words(text: str) -> int:
    """How long a draft is: Chinese characters and marks, and words in letters; anchors do not count."""
    return sum(1 for _ in _WORD.finditer(COMMENT.sub("", text)))


def add(path: Path, quotation: Quotation, form: Form = "block", at: int | None = None) -> DraftFile:
    """Put a quotation into a draft, at an offset of its text or at the end; a missing draft is made.

    Two programs that add at once both succeed. Errors: ``DraftError``, ``UsageError``.
    """
    return change(path, lambda text: insert(text, at, quotation, form))


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth:
                yield from _files(Path(entry.path), depth - 1)
        elif entry.name.lower().endswith((SUFFIX, ".markdown")):
            yield Path(entry.path)
