"""Dates that a text states about itself: issue numbers, page dates, datelines, signatures, days of
speeches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.collect.metadata.facts import Facts
from index.collect.shapes import is_label
from index.collect.tables import rows
from index.errors import N_
from index.text.fold import fold

Kind = Literal["issue", "document", "page", "header", "signature", "speech"]
_FULL = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[-./])\s*([0-9]{1,2})\s*(?:月|[-./])\s*([0-9]{1,2})(?![0-9])"
)
_MONTH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年\s*([0-9]{1,2})\s*月(?!\s*[0-9]{1,2}\s*日)")
_HAN_DATE = re.compile(
    r"(二[〇零○o0]..)年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_ISSUE = re.compile(
    r"(?P<journal>[\u3400-\u9fff·]{2,14}?)?\s*[》)]?\s*[(,]?\s*(?P<year>(?:19"
    r"|20)[0-9]{2})\s*年?\s*[,.]?\s*(?:第\s*)?(?P<issue>[0-9]{1,2})(?:[-/、][0-9]{1,2})?\s*期"
)
_DOCUMENT = re.compile(r"^(?:成文|印发|制发|签发|发文)(?:时间|日期)")
_DIGITS = {
    "〇": "0",
    "零": "0",
    "○": "0",
    "o": "0",
    "0": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A date (``2021``, ``2021-10`` or ``2021-10-03``) that the text states of itself, and where."""

    value: str
    kind: Kind
    reason: str


def stated(facts: Facts) -> list[Stated]:
    """The dates in the lines about the text, in reading order."""
    found: list[Stated] = []
    first, last = facts.first_prose, facts.last_prose
    title = next((i for i, block in enumerate(facts.blocks) if block.kind == "title"), 0)
    for index, block in enumerate(facts.blocks):
        if block.kind == "subtitle" or (
            block.kind == "byline" and index < first and block.key.startswith("-")
        ):
            found += [Stated(value, "speech", N_("its subtitle says when")) for value in days(block.key)]
        elif block.kind in ("byline", "note"):
            key = block.key.strip()
            if issue := _issue(key):
                found.append(Stated(issue, "issue", N_("issue of a journal")))
                continue
            before = facts.blocks[index - 1] if index else None
            label = before.key if before is not None and is_label(before) else ""
            for value in days(key):
                if _DOCUMENT.match(key) or _DOCUMENT.match(label):
                    found.append(Stated(value, "document", N_("the day the document bears")))
                elif (index > last or (index > first and block.kind == "byline")) and re.fullmatch(
                    r"[\s()0-9年月日.\-/二〇零○o一三四五六七八九十]+", key
                ):
                    found.append(Stated(value, "signature", N_("the day below the text")))
                elif index < title and re.fullmatch(r"[\s()0-9年月日.\-/【】\[\]星期一二三四五六]+", key):
                    found.append(Stated(value, "header", N_("a day alone above the title")))
                elif block.kind == "byline" or re.search(r"来源|原载|转载|摘|报|刊", key):
                    found.append(Stated(value, "page", N_("the day in a line about the text")))
    return found


def days(key: str) -> Iterator[str]:
    """Dates in a folded line: days, else months, written with digits or characters."""
    some = False
    for match in _FULL.finditer(key):
        if value := iso(int(match[1]), int(match[2]), int(match[3])):
            some = True
            yield value
    for match in _HAN_DATE.finditer(key):
        year = "".join(_DIGITS.get(c, "?") for c in match[1])
        if year.isdigit() and (
            value := iso(int(year), _number(match[2]), _number(match[3]) if match[3] else None)
        ):
            some = True
            yield value
    if not some:
        for match in _MONTH.finditer(key):
            if value := iso(int(match[1]), int(match[2])):
                yield value


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO form as precise as given; ``None`` for a day that does not exist."""
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    long = (
        29
        if month == 2 and year % 4 == 0 and (year % 100 or year % 400 == 0)
        else (28, 30, 31)[0 if month == 2 else 1 if month in (4, 6, 9, 11) else 2]
    )
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= long else None


def _number(text: str) -> int:
    if text.startswith("十"):
        return 10 + int(_DIGITS.get(text[1:], "0") or 0)
    head, _, tail = text.partition("十")
    value = int(_DIGITS.get(head, "0"))
    return value * 10 + int(_DIGITS.get(tail, "0") or 0) if "十" in text else value


@cache
def _rhythm() -> dict[str, int]:
    return {fold(name): int(count) for name, count in rows("collect", "journals.tsv")}


def _issue(key: str) -> str | None:
    """The month of a journal's issue: issue 10 of a monthly is of October; a weekly gives the year only."""
    match = _ISSUE.search(key)
    if match is None:
        return None
    journal = re.sub(r"^(?:摘自|原载|载|转载自|选自|来自|刊于|来源)", "", match["journal"] or "")
    year, issue, rhythm = int(match["year"]), int(match["issue"]), _rhythm().get(journal, 1)
    if rhythm >= 4 or issue < 1:
        return iso(year)
    month = (issue + rhythm - 1) // rhythm
    return iso(year, month) if month <= 12 else iso(year)
