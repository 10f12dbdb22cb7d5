"""Personal names: recognised by surname and length, for bylines only, never in running text."""

from __future__ import annotations

import re
from functools import cache

from index.collect.tables import rows

# Words of two or three characters that begin with a surname and stand alone on lines all the same.
_NOT_NAMES = frozenset(
    (
        "时间", "来源", "作者", "日期", "编辑", "责编", "校对", "记者", "通讯", "通讯员", "本报", "单位", "附件", "前言",
        "公告", "通知", "意见", "目录", "正文", "全文", "标题", "高举", "平安", "党建", "安全", "经验", "成效", "成果",
        "干部", "全面", "全省", "全市", "全县", "文件", "文明", "文化", "国家", "广东", "广西", "江苏", "江西", "成都",
        "山东", "山西", "安徽", "云南", "海南", "万众", "和谐", "明确", "强基", "通报", "家风", "方法", "方案", "江山",
        "党员", "党课", "安排", "应对", "相关", "管理", "利民", "安民", "强化", "温暖", "万里", "简介", "水平", "向前",
        "关于", "文章", "方向", "计划", "都市", "路径", "金句", "解读", "别册", "边疆", "阳光", "年度", "修订", "初心",
    )
)  # fmt: skip
_HAN = re.compile(r"^[\u3400-\u9fff]+$")
# Characters of transcribed names (艾尔肯·吐尼亚孜): they tell them from slogans with a dot (动力党建·合力攻坚).
_SOUNDS = (
    "阿艾安巴包贝比别波布才查次达旦德登迪丁都多顿恩尔法夫嘎戈格古哈海汗和赫胡吉加贾江杰居卡凯康科克肯库拉兰朗"
    "乐勒雷里力利立丽林鲁罗洛马玛买麦曼毛美蒙米密木穆姆拿那纳乃南尼年努诺欧帕扎珠卓仁热日萨赛桑沙山师斯松苏索"
    "塔太坦唐特提帖铁图土吐托瓦万维乌伍西夏雪牙雅亚延央叶伊依益于玉孜再泽占哲甫孙迈合耶赖则措姬旺孔岗珍曲坚赞"
    "乔奇琼绕若色什史丹平嘉绒贡觉边"
)
_FOREIGN = re.compile(rf"^[{_SOUNDS}]{{1,8}}(?:·[{_SOUNDS}]{{1,8}}){{1,2}}$")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    one: set[str] = set()
    two: set[str] = set()
    for characters, kind in rows("collect", "surnames.tsv"):
        if kind == "one":
            one.update(characters)
        else:
            two.update(characters[i : i + 2] for i in range(0, len(characters), 2))
    return frozenset(one), frozenset(two)


def is_name(folded: str) -> bool:
    """Whether the folded string without white space is a personal name as it stands in a byline."""
    if _FOREIGN.match(folded):
        return True
    if not _HAN.match(folded) or folded in _NOT_NAMES:
        return False
    one, two = _surnames()
    if folded[:2] in two:
        return len(folded) in (3, 4)
    return len(folded) in (2, 3) and folded[0] in one


def looks_like_name(folded: str) -> bool:
    """A weaker reading, where nothing but a name stands (after 省长, 记者): two to four characters."""
    return is_name(folded) or (
        _HAN.match(folded) is not None and 2 <= len(folded) <= 4 and folded not in _NOT_NAMES
    )
