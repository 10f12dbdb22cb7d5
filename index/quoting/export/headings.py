"""Headings in official documents: 一、 （一） 1. （1） (GB/T 9704—2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.quoting.export.manuscript import Block, Manuscript, Run

_OWN = re.compile(
    r"[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]|[0-9]+[.．、]|[（(][0-9]+[）)]"
    r"|第[一二三四五六七八九十百0-9]+[章节部条]|[①-⑳]"
)
# Never numbered, nor reasons not to number the others.
_APART = frozenset(("引言", "前言", "导言", "结语", "结束语", "附件", "附录", "参考文献", "注释"))
# A line of its own that begins so and ends no sentence is a heading, though nothing marks it as one.
_PLAIN = (
    (1, re.compile(r"[一二三四五六七八九十]+、[^。；：！？\n]{2,40}")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[）)][^。；：！？\n]{2,40}")),
)
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")


def official(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its headings numbered, each level unless one of its headings has a number."""
    blocks = [_recognised(block) for block in manuscript.blocks]
    own = {block.level for block in blocks if block.kind == "heading" and _OWN.match(block.text)}
    return replace(manuscript, blocks=tuple(_numbered(blocks, own)))


def number(level: int, count: int) -> str:
    """The number of a heading: 三、 （三） 3. （3）."""
    return (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.", f"（{count}）")[level - 1]


def chinese(count: int) -> str:
    """A number from 1 in Chinese: 一, 十, 十二, 二十, 一百零五; from ten thousand on in digits."""
    if count >= 10_000:
        return str(count)
    said = ""
    for place, digit in enumerate(str(count)[::-1]):
        if digit != "0":
            said = _DIGITS[int(digit)] + _PLACES[place] + said
        elif said and not said.startswith("零"):
            said = "零" + said
    return said.removeprefix("一") if 10 <= count < 20 else said


def _recognised(block: Block) -> Block:
    if block.kind != "paragraph" or any(run.note is not None for run in block.runs):
        return block
    for level, pattern in _PLAIN:
        if pattern.fullmatch(block.text.strip()):
            return replace(block, kind="heading", level=level)
    return block


def _numbered(blocks: list[Block], own: set[int]) -> Iterator[Block]:
    counts = [0, 0, 0, 0]
    for block in blocks:
        if block.kind != "heading":
            yield block
            continue
        counts[block.level :] = [0] * (4 - block.level)
        if block.level in own or block.text.strip() in _APART:
            yield block
            continue
        counts[block.level - 1] += 1
        yield replace(block, runs=(Run(number(block.level, counts[block.level - 1])), *block.runs))
