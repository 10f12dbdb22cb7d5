"""Where the quotation of an anchor stands in a draft, and its text without what Markdown adds.

A block quotation stands before its anchor, with the reference between them; one in running text stands in
quotation marks directly before it. A draft is edited by hand: the quotation that is character for character
the anchor's is taken if there is one, otherwise the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.quoting.anchor import Anchor
from index.text.fold import fold
from index.text.marks import CLOSERS, CLOSING, MARKS, STRAIGHT, pairs

LINE_END = re.compile(r"\r\n|\r|\n")
# Lines that begin with up to three blanks and `>`, as CommonMark has it.
_BLOCK = re.compile(r"(?:\A|(?<=[\r\n]))(?: {0,3}>[^\r\n]*(?:\r\n|\r|\n|\Z))+")
_LEAD = re.compile(r" {0,3}> ?")
_EMPTY_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:>[ \t]*)?(?:\r\n|\r|\n)")
_BLANKS = " \t\r\n"
_OTHER_WAY = str.maketrans("“”‘’", "‘’“”")
# Running text is looked at so far back from an anchor.
_FURTHEST = 20_000


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a draft: ``start`` and ``end`` are offsets into the draft, ``text`` what it says.

    Of a block they are those of its lines, otherwise those between the quotation marks. There, marks inside
    that were changed for the sake of those outside are as in the source again (``inside``).
    """

    start: int
    end: int
    text: str
    block: bool


def quoted_before(draft: str, comment: int, after: int, anchor: Anchor) -> Quoted | None:
    """The quotation of the anchor whose comment begins at ``comment``, in ``draft[after:comment]``.

    ``after`` is where the anchor before ends. ``None`` when no quotation stands there.
    """
    nearest: Quoted | None = None
    for found in _candidates(draft, comment, after, anchor):
        exact = _exact(found, anchor)
        if exact is not None:
            return exact
        nearest = nearest or found
    return nearest


def inside(text: str) -> str:
    """``text`` as it stands between “ and ”: its own double marks are single there, and the other way round
    (GB/T 15834—2011, 4.8.3.3). Done twice it is as it was.
    """
    return text.translate(_OTHER_WAY)


def quoted_text(lines: Sequence[str]) -> str:
    """The text of a block quote, from its lines (with ``>``, without line ends).

    As it was written by this program, each second line is empty and every other a line of the text. Otherwise
    somebody else broke the lines: those of one Markdown paragraph are one line.
    """
    bare = [_LEAD.sub("", line, count=1) for line in lines]
    if all(not line.strip() for line in bare[1::2]):
        return "\n".join(bare[::2])
    text = ""
    for line in bare:
        if not line.strip():
            text += "" if text.endswith("\n") else "\n"
        elif text and not text.endswith("\n") and text[-1].isascii() and line[0].isascii():
            text += f" {line}"
        else:
            text += line
    return text.rstrip("\n")


def _exact(found: Quoted, anchor: Anchor) -> Quoted | None:
    """What was found if it says exactly what was quoted, in the marks of its source."""
    if anchor.quotes(found.text):
        return found
    text = found.text if found.block else inside(found.text)
    return replace(found, text=text) if anchor.quotes(text) else None


def _candidates(draft: str, comment: int, after: int, anchor: Anchor) -> Iterator[Quoted]:
    running = list(_running(draft, comment, after, anchor))
    blocks = [_block(match) for match in _BLOCK.finditer(draft, _line_start(draft, after), comment)]
    before = draft[after:comment].rstrip(_BLANKS)
    if before and fold(before[-1]) in CLOSERS | STRAIGHT:
        yield from running
        yield from reversed(blocks)
    else:
        yield from reversed(blocks)
        yield from running


def _line_start(draft: str, at: int) -> int:
    """The beginning of the next line, unless ``at`` begins one."""
    if at == 0 or draft[at - 1] in "\r\n":
        return at
    end = LINE_END.search(draft, at)
    return end.end() if end else len(draft)


def _block(match: re.Match[str]) -> Quoted:
    content = match[0].rstrip("\r\n")
    return Quoted(
        match.start(), match.start() + len(content), quoted_text(LINE_END.split(content)), block=True
    )


def _running(draft: str, comment: int, after: int, anchor: Anchor) -> Iterator[Quoted]:
    """Quotations between marks in the paragraph before the comment, the one as long as the anchor's first."""
    start = max(after, comment - _FURTHEST - (anchor.end - anchor.start))
    for empty in _EMPTY_LINE.finditer(draft, start, comment):
        start = empty.end()
    folded = fold(draft[start:comment])
    length = anchor.end - anchor.start
    # What was quoted may hold marks without their partners, which would mislead the pairing.
    for opening in range(len(folded) - length - 2, -1, -1):
        closing = opening + length + 1
        if folded[opening] in MARKS and CLOSING.get(folded[opening], folded[opening]) == folded[closing]:
            found = _between(draft, start + opening + 1, start + closing)
            if _exact(found, anchor):
                yield found
    marks = ((at, mark) for at, mark in enumerate(folded) if mark in MARKS and mark not in "《》〈〉")
    for opening, at in sorted(pairs(marks), key=lambda pair: (-pair[1], pair[0])):
        yield _between(draft, start + opening + 1, start + at)


def _between(draft: str, start: int, end: int) -> Quoted:
    return Quoted(start, end, draft[start:end], block=False)
