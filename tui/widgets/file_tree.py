"""Folders and the files in them that can be imported, as an indented list; some are chosen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from tui.env import wide_punctuation
from tui.folders import Entry, Listing, listing, shown
from tui.i18n import _
from tui.keymap import bindings
from tui.text.width import drawn
from tui.widgets.rows import MARK, RowList, Run, fitted


@dataclass
class FolderListed(Message):
    """What stands in a folder."""

    listing: Listing


@dataclass
class Node:
    """A row: an entry ``depth`` folders below the top one, or a ``note`` about the folder above it."""

    path: Path
    name: str
    depth: int
    is_folder: bool = False
    is_open: bool = False
    note: bool = False
    is_pending: bool = False


class FileTree(RowList):
    """``chosen`` are paths in the order of choosing. Folders are read in threads: a disk may be slow.

    ``suffixes`` is called in such a thread: what it needs may have to be loaded first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("tree", movement=True),
        *bindings("tree", movement=False, namespace="screen"),
    ]

    class Chosen(Message):
        """Another set of paths is chosen."""

    def __init__(self, top: Path, suffixes: Callable[[], Collection[str]]) -> None:
        super().__init__(id="tree")
        self.top = top
        self.chosen: dict[Path, None] = {}
        self._suffixes = suffixes
        self._entries: list[Node] = []
        self._back_to: Path | None = None

    def on_mount(self) -> None:
        """Show the top folder."""
        self.show(self.top)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._entries)

    @property
    def node(self) -> Node | None:
        """The current row."""
        return self._entries[self.current] if 0 <= self.current < len(self._entries) else None

    def show(self, top: Path, back_to: Path | None = None) -> None:
        """Show ``top`` as the top folder, opened; then go to the entry ``back_to``."""
        self.top, self._back_to = top, back_to
        self._entries = [Node(top, shown(top), 0, True, True), _reading(top, 1)]
        self.renew()
        self._read(top)

    def _read(self, folder: Path) -> None:
        def work() -> None:
            self.post_message(FolderListed(listing(folder, self._suffixes())))

        threading.Thread(target=work, name="folder", daemon=True).start()

    @on(FolderListed)
    def _listed(self, event: FolderListed) -> None:
        event.stop()
        found = event.listing
        row = next(
            (n for n, node in enumerate(self._entries) if node.path == found.folder and node.is_open), None
        )
        below = self._entries[row + 1 : self._below(row)] if row is not None else []
        if row is None or len(below) != 1 or not below[0].is_pending:  # closed meanwhile, or listed already
            return
        depth = self._entries[row].depth + 1
        nodes = [self._node(entry, depth) for entry in found.entries]
        before = len(self._entries)
        self._entries[row + 1 : row + 2] = nodes + [
            Node(found.folder, note, depth, note=True) for note in _notes(found)
        ]
        current = self.current
        if current > row + 1 and nodes:
            current += len(self._entries) - before
        if self._back_to is not None:
            current = next((n for n, one in enumerate(self._entries) if one.path == self._back_to), current)
            self._back_to = None
        self.renew(current)

    @staticmethod
    def _node(entry: Entry, depth: int) -> Node:
        return Node(entry.path, entry.name, depth, entry.is_folder)

    def _below(self, row: int) -> int:
        """The row behind the last one that stands in the folder at ``row``."""
        depth = self._entries[row].depth
        rest = range(row + 1, len(self._entries))
        return next((n for n in rest if self._entries[n].depth <= depth), len(self._entries))

    # Commands

    def toggle_open(self) -> None:
        """Open or close the current folder; a file is chosen, or not."""
        node = self.node
        if node is None or node.note:
            return
        if not node.is_folder:
            self.toggle_chosen()
        elif node.is_open:
            self.close()
        else:
            node.is_open = True
            self._entries.insert(self.current + 1, _reading(node.path, node.depth + 1))
            self.renew(self.current)
            self._read(node.path)

    def close(self) -> None:
        """Close the current folder; from inside one, go to it; at the top, show the folder above."""
        node = self.node
        if node is None:
            return
        if node.is_folder and node.is_open and node.depth:
            node.is_open = False
            del self._entries[self.current + 1 : self._below(self.current)]
            self.renew(self.current)
        elif node.depth == 0:
            self.higher()
        else:
            above = range(self.current - 1, -1, -1)
            self.current = next(n for n in above if self._entries[n].depth < node.depth)

    def higher(self) -> None:
        """Show the folder above the top one."""
        if self.top.parent != self.top:
            self.show(self.top.parent, back_to=self.top)

    def toggle_chosen(self) -> None:
        """Choose the current file or folder, or not, and go down."""
        node = self.node
        if node is None or node.note:
            return
        if node.path in self.chosen:
            del self.chosen[node.path]
        else:
            self.chosen[node.path] = None
        self.current += 1
        self.redraw()
        self.post_message(self.Chosen())

    def choose(self, paths: Collection[Path]) -> None:
        """Choose ``paths``, which need not be in view."""
        self.chosen.update(dict.fromkeys(paths))
        self.redraw()
        self.post_message(self.Chosen())

    def choose_none(self) -> None:
        """Choose nothing after all."""
        self.chosen.clear()
        self.redraw()
        self.post_message(self.Chosen())

    # Drawing

    def runs(self, index: int, width: int) -> list[Run]:
        """A row: mark, sign of a folder, name."""
        node = self._entries[index]
        mark = " "
        if node.path in self.chosen and not node.note:
            mark = drawn(MARK, ambiguous_wide=wide_punctuation())
        elif any(path in self.chosen for path in node.path.parents):
            mark = "+"
        sign = ("- " if node.is_open else "> ") if node.is_folder else "  "
        name = f"{node.name}/" if node.is_folder and not node.name.endswith("/") else node.name
        style = "rows--dim" if node.note else "rows--strong" if node.is_folder else ""
        runs: list[Run] = [(fitted(mark, 2), "rows--mark"), ("  " * node.depth + sign, "rows--dim")]
        return [*runs, (fitted(name, max(4, width - 4 - 2 * node.depth)), style)]


def _reading(folder: Path, depth: int) -> Node:
    """What stands in the place of a folder's entries until they are there."""
    return Node(folder, _("reading…"), depth, note=True, is_pending=True)


def _notes(found: Listing) -> list[str]:
    """What is to be said about a folder beside its entries."""
    notes: list[str] = []
    if found.problem:
        notes.append(_("cannot be read: {detail}").format(detail=found.problem))
    elif not found.entries and not found.others:
        notes.append(_("empty"))
    if found.unlisted:
        more = _("{number} more are not listed; choose the folder to import all of them")
        notes.append(more.format(number=f"{found.unlisted:,}"))
    if found.others:
        notes.append(_("{number} other files").format(number=f"{found.others:,}"))
    return notes
