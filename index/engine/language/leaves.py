"""The leaves of a query: terms, gaps, and terms joined by NEAR, SENT or PARA."""

from __future__ import annotations

from functools import lru_cache

from index.engine.language.ast import And, Filter, Gap, Near, Node, Not, Or, Para, Sent, Term, positive_leaves
from index.text.match import Literal, compile_literal


@lru_cache(maxsize=4096)
def literal_of(raw: str) -> Literal:
    """``compile_literal``, remembered."""
    return compile_literal(raw)


def key(node: Node) -> object:
    """What makes two leaves the same: 著力 and 着力 are one term."""
    match node:
        case Term(raw):
            return literal_of(raw)
        case Gap(pieces):
            return tuple(literal_of(piece) for piece in pieces)
        case Near(left, right, distance):
            return "NEAR", distance, key(left), key(right)
        case Sent(left, right):
            return "SENT", key(left), key(right)
        case Para(left, right):
            return "PARA", key(left), key(right)
        case Or(parts):
            return "OR", *(key(part) for part in parts)
        case _:
            return node


def distinct(tree: Node) -> tuple[Node, ...]:
    """The positive leaves, each term once however it is written."""
    leaves: dict[object, Node] = {}
    for leaf in positive_leaves(tree):
        leaves.setdefault(key(leaf), leaf)
    return tuple(leaves.values())


def literals(node: Node) -> tuple[str, ...]:
    """The raw literals inside a leaf."""
    match node:
        case Term(raw):
            return (raw,)
        case Gap(pieces):
            return pieces
        case Near(left, right) | Sent(left, right) | Para(left, right):
            return literals(left) + literals(right)
        case Or(parts):
            return tuple(raw for part in parts for raw in literals(part))
        case _:
            return ()


def all_leaves(node: Node) -> set[Node]:
    """Every leaf of a tree, those behind a NOT too."""
    match node:
        case And(parts) | Or(parts):
            return {leaf for part in parts for leaf in all_leaves(part)}
        case Not(part):
            return all_leaves(part)
        case Filter():
            return set()
        case _:
            return {node}
