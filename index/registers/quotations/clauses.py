"""Which stretches in quotation marks say something, and which are names, terms or emphasis.

The parts of speech that a dictionary gives to slogans are unreliable (办实事, 挑大梁 pass as nouns), so the
small words that only clauses have, and the verbs of one character that slogans begin with, decide first.
"""

from __future__ import annotations

import re

from index.registers.terms.named import letters as letters_of
from index.registers.terms.numerics import is_numeric
from index.registers.terms.tables import curated_letters
from index.text.segment import tagged

_CLOSING = "”」』\"’'"
_OPENING = "“「『\"‘'"
# What a name in quotation marks is the name of; an attribute may stand between (“…”主题党日活动).
_HEAD = (
    "(?:工程|机制|制度|品牌|活动|行动|计划|模式|平台|论坛|工作法|党支部|支部|专班|专项|专题|讲堂|课堂|联盟|岗|室|站|队"
    "|比赛|竞赛|大赛|仪式|节|奖|称号|案例|微信群|小程序|热线|专栏|栏目|丛书|主题教育|学习教育|群众教育|警示教育|生活会"
    "|党日|培训|研讨班|读书班|座谈会|研讨会|报告会|党课|系统|基地|市集|峰会|大会|联赛|赛|(?<![开发进拓施])展(?![开现])|示范|试点|馆|游|产品"
    "|组合拳|直通车|服务站|服务队|服务圈|驿站|办法|措施|方案|体系|项目|通道|联合体|年(?!代|轻))"
)
_NAMED = re.compile(
    f"第[一二两三四五六七八九十\\d]+届|(?:的?(?:\\d\\.\\d)?(?![加推促进开成获让打统落深提把以])[一-鿿]{{0,6}}?){_HEAD}"
)
# Names beside each other share what they are the names of: “…”“…”等一批特色品牌.
_BESIDE = re.compile(f"[、和及与]?[{_OPENING}][^{_CLOSING}\n]{{1,30}}[{_CLOSING}]")
_AMONG = re.compile("等(?:一批|一系列|系列|[\\d一二两三四五六七八九十]+[个项])?")
# Behind these verbs stands the name of what is done or won.
_WON = (
    "举办|打造|创建|推出|获评|评为|荣获|获得|授予|入选|命名为?|上线|创办|设立|成立|开设|叫响|擦亮|组建|搭建|开通|名为|叫做|简称|称为"
    "|被誉为|誉为|品牌|公众号|小程序|栏目|专栏"
)
_NAMING = re.compile(f"(?:{_WON})了?-*$|(?:行动|工程|项目|活动)-+$")
_NAMING_ONE = re.compile(f"(?:{_WON}|开展|实施|建设|培育|推广|优化|办好)了?-*$")
# What is said may be a word or two: 他说：“没问题”。
_SAID = re.compile("(?:[^明]说|道|问|答|回答|喊|点赞|感慨|感叹|坦言|直言):$")
# What is thought, wanted or felt: the words before it say it.
_HELD = re.compile(
    "(?:本着|践行|遵循|兑现|坚持|坚守|秉持|坚信|崇尚|倡导|树立|保持|激发|发扬|弘扬|喊出|提出|写着|牢记|高呼|做到|要求|强调|要|必须)了?$"
)
_CONCEPT = re.compile(
    "等?(?:这一|这个|的)?[一-鿿]{0,4}?(?:理念|思想|思维|精神|要求|目标|思路|原则|姿态|责任感?|担当|境界|气概|斗志|导向|口号|承诺|誓言"
    "|信念|作风|方针|态度|心态|意识|情怀|格局|作用|期盼|感慨|局面|心气|嘱托|定位|心声|问题导向|使命|准则|底线|取向|决心|愿景|共识)"
)
_SENTENCE = re.compile("这[一]?(?:句|番|首|段)(?:话|口号|诗|标语|名言|谚语)")
_COUNTS_UP = re.compile("(?:[一二两三四五六七八九十百千万多双][^一二两三四五六七八九十百千万多双]{1,2}){1,2}")
_STRONG = frozenset("。!?;…")
_ITEMS = re.compile(r"[、·.:/]|\s+")
_FORMULA = re.compile(r"[+>→=\-~]")
_COUNTED = re.compile(
    "(?:第?[一二两三四五六七八九十百千万双\\d]+)(?:个|大|项|条|类|种|张|站|网|窗|区|圈|横|纵|核|轴)"
)
# Verbs of one character that slogans begin with: 讲诚信, 守纪律, 抓两头.
_VERBS = frozenset(
    "抓带建强守做作讲懂学悟办开促保防扛挑走干争创当树谋破解助惠富稳扩增减提降补投立改治护送访帮问听跟感看进出找买卖用练比亮晒查纠转优严聚凝"
    "铸育引领融联拼选润观敢勇善能不必践担修知存留去来接拉唱敬爱拥战打攻克吃教求压省摘有无明履恪赓续传承享畅惜放管把让为使靠以向从在到重"
)
_LAST = frozenset("出答到找进办看来去走跑亮抓讲管教受获吃唱守知应")
# Words that stand in clauses and in no name.
_SMALL = re.compile(
    "[我你您咱谁]|吾(?!尔)|什么|怎么|如何|就是|不是|[是被让也]|把(?![手关脉])|(?<![首帝古成])都(?![市会城])|(?<![英人])才|(?<!成)就(?![业医近地读学])|不[要能会敢想可忘是怕]|没有|必须|应当|终于|越.{1,5}越|[了吗呢吧]$|了[^解]"
    "|[向为给与].{2,8}服务|[在到].{0,6}身上"
)
_TAIL = re.compile(
    "(?:计划|工程|行动|活动|机制|制度|模式|平台|论坛|品牌|案例|称号|体系|中心|基地|学校|课堂|讲堂|之家|之星|委员会|联盟|战略|方案"
    "|工作法|指南|家园|窗口|通道|园区|新城|先锋岗|标兵|典型|英雄|楷模|模范|单位|集体|个人|企业|城市|乡村|大赛|联赛|大会|沙龙|联合体"
    "|党支部|党组织|高地|样板|标杆|名片|铁军|生活圈|服务圈|交通圈|年|奖|节|队|站|室|馆|工作法|网|圈|库|岗|码)$"
)


def says_something(folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]``, which stands between quotation marks, holds a clause.

    Slogans do (讲诚信、懂规矩); names of things do not, however they are made (“动力·合力攻坚”工程), nor
    terms and emphasised words.
    """
    inside = folded[start:end]
    letters = sum(map(str.isalnum, inside))
    if inside.isascii():
        return False  # a code (1235577)
    if letters < 5:
        return letters > 1 and (
            inside[-1] in "。!?" or _SAID.search(folded, max(0, start - 6), start - 1) is not None
        )
    marks = set(inside)
    if marks & _STRONG:
        return True
    if _FORMULA.search(inside) or is_numeric(inside):
        return False  # 三管三必须: an abbreviation stands for what is said elsewhere
    if "," in marks and letters >= 6:
        # “不忘初心,牢记使命”主题教育: a formula in a name.
        return letters_of(inside) not in curated_letters() or not _names(folded, end + 1)
    if letters < 6 and not _SMALL.search(inside) and not _SAID.search(folded, max(0, start - 6), start - 1):
        return False
    items = [item for item in _ITEMS.split(inside) if item]
    if folded.startswith("的", end + 1) and len(items) > 1 and all(_says(item) == _SURE for item in items):
        return True  # “体现公安特色、覆盖全市全警、融合队伍业务”的…品牌: it tells how
    if _names(folded, end + 1):
        return False
    before = folded[max(0, start - 6) : start - 1]
    if _SENTENCE.match(folded, end + 1) or (
        before.endswith("打造") and len(items) > 2 and all(_says(item) == _SURE for item in items)
    ):
        return True
    concept = _CONCEPT.match(folded, end + 1) is not None or _HELD.search(before) is not None
    if len(items) > 1:
        return not _NAMING.search(before) and _is_slogan(items, "·" if "·" in marks else "、", concept)
    if _NAMING_ONE.search(before) and not concept and not _SMALL.search(inside):
        return False
    return _is_clause(inside, concept)


def _names(folded: str, after: int) -> bool:
    """Whether a thing of which the quotation is the name stands behind it, or behind its neighbours."""
    at = after
    while beside := _BESIDE.match(folded, at):
        at = beside.end()
    among = _AMONG.match(folded, at)
    if among and (at > after or among[0] != "等"):
        at = among.end()
    elif at > after:
        at = after
    return _NAMED.match(folded, at) is not None


def _is_slogan(items: list[str], joined: str, concept: bool) -> bool:
    """A slogan is made of items that each say something, a list of terms or a name of nouns."""
    sizes = [sum(map(str.isalnum, item)) for item in items]
    if min(sizes) < 2 or (min(sizes) < 3 and not (concept and max(sizes) > 2 and len(items) > 2)):
        return False
    if all(_COUNTED.match(item) for item in items) or _are_nouns(items):
        return False
    if _COUNTS_UP.fullmatch(items[0]):
        return False  # 一核三带、多点支撑; 双随机、一公开
    verbal = [_says(item) for item in items]
    if joined == "·":
        return min(verbal) >= _HALF
    if len({item[-2:] for item in items}) == 1 and sum(verbal) * 3 < len(items) * 2:
        # Kinds of one thing: 一线工作法、清单工作法.
        return False
    return sum(verbal) * 2 >= len(items) or (concept and sum(verbal) > 0)


def _are_nouns(items: list[str]) -> bool:
    """Whether all end with what makes a noun: 参与率、满意度; 学习力、组织力."""
    lasts = {item[-1] for item in items}
    return lasts <= _MEASURES or (len(lasts) == 1 and lasts <= _NOUNS)


_MEASURES = frozenset("率度量额数比")
_NOUNS = frozenset("力性感观线网岗队员尺室课")
_SURE, _HALF = 1.0, 0.5


def _says(item: str) -> float:
    """How sure it is that an item of a slogan has a verb: in front, or as a short word behind its subject."""
    if (item[0] in _VERBS and len(item) == 3) or _SMALL.search(item):
        return _SURE
    if len(item) >= 3 and (item[-2] == "为" or item[0] == "以" or item.endswith(("一点", "一些"))):
        return _SURE  # 思想为源, 以文化人
    words = tagged(item)
    first, first_tag = words[0][0], words[0][2]
    if len(words) == 1:
        # Set phrases, with a verb as a rule, and words that the dictionary does not know.
        if first_tag == "i" and not item.endswith(("生活", "社会", "时代", "环境", "家园")):
            return _SURE
        return _HALF if first_tag in ("i", "l", "v", "d") or (first_tag == "" and len(first) == 4) else 0
    if first_tag in ("v", "vd", "vi", "vg", "vn", "p") or first in _VERBS:
        return _SURE
    if words[-1][2] == "a" and first_tag[:1] in ("n", "r", "j"):
        return _SURE
    for word, _, tag in words[1:]:
        if tag in ("v", "vd", "vi", "vg", "d", "p", "l", "i") or (word[0] in _LAST and len(word) == 2):
            return _SURE
        if word in _VERBS or (tag == "" and len(word) > 2 and word[0] in _VERBS):
            return _SURE
    return 0


def _is_clause(text: str, concept: bool) -> bool:
    """A verb with something before or behind it that is no mere noun: more than a name or a heading."""
    letters = sum(map(str.isalnum, text))
    if _COUNTED.match(text) and not _SMALL.search(text):
        return False
    if _is_phrase(text):
        return False
    if _SMALL.search(text):
        return True
    if _TAIL.search(text) or letters < 6:
        return False
    words = tagged(text)
    verbs = [n for n, (_, _, tag) in enumerate(words) if tag in ("v", "vi", "vd", "vg")]
    begins = words[0][2] in ("v", "vn", "p", "vd") or words[0][0] in _VERBS
    if concept:
        return bool(verbs) or begins or letters >= 7
    if letters < 7:
        return len(verbs) > 1
    if begins and len(words) >= 3:
        return words[0][2] in ("v", "p") or len(verbs) >= 1
    grammatical = any(tag in ("r", "d", "c", "p", "ul", "uz", "ug", "y") for _, _, tag in words)
    return bool(verbs) and len(words) >= 3 and (grammatical or len(verbs) >= 2)


def _is_phrase(text: str) -> bool:
    """Whether 的 makes all of it a noun with attributes: 永不落幕的博览会."""
    head = text.rpartition("的")[2]
    if head == text or not 1 <= len(head) <= 6:
        return False
    return not re.match("[把让将以用是要]", text) and not re.search("[是把让就都]|作为|成为", text)
