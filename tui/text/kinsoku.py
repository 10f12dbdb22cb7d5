"""Which characters may begin or end a line, by class.

After GB/T 15834—2011 §5.1: closing marks, joining marks and middle dots do not begin a line, opening marks
do not end one, a slash does neither, and —— and …… are not split. Words and numbers with their unit stay
whole where a line can hold them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tui.text.width import character_width, drawn_character

OPENING = frozenset("「『（【《〈‹“‘〔［｛〖〘〚﹁﹃︵([{￥¥＄$£€＃#№§")
CLOSING = frozenset("、。，．：；！？）」』】》〉›”’…·・•‧〕］｝〗〙〛﹂﹄︶～〜–％%‰℃°′″々｡､｣,.:;!?)]}~-")
# Neither first nor last in a line (GB/T 15834 5.1.9).
SLASHES = frozenset("/／")
DASHES = frozenset("—―")

_PLAIN, _WORD, _OPEN, _CLOSE, _SLASH, _DASH, _SPACE, _ZERO = range(0, 32, 4)

# A number with what belongs to it: signs between digits, 余/多 and the multiples, one unit.
_UNITS = (
    "平方公里|平方米|立方米|公里|公斤|公顷|人次|个月|周年|小时|分钟|美元|年代|世纪|"
    "[年月日时分秒号期届次个名人家户位条项件支批场篇册份部台套辆座栋间处所块元角吨克米亩天周岁倍成楼层级版页章节款类种轮度字]"
)
_NUMBER = re.compile(
    rf"第?[0-9０-９]+(?:[.,:/．／：·•・\-–—~～][0-9０-９]+)*(?:[%％‰℃°]|[余多]?[十百千万亿]*[余多]?(?:{_UNITS})?)"
)
_DASH_RUN = re.compile(r"[—―]{2,}")
_STRAIGHT = re.compile(r"[\"']")


def _class_of(character: str, width: int) -> int:
    if width == 0:
        return _ZERO
    for members, code in ((OPENING, _OPEN), (CLOSING, _CLOSE), (SLASHES, _SLASH), (DASHES, _DASH)):
        if character in members:
            return code
    if character.isspace():
        return _SPACE
    fullwidth_form = "０" <= character <= "ｚ"
    if (width == 1 or fullwidth_form) and unicodedata.category(character)[0] in "LN":
        # ① and the like are marks of a list, not parts of a word.
        return _PLAIN if unicodedata.category(character) == "No" else _WORD
    return _WORD if character in "_&@+=\\" else _PLAIN


class _Codes(dict[int, str]):
    """Translation table from a character to one Latin-1 character: class + cells as drawn."""

    def __init__(self, ambiguous_wide: bool) -> None:
        super().__init__()
        self.ambiguous_wide = ambiguous_wide

    def __missing__(self, code: int) -> str:
        width = character_width(drawn_character(code, self.ambiguous_wide))
        self[code] = value = chr(_class_of(chr(code), width) | width)
        return value


_NARROW, _WIDE = _Codes(False), _Codes(True)


def codes(text: str, *, ambiguous_wide: bool = False) -> bytes:
    """One byte a character: its class, and in the low two bits the cells it is drawn in."""
    return text.translate(_WIDE if ambiguous_wide else _NARROW).encode("latin-1")


def _table(*classes: int) -> bytes:
    return bytes(code & ~3 in classes for code in range(256))


CELLS = bytes(code & 3 for code in range(256))
NOT_FIRST = _table(_CLOSE, _SLASH, _DASH, _ZERO)
NOT_LAST = _table(_OPEN, _SLASH)
WORD = _table(_WORD)
# A space is better left at the end of a line than put at the start of the next.
NOT_FIRST_SOFT = _table(_SPACE)


def exceptions(text: str, start: int, end: int) -> tuple[dict[int, bool], set[int]]:
    """Positions of ``text[start:end]`` where the classes of the two neighbours do not decide.

    Returns (hard, soft): ``hard[position]`` says whether a break there is forbidden (inside ——) or allowed
    after all (before ——, which may begin a line, unlike the single joining dash); a break at a position of
    ``soft`` splits a number from its unit or a straight quotation mark from what it holds.
    """
    hard: dict[int, bool] = {}
    for run in _DASH_RUN.finditer(text, start, end):
        hard.update(dict.fromkeys(range(run.start() + 1, run.end()), True))
        hard[run.start()] = False
    soft: set[int] = set()
    for number in _NUMBER.finditer(text, start, end):
        soft.update(range(number.start() + 1, number.end()))
    soft.update(_beside_straight_marks(text, start, end))
    return hard, soft


def _beside_straight_marks(text: str, start: int, end: int) -> Iterator[int]:
    """Straight marks open and close in turns: no break after an opening, before a closing one."""
    opened = {'"': False, "'": False}
    for mark in _STRAIGHT.finditer(text, start, end):
        sign = mark.group()
        yield mark.start() if opened[sign] else mark.end()
        opened[sign] = not opened[sign]
