"""Personal names: recognised by surname and length, for bylines only, never in running text."""

from __future__ import annotations

import re
from functools import cache

from index.collect.tables import rows

_HAN = re.compile(r"^[\u3400-\u9fff]+$")
# Characters of transcribed names (艾尔肯·吐尼亚孜): they tell them from slogans with a dot
# (动力党建·合力攻坚).
_SOUNDS = (
    "阿艾安巴包贝比别波布才查次达旦德登迪丁都多顿恩尔法夫嘎戈格古哈海汗和赫胡吉加贾江杰居卡凯康科克肯库拉兰朗"
    "乐勒雷里力利立丽林鲁罗洛马玛买麦曼毛美蒙米密木穆姆拿那纳乃南尼年努诺欧帕扎珠卓仁热日萨赛桑沙山师斯松苏索"
    "塔太坦唐特提帖铁图土吐托瓦万维乌伍西夏雪牙雅亚延央叶伊依益于玉孜再泽占哲甫孙迈合耶赖则措姬旺孔岗珍曲坚赞"
    "卜乔奇琼绕若色什史丹平嘉绒贡觉边"
)
_FOREIGN = re.compile(rf"^[{_SOUNDS}]{{1,8}}(?:·[{_SOUNDS}]{{1,8}}){{1,2}}$")


# What stands where a name is looked for and is none: an organ, a paper, the end of another role.
_ORGAN = re.compile(
    r"(?:党委|工委|支部|机关|委员会|工会|学校|医院|公司|集团|中心|电视|日报|党建|发布|办公|组工|报[道导]|摄影|文图"
    r"|图片|综合|整理|[网报社厅局委办部处室刊台组院])$"
)


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


@cache
def _not_names() -> frozenset[str]:
    return frozenset(row[0] for row in rows("collect", "not-names.tsv"))


def is_name(folded: str) -> bool:
    """Whether the folded string without white space is a personal name as it stands in a byline."""
    if "·" in folded:
        return _FOREIGN.match(folded) is not None
    if len(folded) > _LONGEST:
        return False
    if not _HAN.match(folded) or folded in _not_names() or (len(folded) > 2 and folded[-1] in _OFFICES):
        return False
    one, two = _surnames()
    if folded[:2] in two:
        return len(folded) in (3, 4)
    return len(folded) in (2, 3) and folded[0] in one


# Characters of a name without a dot.
_LONGEST = 4
# The last characters of organs, papers and sites, that hardly any given name ends with.
_OFFICES = frozenset("网报社厅局委办部处院室刊台")


def merged(tokens: list[str]) -> list[str]:
    """Tokens with the names joined that are set apart by spaces: 龚 正, 陈 志 强, 郝 建军."""
    joined: list[str] = []
    index = 0
    while index < len(tokens):
        step = 1
        if len(tokens[index]) == 1:
            for size in (3, 2):
                part = tokens[index : index + size]
                if (
                    len(part) == size
                    and all(len(token) == 1 for token in part[1:-1])
                    and (is_name("".join(part)) and (len(part[-1]) == 1 or not is_name(part[-1])))
                ):
                    step = size
                    break
        joined.append("".join(tokens[index : index + step]))
        index += step
    return joined


_PARTS, _BETWEEN = re.compile(r"[\s、,]+"), re.compile(r"[\s、,+]+")


def is_names(folded: str) -> bool:
    """Whether a folded line is nothing but names, one or several: 张三, 龚 正, 李晓明 王芳."""
    if len(folded) > 48:
        return False
    if _BETWEEN.search(folded) is None:
        return is_name(folded)  # as most lines, for which the rest says the same
    letters = [token for token in _PARTS.split(folded) if token]
    if len(letters) > 2 and len(letters) % 2 == 0 and all(len(letter) == 1 for letter in letters):
        # 王 艳 丁 睿: names of two characters, each set apart
        return all(is_name("".join(letters[i : i + 2])) for i in range(0, len(letters), 2))
    tokens = merged([token for token in _BETWEEN.split(folded) if token])
    if not tokens or len(tokens) > 6:
        return False
    if is_name("".join(tokens)):
        return len(tokens) <= 2
    return any(len(token) == 3 for token in tokens) and all(is_name(token) for token in tokens)


def looks_like_name(folded: str) -> bool:
    """A weaker reading, where nothing but a name stands (after 省长, 记者): two to four characters."""
    return (
        is_name(folded)
        or re.match(r"^[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8}$", folded) is not None
        or (
            _HAN.match(folded) is not None
            and 2 <= len(folded) <= 4
            and folded not in _not_names()
            and not _ORGAN.search(folded)
        )
    )
