"""Head nouns: where the noun phrase behind a name leads to one, and where a name ends with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.registers.terms.numerics import is_numeric, parallel
from index.registers.terms.tables import Head, bounding, heads, not_before, ordinary
from index.text.segment import cutter

_REACH = 16
"""Characters that may stand between a name and the end of its head noun."""
_RUN = re.compile(r"[^\W_]+")
# Words that the dictionary puts together with a head noun before them.
_TAILS = ("建设", "效应", "创建", "培育", "推进", "名称", "形象", "评选")
_COUNTED = re.compile(r"[一二两三四五六七八九十百\d]+[个项大]")
# The dictionary joins it to what stands before: 工作|法等.
_AND_SO_ON = re.compile("等(?![级同待于候距])")
# 四字工作|法为: so is the dictionary's 法为.
_METHOD = "工作法"
# Heads of a name as short as 云课堂.
_SMALL = frozenset(("课堂", "讲堂", "党课", "夜校", "驿站", "超市"))
_PERIODS = {
    name: Head(name, type, "", "q")
    for name, type in (("年", "年"), ("月", "活动月"), ("周", "活动周"), ("日", "活动日"))
}
_EXPLAINED = frozenset(("品牌", "工作法", "活动"))
"""Kinds behind which a dash leads to the name: a 平台—— may be any thing that has one."""
# A name that goes over words which may also make a sentence (进社区) ends with its noun.
_CLOSED = re.compile(r"[\W_]|$|等|启动|正式|以来|期间|中|和|与|及|为|现场|方案|的")
_TALKS = re.compile("战略(?:对话|合作|协作|沟通)")
_BODIES = frozenset(("党支部", "党组织", "体系", "服务", "管理", "改革", "项目", "教育"))
"""Kinds of heads that such a name does not have."""
_AND = ("和", "以及")
_MADE = frozenset("定体机编控管限抑强复研创特印监节自")
"""Characters that make a word with 制: 量身定制."""
# 党建质量年, 廉政教育月: a time that is called after what is done in it; 青年, 百年, 岁月 and 节日 are not.
_PERIOD = re.compile(
    "[^\\W\\d_]+(?:[^\\W\\d_一二两三四五六七八九十百千万亿多几半每全整周之元少青学跨新今明去往早晚童中老成丰历拜过大当近数同逐连来昨前后末国如](年)"
    "|[^\\W\\d_一二两三四五六七八九十个每当本上下岁满明蜜正腊半数新风花](月)"
    "|[^\\W\\d_一二两三四五六七八九十上下本每双单前后](周)"
    "|[^\\W\\d_一二两三四五六七八九十党今明昨次往昔平节生红旭烈落末作夏冬春秋假周佳吉同当整终每即近连旬半抗中两白时](日))"
)
_SPAN = 3
_OBSERVED = ("国家", "世界", "国际", "全国", "联合国", "中国")
_NAME = 30
"""Characters of the longest name that its own head noun makes one."""
_ANY = frozenset(("党建", "支部", "机关", "机关党建", "特色", "工作"))
"""What a 品牌 is in general: “党建品牌”."""
_COMMON = frozenset(("活动", "行动", "制度", "工程", "计划"))
"""Kinds that a common word tells more of, and does not name (“教育活动”)."""
_SIZES = frozenset("大小新老好第")
_BODY = 4
"""Letters that name a 支部: “党的一切工作到支部” says something."""


def heads_inside(content: str) -> Head | None:
    """The head noun that the content of marks ends with, if it is a name that ends so (猎狐行动)."""
    if len(content) > _NAME:
        return None
    if (
        content[-1] in _PERIODS
        and len(content) > _SPAN
        and _PERIOD.fullmatch(content)
        and not content.startswith(_OBSERVED)
    ):
        return _PERIODS[content[-1]]
    for size in range(min(5, len(content) - 1), 0, -1):
        head = heads().get(content[-size:])
        if head is not None and "q" in head.where and _ends_with(content, head):
            return head
    return None


def _ends_with(content: str, head: Head) -> bool:
    """Whether it is a name with this head noun: not 三大行动, which counts, nor 一国两制."""
    own = content[: -len(head.name)]
    if head.name == "法":
        return len(own) >= 2 and own[-1] in "步字点式联型化维环线个"
    if head.name == "码":
        return len(own) >= 2 and own[-1] not in "密号代扫条维起筹编数解赋亮"
    if head.name in _SMALL and len(own) == 1:
        return own not in _SIZES
    return (
        len(content) >= 4
        and len(own) >= 2
        and not (head.type in _COMMON and own in ordinary())
        and not _COUNTED.fullmatch(own)
        and not own.endswith(("一个", "一项", "一种"))
        and not _is_slogan(content, head.name)
        and not (head.type == "党支部" and "," in content)
        and not (head.type == "品牌" and own in _ANY)
        and not own.endswith(("见", "付诸", "化为", "落到"))
        and not own.startswith(("健全", "完善", "加强", "建立", "构建"))
        and not (head.name == "支部" and (len(own) > _BODY or not content.isalpha()))
        and not (head.name == "制" and (is_numeric(content) or own[-1] in _MADE))
    )


def _is_slogan(content: str, name: str) -> bool:
    """Whether it enumerates what is done (一年打基础、两年见成效、三年出品牌), and not several of a kind."""
    paused = "、" in content or "," in content
    return paused and parallel(content) > 0 and content.count(name) == 1


def head_before(text: str) -> Head | None:
    """The head noun that a text before marks ends with, if it may stand there (品牌“…”, 品牌——“…”)."""
    bare = text.rstrip("-")
    for size in range(5, 1, -1):
        head = heads().get(bare[-size:])
        if head is not None and "b" in head.where and (bare == text or head.type in _EXPLAINED):
            return head
    return None


def head_after(
    folded: str,
    at: int,
    title: int | None,
    avoid: frozenset[str] = frozenset(),
    several: bool = False,
    formula: bool = False,
) -> tuple[int, Head] | None:
    """Where the head noun ends that the noun phrase from ``at`` leads to, and that noun.

    The first one counts, but a body (党支部) may be part of a longer name (党支部提质工程). Kinds to
    ``avoid`` are no head nouns. What stands behind 和 is another thing, but where ``several`` are named.
    Behind a ``formula`` nouns that need a name are none, and words that may also make a sentence end it;
    behind a name they do not (进社区), if it ends with its noun.
    """
    run = _RUN.match(folded, at, at + _REACH + 8)
    if run is None:
        return None
    apart = () if several else _AND
    found: tuple[int, Head] | None = None
    ends = at
    over = False
    for token in _tokens(_AND_SO_ON.split(run[0], maxsplit=1)[0]):
        before, ends = ends, ends + len(token)
        if ends - at > _REACH:
            break
        head = head_at(folded, at, ends)
        if head is not None and formula and "n" in head.where:
            head = None
        if head is not None and head.type in avoid:
            break
        if head is not None and over and (head.type in _BODIES or not _CLOSED.match(folded, ends)):
            continue
        if head is not None:
            if found is not None and (
                head.type == "会"
                or (not _may_go_on(found[1]) and min(before, ends - len(head.name)) > found[0])
            ):
                break
            if ends != title:
                found = (ends, head)
        elif found is not None:
            goes_on = before == found[0] and _begins_head(folded, before, len(token))
            role = "between" if "o" in found[1].where else "behind"
            between = _may_go_on(found[1]) and token in bounding(role)
            if not goes_on and not between:
                break
        elif token in bounding("soft") or token in bounding("wall"):
            if not _begins_head(folded, before, len(token)):
                if formula or token in bounding("wall"):
                    break
                over = True
        elif token in (bounding("join") if before == at else apart):
            break
    return found


def _may_go_on(head: Head) -> bool:
    """Whether further nouns may follow a head noun and lead to another: 忠诚教育|联建体系."""
    return "o" in head.where or head.type == "教育"


def _begins_head(folded: str, at: int, size: int) -> bool:
    """Whether a word longer than ``size`` begins at ``at``: a head noun (任务清单), or that of talks."""
    return _TALKS.match(folded, at) is not None or any(
        folded[at : at + whole] in heads() for whole in range(size + 1, 7)
    )


def head_at(folded: str, start: int, end: int) -> Head | None:
    """The longest head noun that ends at ``end``, where a word ends, and begins at ``start`` or behind it."""
    for size in range(min(6, end - start), 1, -1):
        head = heads().get(folded[end - size : end])
        if head is not None:
            return None if not_before(head.guard).match(folded, end) else head
    return None


def _tokens(run: str) -> Iterator[str]:
    """The words of a run of letters; a head noun apart from what the dictionary joins to it."""
    cut = run.find(_METHOD) + len(_METHOD)
    words = cutter()(run) if cut < len(_METHOD) else [*cutter()(run[:cut]), *cutter()(run[cut:])]
    for token in words:
        cut = len(token) - 2
        if cut >= 2 and token.endswith(_TAILS):
            yield token[:cut]
            yield token[cut:]
        else:
            yield token
