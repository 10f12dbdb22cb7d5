"""Who speaks, only as far as the text says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.model import Span

_VERBS = (
    "强调指出|明确指出|深刻指出|明确要求|明确提出|反复强调|多次强调|郑重宣示|郑重宣告|告诉记者|介绍说|介绍道|感慨地说"
    "|激动地说|高兴地说|自豪地说|感慨道|表示说|强调|指出|要求|提出|表示|介绍|坦言|感慨|感叹|认为|回忆|回忆道|写道|写下"
    "|说道|说起|说|讲道|问道|问|答|回答|号召|呼吁|勉励|叮嘱|嘱托|寄语|宣布|宣示|谈到|提到|讲到|告诫|评价|称赞|赞叹|倡导"
    "|重申|批示"
)
# Behind it the quotation begins, perhaps after a colon or comma.
_BEFORE = re.compile(rf"(?<![的重总])(?P<verb>{_VERBS})(?:过|了|的是|的|,要|,|:|道|说)*[:,]?\s*$")
# 按照X“…”的要求, 正如X所说的“…”, X关于“…”的重要论述
_ACCORDING = re.compile(
    r"(?:按照|根据|遵循|落实|贯彻落实|贯彻|牢记|践行|响应|围绕)(?P<who>[^,。;!?:、“”]{2,24}?)(?:关于|提出的|强调的|指出的|的)?$"
)
_OF = re.compile("的?(?:重要)?(?:要求|指示|批示|嘱托|教导|论述|讲话|号召|指引|部署|精神)")
_AFTER = re.compile(
    rf"^[,。]?(?P<who>[^,。;!?:“”\n]{{2,40}}?)(?P<verb>{_VERBS})(?:道|了|说|着)*(?:[,。:!?;]|$)"
)
_PRONOUN = re.compile("^(?:他|她|他们|她们|大家|有人|我们|我|自己|其|有的|一位|这位|该)")
# A speaker is a person with an office or an organ; nothing else is taken for one.
_PERSON = re.compile(
    "总书记|主席|总理|书记|部长|省长|市长|县长|区长|镇长|乡长|州长|盟长|主任|局长|厅长|处长|科长|司长|院长|校长|所长"
    "|站长|队长|组长|会长|秘书长|委员|常委|负责人|负责同志|干部|党员|同志|专家|教授|研究员|记者|代表|群众|居民|村民"
    "|企业家|经理|董事长|老师|医生|民警|法官|检察官|先生|女士|市民|战士|讲解员|工作人员|相关人士|有关人士"
    "|毛泽东|邓小平|江泽民|胡锦涛|习近平|列宁|马克思|恩格斯"
)
_ORGAN = re.compile(
    "(?:中央|工委|党委|党组|支部|委员会|政府|机关|人大|政协|纪委|组织部|宣传部|办公厅|办公室|部|厅|局|委|院|公司|集团"
    "|会议|全会|大会|意见|通知|条例|规定)$"
)
# What stands before the speaker in its clause: time, place, occasion.
_OCCASION = re.compile(r"^(?:.*?(?:时|中|上|期间|以来|之际|后|前|日|月|年|下午|上午|当天)(?:,|\s)*)(?=.{2,})")
# How it was said stands between speaker and verb.
_MANNER = re.compile(
    "(?:曾|就|还|也|都|又|再次|多次|反复|一再|明确|深刻|郑重|高度|深情地?|动情地?|由衷地?|在会上|在讲话中|向记者|所)+$"
)
_LEADING = re.compile("(?:正如|正像|诚如|如|据|对此|为此|随后|其中|同时|此前|并|而|但|但是)+")
_STOPS = "。!?;\n"


class Attribution(NamedTuple):
    """Who speaks (``None`` if only implied) and where the text says so."""

    speaker: str | None
    span: Span


def attributed(text: str, folded: str, left: int, start: int, end: int, right: int) -> Attribution | None:
    """What attributes the quotation that stands with its marks at ``[start:end)`` of a paragraph.

    ``left``, ``right``: between these nothing belongs to another quotation. ``None`` if nothing does.
    """
    before = folded[max(left, start - 60) : start]
    origin = start - len(before)
    if said := _BEFORE.search(before):
        begin, who = _subject(before, said.start("verb"))
        return _checked(text, origin + begin, origin + begin + len(who), Span(origin + begin, start))
    if (named := _ACCORDING.search(_clause(before))) and _OF.match(folded, end):
        offset = start - len(_clause(before))
        return _checked(
            text, offset + named.start("who"), offset + named.end("who"), Span(offset + named.start(), start)
        )
    after = folded[end : min(right, end + 60)]
    if said := _AFTER.match(after):
        begin, who = _subject(after, said.start("verb"))
        return _checked(text, end + begin, end + begin + len(who), Span(end + begin, end + said.end("verb")))
    return None


def _clause(before: str) -> str:
    """The last clause of what stands before a quotation."""
    return re.split("[,。;!?:]", before)[-1]


def _subject(stretch: str, verb: int) -> tuple[int, str]:
    """Where the subject of the verb begins in ``stretch``, and the subject."""
    begin = max((stretch.rfind(stop, 0, verb) for stop in _STOPS + "”』」"), default=-1) + 1
    clause = stretch[begin:verb]
    # 7月8日，在…会议上，市委书记王某某强调: the subject stands in the last part that has one.
    parts = re.split("([,:])", clause)
    offset, last = begin, (begin, "")
    for part in parts:
        if part.strip(",:、 "):
            last = (offset, part)
        offset += len(part)
    at, who = last
    if occasion := _OCCASION.match(who):
        rest = who[occasion.end() :]
        if _PERSON.search(rest) or _ORGAN.search(rest):
            at, who = at + occasion.end(), rest
    if leading := _LEADING.match(who):
        at, who = at + leading.end(), who[leading.end() :]
    return at, _MANNER.sub("", who).rstrip(" ,:")


def _checked(text: str, start: int, end: int, span: Span) -> Attribution:
    """The speaker if what was found is a person or an organ and no pronoun; otherwise implied."""
    who = text[start:end].strip()
    plain = who.lstrip("，,")
    known = plain and not _PRONOUN.match(plain) and len(plain) <= 30
    if known and (_PERSON.search(plain) or _ORGAN.search(plain) or _is_name(plain)):
        return Attribution(plain, span)
    return Attribution(None, span)


def _is_name(who: str) -> bool:
    """Whether a few characters are nothing but a person's name."""
    from index.text.segment import tagged

    words = tagged(who)
    return 2 <= len(who) <= 4 and all(tag.startswith("nr") for _, _, tag in words)
