"""The query language of matching.md: text in, a frozen tree out.

From loosest to tightest: OR, then AND (terms beside each other), then NOT and ``-``, then NEAR, SENT and
PARA (grouping from the left). Nothing but QueryError is ever raised, and text without operators and
fields never raises as long as it has a letter or a digit. Decided here, where matching.md is silent:
``AND`` may be written out; ``-(A OR B)`` excludes a group; 《 》 hold whitespace together like quotation
marks; a piece without letters or digits is dropped when others remain; NEAR needs its number; a query
may consist of exclusions only (every document but those); 未知 is a value of the metadata fields.
"""

from __future__ import annotations

from functools import lru_cache

from index.engine.language.ast import And, Filter, Near, Node, Not, Or, Para, Sent, unparse
from index.engine.language.lexer import Token, clean, group_brackets, has_operators, scan_marks, tokens
from index.engine.language.terms import literal_node, parse_field
from index.errors import N_, QueryError

__all__ = ["parse", "unparse"]
MAX_DEPTH = 40
"""Brackets inside brackets, and NEAR/SENT/PARA in a row: beyond any real query, short of Python's stack."""
REPAIRS = 8
"""Mistakes that the nearest valid form mends one after the other before it gives up and quotes the query."""
LONELY = 64
"""Brackets without a partner that are looked at: what is around each is read for it."""
_OWN = ("position", "nearest")


@lru_cache(maxsize=256)
def parse(query: str) -> Node:
    """The tree of ``query``. QueryError: one sentence, ``position`` in ``query``, the nearest valid form."""
    try:
        return _parse(query)
    except QueryError as error:
        fields = {name: value for name, value in error.fields.items() if name not in _OWN}
        nearest = _valid(query, error.nearest) if error.nearest is not None else None
        raise QueryError(error.template, position=error.position, nearest=nearest, **fields) from None


def _valid(query: str, nearest: str | None) -> str | None:
    """``nearest`` if it can be parsed, else what is nearest to that, else ``query`` as one literal.

    An operator has letters, so that there is a literal.
    """
    for _ in range(REPAIRS):
        if nearest is None:
            break
        try:
            _parse(nearest)
        except QueryError as error:
            nearest = error.nearest
        else:
            return nearest
    literal = literal_node(f'"{clean(query)[0]}"')
    return unparse(literal) if literal is not None else None


def _parse(query: str) -> Node:
    text, places = clean(query)
    found = tokens(text)
    if not found:
        raise QueryError(N_("The query is empty: type at least one letter, character or digit."))
    if has_operators(found):
        _check_brackets(text, places)
    node = _Parser(found, text, places).whole()
    if node is None:
        raise QueryError(
            N_("The query has no letters or digits, so there is nothing to search for: type a word.")
        )
    return node


def _check_brackets(text: str, places: list[int]) -> None:
    """Brackets that stand where groups do, around operators, need a partner."""
    inside, missing = scan_marks(text)
    _, _, lonely = group_brackets(text, inside)
    for index in lonely[:LONELY]:
        opening = text[index] == "("
        before = text[index - 1 : index]
        after = text[index + 1 : index + 2]
        if opening and (not before or before.isspace() or before in "(-") and _operators(text[index + 1 :]):
            raise QueryError(
                N_("The bracket at character {place} is never closed. Nearest valid form: {nearest}"),
                position=places[index],
                nearest=text + missing + ")",
                place=places[index] + 1,
            )
        if not opening and (not after or after.isspace() or after == ")") and _operators(text[:index]):
            raise QueryError(
                N_("The bracket at character {place} was never opened. Nearest valid form: {nearest}"),
                position=places[index],
                nearest="(" + text,
                place=places[index] + 1,
            )


def _operators(text: str) -> bool:
    return has_operators(tokens(text))


class _Parser:
    """Recursive descent over the tokens; a ``None`` node is a piece without letters or digits."""

    def __init__(self, found: list[Token], text: str, places: list[int]) -> None:
        self.tokens = found
        self.text = text
        self.places = places
        self.index = 0
        self.depth = 0

    def whole(self) -> Node | None:
        if all(token.kind != "word" for token in self.tokens):
            lettered = (token for token in self.tokens if any(map(str.isalpha, token.text)))
            token = next(lettered, None)
            if token is None:  # nothing but brackets
                return None
            raise QueryError(
                N_("The query is nothing but operators ({operator}): put terms beside them, or in quotation "
                   "marks to search for the word itself. Nearest valid form: {nearest}"),
                position=self.places[token.start],
                nearest=f'"{token.text}"',
                operator=token.text,
            )  # fmt: skip
        return self.either()

    def peek(self) -> Token | None:
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    def at(self, *operators: str) -> Token | None:
        """The next token if it is one of these operators (``NEAR`` with any number)."""
        token = self.peek()
        if token is None or token.kind != "operator":
            return None
        return token if token.text.partition("/")[0] in operators else None

    def either(self) -> Node | None:
        parts: list[Node] = []
        operator: Token | None = None
        while True:
            part = self.every()
            if part is not None:
                parts += part.parts if isinstance(part, Or) else (part,)
            following = self.at("OR")
            if part is None and (operator is not None or following is not None):
                raise self.lacks(operator or following)
            if following is None:
                break
            operator = following
            self.index += 1
        return Or(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def every(self) -> Node | None:
        parts: list[Node] = []
        operator: Token | None = None
        while (token := self.peek()) is not None and token.kind != "close" and not self.at("OR"):
            if explicit := self.at("AND"):
                if not parts or operator is not None:
                    raise self.lacks(explicit)
                operator = explicit
                self.index += 1
                continue
            part = self.unary()
            if part is not None:
                operator = None
                parts += part.parts if isinstance(part, And) else (part,)
        if operator is not None:
            raise self.lacks(operator)
        return And(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def unary(self) -> Node | None:
        negations = 0
        last: Token | None = None
        while (token := self.peek()) is not None and (token.kind == "not" or self.at("NOT")):
            negations += 1
            last = token
            self.index += 1
        if last is not None and last.kind == "not":
            part = self.primary(last)
            if self.at("NEAR", "SENT", "PARA"):
                raise self.misplaced(self.peek())
        else:
            part = self.near(last)
        if part is None:
            if last is not None and last.kind == "operator":
                raise self.lacks(last)
            return None
        if negations == 0:
            return part
        if isinstance(part, Not):
            part, negations = part.part, negations + 1
        return Not(part) if negations % 2 else part

    def near(self, before: Token | None) -> Node | None:
        left = self.primary(before)
        chained = 0
        while (operator := self.at("NEAR", "SENT", "PARA")) is not None:
            distance = self.distance(operator)
            self.index += 1
            chained += 1
            if left is None:
                raise self.lacks(operator)
            right = self.primary(operator)
            if right is None:
                raise self.lacks(operator)
            if not (_positional(left) and _positional(right)):
                raise self.misplaced(operator)
            if chained > MAX_DEPTH:
                raise QueryError(
                    N_("There are too many NEAR, SENT or PARA in a row at character {place}: use fewer."),
                    position=self.places[operator.start],
                    place=self.places[operator.start] + 1,
                )
            if operator.text == "SENT":
                left = Sent(left, right)
            elif operator.text == "PARA":
                left = Para(left, right)
            else:
                left = Near(left, right, distance)
        return left

    def distance(self, operator: Token) -> int:
        if operator.text in ("SENT", "PARA"):
            return 0
        number = operator.text.removeprefix("NEAR").removeprefix("/")
        if number.isascii() and number.isdecimal() and len(number) <= 6:
            return int(number)
        raise QueryError(
            N_("NEAR at character {place} needs the largest number of characters between its terms. "
               "Nearest valid form: {nearest}"),
            position=self.places[operator.start],
            nearest=self.text[: operator.start] + "NEAR/20" + self.text[operator.end :],
            place=self.places[operator.start] + 1,
        )  # fmt: skip

    def primary(self, before: Token | None) -> Node | None:
        token = self.peek()
        if token is None or token.kind == "close":
            if before is not None:
                raise self.lacks(before)
            return None
        if token.kind == "operator":
            raise self.lacks(before or token)
        if token.kind == "not":
            raise self.misplaced(before or token)
        self.index += 1
        if token.kind == "open":
            return self.group(token)
        return self.field(token) or literal_node(token.text)

    def field(self, token: Token) -> Node | None:
        """The filter that the word stands for; the nearest form of an impossible value keeps the rest."""
        try:
            return parse_field(token.text, self.places[token.start])
        except QueryError as error:
            nearest = f"{self.text[: token.start]}{error.nearest}{self.text[token.end :]}"
            fields = {name: value for name, value in error.fields.items() if name not in _OWN}
            raise QueryError(error.template, position=error.position, nearest=nearest, **fields) from None

    def group(self, opening: Token) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError(
                N_("The brackets at character {place} are nested too deeply: use fewer."),
                position=self.places[opening.start],
                place=self.places[opening.start] + 1,
            )
        node = self.either()
        self.depth -= 1
        self.index += 1
        return node

    def lacks(self, operator: Token | None) -> QueryError:
        """``operator`` has nothing on one of its sides; the nearest form leaves it out."""
        assert operator is not None
        return QueryError(
            N_("{operator} at character {place} needs a term on each side (NOT: after it). "
               "Nearest valid form: {nearest}"),
            position=self.places[operator.start],
            nearest=self.without(operator),
            operator=operator.text,
            place=self.places[operator.start] + 1,
        )  # fmt: skip

    def without(self, operator: Token) -> str:
        """The query without ``operator``, the terms on its sides apart."""
        return f"{self.text[: operator.start].rstrip()} {self.text[operator.end :].lstrip()}".strip()

    def misplaced(self, operator: Token | None) -> QueryError:
        """NEAR, SENT or PARA beside something that has no place in a text."""
        assert operator is not None
        return QueryError(
            N_("{operator} at character {place} stands between terms, not beside fields, exclusions or "
               "several terms in brackets. Nearest valid form: {nearest}"),
            position=self.places[operator.start],
            nearest=self.without(operator),
            operator=operator.text,
            place=self.places[operator.start] + 1,
        )  # fmt: skip


def _positional(node: Node) -> bool:
    """Whether the node's matches have places in the text."""
    if isinstance(node, Or):
        return all(_positional(part) for part in node.parts)
    return not isinstance(node, (And, Not, Filter))
