"""Which marks of a text pair, line by line: one register after the other asks."""

from __future__ import annotations

import re
from functools import lru_cache

from index.text.marks import MARKS, pairs

_MARKS = re.compile("[\\n" + re.escape("".join(sorted(MARKS))) + "]")


@lru_cache(maxsize=2)
def line_pairs(folded: str) -> tuple[tuple[int, int], ...]:
    """Places of the opening and closing marks that pair in each line of a folded text; see ``pairs``."""
    found: list[tuple[int, int]] = []
    line: list[tuple[int, str]] = []
    for match in _MARKS.finditer(folded):
        mark = match[0]
        if mark != "\n":
            line.append((match.start(), mark))
        elif line:
            found += pairs(line)
            line = []
    return (*found, *pairs(line))
