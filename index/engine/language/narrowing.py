"""A query narrowed to, or kept from, values of a facet: its words stay as they were typed.

The query itself is the only memory of what it is narrowed by; whoever reads it sees all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.engine.language.ast import LABELS, Field, Filter, Node, Not, Or
from index.engine.language.lexer import tokens
from index.engine.language.query import parse
from index.engine.language.terms import parse_field, unquoted
from index.errors import QueryError
from index.text.fold import fold

UNKNOWN = "未知"
_MARKS = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition that stands by itself in a query, at ``[start:end]`` of it (0-based code points).

    ``values`` as typed, without marks; more than one: any of them will do.
    """

    field: Field
    values: tuple[str, ...]
    excluded: bool
    start: int
    end: int


def narrowings(query: str) -> tuple[Narrowing, ...]:
    """The conditions on metadata that hold for the whole of ``query``, in its order.

    Those inside an OR with something else are not among them. Empty for what cannot be parsed.
    """
    try:
        tree = parse(query) if query.strip() else None
    except QueryError:
        return ()
    pieces = _pieces(query, tree) if tree is not None else ()
    return tuple(found for start, end in pieces if (found := _read(query, start, end)) is not None)


def narrowed(query: str, field: Field, values: Sequence[str | int | None], *, exclude: bool = False) -> str:
    """``query`` with the condition that ``field`` is one of ``values`` (or, ``exclude``, none of them).

    ``None`` is unknown. What contradicts the new condition is taken out: for a condition that must hold, all
    that stood on the field; for an exclusion, a condition on the same values.
    """
    conditions = [f"{LABELS[field]}:{_written(field, value)}" for value in values]
    wanted = {_key(field, "" if value is None else str(value)) for value in values}
    for old in reversed(narrowings(query)):
        held = {_key(field, "" if fold(value) in (UNKNOWN, "unknown") else value) for value in old.values}
        # An exclusion of other values goes well with a further one, and says nothing beside one value.
        if old.field == field and (
            not exclude or held & wanted or (not old.excluded and len(old.values) > 1)
        ):
            query = without(query, old)
    if exclude:
        addition = " ".join(f"-{condition}" for condition in conditions)
    else:
        addition = conditions[0] if len(conditions) == 1 else f"({' OR '.join(conditions)})"
    query = query.strip()
    if not query:
        return addition
    try:
        alternatives = isinstance(parse(query), Or)
    except QueryError:
        alternatives = False
    return f"({query}) {addition}" if alternatives else f"{query} {addition}"


def without(query: str, narrowing: Narrowing) -> str:
    """``query`` without one of its ``narrowings``."""
    before, after = query[: narrowing.start].rstrip(), query[narrowing.end :].lstrip()
    return " ".join(part for part in (before, after) if part)


def _read(query: str, start: int, end: int) -> Narrowing | None:
    """The condition that a piece of ``query`` is, if it is one."""
    try:
        node = parse(query[start:end])
    except QueryError:
        # A mark alone, say, which is dropped beside words.
        return None
    inner = node.part if isinstance(node, Not) else node
    parts = inner.parts if isinstance(inner, Or) else (inner,)
    filters = [part for part in parts if isinstance(part, Filter)]
    if len(filters) < len(parts) or len({part.field for part in filters}) != 1:
        return None
    values = tuple(unquoted(part.value) for part in filters)
    return Narrowing(filters[0].field, values, isinstance(node, Not), start, end)


def _pieces(query: str, tree: Node) -> list[tuple[int, int]]:
    """The parts of a query that must all hold, each with its NOT: start and end.

    NEAR and its like stand between terms only, so that what they tie together is never a condition.
    """
    if isinstance(tree, Or):
        whole = query.strip()
        at = query.index(whole)
        return [(at, at + len(whole))]
    pieces: list[tuple[int, int]] = []
    depth = 0
    start: int | None = None
    for token in tokens(query):
        if token.kind == "operator" and depth == 0 and token.text != "NOT":
            continue
        start = token.start if start is None else start
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 0 and token.kind in ("word", "close"):
            pieces.append((start, token.end))
            start = None
    return pieces


def _written(field: Field, value: str | int | None) -> str:
    """``value`` in a spelling that is read as one value of ``field`` again."""
    if value is None:
        return UNKNOWN
    text = str(value)
    # A bracket could find its partner elsewhere in the query.
    bare = [] if set(text) & set("()") else [("", "")]
    for opening, closing in (*bare, *_MARKS):
        word = f"{LABELS[field]}:{opening}{text}{closing}"
        found = tokens(word)
        try:
            alone = len(found) == 1 and found[0].kind == "word"
            if alone and isinstance(parse_field(word, 0), Filter):
                return opening + text + closing
        except QueryError:
            continue
    return text


def _key(field: Field, value: str) -> tuple[Field, str]:
    return field, fold(unquoted(value))
