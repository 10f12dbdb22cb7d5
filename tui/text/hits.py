"""The hits of one document in reading order, with the questions that drawing and moving about ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from index.model import Occurrences, Span


class Hits:
    """Exact and loose hits, sorted by their place; hits of different terms may overlap."""

    def __init__(self, occurrences: Occurrences | None = None) -> None:
        found = [(span, False) for span in occurrences.exact] if occurrences else []
        found += [(span, True) for span in occurrences.loose] if occurrences else []
        found.sort()
        self.spans: tuple[Span, ...] = tuple(span for span, _ in found)
        self.loose: tuple[bool, ...] = tuple(loose for _, loose in found)
        self._starts = [span.start for span in self.spans]
        self._reach = list(accumulate((span.end for span in self.spans), max))

    def __len__(self) -> int:
        return len(self.spans)

    def between(self, start: int, end: int) -> list[int]:
        """The indices of the hits that share a character with ``[start, end)``."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [index for index in range(first, last) if self.spans[index].end > start]

    def after(self, offset: int) -> int | None:
        """The first hit that begins behind ``offset``."""
        index = bisect_right(self._starts, offset)
        return index if index < len(self.spans) else None

    def before(self, offset: int) -> int | None:
        """The last hit that begins before ``offset``."""
        index = bisect_left(self._starts, offset) - 1
        return index if index >= 0 else None

    def at(self, offset: int) -> int | None:
        """The hit that holds ``offset``, else the first behind it, else the last one."""
        if not self.spans:
            return None
        held = self.between(offset, offset + 1)
        if held:
            return held[0]
        behind = self.after(offset)
        return len(self.spans) - 1 if behind is None else behind
