"""Page furniture: what a web page puts around an article.

A rule sets a line apart only on its structure: a known label or bar of labels, at a place where pages have
it.
Text that is lost is far worse than furniture that is kept, so every rule asks for the whole line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.collect import mastheads, page_clocks, page_feet, repeated
from index.collect.about import is_medium
from index.collect.baits import is_bait, is_jam
from index.collect.lines import Line
from index.collect.mastheads import is_site_name
from index.collect.page_edges import trim
from index.collect.page_feet import TAIL
from index.collect.page_lines import bar_words, is_related, kind_of, tokens

# Above the text only: in a notice such a line may be what it is about.
_SEARCH = re.compile(
    r"^[-•·*\s]*(?:站内搜索|(?:热门|热点)搜索|热搜词?|搜索热词|投稿(?:邮箱|信箱|热线|电话))\s*:.{0,60}$"
)
_PAGES_OF_PAPER = re.compile(r"^第?\s*[a-z]?[0-9]{1,5}\s*版\s*:\s*[\u3400-\u9fff·/ ]{2,12}$")
HEAD = 14
_ACCOUNTS = ("微信公众号", "官方微博", "官方微信", "官方抖音", "官方抖音号", "新闻客户端", "客户端", "视频号")
_UPRIGHT = 2
# The last step of a path may be the title, where no other line is.
_TITLE = 8


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """``lines``, some of them cut in two, with ``furniture`` set on those that are not text."""
    result = [part for line in lines for part in trim(line)]
    _bars(result)
    _crumbs(result)
    result = page_clocks.split(result)
    mastheads.set_apart(result, bar_words())
    repeated.head(result)
    repeated.tail(result)
    page_feet.set_apart(result)
    return result


def kept(lines: Sequence[Line]) -> list[Line]:
    """The lines that are text."""
    return [line for line in lines if line.furniture is None]


def _bars(lines: list[Line]) -> None:
    for index, line in enumerate(lines):
        if line.furniture is None:
            line.furniture = kind_of(line)
            if line.furniture is None and index < HEAD and _SEARCH.match(line.key):
                line.furniture = "bar"
            elif line.furniture is None and " " in line.key and line.compact in bar_words():
                line.furniture = "bar"  # 分 享
            elif line.furniture is None and line.key[-1:] != "。":  # as neither of these ends
                line.furniture = "bait" if is_bait(line.key) else "code" if is_jam(line.key) else None
    for before, line in pairwise(lines):  # 某某网 / 微信公众号: where else the site is read
        if line.compact in _ACCOUNTS and (is_medium(before.compact) or is_site_name(before.compact)):
            before.furniture = line.furniture = before.furniture or line.furniture or "scan"
    for before, line in pairwise(lines):  # the other pages of a newspaper, one a line
        if _PAGES_OF_PAPER.match(line.key) and _PAGES_OF_PAPER.match(before.key):
            before.furniture = line.furniture = "menu"
    _upright(lines)
    labels = [index for index, line in enumerate(lines) if line.furniture == "keywords"]
    if len(labels) > 1 or any(HEAD <= index < len(lines) - TAIL for index in labels):
        for index in labels:  # 关键词:融合 as the heading of a section, not the page's list of keywords
            lines[index].furniture = None
    # A word such as 下载 or 大 alone on its line is a button only beside other buttons.
    loose = [
        index
        for index, line in enumerate(lines)
        if line.furniture is None
        and len(line.compact) <= 6
        and (words := tokens(line.key))
        and words[0] in bar_words()
        and len(words) == 1
    ]
    groups: list[list[int]] = []
    for index in loose:
        if groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    for group in groups:
        beside = [lines[i].furniture for i in (group[0] - 1, group[-1] + 1) if 0 <= i < len(lines)]
        edge = group[0] < HEAD or group[-1] >= len(lines) - TAIL
        if (
            len(group) > 2
            or (len(group) > 1 and edge)
            or any(kind in ("bar", "mark", "breadcrumb", "scan", "counter") for kind in beside)
        ):
            for index in group:
                lines[index].furniture = "bar"
    for index, line in enumerate(lines[:-2]):
        if line.furniture == "mark" and lines[index + 2].furniture == "mark" and line.key[0] in "【[":
            lines[index + 1].furniture = lines[index + 1].furniture or (
                "bar" if len(lines[index + 1].compact) <= 6 else None
            )


def _upright(lines: list[Line]) -> None:
    """往 / 期 / 推 / 荐: a label of the page written downwards."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and len(lines[index].compact) == 1 and lines[index].furniture is None:
            continue
        if index - start > _UPRIGHT:
            word = "".join(line.compact for line in lines[start:index])
            kind = "related" if is_related(word) else "bar" if word in bar_words() else None
            for line in lines[start:index] if kind else ():
                line.furniture = kind
        start = index + 1


def _crumbs(lines: list[Line]) -> None:
    """A breadcrumb that is spread over lines: 首页 / > / 政务信息 / > / 要闻, its last name perhaps twice."""
    for index, line in enumerate(lines):
        if line.furniture not in ("breadcrumb", "bar", "mark") or ">" not in line.key or index == 0:
            continue
        if len(tokens(line.key)) > 0 and line.furniture != "breadcrumb":
            continue
        following = index + 1
        if line.furniture == "mark" and following < len(lines):
            name = lines[following]
            if (
                name.furniture is None
                and len(name.compact) <= 16
                and not name.ends_sentence
                and _led(lines, index)
                and (len(name.compact) < _TITLE or mastheads.has_title(lines[following + 1 :]))
            ):
                name.furniture = "breadcrumb"
                line.furniture = "breadcrumb"
                if following + 1 < len(lines) and lines[following + 1].compact == name.compact:
                    lines[following + 1].furniture = "breadcrumb"


def _led(lines: list[Line], index: int) -> bool:
    before = lines[index - 1]
    return before.furniture in ("breadcrumb", "bar") or before.compact in ("首页", "主页")
