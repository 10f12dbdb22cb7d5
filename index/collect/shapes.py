"""What a line or paragraph looks like: byline, signature, caption, note, subtitle, salutation.

All patterns look at the folded form (``key``) unless they are about quotation marks and brackets.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

from index.collect.about import DATE, LABEL, TIME, is_about, signed_by
from index.collect.names import is_name, is_names, looks_like_name


class Shape(Protocol):
    """A line or a paragraph, as the rules see it."""

    @property
    def clean(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def compact(self) -> str: ...  # noqa: D102


BULLETS = "●■□◎○☆★▲△◆◇·•*-— "
# Content systems print their facts as a list too: - 发文机构:地区行署.
_ITEM = r"(?:[-·•*]\s+)?"
_LABELLED = re.compile(rf"^{_ITEM}[\[【(]?\s*{LABEL}\s*(?:[:/|]|[\]】]\s*\S)|^(?:来源|出处)\s*(?=《)")
_LABEL_ONLY = re.compile(rf"^{_ITEM}{LABEL}\s*:?\s*$")
_DATE = re.compile(DATE)
_BARE_DATE = re.compile(
    rf"^[\[(【]?\s*(?:date\s+)?(?:{DATE}{TIME}|(?:19|20)[0-9]{{2}}\s*年\s*[0-9]{{1,2}}\s*月|(?:19|20)[0-9]{{2}}[-./](?:0?[1-9]|1[0-2])(?![0-9])|二[〇零○0o]..年[一二三四五六七八九十]{{1,3}}月(?:[一二三四五六七八九十]{{1,3}}日)?)"
    rf"\s*(?:星期.)?\s*[\])】]?$"
    # 2023 06 / 14 08:21:33, 14 2023-06: a page's clock in pieces
    r"|^[0-3]?[0-9]\s+(?:19|20)[0-9]{2}[-./](?:0[1-9]|1[0-2])$"
    r"|^(?:19|20)[0-9]{2}\s*[0-9]{2}\s*/\s*[0-9]{2}(?:\s*[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
)
_REPORTERS = re.compile(
    r"^[●■◆▲◎○☆★□·•*(\[【-]*\s*(?:.{0,16}?(?:日报|晚报|时报|周刊|早报|晨报|都市报|商报|导报|青年报"
    r"|报社|网|台|社|客户端|新闻|融媒体?中心?|杂志|本报|本刊|本网|本台|特约|首席|见习|实习|[\u3400-\u9fff]{1,6}报\s))?"
    r"\s*(?:全媒体?|融媒体?|见习|实习|首席|特派|特约|驻.{2,4})?\s*(?:记者|通讯员|特约通讯员|撰稿人?"
    r"|评论员|供稿)\s*[:/|]?\s*(.{0,40})$"
)
# 新天水记者 某某: a medium whose name has no word for media.
_LOCAL_REPORTER = re.compile(r"^[●■◆▲◎○☆★□·•*\s-]*[\u3400-\u9fff]{2,6}(?:记者|通讯员)\s+(.{2,24})$")
_OFFICE = re.compile(
    r"^.{0,24}?(?:代?省长|代?市长|自治区(?:人民政府)?(?:代)?主席|人民政府(?:代)?主席|主席|(?:代)?州长"
    r"|县长|区长|盟长|旗长|书记|主任|院长|检察长|会长|部长|局长|厅长|总理)\s+(.{2,16})$"
)
# 某省人民检察院检察长某某: without a gap the body that it is of tells that it is an office.
_OFFICE_NAME = re.compile(
    r"^[\u3400-\u9fff]{2,14}(?:人民检察院|人民法院|人民政府|人大常委会)代?(?:检察长|院长|省长|市长|州长|县长|区长|主席|主任)(.{2,4})$"
)
_JOURNAL = re.compile(
    r"^(?:摘自|原载|载|转载自|选自|来自"
    r"|刊于)?\s*[《(]?\s*[\u3400-\u9fff·]{2,14}\s*(?:\([\u3400-\u9fff]{2,10}版\)\s*)?[》)]?\s*[(,，]?\s*(?:19"
    r"|20)[0-9]{2}\s*年?\s*[,.]?\s*(?:第\s*)?[0-9]{1,2}(?:[-、/][0-9]{1,2})?\s*期\s*\)?"
    r"(?:\s*\(?总第?\s*[0-9]{1,5}\s*期\)?)?(?:\s*第?[0-9-]+页)?\s*。?$"
)
_DATE_NAME = re.compile(rf"^{DATE}{TIME}\s*(.{{2,24}})$")
_SOURCE_TIME = re.compile(
    rf"^(.{{2,24}}?)\s*[|·/(,]?\s*{DATE}{TIME}\s*(?:来源.*|[,(]?\s*(?:星期.|第?\s*[0-9a-z]+\s*版.{{0,12}}))*\s*\)?$"
)
# 原创 某某 某某公众号 2023-04-05 18:00 发表于某地: a line with a clock and no sentence.
_STAMPED = re.compile(
    rf"^[^,。;!?]{{0,40}}{DATE}\s*[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?"
    r"(?:[^,。;!?]{0,24}|\s*(?:编辑|作者|来源|责编|责任编辑|记者)\s*:[^,。;!?]{2,60})$"
)
# 某某检察 2023-06-28: an account below the title that no word tells to be one, and the day.
_ANONYMOUS_ACCOUNT = re.compile(
    r"^(?!.{0,8}(?:通知|公告|报告|活动|会议|总结|方案|计划|工作|动态|简报|快讯|日程|附件|时间|更新|日期|发布))"
    r"[\u3400-\u9fff]{2,8}(?:\s*\+)?\s+20[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$"
)
# 党群工作部 2022-02-25: who put it out, and the day.
_DEPARTMENT = re.compile(
    rf"^[\u3400-\u9fff]{{1,14}}(?:部|处|科|办|办公室|室|局|院|中心|支部|党委|工委|委员会|学院)\s*[|·/]?\s*{DATE}{TIME}$"
)
# 2020-07-22新闻5: the day, the column and how often it was read.
_FILED = re.compile(
    rf"^{DATE}{TIME}\s*(?:[\u3400-\u9fff]{{0,2}}(?:新闻|资讯|要闻|动态|热点|时政|社会|综合|公告|党建|阅读|浏览|评论))\s*[0-9]{{0,6}}$"
)
# 20-07-29 17:27 来源:…, 前一版 2023年7月27日: the clock of a page and the frame of a paper's page.
_SHORT_CLOCK = re.compile(
    rf"^[0-9]{{2}}-[01][0-9]-[0-3][0-9]\s+[0-2]?[0-9]:[0-5][0-9](?:\s|$)|^[上下前后]一版\s*{DATE}$"
)
# 发文机关某某法院, 发文日期2017年11月1日: tables of laws, saved as text.
_GLUED = re.compile(
    r"^(?:星期[一二三四五六日天]$|(?:发文|发布|制定|公布)(?:机关|机构|单位)(?=\S{3,24}$)|(?:发文|发布|公布|施行|实施|生效)日期(?=\S{0,2}[0-9]{4}\S{3,10}$)"
    r"|发文字号(?=\S{4,20}$)|时效性(?=\S{2,8}$)|效力(?:级别|等级|位阶)(?=\S{2,12}$))"
)
_NUMBER_OF_DOCUMENT = re.compile(
    r"^[\u3400-\u9fff]{2,14}[〔\[(](?:19|20)[0-9]{2}[〕\])]\s*(?:第\s*)?[0-9]+\s*号$"
)
_MEDIA = re.compile(
    r"(?:日报|晚报|时报|早报|晨报|都市报|商报|导报|青年报|周报|法制报|党建网|机关党建|新华网|新华社|人民网"
    r"|央视网|网|杂志|旗帜|客户端|发布|电视台|融媒|公众号|观察|在线|频道)$"
)
_DATE_PLACE = re.compile(
    r"^(?:-{1,3}|\()?\s*(?:在|于)?\s*(?:(?:19|20)[0-9]{2}"
    r"|二[〇0零○].{2})年[0-9一二三四五六七八九十\s]{1,4}月.{0,6}?,?\s*(?:在|于"
    r"|.{2,8}[省市区州县]).{2,60}"
)
_SPEECH_PLACE = re.compile(
    r"^-{1,3}\s*(?:在|.{0,20}在)|(?:会议|大会|论坛|仪式|座谈会|动员会|讲话|全会|常委会"
    r"|全体会议)上?\s*(?:的(?:讲话|报告|发言|致辞|说明))?\s*\)?\s*(?:.{0,24})$"
)
# (2014年10月14日某市委…全体会议通过): below the title of what was passed
_PASSED = re.compile(r"(?:通过|批准|修订|修正|印发|公布|发布)\)$")
_CAPTION = re.compile(
    r"(?:[▲△↑▼↓◀▶←→]|图为|图片为|(?:上|下|左|右)图|图[0-9一二三四五六七八九十]*[:为]|图片?[0-9一二三四五六七八九十]{1,2}\s|资料图|\(资料(?:图"
    r"|图片|照片)\))"
)
# 活动现场, 全体党员合影留念, 局党组书记某某主持会议: below a picture, where no line about the text follows.
_PICTURED = re.compile(
    r"^[^,。:!?“”]{0,22}(?:(?:活动|会议|宣讲|参观|学习|比赛|签约|启动|揭牌|表彰|培训|慰问|服务|座谈会?|仪式|大会|党课)现场"
    r"|会场|合影(?:留念)?|合照|留影)$"
    r"|^(?!.*(?:出席|召开|举行))[^,。:!?“”的在上]{0,10}(?:书记|[省市县区州镇]长|局长|主任|院长|校长|部长|教授|同志|党员|代表)"
    r"[\u3400-\u9fff]{0,4}(?:主持会议|作(?:重要|总结)?讲话|(?<!工)作(?:动员|辅导|专题)报告|授课|领学|宣读[^的]{2,12})$"
)
_REPORTS = re.compile("[^,。]{2,30}作(?:了)?(?:政府)?工作报告。?$")
_STOCK = ("资料图", "资料图片", "资料照片")
_PHOTO = re.compile(
    r"(?:(?:记者|通讯员|报|社|网|图|摄影|人)[:/]?\s*.{1,20}|[\u3400-\u9fff]{2,4}"
    r"|[\u3400-\u9fff]\s[\u3400-\u9fff])\s*[/]?\s*(?:摄|摄影|供图|图)\s*[)。]?$"
)
# 记者 某某 文/摄: who made text and pictures, above or below the text.
_WORDS_AND_PICTURE = re.compile(
    # 某报/特派记者某某/某地报导
    r"^[〔\[【(]?(?:[\u3400-\u9fff]{2,6}\s*/\s*)?(?:特派|综合|特约)?记者[\u3400-\u9fff、\s]{2,16}/\s*[\u3400-\u9fff]{2,6}报[导道][〕\]】)]?$|"
    r"^\S{0,10}(?:记者|通讯员)\s*[^,。]{2,16}\s*(?:文\s*/?\s*[摄图]|图\s*/\s*文|摄影报道)$"
)
_PHOTO_REPORTER = re.compile(r"[。.]\s*[^(]{0,16}(?:记者|通讯员)\s*.{2,16}$")
_NOTE = re.compile(
    r"^(?:[(\[【].{0,90}(?:此件|执笔|文/图|图片|照片|摄影|供图|提供|来源|作者|作者系|单位|记者|责任编辑|责编|编辑|校对"
    r"|转载|原载|摘自|整理|通讯员|供稿|本文).{0,90}[)\]】]。?$"
    r"|[\[【〔(]?\s*(?:中\s*图\s*分\s*类\s*号|文献标[识志]码|文章编号|doi|基金项目|收稿日期)\s*[\]】〕):]"
    r"|(?:注|备注|注释|说明|作者简介|作者单位|作者系|本文系|本文为)\s*[:是])"
)
_EDITOR_LABEL = re.compile(
    r"^[(\[【]?\s*(?:监\s*制|总监制|总\s*编辑?|值班(?:总编|主任|编委|领导)|主\s*编|副主编|编\s+辑|编\s*审|校\s+对|责\s*编|审\s+核|终\s*审|出\s*品|策\s*划|责任编辑|网站编辑|网络编辑|责编|值班编辑|本期编辑|网络编辑|编辑|校对|审核|审校|监制|编审|初审|复审"
    r"|终审|一审|二审|三审|核稿|签发|责任校对|版面设计|美编|排版|制作|统筹)\s*(?:[:/|丨】]|$)"
)
# 编辑 某某: without a colon it takes a name to be so.
_EDITED_BY = re.compile(
    r"^(?:责任编辑|责编|编辑|校对|审核|审校|监制|编审|初审|复审|终审|一审|二审|三审|核稿|签发|美编|排版|制作|统筹|审稿)\s+(\S.{1,14})$"
)
_LEAD = re.compile(
    r"^[\[【(]?\s*(?:编者按|编者的话|编前语?|编后语?|开栏语|编者|导语|导读|内容提要|内容摘要|提要|摘\s*要|核心提示|阅读提示|开栏的话"
    r"|要点提示)\s*(?:[\]】)]|[\]】)]?\s*(?:[:-]|$))"
)
_NOTE_OR_LEAD = re.compile(
    "|".join(f"(?:{rule.pattern})" for rule in (_NOTE, _EDITOR_LABEL, _EDITED_BY, _LEAD)) + "|https?://"
)
_ENDS_PHOTO = re.compile(r"(?:摄|摄影|供图)\s*[)。]?$")
_WEB_ADDRESS = re.compile(r"^https?://\S+$")
_BY_WORD_AND_PICTURE = re.compile(
    r"^(?:文|图|文字|图文|文图|文/图|图/文)\s*(?:[:/|_]|(?<=[/字图文]{2})[^\w\s。,、:()\u3400-\u9fff]+\s)\s*[^。,]{2,20}$"
)
# 作者 某某 某某: without a colon it takes names to be so.
_WRITTEN_BY = re.compile(r"^(?:本文)?(?:作者|撰文|执笔)\s+(\S.{1,30})$")
_SALUTATION = re.compile(r"^(?:尊敬的|各位|同志们|朋友们|各县|各市|各区|各省).{0,60}[:!,]$")

# （某某党校，某省 某市 438000）: where the author of a paper works.
_AFFILIATION = re.compile(
    r"^[(\[](?:[0-9][.、]\s*)?[^()。]{4,160}?[0-9]{6}\s*[)\]]$|^[0-9][.、][^()。]{4,160}?[0-9]{6}$"
    r"|^[\u3400-\u9fff]{2,20}(?:大学|学院|党校|研究院|科学院)[\u3400-\u9fff\s]{0,30},\s*[\u3400-\u9fff\s]{2,12}[0-9]{6}$"
)
_ISSUE = re.compile(
    r"^(?:(?:19|20)[0-9]{2}\s*年?\s*)?第?\s*[0-9]{1,3}\s*期\s*(?:\(总.{1,10}\))?(?:[0-9,+-]+,共[0-9]+页|\s+[\u3400-\u9fff·]{2,14})?$"
)
# published february 24th, 2025 at 3:15 pm
_ENGLISH_DAY = re.compile(
    r"^(?:published|posted|updated|date|by [a-z .]{2,30})?\s*(?:on\s+|:\s*|\|\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(?:[0-3]?[0-9](?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+(?:[0-3]?[0-9](?:st|nd|rd|th)?,?\s+)?"
    r"(?:19|20)[0-9]{2}(?:,?\s+(?:at\s+)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[ap]\.?m\.?)?)?$"
)
_WHOLE = re.compile(
    "|".join(
        f"(?:{rule.pattern})"
        for rule in (
            *(_AFFILIATION, _ISSUE, _LABEL_ONLY, _BARE_DATE, _JOURNAL, _STAMPED, _NUMBER_OF_DOCUMENT),
            *(_ANONYMOUS_ACCOUNT, _DEPARTMENT, _FILED, _GLUED, _SHORT_CLOCK),
        )
    )
)
_UNNUMBERED = re.compile("|".join(f"(?:{rule.pattern})" for rule in (_LABEL_ONLY, _GLUED)))
_DIGIT = re.compile("[0-9二]")


def is_byline(shape: Shape) -> bool:
    """A line about the text rather than of it: author, reporters, office and name, source, date, issue."""
    return len(shape.compact) <= 160 and _is_byline(shape.key)


def _is_sentence(key: str) -> bool:
    """Whether a line ends with a full stop and has none of what bylines with one at their end have: a date,
    a day of the week, a label if they are short. No rule of bylines applies to such a line; most are such.
    """
    return (
        key[-1:] == "。"
        and key[-3:-1] != "星期"
        and key[-2:-1] != "期"
        and (len(key) >= 40 or not _LABELLED.match(key))
        and (("19" not in key and "20" not in key) or not _DATE.search(key))
    )


# Asked of each line of a head several times: by the mastheads, the joins and the kinds.
@lru_cache(4096)
def _is_byline(key: str) -> bool:
    key = key.strip()
    if len(key) > 160 or _is_sentence(key):
        return False
    if _BY_WORD_AND_PICTURE.match(key):
        return True
    # Most of the patterns want a digit.
    whole = _WHOLE if _DIGIT.search(key) else _UNNUMBERED
    if whole.match(key) or signed_by(key) is not None or (key.isascii() and _ENGLISH_DAY.match(key)):
        return True
    if _LABELLED.match(key):
        return not key.endswith("。") or len(key) < 40
    if (found := _WRITTEN_BY.match(key)) and is_names(found[1]):
        return True
    if is_names(key.lstrip(BULLETS)) or (key.endswith(("报道", "供稿")) and is_names(key[:-2].rstrip())):
        return True
    # The patterns are tried only where there is what they cannot do without: they are slow, and most lines
    # that come here are of the text.
    return (
        (any(role in key for role in _ROLES) and _is_signed(key))
        or _names_office(key)
        or (("19" in key or "20" in key) and _is_dated(key))
        or is_about(key)
    )


_ROLES = ("记者", "通讯员", "撰稿", "评论员", "供稿")


def _is_signed(key: str) -> bool:
    """Whether a folded line is a reporter's: their role and their names."""
    if _WORDS_AND_PICTURE.match(key):
        return True
    if (
        (found := _REPORTERS.match(key))
        and not key.endswith("。")
        and _only_names(found[1], certain="评论员:" in key)
    ):
        return True
    return (found := _LOCAL_REPORTER.match(key)) is not None and is_names(found[1])


def _names_office(key: str) -> bool:
    """Whether a folded line is an office and the name of who holds it."""
    if len(key.split(None, 1)) > 1 and (found := _OFFICE.match(key)):
        return looks_like_name(re.sub(r"\s", "", found[1]))
    if "人民" not in key and "人大" not in key:
        return False
    return (found := _OFFICE_NAME.match(key)) is not None and is_name(found[1])


def _is_dated(key: str) -> bool:
    """Whether a folded line is a day and who wrote or published something then, in either order."""
    if (found := _DATE_NAME.match(key)) and len(key) <= 60:
        rest = found[1].strip()
        if is_names(rest) or _MEDIA.search(rest) or _LABELLED.match(rest):
            return True
    return (found := _SOURCE_TIME.match(key)) is not None and (
        _MEDIA.search(found[1].strip(' 《》"')) is not None or is_name(re.sub(r"\s", "", found[1]))
    )


def _only_names(text: str, *, certain: bool = False) -> bool:
    """Whether what follows 记者 is nothing but names and further roles (not 记者专访:…, 评论员文章:…).
    ``certain``: nothing but names that cannot be words (某报评论员:走前头 作表率 is a title).
    """
    tokens = [token for token in re.split(r"[\s、/|()\[\]]+", text) if token]
    if certain:
        return is_names(" ".join(tokens))
    return all(
        re.fullmatch(
            r"(?:[\u3400-\u9fff]{1,4}|[\u3400-\u9fff]{0,16}(?:记者|通讯员|实习生)|文/摄|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8})",
            token,
        )
        and token not in ("文章", "专访", "手记", "观察", "调查", "述评", "来信", "节")
        for token in tokens
    )


def is_label(shape: Shape) -> bool:
    """A label whose value stands on the next line (来源:, 发布时间:)."""
    return _LABEL_ONLY.match(shape.key.strip()) is not None and len(shape.key) >= 2


def is_signature(shape: Shape) -> bool:
    """A line that ends with who took the picture or wrote the text, and so is complete."""
    tail = shape.key[-48:]
    return _signs_photo(tail) or _names_photo_reporter(tail)


def _signs_photo(key: str) -> bool:
    # The end alone decides nearly always; the search through the whole line is slow.
    end = (key[:-1] if key[-1:] in (")", "。") else key).rstrip()
    return end.endswith(("摄", "摄影", "供图", "图")) and _PHOTO.search(key) is not None


def _names_photo_reporter(key: str) -> bool:
    return ("记者" in key or "通讯员" in key) and _PHOTO_REPORTER.search(key) is not None


def is_caption(shape: Shape) -> bool:
    """A line that says itself that it stands under a picture."""
    key = shape.key
    return (
        len(shape.compact) <= 160
        and (
            _CAPTION.match(key) is not None
            or ("工作报告" in key and _REPORTS.match(key) is not None)
            or key.removesuffix(")").endswith(_STOCK)
            or (_signs_photo(key) and _ENDS_PHOTO.search(key) is not None)
            or (len(shape.compact) <= 70 and _names_photo_reporter(key))
        )
        and not _WORDS_AND_PICTURE.match(key)
    )


def is_pictured(shape: Shape) -> bool:
    """A line without a stop that names what a picture shows, as pages put it above a text without a title."""
    return len(shape.compact) <= 28 and _PICTURED.match(shape.key) is not None


def is_note(shape: Shape) -> bool:
    """Editors, picture credits and remarks about the text."""
    return len(shape.compact) <= 200 and (
        _NOTE.match(shape.key) is not None
        or ((found := _EDITED_BY.match(shape.key)) is not None and is_names(found[1]))
        or _WEB_ADDRESS.match(shape.key) is not None
        or _EDITOR_LABEL.match(shape.key) is not None
    )


def is_note_or_lead(shape: Shape) -> bool:
    """Whether one of ``is_note`` and ``is_lead`` may be true: quicker than asking both."""
    return _NOTE_OR_LEAD.match(shape.key) is not None


def is_stock_photo(shape: Shape) -> bool:
    """（资料图片） alone: it stands under a picture."""
    return re.match(r"^\(?(?:资料图片?|资料照片|图片来自网络|网络图片)\)?$", shape.compact) is not None


def is_editor_label(shape: Shape) -> bool:
    """责任编辑: alone, its name on the next line."""
    return _EDITOR_LABEL.match(shape.key) is not None and shape.key.rstrip().endswith(":")


def is_lead(shape: Shape) -> bool:
    """编者按, 导语, 内容提要."""
    return _LEAD.match(shape.key) is not None


def is_date_place(shape: Shape) -> bool:
    """When and where a speech or report was given: ——2026年1月27日在…会议上."""
    return len(shape.compact) <= 90 and _DATE_PLACE.match(shape.key) is not None


def is_subtitle(shape: Shape) -> bool:
    """A line below the title that begins with a dash, or says when and where a report was given."""
    key = shape.key
    if len(shape.compact) > 90 or key.endswith("。"):
        return False
    return shape.clean.startswith(("——", "――", "──", "—", "--")) or (
        is_date_place(shape) and _SPEECH_PLACE.search(key) is not None and not _PASSED.search(key)
    )


def is_passed(shape: Shape) -> bool:
    """In brackets below the title, when and by whom it was passed: (2014年10月14日…全体会议通过)."""
    key = shape.key
    return key[:1] == "(" and _PASSED.search(key) is not None and len(key) <= 90 and is_date_place(shape)


def is_salutation(shape: Shape) -> bool:
    """各位代表： and the like."""
    return _SALUTATION.match(shape.key) is not None
