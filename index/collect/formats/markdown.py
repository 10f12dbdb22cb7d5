"""Markdown files: the text without its marks, its headings, and what a front matter states.

By CommonMark a paragraph goes on over single line breaks; articles that were saved with one line break after
each paragraph are as common. So lines stay as they are, and joining them is left to the rules for plain text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.collect.decode import decode
from index.collect.formats.source_text import Clue, SourceText
from index.collect.formats.writing import CELLS, Writer
from index.errors import N_
from index.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
# Of YAML, or of TOML (between +++, with = between name and value).
_ENTRY = re.compile(r"^([A-Za-z_\u3400-\u9fff]{1,20})[ \t]*[:：=][ \t]*(.*?)[ \t]*$", re.MULTILINE)
# [^1]: of a footnote. To CommonMark a note of one word, as all are in Chinese, is the address of a link.
_FOOTNOTE = re.compile(r"^ {0,3}(\[\^[^\[\]\s]{1,20}\])(?=:)", re.MULTILINE)
# Names in front matters (Hugo, Jekyll, Obsidian and its clipper, exports of note programs) of our fields.
_FIELDS = {
    "title": "title", "标题": "title", "subtitle": "subtitle", "副标题": "subtitle", "author": "authors",
    "authors": "authors", "作者": "authors", "date": "date", "日期": "date", "published": "date",
    "发布时间": "date", "发布日期": "date", "pubdate": "date",
    "source": "source", "来源": "source", "site": "source",
    "url": "url", "link": "url", "网址": "url", "链接": "url", "原文链接": "url",
}  # fmt: skip
_ADDRESS = re.compile(r"^https?://\S+$")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<(?:br|p|div)\b", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_STRONG = re.compile(r"\*\*([^*\n]{1,2000})\*\*")
# 首页 > 新闻 > 正文, 首页 | 党建, 返回: what scrapers leave above a title.
_PATH = re.compile(
    r"[^。！？]\s*(?:[>＞»›→|｜]|\s/\s)\s*[^。！？]|^(?:返回|首页|正文|打印|分享|关闭|当前位置.{0,40})$"
)
_BAR = 80
# Beyond these numbers of characters and of brackets its marks are not worth what parsing them costs.
_LARGEST, _BRACKETS = 1_000_000, 20_000


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of a markdown file. Errors: ``ImportFailure``."""
    decoded = decode(data)
    text, clues = decoded.text, []
    if front := _FRONT.match(text):
        clues = _clues(front[1] or front[2] or "")
        text = text[front.end() :]
    if len(text) > _LARGEST or text.count("[") > _BRACKETS:
        return SourceText(text, decoded.encoding, clues=tuple(clues))
    from markdown_it import MarkdownIt

    writer = Writer(clues=clues)
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    # An indent of four spaces is that of a paragraph here, not a program.
    parser.disable(["code"])
    _blocks(parser.parse(_FOOTNOTE.sub(r"\n\\\1", text)), writer)
    return writer.source(decoded.encoding, whole_paragraphs=False)


def _clues(front: str) -> list[Clue]:
    clues: list[Clue] = []
    for name, value in _ENTRY.findall(front):
        field = _FIELDS.get(name.lower())
        value = value.strip().strip("\"'").strip()
        if field == "source" and _ADDRESS.match(value):
            field = "url"
        if field is not None and value and value[0] not in "[{|>&*!":
            clues.append(Clue(field, value, 0.9, N_("the front matter of the file")))
    return clues


def _blocks(tokens: Sequence[Token], writer: Writer) -> None:
    kind: ParagraphKind | None = None
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    # Copied from the middle of a page, a text may begin with ## and have ### below it.
    top = "h1" if not levels or levels.count(levels[0]) > 1 else min(levels)
    first = True
    row: list[str] | None = None
    label = ""
    counts: list[int | None] = []
    for token in tokens:
        name = token.type
        if name == "heading_open":
            title = first and token.tag in ("h1", top)
            kind = "title" if title else "heading"
        elif name == "heading_close":
            kind = None
        elif name in ("ordered_list_open", "bullet_list_open"):
            start = token.attrGet("start")
            counts.append((int(start) if start is not None else 1) if name[0] == "o" else None)
        elif name in ("ordered_list_close", "bullet_list_close"):
            counts.pop()
        elif name == "list_item_open" and counts and (count := counts[-1]) is not None:
            label, counts[-1] = f"{count}{token.markup or '.'} ", count + 1
        elif name == "table_open":
            _gap(writer)
        elif name == "tr_open":
            row = []
        elif name == "tr_close" and row is not None:
            writer.add(CELLS.join(filter(None, row)))
            row = None
        elif name == "inline":
            text = _inline(token.children or ())
            if row is not None:
                row.append(" ".join(text.split()))
                continue
            _gap(writer)
            writer.add(label + text, kind)
            label, first = "", first and (not text.strip() or _leads(text))
        elif name in ("fence", "code_block"):
            _gap(writer)
            writer.add(token.content.rstrip("\n"))
            first = False
        elif name == "html_block" and (text := _visible(token.content)):
            _gap(writer)
            writer.add(text)
            first = False


def _leads(text: str) -> bool:
    """Whether what stands above a heading is the path to the page or a bar of it, and no text."""
    return len(text) <= _BAR and "\n" not in text and _PATH.search(text) is not None


def _gap(writer: Writer) -> None:
    """A blank line, but at the beginning."""
    if writer.lines and writer.lines[-1]:
        writer.add("")


def _inline(tokens: Sequence[Token]) -> str:
    pieces: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or _BREAK.match(token.content):
            pieces.append("\n")
    # Marks beside Chinese punctuation that CommonMark does not take for marks.
    return _STRONG.sub(r"\1", "".join(pieces))


def _visible(html: str) -> str:
    """The words of a block of html."""
    from html import unescape

    def tag(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        return (
            "\n" if name in ("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "table", "section") else ""
        )

    lines = (line.strip() for line in unescape(_TAG.sub(tag, _SCRIPT.sub("", html))).split("\n"))
    return "\n".join(filter(None, lines))
