"""Whether what stands in place of what makes another document: other figures, other people, other names."""

from __future__ import annotations

import re
from collections import Counter

from index.text.beside import Alignment, Swap

FIGURES_EVERY = 500
"""Letters: where one figure in so many is another, it is another report."""
PEOPLE_EVERY = 1000
"""Letters: one other person in so many, and it is another notice."""
_FIGURES = frozenset("0123456789〇零一二三四五六七八九十百千万亿两")
_NUMBER = re.compile("[0-9]+")
# The commonest hundred, as folded (Ministry of Public Security, names of 2020).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
# Who worked on the page: another one at each site that has the text.
_MAKERS = re.compile("编辑|责编|记者|作者|通讯员|撰稿|供稿|编审|审核|校对|摄影|来源")
# Spellings of one word and words of one meaning: no other name, however often they stand.
_ALIKE = tuple(
    map(frozenset, ("它他她牠祂", "的地得底", "帐账", "象像", "作做", "唯惟", "份分", "那哪", "粘黏", "订定"))
)
_OWN = frozenset("我本该此")  # what a paper calls its own province, and others by its name


def makes_another(found: Alignment, letters: int) -> bool:
    """Whether the texts, the shorter one of so many ``letters``, are two for what is replaced in them."""
    figures = sum(map(_is_figure, found.swaps))
    if figures and figures * FIGURES_EVERY >= letters:
        return True
    numbers = 0
    for gap in found.gaps:
        numbers += _numbers(*gap)
        if numbers >= 2 and numbers * FIGURES_EVERY >= letters:
            return True
    people = sum(map(_is_person, found.swaps))
    if people and people * PEOPLE_EVERY >= letters:
        return True
    # The same word in place of the same word again and again is a name.
    often = 2 if letters <= PEOPLE_EVERY else 3
    times = Counter((swap.left, swap.right) for swap in found.swaps)
    return any(
        count >= (2 if min(map(len, pair)) > 1 else often) and not _one_word(pair)
        for pair, count in times.items()
    )


def _is_figure(swap: Swap) -> bool:
    return all(letter in _FIGURES for letter in swap.left + swap.right)


def _numbers(left: str, right: str) -> int:
    """How many Arabic numbers of one piece have others in their place in the other."""
    here, there = _NUMBER.findall(left), _NUMBER.findall(right)
    if not here or not there or here == there:
        return 0
    return min((Counter(here) - Counter(there)).total(), (Counter(there) - Counter(here)).total())


def _is_person(swap: Swap) -> bool:
    names = all(len(word) in (2, 3) and word[0] in _SURNAMES for word in (swap.left, swap.right))
    return names and not _MAKERS.search(swap.before)


def _one_word(pair: tuple[str, str]) -> bool:
    """Whether both may be ways to say the same."""
    if any(word[0] in _OWN for word in pair):
        return True
    return any(all(set(word) <= alike for word in pair) for alike in _ALIKE)
