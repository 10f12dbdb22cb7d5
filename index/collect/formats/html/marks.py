"""What each line of a page is, once it is known where its article is and which line is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.collect import shapes
from index.collect.formats.html.article import Seen, Sight
from index.collect.formats.html.names import FURNITURE, Role, roles
from index.collect.formats.html.page import Node
from index.collect.lines import NUMBERED
from index.collect.page_notices import is_credit
from index.model import ParagraphKind

# Lines below the text among which who edited it, and where it is from, is looked for.
_BELOW = 14
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEAD = 6
_EDITION = re.compile(
    r"(?:19|20)[0-9]{2}.*第?\s*[0-9a-z]{1,3}\s*版|第?\s*[0-9a-z]{1,3}\s*版.*(?:19|20)[0-9]{2}"
)
_LABEL = 6
_CAPTION = 90
_HEADING = 60
_PAGES = re.compile(
    r"^(?:[\[【(]?[0-9]{1,3}[\]】)]?|上一?[页篇]|下一?[页篇]|首页|末页|尾页|\s|\||>|<|»|«|\.)+$"
)
_ONWARD = re.compile(r"(?:>>|»|>)\s*$|^点击(?:进入|查看|阅读|下载|观看)|^(?:进入|更多).{0,12}专题")
_ATTACHED = re.compile(
    r"^附件?[0-9一二三四五六七八九十]*\s*[:：.、]?|\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|pptx?|jpe?g)$"
)


@dataclass(slots=True)
class Mark:
    """A line with its kind of furniture or paragraph, as far as the page says.

    ``gaps``: see ``page.shown``.
    """

    seen: Seen
    furniture: str | None = None
    kind: ParagraphKind | None = None
    gaps: bool = False
    text: str | None = None


def marks(sight: Sight, body: Node, title: range | None) -> list[Mark]:
    """The lines of a page that it shows, in order. ``title``: the lines of its title, made one here."""
    if title is None:
        found = _marked(sight, body, None)
    else:
        found = _marked(sight, body, title[-1])
        whole = found[title[-1]]
        whole.text = "".join(found[index].seen.clean.strip() for index in title) if len(title) > 1 else None
        found[title[0] : title[-1]] = []
    return [mark for mark in found if not mark.seen.hidden]


def _marked(sight: Sight, body: Node, title: int | None) -> list[Mark]:
    found = [Mark(seen) for seen in sight.lines]
    above = title if title is not None and title < body.start else None
    outer = _around(sight.lines[above].line.node, body) if above is not None else body
    for index, mark in enumerate(found[: body.start]):
        mark.gaps = index != title
        if index == title:
            mark.kind = "title"
        elif above is None:
            introduces = _introduces(mark.seen, body.start - index, title is not None)
            mark.furniture = None if introduces else _side(mark.seen, "page")
        elif abs(index - above) <= 2 and _beside(mark.seen, found[above].seen):
            mark.kind = "subtitle"
        elif index < above:
            edition = above - index <= _HEAD and (
                _is_edition(mark.seen) or _is_headline(mark.seen, found[above].seen)
            )
            mark.kind, mark.furniture = ("byline", None) if edition else (None, _side(mark.seen, "page"))
        else:
            _between(mark, index >= outer.start)
            if mark.furniture is mark.kind is None and len(mark.seen.compact) <= _LABEL:
                mark.furniture = "page"
    _inside(found[body.start : body.end], body, title)
    _below(found[body.end :])
    return found


def _around(node: Node, body: Node) -> Node:
    """The innermost element with both."""
    outer: Node = body
    while outer.parent is not None and not outer.start <= node.start <= node.end <= outer.end:
        outer = outer.parent
    return outer


def _beside(seen: Seen, title: Seen) -> bool:
    """Whether a line is a heading, or named as a subtitle, right above or below the title."""
    if seen.links or seen.role is not None or not 4 <= len(seen.compact) <= 80 or shapes.is_byline(seen):
        return False
    if _said(seen, "subtitle"):
        return True
    node, other = seen.line.node, title.line.node
    return node.tag in _HEADINGS and node.parent is other.parent and other.tag in _HEADINGS


def _is_edition(seen: Seen) -> bool:
    """Whether a line above the title is a newspaper's: its name, the day, the number of the page."""
    return (
        seen.role is None
        and not seen.links
        and _EDITION.search(seen.key) is not None
        and shapes.is_byline(seen)
    )


def _is_headline(seen: Seen, title: Seen) -> bool:
    """Whether a line above the title says who published it or when, in a small element with the title."""
    if seen.role is not None or seen.links or not shapes.is_byline(seen):
        return False
    node: Node | None = title.line.node
    while node is not None and node.end - node.start <= _HEAD + 2:
        if node.start <= seen.line.node.start and seen.line.node.end <= node.end:
            return True
        node = node.parent
    return False


def _side(seen: Seen, otherwise: str) -> str:
    """The kind of furniture that a line outside the article is."""
    return seen.role or otherwise


def _introduces(seen: Seen, distance: int, titled: bool) -> bool:
    """Above a text: lines about it, and what may be a title if it has none of its own (``titled``)."""
    if seen.role is not None or seen.links or distance > 8:
        return False
    return shapes.is_byline(seen) or (not titled and 6 <= len(seen.compact) <= 60 and distance <= 4)


def _between(mark: Mark, near: bool) -> None:
    """A line between the title and the text: about the text, a lead, or the page's bars."""
    seen = mark.seen
    about = shapes.is_byline(seen)
    if seen.role is not None and not (about and seen.role not in ("comments", "related")):
        mark.furniture = seen.role
    elif not about and (not near or (seen.links and not _said(seen, "info"))):
        mark.furniture = "page"
    elif shapes.is_lead(seen) or (_said(seen, "lead") and seen.line.size >= 20):
        mark.kind = "lead"
    elif _said(seen, "subtitle"):
        mark.kind = "subtitle"
    elif shapes.is_caption(seen):
        mark.kind = "caption"
    elif (about or _said(seen, "info")) and seen.line.size <= 120 and not seen.prose:
        mark.kind = "byline"


def _said(seen: Seen, role: Role) -> bool:
    """Whether the names of the elements right around a line say that it is ``role``."""
    node: Node | None = seen.line.node
    for _ in range(4):
        if node is None or node.end - node.start > 6:
            return False
        if role in roles(node.tag, node.names):
            return True
        node = node.parent
    return False


def _inside(found: Sequence[Mark], body: Node, title: int | None) -> None:
    headed = sum(mark.seen.prose and _is_headed(mark.seen) for mark in found)
    headings = headed * 4 <= sum(mark.seen.prose for mark in found)
    prose = [index for index, mark in enumerate(found) if mark.seen.prose and mark.seen.role is None]
    first, last = (prose[0], prose[-1]) if prose else (0, len(found))
    # Links above the title, or above all else where no line is known to be the title, are the page's.
    head = next((index for index, mark in enumerate(found) if not mark.seen.links), 0)
    if title is not None:
        head = max(title - body.start, 0)
    for index, mark in enumerate(found):
        seen = mark.seen
        role = seen.role
        if index + body.start == title:
            mark.kind = "title"
        elif role is not None and not (role == "bar" and shapes.is_note(seen)):
            mark.furniture = role
        elif _PAGES.match(seen.key) and (seen.links or len(seen.compact) <= 12) and seen.line.linked:
            mark.furniture = "pages"
        elif seen.links and index < head:
            mark.furniture = "page"
        elif seen.links and (
            _ONWARD.search(seen.key)
            or (index > last and not _ATTACHED.search(seen.key) and not _credits(seen))
        ):
            mark.furniture = "related"
        elif _is_caption(seen):
            mark.kind = "caption"
        elif headings and _is_headed(seen) and seen.line.size <= _HEADING and not seen.prose:
            mark.kind = "heading" if not shapes.is_byline(seen) and (index > first or first == 0) else None
        elif title is not None and title < index + body.start < first + body.start:
            _between(mark, True)
            mark.gaps = mark.kind == "byline"


def _credits(seen: Seen) -> bool:
    return is_credit(seen.key) or shapes.is_note(seen) or shapes.is_byline(seen)


def _is_headed(seen: Seen) -> bool:
    node: Node | None = seen.line.node
    for _ in range(3):
        if node is None:
            return False
        if node.tag in _HEADINGS:
            return True
        node = node.parent
    return False


def _is_caption(seen: Seen) -> bool:
    if seen.line.size > _CAPTION or seen.links or (shapes.is_byline(seen) and not seen.line.after_image):
        return False
    if _said(seen, "caption"):
        return True
    if not seen.line.after_image or seen.line.bold or NUMBERED.match(seen.key):
        return False
    node: Node | None = seen.line.node
    for _ in range(3):
        if node is None or node.end - node.start > 2:
            return False
        if node.centred:
            return True
        node = node.parent
    return False


def _below(found: Sequence[Mark]) -> None:
    """Below the text only who made it and where it is from is kept; a list or thread ends the search."""
    ended = False
    for index, mark in enumerate(found):
        seen = mark.seen
        if not seen.hidden and seen.role in ("comments", "related", "copyright", "menu"):
            ended = True
        credit = (
            not ended
            and index < _BELOW
            and seen.line.size <= 80
            and seen.role not in FURNITURE - {"bar", "share", "pages"}
            and (is_credit(seen.key) or _is_edition(seen) or (_said(seen, "editor") and shapes.is_note(seen)))
        )
        mark.gaps = True
        if not credit:
            mark.furniture = _side(seen, "page")
