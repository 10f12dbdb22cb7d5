"""Simplified or traditional: what a text is written in, and the other way to show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from index.model import Script
from index.text.fold import CODES, fold_codes, to_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Half-converted prose (戰斗, 模范) is still traditional, and a simplified article that quotes a traditional
# title still simplified: to make a text mixed, the lesser script must have this share of what tells.
MIXED_SHARE = 0.15
_SIMPLIFIED, _TRADITIONAL = 1, 2


def script_of(text: str) -> Script:
    """The script of ``text``, by the characters that stand in one script only.

    Text without any of them is simplified. Characters that both scripts have (斗 里 干 后) tell nothing, so
    that half-converted words leave a traditional text traditional.
    """
    _, simplified, traditional = _counted(text)
    if min(simplified, traditional) > MIXED_SHARE * (simplified + traditional):
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


def strays(text: str, script: Literal["simplified", "traditional"]) -> list[tuple[str, int]]:
    """The characters of the other script than the ``script`` of ``text``, the most frequent first, and how
    often each stands.
    """
    import numpy as np

    other = _TRADITIONAL if script == "simplified" else _SIMPLIFIED
    if not _counted(text)[other]:
        return []
    codes = to_codes(text)
    found, counts = np.unique(codes[_told_by_character().take(codes) == other], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return [(chr(int(found[at])), int(counts[at])) for at in order]


@lru_cache(2)
def _counted(text: str) -> tuple[int, int, int]:
    """How many characters say nothing of the script, and how many each of the two things."""
    import numpy as np

    told = _told_by_character().take(to_codes(text))
    simplified, traditional = (int(np.count_nonzero(told == one)) for one in (_SIMPLIFIED, _TRADITIONAL))
    return len(told) - simplified - traditional, simplified, traditional


@cache
def _told_by_character() -> NDArray[np.uint8]:
    """What each code point says of the script it stands in.

    Only traditional text has a character that folds to another one and that GB 2312 lacks; only simplified
    text has one that GB 2312 has and Big5 lacks. Radicals and compatibility ideographs, which come from PDF
    files and not from a script, say nothing.
    """
    import numpy as np

    told = np.zeros(CODES, np.uint8)
    for first, end in ((0x3400, 0xA000), (0x20000, 0x40000)):
        codes = np.arange(first, end, dtype=np.uint32)
        gb2312, big5 = (_encoded(first, end, name) for name in ("gb2312", "big5"))
        told[first:end][gb2312 & ~big5] = _SIMPLIFIED
        told[first:end][(fold_codes()[first:end] != codes) & ~gb2312] = _TRADITIONAL
    return told


def _encoded(first: int, end: int, encoding: str) -> NDArray[np.bool_]:
    """Which code points of a range an encoding has."""
    import numpy as np

    one_a_line = "\n".join(map(chr, range(first, end))).encode(encoding, "ignore")
    return np.array([bool(line) for line in one_a_line.split(b"\n")])


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
