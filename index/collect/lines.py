"""The lines of a source text, each with the readings that the rules look at.

A line is a range of the source text without the white space around it. Rules look at ``key`` (its folded
form:
simplified, half-width, lower case) or ``clean``; both have one character for each entry of ``at``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from index.collect.odd import ODD_SIGN, find_odd
from index.model import ParagraphKind
from index.text.fold import fold
from index.text.rare import rare

# White space and the invisible characters that stand in for it on web pages.
WHITE = " \t\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff\u00ad\ue5e5"
_WHITE = re.compile(f"[{WHITE}\n]+")
_WHITES = "".join(filter(re.compile(f"[{WHITE}]").match, map(chr, range(0x10000))))
# What disks and old programs leave at the ends of lines and files (NUL, Ctrl+Z) is no text either.
_WHITES += "".join(map(chr, (*range(9), *range(14, 32), 127)))
# White space that the fold leaves and that is neither a space nor a line end: few texts have any.
_ODD_WHITE = re.compile(f"[{WHITE[1:]}]")

# The mark of a citation may stand behind the end: …的关系。[3]63-71
SENTENCE_END = re.compile(
    r"[。!?！？;；…][”’」』》\"')）\]】]*(?:\[[0-9,、\-–]{1,9}\][0-9\-–]{0,9}|[①-⑳])*$|\.{3,}$"
)
CLAUSE_MARK = re.compile(r"[,，。;；!?！？]")
NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百0-9]{1,4}[章节条篇部]|[(\[][一二三四五六七八九十0-9]{1,3}[)\]]"
    r"|[一二三四五六七八九十]{1,3}[、.,]|[0-9]{1,2}(?:[、.](?![0-9])| (?=[\u3400-\u9fff]))"
    r"|附件[0-9一二三四五六七八九十]*)"
)


class Gloss(Protocol):
    """A bracketed reading that a machine put behind a character: ``source[start:end]`` with its brackets.

    ``result`` is what stood there before: nothing, or damaged characters, fewer than it has.
    """

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def result(self) -> str: ...  # noqa: D102


_ENDS, _CLOSES = frozenset("。!?！？;；…"), frozenset("”’」』》\"')）]】.0123456789①②③④⑤⑥⑦⑧⑨⑩")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does (``SENTENCE_END``)."""
    last = text[-1:]
    return last in _ENDS or (last in _CLOSES and SENTENCE_END.search(text[-20:]) is not None)


def compact(text: str) -> str:
    """``text`` without any white space."""
    return _WHITE.sub("", text)


@dataclass(slots=True)
class Line:
    """``source[start:end]``, a line or a part of one; ``furniture`` names its kind once it is set apart,
    ``kind`` what the format of the file says that it is; ``goes_on``: it says that the paragraph of the line
    before goes on.

    ``indent`` and ``width`` in columns, ``size`` in characters, of the whole line with its indent.
    """

    start: int
    end: int
    clean: str
    key: str
    at: Sequence[int]
    indent: int = 0
    width: int = 0
    size: int = 0
    blank_before: bool = False
    furniture: str | None = None
    kind: ParagraphKind | None = None
    goes_on: bool = False
    compact: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.compact:
            self.compact = compact(self.key)

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return ends_sentence(self.clean)

    def cut(self, position: int) -> tuple[Line, Line]:
        """The line as two, before and from ``position`` in ``clean``, white space between them dropped."""
        left = self.clean[:position].rstrip(" \t\u3000\u00a0")
        skipped = len(self.clean[position:]) - len(self.clean[position:].lstrip(" \t\u3000\u00a0"))
        right = position + skipped
        first = Line(
            self.start,
            self.at[len(left) - 1] + 1 if left else self.start,
            left,
            self.key[: len(left)],
            self.at[: len(left)],
            self.indent,
            self.width,
            self.size,
            self.blank_before,
            kind=self.kind,
        )
        if right < len(self.clean):
            white = set(self.at[len(left) : right])
            # A gloss between the two parts belongs to the first; white space to neither.
            first.end = max(
                (i + 1 for i in range(first.end, self.at[right]) if i not in white), default=first.end
            )
        second = Line(
            self.at[right] if right < len(self.at) else self.end,
            self.end,
            self.clean[right:],
            self.key[right:],
            self.at[right:],
            0,
            self.width,
            self.size,
            kind=self.kind,
        )
        return first, second


def split(source: str, glosses: Sequence[Gloss] = ()) -> list[Line]:
    """The lines of ``source`` (line ends ``\\n``) that hold more than white space, in order."""
    lines: list[Line] = []
    starts = [gloss.start for gloss in glosses]
    position, blank = 0, False
    # All that can be done at once for the whole text is: character for character, so that offsets stay.
    spaced = source.replace("\u00a0", " ").replace("\t", " ")
    # A character that writers take for an upright bar: 记者丨某某.
    folded = fold(spaced).replace("丨", "|")
    odd = ODD_SIGN.search(rare(source)) is not None
    plain = not odd and _ODD_WHITE.search(rare(folded)) is None
    sizes = map(len, _encoded(source).split(b"\n"))
    for raw, taken in zip(source.split("\n"), sizes, strict=True):
        start, whole = position, len(raw)
        position += whole + 1
        body = raw.strip(_WHITES)
        if not body:
            blank = True
            continue
        size = len(body)
        if size == whole:
            lead = indent = 0
            width = (size + taken) // 2
        else:
            lead = whole - len(raw.lstrip(_WHITES))
            indent = columns(raw[:lead])
            width = indent + columns(body)
            start += lead
        end = start + size
        inside = glosses[bisect_left(starts, start) : bisect_left(starts, end)] if glosses else ()
        changes = [(gloss.start, gloss.end, gloss.result) for gloss in inside]
        if odd and ODD_SIGN.search(source, start, end) and (places := find_odd(source, start, end)):
            changes += [
                place[1:]
                for place in places
                if not any(gloss.start < place[2] and place[1] < gloss.end for gloss in inside)
            ]
        at: Sequence[int] = range(start, end)
        clean, key = spaced[start:end], folded[start:end]
        if changes:
            offsets, changed = _changed(spaced, start, end, sorted(changes))
            if changed.strip():
                at, clean, key = offsets, changed, fold(changed)
        lines.append(
            Line(
                start,
                end,
                clean,
                key,
                at,
                indent,
                width,
                lead + size,
                blank and bool(lines),
                compact=key.replace(" ", "") if plain else "",
            )
        )
        blank = False
    return lines


def _changed(
    text: str, start: int, end: int, changes: Sequence[tuple[int, int, str]]
) -> tuple[list[int], str]:
    """``text[start:end]`` with the results of ``changes`` (start, end, result), and where each character
    stands; no result is longer than what it replaces.
    """
    at: list[int] = []
    pieces: list[str] = []
    for first, last, result in changes:
        at += range(start, first)
        at += range(first, first + len(result))
        pieces += (text[start:first], result)
        start = last
    at += range(start, end)
    return at, "".join((*pieces, text[start:end]))


def columns(text: str) -> int:
    """The width of ``text`` in columns as Chinese editors count it: what takes three bytes in UTF-8 is
    wide.
    """
    return (len(text) + len(_encoded(text))) // 2


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
