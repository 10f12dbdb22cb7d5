"""Markdown drafts as manuscripts: what a drafter uses of Markdown, and nothing lost of what else is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.quoting.export.manuscript import Block, Collecting, Manuscript, Run
from index.quoting.export.marked import Exact, Marked, marked
from index.quoting.inserting import LABEL

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
# A note goes on in lines that are indented, behind empty ones too, and in the lines of its first paragraph.
_GOES_ON = re.compile(
    r"[^\n]*(?:\n(?![ \t]*\n| {0,3}(?:\[\^|[#>]|```|~~~|[-*+] |\d+[.)] ))[^\n]+)*"
    r"(?:(?:\n[ \t]*)*\n(?:    |\t)[^\n]*)*"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HAN = re.compile(r"[\u2e80-\uffef]")
_INDENT = "\u3000 \t"
_DEEPEST = 4


def manuscript(draft: str) -> Manuscript:
    """The manuscript of a draft in Markdown, whose first heading of the first level is its title."""
    text = draft.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    exact = marked(text)
    body, notes = _notes(exact.text)
    reader = _Reader(exact)
    for label, note in notes.items():
        # What a note mentions itself is not known yet: a note within a note stays as it was written.
        reader.collecting.definitions[label] = tuple(reader.inline_of(note))
    blocks = list(reader.blocks(_tokens(body)))
    for label, runs in reader.collecting.definitions.items():
        if label not in reader.collecting.used:  # nothing mentions it: it is kept all the same
            blocks.append(Block("paragraph", runs))
    found = reader.collecting
    return Manuscript(tuple(_levelled(blocks)), tuple(found.notes), tuple(found.references))


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt

    # Four blanks before a paragraph are how people indent, not code.
    return MarkdownIt("commonmark").enable("table").disable(["code", "reference"]).parse(text)


def _notes(text: str) -> tuple[str, dict[str, str]]:
    """The text without its notes, and the notes by their labels; of two with one label the first."""
    notes: dict[str, str] = {}
    pieces: list[str] = []
    at = 0
    for found in _NOTE.finditer(text):
        if found.start() < at or found[1] in notes:
            continue
        end = _GOES_ON.match(text, found.end())
        assert end is not None
        notes[found[1]] = re.sub(r"\s*\n\s*", "\n", end[0].strip())
        pieces.append(text[at : found.start()])
        at = end.end()
    return "".join([*pieces, text[at:]]), notes


class _Reader:
    """Turns the tokens of a Markdown parser into blocks."""

    def __init__(self, exact: Marked) -> None:
        self.exact = exact
        self.collecting = Collecting()

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """The blocks of all tokens."""
        quotes = 0
        lists: list[int | None] = []  # the number of the next item; None: without numbers
        heading, first, cell, begins = 0, False, False, ""
        row: list[tuple[Run, ...]] = []
        for token in tokens:
            kind = token.type
            if kind in ("blockquote_open", "blockquote_close"):
                quotes += token.nesting
            elif kind in ("bullet_list_open", "ordered_list_open"):
                lists.append(int(token.attrGet("start") or 1) if kind == "ordered_list_open" else None)
            elif kind in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif kind == "list_item_open":
                number = lists[-1]
                begins = "• " if number is None else f"{number}. "
                if number is not None:
                    lists[-1] = number + 1
            elif kind == "heading_open":
                heading = int(token.tag[1:])
            elif kind == "heading_close":
                heading = 0
            elif kind == "thead_open":
                first = True
            elif kind == "tr_open":
                row = []
            elif kind == "tr_close":
                yield Block("row", cells=tuple(row), first=first)
                first = False
            elif kind in ("th_open", "td_open", "th_close", "td_close"):
                cell = token.nesting > 0
            elif kind == "inline" and cell:
                row.append(tuple(self._exact(list(self.inline(token)))))
            elif kind == "inline":
                runs = tuple(_trimmed(self.inline(token)))
                if heading:
                    yield Block("heading", tuple(self._exact(runs)), heading)
                elif lists:
                    exact = tuple(self._exact(runs))
                    yield Block("item", (Run(begins), *exact) if begins else exact, len(lists))
                    begins = ""
                elif runs:
                    yield from self._paragraphs(runs, quotes)
            elif kind in ("fence", "code_block"):
                yield Block("code", tuple(self._exact([Run(token.content.rstrip("\n"), code=True)])))
            elif kind == "hr":
                yield Block("rule")
            elif kind == "html_block":
                left = _COMMENT.sub("", token.content).strip()
                if left:
                    yield from self._paragraphs((Run(left),), 0)

    def _paragraphs(self, runs: tuple[Run, ...], quotes: int) -> Iterator[Block]:
        """A paragraph, or that of a quotation as a block: one for each line that it has."""
        whole = self.exact.split(runs[0].text) if len(runs) == 1 else []
        if len(whole) == 1 and isinstance(whole[0], Exact) and whole[0].block:
            *lines, last = whole[0].text.split("\n")
            for line in lines:
                yield Block("quote", (Run(line),), max(quotes, 1))
            mark = [self.collecting.reference(whole[0].reference)] if whole[0].reference else []
            yield Block("quote", (Run(last), *mark), max(quotes, 1))
        else:
            yield Block("quote" if quotes else "paragraph", tuple(self._exact(runs)), max(quotes, 1))

    def _exact(self, runs: Sequence[Run]) -> Iterator[Run]:
        for run in runs:
            for piece in self.exact.split(run.text) if run.text else [""]:
                yield replace(run, text=piece.text if isinstance(piece, Exact) else piece)

    def inline_of(self, text: str) -> list[Run]:
        """The runs of a text that is one paragraph."""
        tokens = [token for token in _tokens(text) if token.type == "inline"]
        return list(self._exact([run for token in tokens for run in self.inline(token)]))

    def inline(self, token: Token) -> Iterator[Run]:
        """The runs of one paragraph; marks of quotations are still marks."""
        bold = italic = 0
        address = ""
        children = token.children or []
        for number, child in enumerate(children):
            kind = child.type
            look = {"bold": bold > 0, "italic": italic > 0}
            if kind in ("strong_open", "strong_close"):
                bold += child.nesting
            elif kind in ("em_open", "em_close"):
                italic += child.nesting
            elif kind == "link_open":
                address = str(child.attrGet("href") or "") if child.info != "auto" else ""
            elif kind == "link_close":
                if address:
                    yield Run(f"（{address}）", **look)
            elif kind == "softbreak":
                before = children[number - 1].content[-1:]
                after = children[number + 1].content[:1] if number + 1 < len(children) else ""
                if not (_HAN.match(before) or _HAN.match(after)):
                    yield Run(" ", **look)
            elif kind == "hardbreak":
                yield Run("\n", **look)
            elif kind == "code_inline":
                yield Run(child.content, code=True, **look)
            elif kind == "html_inline":
                left = _COMMENT.sub("", child.content)
                if left:
                    yield Run("\n" if _BREAK.fullmatch(left) else left, **look)
            elif kind == "image":
                yield Run(child.content or str(child.attrGet("src") or ""), **look)
            elif child.content:
                yield from self._with_notes(Run(child.content, **look))

    def _with_notes(self, run: Run) -> Iterator[Run]:
        at = 0
        for found in LABEL.finditer(run.text):
            mark = self.collecting.note(found[1])
            if mark is not None:
                yield replace(run, text=run.text[at : found.start()])
                yield mark
                at = found.end()
        yield replace(run, text=run.text[at:])


def _trimmed(runs: Iterator[Run]) -> Iterator[Run]:
    """Without runs of nothing, and without the blanks that people indent paragraphs with."""
    begun = False
    for run in runs:
        text = run.text if begun else run.text.lstrip(_INDENT)
        if text or run.note is not None:
            begun = True
            yield replace(run, text=text)


def _levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """The first heading as the title, if it stands first; the others by levels from 1."""
    titled = bool(blocks) and blocks[0].kind == "heading" and blocks[0].level == 1
    rest = blocks[1:] if titled else blocks
    top = min((block.level for block in rest if block.kind == "heading"), default=1)
    if titled:
        yield replace(blocks[0], kind="title")
    for block in rest:
        if block.kind == "heading":
            yield replace(block, level=min(block.level - top + 1, _DEEPEST))
        else:
            yield block
