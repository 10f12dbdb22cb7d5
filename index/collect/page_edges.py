"""Bars of page functions at the edges of a line that says something of the text as well."""

from __future__ import annotations

import re

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
    r"|\s[【\[(]字[号体]$|\s(?:浏览|点击|阅读|访问|人气|热度)(?:次数|量|数)?\s*\([0-9,]*\)\s*次?|(?<=[\s|])[\[【]?(?:举报|纠错|我要纠错|听新闻|语音播报|手机看新闻|扫码阅读|我要评论)[\]】]?)$"
)
# 【纠错】责任编辑:…
_BAR_HEAD = re.compile(r"[\[【](?:我要)?(?:纠错|打印|关闭|收藏)[\]】]\s*(?=[\[【]?[\u3400-\u9fff]{2,6}:)")
# What a bar at the end of a line cannot do without: looked for first, because that is quicker by far.
_BAR_WORD = re.compile(
    "字[号体]|打印|关闭|收藏|分享|浏览|点击|阅读|访问|查看|人气|热度|举报|纠错|新闻|播报|扫码|评论"
)
_ABOUT = re.compile(r"[0-9]{4}\s*[-年/.]|来源|时间|作者|发布|编辑|日期")
# What a bar at the beginning of a line begins with; none at its end ends with a full stop.
_HEAD_MARKS = "|[【"
_REST = re.compile(r"\s*\((?:剩余|未完,?(?:全文)?(?:共)?)[0-9]+字\)$")


def trim(line: Line) -> list[Line]:
    """Cut a stray bar from the edges of a line, and a bar of page functions from the end of a source line."""
    key = line.key
    # Lines of text, which are most, begin and end with nothing that any of this looks for.
    if key[-1:] == "。" and key[:1] not in _HEAD_MARKS:
        return [line]
    parts: list[Line] = []
    if len(line.key) > 1 and line.key[0] == "|" and not MARKS.match(line.key):
        mark, line = line.cut(len(line.key) - len(line.key.lstrip("| ")))
        mark.furniture = "mark"
        parts.append(mark)
    if (found := _BAR_HEAD.match(line.key)) and found.end() < len(line.key):
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
    if line.key.endswith("endprint") and len(line.key) > len("endprint"):  # what a digitizer left
        line, bar = line.cut(len(line.key) - len("endprint"))
        bar.furniture = "code"
        tail.insert(0, bar)
    if line.key.endswith("字)") and (found := _REST.search(line.key)) and found.start() > 0:
        line, bar = line.cut(found.start())
        bar.furniture = "bar"
        tail.insert(0, bar)
    return [*parts, line, *tail]
