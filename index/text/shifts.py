"""Bytes that slid where a reading was put into the middle of a character: 總?cè)藬?shù) is 總人數.

The converters that leave 機關(guān) look for characters in GBK bytes without minding where a character
begins. The last byte of one and the first of the next may together be one of theirs: the reading then goes
between the two bytes of a character. Read as GBK, the byte before the bracket and the bracket are ``?``, and
what follows is shifted by a byte, up to the next place of that kind or a character of one byte.

Nothing is guessed: the lost byte is the one that makes, with the byte before it, a traditional character of
that reading; every byte after it is still there. Where more than one byte fits, or what comes out is no
text, the place stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from index.text.fold import fold
from index.text.rare import rare
from index.text.readings import is_reading

_LETTERS = "a-zà-ɡü:\u0300\u0301\u0304\u0306\u0308\u030c"
_MARK = "[?\ufffd]"
# ?shù) behind a character: what a lost byte and its bracket have become.
_LOST_BYTE = re.compile(_MARK)
SLID = re.compile(rf"{_MARK}([{_LETTERS}]{{1,8}})[)）]")
_READING = re.compile(rf"[(（][{_LETTERS}]{{1,8}}[)）]")
# The farthest that bytes stay shifted, in characters of the damaged text: a long clause.
_FARTHEST = 60


@dataclass(frozen=True, slots=True)
class Slid:
    """``text[start:end]`` stood for ``result``."""

    start: int
    end: int
    result: str


def find_slid(text: str) -> list[Slid]:
    """The stretches of ``text`` whose bytes slid and can be put back for certain, in order."""
    if not _LOST_BYTE.search(rare(text)):
        return []
    found: list[Slid] = []
    end = 0
    for place in SLID.finditer(text):
        if place.start() < max(end, 1):
            continue
        slid = _put_back(text, place)
        if slid is not None:
            found.append(slid)
            end = slid.end
    return found


def _put_back(text: str, place: re.Match[str]) -> Slid | None:
    before = _bytes(text[place.start() - 1])
    if before is None:
        return None
    firsts = _lost(before[-1], place[1])
    if not firsts:
        return None
    held = b""
    start, at = place.start(), place.end()
    while at < len(text) and at - start <= _FARTHEST:
        if other := SLID.match(text, at):
            last = held[-1] if held else None
            lasts = _lost(last, other[1]) if last is not None else ()
            return _read(start, other.end(), firsts, held, lasts)
        if reading := _READING.match(text, at):
            at = reading.end()
            continue
        character = text[at]
        if 0x40 <= ord(character) <= 0x7E:  # alone, the second byte of a character looks like a letter
            return _read(start, at + 1, firsts, held, (ord(character),))
        if character in "?\ufffd" and held:
            # Half a character and the sign of one byte behind it: they are lost, what is before them is not.
            return _read(start, at, firsts, held[:-2], (held[-2],))
        pair = _bytes(character)
        if pair is None:
            return None
        held += pair
        at += 1
    return None


def _read(start: int, end: int, firsts: tuple[int, ...], held: bytes, lasts: tuple[int, ...]) -> Slid | None:
    """The only text that the bytes can be."""
    texts = {
        text
        for first, last in product(firsts, lasts)
        if (text := _text(bytes((first, *held, last)))) is not None
    }
    return Slid(start, end, texts.pop()) if len(texts) == 1 else None


def _text(data: bytes) -> str | None:
    try:
        text = data.decode("gbk")
    except UnicodeDecodeError:
        return None
    return text if all(_ordinary(character) for character in text) else None


def _ordinary(character: str) -> bool:
    """Whether traditional Chinese prose may hold ``character``: half of GBK are characters it never has."""
    return "、" <= character <= "】" or "！" <= character <= "～" or character in "“”‘’…—·" or _has(character)


def _has(character: str) -> bool:
    if fold(character) != character:
        return True
    for encoding in ("big5", "gb2312"):
        try:
            character.encode(encoding)
            return character >= "\u3400"
        except UnicodeEncodeError:
            continue
    return False


def _bytes(character: str) -> bytes | None:
    try:
        data = character.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 else None


def _lost(before: int, pinyin: str) -> tuple[int, ...]:
    """The bytes that make with ``before`` a traditional character that is read so."""
    return tuple(byte for byte, character in _traditional(before) if is_reading(pinyin, character))


@cache
def _traditional(first: int) -> tuple[tuple[int, str], ...]:
    return tuple(_pairs(first))


def _pairs(first: int) -> Iterator[tuple[int, str]]:
    for second in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
        try:
            character = bytes((first, second)).decode("gbk")
        except UnicodeDecodeError:
            continue
        if len(character) == 1 and fold(character) != character:
            yield second, character
