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
from index.collect.shapes import is_label, is_passed
from index.collect.tables import rows
from index.errors import N_
from index.text.fold import fold

Kind = Literal["issue", "document", "original", "signature", "page", "header", "updated", "address", "speech"]
_FULL = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年/?|[-./])\s*([0-9]{1,2})\s*(?:月/?|[-./])\s*([0-9]{1,2})(?![0-9])"
)
# 18.10.2021
_DAY_FIRST = re.compile(r"(?<![0-9.])([0-3]?[0-9])\.([01]?[0-9])\.((?:19|20)[0-9]{2})(?![0-9.])")
# published February 24th, 2025; 24 feb 2025
_ENGLISH = re.compile(
    r"\b(?:([0-3]?[0-9])(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
    r"(?:\s+([0-3]?[0-9])(?:st|nd|rd|th)?)?,?\s+((?:19|20)[0-9]{2})\b"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# 1009-928X(2023)05-0085-04: number of the journal, year, issue, pages.
_ARTICLE_NUMBER = re.compile(
    r"[0-9]{4}-[0-9]{3}[0-9x]\s*-?\s*\(((?:19|20)[0-9]{2})\)\s*([0-9]{2})(?:\([^)]{1,4}\))?\s*-"
)
# 2023 06 / 14, or 2023 and 06/14 on two lines.
_CLOCK = re.compile(r"^((?:19|20)[0-9]{2})\s*([0-9]{2})\s*/\s*([0-9]{2})(?![/])")
# 20-07-29 17:27
_SHORT_CLOCK = re.compile(r"^([0-9]{2})-([01][0-9])-([0-3][0-9])(?=\s+[0-2]?[0-9]:[0-5][0-9](?:\s|$))")
# 14 2023-06: the day large, year and month below it
_DAY_ABOVE = re.compile(r"^([0-3]?[0-9])\s+((?:19|20)[0-9]{2})[-./](0[1-9]|1[0-2])$")
_CLOCK_YEAR, _CLOCK_DAY = re.compile(r"(?:19|20)[0-9]{2}"), re.compile(r"[0-9]{2}\s*/\s*[0-9]{2}")
# What stands right before the day on which the source had the text: 来源：某报 2021-06-30.
_OF_SOURCE = re.compile(r"(?:来源|转载?自|稿源)\s*[:/]?\s*[^\s:,;|]{2,20}\s*$")
_OF_PAGE = re.compile(r"(?:发布|发表|转载|上网|添加|上传)(?:时间|日期|于)?\s*[:/]?\s*$")
_MONTH = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*年\s*([0-9]{1,2})\s*月(?!\s*[0-9]{1,2}\s*日)"
    r"|^((?:19|20)[0-9]{2})[-./](0?[1-9]|1[0-2])$"  # 2020-09, and nothing else
)
_HAN_DATE = re.compile(
    r"(二[〇零○o0]..)年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_SPACED = re.compile(r"^\s*二\s*[〇零○o0]\s*\S\s*\S\s*年[\s一二三四五六七八九十月日]{2,14}$")
_ISSUE = re.compile(
    r"(?P<journal>[\u3400-\u9fff·]{2,14}?)?\s*(?:\([\u3400-\u9fff]{2,10}版\))?\s*[》)]?\s*[(,]?\s*(?P<year>(?:19"
    r"|20)[0-9]{2})\s*年?\s*[,.]?\s*(?:第\s*)?(?P<issue>[0-9]{1,2})(?:[-/、][0-9]{1,2})?\s*期"
)
# Only behind a label are eight digits, or a year of two, a day.
_LABELLED_DAY = re.compile(
    r"(?:时间|日期|发布|发表)\s*[:/]?\s*(?:((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])"
    r"|([0-9]{2})\s*[-年]\s*([0-9]{1,2})\s*[-月]\s*([0-9]{1,2})(?![0-9]))"
)
# What stands before a day says of whom it is.
_DOCUMENT = re.compile(r"(?:成文|印发|制发|签发|发文)(?:时间|日期)")
_IN_FORCE = re.compile(r"(?:施行|实施|生效|截止|截至)(?:时间|日期)")
_UPDATED = re.compile(r"(?:更新|修改|录入|上传|编辑|归档|采集|抓取|爬取|下载|保存)(?:时间|日期|于)")
_ORIGINAL = re.compile(r"原载|原刊|刊载?于|载于|载《|摘编?自|转载?自|选自|首发于|据《|》\s*[(,]?\s*$")
_PAGE_OF_PAPER = re.compile(r"^\s*\)?\s*[,(]?\s*(?:星期.\s*)?(?:第\s*)?[0-9a-z]{1,3}\s*版")
_MEDIUM = re.compile(r"报|网|刊|杂志|社|客户端|公众号")
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
    sourced: list[int] = []  # which of them say when the source had the text
    first, last = facts.first_prose, facts.last_prose
    title = next((i for i, block in enumerate(facts.blocks) if block.kind == "title"), 0)
    for index, block in enumerate(facts.blocks):
        if block.kind == "subtitle" or (
            block.kind == "byline" and index < first and (block.key[0] == "-" or is_passed(block))
        ):
            found += [Stated(value, "speech", N_("its subtitle says when")) for value in days(block.key)]
        elif block.kind in ("byline", "note"):
            # 二 〇 二一年二月: set apart to fill a line.
            key = block.compact if _SPACED.match(block.key) else block.key.strip()
            if issue := _issue(key):
                found.append(Stated(issue, "issue", N_("issue of a journal")))
            before = facts.blocks[index - 1] if index else None
            label = before.key if before is not None and is_label(before) else ""
            if before is not None and _CLOCK_YEAR.fullmatch(before.compact) and _CLOCK_DAY.fullmatch(key):
                key = f"{before.compact} {key}"
            below = index > last or (index > first and block.kind == "byline")
            end = 0
            for start, stop, value in _days(key):
                words = (label if end == 0 else "") + key[end:start]
                end = stop
                kind = _kind(words, key, stop, below, index < title, block.kind == "byline" or index < first)
                if issue and (len(value) < 10 or kind != "original"):
                    kind = "page" if len(value) == 10 else None  # the day of the page beside the issue
                if kind == "page" and _OF_SOURCE.search(words) and not _OF_PAGE.search(words):
                    sourced.append(len(found))
                if kind is not None:
                    found.append(Stated(value, kind, _REASONS[kind]))
    for place in sourced:
        if any(item.kind == "page" and item.value > found[place].value for item in found):
            found[place] = Stated(found[place].value, "original", _REASONS["original"])
    return found or _numbered(facts) or _named(facts)


def _numbered(facts: Facts) -> list[Stated]:
    """The issue in the number that an article bears in its journal."""
    for block in facts.blocks[:_NUMBERED_HEAD]:
        if "(" in block.key and (match := _ARTICLE_NUMBER.search(block.key)):
            issue = iso(int(match[1]), int(match[2])) or iso(int(match[1]))
            return [Stated(issue, "issue", N_("issue of a journal"))] if issue else []
    return []


def _named(facts: Facts) -> list[Stated]:
    """The day in what a database calls an article: 标题_某报_2024年11月21日A07."""
    for block in facts.of("title"):
        for part in block.key.split("_")[1:]:
            for value in days(part):
                return [Stated(value, "original", _REASONS["original"])]
    return []


_NUMBERED_HEAD = 14


_REASONS: dict[Kind, str] = {
    "document": N_("the day the document bears"),
    "original": N_("the day of the paper that it is taken from"),
    "signature": N_("the day below the text"),
    "header": N_("a day alone above the title"),
    "page": N_("the day in a line about the text"),
    "updated": N_("the day of a change, in a line about the text"),
}


def _kind(words: str, key: str, end: int, below: bool, above: bool, byline: bool) -> Kind | None:
    """Whose day it is: by the words before it, where the line stands, and whether it is nothing but a day."""
    if _IN_FORCE.search(words):
        return None
    if _DOCUMENT.search(words):
        return "document"
    if _ORIGINAL.search(words) or _PAGE_OF_PAPER.match(key[end:]) or (below and _MEDIUM.search(words)):
        return "original"
    if below and re.fullmatch(r"[\s()0-9年月日.\-/二〇零○o一三四五六七八九十]+", key):
        return "signature"
    if above and re.fullmatch(r"[\s()0-9年月日.\-/【】\[\]星期一二三四五六:]+", key):
        return "header"
    if _UPDATED.search(words):
        return "updated"
    return "page" if byline or re.search(r"来源|报|刊", key) else None


def days(key: str) -> Iterator[str]:
    """Dates in a folded line: days, else months, written with digits or characters."""
    for _, _, value in _days(key):
        yield value


def _days(key: str) -> list[tuple[int, int, str]]:
    """The same with where each stands, in order."""
    found: list[tuple[int, int, str | None]] = [
        (match.start(), match.end(), iso(int(match[1]), int(match[2]), int(match[3])))
        for match in _FULL.finditer(key)
    ]
    for match in _DAY_FIRST.finditer(key):
        found.append((match.start(), match.end(), iso(int(match[3]), int(match[2]), int(match[1]))))
    for match in _HAN_DATE.finditer(key):
        year = "".join(_DIGITS.get(c, "?") for c in match[1])
        if year.isdigit():
            value = iso(int(year), _number(match[2]), _number(match[3]) if match[3] else None)
            found.append((match.start(), match.end(), value))
    if not found and key.isascii() and (english := _ENGLISH.search(key)) and (english[1] or english[3]):
        number = _MONTHS.index(english[2][:3]) + 1
        value = iso(int(english[4]), number, int(english[1] or english[3]))
        found.append((english.start(), english.end(), value))
    if not found and (clock := _CLOCK.match(key)):
        found.append((0, clock.end(), iso(int(clock[1]), int(clock[2]), int(clock[3]))))
    if not found and (clock := _DAY_ABOVE.match(key)):
        found.append((0, clock.end(), iso(int(clock[2]), int(clock[3]), int(clock[1]))))
    if not found and (clock := _SHORT_CLOCK.match(key)):
        found.append((0, clock.end(), iso(2000 + int(clock[1]), int(clock[2]), int(clock[3]))))
    if not found:
        for match in _LABELLED_DAY.finditer(key):
            year, month, day = match.group(1, 2, 3) if match[1] else ("20" + match[4], match[5], match[6])
            value = iso(int(year), int(month), int(day))
            found.append((match.end(), match.end(), value))
    if not found:
        found = [
            (m.start(), m.end(), iso(int(m[1] or m[3]), int(m[2] or m[4]))) for m in _MONTH.finditer(key)
        ]
    return sorted((start, end, value) for start, end, value in found if value is not None)


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
