"""Lines about a text that hold nothing but facts about it: 某报 | 2021-05-06 | 作者：某某 | 浏览：12次.

A line is taken apart into dates, labelled values, roles and what is left between the separators; it is about
the text only if all that is left reads as names of persons, papers, sites, accounts or organs.
"""

from __future__ import annotations

import re

from index.collect.names import is_name, is_names, looks_like_name, merged

# 2016年/10月/28日: databases of newspapers.
# 18.10.2021: sites in other languages, and those made from their systems.
DATE = (
    r"(?:(?:19|20)[0-9]{2}\s*(?:年/|[-年./])\s*[0-9]{1,2}\s*(?:月/|[-月./])\s*[0-9]{1,2}\s*日?"
    r"|(?<![0-9.])[0-3]?[0-9]\.[01]?[0-9]\.(?:19|20)[0-9]{2}(?![0-9.]))"
)
TIME = r"(?:\s*[0-9]{1,2}\s*[:时点][0-9]{1,2}\s*分?(?::?[0-9]{1,2}\s*秒?)?)?"
LABEL = (
    r"(?:(?:信息|文章|稿件|新闻|内容|文字|资料|本文|发布)?(?:来源|出处)|来自|稿源|(?:文章|文字|本文)?作\s*者|撰稿人?|撰文"
    r"|执笔人?|[撰拟]稿人?|撰写人?|供稿(?:人|单位)?|发布(?:时间|日期|于|人|者|机构|单位)?|发表(?:时间|日期|于)"
    r"|(?:更新|成文|创建|录入|添加|生成|公开|印发|制发|签发|上传|编辑|归档|采集|抓取|保存|信息|发稿|成稿|报送|推送|撰写|见报|刊发|发刊|出版)(?:时间|日期)|时间|日期|创建于|发文(?:机关"
    r"|单位|字号|日期)|文种|摘编自|转载自|转自|摘自|原载|(?:信息)?索\s*引\s*号|主题分类|体裁分类|组配分类|信息分类|信息名称"
    r"|主题词|文\s*号|(?:生效|失效|废止|终止)(?:时间|日期)"
    r"|公开(?:方式|范围|责任部门)|有效性|来源单位|原文链接|记者|通讯员|主持人|原标题|标\s*题|(?:摘编|摘录|摘|节选|选|转载"
    r"|转贴|转)自|原载(?:于)?|发文机构|公文种类|内容概述|名\s*称|出\s*版\s*物|年\s*卷\s*期|唯\s*一\s*(?:标识)?[号码]|知识类型|颗粒名称|分类号|页\s*[数码]|公开形式|(?:当前)?报纸名称|版\s*面|页\s*面|学科分类"
    # what scrapers write above a text
    r"|(?:page_?)?title|source|author|(?:pub(?:lish)?_?|update_?|post_?|crawl_?)?(?:time|date)|published(?:_?at)?"
    r"|url|link|category|channel|column|网址|链接)"
)
# Labels that stand in such a line beside those above.
_MINOR = (
    r"(?:(?:责任|网站|网络|本期|值班)?编辑|责编|审核|校对|(?:编辑|文章)?录入"
    r"|字[号体](?:大小)?|分享到?|打印|类别|栏目|所属栏目|摄影)"
)
ROLE = (
    r"(?:全媒体?|融媒体?|见习|实习|首席|特派|特约|本报|本刊|本网|本台|驻[\u3400-\u9fff]{2,3})*"
    r"(?:记者|实习生|通讯员|[省市县区]委报道组|撰稿人?|评论员|摄影(?:报道)?|文字|供稿|文/图|图/文|图文|原创)\s*[:/]?"
)
_PIECE = re.compile(
    r"字[号体]\s*(?:大小)?\s*:?\s*(?:[\[(【]?(?:特大|[大中小]|默认|标准|正常)[\])】]?[\s|/]*)+"
    rf"|次?(?:{LABEL}|{_MINOR})\s*[:/]\s*(?:{DATE}{TIME}|\[[^\]|]{{0,12}}\]|[^\s|:]{{0,24}}?(?=[\s|]|$|(?:作者|来源|编辑|信息来源|发布时间|次信息来源)\s*:))"
    # Counts take a number: 军报评论:… is a title.
    rf"|(?:浏览|点击|阅读|访问|查看|评论|回复|人气)(?:次数|数|量|率)?\s*[:/]\s*(?:\[[^\]|]{{0,12}}\]|[0-9,.万+]*\s*次?)(?=[\s|\])]|$|[\u3400-\u9fff])"
    rf"|(?:[a-z0-9-]{{2,}}\.)+(?:com|cn|net|org|gov)(?![a-z0-9])|(?P<date>{DATE}{TIME})|(?:19|20)[0-9]{{2}}\s*年?\s*第\s*[0-9]{{1,2}}\s*期|(?:https?://|www\.)[\x21-\x7e]+|星期[一二三四五六日]|农历.{{2,8}}|发表于\s*[\u3400-\u9fff]{{2,3}}"
    rf"|第?\s*[0-9a-z]{{1,3}}\s*版(?::?[\u3400-\u9fff]{{0,6}})?|[0-9,.万]+\s*次|(?P<role>{ROLE})"
)
_SPLIT = re.compile(r"[\s|/·()\[\]【】《》<>,、:;□■●]+")
_MEDIA = re.compile(
    r"(?:报|网|网站|社|杂志|旗帜|客户端|发布|电视台|融媒|公众号|观察|在线|频道|前线|党建|先锋|组工|平台"
    r"|之声|周刊|月刊|学刊|学报)$"
)
_DATED_MEDIA = re.compile(r"(?:新闻|快报|视频|资讯|融媒体中心)$")
_BOOK = re.compile(r"《[\u3400-\u9fff·\s]{2,16}》")
_ORGAN = re.compile(
    r"^(?:中共)?[\u3400-\u9fff]{2,26}(?:工作委员会|委员会|工委|机关党委|党委|党组|研究室|研究院|办公室|课题组"
    r"|编辑部|党支部|党总支|党校|组织部|宣传部|组织处|宣传处|融媒体中心|学习平台|人民政府|办公厅|公司|大学|学院)$"
)
_ACCOUNT = re.compile(rf"(?P<name>[\u3400-\u9fff·a-z0-9-]{{2,20}})\s*{DATE}{TIME}\s*发表于")
_PUBLISHER = re.compile(
    rf"^[\[【《(]?\s*(?P<name>[\u3400-\u9fff·-]{{2,20}}?)\s*[》\]】)]?\s*(?:[|·(,\s]|(?=20[0-9]{{2}}))\s*(?:\S{{1,4}}\s+){{0,4}}?"
    rf"(?={DATE}|(?:作者|编辑|记者|通讯员|时间|日期|发布时间|发布日期|浏览量?|点击量?)\s*[:/])"
)
_SENTENCE_MARK, _FACT_MARK = re.compile(r"[。;!?]"), re.compile(r"[0-9:/|(]|以下")
_ORGAN_AND_NAMES = re.compile(r"^(\S{4,30})\s+(?=\S.{1,14}$)")
_DESK = re.compile(
    r"^[\u3400-\u9fff]{0,14}(?:[0-9]{1,2}月[0-9]{1,2}日)?[讯电]\s*[(\[].{0,16}(?:记者|通讯员|作者).{0,40}[)\]]$"
)
_FROM_ACCOUNT = re.compile(r"^以下文章来源于\s*(?P<name>[^\s,]{2,20})\s*(?:,\s*作者.{0,20})?$")


def is_about(key: str) -> bool:
    """Whether a folded line is made up of a date or labelled values and names, and nothing else."""
    key = key.strip()
    if len(key) > 160 or _SENTENCE_MARK.search(key) or not _FACT_MARK.search(key):
        return False
    if _DESK.match(key) or _FROM_ACCOUNT.match(key):
        return True
    pieces = list(_PIECE.finditer(key))
    if not any(piece["role"] is None for piece in pieces):
        return False
    role = any(piece["role"] is not None for piece in pieces)
    rest = [token for token in _SPLIT.split(_PIECE.sub(" | ", _BOOK.sub(" | ", key))) if token.strip("-—_.")]
    names = merged([t for t in rest if not is_medium(t) and not is_organ(t) and not _DATED_MEDIA.search(t)])
    return len(rest) <= 8 and all(
        is_name(token) or (len(token) == 1 and len(names) > 1 and role) or (role and looks_like_name(token))
        for token in names
    )


def is_medium(folded: str) -> bool:
    """Whether a word without white space is the name of a paper, site, account or journal."""
    return 2 <= len(folded) <= 20 and _MEDIA.search(folded) is not None


def is_organ(folded: str) -> bool:
    """Whether a word without white space is the name of an organ and nothing else."""
    return len(folded) <= 30 and _ORGAN.match(folded) is not None


def signed_by(key: str) -> int | None:
    """Where the names begin in a line of an organ and its authors (某某市直机关工委 王 刚), else ``None``."""
    found = _ORGAN_AND_NAMES.match(key)
    if found is None or not is_organ(found[1]) or not is_names(key[found.end() :]):
        return None
    return found.end()


def publisher(key: str) -> tuple[int, int] | None:
    """Where in a folded line about the text the name of the paper, site or account stands, before its day."""
    if found := _FROM_ACCOUNT.match(key) or _ACCOUNT.search(key):
        return found.span("name")
    found = _PUBLISHER.match(key)
    if found is None or is_name(found["name"]):
        return None
    named = (
        (found.start("name") > 0 and key[found.start("name") - 1] == "《") or is_medium(found["name"])
    ) or (is_organ(found["name"]) or _DATED_MEDIA.search(found["name"]) is not None)
    return found.span("name") if named else None
