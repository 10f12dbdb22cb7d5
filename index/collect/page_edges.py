"""Bars of page functions at the edges of a line that says something of the text as well."""

from __future__ import annotations

import re

from index.collect.about import DATE, TIME
from index.collect.baits import jammed
from index.collect.lines import Line
from index.collect.page_lines import MARKS

_SIZES = (
    r"(?:特大|超大|加大|放大|大|中|小|默认|正常|标准|缩小|减小|还原|打印(?:本页|此页|正文|文章)?|正文下载|下载"
    r"|关闭|收藏|分享|t|a|\+|-)"
)
_BAR_TAIL = re.compile(
    rf"[\s|]*(?:[【\[(]?\s*字[号体]\s*(?:大小)?\s*:?\s*[\[(【]?\s*(?:{_SIZES}[\s|/\[\]【】()]*)+"
    r"|[【\[(]?字[号体]\s*:\s*(?:[\[【(]\s*[\]】)]?\s*)*|[【\[]\s*(?:我要)?(?:打印|关闭|收藏)[^。]{0,20}|(?<=[\s|\]】0-9])分享[到至]?\s*:[^。,]{0,20}"
    r"|(?:浏览|点击|阅读|访问|查看)(?:次数|量|数)\s*(?::\s*[0-9,]*|(?<=\s)[0-9,]+)\s*次?"
    r"|(?<=\s)(?:浏览|点击|阅读|访问|人气|热度)\s+[0-9,]+\s*次?|(?<=[\s|\]】0-9])(?:浏览|点击|阅读|访问|人气|热度)\s*:\s*[0-9,]*\s*次?"
    r"|(?<=\s)(?:报料|爆料|新闻|读者|服务)?热线\s*:\s*[0-9-]{5,}"
    r"|\s[【\[(]字[号体]$|\s(?:浏览|点击|阅读|访问|人气|热度)(?:次数|量|数)?\s*\([0-9,]*\)\s*次?|(?<=[\s|])[\[【]?(?:举报|纠错|我要纠错|听新闻|语音播报|手机看新闻|扫码阅读|我要评论)[\]】]?|\s(?:保护视力色|护眼模式)\s*:?)$"
)
# 【纠错】责任编辑:…
_BAR_HEAD = re.compile(r"[\[【](?:我要)?(?:纠错|打印|关闭|收藏)[\]】]\s*(?=[\[【]?[\u3400-\u9fff]{2,6}:)")
# What a bar at the end of a line cannot do without: looked for first, because that is quicker by far.
_BAR_WORD = re.compile(
    "字[号体]|打印|关闭|收藏|分享|浏览|点击|阅读|访问|查看|人气|热度|举报|纠错|新闻|播报|扫码|评论|视力|护眼|热线"
)
_ABOUT = re.compile(r"[0-9]{4}\s*[-年/.]|来源|时间|作者|发布|编辑|日期")
# What a bar at the beginning of a line begins with; none at its end ends with a full stop.
_HEAD_MARKS = "|[【"
# …再上新台阶。 赞赏
_PRAISED = re.compile(r"(?<=[。!?”)])\s*(?:(?:赞赏|点赞|收藏|转发|在看|举报|评论|分享|喜欢)\s*)+$")
# What such a line ends with: a look at one character is quicker than a search.
_PRAISE_ENDS = frozenset("赏赞藏发看报论享欢")
# date 2025-12-31 12月31日上午…, 发布时间:2021-05-01 近日…: a stated day with the text on its line.
_DAY_ABOVE = re.compile(
    rf"(?:发布(?:时间|日期)|日期|时间|date)\s*:?\s*{DATE}{TIME}(?:\s+|(?<=:[0-9]{{2}}:[0-9]{{2}}))(?=[^\s|:/]{{24}})"
)
_DAY_HEADS = frozenset("发日时d")
# 浏览次数:【次】 【发布时间:…】
_COUNT_HEAD = re.compile(
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*:?\s*[【\[(]?\s*[0-9]*\s*次?\s*[】\])]?\s*(?=[【\[(]?\s*(?:发布|来源|作者|时间|日期|更新))"
)
# 某某网 打印 纠错
_SITE_AND_BUTTONS = re.compile(
    r"^[\u3400-\u9fff]{2,12}(?:网|报|在线|客户端)(?:\s+(?:打印|纠错|收藏|分享|关闭|字号|[大中小]|下载|评论))+$"
)
_REST = re.compile(r"\s*\((?:剩余|未完,?(?:全文)?(?:共)?)[0-9]+字\)$")


def trim(line: Line) -> list[Line]:
    """Cut a stray bar from the edges of a line, and a bar of page functions from the end of a source line."""
    key = line.key
    if key[:1] in _DAY_HEADS and (found := _DAY_ABOVE.match(key)):
        stated, line = line.cut(found.end())
        return [stated, *trim(line)]
    # Lines of text, which are most, begin and end with nothing that any of this looks for.
    if key[-1:] == "。" and key[:1] not in _HEAD_MARKS:
        return [line]
    parts: list[Line] = []
    if len(line.key) > 1 and line.key[0] == "|" and not MARKS.match(line.key):
        mark, line = line.cut(len(line.key) - len(line.key.lstrip("| ")))
        mark.furniture = "mark"
        parts.append(mark)
    if (found := _BAR_HEAD.match(line.key) or _COUNT_HEAD.match(line.key)) and found.end() < len(line.key):
        bar, line = line.cut(found.end())
        bar.furniture = "bar"
        parts.append(bar)
    tail: list[Line] = []
    if len(line.key) > 1 and line.key[-1] == "|" and not MARKS.match(line.key):
        line, mark = line.cut(len(line.key.rstrip("| ")))
        mark.furniture = "mark"
        tail.append(mark)
    while (
        len(line.key) <= 160
        and _BAR_WORD.search(line.key)
        and (found := _BAR_TAIL.search(line.key))
        and found.start() > 0
        and _ABOUT.search(line.key[: found.start()])
    ):
        line, bar = line.cut(found.start())
        bar.furniture = "bar"
        tail.insert(0, bar)
    if " " in line.key and _SITE_AND_BUTTONS.match(line.key):
        line, bar = line.cut(line.key.index(" "))
        bar.furniture = "bar"
        tail.insert(0, bar)
    if line.key.rstrip()[-1:] in _PRAISE_ENDS and (found := _PRAISED.search(line.key)) and found.start() > 0:
        line, bar = line.cut(found.start())
        bar.furniture = "bar"
        tail.insert(0, bar)
    if line.key[-1:] < "\x7f" and (start := jammed(line.key)):
        line, bar = line.cut(start)
        bar.furniture = "code"
        tail.insert(0, bar)
    if line.key.endswith("endprint") and len(line.key) > len("endprint"):  # what a digitizer left
        line, bar = line.cut(len(line.key) - len("endprint"))
        bar.furniture = "code"
        tail.insert(0, bar)
    if line.key.endswith("字)") and (found := _REST.search(line.key)) and found.start() > 0:
        line, bar = line.cut(found.start())
        bar.furniture = "bar"
        tail.insert(0, bar)
    return [*parts, line, *tail]
