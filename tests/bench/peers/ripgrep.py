"""ripgrep over the files: no index, a process a question."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from corpus import Article
from peers.base import Found, Kind, Missing, Peer
from queries import Query


class Ripgrep:
    """The names of the files that hold a fixed string."""

    def __init__(self, tree: Sequence[Path]) -> None:
        self._program = _program()
        self._tree = [str(path) for path in tree]

    def fresh(self) -> None:
        pass

    def ask(self, query: Query) -> Found | None:
        if query.operator == "any":
            return Found(len(self._files(query.terms)))
        found = [self._files((term,)) for term in query.terms]
        return Found(len(set.intersection(*found)))

    def close(self) -> None:
        pass

    def _files(self, terms: Sequence[str]) -> set[str]:
        patterns = [part for term in terms for part in ("-e", term)]
        run = subprocess.run(
            [self._program, "--files-with-matches", "--fixed-strings", *patterns, "--", *self._tree],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        return set(run.stdout.splitlines())


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
