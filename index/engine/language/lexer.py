"""A query as words, operators and group brackets, with their places.

Whitespace ends a word unless it stands inside quotation or title marks; a bracket groups only at the
boundary of a term and when it encloses whitespace or an operator (matching.md, Query language).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.engine.language.ast import Field
from index.text.fold import fold
from index.text.marks import CLOSING, STRAIGHT
from index.text.marks import MARKS as FOLDED_MARKS

LINE_BREAKS = frozenset("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
WORD_OPERATORS = frozenset({"OR", "NOT", "AND", "SENT", "PARA"})

# Names as folded text has them: 標題 is 标题.
NAMES: dict[str, Field] = {
    "省": "region", "region": "region", "市": "city", "city": "city", "层级": "level", "level": "level",
    "年": "year", "year": "year", "日期": "date", "date": "date", "来源": "source", "source": "source",
    "标题": "title", "title": "title", "机关": "organ", "organ": "organ", "文种": "kind", "kind": "kind",
    "篇": "id", "id": "id",
}  # fmt: skip
_FIELD = re.compile(f"({'|'.join(sorted(NAMES, key=len, reverse=True))}):")
_PREFIX = max(map(len, NAMES)) + 1

TokenKind = Literal["word", "operator", "not", "open", "close"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the cleaned query: ``text`` stands at ``[start:end]`` there."""

    kind: TokenKind
    text: str
    start: int
    end: int


def clean(query: str) -> tuple[str, list[int]]:
    """Drop line breaks (they come from pasting); also the place of each remaining character in ``query``."""
    kept = [index for index, character in enumerate(query) if character not in LINE_BREAKS]
    return "".join(query[index] for index in kept), [*kept, len(query)]


def scan_marks(text: str) -> tuple[bytearray, str]:
    """Which characters stand inside marks (the marks too), and the closing marks missing at the end.

    Title marks hold whitespace together like quotation marks: a pasted 《关于… 的意见》 is one term.
    Marks nest; a closing mark that nothing opened is an ordinary character, and so is an apostrophe.
    """
    inside = bytearray(len(text))
    missing: list[str] = []
    for index, character in enumerate(fold(text)):
        if character in "'’" and _apostrophe(text, index):
            inside[index] = bool(missing)
        elif missing and character == missing[-1]:
            missing.pop()
            inside[index] = 1
        elif character in missing:
            del missing[missing.index(character) :]
            inside[index] = 1
        else:
            if character in CLOSING or character in STRAIGHT:
                missing.append(CLOSING.get(character, character))
            inside[index] = bool(missing)
    return inside, "".join(reversed(missing))


def is_mark(character: str) -> bool:
    """Whether the character is a quotation or title mark, of any width."""
    return fold(character) in FOLDED_MARKS


def _apostrophe(text: str, index: int) -> bool:
    """Whether the mark stands between two Latin letters or digits (``people's``)."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def field_prefix(word: str) -> tuple[Field, str] | None:
    """The canonical field and its value when ``word`` begins with a known field and a colon."""
    found = _FIELD.match(fold(word))
    if found is None or word[found.end() - 1] not in ":：":
        return None
    return NAMES[found[1]], word[found.end() :]


def negates(word: str) -> bool:
    """Whether ``word`` begins with an excluding hyphen: ASCII, a letter behind it or behind marks."""
    if not word.startswith("-"):
        return False
    rest = next((character for character in word[1:] if not is_mark(character)), "")
    return rest.isalpha()


def group_brackets(text: str, inside: bytearray) -> tuple[set[int], set[int], list[int]]:
    """Places of the brackets that group, opening and closing, and of the brackets without a partner."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    lonely: list[int] = []
    for index, character in enumerate(text):
        if inside[index]:
            continue
        if character == "(":
            stack.append(index)
        elif character == ")":
            if stack:
                partners[stack.pop()] = index
            else:
                lonely.append(index)
    opening: set[int] = set()
    closing: set[int] = set()
    spaces = [place for place in range(len(text)) if _space(text, inside, place)]
    for start in sorted(partners):
        end = partners[start]
        if _starts_term(text, inside, start, opening) and (
            end + 1 == len(text) or _space(text, inside, end + 1) or end + 1 in closing
        ):
            space = bisect_left(spaces, start + 1)
            spaced = space < len(spaces) and spaces[space] < end
            if spaced or _says_how(text, start + 1, end):
                opening.add(start)
                closing.add(end)
    return opening, closing, sorted(lonely + stack)


def _says_how(text: str, start: int, end: int) -> bool:
    """Whether what begins there excludes, or names a field. Of thousands of brackets little is read again."""
    if text.startswith("-", start, end):
        return negates(text[start:end])
    return field_prefix(text[start : min(end, start + _PREFIX)]) is not None


def _space(text: str, inside: bytearray, index: int) -> bool:
    return text[index].isspace() and not inside[index]


def _starts_term(text: str, inside: bytearray, index: int, opening: set[int]) -> bool:
    if index and text[index - 1] == "-" and not inside[index - 1]:
        index -= 1
    return index == 0 or _space(text, inside, index - 1) or index - 1 in opening


def is_operator(word: str) -> bool:
    """Whether the word, outside marks, is an operator (``NEAR`` without its number included)."""
    return word in WORD_OPERATORS or word == "NEAR" or word.startswith("NEAR/")


def tokens(text: str) -> list[Token]:
    """Split a cleaned query; no error is possible here."""
    inside, _ = scan_marks(text)
    opening, closing, _ = group_brackets(text, inside)
    found: list[Token] = []
    index = 0
    while index < len(text):
        if _space(text, inside, index):
            index += 1
        elif index in opening:
            found.append(Token("open", "(", index, index + 1))
            index += 1
        elif index in closing:
            found.append(Token("close", ")", index, index + 1))
            index += 1
        elif text[index] == "-" and index + 1 in opening:
            found.append(Token("not", "-", index, index + 1))
            index += 1
        else:
            start = index
            while index < len(text) and not _space(text, inside, index) and index not in closing:
                index += 1
            word = text[start:index]
            operator = is_operator(word) and not any(inside[start:index])
            if not operator and negates(word):
                found.append(Token("not", "-", start, start + 1))
                start, word = start + 1, word[1:]
            found.append(Token("operator" if operator else "word", word, start, index))
    return found


def has_operators(found: Sequence[Token]) -> bool:
    """Whether any written-out operator occurs: then brackets are meant as such."""
    return any(token.kind == "operator" for token in found)
