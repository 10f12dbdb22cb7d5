"""Quotations put into the text of a draft: as a block, in running text, or with a footnote.

The quoted text stands as it is in its source, nothing is escaped, so that it can be read back
(``index.quoting.quoted``); in running text its own “ ” are ‘ ’, which is undone when it is read. All of it is
pure: a text goes in, a text comes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from index.errors import N_, UsageError
from index.model import Citation
from index.quoting.anchors import Anchor, anchors_of
from index.quoting.quoted import inside

Form = Literal["block", "inline", "footnote"]
FORMS: tuple[Form, ...] = get_args(Form)

ONE_PARAGRAPH = N_(
    "The passage runs over more than one paragraph, which running text cannot hold; add it as a block."
)

_DOUBLE = re.compile("[“”]")
LABEL = re.compile(r"\[\^([^\]\s]{1,40})\]")
"""A footnote's mark, in the text and before the note."""
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]\s]{1,40}\]:")
_EMPTY_END = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage to be put into a draft: its text and source, and the anchor that leads back to it."""

    citation: Citation
    anchor: Anchor


def insert(text: str, at: int | None, quotation: Quotation, form: Form = "block") -> str:
    """``text`` with a quotation at the offset ``at``, in the line ends that it has; ``None``: at the end.

    The end is a new paragraph before the notes that the draft may end with. What already is a quotation or a
    note is not cut in two: there, the new one goes behind it. A block stands by itself, between empty lines.
    Errors: ``UsageError`` for several paragraphs in running text.
    """
    end = _line_end_of(text)
    if form != "block" and "\n" in quotation.citation.text:
        raise UsageError(ONE_PARAGRAPH)
    if at is None:
        at = _before_notes(text)
        if form != "block":
            text, at = _paragraph(text, at, end)
    else:
        at = _place(text, min(max(at, 0), len(text)), form)
    if form == "block":
        return _as_block(text, at, quotation, end)
    said = quotation.citation.text
    quoted = f"“{inside(said) if _DOUBLE.search(said) else said}”{quotation.anchor.comment()}"
    if form == "inline":
        return text[:at] + quoted + quotation.citation.citation + text[at:]
    label = _next_label(text)
    with_mark = f"{text[:at]}{quoted}[^{label}]{text[at:]}"
    note = f"[^{label}]: {quotation.citation.reference}"
    return _apart(with_mark, end) + note + end


def block(quotation: Quotation) -> str:
    """A quotation as a block: the quote, its reference and its anchor, in lines ended by ``\\n``."""
    quoted = quotation.citation.text.replace("\n", "\n>\n> ")
    return f"> {quoted}\n\n{quotation.citation.reference}\n\n{quotation.anchor.comment()}\n"


def _as_block(text: str, at: int, quotation: Quotation, end: str) -> str:
    before, after = text[:at], text[at:]
    if before.strip():
        before = _apart(before, end)
    # Nothing of the draft is taken away; an empty line is added where there is none.
    between = end if after.strip() and not after.startswith(("\n", "\r")) else ""
    return before + block(quotation).replace("\n", end) + between + after


def _paragraph(text: str, at: int, end: str) -> tuple[str, int]:
    """``text`` with a paragraph at ``at`` that is empty yet, and where in it something is to stand."""
    before, after = text[:at], text[at:]
    if before.strip():
        before = _apart(before, end)
    return before + (end + end if after.strip() else end) + after, len(before)


def _before_notes(text: str) -> int:
    """Where the notes begin that a text ends with, or its end."""
    notes = end = len(text)
    while end:
        start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        line = text[start:end]
        if _NOTE.match(line):
            notes = start
        elif line.strip() and not line.startswith(("    ", "\t")):
            break
        end = max(start - 1, 0)
    return notes


def _apart(text: str, end: str) -> str:
    """``text`` so that what is put behind it stands after an empty line."""
    if not text.endswith(("\n", "\r")):
        return text + end + end
    return text if _EMPTY_END.search(text, max(len(text) - 200, 0)) else text + end


def _place(text: str, at: int, form: Form) -> int:
    """The next offset from ``at`` on that is not inside a quotation with its anchor, or a note."""
    for placed in anchors_of(text):
        start = placed.start
        if placed.quoted:
            # With the quotation mark before it.
            start = placed.quoted.start - (not placed.quoted.block)
        # Words before its first line would make a block a part of their paragraph.
        joins = placed.quoted is not None and placed.quoted.block and form != "block" and at == start
        if joins or start < at < placed.end:
            at = placed.end
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if _NOTE.match(text, start) and at > start:
        found = _LINE_END.search(text, at)
        at = found.start() if found else len(text)
    if text[at - 1 : at + 1] == "\r\n":
        at += 1
    return at


def _line_end_of(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _next_label(text: str) -> int:
    numbers = [int(label) for label in LABEL.findall(text) if label.isascii() and label.isdigit()]
    return max((number for number in numbers if number < 10**6), default=0) + 1
