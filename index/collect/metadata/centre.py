"""Whether a body of the centre acts in a text, or is only what is studied, followed or thanked there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.collect.kinds import Block
from index.collect.metadata.mentions import Mention

# Bodies of the centre, where they act; and the words that make them only the object of study.
_CENTRAL = re.compile(
    r"中央和国家机关|中央国家机关|中共中央|(?:中共|中央)?政治局(?:常务委员会|常委会?)?(?=会议|召开|[0-9昨今])|党中央|中央纪委|中央组织部|中央宣传部|中央统战部|中央政法委|中央办公厅|中央编办"
    r"|中央网信办|中央党史和文献研究院|中组部|中宣部|中央党校|国务院|全国人大|全国人民代表大会|全国政协|最高人民法院"
    r"|最高人民检察院|最高法|最高检|全国总工会|共青团中央|全国妇联|全国工商联|中国(?:文联|作协|科协|残联|记协|侨联)"
    r"|中国(?:科学院|社会科学院|社科院|工程院|气象局|地震局|人民银行|民用航空局|证监会|银保监会)"
    r"|中央军委|中国人民解放军(?!.{0,4}总医院)|武警部队|海关总署|税务总局|审计署|国管局|国资委党委"
    r"|(?<![省市县区州盟旗x])国家(?!.{0,2}(?:电网|能源集团|管网))(?:[\u3400-\u9fff]{2,8}?总?局|发展改革委|发改委|卫生健康委|民委|监委|机关事务管理局)"
    r"|(?:外交|教育|科技|工业和信息化|公安|民政|司法|财政|人力资源社会保障|人力资源和社会保障|自然资源|生态环境"
    r"|住房城乡建设|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理|国家安全|科学技术)部(?!门|分|署|队|位)"
)
_STUDIED = re.compile(r"(?:学习|贯彻|落实|传达|部署|精神|宣讲|遵循|按照|根据|关于|对接|坚决拥护)")
# 在中央和国家机关党的建设工作会议上的讲话 is what everybody studies.
_BODY_CENTRAL = re.compile(r"(?:中央和国家机关|中央国家机关)(?!(?:党的建设|党建|党的)?工作会议)")
_SPEECH_OF_LEADER = re.compile(
    # 李强:… may be by anybody of that name.
    r"^(?:(?:习近平|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|李克强|栗战书|汪洋)(?:总书记|国家?主席|副?主席|总理|委员长)"
    r"|(?!(?:李强|李希|汪洋|韩正|蔡奇):)(?:习近平|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正|李克强|栗战书|汪洋))"
    r"(?:在|对|向|会见|会晤|将|作出|回信|致|就|给|同|:|主持|出席|参加|看望|强调|考察|调研|赴|听取|慰问|到|访问|抵达|离开|启程|结束|会谈|签署|发表|宣布)"
)
# Who holds an event or publishes a journal is not whose work is told.
_HOST = re.compile(r"[\u3400-\u9fff《》]{0,14}?(?:主办|承办|协办|指导|杂志|出版|评为|授予|表彰|命名)")
_UNDER = re.compile(r"(?:由|经|被|受|在|向|到|赴|获|获得|荣获)$")
# …强调中央和国家机关要带头…: what was said to them.
_SAID = re.compile("(?:强调|指出|要求|提出|希望|指示)[,:“]*$")
# 九三学社中央办公厅, and guests: 某部调研组…来渝
_PARTIES = frozenset("社盟革建进党台")
_GUESTS = re.compile(
    r"[\u3400-\u9fff]{0,12}?(?:调研组|考察组|督导组|检查组|一行)[^。]{0,24}?(?:来|莅|赴|到|在)"
)
# Before it at the head of a paragraph: the day and no more.
_BEGUN = 14
_NOT_CENTRAL = re.compile(
    r"^(?:驻|各|直属[\u3400-\u9fff]{0,4}(?:局|站|院)|[\u3400-\u9fff]{1,8}(?:分局|监管局|专员办|分行|总队|支队|站))"
)
_ALL_PROVINCES = re.compile(
    r"^(?:(?:中共)?[\u3400-\u9fff]{0,12})?各(?:省|省份)、自治区、直辖市[^。]{2,300}:$"
)


def acts(block: Block, places: Sequence[Mention]) -> bool:
    """Whether a title names a body of the centre before any place, and not as what is studied or followed."""
    found = _CENTRAL.search(block.key) if block.kind in ("title", "subtitle") else None
    first = min((mention.start for mention in places), default=len(block.key))
    if found is not None and any(mention.start == found.end() for mention in places):
        return False  # 国家税务总局湖南省税务局
    return (
        found is not None
        and found.start() < first
        and found[0] != "党中央"
        and not _STUDIED.search(block.key[: found.start()])
        and not _STUDIED.match(block.key[found.end() : found.end() + 4])
    )


def leader_goes(key: str) -> bool:
    """Whether a title tells where a leader of the centre goes, whom he meets, or what he says."""
    return _SPEECH_OF_LEADER.match(key) is not None


def national(key: str) -> bool:
    """Whether a title tells where a meeting of all the country was held: 全国…座谈会在某地召开."""
    return _NATIONAL.match(key) is not None


_NATIONAL = re.compile(r"\W*全国[\u3400-\u9fff“”\"]{2,24}(?:会议?|论坛|活动|仪式|展示)在")


def acts_in(key: str, places: Sequence[Mention]) -> bool:
    """Whether the organs of the centre act in a paragraph, before any place is named."""
    found = _BODY_CENTRAL.search(key)
    return (
        found is not None
        and not any(mention.start < found.start() for mention in places)
        and not _STUDIED.search(key[max(0, found.start() - 8) : found.start()])
        and not _SAID.search(key[max(0, found.start() - 6) : found.start()])
        and _HOST.match(key, found.end()) is None
    )


def begins(key: str, start: int, places: Sequence[Mention]) -> bool:
    """Whether a text begins with a body of the centre that acts; ``start``: where behind its dateline."""
    found = _CENTRAL.search(key, start, start + _BEGUN + 20)
    return (
        found is not None
        and found.start() - start <= _BEGUN
        and found[0] not in ("党中央", "中共中央", "国务院")
        and not any(mention.start <= found.end() for mention in places)
        and not _STUDIED.search(key[: found.start()])
        and not _SAID.search(key[: found.start()])
        and not _STUDIED.match(key[found.end() : found.end() + 4])
        and not _UNDER.search(key[: found.start()])
        and _HOST.match(key, found.end()) is None
        and _NOT_CENTRAL.match(key[found.end() :]) is None
        and key[found.start() - 1 : found.start()] not in _PARTIES
        and _GUESTS.match(key, found.end()) is None
    )


def issues(key: str) -> bool:
    """Whether a paragraph tells what a body of the centre sends out: 日前,中央组织部印发通知."""
    return any(word in key for word in _SENDS) and _ISSUED.search(key) is not None


_SENDS = ("下发", "发出", "印发", "公布", "发布")
_ISSUED = re.compile(
    rf"(?:^|[,。])(?:日前|近日|最近|[0-9]{{1,2}}日)?,?(?:{_CENTRAL.pattern})(?:日前|近日|最近)?(?:下发|发出|印发|公布|发布)"
)


def addresses_all(key: str) -> bool:
    """Whether a line is the head of a letter to all provinces."""
    return "自治区、直辖市" in key and _ALL_PROVINCES.match(key) is not None


def counted(text: str) -> int:
    """How often a text names the organs of the centre."""
    return len(_BODY_CENTRAL.findall(text))
