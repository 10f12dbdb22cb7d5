"""What the content of marks can be: a name, a formula, or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from index.registers.terms.numerics import is_numeric
from index.registers.terms.tables import curated_letters, metaphors

_LETTERS = re.compile(r"[\w+·、,‘’'\-\s]*")
_RUN = re.compile(r"[^\W_]+")
_SHORT = 4
"""Letters of a word in a long row of them."""


class Named(NamedTuple):
    """A mechanism at ``[start:end]`` of the folded text; ``core`` the place of its own part."""

    start: int
    end: int
    core: tuple[int, int]
    type: str


@lru_cache(4096)
def is_name(content: str) -> bool:
    """Whether the content of marks can be a name at all: no figure of speech, no sentence."""
    if content in metaphors() or content.startswith("新的") or _LETTERS.fullmatch(content) is None:
        return False
    return content.count(",") + content.count("、") <= 3 or _is_row(content)


def _is_row(content: str) -> bool:
    """Whether it is a row of short words of one length: 互看、互查、互评、互学、互促."""
    items = content.split("、")
    return len({len(item) for item in items}) == 1 and 2 <= len(items[0]) <= _SHORT


@lru_cache(4096)
def is_formula(content: str) -> bool:
    """Whether the folded content of marks is a set formula, of the list or by its form."""
    return letters(content) in curated_letters() or is_numeric(content)


@lru_cache(4096)
def letters(content: str) -> str:
    """Its letters and digits."""
    return "".join(_RUN.findall(content))
