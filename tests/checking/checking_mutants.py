"""Quotations as drafts have them, of sentences of real texts: as they stand, written otherwise, altered."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

CONFUSED = (
    ("与", "和"), ("和", "与"), ("及", "和"), ("的", "地"), ("地", "的"), ("必须", "应当"), ("应当", "必须"),
    ("要", "应"), ("提高", "提升"), ("提升", "提高"), ("加强", "强化"), ("推进", "推动"), ("推动", "推进"),
    ("建设", "建立"), ("建立", "建设"), ("全面", "全部"), ("重要", "主要"), ("不断", "持续"), ("是", "为"),
    ("以", "用"), ("在", "于"), ("把", "将"), ("将", "把"), ("等", "与"), ("更加", "更为"), ("做", "作"),
    ("实现", "完成"), ("发展", "进展"), ("工作", "任务"), ("问题", "情况"), ("中", "里"), ("有", "具"),
)  # fmt: skip
ADDED = ("进一步", "切实", "不断", "全面", "深入", "着力", "大力", "也", "都")
NUMERALS = "一二三四五六七八九"
PUNCTUATION = {"，": "、；", "、": "，", "；": "，。", "：": "，", "。": "；，"}
JUNK = {"关": "guān", "国": "guó", "党": "dǎng", "机": "jī", "会": "huì", "学": "xué", "业": "yè"}


@dataclass(frozen=True)
class Quotation:
    """``text`` is quoted from ``original``, changed in some way (``how``), which alters its words or not."""

    text: str
    original: str
    how: str
    altered: bool


Change = Callable[[str, random.Random], str | None]


def _confused(text: str, chance: random.Random) -> str | None:
    """One word by another that is easily taken for it."""
    places = [(match.start(), old, new) for old, new in CONFUSED for match in re.finditer(old, text)]
    if not places:
        return None
    at, old, new = chance.choice(places)
    return text[:at] + new + text[at + len(old) :]


def _number(text: str, chance: random.Random) -> str | None:
    places = [match.start() for match in re.finditer(r"\d|(?<=[第、，有近共达])[一二三四五六七八九]", text)]
    if not places:
        return None
    at = chance.choice(places)
    digits = "123456789" if text[at].isdecimal() else NUMERALS
    return text[:at] + chance.choice([one for one in digits if one != text[at]]) + text[at + 1 :]


def _clauses(text: str) -> list[str]:
    return re.split("(?<=[，；])", text)


def _dropped_clause(text: str, chance: random.Random) -> str | None:
    parts = _clauses(text)
    if len(parts) < 3:
        return None
    del parts[chance.randrange(1, len(parts) - 1)]
    return "".join(parts)


def _swapped(text: str, chance: random.Random) -> str | None:
    parts = _clauses(text)
    if len(parts) < 3:
        return None
    at = chance.randrange(len(parts) - 2)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return "".join(parts)


def _dropped_letter(text: str, chance: random.Random) -> str | None:
    places = [n for n, letter in enumerate(text) if letter.isalpha()]
    if not places:
        return None
    at = chance.choice(places)
    return text[:at] + text[at + 1 :]


def _added(text: str, chance: random.Random) -> str | None:
    places = [match.end() for match in re.finditer("[，；、]", text)] or [len(text) // 2]
    at = chance.choice(places)
    return text[:at] + chance.choice(ADDED) + text[at:]


def _punctuation(text: str, chance: random.Random) -> str | None:
    places = [n for n, letter in enumerate(text[:-1]) if letter in PUNCTUATION and n]
    if not places:
        return None
    at = chance.choice(places)
    return text[:at] + chance.choice(PUNCTUATION[text[at]]) + text[at + 1 :]


def _as_it_stands(text: str, _: random.Random) -> str:
    return text


def _traditional(text: str, _: random.Random) -> str:
    from index.text.script import display

    return display(text, "traditional")


def _other_width(text: str, _: random.Random) -> str:
    return re.sub(r"[0-9A-Za-z,;:%]", lambda found: chr(ord(found[0]) + 0xFEE0), text).replace("，", ",")


def _pinyin(text: str, chance: random.Random) -> str | None:
    places = [n for n, letter in enumerate(text) if letter in JUNK]
    if not places:
        return None
    at = chance.choice(places)
    return f"{text[: at + 1]}({JUNK[text[at]]}){text[at + 1 :]}"


def _spaced(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text) - 1)
    return f"{text[:at]} {text[at:]}"


def _ended_outside(text: str, _: random.Random) -> str:
    return text.rstrip("。！？；")


ALTERED: dict[str, Change] = {
    "confused": _confused,
    "number": _number,
    "dropped clause": _dropped_clause,
    "swapped": _swapped,
    "dropped letter": _dropped_letter,
    "added": _added,
    "punctuation": _punctuation,
}
SAME: dict[str, Change] = {
    "as it stands": _as_it_stands,
    "traditional": _traditional,
    "width": _other_width,
    "pinyin": _pinyin,
    "space": _spaced,
    "ended outside": _ended_outside,
}
_MARKS = re.compile("[“”‘’「」『』\"'《》〈〉（）()\\[\\]…]|—{2}|\n")


def quotable(text: str) -> list[str]:
    """The sentences of a text that have no marks of their own: whole ones, between 16 and 120 characters."""
    found = re.split("(?<=[。！？])|\n", text)
    return [one.strip() for one in found if 16 <= len(one.strip()) <= 120 and not _MARKS.search(one.strip())]


def quotations(sentences: list[str], count: int, changes: dict[str, Change], seed: int) -> list[Quotation]:
    """``count`` quotations of them, changed in each of some ways as often."""
    chance = random.Random(seed)
    made: list[Quotation] = []
    for how, change in changes.items():
        changed = (
            Quotation(text, original, how, changes is ALTERED)
            for original in chance.choices(sentences, k=100 * count)
            if (text := change(original, chance)) is not None and (text != original or how == "as it stands")
        )
        made += islice(changed, count // len(changes) + 1)
    chance.shuffle(made)
    return made[:count]


def draft_of(made: list[Quotation]) -> str:
    """A draft that has each quotation in a line of its own."""
    return "".join(f"有关文件指出：“{one.text}”\n" for one in made)
