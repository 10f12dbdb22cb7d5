"""An html page as lines of text, each with the elements that it stands in.

lxml tells the elements apart (libxml2's tokenizer, which repairs what is broken as browsers do); no tree is
built, so that neither depth nor size of a page costs more than its lines and the elements around them.
Nothing is fetched and no script is run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from index.collect.lines import WHITE
from index.errors import N_, ImportFailure

TOO_DEEP = N_("The page nests its elements too deeply to be read: save it as text and import that.")
TOO_MANY = N_(
    "The page has more than {limit} elements: save the article alone (as text, or as a page of its own)."
)

# What a page of a long report with tables has is a few thousand; one that a sheet was saved as may have many.
ELEMENTS = 300_000
# libxml2 looks through all open elements at an end tag without a start: end tags by depth are what that costs
# at most, and this much is a second or two.
_WORK = 400_000_000
_CHUNK = 1 << 16
_DEEPEST = 400
_SCRIPT = 4_000_000
_SHORT = 200


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr q rb rp"
    " rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
_BLOCK = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre"
    " section summary table tbody td tfoot th thead tr ul button"
)
_SKIPPED = _names(
    "applet audio canvas datalist embed head iframe map math noframes noscript object option script select"
    " style svg template textarea title video"
)
_VOID = _names("area base br col hr img input link meta param source track wbr")
# What pages hide with, and what they set a line in the middle with.
_HIDDEN = re.compile(r"display\s*:\s*none|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I)
_FAINT = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|!|$)", re.I)
# Classes that hide by custom; beside a class such as md:block they hide on some screens only.
_UNSEEN = frozenset(("hide", "hidden", "d-none", "sr-only", "visually-hidden", "undis"))
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.I)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_SMALL = re.compile(r"\s*[0-3]?[0-9]\s*(?:px)?\s*$")

_WIDE = "\u2018-\u201f\u2026\u2e80-\u303f\u3041-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BETWEEN = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_SPACE = re.compile("[ \t\r\n\f]+")
_WHITES = WHITE + "\n\r\f"
_LABEL_EDGE = re.compile(r"([:：【\[（(])[ \t\r\n\f\0]+")
EDGE = "\0"
"""Between two inline elements: where the page may show a gap that its text does not have."""


@dataclass(slots=True, eq=False)
class Node:
    """An element that says something: a block, or an inline one with a name, a link, or of an unknown kind.

    ``names``: its id and classes. ``start``, ``end``: its lines in ``Page.lines``;
    ``text``: of an inline element with a name, where it is short.
    """

    index: int
    parent: Node | None
    tag: str
    names: tuple[str, ...] = ()
    depth: int = 0
    start: int = 0
    end: int = 0
    hidden: bool = False
    centred: bool = False
    prop: str = ""
    text: str = ""


@dataclass(slots=True, eq=False)
class TextLine:
    """A line of text as a page shows it: what stands between two breaks.

    ``raw`` may hold ``EDGE``; ``text`` has none. ``size`` counts characters that are no white space,
    ``linked`` those inside links. ``broken``: a ``<br>`` ended it, not its block. ``after_image``: a picture
    right above. ``bold``: some of it is.
    """

    node: Node
    raw: str
    text: str
    size: int
    linked: int
    broken: bool = False
    after_image: bool = False
    kept_white: bool = False
    bold: bool = False


@dataclass(slots=True)
class Page:
    """A page: its lines and elements in document order, and what its head states."""

    lines: list[TextLine] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    canonical: str = ""
    scripts: list[tuple[str, str]] = field(default_factory=list)
    hidden_texts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def parse(text: str) -> Page:
    """The page of an html source. Errors: ``ImportFailure`` where it is too large or deep to be read."""
    from lxml import etree  # type: ignore[import-untyped]

    reader = _Reader()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", recover=True, huge_tree=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    work = 0
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
        work += data.count(b"</", start, start + _CHUNK) * reader.deep
        if work > _WORK:
            raise ImportFailure(TOO_DEEP)
        if len(reader.page.nodes) > ELEMENTS or len(reader.page.lines) > ELEMENTS:
            raise ImportFailure(TOO_MANY, limit=ELEMENTS)
    if data:
        parser.close()
    reader.flush()
    for node in reader.page.nodes:
        node.end = min(node.end, len(reader.page.lines))
    return reader.page


def shown(raw: str, *, gaps: bool) -> str:
    """The text of a line without ``EDGE``: ``gaps`` puts a space there, as between 来源 and 时间."""
    text = _LABEL_EDGE.sub(r"\1", raw).replace(EDGE, " ") if gaps else raw.replace(EDGE, "")
    if "\n" in text or "\r" in text:
        text = _BETWEEN.sub("", text)
    return _SPACE.sub(" ", text).strip(" ")


class _Reader:
    """The events of the parser to a page."""

    def __init__(self) -> None:
        self.page = Page()
        root = Node(0, None, "html")
        self.page.nodes.append(root)
        self._node = root
        # For each open element: the node to go back to, whether it ends a line, whether it is skipped.
        self._open: list[tuple[str, Node | None, bool]] = []
        self._begun: dict[int, int] = {}
        self._pieces: list[str] = []
        self._of: Node | None = None
        self._linked = 0
        self._in_link = 0
        self._bold = False
        self._in_bold = 0
        self._skip = 0
        self._pre = 0
        self._image = self._line_image = False
        self._captured: list[str] | None = None
        self._script_type = ""
        self.deep = 1

    # -- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.deep = max(self.deep, len(self._open))
        if tag in _VOID:
            self._open.append((tag, None, False))
            self._void(tag, attributes)
            return
        if self._skip or tag in _SKIPPED:
            self._skipped(tag, attributes)
            return
        style = attributes.get("style", "")
        block = tag in _BLOCK or (bool(style) and _BLOCK_STYLE.search(style) is not None)
        names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        hidden = "hidden" in attributes or (bool(style) and _HIDDEN.search(style) is not None)
        if hidden and not block:
            self._open.append((tag, None, False))
            self._skip += 1
            return
        if block:
            self.flush()
        elif self._pieces:
            self._pieces.append(EDGE)
        if tag == "a" and attributes.get("href"):
            self._in_link += 1
        if tag in ("b", "strong"):
            self._in_bold += 1
        if tag == "pre" or (style and _PRE_STYLE.search(style)):
            self._pre += 1
        if tag == "q":
            self._pieces.append("“")
        if not (block or tag not in _INLINE or names != " " or "itemprop" in attributes):
            self._open.append((tag, None, False))
            return
        before = self._node
        if len(self._open) > _DEEPEST:
            self._open.append((tag, None, block))
            return
        self._open.append((tag, before, block))
        self._node = Node(
            len(self.page.nodes),
            before,
            tag,
            tuple(dict.fromkeys(names.split())),
            before.depth + 1,
            len(self.page.lines),
            hidden=hidden
            or (bool(style) and _FAINT.search(style) is not None and not names.strip())
            or (":" not in names and not _UNSEEN.isdisjoint(names.lower().split())),
            centred=tag == "center"
            or attributes.get("align", "").lower() == "center"
            or (bool(style) and _CENTRE.search(style) is not None),
            prop=attributes.get("itemprop", "").lower(),
        )
        self.page.nodes.append(self._node)
        if not block:
            self._begun[self._node.index] = len(self._pieces)

    def end(self, _tag: str) -> None:
        """An element ends."""
        if not self._open:
            return
        was, back, block = self._open.pop()
        if was in _VOID:
            return
        if self._skip:
            self._skip -= 1
            if not self._skip:
                self._capture_ends(was)
            return
        if was == "q":
            self._pieces.append("”")
        if block:
            self.flush()
        elif self._pieces:
            self._pieces.append(EDGE)
        if was == "a" and self._in_link:
            self._in_link -= 1
        if was in ("b", "strong") and self._in_bold:
            self._in_bold -= 1
        if was == "pre" and self._pre:
            self._pre -= 1
        if back is not None:
            self._node.end = len(self.page.lines) + (1 if self._of is not None else 0)
            ended, self._node = self._node, back
            begun = self._begun.pop(ended.index, None)
            if begun is not None and ended.names and ended.start == len(self.page.lines):
                text = "".join(self._pieces[begun:])
                ended.text = shown(text, gaps=False) if len(text) < _SHORT else ""
            if ended.tag == "tr":
                self._row(ended)

    def data(self, data: str) -> None:
        """Text."""
        if self._skip:
            if self._captured is not None:
                self._captured.append(data)
            return
        if self._pre and "\n" in data:
            first, *rest = data.split("\n")
            self._text(first)
            for line in rest:
                self.flush(broken=True)
                self._text(line)
            return
        self._text(data)

    def comment(self, text: str) -> None:
        """A comment: some sites keep the facts of an article in one."""
        if len(text) < 4000 and len(self.page.comments) < 2000:
            self.page.comments.append(text)

    def close(self) -> None:
        """The end of the page."""

    # -- lines ----------------------------------------------------------------------------------

    def flush(self, *, broken: bool = False) -> None:
        """End the line, if there is one."""
        if self._of is not None:
            raw = "".join(self._pieces).strip(EDGE)
            text = shown(raw, gaps=False)
            if self._pre:
                raw = text = raw.replace(EDGE, "").rstrip()
            size = sum(len(part) for part in _bare(text))
            if size:
                self.page.lines.append(
                    TextLine(
                        self._of,
                        raw,
                        text,
                        size,
                        min(self._linked, size),
                        broken,
                        self._line_image,
                        self._pre > 0,
                        self._bold,
                    )
                )
            self._of = None
        self._pieces.clear()
        self._linked = 0
        self._bold = False

    def _text(self, data: str) -> None:
        self._pieces.append(data)
        stripped = data.strip(_WHITES)
        if not stripped:
            return
        if self._in_link:
            self._linked += sum(len(part) for part in _bare(stripped))
        self._bold = self._bold or self._in_bold > 0
        if self._of is None:
            self._of = self._node
            self._line_image, self._image = self._image, False
        elif self._of is not self._node:
            self._of = _common(self._of, self._node)

    def _void(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "meta":
            name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
            content = attributes.get("content", "").strip()
            if name and content and len(content) < 4000 and len(self.page.metas) < 500:
                self.page.metas.append((name.strip().lower(), content))
        elif tag == "link":
            if "canonical" in attributes.get("rel", "").lower().split():
                self.page.canonical = attributes.get("href", "").strip()
        elif self._skip:
            return
        elif tag == "br":
            self.flush(broken=True)
        elif tag == "hr":
            self.flush()
        elif tag == "img" and not _SMALL.match(attributes.get("width", "")):
            self._image = True

    def _skipped(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._skip and tag in ("script", "title", "textarea"):
            self._captured = []
            self._script_type = attributes.get("type", "").lower()
        if tag == "head":
            # What stands in the head is not shown, but its title and facts are read.
            self._open.append((tag, None, False))
            return
        self._skip += 1
        self._open.append((tag, None, False))

    def _capture_ends(self, tag: str) -> None:
        if self._captured is None:
            return
        text = "".join(self._captured)
        if tag == "title":
            self.page.title = self.page.title or shown(text, gaps=False)
        elif tag == "script" and text.strip() and len(text) < _SCRIPT:
            self.page.scripts.append((self._script_type, text))
        elif tag == "textarea" and len(text) > 200:
            self.page.hidden_texts.append(text)
        self._captured = None

    def _row(self, row: Node) -> None:
        """A row of a table whose cells are short is one line; a row that lays out the page is not."""
        lines = self.page.lines[row.start :]
        if not 2 <= len(lines) <= 60 or sum(line.size for line in lines) > 600:
            return
        cells = [_cell(line.node, row) for line in lines]
        if None in cells or any(a is b for a, b in pairwise(cells)) or any(line.size > 120 for line in lines):
            return
        text = "\u3000".join(line.text.strip(_WHITES) for line in lines)
        first = lines[0]
        self.page.lines[row.start :] = [
            TextLine(
                row,
                text,
                text,
                sum(line.size for line in lines),
                sum(line.linked for line in lines),
                False,
                first.after_image,
            )
        ]
        for node in self.page.nodes[row.index :]:
            node.start, node.end = row.start, row.start + 1


def _bare(text: str) -> list[str]:
    return text.replace("\u3000", " ").replace("\u200b", "").split()


def _cell(node: Node, row: Node) -> Node | None:
    """The cell of ``row`` that ``node`` stands in."""
    inner: Node | None = node
    while inner is not None and inner.parent is not row:
        if inner.tag in ("td", "th") and inner.parent is not None and inner.parent.tag == "tr":
            return None  # in a table inside the row
        inner = inner.parent
    return inner


def _common(one: Node, other: Node) -> Node:
    """The innermost element that both stand in."""
    left: Node | None = one
    right: Node | None = other
    while left is not right and left is not None and right is not None:
        if left.depth >= right.depth:
            left = left.parent
        else:
            right = right.parent
    return left or one
