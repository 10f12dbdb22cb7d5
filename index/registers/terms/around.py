"""What words around marks make of a name that no head noun follows: 推出“…”, “…”的…模式, “…”正式开通."""

from __future__ import annotations

import re

from index.registers.terms.headnouns import head_before
from index.registers.terms.named import Named
from index.registers.terms.numerics import is_numeric, parallel
from index.registers.terms.tables import heads

_OPENERS = "“‘「『\"'"
_NOUN = re.compile(r"的([^\W_]{0,6})")
# 创立了“…”的村级志愿服务模式: what was made may have attributes.
_FOUNDED = re.compile("(?:创立|创建|推行|探索|创新|构建|形成|建立|实行|推动)(?:出)?了?$")
_NOUN_OF_IT = re.compile(r"的([^\W_]{0,24}?(?:模式|机制|工作法|平台))(?![^\W_])")
# “合作社+公司+农户”形式: several added up.
_FORM = re.compile("(?:形式|方式|链条)")
_IS = re.compile("(?:是|系|作为)[^,。;:!?“”「」\\n]{2,40}?(品牌|工作法|模式|机制)(?=[,。;])")
_DOING = re.compile(
    r"(?:实施|推行|推出|实行|试行|启动|开展|首创|探索|首推|全员实行|设立|成立|组建|开设|开办|创办|创设|创立)了?$"
)
# 开展“推动…健康发展”“健全…”等调研: what is looked into is no practice.
_TOPIC = re.compile(r"(?:推动|促进|加强|健全|完善|提高|加快|推进|优化)[^\W_]{5,}")
# 开展“红色导师”结对帮扶: what is done under that name.
_DEED = re.compile(
    "[^\\W_]{0,6}?(?:帮扶|共建|走访|宣讲|评选|创评|创建|争创|培树|巡讲|研学|展演|慰问|竞答|巡演|劳动竞赛|征集|访谈|主题实践|模范机关创建)(?![^\\W_])"
)
# “村企同心”联建工作: work of a kind that is given a name.
_JOINT = re.compile(
    "[^\\W_的]{0,4}?(?:联建|共建|结对|帮扶|志愿服务|创建|评选|选树|宣讲|走访|选派|代办)工作(?!方案|要点|会议)"
)
_GRADED = re.compile("[级色]化?$")
# “清风地铁”正式开通: whatever it is, it is called that.
_LAUNCHED = re.compile("(?:正式|全面|同步)(?:上线|开通|启用|揭牌|运行)")
# 深化“循迹溯源学思想促践行”: what is gone on with has a name, if it says so much.
_DEEPENED = re.compile(r"(?:深化|深入推进|持续推进|常态化推进|广泛推行)$")
# What an organ makes of a name of letters is its brand (县司法局打造“法润万家”); these nouns praise, and name
# nothing.
_MADE = re.compile(
    r"(?:[局院委办部厅处站校科队镇乡]|社区|中心|公司|集团|支部|党组|总支)(?:着力|精心|倾力|创新|积极|聚力|持续)?"
    r"(?:打造|创建|培育|擦亮|创立|塑造)[了出]?$"
)
# Whoever does it: this is said of names alone (叫响“税务先锋”).
_CALLED = re.compile(r"(?:叫响|打响|唱响|擦亮|打亮|做亮|做靓|打造)了?$")
_PRAISE = re.compile(
    "(?:高地|样板|标杆|名片|铁军|队伍|环境|矩阵|阵地|格局|生态|窗口|城市|社区|乡村|家园|企业|产业|中心|基地|枢纽|集群|样本|范例|范本|标准|模板|空间|场景|胜地|之都|之乡|之地|体验|形象|力量|效应|引擎|招牌|机关|版|圈|链|网|带|区|城|园|路|桥|线|港|库|屋|地|人|牌|点)$"
)
_PROJECT = re.compile("项目(?![部组库化法经建资入落开投])")
_PLUS = re.compile(r"[^\W\d_]*党[^\W\d_]*\+[\w+]+")
# “睦邻+”党建
_PARTY = re.compile("党建(?:工作)?(?!引领|带动|品牌)")
_AT_WORK = tuple("工作" + word for word in tuple("部要思目理格作标主方任重体原路步内热局职水质"))
# 以“红色引领”为品牌, 把“…”作为党支部品牌: what it is made stands behind.
_MADE_BY = re.compile(r"(?:以|将|把)$")
_AS_BRAND = re.compile(r"(?:作?为)[^,。;:!?“”「」\n]{0,12}?(品牌|工作法)(?=[,。;、的])")
_BEHIND = {"品牌", "工作法", "模式", "机制", "平台", "活动", "制度"}
_ROW = 3
"""Pauses of a row of things that somebody does."""
_TELLING = 7
"""Letters of a name that says what is done."""
_ALONE = 4
"""Letters of a name that 的 parts from its head noun."""


def named_around(folded: str, alone: Named, content: str) -> Named | None:
    """The mechanism that words before or further behind the marks make of them."""
    start, end = alone.start, alone.end
    if noun := _NOUN.match(folded, end):
        quoted = folded[noun.end() : noun.end() + 1]
        text = (
            noun[1] if noun[1] or not quoted or quoted not in _OPENERS else next_content(folded, noun.end())
        )
        clause = content.count("、") + content.count(",") > 1 and not parallel(content)
        # What has several pauses tells how it is done: “…、…、…”的工作机制.
        # “接地气”的主题党日活动: so short a word only tells how it is.
        clause = clause or (len(content) < _ALONE and content.isalpha() and not is_numeric(content))
        if name := next((name for name in _BEHIND if text.endswith(name) and not clause), None):
            return alone._replace(type=heads()[name].type)
    if told := _IS.match(folded, end):
        return alone._replace(type=heads()[told[1]].type)
    before = folded[max(0, start - 8) : start]
    if (
        _FOUNDED.search(before)
        and (made := _NOUN_OF_IT.match(folded, end))
        and (content.count("、") < _ROW or parallel(content))
    ):
        name = next(name for name in _BEHIND if made[1].endswith(name))
        return alone._replace(type=heads()[name].type)
    if content.count("+") > 1 and (form := _FORM.match(folded, end)):
        return alone._replace(end=form.end(), type="模式")
    if _MADE_BY.search(before) and (told := _AS_BRAND.match(folded, end)):
        return alone._replace(type=heads()[told[1]].type)
    # 按照活动“…”的目标要求: it is what the activity asks.
    if (head := head_before(before)) and not (head.type == "活动" and folded.startswith("的", end)):
        return alone._replace(type=head.type)
    if content.endswith("+") and (party := _PARTY.match(folded, end)):
        return alone._replace(end=party.end(), type="党建+")
    if _PLUS.fullmatch(content):
        return alone._replace(type="党建+")
    at_work = folded.startswith("工作", end) and not folded.startswith(_AT_WORK, end)
    if len(content) > 5 and at_work and not parallel(content):
        return alone._replace(end=end + 2, type="工作")
    if len(content) >= _ALONE and content.isalpha() and (project := _PROJECT.match(folded, end)):
        return alone._replace(end=project.end(), type="项目")
    if len(content) >= _ALONE and content.isalpha() and (done := _JOINT.match(folded, end)):
        return alone._replace(end=done.end(), type="工作")
    if _GRADED.search(content) and folded.startswith("管理", end):
        return alone._replace(end=end + 2, type="管理")
    if content.endswith("制") and folded.startswith(("管理", "考核", "评价"), end):
        return alone._replace(type="制")
    if len(content) >= 4 and _DOING.search(before) and (deed := _DEED.match(folded, end)):
        return alone._replace(end=deed.end(), type="活动")
    if len(content) >= 4 and content.isalpha():
        if _LAUNCHED.match(folded, end):
            return alone._replace(type="做法")
        if folded[end : end + 1].isalpha() or folded.startswith("+", end):
            return None
        if (_DOING.search(before) and not _TOPIC.match(content)) or (
            len(content) >= _TELLING and _DEEPENED.search(before)
        ):
            return alone._replace(type="做法")
        made = _CALLED.search(before) or _MADE.search(folded, max(0, start - 16), start)
        if made and not _PRAISE.search(content):
            return alone._replace(type="品牌")
    return None


def next_content(folded: str, opening: int) -> str:
    """What stands in the marks that open at ``opening``."""
    stop = min(
        (at for at in (folded.find(mark, opening + 1) for mark in "”’」』\"'") if at > 0), default=opening
    )
    return folded[opening + 1 : stop]
