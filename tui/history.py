"""The queries asked before, newest last: kept in a file of lines, walked through from the search bar."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from tui.config import state_folder, state_path

MOST = 1000
"""Queries that are kept; the file is shortened when it holds twice as many."""
_NAME = "queries.txt"


def load() -> list[str]:
    """The queries, each once, where it was asked last; empty where the file cannot be read."""
    try:
        lines = (state_path() / _NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    queries = _once(lines)
    if len(lines) > 2 * MOST:
        _rewrite(queries)
    return queries


def record(query: str) -> None:
    """Add a query at the end. A folder that cannot be written costs the memory, not the session."""
    line = " ".join(query.split())
    if not line:
        return
    try:
        target = state_folder() / _NAME
        # One write at the end of the file: two programs may do so at once.
        descriptor = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as stream:
            stream.write(f"{line}\n".encode())
    except OSError:
        pass


def _once(lines: Iterable[str]) -> list[str]:
    last: dict[str, None] = {}
    for line in lines:
        if line.strip():
            last.pop(line, None)
            last[line] = None
    return list(last)[-MOST:]


def _rewrite(queries: list[str]) -> None:
    try:
        target: Path = state_folder() / _NAME
        fresh = target.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text("".join(f"{query}\n" for query in queries), "utf-8")
        fresh.chmod(0o600)
        fresh.replace(target)
    except OSError:
        pass


class History:
    """A walk through the queries that hold what was typed, from the newest back."""

    def __init__(self) -> None:
        self._queries: list[str] | None = None
        self._typed = ""
        self._found: list[str] = []
        self._at = 0
        """Steps back from what was typed."""

    @property
    def shown(self) -> str:
        """What stands in the bar while one walks."""
        return self._found[-self._at] if self._at else self._typed

    @property
    def walking(self) -> bool:
        """Whether a query asked before stands in the bar."""
        return self._at > 0

    def add(self, query: str) -> None:
        """``query`` was asked."""
        query = " ".join(query.split())
        if query and (not self._all or self._all[-1] != query):
            record(query)
            self._queries = _once([*self._all, query])

    def back(self, typed: str) -> str | None:
        """The query before that holds ``typed`` (or holds what was typed when the walk began)."""
        if not self.walking or typed != self.shown:
            self._typed, self._at = typed, 0
            self._found = [query for query in self._all if typed.strip() in query and query != typed]
        if self._at == len(self._found):
            return None
        self._at += 1
        return self.shown

    def on(self, typed: str) -> str | None:
        """The later one, at last what was typed; ``None``: nobody is walking."""
        if not self.walking or typed != self.shown:
            self._at = 0
            return None
        self._at -= 1
        return self.shown

    @property
    def _all(self) -> list[str]:
        if self._queries is None:
            self._queries = load()
        return self._queries
