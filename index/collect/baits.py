"""Advertisements that others have put into saved pages: betting sites, films, the slogans of collections of
model texts, and the letters with which boards spoil what is copied.
"""

from __future__ import annotations

import re

# Names under which betting sites offer themselves, and what they call what they offer.
_BRAND = (
    r"(?:优发|凯发|尊龙|乐鱼|开云|亚博|半岛|博鱼|爱游戏|华体会|金沙|葡京|威尼斯人|太阳城|太阳(?:成)?集团|新葡|九游|雷火|泛亚|火博|必威|万博|贝博"
    r"|龙8|利来|永利|腾博|星空|米兰|云开|米乐|千亿|大发|优德|伟德|澳博|银河|威廉希尔|皇冠|天博|欧宝|杏彩|江南|宝威|澳门|bet|bob|yabo|manbetx|tyc|ky|ag|pg|k8|(?<![a-z])[bcmj](?=体育)|j9|九州)"
)
_OFFER = (
    r"(?:国际|体育|娱乐|真人|电子|电竞|棋牌|彩票|游戏|官网|官方网站|app|登录|注册|入口|平台|手机版|网址"
    r"|集团|中国|城)"
)
_BETTING = re.compile(rf"{_BRAND}[0-9a-z]{{0,8}}[·•.(-]?\s*{_OFFER}")
_LOUD = re.compile(
    r"官网|官方|入口|登录|注册|下载|首页|网址|一触即发|娱乐城|博彩|赌|投注|返水|首存|真人|棋牌|体育|彩金|滚球|开户|最新版|手机版"
)
_FILMS = re.compile(
    r"在线(?:观看|播放|电影|视频|影院)|[一二三]区[一二三]区|免费(?:观看|视频|播放)|精品.{0,4}视频|高清(?:完整|无码)|无码|亚洲[\u3400-\u9fff]{0,4}[日天]|欧美日韩|夜夜|[\u3400-\u9fff]{2}影院|av(?![0-9a-z])|天天[操射干日]"
)
_SLOGAN = re.compile(
    r"^[\u3400-\u9fff0-9a-z]{2,12}[,|\-][^。]{2,24}(?:好帮手|优秀范文|范文大全|公文写作|文档下载|资料下载|原创范文|免费下载)[!]?$"
)
_PARTS = re.compile("[,_|、·\\s-]")
_LONGEST, _TWICE = 160, 2
# What boards mix into a text so that it is spoilt when it is copied: / V( {# x* R l, N! C: \ b: M5 m
_JAM = re.compile(r"^[\x21-\x7e](?:[\x20-\x7e]){14,80}$")
_WORD = re.compile("[a-z]{4,}")
_MARKS = re.compile(r"[^\w\s]")
_JAMMED = re.compile(r"(?<=[。!?”)])\s*[^\w\s。!?)]\s(?:[^\u3400-\u9fff]){6,60}$")
_ODD, _SCRAPS, _SCRAP = 4, 6, 3


def is_bait(key: str) -> bool:
    """Whether a folded line offers bets, films or model texts, and says nothing else."""
    if len(key) > _LONGEST or key[-1:] == "。":
        return False
    if _SLOGAN.match(key):
        return True
    if len(_FILMS.findall(key)) >= _TWICE and _PARTS.search(key):
        return True
    found = _BETTING.search(key)
    return found is not None and (
        _LOUD.search(key, found.end()) is not None or len(_BETTING.findall(key)) >= _TWICE
    )


def is_jam(key: str) -> bool:
    """Whether a folded line is nothing but letters and signs of which none makes a word."""
    return _JAM.match(key) is not None and _spoilt(key)


def jammed(key: str) -> int | None:
    """Where such letters begin behind the last sentence of a folded line."""
    found = _JAMMED.search(key)
    return found.start() if found is not None and _spoilt(found[0], 3) else None


def _spoilt(text: str, odd: int = _ODD) -> bool:
    marks, words = set(_MARKS.findall(text)), text.split()
    scraps = len(words) >= _SCRAPS and all(len(word) <= _SCRAP for word in words)
    return len(marks) >= (2 if scraps else odd) and not _WORD.search(text) and len(words) > 1
