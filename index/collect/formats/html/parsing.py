"""Html markup to a page: lines of text, each with the elements that it stands in.

lxml tells the elements apart (libxml2's tokenizer, which repairs what is broken as browsers do); no tree is
built, so that neither depth nor size of a page costs more than its lines and the elements around them.
Nothing is fetched and no script is run.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.collect.formats.html.names import roles
from index.collect.formats.html.page import EDGE, Node, Page, TextLine, shown
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
# A tag that is longer holds pictures, or nonsense, in its attributes: none of them is asked for.
_TAG = 200_000
_ENDLESS = re.compile(rb"<([a-zA-Z][\w:-]*)\s[^<>]{%d,}>" % _TAG)
_SCRIPT = 4_000_000
_SHORT = 200
_TITLE = 90
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_LABELLED = re.compile(r"(?:来源|作者|时间|日期|浏览|点击|发布|编辑)\s*[:：]")


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
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
# Of a block, it only takes away the gaps between what is in it.
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.I)
_FAINT = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0\s*(?:;|!|$)", re.I)
# Classes that hide by custom; beside a class such as md:block they hide on some screens only.
_UNSEEN = frozenset(("hide", "hidden", "d-none", "sr-only", "visually-hidden", "undis"))
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.I)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_SMALL = re.compile(r"\s*[0-3]?[0-9]\s*(?:px)?\s*$")

_WHITES = WHITE + "\n\r\f"


def parse(text: str, *, lines: bool = False) -> Page:
    """The page of an html source. Errors: ``ImportFailure`` where it is too large or deep to be read.

    ``lines``: line ends of the source end lines, as inside ``pre``.
    """
    from lxml import etree  # type: ignore[import-untyped]

    reader = _Reader(lines=lines)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", recover=True, huge_tree=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    if len(data) > _TAG:
        data = _ENDLESS.sub(rb"<\1>", data)
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


class _Reader:
    """The events of the parser to a page."""

    def __init__(self, *, lines: bool) -> None:
        self.page = Page()
        self._by_line = lines
        root = Node(0, None, "html")
        self.page.nodes.append(root)
        self._node = root
        # For each open element: the node to go back to, whether it ends a line, whether it is skipped.
        self._open: list[tuple[str, Node | None, bool]] = []
        self._begun: dict[int, int] = {}
        self._readings: list[bool] = []
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
        if tag == "time" and (moment := attributes.get("datetime")):
            self.page.times.append((len(self.page.lines), moment))
        style = attributes.get("style", "")
        block = tag in _BLOCK or (bool(style) and _BLOCK_STYLE.search(style) is not None)
        names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        hidden = "hidden" in attributes or (bool(style) and _HIDDEN.search(style) is not None)
        if not block and (hidden or (bool(style) and _NO_SIZE.search(style) is not None)):
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
        elif tag == "rt":
            # Readings stand above their characters; rp, where it is there, has the brackets.
            bare = not "".join(self._pieces[-4:]).rstrip(EDGE).endswith(("(", "（"))
            self._pieces.append("(" if bare else "")
            self._readings.append(bare)
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
        elif was == "rt" and self._readings:
            self._pieces.append(")" if self._readings.pop() else "")
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
            elif block and 2 <= ended.end - ended.start <= 4:
                self._heading(ended)

    def data(self, data: str) -> None:
        """Text."""
        if self._skip:
            if self._captured is not None:
                self._captured.append(data)
            return
        if (self._pre or self._by_line) and "\n" in data:
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
        self._as_one(row, "\u3000".join(line.text.strip(_WHITES) for line in lines))

    def _heading(self, node: Node) -> None:
        """A title or heading that its page breaks over lines is one line."""
        lines = self.page.lines[node.start :]
        if (
            all(line.broken for line in lines[:-1])
            and sum(line.size for line in lines) <= _TITLE
            and (node.tag in _HEADINGS or "title" in roles(node.tag, node.names))
            and not any(_LABELLED.search(line.text) for line in lines)
        ):
            self._as_one(node, shown("\n".join(line.text.strip(_WHITES) for line in lines), gaps=False))

    def _as_one(self, node: Node, text: str) -> None:
        """Put one line in the place of those of ``node``, which ends here."""
        lines = self.page.lines[node.start :]
        self.page.lines[node.start :] = [
            TextLine(
                node,
                text,
                text,
                sum(line.size for line in lines),
                sum(line.linked for line in lines),
                after_image=lines[0].after_image,
            )
        ]
        for inner in self.page.nodes[node.index :]:
            inner.start, inner.end = node.start, node.start + 1


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
