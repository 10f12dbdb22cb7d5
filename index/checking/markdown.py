"""Markdown as it reads: which characters are marks of Markdown, and which lines are quoted, headings, text.

The collecting reader of Markdown makes a new text; here every character must keep its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from index.checking.draft import Draft, Part, PartKind, line_starts
from index.quoting.anchor import BROKEN
from index.quoting.anchors import anchors_of, unreadable
from index.text.fold import to_codes, to_text

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FENCES = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)", re.MULTILINE)
_QUOTED = re.compile(r"(?: {0,3}> ?)+")
_CALLOUT = re.compile(r"\[![A-Za-z]+\][^\n]*")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NOTE = re.compile(r" {0,3}\[\^[^\[\]\s]{1,40}\]:[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]^]{1,80}\]:[ \t]*\S+[^\n]*")
# What is taken out whole, in the order in which it is looked for.
_HIDDEN = (
    # What has no end hides nothing: a quotation behind it would not be checked, and nobody would know.
    re.compile(r"<!--(?:(?!-->|<!--).)*-->", re.DOTALL),
    BROKEN,
    re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]*\")?\)"),
    re.compile(r"\[\^[^\[\]\s]{1,40}\]"),
    re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>"),
    re.compile(r"\\(?=[!-/:-@\[-`{-~])"),
)
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]*\")?\)|\[[^\[\]\n]{0,80}\])")
# Runs of marks of emphasis and of programs that are not by themselves, and underscores not inside of a word.
_EMPHASIS = re.compile(r"(?<![\\*])\*{1,3}(?!\*)|(?<![\\_])_{1,3}(?!_)|(?<![\\~])~~(?!~)|(?<![\\`])`+|\n")
# A line that is so long and ends without a mark goes on in the next one.
_FULL = 30
_ENDED = re.compile(r"[。！？!?：:；;…”’」』）)》〉|]\s*$")


def read(raw: str, *, marks: bool = True) -> Draft:
    """A draft in Markdown, or (without ``marks``) in plain text, where only ``>`` before a line is a mark;
    ``raw`` has ``\\n`` as its only line end.
    """
    shown = np.ones(len(raw), np.bool_)
    starts = line_starts(raw)
    if marks:
        _hide(raw, shown)
    rows = list(_lines(raw, starts, marks))
    for start, lead, end, kind, _ in rows:
        shown[start : end if kind is None else lead] = False
    places = np.flatnonzero(shown).astype(np.int64)
    text = to_text(to_codes(raw)[places])
    return Draft(
        raw=raw,
        text=text,
        places=places,
        lines=starts,
        parts=tuple(_parts(text, places, rows)),
        anchors=anchors_of(raw) if marks else (),
        broken=tuple(span.start for span in unreadable(raw)) if marks else (),
    )


def _hide(raw: str, shown: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    for pattern in _HIDDEN:
        for match in pattern.finditer(raw):
            # A line end inside stays one, so that lines keep their numbers.
            shown[match.start() : match.end()] = False
    for start, end in _paired(raw):
        shown[start:end] = False
    for match in _LINK.finditer(raw):
        shown[match.start()] = False
        shown[match.end(1) : match.end()] = False


def _paired(raw: str) -> Iterator[tuple[int, int]]:
    """Where marks of emphasis stand that others of their line answer; alone they are signs of the text."""
    held: dict[str, tuple[int, int]] = {}
    for match in _EMPHASIS.finditer(raw):
        mark = match[0]
        if mark == "\n":
            held.clear()
            continue
        before, after = raw[match.start() - 1 : match.start()], raw[match.end() : match.end() + 1]
        if not before.strip() and not after.strip():
            continue
        if mark[0] == "_" and before.isalnum() and after.isalnum():
            continue
        if mark in held:
            yield held.pop(mark)
            yield match.span()
        else:
            held[mark] = match.span()


Row = tuple[int, int, int, PartKind | None, int]
"""A line: where it begins, where its words begin, where it ends (before its line end), what it is (``None``:
nothing to read), and the number of its block quote."""


def _lines(raw: str, starts: list[int], marks: bool) -> Iterator[Row]:
    front = match.end() if marks and (match := _FRONT.match(raw)) else 0
    fence = ""
    block, quoted = 0, False
    closes = _fence_ends(raw) if marks else {}
    for start, following in zip(starts, [*starts[1:], len(raw) + 1], strict=True):
        end = following - 1
        line = raw[start:end]
        if not marks:
            # Mails and notes mark what they quote in the same way.
            lead = _QUOTED.match(line)
            block += lead is not None and not quoted
            quoted = lead is not None
            yield (start, start + lead.end(), end, "block", block) if lead else (start, start, end, "body", 0)
            continue
        opening = _FENCE.match(line)
        if opening and not fence and closes[start] < len(opening[1]):
            opening = None
        if start < front or fence or opening:
            if opening and not fence:
                fence = opening[1]
            elif fence and opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            quoted = False
            yield start, end, end, None, 0
        elif lead := _QUOTED.match(line):
            block += not quoted
            quoted = True
            callout = _CALLOUT.fullmatch(line, lead.end())
            yield start, start + lead.end(), end, None if callout else "block", block
        elif _DEFINITION.fullmatch(line):
            quoted = False
            yield start, end, end, None, 0
        else:
            quoted = False
            heading = _HEADING.match(line)
            lead = heading or _NOTE.match(line) or _ITEM.match(line)
            yield start, start + (lead.end() if lead else 0), end, "heading" if heading else "body", 0


def _fence_ends(raw: str) -> dict[int, int]:
    """By the beginnings of lines with a fence, the longest one of its kind below that can end a block.

    A fence that nothing ends would take the rest of the draft, unchecked, for a program.
    """
    longest = {"`": 0, "~": 0}
    below: dict[int, int] = {}
    for match in reversed(list(_FENCES.finditer(raw))):
        mark = match[1][0]
        below[match.start()] = longest[mark]
        if not match[2].strip():
            longest[mark] = max(longest[mark], len(match[1]))
    return below


def _parts(text: str, places: np.ndarray[tuple[int], np.dtype[np.int64]], rows: list[Row]) -> Iterator[Part]:
    """The paragraphs: lines, but for those that were broken to fit a width."""
    edges = np.searchsorted(places, np.array([(lead, end) for _, lead, end, _, _ in rows]).ravel())
    bounds = edges.reshape(-1, 2).tolist()
    held: Part | None = None
    for (start, end), (_, _, _, kind, block) in zip(bounds, rows, strict=True):
        line = text[start:end]
        if kind is None or not line.strip():
            if held is not None:
                yield held
            held = None
            continue
        goes_on = (
            held is not None
            and kind == held.kind == "body"
            and not line[0].isspace()
            and held.end - held.start >= _FULL
            and not _ENDED.search(text, held.start, held.end)
        )
        if held is not None and goes_on:
            held = Part(held.start, end, held.kind)
            continue
        if held is not None:
            yield held
        held = Part(start + len(line) - len(line.lstrip()), start + len(line.rstrip()), kind, block)
    if held is not None:
        yield held
