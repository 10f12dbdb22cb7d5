"""What holds digits and is no quantity: dates, ordinals, issues, codes and names.

Works on folded text; nothing changes its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache

from index.registers.paired import line_pairs
from index.registers.terms.curated import formulae
from index.text.fold import fold

NUL = "\0"
_HAN = "零〇○一二三四五六七八九十"
_YEAR = r"(?:(?:18|19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})"
_MONTH = rf"(?:\d{{1,2}}|(?:十[一二]?|[{_HAN}]))[ ]?月"
_DAY = rf"(?:\d{{1,2}}|[二三]?十?[{_HAN}])[ ]?[日号](?![a-z\d])"

DATE = re.compile(
    rf"""(?=[\d{_HAN}])(?:
    (?P<year>{_YEAR})(?:[ ]?[-~至到][ ]?(?:{_YEAR}|\d\d))?[ ]?年度?
      (?:[ ]?(?P<month>{_MONTH})(?:份|底|初)?(?:[ ]?(?P<day>{_DAY}))?)?
    | (?P<short>{_MONTH})份?(?:[ ]?(?P<shortday>{_DAY}))?(?![\da-z])
    | (?P<loneday>(?<![\d.第十]){_DAY})
    )""",
    re.VERBOSE,
)
"""A date in a sentence; ``loneday`` a day whose month stands before."""
DATE_STARTS = re.compile(rf"[\d{_HAN}](?=[\d{_HAN} ~至到-]*[年月日号])")
"""Where a ``DATE`` may begin."""

_NUMERAL = rf"[\d{_HAN}百千万两]"
# A number before these counts; inside of a number few of the alternatives begin. No look goes on without end.
_NONE_STARTS = re.compile(
    rf"[\d{_HAN}百千万两a-z上下中晚凌早第〔\[(年总前+](?:"
    r"(?<=\d)(?:(?<!\d\d)(?![\d,.]{0,24}[人名件项次个场万亿余元家户%])|(?<=\d\d)(?=\d{0,3}[^\d,人名件项次个场万亿余元家户%]))"
    rf"|(?<=[{_HAN}百千万两])|(?<=[a-z])(?=[a-z]{{0,24}}-?\d|ttp|ww)"
    rf"|(?<=[上下中])(?=午)|(?<=[晚凌早])|(?<=[第前])(?={_NUMERAL})|(?<=[〔\[(总+])(?=\d)"
    r"|(?<=年)(?=[ ]?总?\d))"
)
_NONE = re.compile(
    rf"""(?:
    (?:18|19|20)\d\d(?:[-/]\d{{1,2}}){{1,2}}(?!\d)          # 2021-07-01
    | (?:18|19|20)\d\d\.\d{{1,2}}\.\d{{1,2}}(?![\d.])
    | \d{{1,2}}:\d\d(?::\d\d)?                              # 9:30
    | \d{{1,2}}点(?:\d{{1,2}}分|半|许|整|钟)
    | \d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+ | \d+[×x*]\d+(?:小时)?   # 2.5:1, 7x24
    | (?:\d{{1,2}}|[{_HAN}]{{1,3}})时(?:\d{{1,2}}分|许|整|半)?(?!间|候|代)
    | (?:上午|下午|中午|晚上?|凌晨|早上?)(?:\d{{1,2}}|[{_HAN}]{{1,3}})[时点](?:\d{{1,2}}分|半|许|整)?
    | (?:\d{{1,4}}|[{_HAN}]{{1,4}})(?:世纪)(?:[\d{_HAN}]{{2,3}}年代)?
    | (?:\d{{2,4}}|[{_HAN}]{{1,4}})年代
    | 第[\d{_HAN}百千万两]+                                 # ordinals; what follows is no unit
      (?:[./-]\d+)*(?:届|期|号|版|条|款|项|次|批|个|季度|名|位|轮|场|年|天|章|节|篇|单元|部分|季)?
    | [〔\[(]\d{{4}}[〕\])](?:第?\d+号)?                    # the year and number of an official paper
    | 年[ ]?(?:总)?\d+期 | 总\d+期                           # issues
    | \d+[ ]?号(?![召码称]) | [{_HAN}百]+号(?![召码称])
    | [{_HAN}]+次(?:、[{_HAN}]+次)*(?=全会|会议|全体|代表大会|党代会|大会)     # meetings
    | (?<![提目当之以此])前(?:[\d百千]+|[{_HAN}]{{1,3}})(?:名|位|强|列|甲|个月|季度)
    | (?<![提目当之以此])前(?:[{_HAN}]|\d{{1,2}})(?![\d{_HAN}.年天月期个年次批场条项件%百千万])
    | [{_HAN}百]+届 | \d+届(?=[一二三四五六七]中|中央|全国人)
    | [a-z]+[-]?\d+(?:\.\d+)?[a-z]* | \d+(?:\.\d+)?[a-z]+(?![a-z%])(?<!\dkm)(?<!\dkg)    # g20, 5g
    | \d+(?:[·+]\w+)+ | (?<![一-鿿])\+\d+ | \+\d+(?![\d个名人部家支项所场期])     # 7·9, 1+n
    | \d(?:\.\d+){{1,4}}版 | \d\.0(?![\d%万亿]|个百分点)
    | [\d]{{2}}后(?![续来面期勤备])                         # 80后
    | https?://\S+ | www\.\S+ | \d{{3,4}}-\d{{7,8}} | \d{{11,}}
    | (?<![\d.{_HAN}百千万亿])(?:
      一(?:把手|带一路|岗双责|窗|站式|国两制|盘棋|线|把|起|直|致|体|切|般|些|律|同|定|样|方面|系列|批批|项项|件件|个个)
    | 万(?:一|众|家|里|物|象|事|无|千|古|岁|分|万不)
    | 千(?:方百计|军万马|家万户|万(?![元人吨亩字户余多美平公])|秋|里|斤重担|头万绪|山万水|锤百炼)
    | 八项规定 | 百(?:姓|年|业|科|般|花|废|舸|尺|折|感|强|思|家争鸣|炼) | 十(?:分|足|堰|字|全))
    | (?:\d+|[{_HAN}百千]+)周年                                # an event that is kept
    | [{_HAN}]+天当[作成]?[{_HAN}两]+天   # turns of phrase
    | [两三四五六七八九十]篇大?文章 | [一千万]+道一[千万]
    | [两三]步并[作成]?一步 | 三天两头
    | (?:(?<=今明)|(?<=[这近连]))[两三]天 | 两条腿走路 | 十个指头
    | 三明|五台山|七台河|三台县|五家渠|三门(?=县)|万年县|四川
    | 六盘水|九江|六安|三亚|三门峡|五指山|九寨沟|百色|千岛湖|万州|万宁
    | 八一|五四|七一|十一(?:期间|假期|黄金周)|两会
    | [{_HAN}]{{1,3}}[、-][{_HAN}]{{1,3}}(?:线|事变|运动)
    )""",
    re.VERBOSE,
)
# What stands in a name: behind 三年, 百日, 千人, 30条.
_NAMED_STARTS = re.compile(
    "[\\d零〇一二两三四五六七八九十百千万](?=[\\d零〇一二两三四五六七八九十百千万]*[年日天人村企星])"
)
_NAMED = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万]+(?:年|日|天|人|村|企|星)(?:[一-鿿]{0,2})"
    r"(?:行动|计划|规划|攻坚|工程|大会战|评议|大走访|论坛|战役|奖章|体系建设|机制)"
)
_SENTENCE_MARKS = frozenset("。!?;,:…")
NAME = 15
"""Marks that hold so many characters and no comma or stop hold a name, as a rule, or a turn of phrase."""

SUM = 40
"""The same of what is added up with plus signs."""


def masked(bare: str, may_count: re.Pattern[str]) -> str:
    """An ``unnamed`` text with what holds digits and counts nothing overwritten by NUL; of the same length.

    Clauses in which ``may_count`` finds nothing hold no quantity: they are overwritten as they are.
    """
    kept: list[str] = []
    at = 0
    while maybe := may_count.search(bare, at):
        start, end = clause_at(bare, maybe.start())
        kept += (NUL * (start - at), bare[start:end])
        at = end
    text = "".join([*kept, NUL * (len(bare) - at)])
    for starts, pattern in _nothing():
        text = _overwritten(text, starts, pattern)
    return text


def clause_at(text: str, place: int) -> tuple[int, int]:
    """The clause of a place, with the marks that end it: no quantity, date or name goes over one of them."""
    ends = _clause_ends(text)
    number = bisect_right(ends, place)
    return ends[number - 1] if number else 0, ends[number] if number < len(ends) else len(text)


@lru_cache(maxsize=2)
def _clause_ends(text: str) -> list[int]:
    return [mark.end() for mark in _END.finditer(text)]


_END = re.compile("[。!?;\n]+")


def matches(
    starts: re.Pattern[str], pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What ``pattern`` finds in ``text[start:end]``, if it begins where ``starts`` finds something.

    A pattern of many alternatives is slow to search for; one that begins with one class of characters is not.
    """
    at = start
    for maybe in starts.finditer(text, start, end):
        place = maybe.start()
        if place >= at and (match := pattern.match(text, place, end)):
            yield match
            at = match.end()


def _overwritten(text: str, starts: re.Pattern[str], pattern: re.Pattern[str]) -> str:
    kept: list[str] = []
    at = 0
    for match in matches(starts, pattern, text, 0, len(text)):
        start, end = match.span()
        kept += (text[at:start], NUL * (end - start))
        at = end
    return "".join([*kept, text[at:]])


@cache
def _nothing() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What counts nothing, each with where it may begin, in the order in which it goes before others."""
    return (
        (_NONE_STARTS, _NONE),
        (DATE_STARTS, DATE),
        (_NAMED_STARTS, _NAMED),
        (re.compile(f"[{_COUNTS}]"), _formulae()),
    )


@cache
def _formulae() -> re.Pattern[str]:
    """Set formulae that begin with a number, where they stand without marks (两个维护)."""
    names = {fold(name) for formula in formulae() for name in (formula.term, *formula.variants)}
    counted = sorted((name for name in names if len(name) > 2 and name[0] in _COUNTS), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, counted)))


_COUNTS = "两三四五六七八九十"


@lru_cache(maxsize=4)
def unnamed(folded: str) -> str:
    """``folded`` without what stands in title marks, and in quotation marks as a name; of the same length."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(_named(folded)):
        if end > at:
            start = max(start, at)
            kept += (folded[at:start], NUL * (end - start))
            at = end
    return "".join([*kept, folded[at:]])


def _named(folded: str) -> Iterator[tuple[int, int]]:
    """What stands in title marks, and in quotation marks as a name."""
    for start, end in line_pairs(folded):
        inside = folded[start + 1 : end]
        # “1名领导+1个部门+1名联络员”机制: who makes it up, in a name.
        is_name = len(inside) <= (SUM if "+" in inside else NAME) and _SENTENCE_MARKS.isdisjoint(inside)
        if is_name or folded[start] in "《〈":
            yield start + 1, end
