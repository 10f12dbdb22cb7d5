"""Whether a place is only where something was held, or part of another name: 在杭州召开, 北京大学."""

from __future__ import annotations

import re

_NAME_OF = re.compile(
    r"^(?:召开|举行|举办|开幕|闭幕|会见|会晤|人民大会堂|钓鱼台|出席|揭牌|签署|开班|大学|学院|师范|路|街|大道|广场|会议|精神|起义|战役|革命|保卫战|籍|菜|话|人(?!民|大|社|才|事|均"
    r"|力|口)|银行股份|证券|时间|宣言|峰会|报[导道](?:$|[^\u3400-\u9fff]))"
)
# 在浙江杭州召开, 于江西省井冈山市举办: where it was held. The place before is looked at from its own end.
_HELD = re.compile(
    r"^[\u3400-\u9fff·“”\"]{0,16}?(?:召开|举行|举办|开幕|闭幕|开班|开营|启幕|揭幕|落幕|成功举办|胜利召开|成立|启动|揭晓|首映|(?:进行|接受|参加)[\u3400-\u9fff]{0,6}(?:培训|学习|研修|考察))"
)
# In its own house a city meets by itself: 在某某融媒体中心举行.
_OWN_HOUSE = re.compile("市?(?:融媒体?中心|日报社|广播电视台|市民中心|人民会堂|行政中心)")
_IN = re.compile(r"(?:在|于)(?:[\u3400-\u9fff]{2,4})?$")
# 3月3日,某市召开…会: who called the meeting, not where it was. Without its 市 only what is all its own.
_CALLS = re.compile(r"(?:召开|举行|举办)(?!的|之|期间|前|后|[,。])")
_CALLS_ITS_OWN = re.compile(
    r"(?:召开|举行|举办)[^,。的]{0,16}?(?:全[省市州盟县旗](?!大)|[省市州盟县旗]委|[市县]直)"
)
_CLAUSE_BEGINS = re.compile(r"(?:^|[,。;:)”\s]|[0-9]日|[上下]午|近日|日前|昨天|今天|今年)$")


def is_venue(before: str, after: str, full: bool, kind: str) -> bool:
    """Whether a name between ``before`` and ``after`` (folded) tells where, and not whose.

    ``full``: it has its 省, 市, 县; ``kind``: what the gazetteer says of names that are no division's.
    """
    if not kind and _NAME_OF.match(after):
        calls = _CALLS if full else _CALLS_ITS_OWN
        return not (calls.match(after) and _CLAUSE_BEGINS.search(before))
    return (
        ("在" in before or "于" in before)
        and _IN.search(before) is not None
        and _HELD.match(after) is not None
        and _OWN_HOUSE.match(after) is None
    )
