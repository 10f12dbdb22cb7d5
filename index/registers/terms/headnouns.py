"""Head nouns: where the noun phrase behind a name leads to one, and where a name ends with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.registers.terms.numerics import is_numeric, parallel
from index.registers.terms.tables import Head, bounding, heads, not_before
from index.text.segment import cutter

_REACH = 16
"""Characters that may stand between a name and the end of its head noun."""
_RUN = re.compile(r"[^\W_]+")
# Words that the dictionary puts together with a head noun before them.
_TAILS = ("建设", "效应", "创建", "培育", "推进", "名称", "形象", "评选")
_COUNTED = re.compile(r"[一二两三四五六七八九十百\d]+[个项大]")
# The dictionary joins it to what stands before: 工作|法等.
_AND_SO_ON = re.compile("等(?![级同待于候距])")
# Heads of a name as short as 云课堂.
_SMALL = frozenset(("课堂", "讲堂", "党课", "夜校", "驿站", "超市"))
_EXPLAINED = frozenset(("品牌", "工作法", "活动"))
"""Kinds behind which a dash leads to the name: a 平台—— may be any thing that has one."""
_AND = ("和", "以及")
_MADE = frozenset("定体机编控管限抑强复研创特印监节自")
"""Characters that make a word with 制: 量身定制."""
_NAME = 30
"""Characters of the longest name that its own head noun makes one."""
_SIZES = frozenset("大小新老好第")
_BODY = 4
"""Letters that name a 支部: “党的一切工作到支部” says something."""


def heads_inside(content: str) -> Head | None:
    """The head noun that the content of marks ends with, if it is a name that ends so (猎狐行动)."""
    if len(content) > _NAME:
        return None
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
    if head.name in _SMALL and len(own) == 1:
        return own not in _SIZES
    return (
        len(content) >= 4
        and len(own) >= 2
        and not _COUNTED.fullmatch(own)
        and not own.endswith(("一个", "一项", "一种"))
        and not _is_slogan(content, head.name)
        and not (head.type == "党支部" and "," in content)
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
    folded: str, at: int, title: int | None, avoid: frozenset[str] = frozenset(), several: bool = False
) -> tuple[int, Head] | None:
    """Where the head noun ends that the noun phrase from ``at`` leads to, and that noun.

    The first one counts, but a body (党支部) may be part of a longer name (党支部提质工程). Kinds to
    ``avoid`` are no head nouns. What stands behind 和 is another thing, but where ``several`` are named.
    """
    run = _RUN.match(folded, at, at + _REACH + 8)
    if run is None:
        return None
    apart = () if several else _AND
    found: tuple[int, Head] | None = None
    ends = at
    for token in _tokens(_AND_SO_ON.split(run[0], maxsplit=1)[0]):
        before, ends = ends, ends + len(token)
        if ends - at > _REACH:
            break
        head = head_at(folded, at, ends)
        if head is not None and head.type in avoid:
            break
        if head is not None:
            if found is not None and "o" not in found[1].where and before != found[0]:
                break
            if ends != title:
                found = (ends, head)
        elif found is not None:
            if "o" not in found[1].where or token not in bounding("between"):
                break
        elif token in bounding("wall") or token in (bounding("join") if before == at else apart):
            break
    return found


def head_at(folded: str, start: int, end: int) -> Head | None:
    """The longest head noun that ends at ``end``, where a word ends, and begins at ``start`` or behind it."""
    for size in range(min(6, end - start), 1, -1):
        head = heads().get(folded[end - size : end])
        if head is not None:
            return None if not_before(head.guard).match(folded, end) else head
    return None


def _tokens(run: str) -> Iterator[str]:
    """The words of a run of letters; a head noun apart from what the dictionary joins to it."""
    for token in cutter()(run):
        cut = len(token) - 2
        if cut >= 2 and token.endswith(_TAILS):
            yield token[:cut]
            yield token[cut:]
        else:
            yield token
