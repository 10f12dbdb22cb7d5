"""Patterns for one of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[tuple[str, str]]) -> str:
    """A pattern for the first of the ``words`` that is found, with the pattern of what must follow each.

    Those that begin alike stand together: there are hundreds, and of most the first character is not there.
    """
    groups: dict[str, list[str]] = {}
    for word, following in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]) + following)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
