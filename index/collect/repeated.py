"""Lines of a page that say once more what stands elsewhere on it: its title, and the head of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.collect.about import is_medium
from index.collect.lines import Line
from index.collect.mastheads import is_site_name

# Lines at the top among which the title is looked for once more, and its least length.
_LINES, _LEAST = 20, 6
# 【本期要目】:
_LABEL = 7
# Behind the title in what a page calls itself: 标题_某某网, 标题-某某日报.
_CONTENTS = frozenset(
    f"{of}{what}" for of in ("", "本期") for what in ("要目", "目录", "导读", "目次", "内容提要")
)
_SITE = re.compile(r"(?:_{1,3}|\||-{1,2})(?P<site>[^_|]{2,24})$")


def head(lines: Sequence[Line]) -> None:
    """The title (and its subtitle) once more below the page's bars, or above itself with the site's name."""
    seen: set[str] = set()
    _contents([line for line in lines if line.furniture is None])
    top = [line for line in lines if line.furniture is None][:_LINES]
    for before, line in pairwise(top):
        if _names_page(before.compact, line.compact):
            before.furniture = "repeated-title"
    for before, line in pairwise(top):  # 某某网 > the title / the title
        if (
            len(line.compact) >= _LEAST
            and before.key.endswith(line.key)
            and before.key.removesuffix(line.key).rstrip().endswith((">", "»"))
        ):
            before.furniture = "breadcrumb"
    for line in top:
        if line.furniture is not None:
            continue
        if len(line.compact) > 80 or line.key.endswith(("。", ";")):
            break
        if line.compact in seen and (len(line.compact) >= _LEAST or len(seen) == 1):
            line.furniture = "repeated-title"
        seen.add(line.compact)


def _contents(lines: Sequence[Line]) -> None:
    """本期要目 at the head of a bulletin, and the titles that stand once more above their texts."""
    for index, line in enumerate(lines[:_LINES]):
        if len(line.compact) <= _LABEL and line.compact.strip("【】[]:") in _CONTENTS:
            again = [other.compact for other in lines[index + 1 :]]
            listed = index + 1
            while again[listed - index :].count(lines[listed].compact if listed < len(lines) else "") > 0:
                listed += 1
            for other in lines[index:listed] if listed > index + 1 else ():
                other.furniture = "menu"
            return


def _names_page(name: str, title: str) -> bool:
    """Whether ``name`` is ``title`` with the name of a site or paper behind it."""
    if len(title) < _LEAST or not name.startswith(title):
        return False
    behind = _SITE.match(name, len(title))
    return behind is not None and (
        name[len(title)] in "_|" or is_medium(behind["site"]) or is_site_name(behind["site"])
    )


def tail(lines: Sequence[Line]) -> None:
    """The head of the text once more below the page functions that follow its end."""
    end = len(lines)
    while end and lines[end - 1].furniture is None and len(lines[end - 1].compact) >= 4:
        end -= 1
    if (
        end == len(lines)
        or not end
        or lines[end - 1].furniture not in ("bar", "related", "scan", "copyright")
    ):
        return
    above = [line.compact for line in lines[:end] if line.furniture is None]
    before = "".join(above)
    if all(
        line.compact in above or (len(line.compact) >= 8 and line.compact in before) for line in lines[end:]
    ):
        for line in lines[end:]:
            line.furniture = "repeated"
