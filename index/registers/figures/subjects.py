"""What a figure counts, and what happened to it: read off the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from index.text.segment import tagger

_STOPS = frozenset("。!?;,、:\n()…")
_OPEN, _CLOSE = "“「『《‘", "”」』》’"
REACH = 24
"""Characters around a figure in which its words are looked for."""
# Of jieba's parts of speech: nouns, names, abbreviations, attributes; terms of the lexicon have none, or x.
_NOMINAL = ("n", "j", "b", "vn", "an", "l", "s", "t", "zg", "i", "eng")


def _role(role: str) -> frozenset[str]:
    """The words of one role (``data/registers/words.tsv``)."""
    lines = (files("data") / "registers" / "words.tsv").read_text("utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return frozenset(word for name, words in rows if name == role for word in words.split())


# They only carry the number, or tell how it changed.
_CARRIERS = _role("carriers")
_DANGLING = _role("dangling")
# What they do stands before what is counted: 开展活动2191次.
_ACTS = _role("acts")
# Whatever ends so is a quantity that a number measures, whatever the dictionary says of it.
_MEASURED = frozenset("率额量比数值度面期价长龄速")
_SUFFIXES = frozenset(["率", "额", "值", "量"])
_TAILS = _SUFFIXES | {"比"}
# What stands between a noun and its number, and would make words of its own with the noun (占比达, 投资增长).
_CHANGES = (
    "增长|提高|提升|下降|上升|减少|增加|降低|缩短|扩大|扩展|拓展|压缩|压减|回落|下滑|精简|上涨|下调|上调|提前"
)
_CARRY = re.compile(
    "(?:年均|月均|日均|同比|环比|实际|累计|首次|分别|合计|共计|总计|每年|每人|每户|每亩|均|已|仅|只|共|约|近|又|再|还|由|就"
    f"|(?P<change>{_CHANGES}|净增)(?:到|至|了|为|约|近)?|(?:升|降|增|减|扩|缩|延)(?:到|至|为)|控制|保持|稳定|维持|突破|超过|超|达到|达"
    "|跨越|迈上|高达|多达|不足|为期|历时|历经|长达|时长|距今|占|为|在|至|到|有|是|了|等|是|: ?){1,5}$"
)


class Subject(NamedTuple):
    """What is counted and what happened, as ``(start, end)`` in the text; ``None`` where nothing tells."""

    subject: tuple[int, int] | None
    event: tuple[int, int] | None


class _Word(NamedTuple):
    start: int
    end: int
    text: str
    tag: str

    @property
    def nominal(self) -> bool:
        if self.tag in ("", "x"):
            return self.text[:1].isalnum()
        return self.tag.startswith(_NOMINAL)

    @property
    def verbal(self) -> bool:
        return self.tag in ("v", "vd", "vi", "vg", "vq")


# Half the time of a call of the class; there are as many as words.
_new_word = tuple.__new__


class Words:
    """The words of a sentence ``folded[start:end]`` with ``figures``; what stands in marks is one noun."""

    def __init__(self, folded: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> None:
        self._words: list[_Word] = []
        self._carried: dict[int, tuple[int, tuple[int, int] | None]] = {}
        self._from: set[int] = set()
        kept: list[str] = []
        at = start
        for first, last in figures:
            # No word goes over the edge of a number and its unit, or of what carries it.
            carry = _CARRY.search(folded, max(at, first - 12), first)
            edge = carry.start() if carry else first
            self._carried[first] = edge, carry.span("change") if carry and carry["change"] else None
            if carry and carry[0] in ("由", "从"):
                self._from.add(first)  # 省属企业由66户整合至12户
            kept += (folded[at:edge], ";" * (last - edge))
            at = last
        text = "".join([*kept, folded[at:end]])
        self._each: dict[int, tuple[int, int]] = {}
        for begin, stop in _clauses(folded, start, end, figures):
            known = len(self._words)
            self._read(folded, text[begin - start : stop - start], begin)
            if folded.find(_EACH, begin, stop) >= 0:
                inside = [one for one in figures if begin <= one[0] < stop]
                edge = self._carried[inside[0][0]][0]
                self._each |= _each_of(folded, begin, edge, inside, self._words[known:])
        self._starts = [word.start for word in self._words]

    def _read(self, folded: str, text: str, start: int) -> None:
        """Take the words of one stretch of the sentence, which begins at ``start``."""
        words = self._words
        inside: int | None = None
        place = start
        for text_of, tag in tagger()(text):
            stop = place + len(text_of)
            if inside is not None:
                if text_of[-1] in _CLOSE:
                    words.append(_Word(inside, stop, folded[inside:stop], "n"))
                    inside = None
            elif text_of[0] in _OPEN:
                inside = place
            elif text_of in _TAILS and words and _one_word(words[-1], text_of):
                known = words.pop()
                words.append(_Word(known.start, stop, known.text + text_of, "n"))
            else:
                words.append(_new_word(_Word, (place, stop, text_of, tag)))
            place = stop

    def subject_of(self, start: int, end: int, unit: str | None) -> Subject:
        """The subject and the event of the figure of ``unit`` that stands at ``[start:end)`` of the text."""
        before, after = self._around(start, end)
        if start in self._each:
            return Subject(self._each[start], self._carried[start][1] or _verb_before(before))
        share = unit in _SHARES and after and after[0].text == "的"
        # 山东6000万亩小麦: a place or 的 before says whose, not what.
        whose = bool(before) and bool(after) and (before[-1].text == "的" or before[-1].tag == "ns")
        # 由五个科室组成: what stands behind is counted all the same.
        changed = start in self._from and not (after and after[0].tag[:1] == "n")
        if (unit in _MEASURES or changed) and not share and not whose:
            subject, rest = _noun_before(before)
            if subject is None:
                subject = _noun_after(after, unit)
        else:
            subject, rest = _noun_after(after, unit), len(before)
            if subject is None:
                subject, rest = _noun_before(before)
        event = self._carried[start][1] or _verb_before(before[:rest])
        if event is None and subject is not None:
            event = next(
                (
                    (word.start, word.end)
                    for word in after
                    if word.verbal and word.start >= subject[1] and word.text not in _CARRIERS
                ),
                None,
            )
        return Subject(subject, event)

    def _around(self, start: int, end: int) -> tuple[Sequence[_Word], Sequence[_Word]]:
        """The words on both sides of a figure up to the next stop or number, at most ``REACH`` away."""
        edge = bisect_left(self._starts, self._carried[start][0])
        left = edge
        while left and self._words[left - 1].start >= start - REACH and not _stops(self._words[left - 1]):
            left -= 1
        last = right = bisect_left(self._starts, end)
        while last < len(self._words) and self._words[last].end <= end + REACH:
            word = self._words[last]
            # 5期省、市机关…活动: what is counted may be of several.
            if _stops(word) and not (word.text in "、()" and last > right):
                break
            last += 1
        return self._words[left:edge], self._words[right:last]


_SHARES = ("%", "成", None, "倍")
_MEASURES = _role("measures")


_EACH = "分别"
_AND = ("、", "和", "与", "及", "以及")


def _each_of(
    folded: str, start: int, edge: int, figures: Sequence[tuple[int, int]], words: Sequence[_Word]
) -> dict[int, tuple[int, int]]:
    """What is counted by each of the ``figures`` of a stretch, by their starts: 甲、乙分别增长3%、5%.

    ``edge``: where what carries the first of them begins. Nothing where there are not as many of the
    one as of the other.
    """
    first = figures[0][0]
    place = folded.rfind(_EACH, start, first)
    between = [folded[one[1] : other[0]] for one, other in pairwise(figures)]
    if place < 0 or not between or any(text not in _AND for text in between):
        return {}
    groups: list[list[_Word]] = [[]]
    for word in words:
        if word.end > min(place, edge):
            break
        if word.text in _AND:
            groups.append([])
        elif _stops(word) and word.text != "、":
            groups[-1] = []
        else:
            groups[-1].append(word)
    nouns = [_noun_before(group)[0] for group in groups]
    if len(nouns) != len(figures):
        return {}
    return {figure[0]: noun for figure, noun in zip(figures, nouns, strict=True) if noun is not None}


def _clauses(
    folded: str, start: int, end: int, figures: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The stretches between commas and the like that hold a figure; neighbours as one."""
    edges = [start, *(mark.end() for mark in _COMMAS.finditer(folded, start, end)), end]
    begin = stop = -1
    for first, last in figures:
        low = edges[max(0, bisect_right(edges, first) - 1)]
        high = edges[min(len(edges) - 1, bisect_left(edges, last))]
        if low > stop:
            if stop >= 0:
                yield begin, stop
            begin = low
        stop = max(stop, high)
    if stop >= 0:
        yield begin, stop


_COMMAS = re.compile("[。!?;,:…](?!\\d{3})")


def _one_word(known: _Word, word: str) -> bool:
    """Whether two words are one that the dictionary does not know: 占比, 息诉率."""
    return (word in _SUFFIXES and known.text[-1:].isalnum()) or (known.text == "占" and word == "比")


def _stops(word: _Word) -> bool:
    return word.text[:1] in _STOPS


def _noun_after(words: Sequence[_Word], unit: str | None) -> tuple[int, int] | None:
    """The nouns right behind the unit: (的) 党支部; or behind a clause that describes them (创建…的单位)."""
    begin = 0
    while begin < len(words) and words[begin].text in ("的", " "):
        begin += 1
    while begin + 2 < len(words) and words[begin].tag in ("a", "b") and words[begin + 1].text == "的":
        begin += 2  # 三项新的重大任务
    last = _run(words, begin)
    if last == begin < len(words) and unit not in _PEOPLE and _may_be_noun(words[begin]):
        # Whatever the dictionary says: 387名选手, 8所本科院校.
        last = _run(words, begin + 1)
        if last + 1 < len(words) and words[last].text == "的" and _may_be_noun(words[last + 1]):
            last = _run(words, last + 2)
    elif last + 1 < len(words) and last - begin == 1 and words[begin].tag == "a" and words[last + 1].nominal:
        last = _run(words, last + 1)  # 具体创建措施
    if unit in _TIMES and last == begin:
        # 3次亲临考察: what is done so many times.
        while last < len(words) and not _stops(words[last]) and last - begin < 3:
            last += 1
    elif last < len(words) and words[last].verbal and last - begin <= 1 and words[last].text not in _FORMING:
        of = next((at for at in range(last, len(words)) if words[at].text == "的"), None)
        if of is not None and not any(_stops(word) for word in words[begin:of]):
            described = _run(words, of + 1)
            if described > of + 1:
                begin, last = of + 1, described
    while last > begin and (words[last - 1].text in _DANGLING or words[last - 1].text in "、()"):
        last -= 1
    while begin < last and words[begin].text in _DANGLING:
        begin += 1
    return (words[begin].start, words[last - 1].end) if last > begin else None


# 5名党员组成的突击队: so many form it.
_FORMING = ("组成", "构成", "参与", "参加", "牵头", "带领", "主讲", "领衔")
_PEOPLE = ("人", "人次", "次", "户次", "家次")


def _may_be_noun(word: _Word) -> bool:
    return (
        len(word.text) > 1
        and word.text.isalpha()
        and word.tag not in ("d", "p", "c")
        and word.text not in _ACTS | _CARRIERS | _DANGLING
    )


_TIMES = ("次", "轮", "批", "回", "场")


def _run(words: Sequence[_Word], begin: int) -> int:
    """Where the nouns that begin at ``begin`` end."""
    last = begin
    while last < len(words):
        word = words[last]
        if word.text in _DANGLING and not (word.text in ("的", "和", "全", "各") and last > begin):
            break
        if not word.nominal and not _leads_on(words, last, begin):
            break
        last += 1
    # 104家省(中)直单位, 5期省、市直机关…活动: a list of attributes of one noun.
    if (
        begin < last < len(words)
        and words[last].text in "、("
        and last - begin == 1
        and len(words[begin].text) == 1
    ):
        further = last + 1
        while further < len(words) and not (words[further].verbal or words[further].tag == "p"):
            further += 1
        return further
    return last


def _leads_on(words: Sequence[_Word], at: int, begin: int) -> bool:
    """Whether what is no noun belongs to the noun behind it: 老党员, 党组织的书记, 具体创建措施."""
    if at + 1 >= len(words) or not words[at + 1].nominal:
        return False
    word = words[at]
    if word.tag in ("a", "ad", "d", "f") and at == begin and not _stops(word):
        return len(word.text) > 1 or word.tag == "a"
    if at > begin and (word.text in ("的", "和", "全", "各") or len(word.text) == 1):
        return word.text not in _DANGLING or word.text in ("的", "和", "全", "各")
    return word.tag == "a"


def _noun_before(words: Sequence[_Word]) -> tuple[tuple[int, int] | None, int]:
    """The nouns before the number (学习材料 6.4万册), and how many words stand before them.

    Between them and the number may stand what only carries it, or tells how it changed (增长, 达到, 同比).
    """
    last = len(words)
    while last and _carries(words[last - 1]):
        last -= 1
    begin = last
    while begin and _belongs(words, begin - 1, last):
        begin -= 1
    while begin < last and words[begin].text in _DANGLING:
        begin += 1
    if begin == last:
        return None, len(words)
    if begin > 1 and words[begin - 1].text in _THAN:
        return _noun_before(words[: begin - 1])  # 门诊量比2019年度增加了30%
    first = words[begin]
    # 办实事1653件: a verb and its object pass for one word.
    verb = len(first.text) == 3 and first.text[0] in "办解做" and last - begin == 1
    return (first.start + verb, words[last - 1].end), begin


_THAN = ("比", "较", "高于", "低于")


def _carries(word: _Word) -> bool:
    if _is_measured(word):
        return False
    return word.text in _CARRIERS or word.tag in ("d", "p", "uj", "ul", "ad", "uz", "c", "f")


def _is_measured(word: _Word) -> bool:
    """Whether it is a quantity by its last character, whatever the dictionary says: 增速."""
    return word.text[-1] in _MEASURED and len(word.text) > 1 and word.text not in _CARRIERS


def _belongs(words: Sequence[_Word], at: int, last: int) -> bool:
    """Whether the word belongs to the noun that ends at ``last``."""
    word = words[at]
    if at == last - 1:
        if _is_measured(word):
            return True
        if word.text in _ACTS or word.verbal:
            # 党员学习11679次, 接警出动1万次: a noun, where something stands before it that is done so.
            known = words[at - 1] if at else None
            return (
                known is not None
                and (len(word.text) > 1 or known.text in _ACTS)
                and (known.nominal or known.tag in ("v", "d") or known.text in _ACTS)
            )
        return word.nominal or (len(word.text) > 1 and word.text.isalpha())
    if word.text in _ACTS or (word.text in _CARRIERS and not word.nominal):
        return False
    if word.nominal or word.text in ("和", "的", "及", "与"):
        return True
    if word.verbal:
        # 城镇登记失业率, 户均停电时间
        return words[last - 1].text[-1] in _MEASURED and at > 0 and words[at - 1].nominal
    return word.tag in ("a", "m", "q", "f", "d", "t", "r") and word.text not in _DANGLING


def _verb_before(words: Sequence[_Word]) -> tuple[int, int] | None:
    verbs = (
        word for word in reversed(words) if (word.verbal or word.text in _ACTS) and word.text not in _CARRIERS
    )
    return next(((word.start, word.end) for word in verbs), None)
