"""Page furniture: what a web page puts around an article.

A rule sets a line apart only on its structure: a known label or bar of labels, at a place where pages have
it.
Text that is lost is far worse than furniture that is kept, so every rule asks for the whole line.
Rules look at the folded line (``Line.key``): simplified, half-width, lower case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from types import BuiltinMethodType

from index.collect import mastheads, repeated
from index.collect.lines import NUMBERED, Line
from index.collect.tables import rows

_SEPARATORS = re.compile(r"[\s|>/\[\]【】()<:,·•×*《》]+")
# Brackets alone on a line may be text (a broken sentence): only those of bars, 【 and 】, count as marks.
_MARKS = re.compile(
    r"^(?:[\s|>/<×x_=~*#+▼▲△▽↓↑◆◇●○■□★☆※]+|(?:&(?:nb|en|em)sp;|\s)+|[\s\-|]*[|\-][\s|]*|[\s\[【]*[\[\]【】]\s*"
    r"|[\s\-]*(?:the )?end[\s\-]*)$"
)
_SIZES = (
    r"(?:特大|超大|加大|放大|大|中|小|默认|正常|标准|缩小|减小|还原|打印(?:本页|此页|正文|文章)?|正文下载|下载"
    r"|关闭|收藏|分享|t|a|\+|-)"
)
_BAR_TAIL = re.compile(
    rf"[\s|]*(?:[【\[(]?\s*字[号体]\s*(?:大小)?\s*:?\s*[\[(【]?\s*(?:{_SIZES}[\s|/\[\]【】()]*)+"
    r"|字[号体]\s*:\s*(?:[\[【(]\s*[\]】)]\s*)*|[【\[]\s*(?:打印|关闭|收藏)[^。]{0,20}|(?<=[\s|\]】0-9])分享[到至]?\s*:[^。,]{0,20}"
    r"|(?:浏览|点击|阅读)(?:次数|量|数)\s*(?::\s*[0-9,]*|(?<=\s)[0-9,]+)\s*次?"
    r"|(?<=[\s|])[\[【]?(?:举报|纠错|我要纠错|听新闻|语音播报)[\]】]?)$"
)
# 【纠错】责任编辑:…
_BAR_HEAD = re.compile(r"[\[【](?:我要)?(?:纠错|打印|关闭|收藏)[\]】]\s*(?=[\[【]?[\u3400-\u9fff]{2,6}:)")
# What a bar at the end of a line cannot do without: looked for first, because that is quicker by far.
_BAR_WORD = re.compile("字[号体]|打印|关闭|收藏|分享|浏览|点击|阅读|举报|纠错|听新闻|播报")
_ABOUT = re.compile(r"[0-9]{4}\s*[-年/.]|来源|时间|作者|发布|编辑|日期")
_COUNTER = re.compile(
    r"^(?=.*[0-9:])(?:阅读量?|浏览(?:次数|量)?|点击(?:数|量|率)?|访问(?:次数|量)|阅读(?:次数|数)"
    r"|播放量?|热度|人气"
    r"|(?:全部)?评论数?)\s*[:(]?\s*[0-9,.万+]*\s*[次条]?\)?$"
)
_PLAYER = re.compile(
    r"^(?:视频|音频|图片|页面|内容)?(?:正在)?加载中?\s*[.…。·]*$|^您的浏览器不支持.{0,30}$"
    r"|^[0-9]{2}:[0-9]{2}\s*/\s*[0-9]{2}:[0-9]{2}$|^\+1$"
)
_KEYWORDS = re.compile(
    r"^[\[【(]\s*关\s*键\s*[词字]\s*[\]】)]|^(?:关键[词字]|标签|tags?|keywords?|文章标签|本文关键词)\s*:"
)
_WELCOME = re.compile(
    r"^(?:您好[,!]?\s*)?欢迎(?:您)?(?:来到|访问|光临|进入|登录|关注).{0,40}"
    r"(?:网站?|官网|主页|平台|门户|公众号|客户端)[!。]?$"
    r"|^(?:您好[,!]?\s*)?欢迎(?:您)?(?:进入|访问|光临|登录)[\u3400-\u9fff]{4,30}[!。]$"
    r"|^欢迎(?:您)?(?:使用)?(?:手机|移动端|客户端|浏览器)(?:.{0,6})(?:浏览|访问|阅读)[!。]?$"
)
_CRUMB = re.compile(
    r"^(?:当前|您的|您当前的?|你的|你当前的?|现在|您现在的?)(?:所在的?)?位置(?:是)?\s*:?|^首页\s*(?:>|/|\|)"
)
_TURN = re.compile(
    r"^[\s\-|<>«»·•*]*(?:上|下|前|后)一(?:篇|条|则|页|章|版|期)\s*(?:文章|新闻|信息)?\s*(?::|$|[|<>«»]|下一)"
    # the frame of a paper's pages: 下一篇 4 放大 缩小 默认
    r"|^(?:[上下]一[篇版][\s0-9]*)+(?:(?:放大|缩小|默认)\s*)+$"
    r"|^[\s\-|]*没有了\s*$"
)
_RELATED = re.compile(
    r"^[\[【(]*(?:(?:猜你|您可能|你可能|您可能还|你可能还)(?:喜欢|感兴趣|关注|想看)的?.{0,6}"
    r"|相关(?:报道|信息|阅读|新闻|链接|文章|推荐|文档|附件|内容|专题|资讯|稿件|热词|解读|文件|视频|图片)"
    r"|(?:推荐|延伸|扩展|更多|精彩|热门|热点|为您|为你)(?:阅读|推荐|新闻|文章|资讯|内容|信息)"
    r"|往期(?:回顾|推荐|精彩)|(?:频道|新闻|本站|今日|图文|专题)推荐|喜欢此内容的人还喜欢"
    r"|热门(?:文章|排行|点击|评论)|(?:新闻|热点|点击|阅读|24小时)排行榜?|最新(?:文章|评论|消息|资讯"
    r"|动态)|网友评论|友情链接)"
    r"[\]】)>]*\s*(?::|>>|»|更多|$)+\s*$"
)
_SCAN = re.compile(
    r"^[\s》>]*(?:(?:请)?(?:用|打开|使用)?(?:手机|微信)?\s*扫一扫"
    r"|(?:请)?(?:用|打开|使用)?(?:手机|微信)?\s*(?:扫一扫|扫描|扫码|长按)"
    r".{0,12}(?:二维码|手机|当前页|关注|分享|下载|阅读全文|打开).{0,14}"
    r"|.{0,12}(?:微信)?公众号二维码.{0,6}|点击(?:图片|此处|这里|上方|下方|右上角)(?:进入|查看|下载"
    r"|浏览|关注).{0,20}"
    r"|打开.{0,10}(?:app|客户端).{0,4}(?:查看|阅读).{0,8}|.{0,24}官方(?:微信)?公众号|[\u3400-\u9fff]{2,16}\s+\."
    r"|点击(?:上方|下方)?.{0,4}(?:蓝字|关注).{0,12}|.{0,8}手机打开当前页|分享到.{0,12})[《<\s]*$"
)
_COPYRIGHT = re.compile(
    r"^(?:版权所有|copyright|©|\(c\)|版权声明|免责声明|网站标识码|.{0,3}公网安备|.{0,24}icp备"
    r"|违法和不良信息举报"
    r"|互联网新闻信息服务许可证|建议使用.{0,20}浏览器|(?:主办|承办|主管)(?:单位)?:.{2,40}(?:技术支持|技术维护)\s*:)"
)
# Said by notices about an event as well: furniture only beside the lines above.
_FOOTER = re.compile(
    r"^(?:网站地图|联系我们|关于我们|技术支持\s*:|(?:主办|承办|协办|维护|运维)(?:单位)?\s*:"
    r"|联系电话\s*:|地址\s*:|邮编\s*:)"
)
_DISCLAIMER = re.compile(
    r"^(?:我要评论\s*)?\(?网友评论仅供.{4,60}$|^(?:[(\[【*※]*\s*)?(?:平台声明|特别声明|版权声明|免责声明|声明|温馨提示)\s*:?.{0,200}(?:版权|侵权|转载"
    r"|搜狐号|本站|本网|观点|联系)"
    r"|^[(]?本文(?:为|系|由).{0,40}(?:平台|入驻|作者上传|用户上传|不得转载|谢绝转载|禁止转载|原创(?:文章|稿件|作品)?,?\s*转载请)|^本文(?:内容|图片|来源|转载).{0,60}(?:侵权|删除|版权)"
)
# What is left of a text that its site shows only in part, and what stands around such a part.
_PARTLY = re.compile(
    r"^\(?(?:本文)?(?:未完,?|全文共|剩余)[^。]{0,8}[0-9]+字[^。]{0,16}\)?$|^\(?阅读(?:全部|全文|剩余)[^。]{0,14}登录[!。]?\)?$"
    r"|^\(?请认真阅读下面的提示信息\)?$|^打开文本图片集$|^马上注册,.{4,40}$|^您需要\s*登录\s*才可以.{2,30}$"
    r"|^本(?:篇)?文(?:章)?(?:全文|共)?[0-9]+字,(?:预计)?(?:阅读|读完)(?:完)?(?:约|需要?)?[0-9]+分钟$"
)
_REST = re.compile(r"\s*\((?:剩余|未完,?(?:全文)?(?:共)?)[0-9]+字\)$")
_TAGS = re.compile(r"^(?:#[^#\s。]{1,20}\s*[0-9]+\s*个\s*)+$")
# Above the text only: in a notice such a line may be what it is about.
_SEARCH = re.compile(
    r"^(?:站内搜索|(?:热门|热点)搜索|热搜词?|搜索热词|投稿(?:邮箱|信箱|热线|电话))\s*:.{0,60}$"
)
_PAGES_OF_PAPER = re.compile(r"^第?\s*[a-z]?[0-9]{1,5}\s*版\s*:\s*[\u3400-\u9fff·/ ]{2,12}$")
_CODE = re.compile(r"^[0-9a-f]{24,64}\s*:?$")
EDITORS = re.compile(
    r"^[(\[【]?\s*(?:责任编辑|责编|值班编辑|本期编辑|网络编辑|编辑|校对|审核|审校|监制|编审|初审|复审"
    r"|终审|核稿|签发"
    r"|责任校对|版面设计|美编)\s*[:/|】]"
)
_CREDIT = re.compile(
    r"^[(\[【]?\s*(?:来源|作者|撰稿人?|供稿(?:单位)?|图片?|图文|文字|摄影|素材|记者|通讯员)\s*[:/|]"
)
_STATED = re.compile(
    r"^[(\[【]?\s*(?:(?:信息|稿件|文章|新闻)?来源|稿源|发布(?:时间|日期)|日期|发表时间)(?:于)?\s*[:/|]"
)
_FILE = re.compile(r"^[^。]{2,80}\.(?:pdf|docx?|xlsx?|pptx?|wps|zip|rar|ofd|jpe?g|png|mp4)$")
HEAD, TAIL = 14, 14
# The last step of a path may be the title, where no other line is.
_TITLE = 8


@cache
def _bar_words() -> dict[str, bool]:
    """Words of page bars; ``True``: alone on its line only beside other furniture."""
    return {word: place == "beside" for word, place in rows("collect", "page-words.tsv")}


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """``lines``, some of them cut in two, with ``furniture`` set on those that are not text."""
    result = [part for line in lines for part in _trim(line)]
    _bars(result)
    _crumbs(result)
    mastheads.set_apart(result, _bar_words())
    repeated.head(result)
    repeated.tail(result)
    _tail_blocks(result)
    return result


def is_notice(key: str) -> bool:
    """Whether a folded line is a notice of the site: rights, liability, registration."""
    return (
        _COPYRIGHT.match(key) is not None
        or _FOOTER.match(key) is not None
        or (len(key) <= 260 and _DISCLAIMER.match(key) is not None)
    )


def is_credit(key: str) -> bool:
    """Whether a folded line says who edited or wrote the text, or where it is from, with a label."""
    return EDITORS.match(key) is not None or _CREDIT.match(key) is not None or _STATED.match(key) is not None


def kept(lines: Sequence[Line]) -> list[Line]:
    """The lines that are text."""
    return [line for line in lines if line.furniture is None]


def _trim(line: Line) -> list[Line]:
    """Cut a stray bar from the edges of a line, and a bar of page functions from the end of a source line."""
    parts: list[Line] = []
    if len(line.key) > 1 and line.key[0] == "|" and not _MARKS.match(line.key):
        mark, line = line.cut(1)
        mark.furniture = "mark"
        parts.append(mark)
    if (found := _BAR_HEAD.match(line.key)) and found.end() < len(line.key):
        bar, line = line.cut(found.end())
        bar.furniture = "bar"
        parts.append(bar)
    tail: list[Line] = []
    if len(line.key) > 1 and line.key[-1] == "|" and not _MARKS.match(line.key):
        line, mark = line.cut(len(line.key) - 1)
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
    if line.key.endswith("字)") and (found := _REST.search(line.key)) and found.start() > 0:
        line, bar = line.cut(found.start())
        bar.furniture = "bar"
        tail.insert(0, bar)
    return [*parts, line, *tail]


def _kind(line: Line) -> str | None:
    """What a line is by itself, whatever stands around it."""
    key, size = line.key, len(line.key)
    limit = next((limit for limit in _LIMITS if size <= limit), None)
    if limit is None or (not _any_rule(limit).match(key) and (size > _BAR or not _is_bar(key))):
        return None
    for kind, limit, rule in _RULES:
        if size <= limit and rule(key):
            if kind in ("welcome", "scan") and line.ends_sentence and size > 24:
                return None
            return kind
    return None


_BAR = 80  # characters of the longest bar
# Kind, greatest length of the line, rule.
_RULES: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("mark", 40, _MARKS.match),
    ("player", 60, _PLAYER.match),
    ("bar", _BAR, lambda key: _is_bar(key)),
    ("counter", 24, _COUNTER.match),
    ("keywords", 120, _KEYWORDS.match),
    ("welcome", 48, _WELCOME.match),
    ("breadcrumb", 120, _CRUMB.match),
    ("previous-next", 200, _TURN.match),
    ("related", 24, _RELATED.match),
    ("scan", 48, _SCAN.match),
    ("code", 66, _CODE.match),
    ("bar", 48, _PARTLY.match),
    ("bar", 80, _TAGS.match),
    ("copyright", 260, _DISCLAIMER.match),
)
_LIMITS = sorted({limit for _, limit, _ in _RULES})


@cache
def _any_rule(size: int) -> re.Pattern[str]:
    """All patterns for lines of that size as one: lines of text, which are long, are asked few."""
    rules = [rule for _, limit, rule in _RULES if size <= limit]
    patterns = [
        rule.__self__.pattern
        for rule in rules
        if isinstance(rule, BuiltinMethodType) and isinstance(rule.__self__, re.Pattern)
    ]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _tokens(key: str) -> list[str]:
    return [token for token in _SEPARATORS.split(key.replace("...", "").replace("…", "")) if token]


@cache
def _bar_line() -> re.Pattern[str]:
    """Lines of nothing but characters of bar words and separators; the others need not be taken apart."""
    return re.compile(
        "[" + re.escape("".join(sorted({*"".join(_bar_words()), *"|>/[]【】()<:,·•×*《》.…"}))) + r"\s]*"
    )


def _is_bar(key: str) -> bool:
    if not _bar_line().fullmatch(key):
        return False
    tokens = _tokens(key)
    words = _bar_words()
    if not tokens or not all(token in words for token in tokens):
        return False
    return len(tokens) > 1 or not words[tokens[0]] or key[-1] in ":>】]" or key[0] in "【["


def _bars(lines: list[Line]) -> None:
    for index, line in enumerate(lines):
        if line.furniture is None:
            line.furniture = _kind(line)
            if line.furniture is None and index < HEAD and _SEARCH.match(line.key):
                line.furniture = "bar"
    for before, line in pairwise(lines):  # the other pages of a newspaper, one a line
        if _PAGES_OF_PAPER.match(line.key) and _PAGES_OF_PAPER.match(before.key):
            before.furniture = line.furniture = "menu"
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
        and (tokens := _tokens(line.key))
        and tokens[0] in _bar_words()
        and len(tokens) == 1
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


def _crumbs(lines: list[Line]) -> None:
    """A breadcrumb that is spread over lines: 首页 / > / 政务信息 / > / 要闻, its last name perhaps twice."""
    for index, line in enumerate(lines):
        if line.furniture not in ("breadcrumb", "bar", "mark") or ">" not in line.key or index == 0:
            continue
        if len(_tokens(line.key)) > 0 and line.furniture != "breadcrumb":
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


def _title_like(line: Line) -> bool:
    return (
        len(line.compact) <= 64
        and not line.key.endswith(("。", ";", ":", ",", "、"))
        and not NUMBERED.match(line.key)
    )


def _tail_blocks(lines: list[Line]) -> None:
    """Lists of other articles after the text, and what pages put below: only where no text follows."""
    if any(line.furniture in ("related", "previous-next") for line in lines):
        _listed_below(lines)
    _files_and_footers(lines)


def _listed_below(lines: list[Line]) -> None:
    listed = True  # whether all that follows reads as titles
    below: list[Line] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.furniture == "related":
            if listed:
                for other in below:
                    other.furniture = "related"
                below = []
            elif line.compact not in _bar_words():
                line.furniture = None  # a section of the article that happens to bear such a name
        elif line.furniture == "previous-next" and line.key.rstrip().endswith((":", "篇")):
            if listed and len(below) <= 2 and index > len(lines) // 2:
                for other in below:
                    other.furniture = "previous-next"
                below = []
        elif line.furniture is None and not EDITORS.match(line.key) and not _CREDIT.match(line.key):
            listed = listed and _title_like(line)
            below.append(line)


def _files_and_footers(lines: list[Line]) -> None:
    for index in range(len(lines) - 1, max(len(lines) - TAIL, 0), -1):
        after = lines[index + 1].furniture if index + 1 < len(lines) else None
        if lines[index].furniture is None and (
            ("." in lines[index].key and _FILE.match(lines[index].key))
            or re.match(r"^投稿(?:邮箱|信箱|热线|电话)\s*:.{4,60}$", lines[index].key)
            or (after == "attachment" and re.fullmatch(r"附件(?:下载)?\s*:?", lines[index].key))
        ):
            lines[index].furniture = "attachment"
    footer = [line for line in lines[-TAIL:] if len(line.key) <= 120]
    strong = [line for line in footer if line.furniture is None and _COPYRIGHT.match(line.key)]
    for line in strong:
        line.furniture = "copyright"
    if strong:
        for line in footer:
            if line.furniture is None and _FOOTER.match(line.key):
                line.furniture = "copyright"
