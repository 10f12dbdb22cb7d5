"""Line breaking of one paragraph: greedy, with the rules of ``kinsoku``; nothing hangs over the edge."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from tui.text.kinsoku import CELLS, NOT_FIRST, NOT_FIRST_SOFT, NOT_LAST, WORD, codes, exceptions

WrappedLine = tuple[int, int, int]
"""Start and end offset of a line, and its cells."""


def wrap(
    text: str, start: int, end: int, first: int, width: int, classes: bytes | None = None
) -> list[WrappedLine]:
    """Break ``text[start:end]`` into lines of at most ``width`` cells, the first of at most ``first``.

    The lines follow each other without a gap; a line break in the text ends a line. Only a single character
    that is itself wider than the room makes a line that is too wide. ``classes`` are ``kinsoku.codes(text)``,
    when the caller has them. An empty stretch has no lines.
    """
    if classes is None:
        classes = codes(text)
    lines: list[WrappedLine] = []
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        edges = list(accumulate(classes[start:stop].translate(CELLS), initial=0))
        if edges[-1] <= max(1, first):
            lines.append((start, stop, edges[-1]))
        else:
            lines += _Piece(text, start, stop, max(1, width), classes, edges).lines(max(1, first))
        start, first = stop, width
    return lines


class _Piece:
    """A stretch without a forced break that needs more than one line; positions count from its start."""

    def __init__(self, text: str, start: int, end: int, width: int, classes: bytes, edges: list[int]) -> None:
        self.start, self.size, self.width = start, end - start, width
        self.codes = classes[start:end]
        self.edges = edges
        self.hard, self.soft = exceptions(text, start, end)

    def lines(self, room: int) -> list[WrappedLine]:
        """All lines, the first of them in ``room`` cells."""
        edges, size, start = self.edges, self.size, self.start
        lines: list[WrappedLine] = []
        begin = 0
        while edges[size] - edges[begin] > room:
            limit = bisect_right(edges, edges[begin] + room, begin + 1, size + 1) - 1
            if limit == begin:  # one character wider than the room, with the marks that sit on it
                limit = bisect_right(edges, edges[begin + 1], begin + 1, size + 1) - 1
            at = limit if limit == size or self.is_good(limit) else self.best(begin, limit)
            lines.append((start + begin, start + at, edges[at] - edges[begin]))
            begin, room = at, self.width
        if begin < size:
            lines.append((start + begin, start + size, edges[size] - edges[begin]))
        return lines

    def is_allowed(self, at: int) -> bool:
        """Whether kinsoku lets a line begin at ``at`` (0 < at < size)."""
        if NOT_LAST[self.codes[at - 1]]:
            return False
        forbidden = self.hard.get(self.start + at)
        return not (NOT_FIRST[self.codes[at]] if forbidden is None else forbidden)

    def is_good(self, at: int) -> bool:
        """Whether a line may begin at ``at`` without splitting a word or a number either."""
        before, after = self.codes[at - 1], self.codes[at]
        if (WORD[before] and WORD[after]) or NOT_FIRST_SOFT[after] or self.start + at in self.soft:
            return False
        return self.is_allowed(at)

    def best(self, begin: int, limit: int) -> int:
        """The last break after ``begin`` up to ``limit``; ``limit`` itself when nothing is allowed."""
        good = next((at for at in range(limit, begin, -1) if self.is_good(at)), None)
        if good is not None and self.fits_next(good, limit):
            return good
        return next((at for at in range(limit, begin, -1) if self.is_allowed(at)), limit)

    def fits_next(self, good: int, limit: int) -> bool:
        """Whether what must stay together from ``good`` on fits a line; otherwise moving it gains nothing."""
        furthest = self.edges[good] + self.width
        for at in range(limit + 1, self.size):
            if self.edges[at] > furthest:
                return False
            if self.is_good(at):
                return True
        return self.edges[self.size] <= furthest
