"""Makes the damage that saved articles have, of known texts, so that what repairs find can be counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from random import Random
from unicodedata import normalize

import opencc
from pypinyin.pinyin_dict import pinyin_dict

from index.text.readings import without_tone

# Characters that converters were seen to annotate: traditional forms that GB 2312 lacks.
ANNOTATED = "關務創發優設產業態聯領環內經統區應節戰續數現養轉結監規構側網協調"
TO_TRADITIONAL: Callable[[str], str] = opencc.OpenCC("s2t").convert


def reading(character: str) -> str:
    """The usual reading with its tone, "" for what has none."""
    return str(pinyin_dict.get(ord(character), "").split(",")[0])


def annotated(
    text: str,
    characters: Collection[str] | None = None,
    *,
    write: Callable[[str], str] = str,
    brackets: str = "()",
    times: int = 1,
    share: float = 1.0,
    seed: int = 1,
) -> str:
    """Readings behind ``characters`` (``None``: all), behind a ``share`` of their occurrences."""
    chance = Random(seed)
    pieces = []
    for character in text:
        pieces.append(character)
        pinyin = reading(character) if characters is None or character in characters else ""
        if pinyin and (share == 1 or chance.random() < share):
            pieces.append((brackets[0] + write(pinyin) + brackets[1]) * times)
    return "".join(pieces)


def toneless(pinyin: str) -> str:
    return without_tone(normalize("NFC", pinyin))


def numbered(pinyin: str) -> str:
    return toneless(pinyin) + "4"


def slid(text: str, characters: Collection[str] = ANNOTATED) -> str:
    """As a converter does it that looks for ``characters`` (traditional) in GBK bytes at any place."""
    readings = {character.encode("gbk"): reading(character) for character in characters}
    return "\n".join(_slid_line(line.encode("gbk", "replace"), readings) for line in text.split("\n"))


def _slid_line(data: bytes, readings: dict[bytes, str]) -> str:
    stream: list[int | str] = []
    at = 0
    while at < len(data):
        pinyin = readings.get(data[at : at + 2])
        stream += data[at : at + (2 if pinyin else 1)]
        at += 2 if pinyin else 1
        stream += f"({pinyin})" if pinyin else ""
    pieces: list[str] = []
    at = 0
    while at < len(stream):
        first, second = stream[at], stream[at + 1] if at + 1 < len(stream) else "\n"
        if isinstance(first, str) or first < 0x80:
            pieces.append(first if isinstance(first, str) else chr(first))
            at += 1
        elif isinstance(second, int) and second >= 0x40 and second != 0x7F:
            pieces.append(bytes((first, second)).decode("gb18030", "replace"))
            at += 2
        else:
            pieces.append("?")
            at += 2
    return "".join(pieces)


def entities(text: str) -> str:
    for mark, entity in (
        ("“", "&ldquo;"),
        ("”", "&rdquo;"),
        ("·", "&middot;"),
        ("…", "&#8230;"),
        ("—", "&#x2014;"),
    ):
        text = text.replace(mark, entity)
    return text


def twice_escaped(text: str) -> str:
    return entities(text).replace("&", "&amp;")


def misread_marks(text: str) -> str:
    """Quotation marks and dashes of Windows-1252 left as control characters, as careless converters do."""
    return text.translate({0x201C: 0x93, 0x201D: 0x94, 0x2018: 0x91, 0x2019: 0x92, 0x2014: 0x97})


def half_width_marks(text: str) -> str:
    return text.translate(str.maketrans("。、「」", "｡､｢｣"))


def upright_marks(text: str) -> str:
    """Marks as they stand in columns, from top to bottom."""
    return text.translate(str.maketrans("（）《》「」", "︵︶︽︾﹁﹂"))


def odd_spaces(text: str) -> str:
    return re.sub("(?<=[。，])(?=[^\n”’）])", "\u00a0", text)


def zero_width(text: str) -> str:
    return re.sub("(?<=[，的])(?=[^\n])", "\u200b", text)


def radicals(text: str) -> str:
    """Kangxi radicals and those of the supplement, as PDF files have them."""
    return text.translate(
        {
            ord(plain): odd
            for odd, plain in zip(
                "⼀⼈⼒⼤⼯⽂⽇⽉⽤⽅⾏⻄⻓⻛⻔", "一人力大工文日月用方行西长风门", strict=True
            )
        }
    )


def wrapped(text: str, width: int, *, indent: str = "", blank: bool = False) -> str:
    """Every paragraph broken after ``width`` characters, marks kept off the start of lines."""
    paragraphs = []
    for paragraph in filter(None, text.split("\n")):
        rest = indent + paragraph
        lines = []
        while len(rest) > width:
            cut = width
            while cut > width - 3 and rest[cut] in "，。、；：！？”’）》":
                cut -= 1
            lines.append(rest[:cut])
            rest = rest[cut:]
        paragraphs.append("\n".join((*lines, rest)))
    return ("\n\n" if blank else "\n").join(paragraphs)


def paged(text: str, number: Callable[[int], str], lines: int = 24) -> str:
    """The lines of ``text`` on pages, each with its number below and blank lines around that."""
    rows = text.split("\n")
    pages = ["\n".join(rows[first : first + lines]) for first in range(0, len(rows), lines)]
    return "".join(f"{page}\n\n{number(at)}\n\n" for at, page in enumerate(pages, 1))
