"""Words of a query as nodes: literals, gaps and filters, in a spelling that parses to the same node again."""

from __future__ import annotations

from typing import get_args

from index.engine.intervals import range_interval
from index.engine.language.ast import Field, Filter, Gap, Term
from index.engine.language.lexer import field_prefix, is_mark, is_operator, negates, scan_marks, tokens
from index.errors import N_, QueryError
from index.model import Level
from index.text.fold import fold
from index.text.match import compile_literal

LEVELS: tuple[str, ...] = get_args(Level)
UNKNOWN = frozenset({"未知", "unknown"})
_WRAPPERS = (
    ('"', '"'),
    ("「", "」"),
    ("“", "”"),
    ("『", "』"),
    ("《", "》"),
    ("‘", "’"),
    ("〈", "〉"),
    ("﹁", "﹂"),
)


def has_letters(raw: str) -> bool:
    """Whether anything in ``raw`` could be searched for: a letter or a digit."""
    try:
        compile_literal(raw)
    except QueryError:
        return False
    return True


def literal_node(word: str) -> Term | Gap | None:
    """The literal or gap that ``word`` stands for; ``None`` if it has no letters or digits.

    ``*`` is a gap wherever it stands; pieces without letters or digits, and outer ``*``, are dropped.
    """
    pieces = _pieces(word)
    if not pieces:
        return None
    for _ in range(3):
        settled = _settle("*".join(pieces))
        if settled == "*".join(pieces):
            break
        pieces = _pieces(settled)
    return Term(pieces[0]) if len(pieces) == 1 else Gap(tuple(pieces))


def _pieces(word: str) -> list[str]:
    return [piece for piece in word.split("*") if has_letters(piece)]


def _settle(raw: str) -> str:
    """Close open marks, and put ``raw`` in quotation marks if it would be read as anything but one word."""
    raw += scan_marks(raw)[1]
    if _plain(raw):
        return raw
    for opening, closing in _WRAPPERS:
        if opening not in raw and closing not in raw:
            return opening + raw + closing
    return raw


def _plain(raw: str) -> bool:
    if field_prefix(raw) and parse_field(raw, 0) is not None:
        return False
    return not is_operator(raw) and not negates(raw) and _one_word(raw)


def _one_word(raw: str) -> bool:
    found = tokens(raw)
    return len(found) == 1 and found[0].text == raw and _brackets_balance(raw)


def _brackets_balance(raw: str) -> bool:
    inside, _ = scan_marks(raw)
    depth = 0
    for index, character in enumerate(raw):
        if not inside[index] and character in "()":
            depth += 1 if character == "(" else -1
            if depth < 0:
                return False
    return depth == 0


def parse_field(word: str, position: int) -> Filter | None:
    """The filter that ``word`` stands for; ``None`` when it is text that only looks like one.

    ``position`` is the word's place in the query, for errors. A value without letters or digits makes
    no filter, nor does a full-width colon before something that is no date, number or level at all:
    pasted text such as 日期：待定 is text. QueryError for a value that the field cannot have.
    """
    prefixed = field_prefix(word)
    if prefixed is None:
        return None
    field, value = prefixed
    if not has_letters(value):
        return None
    at = len(word) - len(value)
    name, place, pasted = word[:at], position + at, word[at - 1] == "："
    value += scan_marks(value)[1]
    if not _brackets_balance(value):
        value = next((a + value + b for a, b in _WRAPPERS if a not in value and b not in value), value)
    bare = unquoted(value)
    if fold(bare) in UNKNOWN and field not in ("title", "id"):
        return Filter(field, value)
    if field in ("year", "date"):
        return _dated(field, value, bare, place, pasted, name)
    if field == "level" and fold(bare) not in LEVELS:
        if pasted:
            return None
        raise _refused(
            N_("{name}{value} at character {place}: the levels are {levels}. Nearest valid form: {nearest}"),
            name, value, place, f"{name}{LEVELS[2]}", levels=" ".join(LEVELS),
        )  # fmt: skip
    if field == "id" and not fold(bare).isdecimal():
        if pasted:
            return None
        raise _refused(
            N_("{name}{value} at character {place}: a document is named by its number, as in {nearest}"),
            name, value, place, f"{name}1",
        )  # fmt: skip
    return Filter(field, value)


def unquoted(value: str) -> str:
    """A field's value without marks around or in it, and without outer spaces."""
    return "".join(character for character in value if not is_mark(character)).strip()


def _dated(field: Field, value: str, bare: str, place: int, pasted: bool, name: str) -> Filter | None:
    interval = range_interval(fold(bare))
    if interval is not None and interval[0] <= interval[1]:
        return Filter(field, value, interval)
    if interval is not None:
        first, _, last = bare.partition("..")
        raise _refused(
            N_("{name}{value} at character {place} ends before it begins. Nearest valid form: {nearest}"),
            name, value, place, f"{name}{last}..{first}",
        )  # fmt: skip
    if pasted and not any(character.isdecimal() for character in bare):
        return None
    example = "2021..2023" if field == "year" else "2021-07..2021-12"
    raise _refused(
        N_("{name}{value} at character {place} is no year, month or day. Write it as in {nearest}"),
        name, value, place, f"{name}{example}",
    )  # fmt: skip


def _refused(template: str, name: str, value: str, place: int, nearest: str, **fields: object) -> QueryError:
    """The field ``name`` (with its colon) cannot have the ``value`` that stands at ``place``."""
    return QueryError(
        template, position=place, nearest=nearest, name=name, value=value, place=place + 1, **fields
    )
