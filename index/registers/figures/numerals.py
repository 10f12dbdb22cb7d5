"""Numbers as official prose writes them: 9500, 6.4万, 1亿2000万, 三百二十, 百分之九十七, 2/3.

Everything here works on folded text (``index.text.fold``), in which digits, signs and dashes have one form.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千](?![分米克瓦帕伏赫卡]))"
# 1亿2000万, 3万5千: the second amount is below the scale of the first.
_MIXED = rf"{_ARABIC}亿{_ARABIC}万|\d+万\d+[千百]|\d+[万千]\d{{1,4}}(?![\d.])"
_HAN = "零〇一二两三四五六七八九十百千万亿"
_HAN_NUMBER = rf"[{_HAN}]+(?:点[零〇一二三四五六七八九]+[万亿]*)?"

ARABIC = rf"(?:{_MIXED}|{_ARABIC}(?: ?{_SCALE})?)"
"""A number in digits, with its 万 and 亿."""
HAN = _HAN_NUMBER
"""A number in Chinese numerals; not every match is one (一十百): ``value`` tells."""
FRACTION = rf"(?:\d+/\d+(?![\d/])|[{_HAN}]+分之(?:{_HAN_NUMBER}|{_ARABIC}))"
"""2/3, 三分之二, 百分之九十七, 千分之3."""

_SECTION = re.compile(
    r"([一二两三四五六七八九]?千)?零?([一二两三四五六七八九]?百)?零?([一二三四五六七八九]?十)?零?([一二三四五六七八九])?"
)
_PART = re.compile(r"([\d,]+(?:\.\d+)?) ?([十百千万亿]*)")


@lru_cache(4096)
def value(number: str) -> float | None:
    """The value of a number (folded); ``None`` where the numerals do not make one.

    百分之 N is N, the unit being %, as 97% is 97; other fractions are rounded to four places (cli.md).
    """
    if "分之" in number:
        return _share(number)
    if "/" in number:
        above, below = number.split("/")
        return round(int(above) / int(below), 4) if int(below) else None
    if number[0].isdecimal():
        return _arabic(number)
    return _han(number)


def estimate(number: str) -> tuple[float, float] | None:
    """What two digits beside each other tell (三四十: 30 to 40); ``None`` for any other number."""
    found = _ESTIMATE.fullmatch(number)
    if found is None:
        return None
    low, high = (_han(digit + found[3]) for digit in found.group(1, 2))
    return (
        (low, high)
        if low is not None and high is not None and _DIGITS[found[2]] - _DIGITS[found[1]] == 1
        else None
    )


_ESTIMATE = re.compile("([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)")


def _share(number: str) -> float | None:
    below, above = number.split("分之", 1)
    part = value(above)
    whole = _han(below)
    if part is None or not whole:
        return None
    return part if below == "百" else round(part / whole, 4)


def _arabic(number: str) -> float | None:
    total, below = 0, 1  # as a fraction: 156.3亿 is exact
    scale = 1
    for digits, letters in _PART.findall(number):
        # 3万5: what follows counts in the next lower scale.
        if not letters and scale > 1 and len(digits) == 1:
            scale //= 10
        else:
            scale = 1
        for letter in letters:
            scale *= _SMALL.get(letter) or _LARGE[letter]
        ones, _, decimals = digits.replace(",", "").partition(".")
        part: int = 10 ** len(decimals)
        total = total * part + int(ones + decimals) * scale * below
        below *= part
    return total / below


def _han(number: str) -> float | None:
    whole, _, decimals = number.partition("点")
    tail = decimals.lstrip("零〇一二三四五六七八九")
    decimals = decimals[: len(decimals) - len(tail)]
    if decimals and tail == "" and whole[-1] in _LARGE:
        return None
    units = _han_whole(whole)
    if units is None:
        return None
    below: int = 10 ** len(decimals)
    digits = int("".join(str(_DIGITS[digit]) for digit in decimals) or 0)
    scale: int = math.prod(_LARGE[letter] for letter in tail)
    return (int(units) * below + digits) * scale / below


def _han_whole(number: str) -> float | None:
    if set(number) <= set(_DIGITS):
        # 二〇 reads digit by digit; two digits beside each other are an estimate (三五: three to five).
        if len(number) > 1 and not set(number) & set("零〇○"):
            return None
        return float("".join(str(_DIGITS[digit]) for digit in number))
    for letter, scale in reversed(_LARGE.items()):
        head, found, tail = number.rpartition(letter)
        if found:
            times = _han_whole(head) if head else 1.0
            rest = 0.0 if not tail else _DIGITS[tail] / 10 if tail in _DIGITS else _han_whole(tail)
            if times is None or rest is None:
                return None
            # 三万五: a digit behind counts in the next lower scale.
            return times * scale + (rest * scale if tail in _DIGITS else rest)
    section = _SECTION.fullmatch(number)
    if section is None:
        return None
    thousands, hundreds, tens, ones = section.groups()
    total = sum(
        (_DIGITS[group[0]] if len(group) > 1 else 1) * _SMALL[group[-1]]
        for group in (thousands, hundreds, tens)
        if group
    )
    if ones:
        behind = _SMALL.get(number[-2], 10)
        total += _DIGITS[ones] * (behind // 10)
    return float(total)
