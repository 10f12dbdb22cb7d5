"""What pages print above a title without a label: the site's name, and the path to the page (甲网 > 乙 > 丙).

Both look like titles, so they are set apart only where a better title stands below them, before the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from index.collect.about import is_medium
from index.collect.gazetteer import city_of, region_of
from index.collect.lines import NUMBERED, Line
from index.collect.shapes import is_byline

_PATH = re.compile(r"^[^<>»›→。!?;]{0,24}(?:\s*(?:>{1,3}|»|›|→)\s*[^<>»›→。!?;]{0,30})+$")
# A masthead has no verb: 织密党建网 is a title.
_SITE = re.compile(
    r"^(?![织筑编构搭铺建拉结布扎守打]|.{0,4}[“”\"])(?:中华人民共和国[\u3400-\u9fff]{2,14}(?:部|委员会|署|局|院|行)"
    r"|[\u3400-\u9fff·]{1,18}(?:网|网站|(?:网站?)?首页|门户|官网|频道|新闻中心|在线|数字报纸?|电子报|电子版|平台|网(?:手机|移动|触屏|电脑)版)"
    r"|[\u3400-\u9fff]{2,12}(?:省|市|县|区|州|自治区)人民政府(?:门户网站|办公[厅室])?"
    r"|中共[\u3400-\u9fff]{4,24}(?:工作委员会|工委|委员会)"
    r"|信用中国\([\u3400-\u9fff]{2,12}\)|电子报(?:阅读[机器]|刊)|[\u3400-\u9fff]{2,10}(?:新闻|频道|网|资讯|文章)正文"
    r"|(?:人民|头条|百家|搜狐|网易|澎湃|企鹅|大鱼|一点|强国|新华)号(?:·[\u3400-\u9fff]{2,6})?|[\u3400-\u9fff]{4,24}(?:主办|主管)"
    r"|[\u3400-\u9fff()]{3,24}(?:有限公司|股份公司|集团公司|集团|大学|学院))$"
)
_PAGE_OF_PAPER = re.compile(
    r"^第?\s*[a-z]?[0-9]{1,5}\s*版\s*:\s*[^。,:]{2,40}?(?:[\s0-9]*[上下]一版[\s0-9]*)*$"
    r"|^(?:标题|版面|文章)导航$"
)
# The column in which a page files a text: 医院新闻, 党群工作.
_COLUMN = re.compile(
    r"^(?:[\u3400-\u9fff]{2,4}(?:新闻|动态|要闻|资讯|详情|快讯|简讯|信息|公告|公示|园地|天地|专栏|之窗|风采|在线|播报|看点|热点|频道|速递|纵横)"
    r"|(?:党群|党务|党建|基层|机关|组织|宣传|纪检|支部|团学|工会|群团|政工|党史|领导班子|干部队伍|人才队伍|基层组织|党风廉政|精神文明|思想政治)(?:工作|建设|活动|学习|文化|园|视窗|窗口|交流|报道))$"
)
# What pages are called to be found: words between underscores.
_WORDS_TO_FIND = re.compile(r"^[^_]{2,30}(?:_[^_]{2,30}){3,}$")
# Bait that is put into pages of others.
_BAIT = re.compile(
    "在线(?:观看|播放|电影|视频|影院)|[一二三]区[一二三]区|免费(?:观看|视频|播放)|精品.{0,4}视频|滚球|(?:娱乐|体育|直播|彩票)平台|高清(?:完整|无码)"
)
_CONTACT = re.compile(
    r"^[-•·*]?\s*[\u3400-\u9fff]{0,6}(?:电话|热线|邮箱|信箱|传真|qq群?|e-?mail)\s*:\s*[\x20-\x7e]{5,40}$"
)
_SITE_AND_COLUMNS = re.compile(
    r"^(?![织筑编构搭铺建拉结布扎守打])(?:[\u3400-\u9fff]{2,10}(?:党员网|党建网|新闻网|先锋网)|人民网|新华网|央视网|光明网|共产党员网|[\u3400-\u9fff]{2,6}日报)\s+"
    r"[\u3400-\u9fff·\s]{2,16}$"
)
_STEP = re.compile(r">{1,3}|»|›|→")
_ITEM, _ITEMS, _TOP = re.compile(r"^[-•·]\s+[^:。]{8,60}$"), 3, 14
_LABELLED = re.compile(r"^[-•·]\s+[\u3400-\u9fff\s]{2,8}:")
_MENU, _SHORT, _MANY = 8, 5, 6
_MENU_BAR = re.compile(r"^[^|。,:]{1,8}(?:\s*\|\s*[^|。,:]{1,8}){2,}$")
_DEPTH = 6
_BETWEEN = re.compile("[,_|-]")
# Lines from the top among which the path to the page is looked for, and the longest line above the text.
_PATH_DEPTH, _PATH_LONGEST = 16, 80


def set_apart(lines: Sequence[Line], words: Container[str]) -> None:
    """Set ``furniture`` on the site's name and the path above a title (at most six lines from the top).

    ``words`` are those of page bars.
    """
    head: list[Line] = []
    for line in lines:
        if line.furniture is not None:
            continue
        if len(line.compact) > 80 or (line.ends_sentence and not _calls(line)):
            break
        head.append(line)
    _above_path(lines)
    head = [line for line in head if line.furniture is None]
    _menu(lines, head, words)
    _items([line for line in lines if line.furniture is None][:_TOP])
    head = [line for line in head if line.furniture is None]
    for line in head[1:_DEPTH]:
        if len(_STEP.findall(line.key)) > 1 and _PATH.match(line.key) and line is not head[-1]:
            line.furniture = "breadcrumb"  # some sites have it below the title
    for index, line in enumerate(head[:_DEPTH]):
        if len(_STEP.findall(line.key)) > 1 and _PATH.match(line.key) and line is not head[-1]:
            line.furniture = "breadcrumb"
            continue
        if not _title_below(head, index):
            break
        if _PATH.match(line.key):
            line.furniture = "breadcrumb"
        elif any(rule.match(line.key) for rule in (_PAGE_OF_PAPER, _WORDS_TO_FIND, _CONTACT)) or (
            (_COLUMN.match(line.compact) and _title_next(head, index))
            or (_BAIT.search(line.key) and len(_BETWEEN.findall(line.key)) > 1)
        ):
            line.furniture = "masthead"
        elif (
            _MENU_BAR.match(line.key) or _are_media(line.key) or _is_menu(line.key, words)
        ) and not is_byline(line):
            line.furniture = "menu"
        elif index < 3 and (is_site_name(line.compact) or (index == 0 and _begins_site(line.key))):
            line.furniture = "masthead"
    _first_word(lines, head)


def _above_path(lines: Sequence[Line]) -> None:
    """What stands above the path to the page is the page's, where the title stands below it."""
    top = lines[:_PATH_DEPTH]
    for index, line in enumerate(top):
        if line.furniture is None and (line.ends_sentence or len(line.compact) > _PATH_LONGEST):
            return
        path = line.furniture == "breadcrumb" or (
            line.furniture is None and len(_STEP.findall(line.key)) > 1 and _PATH.match(line.key)
        )
        if not path:
            continue
        below = _head_of(lines[index + 1 :])
        above = [other for other in top[:index] if other.furniture is None]
        if not any(_introduced(above, other) for other in range(len(above))) and any(
            _introduced(below, other) or (_may_be_title(other_line) and not NUMBERED.match(other_line.key))
            for other, other_line in enumerate(below)
        ):
            for other_line in above:
                other_line.furniture = "masthead"
        return


def _head_of(lines: Sequence[Line]) -> list[Line]:
    """The lines above the text, without furniture."""
    head: list[Line] = []
    for line in lines:
        if line.furniture is None:
            if len(line.compact) > _PATH_LONGEST or (line.ends_sentence and not _calls(line)):
                break
            head.append(line)
    return head


def _calls(line: Line) -> bool:
    """Whether a line is a title that calls out or asks: …迎来新发展!"""
    return line.key[-1:] in "!?" and len(line.compact) <= 60 and "。" not in line.key


def has_title(lines: Sequence[Line]) -> bool:
    """Whether one of the lines that stand above the text may be its title."""
    for line in lines:
        if line.furniture is None and line.ends_sentence:
            break
        if line.furniture is None and _may_be_title(line):
            return True
    return False


def _first_word(lines: Sequence[Line], head: Sequence[Line]) -> None:
    """A short name at the very top, with the page's bars right below it."""
    if (
        head
        and head[0].furniture is None
        and len(head[0].compact) <= 6
        and _before_furniture(lines, head[0])
        and any(_may_be_title(line) for line in head[1:])
    ):
        head[0].furniture = "masthead"


def _before_furniture(lines: Sequence[Line], line: Line) -> bool:
    after = next((b for a, b in pairwise(lines) if a is line), None)
    return after is not None and after.furniture in ("breadcrumb", "menu", "bar")


def _is_menu(key: str, known: Container[str]) -> bool:
    """Whether a line is the words of a menu between spaces: its home page or a button and more, or six words
    and more. ``known``: the words of page bars.
    """
    words = [word for word in re.split(r"[\s|]+", re.sub(r"首\s+页", "首页", key)) if word]
    if len(words) >= _MANY and words[0] in ("首页", "网站首页", "主页"):
        return all(re.match(r"^[\u3400-\u9fff]{2,8}$", word) for word in words)
    return all(re.match(r"^[\u3400-\u9fff]{2,6}$", word) for word in words) and (
        len(words) >= 6
        or (len(words) >= 3 and words[0] in ("首页", "网站首页", "主页"))
        or (len(words) >= 4 and any(len(word) >= 4 and word in known for word in words))
        or (len(words) >= 3 and words[-1] in ("搜索", "登录", "注册"))
    )


def _are_media(key: str) -> bool:
    """Whether a line counts off the papers of a house: 某报集团旗下媒体: 某日报 | 某晚报 | 某某网."""
    parts = [part.strip() for part in key.partition(":")[2].split("|")] if key.count("|") > 1 else []
    return sum(map(is_medium, parts)) >= _ITEMS


def _begins_site(key: str) -> bool:
    """Whether a line is the name of a site and of its columns: 某某党建网 基层动态·支部故事."""
    return _SITE_AND_COLUMNS.match(key) is not None


def is_site_name(name: str) -> bool:
    """Whether ``name`` (compact) is a name of a site, an account or a publisher."""
    return _SITE.match(name) is not None or _is_account(name)


def _is_account(name: str) -> bool:
    """Whether ``name`` is a place and 机关党建, as accounts and columns are called."""
    place = re.sub(r"(?:省直|市直|市级)?(?:机关)?党建$", "", name)
    return place != name and (region_of(place) or city_of(place)) is not None


def _menu(lines: Sequence[Line], head: Sequence[Line], words: Container[str]) -> None:
    """The words of a menu, one a line, at the top: three or more of them, or fewer beside other furniture."""
    run: list[Line] = []
    title = False
    for index, line in enumerate(head):
        if is_byline(line):
            continue  # the page's clock, the edition
        title = (
            len(line.compact) > _MENU
            or re.search(r"[,:、“”《》]", line.key) is not None
            or (line.compact not in words and _introduced(head, index))
            or (index + 1 < len(head) and head[index + 1].key.startswith("--"))  # its subtitle is below
        )
        if title:
            break
        run.append(line)
    if not title or not _title_below(head, -1):
        return
    beside = bool(run) and lines[0].furniture is not None
    for line in run:
        if len(run) >= (2 if beside else 3) or line.compact in words:
            line.furniture = "menu"


def _items(top: Sequence[Line]) -> None:
    """The titles of other pages as a list, above a line about the text: - one title / - another title."""
    items = [line for line in top if _ITEM.match(line.key)]
    if len(items) < _ITEMS or not any(is_byline(line) for line in top[top.index(items[-1]) + 1 :]):
        return
    if any(_LABELLED.match(line.key) for line in items):
        return  # - 索引号:…: facts about the text as a list
    for line in items:
        line.furniture = "menu"


def _title_below(head: Sequence[Line], index: int) -> bool:
    """Whether a line below ``head[index]`` may be the title: a long one, or one with its byline below it."""
    return any(
        _may_be_title(head[other]) or _introduced(head, other) for other in range(index + 1, len(head))
    )


def _title_next(head: Sequence[Line], index: int) -> bool:
    """Whether a title stands right below, or below another name of a column."""
    for line in head[index + 1 : index + 3]:
        if not _COLUMN.match(line.compact):
            return _may_be_title(line) and not NUMBERED.match(line.key)
    return False


def _introduced(head: Sequence[Line], index: int) -> bool:
    """Whether a line of five characters or more has a line about the text right below it, and is none."""
    line = head[index]
    below = head[index + 1 : index + 3]
    if len(below) > 1 and is_medium(below[0].compact):
        below = below[1:]  # the name of the paper or account, and the day below it
    return (
        bool(below)
        and len(line.compact) >= _SHORT
        and is_byline(below[0])
        and not is_byline(line)
        and not is_site_name(line.compact)
        and not line.key.endswith((":", ",", "、"))
    )


def _may_be_title(line: Line) -> bool:
    return (
        len(line.compact) >= 8
        and not line.key.endswith((":", ",", "、"))
        and not line.key.startswith("-")
        and not _PATH.match(line.key)
        and not _SITE.match(line.compact)
        and not is_byline(line)
    )
