"""Simplified or traditional: what a text is written in, and the other way to show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Literal

from index.model import Script
from index.text.fold import fold

# Half-converted prose (戰斗, 模范) is still traditional, and a simplified article that quotes a traditional
# title still simplified: to make a text mixed, the lesser script must have this share of what tells.
MIXED_SHARE = 0.15


def script_of(text: str) -> Script:
    """The script of ``text``, by the characters that stand in one script only.

    Text without any of them is simplified. Characters that both scripts have (斗 里 干 后) tell nothing, so
    that half-converted words leave a traditional text traditional.
    """
    simplified = traditional = 0
    for character, count in Counter(text).items():
        if _is_traditional(character):
            traditional += count
        elif _is_simplified(character):
            simplified += count
    if min(simplified, traditional) > MIXED_SHARE * (simplified + traditional):
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


@cache
def _is_traditional(character: str) -> bool:
    """Whether only traditional text has ``character``: it folds to another one, and GB 2312 lacks it."""
    return _is_han(character) and fold(character) != character and not _encodes(character, "gb2312")


@cache
def _is_simplified(character: str) -> bool:
    """Whether only simplified text has ``character``: GB 2312 has it, and Big5 lacks it."""
    return _is_han(character) and _encodes(character, "gb2312") and not _encodes(character, "big5")


def _is_han(character: str) -> bool:
    # Without radicals and compatibility ideographs, which come from PDF files, not from a script.
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def display(text: str, to: Literal["simplified", "traditional"]) -> str:
    """``text`` as it is shown in the other script: same length, so that all offsets stay.

    For the eye only, never for matching. Text that is in the wanted script already is left alone, with its
    half-converted words. Lines whose conversion changes the length are converted character by character.
    """
    if script_of(text) == to:
        return text
    converters = [_converter(name) for name in (("tw2s", "hk2s") if to == "simplified" else ("s2t",))]
    return "\n".join(_convert(line, converters) for line in text.split("\n"))


def _convert(line: str, converters: list[Callable[[str], str]]) -> str:
    source = line
    for converter in converters:
        converted = converter(line)
        if len(converted) != len(line):
            singles = map(converter, line)
            converted = "".join(new if len(new) == 1 else old for new, old in zip(singles, line, strict=True))
        line = converted
    if "么" in source:
        # 么 in traditional text is the 么 of 什么, left over when it was converted, not the 幺 of tw2s.
        line = "".join(
            old if old == "么" and new == "幺" else new for old, new in zip(source, line, strict=True)
        )
    return line


@cache
def _converter(name: str) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return convert
