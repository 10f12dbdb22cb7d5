"""What stands in a folder, and how a path that is being typed goes on; no file is read here."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from index.errors import said_by_system
from tui.i18n import translate

MOST = 5000
"""Entries of one folder that are shown; more are chosen by choosing the folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder, or a file that can be imported."""

    path: Path
    is_folder: bool

    @property
    def name(self) -> str:
        """The last part of the path, as text even where it is none."""
        return os.fsencode(self.path.name).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a folder, folders first; ``others`` files are of no supported format.

    ``unlisted`` more are left out; ``problem`` says why nothing can be listed.
    """

    folder: Path
    entries: tuple[Entry, ...] = ()
    others: int = 0
    unlisted: int = 0
    problem: str = ""


def listing(folder: Path, suffixes: Collection[str]) -> Listing:
    """What stands in ``folder``, hidden names left out."""
    from index.library.files import HIDDEN, suffix_of

    folders: list[Entry] = []
    files: list[Entry] = []
    others = 0
    try:
        with os.scandir(folder) as found:
            for one in found:
                if one.name.startswith(HIDDEN):
                    continue
                path = folder / one.name
                if _is_folder(one):
                    folders.append(Entry(path, True))
                elif suffix_of(path) in suffixes:
                    files.append(Entry(path, False))
                else:
                    others += 1
    except (OSError, ValueError) as error:
        return Listing(folder, problem=translate(said_by_system(error)))
    entries = sorted(folders, key=_order) + sorted(files, key=_order)
    return Listing(folder, tuple(entries[:MOST]), others, max(0, len(entries) - MOST))


def _is_folder(one: os.DirEntry[str]) -> bool:
    try:
        return one.is_dir()
    except OSError:  # a link that leads nowhere
        return False


def _order(entry: Entry) -> str:
    return entry.path.name


def whole(text: str, here: Path) -> Path:
    """The path that ``text`` means, typed in the folder ``here``: ``~`` is the user's own folder."""
    return here / _at_home(text.strip().strip("'\""))


def _at_home(text: str) -> str:
    """``text`` with ``~`` and ``$NAME`` resolved; as it is where nobody and nothing has that name."""
    return os.path.expandvars(os.path.expanduser(text))  # noqa: PTH111


def typed_paths(text: str, here: Path) -> list[Path]:
    """The paths that ``text`` means, if they are there: one as it stands, or some as a shell would read them.

    A file manager drops several files as paths with quotes and backslashes between spaces, or as addresses.
    A name with a dollar sign means itself where there is such a file.
    """
    for one in (here / text.strip(), whole(text, here)):
        if _is_there(one):
            return [one]
    try:
        words = shlex.split(text)
    except ValueError:
        return []
    paths = [here / _plain(word) for word in words]
    return paths if paths and all(map(_is_there, paths)) else []


def _plain(word: str) -> str:
    """A path as it is typed, or of an address such as ``file:///home/a%20b.txt``."""
    if word.startswith("file://"):
        return unquote(word.removeprefix("file://").removeprefix("localhost"))
    return _at_home(word)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no path at all
        return False


def completions(text: str, here: Path, suffixes: Collection[str]) -> list[str]:
    """How ``text`` may go on: paths in the form that was typed, folders with their ``/``."""
    head, slash, begun = text.rpartition("/")
    folder = whole(head + slash, here) if slash else here
    if text in ("~", ".."):
        return [text + "/"]
    found = listing(folder, suffixes).entries
    lower = begun.lower()
    fitting = [entry for entry in found if entry.path.name.lower().startswith(lower)]
    return [f"{head}{slash}{entry.path.name}{'/' if entry.is_folder else ''}" for entry in fitting]


def shown(path: Path) -> str:
    """A path for people: the user's own folder is ``~``."""
    text = os.fsencode(path).decode("utf-8", "replace")
    home = os.path.expanduser("~")  # noqa: PTH111
    if text == home or text.startswith(home + "/"):
        return "~" + text[len(home) :]
    return text
