"""Simplified or traditional: what a text is written in, and the other way to show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Literal

from index.model import Script
from index.text.fold import fold

# Half-converted prose (戰斗, 模范) is still traditional, and a simplified article that quotes a traditional
# title still simplified: the lesser script must have this share of the telling characters to make a text mixed.
MIXED_SHARE = 0.15

_HAN_START = "\u2e80"


def script_of(text: str) -> Script:
    """The script of ``text``, by the characters that stand in one script only.

    Text without any of them (or none at all) is simplified. Characters that both scripts have (斗 里 干 后) do
    not tell anything, so that half-converted words leave a traditional text traditional.
    """
    simplified = traditional = 0
    for character, count in Counter(text).items():
        if character >= _HAN_START:
            if is_traditional(character):
                traditional += count
            elif is_simplified(character):
                simplified += count
    if min(simplified, traditional) > MIXED_SHARE * (simplified + traditional):
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


@cache
def is_traditional(character: str) -> bool:
    """Whether only traditional text has ``character``: it folds to another one and GB 2312 lacks it."""
    return (
        fold(character) != character
        and not _encodes(character, "gb2312")
        and character.isalpha()
        and not ("\uf900" <= character <= "\ufaff" or character < "\u3400")
    )


@cache
def is_simplified(character: str) -> bool:
    """Whether only simplified text has ``character``: GB 2312 has it and Big5 lacks it."""
    return character.isalpha() and _encodes(character, "gb2312") and not _encodes(character, "big5")


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def display(text: str, to: Literal["simplified", "traditional"]) -> str:
    """``text`` as it is shown in the other script: same length, so that all offsets stay.

    For the eye only, never for matching. Text that is in the wanted script already is left alone, half-converted
    words included. Paragraphs whose conversion changes the length are converted character by character.
    """
    if script_of(text) == to:
        return text
    converters = [_converter(name) for name in (("tw2s", "hk2s") if to == "simplified" else ("s2t",))]
    return "\n".join(_convert(line, converters) for line in text.split("\n"))


def _convert(line: str, converters: list[Callable[[str], str]]) -> str:
    for converter in converters:
        converted = converter(line)
        if len(converted) != len(line):
            singles = map(converter, line)
            converted = "".join(new if len(new) == 1 else old for new, old in zip(singles, line, strict=True))
        line = converted
    return line


@cache
def _converter(name: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert
