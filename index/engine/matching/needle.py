"""A literal as a segment's arrays see it: letters in a row, and what must stand in the gaps around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.engine.segment.stream import PRIVATE, PRIVATE_SIZE
from index.text.marks import LETTER, kind
from index.text.match import Literal


@dataclass(frozen=True, slots=True)
class Needle:
    """A literal of m letters and n characters of match form.

    ``units``: the letters as stored in a segment (m values). ``astral``: the number of each letter that is
    outside the BMP, with its code point. ``before``: for each letter the other characters in front of it,
    ``after`` those behind the last one. ``marks``: see ``Literal``. ``overlaps``, ``skeleton_overlaps``:
    whether two occurrences of the match form, or of the letters alone, can overlap.
    """

    units: tuple[int, ...]
    astral: tuple[tuple[int, int], ...]
    before: tuple[str, ...]
    after: str
    width: int
    marks: frozenset[int]
    overlaps: bool
    skeleton_overlaps: bool
    key: bytes
    """The letters as the bytes that stand in a segment's text."""

    @property
    def letters(self) -> int:
        """m, the number of letters."""
        return len(self.units)

    @property
    def outer(self) -> bool:
        """Whether it begins or ends with a character that is no letter."""
        return bool(self.before[0] or self.after)

    @property
    def plain(self) -> bool:
        """Whether it is nothing but letters."""
        return self.width == len(self.units)


@lru_cache(maxsize=1024)
def needle_of(literal: Literal) -> Needle:
    """The needle of a literal."""
    before: list[str] = []
    others = ""
    for character in literal.form:
        if kind(character) == LETTER:
            before.append(others)
            others = ""
        else:
            others += character
    codes = [ord(letter) for letter in literal.skeleton]
    units = tuple(code if code <= 0xFFFF else PRIVATE + code % PRIVATE_SIZE for code in codes)
    return Needle(
        units=units,
        astral=tuple((at, code) for at, code in enumerate(codes) if code > 0xFFFF),
        before=tuple(before),
        after=others,
        width=len(literal.form),
        marks=literal.marks,
        overlaps=_has_border(literal.form),
        skeleton_overlaps=_has_border(literal.skeleton),
        key=b"".join(unit.to_bytes(2, "big") for unit in units),
    )


def _has_border(text: str) -> bool:
    """Whether ``text`` begins with what it ends with, shorter than itself."""
    return any(text.startswith(text[at:]) for at in range(1, len(text)))
