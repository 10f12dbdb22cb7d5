"""Where the article of a page is: the element that holds its text, told by the text itself.

Each line has a value: prose counts for it, links, lists of excerpts, comments and notices against it. The
article is the element whose lines are worth most together, cut down to the innermost one that still holds
nearly all of that; an element named as content systems name the text alone is taken where it bears this out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from index.collect import shapes
from index.collect.formats.html.names import FURNITURE, Role, roles
from index.collect.formats.html.page import Node, Page, TextLine
from index.collect.lines import CLAUSE_MARK, compact, ends_sentence
from index.collect.page_notices import is_notice
from index.text.fold import fold

# Characters of prose below which there is no article to speak of.
LEAST = 20
# How much of the prose of a page an element may hold and still be what its name says.
_MOST = {"comments": 0.9, "related": 0.9, "copyright": 0.9, "breadcrumb": 0.2}
_USUALLY = 0.4
_STRONG = frozenset(("menu", "related", "comments", "copyright", "sidebar"))
_ITEMS = frozenset(("li", "div", "dl", "article", "section", "tr", "dd"))
_LONGEST = 600
_BODIES = 60
_SENTENCE = 25
_NEARLY_ALL = 0.9
_FLAT = 1.5
_STAMP = re.compile(
    r"[0-9]{1,4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}|[0-9]+(?:分钟|小时|天)前|昨天"
)
_DAY = re.compile(r"[-0-9/.:\[\]()年月日]")
_TALK = re.compile(r"回复|举报|网友|楼主?$|发表于|^赞|点赞|^#[0-9]+")
_MORE = re.compile(r"^[\[【(]?(?:查看|阅读|了解)?(?:详细|详情|全文|更多|原文)(?:内容)?[\]】)>. ]*$")


@dataclass(slots=True, eq=False)
class Seen:
    """A line as the rules see it (``index.collect.shapes.Shape``), and what stands around it."""

    line: TextLine
    clean: str
    key: str
    hidden: bool
    role: Role | None = None
    prose: bool = False
    value: float = 0.0
    compact: str = field(default="")

    @property
    def links(self) -> bool:
        """Whether most of the line is links, but for the day that lists have beside them."""
        linked, size = self.line.linked, self.line.size
        return linked * 2 > size or (linked > 5 and linked * 2 > size - len(_DAY.findall(self.key)))


@dataclass(slots=True)
class Sight:
    """A page with what its lines and elements are."""

    page: Page
    lines: list[Seen]
    roles: list[Role | None]
    gains: list[float]
    children: dict[int, list[Node]]

    def inside(self, node: Node) -> Sequence[Seen]:
        """The lines of an element."""
        return self.lines[node.start : node.end]

    def gain(self, node: Node) -> float:
        """What the lines of an element are worth."""
        return self.gains[node.end] - self.gains[node.start] if node.end > node.start else 0.0


def look(page: Page, *, hidden: bool = False, linked: bool = False) -> Sight:
    """What the lines of a page are. ``hidden``: those that it hides count as well; ``linked``: sentences
    inside links too (a link that the page never ends makes one of all that follows).
    """
    hiding = [False] * len(page.nodes)
    for node in page.nodes[1:]:
        hiding[node.index] = node.hidden or (node.parent is not None and hiding[node.parent.index])
    page.nodes[0].end = len(page.lines)
    keys = fold("\n".join(line.text for line in page.lines)).split("\n") if page.lines else []
    lines = [
        Seen(line, line.text, key, hiding[line.node.index] and not hidden, compact=compact(key))
        for line, key in zip(page.lines, keys, strict=True)
    ]
    for seen in lines:
        if linked and seen.line.size >= _SENTENCE and ends_sentence(seen.clean):
            seen.line = replace(seen.line, linked=0)
        seen.prose = not seen.hidden and _is_prose(seen)
    found = _roles(page, lines)
    for seen in lines:
        seen.role = found[seen.line.node.index]
    _values(lines)
    _threads(page, lines)
    gains = list(accumulate((seen.value for seen in lines), initial=0.0))
    children: dict[int, list[Node]] = defaultdict(list)
    for node in page.nodes[1:]:
        if node.parent is not None:
            children[node.parent.index].append(node)
    return Sight(page, lines, found, gains, children)


def first_prose(sight: Sight, body: Node) -> int:
    """The number of the first line of prose in the article, or of the line after it."""
    return next((index for index in range(body.start, body.end) if sight.lines[index].prose), body.end)


def container(sight: Sight) -> Node | None:
    """The element that holds the text of the article; ``None`` where there is hardly any prose."""
    best = max(sight.page.nodes, key=lambda node: (sight.gain(node), node.depth))
    most = sight.gain(best)
    if most < LEAST:
        return None
    inner = _innermost(sight, best, most)
    if (flat := _flat(sight, inner)) is not inner:
        inner, most = flat, _beside(sight, flat)
    inner = _with_others(sight, inner)
    named = _named(sight, most)
    return inner if named is None else named


def _with_others(sight: Sight, found: Node) -> Node:
    """What holds a text of one paragraph and the short ones beside it: a list, whom it is from, its day."""
    parent = found.parent
    if parent is None or found.tag != "p" or found.end - found.start != 1:
        return found
    alike = sum(
        child.tag == "p" and child.names == found.names and child.end - child.start == 1
        for child in sight.children[parent.index]
    )
    shown = [seen for seen in sight.inside(parent) if not seen.hidden]
    plain = sum(seen.role is None and not seen.links for seen in shown)
    return parent if alike > 1 and plain * 4 >= len(shown) * 3 else found


def _flat(sight: Sight, found: Node) -> Node:
    """What holds the text where its paragraphs stand beside the page's bars and comments, in one element.

    There the bars may cost more than all paragraphs but one are worth, so that this one alone was ``found``.
    """
    parent = found.parent
    while parent is not None and parent.end - parent.start == 1:
        parent = parent.parent
    if parent is None or found.end - found.start != 1 or found.prop == "articlebody":
        return found
    return parent if _beside(sight, parent) > _FLAT * sight.gain(found) else found


def _beside(sight: Sight, parent: Node) -> float:
    """What the lines of prose are worth that stand in an element itself, or alone in a child of it."""
    alone = {child.start for child in sight.children[parent.index] if child.end - child.start == 1}
    return sum(
        max(seen.value, 0.0)
        for number, seen in enumerate(sight.inside(parent), parent.start)
        if seen.role is None and (number in alone or seen.line.node is parent)
    )


def _is_prose(seen: Seen) -> bool:
    size = seen.line.size
    if size < 10 or seen.links:
        return False
    return ends_sentence(seen.clean) if size < 25 else CLAUSE_MARK.search(seen.key) is not None


def _roles(page: Page, lines: Sequence[Seen]) -> list[Role | None]:
    """The furniture that each element is part of, as far as the text bears out what its name says."""
    prose = list(accumulate((seen.line.size if seen.prose else 0 for seen in lines), initial=0))
    size = list(accumulate((0 if seen.hidden else seen.line.size for seen in lines), initial=0))
    total = prose[-1]
    bodies = [node for node in page.nodes if "body" in roles(node.tag, node.names)][:_BODIES]
    found: list[Role | None] = [None] * len(page.nodes)
    for node in page.nodes:
        said = roles(node.tag, node.names)
        own = None if "body" in said or node.prop == "articlebody" else _furniture(said)
        if own is not None and node.end > node.start:
            share = (prose[node.end] - prose[node.start]) / max(total, 1)
            if (
                share > _MOST.get(own, _USUALLY)
                or (own == "breadcrumb" and size[node.end] - size[node.start] > 160)
                or (share > 0.1 and own != "comments" and _holds(node, bodies, prose))
            ):
                own = None
        found[node.index] = own or (found[node.parent.index] if node.parent is not None else None)
    return found


def _furniture(said: Collection[Role]) -> Role | None:
    """The strongest of the kinds of furniture among what an element is said to be."""
    return min(
        (role for role in said if role in FURNITURE),
        key=lambda role: (role not in _STRONG, role),
        default=None,
    )


def _holds(node: Node, bodies: Sequence[Node], prose: Sequence[int]) -> bool:
    """Whether an element holds one that is named as a text is, with most of its prose."""
    mine = prose[node.end] - prose[node.start]
    return any(
        node.start <= body.start
        and body.end <= node.end
        and body.index > node.index
        and (prose[body.end] - prose[body.start]) * 2 > mine
        for body in bodies
    )


def _values(lines: Sequence[Seen]) -> None:
    before: dict[str, Node | None] = {}
    for seen in lines:
        size = seen.line.size
        if seen.hidden:
            continue
        if seen.role in _STRONG:
            seen.value = -(size * 0.5 + 2)
        elif seen.role is not None:
            seen.value = 0.0
        elif seen.links:
            seen.value = -(size * 0.3 + 2)
        elif is_notice(seen.key):
            seen.value = -20.0
        elif seen.prose:
            # Once more elsewhere: the same article for another kind of screen, or in a list.
            where = before.setdefault(seen.compact, seen.line.node.parent)
            again = size >= 15 and where is not seen.line.node.parent
            seen.value = float(-size if again else min(size, _LONGEST))


def _threads(page: Page, lines: Sequence[Seen]) -> None:
    """Comments, and excerpts of other articles: like elements one after the other, each with its own day and
    talk, or each with a link to more.
    """
    alike: dict[tuple[int, str, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in page.nodes:
        if node.parent is not None and node.tag in _ITEMS and 2 <= node.end - node.start <= 12:
            alike[node.parent.index, node.tag, node.names[-1:]].append(node)
    for nodes in alike.values():
        if len(nodes) < 3:
            continue
        told = sum(_is_item(lines[node.start : node.end]) for node in nodes)
        if told * 4 >= len(nodes) * 3:
            for node in nodes:
                for seen in lines[node.start : node.end]:
                    seen.role = seen.role or "comments"
                    seen.value = -float(seen.line.size)


def _is_item(lines: Sequence[Seen]) -> bool:
    if not any(seen.prose or seen.links for seen in lines):
        return False
    short = [seen for seen in lines if seen.line.size <= 40]
    stamped = any(_STAMP.search(seen.key) for seen in short)
    talk = any(_TALK.search(seen.compact) for seen in short)
    headed = lines[0].links and lines[0].line.size >= 8
    return (stamped and talk) or (headed and (stamped or any(_MORE.match(seen.compact) for seen in short)))


def _innermost(sight: Sight, best: Node, most: float) -> Node:
    """The innermost element that holds nearly all that the best one does."""
    current = best
    while True:
        inner = next(
            (
                node
                for node in sight.children[current.index]
                if sight.gain(node) >= _NEARLY_ALL * most and not _leaves_text(sight, current, node)
            ),
            None,
        )
        if inner is None:
            return current
        current = inner


def _leaves_text(sight: Sight, outer: Node, inner: Node) -> bool:
    """Whether paragraphs of the text stand in ``outer`` itself, beside ``inner``."""
    for index in (*range(outer.start, inner.start), *range(inner.end, outer.end)):
        seen = sight.lines[index]
        if seen.value > 0 and not (shapes.is_byline(seen) or shapes.is_note(seen)):
            node: Node | None = seen.line.node
            while (
                node is not None and node is not outer and node.tag in ("p", "span", "font", "li", "ul", "ol")
            ):
                node = node.parent
            if node is outer:
                return True
    return False


def _named(sight: Sight, most: float) -> Node | None:
    """The element that is named as content systems name the text and nothing else."""
    named = [
        node
        for node in sight.page.nodes
        if (node.prop == "articlebody" or "body" in roles(node.tag, node.names))
        and sight.roles[node.index] is None
        and sight.gain(node) >= most * 0.1
    ]
    top = max(map(sight.gain, named), default=0.0)
    if top < max(most * 0.5, LEAST):
        return None
    inner = [node for node in named if sight.gain(node) >= 0.97 * top]
    found = max(inner, key=lambda node: node.depth)
    # Two of a name, one after the other: the text is what holds both.
    beside = [
        node
        for node in named
        if (node.start >= found.end or node.end <= found.start) and set(node.names) & set(found.names)
    ]
    return None if beside else found
