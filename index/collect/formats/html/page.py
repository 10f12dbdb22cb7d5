"""An html page as lines of text, each with the elements that it stands in: what ``parsing`` makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_WIDE = "\u2018-\u201f\u2026\u2e80-\u303f\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_SPACE = re.compile("[ \t\r\n\f]+")
_LABEL_EDGE = re.compile(r"([:：【\[（(])[ \t\r\n\f\0]+")
EDGE = "\0"
"""Between two inline elements: where the page may show a gap that its text does not have."""


@dataclass(slots=True, eq=False)
class Node:
    """An element that says something: a block, or an inline one with a name, a link, or of an unknown kind.

    ``names``: its id and classes. ``start``, ``end``: its lines in ``Page.lines``;
    ``text``: of an inline element with a name, where it is short.
    """

    index: int
    parent: Node | None
    tag: str
    names: tuple[str, ...] = ()
    depth: int = 0
    start: int = 0
    end: int = 0
    hidden: bool = False
    centred: bool = False
    prop: str = ""
    text: str = ""


@dataclass(slots=True, eq=False)
class TextLine:
    """A line of text as a page shows it: what stands between two breaks.

    ``raw`` may hold ``EDGE``; ``text`` has none. ``size`` counts characters that are no white space,
    ``linked`` those inside links. ``broken``: a ``<br>`` ended it, not its block. ``after_image``: a picture
    right above. ``bold``: some of it is.
    """

    node: Node
    raw: str
    text: str
    size: int
    linked: int
    broken: bool = False
    after_image: bool = False
    kept_white: bool = False
    bold: bool = False


@dataclass(slots=True)
class Page:
    """A page: its lines and elements in document order, and what its head states."""

    lines: list[TextLine] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    canonical: str = ""
    scripts: list[tuple[str, str]] = field(default_factory=list)
    hidden_texts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    """What elements say in machines' form, with the number of the line that they stand before or in."""


def shown(raw: str, *, gaps: bool) -> str:
    """The text of a line without ``EDGE``: ``gaps`` puts a space there, as between 来源 and 时间."""
    text = _LABEL_EDGE.sub(r"\1", raw).replace(EDGE, " ") if gaps else raw.replace(EDGE, "")
    if "\n" in text or "\r" in text:
        text = _BETWEEN.sub("", text)
    return _SPACE.sub(" ", text).strip(" ")
