"""What pages put below an article: lists of others, files, the makers of the site."""

from __future__ import annotations

import re

from index.collect.lines import NUMBERED, Line
from index.collect.page_lines import bar_words
from index.collect.page_notices import COPYRIGHT, CREDIT, EDITORS, FOOTER

# Lines from the end among which they are looked for.
TAIL = 14
_FILE = re.compile(r"^[^。]{2,80}\.(?:pdf|docx?|xlsx?|pptx?|wps|zip|rar|ofd|jpe?g|png|mp4)$")


def _title_like(line: Line) -> bool:
    return (
        len(line.compact) <= 64
        and not line.key.endswith(("。", ";", ":", ",", "、"))
        and not NUMBERED.match(line.key)
    )


def set_apart(lines: list[Line]) -> None:
    """Lists of other articles after the text, and what pages put below: only where no text follows."""
    if any(line.furniture in ("related", "previous-next") for line in lines):
        _listed_below(lines)
    _files_and_footers(lines)


def _listed_below(lines: list[Line]) -> None:
    listed = True  # whether all that follows reads as titles
    below: list[Line] = []
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.furniture == "related":
            if listed:
                for other in below:
                    other.furniture = "related"
                below = []
            elif line.compact not in bar_words():
                line.furniture = None  # a section of the article that happens to bear such a name
        elif line.furniture == "previous-next" and line.key.rstrip().endswith((":", "篇")):
            if listed and len(below) <= 2 and index > len(lines) // 2:
                for other in below:
                    other.furniture = "previous-next"
                below = []
        elif line.furniture is None and not EDITORS.match(line.key) and not CREDIT.match(line.key):
            listed = listed and _title_like(line)
            below.append(line)


def _files_and_footers(lines: list[Line]) -> None:
    for index in range(len(lines) - 1, max(len(lines) - TAIL, 0), -1):
        after = lines[index + 1].furniture if index + 1 < len(lines) else None
        if lines[index].furniture is None and (
            ("." in lines[index].key and _FILE.match(lines[index].key))
            or re.match(r"^投稿(?:邮箱|信箱|热线|电话)\s*:.{4,60}$", lines[index].key)
            or (after == "attachment" and re.fullmatch(r"附件(?:下载)?\s*:?", lines[index].key))
        ):
            lines[index].furniture = "attachment"
    footer = [line for line in lines[-TAIL:] if len(line.key) <= 120]
    strong = [line for line in footer if line.furniture is None and COPYRIGHT.match(line.key)]
    for line in strong:
        line.furniture = "copyright"
    if strong:
        for line in footer:
            if line.furniture is None and FOOTER.match(line.key):
                line.furniture = "copyright"
