"""What the frame of a page says of its site: its masthead, the first step of the path, who runs it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.collect.formats.source_text import Clue
from index.collect.lines import Line
from index.collect.mastheads import is_site_name
from index.errors import N_

SITE = N_("the page's frame names its site")
# Of pages of elsewhere there are many: heard only where a text speaks of 我市 and does not name it.
_SCORE = 0.3
_STEP = re.compile(r"\s*(?:>{1,3}|»|›|→|/|\|)\s*")
_LABEL = re.compile(r"^(?:(?:您|你)?(?:当前|现在)?(?:所在)?的?位置(?:是)?)?\s*:?\s*")
_RUN_WORDS = ("主办", "承办", "主管", "版权所有", "copyright", "©", "(c)")
_HOME = re.compile(r"(?:网站)?[首主][页頁]$")
_RUN_BY = re.compile(
    r"(?:主办|承办|主管|版权所有)(?:单位)?\s*:\s*(?P<label>[\u3400-\u9fff()]{4,24})(?=[\s|,]|$)"
    r"|^(?P<verb>[\u3400-\u9fff()]{4,24}?)\s*(?:主办|承办|主管|版权所有)(?=[\s|,]|$)"
    r"|(?:copyright|©|\(c\))[^\u3400-\u9fff]{0,24}(?P<owner>[\u3400-\u9fff()]{4,24})"
    r"(?=\s*(?:版权所有|all rights|[|,.]|$))"
)


def site_names(lines: Sequence[Line]) -> Iterator[Clue]:
    """The names of its site that a page shows around the article; ``lines`` with their furniture."""
    for line in lines:
        name: str | None = None
        if line.furniture == "masthead" and is_site_name(line.compact):
            name = line.clean
        elif line.furniture == "breadcrumb":
            first = _STEP.split(line.clean[_end(line.key) :])[0]
            name = first if is_site_name(first) else None
        elif (
            line.furniture in ("copyright", "page")
            and any(word in line.key for word in _RUN_WORDS)
            and (found := _RUN_BY.search(line.key))
        ):
            name = found["label"] or found["verb"] or found["owner"]
        if name and (name := _HOME.sub("", name.strip())):
            yield Clue("site", name, _SCORE, SITE)


def _end(key: str) -> int:
    found = _LABEL.match(key)
    return found.end() if found else 0
