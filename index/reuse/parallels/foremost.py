"""Which of several passages is shown first."""

from __future__ import annotations

from collections.abc import Sequence

from index.reuse.model import Passage, Shared


def foremost(found: Sequence[Shared | Passage], at: int) -> int:
    """The number of the longest passage at the offset ``at`` that can be listed; 0 where there are none."""

    def weight(number: int) -> tuple[bool, bool, int]:
        passage = found[number]
        return passage.listed, passage.start <= at < passage.end, passage.end - passage.start

    return max(range(len(found)), key=lambda number: (*weight(number), -number), default=0)
