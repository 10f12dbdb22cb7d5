"""Code points and escapes that stand in for an ordinary character, and for which one.

Each is certain: nothing else is ever meant by it in prose. Sources: HTML's names of characters (the standard
library's table), code page 1252 (unicode.org/Public/MAPPINGS), the half-width and vertical forms of Unicode,
the private-use code points by which GB 18030-2000 mapped its vertical punctuation, and the names of radicals
(``data/text/radicals.tsv``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html.entities import html5

from index.collect.tables import rows
from index.model import RepairKind

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\t\ue5e5"
_INVISIBLE = "\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff"
# &nbsp; &#160; &amp;nbsp; …: escaped once, or again by a program that did not look.
_ESCAPE = r"&(?:amp;){0,2}(?P<escape>#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8}[0-9]{0,2});"
_SPACE_ESCAPE = r"&(?:amp;){0,2}(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0|#12288|#[xX]3000);"

# Marks of code page 1252 that were taken for control characters.
_CONTROLS = {code: bytes((code,)).decode("cp1252") for code in range(0x91, 0x98)} | {0x95: "·"}
_HALF_WIDTH = dict(zip(map(ord, "｡｢｣､･"), "。「」、·", strict=True))
_VERTICAL = dict(
    zip(
        map(ord, "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄"),
        "，、。：；！？〖〗…：—（）｛｝〔〕【】《》〈〉「」『』",
        strict=True,
    )
)
_PRIVATE = dict(zip(range(0xE78D, 0xE797), "，。、：；！？〖〗…", strict=True))
_STAND_INS = {**_CONTROLS, **_HALF_WIDTH, **_VERTICAL, **_PRIVATE}


def _misread() -> dict[str, str]:
    """Marks in UTF-8 that were read as code page 1252 or Latin-1: â€œ for “."""
    table = {}
    for mark in "“”‘’—–…·•":
        data = mark.encode("utf-8")
        for codec in ("cp1252", "latin-1"):
            table[data.decode(codec, "replace")] = mark
        # Programs that keep the five bytes that code page 1252 lacks.
        table["".join(_as_1252(byte) for byte in data)] = mark
    return {written: mark for written, mark in table.items() if "\ufffd" not in written}


def _as_1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_MISREAD = _misread()
_ODD = re.compile(
    f"(?P<space>[ \u3000]*(?:[{_SPACES}]|{_SPACE_ESCAPE})(?:[{_SPACES} \u3000]|{_SPACE_ESCAPE})*)"
    f"|(?P<invisible>[{_INVISIBLE}]+)|(?P<radical>[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f])"
    f"|{_ESCAPE}"
    f"|(?P<misread>{'|'.join(map(re.escape, sorted(_MISREAD, key=len, reverse=True)))})"
    f"|(?P<mark>[{''.join(map(chr, _STAND_INS))}])"
)
# What one of those begins with or holds: looked for first, because that is quicker by far. ``ODD_SIGN``
# leaves out the spaces, which lines are read with as ordinary ones in any case.
_SIGNS = f"{_INVISIBLE}\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f&âÂ{''.join(map(chr, _STAND_INS))}"
ODD_SIGN = re.compile(f"[{_SIGNS}]")
ANY_ODD = re.compile(f"[{_SPACES}{_SIGNS}]")


@cache
def _radicals() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("text", "radicals.tsv")}


def find_odd(text: str, start: int, end: int) -> list[tuple[RepairKind, int, int, str]]:
    """Kind, start, end and what should stand there, of each odd place in ``text[start:end]``, a line.

    Odd spaces become one ordinary space, none at the edge of the line; invisible characters go. U+3000 and
    the ASCII space stay as they stand, unless they are part of a run with odd ones.
    """
    if not ANY_ODD.search(text, start, end):
        return []
    found: list[tuple[RepairKind, int, int, str]] = []
    for match in _ODD.finditer(text, start, end):
        first, last = match.span()
        if match["space"]:
            found.append(("space", first, last, "" if first == start or last == end else " "))
        elif match["invisible"]:
            found.append(("space", first, last, ""))
        elif match["radical"]:
            plain = _radicals().get(match[0]) or unicodedata.normalize("NFKC", match[0])
            if plain != match[0] and len(plain) == 1:
                found.append(("radical", first, last, plain))
        elif match["escape"]:
            if plain := _escaped(match["escape"]):
                found.append(("punctuation", first, last, plain))
        else:
            plain = _MISREAD.get(match[0]) or _STAND_INS[ord(match[0])]
            found.append(("punctuation", first, last, plain))
    return found


def _escaped(name: str) -> str:
    """The character of an HTML escape; "" for what is none, or is no character of a text."""
    if name[0] != "#":
        character = html5.get(name + ";", "")
    else:
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        character = _CONTROLS.get(code) or (chr(code) if code < 0x110000 else "")
    if len(character) != 1 or unicodedata.category(character)[0] in "CZ":
        return ""
    return character
