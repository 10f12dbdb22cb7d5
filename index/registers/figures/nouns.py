"""Which words around a number make the noun that it counts, and the verb that tells what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from index.registers.figures.words import ACTS, CARRIERS, DANGLING, MEASURED, Word, stops


def noun_after(words: Sequence[Word], unit: str | None) -> tuple[int, int] | None:
    """The nouns right behind the unit: (的) 党支部; or behind a clause that describes them (创建…的单位)."""
    begin = 0
    while begin < len(words) and words[begin].text in ("的", " "):
        begin += 1
    while begin + 2 < len(words) and words[begin].tag in ("a", "b") and words[begin + 1].text == "的":
        begin += 2  # 三项新的重大任务
    last = _run(words, begin)
    if last == begin and begin + 1 < len(words) and unit not in (*_PEOPLE, *_TIMES):
        # 105个帮扶村, 3个推进组: what counts single things has a noun behind it, though a verb begins it.
        behind = words[begin + 1]
        if words[begin].text in ACTS and behind.nominal and len(behind.text) == 1:
            last = _run(words, begin + 1)
    if last == begin < len(words) and unit not in _PEOPLE and _may_be_noun(words[begin]):
        # Whatever the dictionary says: 387名选手, 8所本科院校.
        last = _run(words, begin + 1)
        if last + 1 < len(words) and words[last].text == "的" and _may_be_noun(words[last + 1]):
            last = _run(words, last + 2)
    elif last + 1 < len(words) and last - begin == 1 and words[begin].tag == "a" and words[last + 1].nominal:
        last = _run(words, last + 1)  # 具体创建措施
    if unit in _TIMES and last == begin:
        # 3次亲临考察: what is done so many times.
        while last < len(words) and not stops(words[last]) and last - begin < 3:
            last += 1
    elif last < len(words) and words[last].verbal and last - begin <= 1 and words[last].text not in _FORMING:
        of = next((at for at in range(last, len(words)) if words[at].text == "的"), None)
        if of is not None and not any(stops(word) for word in words[begin:of]):
            described = _run(words, of + 1)
            if described > of + 1:
                begin, last = of + 1, described
    while last > begin and (words[last - 1].text in DANGLING or words[last - 1].text in "、()"):
        last -= 1
    while begin < last and words[begin].text in DANGLING:
        begin += 1
    return (words[begin].start, words[last - 1].end) if last > begin else None


# 5名党员组成的突击队: so many form it.
_FORMING = ("组成", "构成", "参与", "参加", "牵头", "带领", "主讲", "领衔")
_PEOPLE = ("人", "人次", "次", "户次", "家次")


def _may_be_noun(word: Word) -> bool:
    return (
        len(word.text) > 1
        and word.text.isalpha()
        and word.tag not in ("d", "p", "c")
        and word.text not in ACTS | CARRIERS | DANGLING
    )


_TIMES = ("次", "轮", "批", "回", "场")


def _run(words: Sequence[Word], begin: int) -> int:
    """Where the nouns that begin at ``begin`` end."""
    last = begin
    while last < len(words):
        word = words[last]
        if word.text in DANGLING and not (word.text in ("的", "和", "全", "各") and last > begin):
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


def _leads_on(words: Sequence[Word], at: int, begin: int) -> bool:
    """Whether what is no noun belongs to the noun behind it: 老党员, 党组织的书记, 具体创建措施."""
    if at + 1 >= len(words) or not words[at + 1].nominal:
        return False
    word = words[at]
    if word.tag in ("a", "ad", "d", "f") and at == begin and not stops(word):
        return len(word.text) > 1 or word.tag == "a"
    if at > begin and (word.text in ("的", "和", "全", "各") or len(word.text) == 1):
        return word.text not in DANGLING or word.text in ("的", "和", "全", "各")
    return word.tag == "a"


def noun_before(words: Sequence[Word]) -> tuple[tuple[int, int] | None, int]:
    """The nouns before the number (学习材料 6.4万册), and how many words stand before them.

    Between them and the number may stand what only carries it, or tells how it changed (增长, 达到, 同比).
    """
    last = len(words)
    while last and _carries(words[last - 1]):
        last -= 1
    begin = last
    while begin and _belongs(words, begin - 1, last):
        begin -= 1
    while begin < last and words[begin].text in DANGLING:
        begin += 1
    if begin == last:
        return None, len(words)
    if begin > 1 and words[begin - 1].text in _THAN:
        return noun_before(words[: begin - 1])  # 门诊量比2019年度增加了30%
    first = words[begin]
    # 办实事1653件: a verb and its object pass for one word.
    verb = len(first.text) == 3 and first.text[0] in "办解做" and last - begin == 1
    return (first.start + verb, words[last - 1].end), begin


_THAN = ("比", "较", "高于", "低于")


def _carries(word: Word) -> bool:
    if _is_measured(word):
        return False
    return word.text in CARRIERS or word.tag in ("d", "p", "uj", "ul", "ad", "uz", "c", "f")


def _is_measured(word: Word) -> bool:
    """Whether it is a quantity by its last character, whatever the dictionary says: 增速."""
    return word.text[-1] in MEASURED and len(word.text) > 1 and word.text not in CARRIERS


_SUMS = ("收入", "支出")
"""What money is, though the dictionary calls it a verb: 人次86.5万、收入83.9亿元."""


def _belongs(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether the word belongs to the noun that ends at ``last``."""
    word = words[at]
    if at == last - 1:
        if _is_measured(word):
            return True
        if word.text in _SUMS:
            return True
        if word.text in ACTS or word.verbal:
            # 党员学习11679次, 接警出动1万次: a noun, where something stands before it that is done so.
            known = words[at - 1] if at else None
            return (
                known is not None
                and (len(word.text) > 1 or known.text in ACTS)
                and (known.nominal or known.tag in ("v", "d") or known.text in ACTS)
            )
        return word.nominal or (len(word.text) > 1 and word.text.isalpha())
    if word.text in ACTS or (word.text in CARRIERS and not word.nominal):
        return False
    if word.nominal or word.text in ("和", "的", "及", "与"):
        return True
    if word.verbal:
        # 城镇登记失业率, 户均停电时间
        return words[last - 1].text[-1] in MEASURED and at > 0 and words[at - 1].nominal
    return word.tag in ("a", "m", "q", "f", "d", "t", "r") and word.text not in DANGLING


def verb_before(words: Sequence[Word]) -> tuple[int, int] | None:
    """The verb before the number that is nearest to it."""
    verbs = (
        word for word in reversed(words) if (word.verbal or word.text in ACTS) and word.text not in CARRIERS
    )
    return next(((word.start, word.end) for word in verbs), None)
