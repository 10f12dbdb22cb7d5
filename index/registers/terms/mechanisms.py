"""The mechanisms of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import StoredText
from index.registers.model import MechanismMention
from index.registers.terms.marked import Marked, marked
from index.registers.terms.named import Named, letters
from index.registers.terms.numerics import is_numeric
from index.registers.terms.plain import plain
from index.registers.terms.tables import curated_letters
from index.text.fold import fold
from index.text.segment import tagged

_RUN = re.compile(r"[^\W_]+")
_PART = 3
_LOOSE = frozenset({"党建+", "做法"})
"""Kinds of what no head noun names: elsewhere in the text one may (“党建+网格”模式)."""
_NEXT = 6
"""Characters in which the next word stands."""
_ALONE = 4
"""Letters that name a mechanism without its head noun, where that is not near."""


def mechanisms_of(stored: StoredText) -> tuple[MechanismMention, ...]:
    """The named practices, schemes, brands, campaigns and institutions of the text, in order.

    A name in marks is one by the head noun that it leads to (“1263”机制), ends with (“猎狐行动”) or stands
    behind (品牌“…”), or by the verb whose object it is (推出“…”); without marks by its verb and head noun.
    Figures of speech and emphasis are none. A curated formula is one where a head noun makes an institution
    of it (“四强”党支部, “第一议题”制度), and stays a formula beside it; “三会一课”制度 stays a formula alone.
    What a text has named in full it may go on to name by less (“合力攻坚”): such mentions are ``short``.
    """
    folded = fold(stored.text)
    return mechanisms_in(stored.text, folded, *marked(folded))


def mechanisms_in(
    text: str, folded: str, quoted: tuple[Marked, ...], listed: tuple[Named, ...]
) -> tuple[MechanismMention, ...]:
    """The same from what ``marked`` finds in the folded text."""
    found = [*(one.found for one in quoted if one.found), *listed]
    short = dict(_shorts(folded, quoted, found))
    places = {(one.start, one.end) for one in short}
    found = [one for one in found if (one.start, one.end) not in places]
    taken = [(one.start, one.end) for one in (*found, *short)]
    found += plain(folded, taken)
    by_place = {(one.start, one.end): (one, one, False) for one in found}
    by_place |= {(one.start, one.end): (one, full, True) for one, full in short.items()}
    return tuple(
        MechanismMention(
            name=text[full.start : full.end],
            core="".join(_RUN.findall(folded[slice(*full.core)])),
            type=full.type,
            start=start,
            end=end,
            text=text[start:end],
            short=is_short,
        )
        for (start, end), (_, full, is_short) in sorted(by_place.items())
    )


def _shorts(folded: str, quoted: tuple[Marked, ...], found: list[Named]) -> Iterator[tuple[Named, Named]]:
    """Mentions in marks of what is named in full elsewhere in the text: its own part, or a half of it."""
    names: dict[str, list[Named]] = {}
    for one in sorted(found, key=lambda one: one.type in _LOOSE):
        core = folded[slice(*one.core)]
        if letters(core) in curated_letters():
            continue
        parts = [core, *(part for part in core.split("·") if len(part) >= _PART and part != core)]
        for part in parts:
            if one.type not in _LOOSE or part not in names:
                names.setdefault(part, []).append(one)
    for mark in quoted:
        if mark.found is None or mark.found.type in _LOOSE:
            full = _meant(folded, names.get(folded[mark.start + 1 : mark.end - 1], []), mark.start)
            if full is None or full is mark.found or _is_common(folded, full):
                continue
            if not _calls_another(folded, mark.end, full):
                yield full._replace(start=mark.start, end=mark.end), full


def _meant(folded: str, known: list[Named], at: int) -> Named | None:
    """Which of the mechanisms that a name is a part of it means at ``at``: the last named, if any is.

    What is a half of several names none; what is the own part of a brand and of a method names the one
    that the text spoke of last. A number is a formula where several things are called by it.
    """
    cores = {folded[slice(*one.core)] for one in known}
    kinds = {one.type for one in known}
    if len(cores) != 1 or (len(kinds) > 1 and is_numeric(cores.pop())):
        return None
    return max(known, key=lambda one: (one.start < at, one.start if one.start < at else -one.start))


def _calls_another(folded: str, end: int, full: Named) -> bool:
    """Whether a short name is that of somebody or something else here: “莎姐”热线, and the “莎姐”检察官."""
    if full.core[1] - full.core[0] >= _ALONE or not folded[end : end + 1].isalpha():
        return False
    return tagged(folded[end : end + _NEXT])[0][2].startswith("n")


def _is_common(folded: str, full: Named) -> bool:
    """Whether what is its own in a name is too short to name it alone: 大扫除 in “大扫除”专项整治行动."""
    start, end = full.core
    return end - start < _ALONE and not is_numeric(folded[start:end]) and full.end - end > _ALONE
