"""The numbers of pages between the lines of a text that was copied from them.

They are told by their signs (— 3 —, 第3页) and by counting up; a bare number also by the text around it,
which is wrapped at a width. A number inside a sentence goes with the line end that it stands in; any other
is furniture (``joins.paragraphs``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.collect.lines import Line

KIND = "page-number"
_NUMBER = re.compile(
    r"(?P<mark>[-·•~.|\s]*(?:第\s*)?)(?P<number>[0-9]{1,3})"
    r"(?P<end>(?:\s*页)?(?:\s*(?:/|共|of|,)\s*(?:共\s*)?[0-9]{1,4}(?:\s*页)?)?[-·•~.|\s]*)"
)
_LONGEST = 24
# Lines between two numbers: pages are longer than lists of figures.
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class _Number:
    index: int
    value: int
    bare: bool


def page_numbers(lines: Sequence[Line], *, wrapped: bool) -> set[int]:
    """The indices of the lines that are numbers of pages."""
    found: list[_Number] = []
    for index, line in enumerate(lines):
        if line.furniture is None and line.kind is None and len(line.key) <= _LONGEST:
            match = _NUMBER.fullmatch(line.key)
            if match is not None:
                bare = not (match["mark"].strip() or match["end"].strip())
                found.append(_Number(index, int(match["number"]), bare))
    # The last page may be short.
    if not found or any(two.index - one.index <= _FEWEST for one, two in pairwise(found[:-1])):
        return set()
    upward = all(two.value - one.value == 1 for one, two in pairwise(found))
    enough = 3 if any(number.bare for number in found) else 1 if wrapped else 2
    if not upward or len(found) < enough or (enough == 3 and not wrapped):
        return set()
    return {number.index for number in found}
