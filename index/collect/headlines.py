"""Headlines of several lines: which of them is the title, told by what stands in them."""

from __future__ import annotations

import re

from index.collect.shapes import Shape

_WHO_SAID, _SAID = 8, re.compile("(?:强调|指出|要求|表示|提出|寄语|勉励|希望|号召)$")
# Not (试行), (草案), (2023年版).
_COLUMN_BEHIND = re.compile(
    r".{8,}\([\u3400-\u9fff·]{2,14}(?:见闻|观察|聚焦|画卷|现场|调查|手记|故事|述评|纪实|探访|新语|讲述|新篇)\)$"
)
_TITLE_AND_SUBTITLE = re.compile(r"[^—]{6,}——[^—]{6,}")


def is_unsaid(shape: Shape) -> bool:
    """Whether a line ends with the word for saying: what was said is on the next one."""
    return len(shape.compact) >= _WHO_SAID and _SAID.search(shape.key) is not None


def in_column(above: Shape, below: Shape) -> bool:
    """Whether the lower of two lines has its paper's column behind it, so that the upper one is a shoulder:
    某省深化文明创建 / 城里赶大集 新风入万家（一线见闻）.
    """
    return (
        below.key.endswith(")")
        and _COLUMN_BEHIND.match(below.key) is not None
        and not above.key.endswith(")")
        and not is_unsaid(above)
    )


def is_whole(shape: Shape) -> bool:
    """Whether a line is title and subtitle in one (某某行动——我市…纪实): a word above it is a column."""
    return "——" in shape.clean and _TITLE_AND_SUBTITLE.fullmatch(shape.clean) is not None
