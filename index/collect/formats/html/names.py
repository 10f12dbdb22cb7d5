"""What an element is by its tag, id and classes, in the words that Chinese sites use for them.

A name is a hint: what it says is believed only as far as the text in the element bears it out (``article``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, get_args

from index.collect.tables import rows

Role = Literal[
    "body", "maybe-body", "title", "subtitle", "info", "lead", "caption", "editor",
    "menu", "breadcrumb", "share", "related", "comments", "copyright", "sidebar", "advert", "pages", "bar",
]  # fmt: skip
FURNITURE: frozenset[str] = frozenset(
    ("menu", "breadcrumb", "share", "related", "comments", "copyright", "sidebar", "advert", "pages", "bar")
)
_TAGS: dict[str, Role] = {
    "nav": "menu",
    "menu": "menu",
    "footer": "copyright",
    "aside": "sidebar",
    "button": "bar",
    "figcaption": "caption",
    "caption": "caption",
    "ucapcontent": "body",
    "ucaptitle": "title",
    "founder-content": "body",
    "founder-title": "title",
    "founder-subtitle": "subtitle",
    "publishtime": "info",
}
# Around everything: their names are about the page, not about a part of it.
_NAMELESS = frozenset(("html", "body", "main", "h1", "tbody"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@cache
def _table() -> tuple[dict[str, Role], dict[str, Role]]:
    whole: dict[str, Role] = {}
    part: dict[str, Role] = {}
    known: dict[str, Role] = {role: role for role in get_args(Role)}
    for name, role, how in rows("collect", "html-names.tsv"):
        (whole if how == "whole" else part)[name] = known[role]
    return whole, part


@lru_cache(8192)
def roles(tag: str, names: tuple[str, ...]) -> frozenset[Role]:
    """All that the tag and the names of an element say that it is."""
    found = set(_of(names)) if names and tag not in _NAMELESS else set()
    if tag in _TAGS:
        found.add(_TAGS[tag])
    return frozenset(found)


def _of(names: Iterable[str]) -> Iterable[Role]:
    whole, part = _table()
    for name in names:
        plain = name.lower()
        if plain in whole:
            yield whole[plain]
        elif plain in part:
            yield part[plain]
        else:
            yield from (part[word] for word in map(str.lower, _WORDS.findall(name)) if word in part)


# Which fact an element states by its name: the words are those of the table's role ``info``.
_FACTS = {
    "source": "source",
    "laiyuan": "source",
    "ly": "source",
    "origin": "source",
    "src": "source",
    "time": "date",
    "date": "date",
    "pubtime": "date",
    "pubdate": "date",
    "publishtime": "date",
    "publish": "date",
    "datetime": "date",
    "fbsj": "date",
    "fbrq": "date",
    "shijian": "date",
    "author": "authors",
    "zuozhe": "authors",
}
_WHOLE_FACTS = {"js_name": "source", "publish_time": "date", "publish-time": "date"}


@lru_cache(8192)
def fact(names: tuple[str, ...]) -> str | None:
    """The field that an element states by its id and classes: source, date or authors, if it is one alone."""
    found: set[str] = set()
    for name in names:
        plain = name.lower()
        if plain in _WHOLE_FACTS:
            return _WHOLE_FACTS[plain]
        found |= {_FACTS[word] for word in map(str.lower, _WORDS.findall(name)) if word in _FACTS}
    return found.pop() if len(found) == 1 else None
