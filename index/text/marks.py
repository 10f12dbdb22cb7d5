"""What matching sees through: spaces, format characters, quotation and title marks, and how marks pair.

All functions take *folded* characters (see ``fold``), so that full-width and vertical forms are covered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Kinds of characters. LETTER and OTHER make up the match form, LETTER alone the skeleton.
OTHER, LETTER, BLANK, MARK = range(4)

# Opening mark → closing mark of its family. The low and the reversed mark open like “.
CLOSING = {"“": "”", "„": "”", "‟": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉"}
STRAIGHT = frozenset("\"'")
CLOSERS = frozenset(CLOSING.values())
MARKS = frozenset(CLOSING) | CLOSERS | STRAIGHT


def kind(character: str) -> int:
    """The kind of a folded character: ``OTHER``, ``LETTER``, ``BLANK`` or ``MARK``.

    Letters are Unicode's L*, N* and M*. Blank are white space, format characters (zero-width space,
    byte order mark, soft hyphen …) and variation selectors.
    """
    if character in MARKS:
        return MARK
    category = unicodedata.category(character)
    if category == "Cf" or character.isspace() or is_variation_selector(character):
        return BLANK
    return LETTER if category[0] in "LNM" else OTHER


def is_variation_selector(character: str) -> bool:
    """Whether ``character`` only chooses a glyph for the one before it."""
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or character in "\u180b\u180c\u180d\u180f"
    )


def pairs(marks: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Pair the marks of one paragraph: ``(position of the opening, position of the closing mark)``.

    ``marks`` are the folded marks with their positions, in order. A closing mark pairs with the nearest
    open one of its family, and what was opened after that one stays unpaired; a straight mark closes
    when one of its kind is open, otherwise it opens. Pairs come in the order of their closing marks.
    """
    found: list[tuple[int, int]] = []
    open_marks: list[tuple[int, str]] = []  # position, the mark that closes it
    for position, mark in marks:
        if mark in STRAIGHT or mark in CLOSERS:
            depth = next((i for i in range(len(open_marks) - 1, -1, -1) if open_marks[i][1] == mark), None)
            if depth is not None:
                found.append((open_marks[depth][0], position))
                del open_marks[depth:]
                continue
        if mark not in CLOSERS:
            open_marks.append((position, CLOSING.get(mark, mark)))
    return found
