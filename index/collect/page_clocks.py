"""A page's day on the line of its title: 某某大会召开 2009-09-09 16:35."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.collect.about import DATE, TIME, is_about, is_medium, is_organ
from index.collect.lines import Line
from index.collect.mastheads import has_title, is_site_name
from index.collect.names import is_names

_HEAD = 8
_CLOCKED = re.compile(rf"^(?P<title>[^。;|/]{{8,60}}?)\s+(?:{DATE})(?:{TIME})\s*$")
# What stands before the day in lines that are about the text.
_ABOUT = re.compile(
    r"来源|作者|发布|编辑|记者|通讯员|时间|日期|时刻|浏览|点击|阅读|供稿|审核|责编|:\s*$|(?:报|网|社|部|处|科|办|室|局|院|中心|支部|党委|工委|委员会|大学|学院|公司|频道)$"
)


def split(lines: Sequence[Line]) -> list[Line]:
    """``lines``, the first of a title and a day cut in two, if no other line may be the title."""
    for index, line in enumerate(lines[:_HEAD]):
        if line.furniture is not None:
            continue
        if line.ends_sentence:
            break
        found = _CLOCKED.match(line.key)
        if found is None:
            continue
        title = found["title"].strip()
        if (
            _ABOUT.search(title)
            or is_medium(title)
            or is_organ(title)
            or is_site_name(title.replace(" ", ""))
            or is_names(title)
            or is_about(title)
            or has_title([*lines[:index], *lines[index + 1 :]])
        ):
            break
        head, clock = line.cut(found.end("title"))
        return [*lines[:index], head, clock, *lines[index + 1 :]]
    return list(lines)
