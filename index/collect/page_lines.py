"""Lines that pages put around an article, known by themselves whatever stands around them.

Rules look at the folded line (``Line.key``): simplified, half-width, lower case. Each asks for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import BuiltinMethodType

from index.collect.lines import Line
from index.collect.page_notices import DISCLAIMER
from index.collect.tables import rows

_SEPARATORS = re.compile(r"[\s|>/\[\]【】()<:,·•×*《》『』]+")
# Brackets alone on a line may be text (a broken sentence): only those of bars, 【 and 】, count as marks.
MARKS = re.compile(
    r"^(?:[\s|>/<×x_=~*#+▼▲△▽↓↑◆◇●○■□★☆※]+|(?:&(?:nb|en|em)sp;|\s)+|[\s\-|]*[|\-][\s|]*|[\s\[【]*[\[\]【】]\s*|\?+"
    r"|[\s\-]*(?:the )?end[\s\-]*)$"
)
_COUNTER = re.compile(
    r"^(?=.*[0-9:])(?:文章)?(?:阅读量?|浏览(?:次数|量)?|点击(?:数|量|率)?|访问(?:次数|量)|阅读(?:次数|数)"
    r"|播放量?|热度|人气|分享|点赞|收藏|转发|喜欢"
    r"|(?:全部)?评论数?)\s*[:(]?\s*[0-9,.万+]*\s*[次条]?\)?$|^[0-9]{1,6}\s*条评论$"
    r"|^\(?visited [0-9,]+ times?.{0,30}$|^[0-9,.k]+ (?:views|comments|shares)$"
)
_PLAYER = re.compile(
    r"^(?:视频|音频|图片|页面|内容)?(?:正在)?加载中?\s*[.…。·]*$|^您的浏览器不支持.{0,30}$"
    r"|^点击播报本文.{0,12}$|^[0-9]{2}:[0-9]{2}\s*/\s*[0-9]{2}:[0-9]{2}$|^\+1$"
    r"|^(?:请)?(?:稍等片刻|稍候|稍等|正在(?:加载|跳转|打开)[\u3400-\u9fff]{0,8}|页面加载中|loading)[\s,.…。]*(?:请稍[候等][\s.…。]*)?$"
)
# Pictures by name, as saved pages and Markdown have them: ![](a.jpg), 640 (1).jpg
_PICTURE = re.compile(r"^!\[[^\]]{0,60}\]\([^)\s]{1,300}\)$|^[\x20-\x7e]{1,60}\.(?:jpe?g|png|gif|bmp|webp)$")
# What a page shows of the day: the weather, today's date.
_WIDGET = re.compile(
    r"^(?:今天是|现在是|北京时间|现在时间|当前时间|今日天气)\s*:?[^。]{0,50}$"
    r"|^(?=.{0,50}(?:℃|°c))(?=.{0,50}(?:天气|气温|温度|多云|晴|阴|雨|雪|风力|风速)).{4,60}(?<!。)$"
)
# What scripts and templates leave: <%# count = … %>, "); Write(…
_SCRIPT = re.compile(
    r"^(?:<!--|-->).{0,340}$|^(?=[\x21-\x7e·])(?=.*(?:<%|%>|\{\{|\}\}|\{%|function\s*\(|document\.|window\.|\);|\$\())"
    r"(?:[^\u3400-\u9fff]*[\u3400-\u9fff]{0,12}){1,6}[^\u3400-\u9fff]*$"
)
_KEYWORDS = re.compile(
    r"^[\[【(]\s*关\s*键\s*[词字]\s*[\]】)]|^(?:关键[词字]|标签|tags?|keywords?|文章标签|本文关键词)\s*(?::|>>)"
)
_WELCOME = re.compile(
    r"^(?:您好[,!]?\s*)?欢迎(?:您)?(?:来到|访问|光临|进入|登录|关注).{0,40}"
    r"(?:网站?|官网|主页|平台|门户|公众号|客户端)[!。]?$"
    r"|^(?:您好[,!]?\s*)?欢迎(?:您)?(?:进入|访问|光临|登录)[\u3400-\u9fff]{4,30}[!。]$"
    r"|^欢迎(?:您)?(?:使用)?(?:手机|移动端|客户端|浏览器)(?:.{0,6})(?:浏览|访问|阅读)[!。]?$"
    # 旧版网站 今天是2024年11月21日星期四 登录
    r"|^[^,。;:]{0,12}今天是\s*(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[^,。;]{0,20}$"
)
_CRUMB = re.compile(
    r"^(?:当前|您的|您当前的?|你的|你当前的?|现在|您现在的?)(?:所在的?)?位置(?:是)?\s*:?|^首页\s*(?:>|/|\||-{2,})"
    r"|^首页(?:\s+-\s+[\u3400-\u9fff]{2,12}){1,5}$"
)
_TURN = re.compile(
    r"^[\s\-|<>«»·•*]*(?:上|下|前|后)一(?:篇|条|则|页|章|版|期)\s*(?:文章|新闻|信息)?\s*(?::|$|[|<>«»]|下一)"
    r"|^[\s\-|<>«»·•*]*[上下]一[篇条则]\s+(?!.*[。;]$)\S.{1,60}$"
    # the frame of a paper's pages: 下一篇 4 放大 缩小 默认, 当前版: 006版 上一版 下一版
    r"|^(?:当前版\s*:?\s*(?:第?\s*[a-z]?[0-9]{1,3}\s*版)?\s*)?(?:[上下]一[版期][\s0-9]*){2,}$"
    r"|^(?:[上下]一[篇版][\s0-9]*)+(?:(?:放大|缩小|默认)\s*)+$"
    r"|^[\s\-|]*没有了\s*$|^(?:next|previous|prev) (?:article|post|page)$"
)
_RELATED = re.compile(
    r"^[\[【(]*(?:(?:猜你|您可能|你可能|您可能还|你可能还)(?:喜欢|感兴趣|关注|想看)的?.{0,6}"
    r"|(?:暂无)?相关(?:报道|信息|阅读|新闻|链接|文章|推荐|文档|附件|内容|专题|资讯|稿件|热词|解读|文件|视频|图片)"
    r"|(?:推荐|延伸|扩展|更多|精彩|热门|热点|为您|为你)(?:阅读|推荐|新闻|文章|资讯|内容|信息)"
    r"|往期(?:回顾|推荐|精彩)|(?:频道|新闻|本站|今日|图文|专题|视频)推荐|(?:推荐|热门|相关|精彩)视频|喜欢此内容的人还喜欢"
    r"|(?:新闻|文章|相关|编辑|热门|精彩|本周|今日)推荐|推荐(?:新闻|文章|阅读)"
    r"|热门(?:文章|排行|点击|评论)|(?:新闻|热点|点击|阅读|24小时)排行榜?|最新(?:文章|评论|消息|资讯"
    r"|动态)|网友评论|友情链接)"
    r"[\]】)>]*\s*(?::|>>|»|更多|[.…]+|$)+\s*$"
)
_SCAN = re.compile(
    r"^https?://[\x21-\x7e]+\s*点.{2,12}$|^[\s》>]*(?:(?:请)?(?:用|打开|使用)?(?:手机|微信)?\s*扫一扫"
    r"|(?:请)?(?:用|打开|使用)?(?:手机|微信)?\s*(?:扫一扫|扫描|扫码|长按)"
    r".{0,12}(?:二维码|手机|当前页|关注|分享|下载|阅读全文|打开).{0,14}"
    r"|.{0,12}(?:微信)?公众号二维码.{0,6}|点击(?:图片|此处|这里|上方|下方|右上角)(?:进入|查看|下载"
    r"|浏览|关注).{0,20}|点击(?:上方|下方|观看|收看|播放)?(?:视频|音频|海报|链接|蓝字|名片)[,,].{2,16}|文章有问题.{2,24}"
    r"|打开[^。,]{1,14}(?:阅读|查看)(?:全文|更多|原文)?|穿越到手机|轻触这里.{2,10}|举报与纠错(?:\s*打印本文)?|打开.{0,10}(?:app|客户端).{0,4}(?:查看|阅读).{0,8}|关注.{2,16}(?:微信|微博|抖音|公众号)|.{0,24}官方(?:微信)?公众号|[\u3400-\u9fff]{2,16}\s+\."
    r"|点击(?:上方|下方)?.{0,4}(?:蓝字|关注).{0,12}|.{0,8}手机打开当前页|分享到.{0,12})[《<\s]*$"
)
# What is left of a text that its site shows only in part, and what stands around such a part.
_PARTLY = re.compile(
    r"^\(?(?:本文)?(?:未完,?|全文共|剩余)[^。]{0,8}[0-9]+字[^。]{0,16}\)?$|^\(?阅读(?:全部|全文|剩余)[^。]{0,14}登录[!。]?\)?$"
    r"|^\(?请认真阅读下面的提示信息\)?$|^打开文本图片集$|^论文部分内容阅读$|^下载到本地.{0,12}$|^本页面内容不允许直接阅读.{0,40}$|^扫描二维码(?:下载|打开|关注).{2,10}$|^上.{2,8}app(?:看|读|阅读).{0,24}$|^设备和账号都新为新人$|^马上注册,.{4,40}$|^您需要\s*登录\s*才可以.{2,30}$"
    r"|^(?:[【\[](?:正文|内容|content)[】\]]:?|(?:正文|内容|content|body|text):)$"
    r"|^-*\s*此处(?:隐藏|省略)[0-9]+字[^。]{0,14}$|^此处(?:内容)?(?:需要|需)(?:权限|登录|付费)[^。]{0,10}$"
    r"|^本(?:篇)?文(?:章)?(?:全文|共)?[0-9]+字,(?:预计)?(?:阅读|读完)(?:完)?(?:约|需要?)?[0-9]+分钟$"
)
# The box to write a comment in.
_COMMENT = re.compile(
    r"^(?:来说两句吧?|说点什么吧?|说说你的看法|写(?:下你的)?评论|我来说两句|快来(?:写|发表|抢)[\u3400-\u9fff]{0,8})[。.…!]*$"
)
# The buttons below a text with their counts, and what scripts say while they count.
_BUTTONS = re.compile(
    r"^(?:(?:分享|收藏|在看|点赞|赞|喜欢|留言|评论|阅读|转发)\s*[0-9万+.]*\s*){2,}$|^(?:在看|点赞|赞|留言)\s*[0-9万+.]+$"
    r"|^喜欢就按个赞吧!*$|^点击关闭(?:提示)?$|^数据统计中.{0,10}$|^搜索\s.{2,16}更多相关内容$|^文章相关标签\s*:.{0,24}$"
)
_TAGS = re.compile(r"^(?:#[^#\s。]{1,20}\s*[0-9]+\s*个\s*)+$")
_REGISTERED = re.compile(r"^国内统一(?:连续出版物号|刊号)\s*:?.{0,100}$")
_CODE = re.compile(r"^[0-9a-f]{24,64}\s*:?$")


def is_player(key: str) -> bool:
    """Whether a folded line is what a page shows in the place of a picture or film: 视频加载中..."""
    return _PLAYER.match(key) is not None


def is_related(key: str) -> bool:
    """Whether a folded line is the label of a list of other articles: 相关阅读."""
    return _RELATED.match(key) is not None


@cache
def bar_words() -> dict[str, bool]:
    """Words of page bars; ``True``: alone on its line only beside other furniture."""
    return {word: place == "beside" for word, place in rows("collect", "page-words.tsv")}


def kind_of(line: Line) -> str | None:
    """What a line is by itself, whatever stands around it."""
    key, size = line.key, len(line.key)
    if size > _LONG and key[-1] == "。" and not (key[0] in _LONG_HEADS or _FOR_READERS.search(key, 2, 9)):
        return None  # as nearly all lines of text
    gate = next((gate for _, most, gate in _gates() if size <= most), None)
    if gate is None or (not gate.match(key) and (size > _BAR or not _is_bar(key))):
        return None
    for kind, limit, rule in _RULES:
        if size <= limit and rule(key):
            if kind in ("welcome", "scan") and line.ends_sentence and size > 24:
                return None
            return kind
    return None


# What longer lines that end with a full stop begin with, if one of the rules is about them (scripts, links to
# other pages, notices), or what such a notice has near its beginning: 某某网为您整理.
_LONG = 80
_LONG_HEADS = frozenset(
    {*map(chr, range(0x21, 0x7F)), *" ·«»•【※上下前后没我网平特版免转声温以本未简导小关标文当您你现首国"}
)
_FOR_READERS = re.compile("小编|网|文库|帮")
# Characters of each of two words that may stick together.
_STICKING = 2
_BAR = 80  # characters of the longest bar
# Kind, greatest length of the line, rule.
_RULES: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("mark", 40, MARKS.match),
    ("player", 60, _PLAYER.match),
    ("attachment", 360, _PICTURE.match),
    ("bar", 60, _WIDGET.match),
    ("code", 360, _SCRIPT.match),
    ("bar", _BAR, lambda key: _is_bar(key)),
    ("counter", 48, _COUNTER.match),
    ("keywords", 120, _KEYWORDS.match),
    ("welcome", 48, _WELCOME.match),
    ("breadcrumb", 120, _CRUMB.match),
    ("previous-next", 200, _TURN.match),
    ("related", 24, _RELATED.match),
    ("scan", 48, _SCAN.match),
    ("code", 66, _CODE.match),
    ("bar", 48, _PARTLY.match),
    ("bar", 30, _COMMENT.match),
    ("bar", 80, _TAGS.match),
    ("bar", 48, _BUTTONS.match),
    ("copyright", 120, _REGISTERED.match),
    ("copyright", 260, DISCLAIMER.match),
)
_LENGTHS = (1, 49, 81, 201)  # from which on a line is asked fewer rules first, all together


@cache
def _gates() -> list[tuple[int, int, re.Pattern[str]]]:
    """All patterns for lines of a length as one: lines of text, which are long, are asked few. With each the
    least and the greatest length; made all at once, for the first line, as each takes its time.
    """
    found: list[tuple[int, int, re.Pattern[str]]] = []
    longest = max(limit for _, limit, _ in _RULES)
    for least, most in zip(_LENGTHS, (*(length - 1 for length in _LENGTHS[1:]), longest), strict=True):
        patterns = [
            rule.__self__.pattern
            for _, limit, rule in _RULES
            if least <= limit
            and isinstance(rule, BuiltinMethodType)
            and isinstance(rule.__self__, re.Pattern)
        ]
        found.append((least, most, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))))
    return found


def tokens(key: str) -> list[str]:
    """The words of a folded line between the separators of bars."""
    return [token for token in _SEPARATORS.split(key.replace("...", "").replace("…", "")) if token]


@cache
def _bar_line() -> re.Pattern[str]:
    """Lines of nothing but characters of bar words and separators; the others need not be taken apart."""
    return re.compile(
        "[" + re.escape("".join(sorted({*"".join(bar_words()), *"|>/[]【】()<:,·•×*《》『』.…"}))) + r"\s]*"
    )


def _of_words(token: str, words: dict[str, bool]) -> bool:
    """Whether a word is several of these that stick together: 订阅取消订阅已收藏."""
    ends = {0}
    for end in range(2, len(token) + 1):
        if any(begin in ends and token[begin:end] in words for begin in range(max(0, end - 8), end - 1)):
            ends.add(end)
    return len(token) >= 2 * _STICKING and len(token) in ends


def _is_bar(key: str) -> bool:
    if not _bar_line().fullmatch(key):
        return False
    found = tokens(key)
    words = bar_words()
    if not found or not all(token in words or _of_words(token, words) for token in found):
        return False
    return len(found) > 1 or not words.get(found[0]) or key[-1] in ":>】]" or key[0] in "【["
