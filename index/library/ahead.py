"""The files of an import, opened ahead of their turn, so that other processes can read them meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from index.errors import ImportFailure
from index.library.files import Candidate, name_of, read
from index.library.readers import Answer, Readers, read_text

if TYPE_CHECKING:
    from index.library.sidecars import Word

CHUNK_FILES, CHUNK_BYTES = 16, 200_000
"""Files that a process gets at once, and the bytes after which no further one is added to them."""
AHEAD_FILES, AHEAD_BYTES = 256, 16_000_000
"""What is opened ahead of its turn; one file may be as large as files may be."""


@dataclass(slots=True, eq=False)
class Source:
    """One file, or row of one, whose turn comes: ``data`` with its SHA-256 (hex), or the ``problem`` it is.

    ``word`` is what a sidecar says of it, ``filed`` what the names of its folders do. ``again``: a row that
    repeats one before it.
    """

    candidate: Candidate
    name: str
    data: bytes = b""
    digest: str = ""
    problem: ImportFailure | None = None
    word: Word | None = None
    filed: Mapping[str, object] = field(default_factory=dict)
    again: bool = False
    _answers: Future[list[Answer | None]] | None = None
    _number: int = 0

    @classmethod
    def of(cls, candidate: Candidate) -> Source:
        """Open a file, unless it is known already what is wrong with it."""
        name = candidate.name or name_of(candidate.path)
        if candidate.problem is not None:
            return cls(candidate, name, problem=candidate.problem)
        try:
            data = read(candidate.path)
        except ImportFailure as problem:
            return cls(candidate, name, problem=problem)
        return cls(candidate, name, data, sha256(data).hexdigest())

    def answer(self, recurring: frozenset[int] = frozenset()) -> Answer:
        """What it holds: by another process if it was given to one, else read here and now, with the lines
        that recur.
        """
        found = None if self._answers is None else self._answers.result()[self._number]
        return read_text(self.name, self.data, recurring) if found is None else found


def opened(
    found: Iterable[Source],
    wanted: Callable[[Source], bool],
    readers: Readers | None,
    recurring: Callable[[], frozenset[int]] = frozenset,
) -> Iterator[Source]:
    """The files in their order. Those that are ``wanted``, as far as that can be told ahead of their turn,
    are read by ``readers``, if enough of them come together once, with the lines that are ``recurring`` by
    then.
    """
    window: deque[Source] = deque()
    chunk: list[Source] = []
    left = iter(found)
    size = chunked = 0
    given = False
    while True:
        while len(window) < (AHEAD_FILES if readers else 1) and size < AHEAD_BYTES:
            source = next(left, None)
            if source is None:
                if given and chunk and readers is not None:
                    # They are there: to read the rest here would be to load all rules here as well.
                    _give(chunk, readers, recurring())
                    chunk, chunked = [], 0
                break
            window.append(source)
            size += len(source.data)
            if readers is not None and source.problem is None and wanted(source):
                chunk.append(source)
                chunked += len(source.data)
                if len(chunk) >= CHUNK_FILES or chunked >= CHUNK_BYTES:
                    _give(chunk, readers, recurring())
                    chunk, chunked, given = [], 0, True
        if not window:
            return
        source = window.popleft()
        size -= len(source.data)
        if chunk and chunk[0] is source:
            chunked -= len(chunk.pop(0).data)
        yield source


def _give(chunk: list[Source], readers: Readers, recurring: frozenset[int]) -> None:
    answers = readers.submit([(source.name, source.data, recurring) for source in chunk])
    for number, source in enumerate(chunk):
        source._answers, source._number = answers, number
