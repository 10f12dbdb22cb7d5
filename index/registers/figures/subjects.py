"""What a figure counts, and what happened to it: read off the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.registers.figures.nouns import noun_after, noun_before, verb_before
from index.registers.figures.words import CARRIERS, MEASURES, SUFFIXES, TAILS, Word, stops
from index.text.segment import tagger

_OPEN, _CLOSE = "“「『《‘", "”」』》’"
REACH = 24
"""Characters around a figure in which its words are looked for."""
# What stands between a noun and its number, and would make words of its own with the noun (占比达, 投资增长).
_CHANGES = (
    "增长|提高|提升|下降|上升|减少|增加|降低|缩短|扩大|扩展|拓展|压缩|压减|回落|下滑|精简|上涨|下调|上调|提前"
)
_CARRY = re.compile(
    "(?:年均|月均|日均|同比|环比|实际|累计|首次|分别|合计|共计|总计|每年|每人|每户|每亩|均|已|仅|只|共|约|近|又|再|还|由|从|就"
    f"|(?P<change>{_CHANGES}|净增)(?:到|至|了|为|约|近)?|(?:升|降|增|减|扩|缩|延)(?:到|至|为)|控制|保持|稳定|维持|突破|超过|超|达到|达"
    # 复盖: folded 覆盖
    "|跨越|迈上|复盖|高达|多达|不足|为期|历时|历经|长达|时长|距今|占|为|在|至|到|有|是|了|等|是|: ?){1,5}$"
)


class Subject(NamedTuple):
    """What is counted and what happened, as ``(start, end)`` in the text; ``None`` where nothing tells."""

    subject: tuple[int, int] | None
    event: tuple[int, int] | None


# Half the time of a call of the class; there are as many as words.
_new_word = tuple.__new__


class Words:
    """The words of a sentence ``folded[start:end]`` with ``figures``; what stands in marks is one noun."""

    def __init__(self, folded: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> None:
        self._words: list[Word] = []
        self._carried: dict[int, tuple[int, tuple[int, int] | None]] = {}
        self._from: set[int] = set()
        self._since: dict[int, tuple[int, int]] = {}
        before: tuple[int, int] | None = None
        kept: list[str] = []
        at = start
        for first, last in figures:
            # No word goes over the edge of a number and its unit, or of what carries it.
            carry = _CARRY.search(folded, max(at, first - 12), first)
            edge = carry.start() if carry else first
            self._carried[first] = edge, carry.span("change") if carry and carry["change"] else None
            # 收入由5万元增加到38万元, 企业由66户整合至12户
            if before is not None and before[0] in self._from and folded[before[1] : edge + 1].isalnum():
                self._since[first] = before
            # 生产总值增长5.5%、达到10.3万亿元
            if before is not None and carry and folded[before[1] : edge] == "、":
                self._since.setdefault(first, before)
            if carry and carry[0] in ("由", "从"):
                self._from.add(first)  # 省属企业由66户整合至12户
            before = first, last
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
                    words.append(Word(inside, stop, folded[inside:stop], "n"))
                    inside = None
            elif text_of[0] in _OPEN:
                inside = place
            elif text_of in _JOINED and words and _one_word(words[-1], text_of):
                known = words.pop()
                words.append(Word(known.start, stop, known.text + text_of, "n"))
            else:
                words.append(_new_word(Word, (place, stop, text_of, tag)))
            place = stop

    def subject_of(self, start: int, end: int, unit: str | None) -> Subject:
        """The subject and the event of the figure of ``unit`` that stands at ``[start:end)`` of the text."""
        before, after = self._around(start, end)
        if start in self._each:
            return Subject(self._each[start], self._carried[start][1] or verb_before(before))
        share = unit in _SHARES and after and after[0].text == "的"
        # 山东6000万亩小麦: a place or 的 before says whose, not what.
        whose = bool(before) and bool(after) and (before[-1].text == "的" or before[-1].tag == "ns")
        # 由五个科室组成: what stands behind is counted all the same.
        changed = start in self._from and not (after and after[0].tag[:1] == "n")
        if (unit in MEASURES or changed) and not share and not whose:
            subject, rest = noun_before(before)
            if subject is None:
                subject = noun_after(after, unit)
        else:
            subject, rest = noun_after(after, unit), len(before)
            if subject is None:
                subject, rest = noun_before(before)
        if subject is None and start in self._since:
            subject = self.subject_of(*self._since[start], unit).subject
        event = self._carried[start][1] or verb_before(before[:rest])
        if event is None and subject is not None:
            event = next(
                (
                    (word.start, word.end)
                    for word in after
                    if word.verbal and word.start >= subject[1] and word.text not in CARRIERS
                ),
                None,
            )
        return Subject(subject, event)

    def _around(self, start: int, end: int) -> tuple[Sequence[Word], Sequence[Word]]:
        """The words on both sides of a figure up to the next stop or number, at most ``REACH`` away."""
        edge = bisect_left(self._starts, self._carried[start][0])
        left = edge
        while left and self._words[left - 1].start >= start - REACH and not stops(self._words[left - 1]):
            left -= 1
        last = right = bisect_left(self._starts, end)
        while last < len(self._words) and self._words[last].end <= end + REACH:
            word = self._words[last]
            # 5期省、市机关…活动: what is counted may be of several.
            if stops(word) and not (word.text in "、()" and last > right):
                break
            last += 1
        return self._words[left:edge], self._words[right:last]


_SHARES = ("%", "成", None, "倍")


_EACH = "分别"
_AND = ("、", "和", "与", "及", "以及")


def _each_of(
    folded: str, start: int, edge: int, figures: Sequence[tuple[int, int]], words: Sequence[Word]
) -> dict[int, tuple[int, int]]:
    """What is counted by each of the ``figures`` of a stretch, by their starts: 甲、乙分别增长3%、5%.

    ``edge``: where what carries the first of them begins. Nothing where there are not as many of the
    one as of the other.
    """
    first = figures[0][0]
    place = folded.rfind(_EACH, start, first)
    listed = [figures[0]]
    # What stands behind the next comma is another matter.
    for one, other in pairwise(figures):
        if folded[one[1] : other[0]] not in _AND:
            break
        listed.append(other)
    figures = listed
    if place < 0 or len(figures) < 2:
        return {}
    groups: list[list[Word]] = [[]]
    for word in words:
        if word.end > min(place, edge):
            break
        if word.text in _AND:
            groups.append([])
        elif stops(word) and word.text != "、":
            groups[-1] = []
        else:
            groups[-1].append(word)
    nouns = [noun_before(group)[0] for group in groups]
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


_JOINED = TAILS | {"站", "所"}


def _one_word(known: Word, word: str) -> bool:
    """Whether two words are one that the dictionary does not know: 占比, 息诉率, 金融服务站, 基层站所."""
    if word in ("站", "所"):
        return known.text[-1] == "站" if word == "所" else known.tag == "n" and len(known.text) > 1
    return (word in SUFFIXES and known.text[-1:].isalnum()) or (known.text == "占" and word == "比")
