"""Who speaks, only as far as the text says so."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from index.model import Span

_VERBS = (
    "强调指出|明确指出|深刻指出|明确要求|明确提出|反复强调|多次强调|郑重宣示|郑重宣告|告诉记者|介绍说|介绍道|感慨地说"
    "|激动地说|高兴地说|自豪地说|笑着说|感慨道|表示说|强调|指出|要求|提出|表示|介绍|坦言|直言|感慨|感叹|认为|回忆|回忆道|写道|写下"
    "|说道|说起|说|讲道|问道|问|答|回答|号召|呼吁|倡议|承诺|表态|勉励|叮嘱|嘱托|寄语|宣布|宣示|谈到|谈道|提到|讲到|告诫|评价|称赞|赞叹|点赞"
    "|倡导|重申|批示|留言|总结道|反映|建议|喊道|喊|高呼|笑道|叹道|打趣道|念叨"
)
# Behind it the quotation begins, perhaps after a colon or comma.
_BEFORE = re.compile(rf"(?<![的重总])(?P<verb>{_VERBS})(?:过|了|的是|的|,?要|,|:|道|说)*[:,]?\s*$")
# 寄语青年：“, 说起当年的情景仍很激动：“
_TO = re.compile(
    r"(?P<verb>寄语|勉励|鼓励|提醒|告诫|叮嘱|嘱咐|告诉|教导|希望|要求|号召|说起|谈起|谈及|讲起|提起|回忆起|提到|说到|谈到|讲到|分享)[^,。;:!?“”]{1,16}:\s*$"
    r"|(?P<short>勉励|嘱托|叮嘱|教导|告诫|希望)(?:我们|大家|全省|全市|广大党员|党员干部|青年)$"
    r"|(?P<asked>要求|勉励|叮嘱|希望|号召)[^,。;!?:“”]{0,8}(?:工委|机关|党员|干部|部门|同志)$"
)
# 按照X“…”的要求, 正如X所说的“…”, X关于“…”的重要论述
_ACCORDING = re.compile(
    r"(?:按照|根据|遵循|落实|贯彻落实|贯彻|牢记|践行|响应|围绕)(?P<who>[^,。;!?:、“”]{2,24}?)(?:关于|提出的|强调的|指出的|的)?$"
)
# 对X提出的“…”的重要指示有了更深的理解
_TAKEN = re.compile(
    r"(?:对|把|将|学习|领会|牢记|围绕)(?P<who>[^,。;!?:、“”]{2,24}?)(?:提出的|强调的|指出的|作出的)$"
)
_OF = re.compile("的?[一-鿿]{0,4}?(?:要求|指示|批示|嘱托|教导|论述|讲话|号召|指引|部署|精神)")
# 某某作出“…”的重要指示, 给予“…”高度评价
_GIVEN = re.compile(r"(?P<who>[^,。;!?:、“”]{2,30}?)(?:给予|作出|提出|发出|写下)(?:了|的)?$")
_JUDGED = re.compile("的?[一-鿿]{0,3}?(?:评价|肯定|要求|指示|批示|号召|论断|赞誉|嘱托|题词|论述)")
_AFTER = re.compile(
    rf"^[,。]?(?:(?P<first>[^,。;!?:“”\n]{{2,16}}),)?(?P<who>[^,。;!?:“”\n]{{2,40}}?)(?P<verb>{_VERBS})(?:道|了|说|着)*(?P<end>[,。:!?;]|$)"
)
# “…”支部书记王某向记者讲述了…的由来: what is told stands behind the verb.
_TOLD = re.compile(
    r"^[,。]?(?P<who>[^,。;!?:“”\n]{2,40}?)(?:向|对|跟)(?:记者|笔者|我们|大家)(?P<verb>讲述|讲起|讲解|介绍|说起|谈起|回忆|道出)"
)
# “…”某某这样评价支部共建: of what he says so stands behind the verb.
_SAID_OF = re.compile(
    r"^(?P<who>[^,。;!?:“”\n]{2,40}?)(?:这样|如是|如此|这么)(?P<verb>评价|形容|描述|总结|概括)[^,。;!?:“”\n]{0,20}(?:[,。!?;]|$)"
)
# “…”有人问道“…”: he asks the next one.
_OPENING = frozenset("“「『‘\"'")
# A quotation in the middle of a sentence is no speech of whoever acts behind it.
_SPOKEN = frozenset("。!?…,;~-")
_PRONOUN = re.compile("^(?:他|她|他们|她们|大家|有人|我们|我|自己|其|有的|一位|这位|一名|那位)")
# What stands before the speaker in its clause: time, place, occasion.
_OCCASION = re.compile(r"^(?:.*?(?:时|中|上|期间|以来|之际|后|前|日|月|年|下午|上午|当天)(?:,|\s)*)(?=.{2,})")
# How it was said stands between speaker and verb.
_MANNER = re.compile(
    "(?:曾|就|还|也|都|又|再次|多次|反复|一再|明确|深刻|郑重|高度|深情地?|动情地?|由衷地?|激动地?|高兴地?|兴奋地?|欣喜地?|开心地?|感动地?|骄傲地?|在会上|在讲话中|向记者|所|不禁"
    "|纷纷|一致|常|常常|经常|如是|这样|如此|着|笑|连连|连声|感慨地?|自豪地?|欣慰地?|告诉记者|逢人[便就]|不止一次地?|直"
    # 坚定地说; but not 武汉等地, 全国各地.
    "|[^\\W各等该当本两某外异][^\\W各等该当本两某外异]地)+$"
)
_LEADING = re.compile(
    "(?:正是|正如|正像|诚如|如|据|对此|为此|随后|其中|同时|此前|并|而|但|但是|当前|目前|近日|日前|今年|现场|原|根据|按照)+"
)
_STOPS = "。!?;\n"
# An organ that gave out a paper speaks in it; the paper itself where nobody is named.
_GAVE_OUT = re.compile(
    "(?:联合)?(?:印发|出台|下发|制定|发布|公布|审议通过|通过|召开|举行|制定印发|修订)(?:了)?(?:的)?《[^《》]*》?(?:时|中|,)*$"
)
_TITLE = re.compile("《[^《》]*》")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
    "符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮郁"
)


@cache
def _words(role: str) -> str:
    """The words of one role, longest first, as alternatives."""
    lines = (files("data") / "registers" / "speakers.tsv").read_text("utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    found = {word for name, words in rows if name == role for word in words.split()}
    return "|".join(sorted(found, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Somebody with a name or an office and what he does meanwhile; the end of a person; that of an organ."""
    office, before = _words("office"), _words("before")
    name = f"(?:[老小阿][{_SURNAMES}]|[{_SURNAMES}](?:某某?|[一-鿿](?:[一-鿿])??)(?:同志|先生|女士)?)"
    leaders = "毛泽东|邓小平|江泽民|胡锦涛|习近平|列宁|马克思|恩格斯"
    somebody = re.compile(
        rf"^(?P<who>.*?(?:(?:{office}){name}?|(?:{leaders})(?:同志)?))(?:(?:{before}|\d|[今去前]年|日前|近日).*)?$"
    )
    person = re.compile(rf"(?:{office}|{_words('person')}|{leaders})$")
    organ = re.compile(rf"^(?P<who>.*?(?:{_words('organ')}))(?:(?:{before}).*)?$")
    return somebody, person, organ


class Attribution(NamedTuple):
    """Who speaks (``None`` if only implied) and where the text says so."""

    speaker: str | None
    span: Span


def attributed(text: str, folded: str, left: int, start: int, end: int, right: int) -> Attribution | None:
    """What attributes the quotation that stands with its marks at ``[start:end)`` of a paragraph.

    ``left``, ``right``: between these nothing belongs to another quotation. ``None`` if nothing does.
    """
    before = folded[max(left, start - 120) : start]
    origin = start - len(before)
    if (taken := _TAKEN.search(_clause(before))) and _OF.match(folded, end):
        offset = start - len(_clause(before))
        begin, stop = offset + taken.start("who"), offset + taken.end("who")
        return _checked(text, folded, begin, stop, Span(begin, start))
    if said := _BEFORE.search(before):
        begin, who = _subject(before, said.start("verb"))
        return _checked(text, folded, origin + begin, origin + begin + len(who), Span(origin + begin, start))
    if said := _TO.search(before):
        begin, who = _subject(before, said.start())
        return _checked(text, folded, origin + begin, origin + begin + len(who), Span(origin + begin, start))
    if (named := _ACCORDING.search(_clause(before))) and _OF.match(folded, end):
        offset = start - len(_clause(before))
        return _checked(
            text,
            folded,
            offset + named.start("who"),
            offset + named.end("who"),
            Span(offset + named.start(), start),
        )
    if (given := _GIVEN.search(_clause(before))) and _JUDGED.match(folded, end):
        offset = start - len(_clause(before))
        begin, stop = offset + given.start("who"), offset + given.end("who")
        return _checked(text, folded, begin, stop, Span(begin, start))
    spoken = folded[end - 2] in _SPOKEN or start == left or folded[start - 1] in _STOPS
    after = folded[end : min(right, end + 60)]
    said = _AFTER.match(after) if spoken else None
    leads_on = said is not None and not said["end"] and folded[right : right + 1] in _OPENING
    if spoken and (said is None or said["end"] == ":" or leads_on):
        said = _TOLD.match(after) or _SAID_OF.match(after)
    if said:
        begin, who = _subject(after, said.start("verb"))
        return _checked(
            text, folded, end + begin, end + begin + len(who), Span(end + begin, end + said.end("verb"))
        )
    return None


def _clause(before: str) -> str:
    """The last clause of what stands before a quotation."""
    return re.split("[,。;!?:]", before)[-1]


def _subject(stretch: str, verb: int) -> tuple[int, str]:
    """Where the subject of the verb begins in ``stretch``, and the subject."""
    plain = _TITLE.sub(lambda match: "《" + "·" * (len(match[0]) - 2) + "》", stretch)
    begin = max((plain.rfind(stop, 0, verb) for stop in _STOPS + "”』」"), default=-1) + 1
    clause = plain[begin:verb]
    # 7月8日，在…会议上，市委书记王某某强调: the subject stands in the last part that has one.
    parts = re.split("([,:])", clause)
    offset, last = begin, (begin, "")
    for part in parts:
        if part.strip(",:、 "):
            last = (offset, part)
        offset += len(part)
    at, who = last
    while leading := _LEADING.match(who):
        at, who = at + leading.end(), who[leading.end() :]
    return at, _MANNER.sub("", who).rstrip(" ,:")


def _checked(text: str, folded: str, start: int, end: int, span: Span) -> Attribution:
    """The speaker if what was found is a person or an organ and no pronoun; otherwise implied."""
    place = _speaker(_TITLE.sub(lambda match: "《" + "·" * (len(match[0]) - 2) + "》", folded[start:end]))
    if place is None:
        return Attribution(None, span)
    who = text[start + place[0] : start + place[1]].strip().lstrip("，,")
    return Attribution(who or None, span)


def _speaker(who: str) -> tuple[int, int] | None:
    """The place of the one person or organ in what stands before a verb of speech; ``None`` when in doubt."""
    somebody, person, organ = _patterns()
    begin = 0
    if gave := _GAVE_OUT.search(who):
        who = who[: gave.start()]
    elif who.startswith("《") and who.endswith("》") and who.count("《") == 1:
        return 0, len(who)
    for _ in range(3):
        if _PRONOUN.match(who) or not len(who) - begin >= 2:
            return None
        part = who[begin:]
        if (found := somebody.match(part)) and _is_one(found["who"]):
            return begin, begin + found.end("who")
        if (found := organ.match(part)) and _is_one(found["who"]):
            return begin, begin + found.end("who")
        if (person.search(part) or _is_name(part)) and _is_one(part):
            return begin, len(who)
        # …召开的中央经济工作会议; 在会上，市委书记…
        if (cut := part.rfind("的")) >= 0 and len(part) - cut > 3:
            begin += cut + 1
        elif occasion := _OCCASION.match(part):
            begin += occasion.end()
        else:
            return None
    return None


# Who is spoken to, or what is done: no part of a speaker's name.
_OTHERS = re.compile(
    "^[以在于从为是有]|^当(?![选地])|[向对给把被让使将跟、,]|坚持|坚决|围绕|根据|按照|通过|结合|开展|推动|落实|组织|引导|教育|努力|自觉|积极|参加|开会|召开|时|等$"
)


def _is_one(who: str) -> bool:
    """Whether it is one speaker, with nothing that he does; offices may be several (党委书记、董事长…)."""
    *others, last = who.split("、")
    if any(not _patterns()[1].search(other) for other in others):
        return False
    plain = _NAMES_OF_ORGANS.sub("", who.replace("、", "")).removeprefix("党的")
    return 2 <= len(who) <= 30 and len(last) > 1 and not _OTHERS.search(plain) and "的" not in plain


_NAMES_OF_ORGANS = re.compile("组织部|党组织|教育[局厅部]|教育工委|教育体育局")


def _is_name(who: str) -> bool:
    """Whether it is a person's name, or ends with one."""
    from index.text.segment import tagged

    word, start, tag = tagged(who)[-1]
    # 大学生村官蒋雨晴: whatever he is, the name ends it.
    return tag == "nr" and 2 <= len(word) <= 3 and word[0] in _SURNAMES and start <= 12
