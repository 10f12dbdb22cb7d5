"""The query as a tree: what a query means, without how it is spelled.

``unparse`` writes a tree as a query again; parsing that gives an equal tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Field = Literal["region", "city", "level", "year", "date", "source", "title", "organ", "kind", "id"]


@dataclass(frozen=True, slots=True)
class Term:
    """A literal string as typed, marks included; at least one letter or digit."""

    raw: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Two or more literals in this order, 0 to 20 characters between them, each gap inside a sentence."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides in one paragraph, in any order, at most ``distance`` match-form characters between them."""

    left: Positional
    right: Positional
    distance: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Both sides in one sentence, in any order."""

    left: Positional
    right: Positional


@dataclass(frozen=True, slots=True)
class Para:
    """Both sides in one paragraph, in any order."""

    left: Positional
    right: Positional


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds; no part is itself an ``And``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds; no part is itself an ``Or``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold, read exactly; never around another ``Not``."""

    part: Node


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on metadata; ``value`` is what was typed.

    ``interval`` (for year and date): first and last day as yyyymmdd, both included; ``None`` for the other
    fields and for 未知 (unknown).
    """

    field: Field
    value: str
    interval: tuple[int, int] | None = None


Node: TypeAlias = Term | Gap | Near | Sent | Para | And | Or | Not | Filter
Positional: TypeAlias = Node
"""What may stand beside NEAR, SENT and PARA: terms, gaps, each other, and an OR of these."""

LABELS: dict[Field, str] = {
    "region": "省",
    "city": "市",
    "level": "层级",
    "year": "年",
    "date": "日期",
    "source": "来源",
    "title": "标题",
    "organ": "机关",
    "kind": "文种",
    "id": "篇",
}


def unparse(node: Node) -> str:
    """Write ``node`` as a query; brackets only where they are needed."""
    match node:
        case Term(raw):
            return raw
        case Gap(pieces):
            return "*".join(pieces)
        case Filter(field, value):
            return f"{LABELS[field]}:{value}"
        case Near(left, right, distance):
            return f"{_left(left)} NEAR/{distance} {_right(right)}"
        case Sent(left, right):
            return f"{_left(left)} SENT {_right(right)}"
        case Para(left, right):
            return f"{_left(left)} PARA {_right(right)}"
        case Not(part):
            inner = unparse(part)
            if isinstance(part, (And, Or)):
                return f"NOT ({inner})"
            if isinstance(part, (Term, Gap, Filter)) and inner[0].isalpha():
                return f"-{inner}"
            return f"NOT {inner}"
        case And(parts):
            return " ".join(f"({unparse(part)})" if isinstance(part, Or) else unparse(part) for part in parts)
        case Or(parts):
            return " OR ".join(unparse(part) for part in parts)


def _left(node: Node) -> str:
    return f"({unparse(node)})" if isinstance(node, Or) else unparse(node)


def _right(node: Node) -> str:
    return f"({unparse(node)})" if isinstance(node, (Or, Near, Sent, Para)) else unparse(node)


def positive_leaves(node: Node) -> Iterator[Node]:
    """The parts whose matches are counted: every term, gap and proximity that no NOT stands before.

    An ``Or`` beside NEAR, SENT or PARA belongs to that match. Each distinct node comes once.
    """
    seen: set[Node] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        match part:
            case And(parts) | Or(parts):
                stack.extend(reversed(parts))
            case Term() | Gap() | Near() | Sent() | Para():
                if part not in seen:
                    seen.add(part)
                    yield part
            case _:
                pass
