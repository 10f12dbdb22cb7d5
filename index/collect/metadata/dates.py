"""The date of a text: as it states it, or, marked as inferred, as its contents bound it.

A date of itself (issue, page, signature) is taken as it stands. Without one, in this order: an event that
is taking
place as the text speaks (党的二十大正在召开); the day of the speech that the subtitle names; the year in
the title;
then the bounds of datable terms and years (``data/gazetteer/datable.tsv``): the text is younger than the
newest thing
it knows, and older than the wording that is missing from it. Where these leave more than one year, it is
unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.collect.gazetteer import campaigns
from index.collect.heads import Heads
from index.collect.metadata.addresses import day_in
from index.collect.metadata.facts import Facts
from index.collect.metadata.openings import (
    YEAR,
    anniversary,
    begun,
    clocked,
    may_be_of,
    opening,
    with_opening,
)
from index.collect.metadata.printed import Kind, Stated, days, stated
from index.collect.tables import rows
from index.errors import N_
from index.model import DatePrecision
from index.text.fold import fold

_QUOTES = "“”‘’「」『』\"'《》〈〉 \u3000"
# 2023年,是全面贯彻…的开局之年: the year that the text speaks from.
_OWN_YEAR = re.compile(r"^,?\s*(?:对.{0,12}来说,?)?是.{2,60}?(?:之年|一年)")
# 2023年党建工作综述, 2023年工作会议: of that year. 2023年我国粮食产量: of the next one, or any later.
_OF_YEAR = re.compile(
    r"会议|大会|全会|报告|要点|计划|方案|安排|部署|通知|通报|公告|培训|论坛|竞赛|比赛|综述|纪实|侧记|巡礼|回眸|掠影|总结"
    r"|活动|行动|工作"
)
_NOW = r"(?:正在|正)(?:.{0,6})召开|(?:胜利|隆重)?(?:召开|开幕)之际|(?:胜利|隆重)召开期间"
_CITED = re.compile(r"(?:大会)?上的?(?:重要)?讲话(?:中|时)?[^。,]{0,4}(?:指出|强调|提出)")
_BEFORE = re.compile(r"(?:喜迎|迎接|迎)(?:中国共产党|党的)?((?:第?十[七八九]|第?二十)(?:次全国代表)?大)")
_PERIOD = re.compile(r"(?:近|过去|这)?([五十5]|10)年来|(?:过去|这)([五十])年")
_CONGRESS_SINCE = re.compile(r"(十[七八九]|二十)大以来")
_CONGRESSES = {"十七": (2007, 10), "十八": (2012, 11), "十九": (2017, 10), "二十": (2022, 10)}


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a text with its precision, the day of a reposting site, and whether the date was
    inferred.
    """

    date: str | None = None
    precision: DatePrecision = "none"
    posted: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Datable:
    """A term or event of the table; months as ``year * 12 + month - 1``."""

    kind: str
    term: str
    first: int
    last: int | None
    day: str


@cache
def datables() -> tuple[Datable, ...]:
    """The datable terms and events, folded and without quotation marks."""
    return tuple(
        Datable(kind, _unquoted(fold(term)), _month(first), None if last == "-" else _month(last), first)
        for kind, term, first, last in rows("collect", "datable.tsv")
    )


def _unquoted(text: str) -> str:
    """``text`` without quotation marks and spaces; a replacement at a time is quicker than ``translate``."""
    for mark in _QUOTES:
        text = text.replace(mark, "")
    return text


def _month(value: str) -> int:
    return int(value[:4]) * 12 + int(value[5:7]) - 1


def _as_date(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"


def precision_of(value: str | None) -> DatePrecision:
    """``day``, ``month``, ``year`` or ``none`` by the length of an ISO date."""
    return "none" if value is None else "year" if len(value) == 4 else "month" if len(value) == 7 else "day"


def date_of(facts: Facts) -> Dated:
    """The date of the text; ``Dated()`` where nothing dates it safely."""
    found = stated(facts)
    for item in found:
        facts.note("date", item.value, _RANKS[item.kind], item.reason)
    found += _told(facts)
    taken, posted = _printed(found)
    told = next((day for _, clue in facts.clue("posted") for day in days(clue.value)), None)
    if stated_day := facts.stated("date"):
        taken = next(iter(days(stated_day)), stated_day if _ISO.match(stated_day) else taken)
        posted = told
    if told is not None:
        posted = told if taken is None or told[: len(taken)] >= taken else posted
    if posted is not None:
        facts.note("posted", posted, 9.0, N_("a page date beside the date of the text itself"))
    if taken is not None:
        return Dated(taken, precision_of(taken), posted if posted != taken else None, False)
    inferred = _inferred(facts, [item.value for item in found if item.kind == "speech"])
    if inferred is None:
        weak = (day for _, clue in facts.clue("date") for day in days(clue.value))
        inferred = next(weak, None)
    return Dated(inferred, precision_of(inferred), posted, inferred is not None)


# A day that belongs to the text itself, by the first of these; then a day of the page, by the highest.
_OWN: tuple[Kind, ...] = ("issue", "document", "original", "signature")
_RANKS: dict[Kind, float] = {
    **dict.fromkeys(_OWN, 9.5),
    "page": 9.0,
    "header": 7.0,
    "updated": 6.5,
    "address": 6.0,
    "speech": 5.0,
}
_ISO = re.compile(r"(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}$")
_LATE = 11
# What a format states below this says when a file was made rather than when its text came out.
_WEAK = 5.0
# Above this it is the word of who made a table.
_SURE = 10.0


def _told(facts: Facts) -> list[Stated]:
    """What the format of the file and the address of the page say, as days of the page."""
    found: list[Stated] = []
    for rank, clue in facts.clue("date"):
        for day in list(days(clue.value))[:1]:
            facts.note("date", day, rank, clue.reason)
            if rank >= _WEAK:
                kind: Kind = "page" if rank >= _RANKS["header"] else "address"
                if _RANKS["document"] < rank <= _SURE:
                    kind = "document"
                found.append(Stated(day, kind, clue.reason))
    for filed in filter(None, map(day_in, facts.addresses())):
        facts.note("date", filed, _RANKS["address"], N_("in the address of the page"))
        found.append(Stated(filed, "address", N_("in the address of the page")))
    return found


def _printed(found: list[Stated]) -> tuple[str | None, str | None]:
    """The date that the publication bears, and the reposting page's day where there are both."""
    own = [item.value for kind in _OWN for item in found if item.kind == kind]
    # A page's clock above the title gives way to a day that a line below it states.
    kinds = sorted((kind for kind in _RANKS if kind not in (*_OWN, "speech")), key=lambda kind: -_RANKS[kind])
    pages = [item.value for kind in kinds for item in found if item.kind == kind]
    if own:
        page = next((value for value in pages if value != own[0]), None)
        # An issue is counted as of a month; its journal may not be a monthly.
        issue = any(item.kind == "issue" for item in found)
        least = own[0][:4] if issue else own[0]
        return own[0], page if page is not None and page >= least else None
    return (pages[0], None) if pages else (None, None)


def _inferred(facts: Facts, speeches: list[str]) -> str | None:
    text = _unquoted("\n".join(block.key for block in facts.blocks))
    for event in _events():
        if event.term in text and re.search(re.escape(event.term) + f"(?:{_NOW})", text):
            value = _as_date(event.first)
            facts.note("date", f"{value}: {event.term}", 4.0, N_("this is taking place as the text speaks"))
            return value
    if speeches:
        return speeches[0]
    low, high = _bounds(facts, text)
    years = {
        int(match[1]): block.key[match.end() :]
        for block in facts.titles
        for match in YEAR.finditer(block.key)
    }
    own = _own_year(facts)
    titled = own in years or any(map(_OF_YEAR.search, years.values()))
    if len(years) == 1 and titled and may_be_of(facts, min(years), low):
        year = min(years)
        facts.note("date", str(year), 4.0, N_("the title names the year"))
        opened = opening(facts, text)
        if opened is not None and opened[0] <= 2:
            return str(year)  # what is told in January is often the year before
        return with_opening(facts, text, year, low, high)
    if high is not None and low is not None and high < low:
        high = None
    if (day := begun(facts, low)) is not None:
        return day
    for named, reason in (
        (own, N_("the text calls the year its own as it begins")),
        (_campaign_year(text), N_("a campaign of that year is of this year to the text")),
        (_ending_year(facts, text), N_("the year that ends as the text speaks of the next")),
    ):
        if (
            named is not None
            and (low is None or named * 12 + 11 >= low)
            and (high is None or named * 12 <= high)
        ):
            facts.note("date", str(named), 3.0, reason)
            return with_opening(facts, text, named, low, high)
    if (day := clocked(facts, low)) is not None:
        return day
    year_counted = _counted("\n".join(block.key for block in facts.prose[:3]))
    if year_counted is not None and (low is None or year_counted * 12 + 11 >= low):
        facts.note("date", str(year_counted), 2.5, N_("the years counted since a congress"))
        if high is None or year_counted * 12 <= high:
            return with_opening(facts, text, year_counted, low, high)
    if (year_of := anniversary(facts)) is not None and (low is None or int(year_of) * 12 + 11 >= low):
        return with_opening(facts, text, int(year_of), low, high)
    if low is not None and high is not None:
        candidates = range(low // 12, high // 12 + 1)
        if (opened := opening(facts, text)) is not None:
            fitting = [year for year in candidates if low <= year * 12 + opened[0] - 1 <= high]
        else:
            fitting = list(candidates)
        if len(fitting) == 1:
            facts.note("date", str(fitting[0]), 2.5, N_("the only year between the bounds"))
            return with_opening(facts, text, fitting[0], low, high)
    return None


@cache
def _events() -> tuple[Datable, ...]:
    return tuple(item for item in datables() if item.kind == "event")


@cache
def _term_heads() -> Heads:
    return Heads(unquoted for _, unquoted, _, _ in _terms())


@cache
def _terms() -> tuple[tuple[str, str, int, int | None], ...]:
    """Datable terms and campaigns: as they are told, as they are looked for, first and last month."""
    terms = [
        (item.term, _known_from(item), item.last if item.kind == "term" else None) for item in datables()
    ]
    terms += [
        (name, _month(first), _month(last) if last else None) for name, (first, last) in campaigns().items()
    ]
    return tuple((term, _unquoted(term), first, last) for term, first, last in terms)


def _known_from(item: Datable) -> int:
    """The month from which texts know a term; anniversaries are spoken of in the year before."""
    return item.first - 12 if item.term.endswith("周年") else item.first


def _bounds(facts: Facts, text: str) -> tuple[int | None, int | None]:
    """First and last month that the wording allows."""
    lows: list[tuple[int, str]] = []
    highs: list[tuple[int, str]] = []
    without = _BEFORE.sub("", text)  # 喜迎二十大 is older than the congress
    heads = {without[place : place + 2] for place in _term_heads().places(without)}
    for term, unquoted, first, last in _terms():
        if unquoted[:2] in heads and unquoted in without:
            lows.append((first, term))
            if last is not None and not _only_cited(without, unquoted):
                highs.append((last, term))
    for match in _BEFORE.finditer(text):
        number = match[1].removeprefix("第")[:2]
        if number in _CONGRESSES:
            year, month = _CONGRESSES[number]
            lows.append((year * 12 - 2, match[0]))
            highs.append((year * 12 + month - 1, match[0]))
    low, high = max(lows, default=None), min(highs, default=None)
    if low:
        facts.note("date", f"{_as_date(low[0])}..: {low[1]}", 1.0, N_("this term is not older"))
    if high:
        facts.note(
            "date",
            f"..{_as_date(high[0])}: {high[1]}",
            1.0,
            N_("this term is not younger"),
        )
    return low[0] if low else None, high[0] if high else None


def _only_cited(text: str, term: str) -> bool:
    """Whether a term stands only where a speech of that occasion is cited: any later text may do so."""
    return "讲话" in text and all(
        _CITED.match(text, match.end()) for match in re.finditer(re.escape(term), text)
    )


# 2025年全国两会精神 is studied in that year.
_SESSIONS = re.compile(r"(20[0-9]{2})年全国[“\"]?两会")


def _own_year(facts: Facts) -> int | None:
    """The year that the text calls its own as it begins: 2023年，是…开局之年. Others may be past."""
    if sessions := {int(year) for block in facts.prose[:3] for year in _SESSIONS.findall(block.key)}:
        return sessions.pop() if len(sessions) == 1 else None
    for block in facts.prose[:3]:
        for match in YEAR.finditer(block.key):
            if _OWN_YEAR.match(block.key[match.end() :]):
                year = int(match[1])
                # 总结好2018年、谋划好2019年工作: the one that has begun is the other.
                ahead = re.compile(rf"{year + 1}年的?(?:政府|党建)?(?:工作|任务|主要任务|目标任务|民生实事)")
                return year + 1 if any(ahead.search(later.key) for later in facts.prose) else year
    return None


def _campaign_year(text: str) -> int | None:
    """The year of the newest campaign that a sentence places in this year (开展…主题教育，是今年的任务)."""
    if "今年" not in text:
        return None
    sentences = [sentence for sentence in re.split(r"[。\n]", text) if "今年" in sentence]
    years = [
        item.first // 12
        for item in datables()
        if item.kind == "campaign" and any(item.term in sentence for sentence in sentences)
    ]
    return max(years, default=None)


def _ending_year(facts: Facts, text: str) -> int | None:
    """The only year that a report of November or December names which speaks of what is to be done 明年."""
    years = {int(match[1]) for block in facts.blocks for match in YEAR.finditer(block.key)}
    opened = opening(facts, text) if "明年" in text and len(years) == 1 else None
    return min(years) if opened is not None and opened[0] >= _LATE else None


def _counted(text: str) -> int | None:
    """十八大以来 with 近五年来 is of 2017: a congress and the years since it, where only one congress is
    counted from.
    """
    congresses = set(_CONGRESS_SINCE.findall(text))
    spans = {5 if (match[1] or match[2]) in ("五", "5") else 10 for match in _PERIOD.finditer(text)}
    if len(congresses) != 1 or len(spans) != 1:
        return None
    year, _ = _CONGRESSES[congresses.pop()]
    return year + spans.pop()
