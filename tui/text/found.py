"""Where words stand in a text that no index knows: as they are compared everywhere."""

from __future__ import annotations

from index.model import Span


def places(text: str, words: str) -> list[Span]:
    """All places of ``words`` in ``text``, none inside another; script and width do not matter."""
    from index.text.fold import fold

    wanted = fold(words)
    if not wanted:
        return []
    folded, found, at = fold(text), [], 0
    while (start := folded.find(wanted, at)) >= 0:
        at = start + len(wanted)
        found.append(Span(start, at))
    return found
