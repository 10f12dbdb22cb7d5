"""What pages put below an article: lists of others, files, the makers of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.collect.lines import NUMBERED, Line
from index.collect.page_lines import bar_words
from index.collect.page_notices import COPYRIGHT, CREDIT, EDITORS, FOOTER

# Lines from the end among which they are looked for.
TAIL = 14
_TEASER, _SCRAP, _ADVERTISED = 160, 30, 400
_FILE = re.compile(r"^[^。]{2,80}\.(?:pdf|docx?|xlsx?|pptx?|wps|zip|rar|ofd|jpe?g|png|mp4)$")


_LISTED = re.compile(r"0[1-9]\s")  # 01 the title of another article


def _title_like(line: Line) -> bool:
    if len(line.compact) <= _TEASER and line.key.endswith(("...", "…")):
        return True  # the first words of another article
    return (
        len(line.compact) <= 64
        and not line.key.endswith(("。", ";", ":", ",", "、"))
        and (not NUMBERED.match(line.key) or _LISTED.match(line.key) is not None)
    )


# Where to write to: 某某投稿邮箱:…, 小编微信:…
_CONTACT = re.compile(
    r"^[^。,:]{0,12}(?:投稿|来稿|供稿)(?:邮箱|信箱|热线|电话|地址)\s*:.{4,60}$"
    r"|^(?:小编|编辑|客服|商务|微信)(?:微信|qq|邮箱)号?\s*:[\x20-\x7e]{4,40}$"
)
# Links to files by their number, and who runs the site, as the last lines of all.
_LINK_NAME = re.compile(
    r"^(?:文件|附件|图片|链接)[一二三四五六七八九十0-9]{1,2}$|^(?:相关)?附件(?:下载)?\s*:$|^(?:关键词|标签|tags?)\s*:$"
    r"|^(?:文件附件|附件下载|附件列表)\s*:?$|^(?:评分|评论|关闭|打印|返回|分享|收藏|顶部|举报|推荐|赞赏|点赞|在看|喜欢)$|^[a-z]$|^[\u3400-\u9fff]{2,4}本地(?:新闻|资讯)$|^\([0-9]{1,6}\)$"
    r"|^[\u3400-\u9fff]{2,10}(?:微信|微博|抖音|公众号|视频号)$|^[\u3400-\u9fff()]{4,24}(?:主办|承办|主管)(?:\s+[\u3400-\u9fff\s]{2,40})?$"
)


def _below(lines: Sequence[Line], index: int) -> bool:
    """Whether nothing but furniture follows, and text stands above."""
    return all(line.furniture is not None for line in lines[index + 1 :]) and any(
        line.furniture is None and line.ends_sentence for line in lines[:index]
    )


def set_apart(lines: list[Line]) -> None:
    """Lists of other articles after the text, and what pages put below: only where no text follows."""
    _footers(lines)
    _files(lines)
    if any(line.furniture in ("related", "previous-next") for line in lines):
        _listed_below(lines)
        _files(lines)


def _listed_below(lines: list[Line]) -> None:
    listed = True  # whether all that follows reads as titles
    below: list[Line] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.furniture == "related":
            if listed or _advertises(line, below, index > len(lines) // 2):
                for other in below:
                    other.furniture = "related"
                below = []
            elif line.compact not in bar_words():
                line.furniture = None  # a section of the article that happens to bear such a name
        elif line.furniture == "previous-next" and line.key.rstrip().endswith((":", "篇")):
            if listed and len(below) <= 2 and index > len(lines) // 2:
                for other in below:
                    other.furniture = "previous-next"
                below = []
        elif line.furniture is None and not EDITORS.match(line.key) and not CREDIT.match(line.key):
            listed = listed and _title_like(line)
            below.append(line)


def _advertises(label: Line, below: Sequence[Line], late: bool) -> bool:
    """Whether what stands below 新闻推荐 begins other articles, and a word of the site follows them."""
    return (
        late
        and "推荐" in label.key
        and any(line.key.endswith(("...", "…")) and len(line.compact) <= _TEASER for line in below)
        and sum(len(line.compact) for line in below) <= _ADVERTISED
    )


def _between_feet(lines: list[Line]) -> None:
    """Labels of the page between who edited the text and the notice of rights: 更多精彩内容."""
    between: list[Line] = []
    for line in reversed(lines[-TAIL:]):
        if line.furniture is not None:
            between = []
        elif EDITORS.match(line.key):
            for other in between:
                other.furniture = "copyright"
            return
        elif line.ends_sentence or len(line.compact) > _SCRAP:
            return
        else:
            between.append(line)


def _files(lines: list[Line]) -> None:
    for index in range(len(lines) - 1, max(len(lines) - TAIL, 0), -1):
        after = lines[index + 1].furniture if index + 1 < len(lines) else None
        if lines[index].furniture is None and (
            ("." in lines[index].key and _FILE.match(lines[index].key))
            or _CONTACT.match(lines[index].key)
            or (_below(lines, index) and _LINK_NAME.match(lines[index].key))
            or (after == "attachment" and re.fullmatch(r"附件(?:下载)?\s*:?", lines[index].key))
        ):
            lines[index].furniture = "attachment"


def _footers(lines: list[Line]) -> None:
    footer = [line for line in lines[-TAIL:] if len(line.key) <= 120]
    strong = [line for line in footer if line.furniture is None and COPYRIGHT.match(line.key)]
    for line in strong:
        line.furniture = "copyright"
    if strong:
        for line in footer:
            if line.furniture is None and FOOTER.match(line.key):
                line.furniture = "copyright"
        # What stands below the notice of rights is the site's: its other systems, a box to log in.
        for line in footer[footer.index(strong[0]) :]:
            if line.furniture is None and len(line.compact) <= _SCRAP and not line.ends_sentence:
                line.furniture = "copyright"
    if any(line.furniture == "copyright" for line in footer):
        _between_feet(lines)
