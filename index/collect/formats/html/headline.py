"""Which line of a page is the title of its article, and what the page calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.collect import shapes
from index.collect.baits import is_bait
from index.collect.formats.html.article import Seen, Sight
from index.collect.formats.html.names import roles
from index.collect.formats.html.page import Node
from index.collect.kinds import is_column
from index.collect.lines import compact
from index.collect.mastheads import is_site_name
from index.collect.page_lines import is_player
from index.text.fold import fold

_TITLES = ("h1", "h2")
_TAGS = {"h1": 4.0, "h2": 2.5, "h3": 1.5, "h4": 1.0, "h5": 1.0}
_SPLIT = re.compile(
    r"\s*(?:_{1,3}|\||—{1,2}|–|--+|>{1,2}|«|»|\s[-·•]\s|(?<=[\u3400-\u9fff”》!?)])-(?=[\u3400-\u9fff]))\s*"
)
# At the end of a page's title the name of a paper or account; not 党建, which names columns.
_PUBLISHER = re.compile(r"[\u3400-\u9fff]{2,8}(?:日报|晚报|时报|融媒|融媒体中心|发布)")
# Of a page that others have named, or that has no name, less can be asked.
_ENOUGH, _UNCALLED = 2.0, 1.2
_LINES, _LONGEST = 4, 120
_DOCUMENT = re.compile(
    r"关于.{2,100}(?:通知|决定|意见|办法|规定|决议|报告|方案|公告|通报|条例|细则|要点|讲话|批复|函|规划|纲要|建议|说明)$"
)
_ABOVE = 4  # levels of elements around a line whose names say something of it


def page_titles(titles: Iterable[str]) -> list[str]:
    """What a page calls itself, and the parts of that, as compact folded text: 标题_栏目_站名 has three."""
    found: list[str] = []
    for title in titles:
        key = fold(title)
        if is_bait(key):
            continue
        found += [compact(key), *(compact(part) for part in _SPLIT.split(key))]
    return [part for part in dict.fromkeys(found) if len(part) >= 5 and not is_site_name(part)]


def split_title(title: str) -> list[str]:
    """A page's title without the names of site and column at its end; empty where nothing would be left."""
    part = next((part for part in _SPLIT.split(title) if len(part) >= 6), "")
    return [part.strip()] if part else []


def site_in(title: str) -> str | None:
    """The name of the site at the end of a page's title."""
    last = _SPLIT.split(title.strip())[-1].strip()
    named = is_site_name(compact(fold(last))) or _PUBLISHER.fullmatch(last)
    return last if last != title.strip() and named else None


def title_of(sight: Sight, body: Node, called: Iterable[str]) -> range | None:
    """The lines that are the title, one if it is not broken: above the text, or at its head.

    ``called``: what the page calls itself (``page_titles``).
    """
    called = list(called)
    # A long title with a comma or dash reads as prose.
    first = next(
        (
            index
            for index in range(body.start, body.end)
            if sight.lines[index].prose and sight.lines[index].line.node.tag not in _TITLES
        ),
        body.end,
    )
    best: tuple[float, range] | None = None
    enough = _ENOUGH if called else _UNCALLED
    for index in range(min(first, len(sight.lines))):
        seen = sight.lines[index]
        if seen.hidden or not 4 <= len(seen.compact) <= 90 or is_bait(seen.key):
            continue
        score, lines = _score(seen, called, inside=index >= body.start), range(index, index + 1)
        broken = _broken(sight, index, called)
        if broken is not None and broken[0] > score:
            score, lines = broken
        score -= min(1.5, (first - index) * 0.05)
        # Of equals, the one that is nearer to the text: the first may be the page's own head.
        if score >= enough and (best is None or score >= best[0]):
            best = score, lines
    return best[1] if best is not None else None


def _broken(sight: Sight, start: int, called: list[str]) -> tuple[float, range] | None:
    """The lines from ``start`` on that a title is broken over, and how certain that is.

    One below the other, they are together what the page calls itself; or they stand in one element and end
    as titles of documents do: 中共某某省委 / 关于印发…的通知.
    """
    node = sight.lines[start].line.node
    for last in range(min(start + _LINES, len(sight.lines)) - 1, start, -1):
        run = sight.lines[start : last + 1]
        text = "".join(seen.compact for seen in run)
        if len(text) > _LONGEST or any(seen.hidden or seen.links or _about(seen) for seen in run):
            continue
        if text in called:
            return 5.0, range(start, last + 1)
        together = all(seen.line.node is node for seen in run) and all(seen.line.broken for seen in run[:-1])
        if together and _DOCUMENT.search(text):
            return 3.0, range(start, last + 1)
    return None


def _about(seen: Seen) -> bool:
    return (
        shapes.is_byline(seen) or seen.compact.startswith(("(", "-")) or seen.key.endswith(("。", ":", ";"))
    )


def _score(seen: Seen, called: list[str], *, inside: bool) -> float:
    score = 0.0
    node: Node | None = seen.line.node
    for level in range(_ABOVE):
        if node is None:
            break
        score = max(score, _TAGS.get(node.tag, 0.0) if level < 3 else 0.0)
        node = node.parent
    score += _named(seen)
    score += max((_alike(seen.compact, title) for title in called), default=0.0)
    if inside:
        score -= 1.0
    if seen.role is not None:
        score -= 2.0 if seen.role in ("menu", "bar") else 4.0
    if seen.links:
        score -= 3.0
    if seen.key.endswith(("。", ";", ":", ",", "、")) or ">" in seen.key:
        score -= 3.0
    if shapes.is_byline(seen) or shapes.is_note(seen) or is_player(seen.key.strip()) or is_column(seen.key):
        score -= 6.0
    if is_site_name(seen.compact) or len(seen.compact) < 6:
        score -= 3.0
    return score


def _named(seen: Seen) -> float:
    node: Node | None = seen.line.node
    for level in range(_ABOVE):
        if node is None or node.end - node.start > 8:
            break
        said = roles(node.tag, node.names)
        if "subtitle" in said:
            return -3.0
        if "title" in said:
            return 3.0 - 0.5 * level
        if "info" in said or "lead" in said:
            return -3.0
        node = node.parent
    return 0.0


def _alike(text: str, title: str) -> float:
    """How far a line is what the page calls itself: its title may be cut, or be part of it."""
    if text == title:
        return 5.0
    short, long = sorted((text, title), key=len)
    if len(short) < 6:
        return 0.0
    if long.startswith(short.rstrip(".…")):
        return 4.0 if len(short) * 2 >= len(long) or text is long else 2.0
    if short in long:
        return 3.0 if len(short) * 2 >= len(long) else 1.0
    return 0.0
