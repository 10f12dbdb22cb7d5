"""What parallel headings share: 着力锻造…, 着力打造… begin alike; …强起来 end alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

_LEAST = 2
"""Characters that parallel headings share at least."""
_MOST = 8
_SHARE = 3
"""Of so many headings at one place one at least has what is meant to be parallel."""
_CLAUSES = ",、:;"


def shared_words(texts: Sequence[str]) -> list[str | None]:
    """For each heading what it shares with others of them at the beginning or end of a clause.

    With an ellipsis where the rest stands (``着力…``, ``…强起来``). What more headings share goes before
    what is longer. ``None`` where too few share anything for it to be meant.
    """
    groups: dict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        for clause in _clauses(text):
            for size in range(_LEAST, min(_MOST, len(clause) - 1) + 1):
                groups[clause[:size] + "…"].add(number)
                groups["…" + clause[-size:]].add(number)
    enough = max(2, -(-len(texts) // _SHARE))
    order = sorted((-len(numbers), -len(words), words) for words, numbers in groups.items())
    found: list[str | None] = [None] * len(texts)
    for _, _, words in order:
        free = [number for number in groups[words] if found[number] is None]
        if len(free) >= enough and not words[0].isdecimal():
            for number in free:
                found[number] = words
    return found


def _clauses(text: str) -> list[str]:
    """The clauses of a heading, without marks and blanks at their ends."""
    for mark in _CLAUSES[1:]:
        text = text.replace(mark, ",")
    return [clause.strip("“”‘’「」《》\"' ") for part in text.split(",") for clause in part.split()]
