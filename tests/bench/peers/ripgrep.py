"""ripgrep over the files: no index, a process a question.

The best are those with the most matches: it has no other order.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from heapq import nlargest
from pathlib import Path

from corpus import Article
from peers.base import LIMIT, Found, Kind, Missing, Peer
from queries import Query

_OPTIONS = ("--count-matches", "--with-filename", "--fixed-strings")


class Ripgrep:
    """The files that hold a fixed string, and how often."""

    def __init__(self, tree: Sequence[Path]) -> None:
        self._program = _program()
        self._tree = [str(path) for path in tree]

    def fresh(self) -> None:
        pass

    def ask(self, query: Query) -> Found | None:
        if query.operator == "any":
            return _found(self._files(query.terms))
        first, *others = [self._files((term,)) for term in query.terms]
        for other in others:
            first = {name: number + other[name] for name, number in first.items() if name in other}
        return _found(first)

    def close(self) -> None:
        pass

    def _files(self, terms: Sequence[str]) -> Mapping[str, int]:
        patterns = [part for term in terms for part in ("-e", term)]
        run = subprocess.run(
            [
                self._program,
                "--count-matches",
                "--with-filename",
                "--fixed-strings",
                *patterns,
                "--",
                *self._tree,
            ],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        rows = (line.rpartition(":") for line in run.stdout.splitlines())
        return {name: int(number) for name, _, number in rows}


def _found(files: Mapping[str, int]) -> Found:
    best = nlargest(LIMIT, files, key=lambda name: files[name])
    return Found(len(files), best=tuple(int(Path(name).stem) for name in best))


def _program() -> str:
    found = shutil.which("rg")
    if found is None:
        raise Missing("there is no rg on the PATH")
    return found


def build(articles: Sequence[Article], folder: Path) -> None:
    """Nothing to build."""
    _program()


def _open(folder: Path, tree: Sequence[Path]) -> Peer:
    return Ripgrep(tree)


def _version() -> str:
    said = subprocess.run([_program(), "--version"], stdout=subprocess.PIPE, text=True, check=True)
    return said.stdout.split()[1]


KIND = Kind("ripgrep", build, _open, _version)
