"""Quotations kept out of the way of Markdown: their text is exact, whatever marks it has.

In the place of each stands a mark that means nothing to Markdown; what it stands for is put back into what
was read. Anchors and the references that this program wrote behind blocks are taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.quoting.anchors import PlacedAnchor, anchors_of, unreadable

# A reference as `cite` makes it, alone in its line, without this program's numbers before it.
_REFERENCE = re.compile(r"[^\n]*\[(?:J|N|R|EB|Z|M|C|D|G|S|A)(?:/OL)?\][^\n]*\.")
# What is left of the line that a comment had for itself, and the empty line behind.
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)(?:[ \t]*(?:\r\n|\r|\n))?")
_PRIVATE = range(0xE000, 0xF8FF)


@dataclass(frozen=True, slots=True)
class Exact:
    """A quotation: its text, and the reference of a block (empty: none)."""

    text: str
    block: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A draft in which quotations are marks: ``split(text)`` tells marks from text."""

    text: str
    quotations: tuple[Exact, ...]
    pattern: re.Pattern[str]

    def split(self, text: str) -> list[str | Exact]:
        """``text`` with its marks as the quotations that they stand for."""
        pieces: list[str | Exact] = []
        at = 0
        for found in self.pattern.finditer(text):
            pieces += [text[at : found.start()], self.quotations[int(found[1])]]
            at = found.end()
        return [piece for piece in [*pieces, text[at:]] if piece]


def marked(draft: str) -> Marked:
    """A draft (line ends ``\\n``) with marks in the place of its quotations, and without anchors."""
    opening, closing = _unused(draft)
    quotations: list[Exact] = []
    pieces: list[str] = []
    at = 0
    for placed in anchors_of(draft):
        quoted = placed.quoted
        if quoted is not None and quoted.start >= at:
            reference, rest = _reference(draft, placed) if quoted.block else ("", "")
            mark = f"{opening}{len(quotations)}{closing}"
            said = quoted.text if quoted.block else draft[quoted.start : quoted.end]
            quotations.append(Exact(said, quoted.block, reference))
            between = rest if quoted.block else draft[quoted.end : placed.start]
            pieces += [draft[at : quoted.start], f"\n{mark}\n\n" if quoted.block else mark, between]
        else:
            pieces.append(draft[at : placed.start])
        at = placed.end
    text = "".join([*pieces, draft[at:]])
    return Marked(without_comments(text), tuple(quotations), re.compile(f"{opening}([0-9]+){closing}"))


def without_comments(draft: str) -> str:
    """A draft without its anchors, also those that were edited to nonsense, and the lines they stood in."""
    spans = [(one.start, one.end) for one in anchors_of(draft)]
    spans += [(span.start, span.end) for span in unreadable(draft)]
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start == 0 or draft[start - 1] in "\r\n":
            line = _REST_OF_LINE.match(draft, end)
            end = line.end() if line else end
        pieces.append(draft[at:start])
        at = end
    return "".join([*pieces, draft[at:]])


def _reference(draft: str, placed: PlacedAnchor) -> tuple[str, str]:
    """The reference that stands right before an anchor, and what else is between it and the quotation."""
    assert placed.quoted is not None
    between = draft[placed.quoted.end : placed.start]
    head, _, last = between.rstrip().rpartition("\n")
    if _REFERENCE.fullmatch(last.strip()) and not head.rpartition("\n")[2].strip():
        return last.strip(), f"{head}\n\n"
    return "", between


def _unused(draft: str) -> tuple[str, str]:
    """Two characters for private use that the draft does not have."""
    free = (chr(code) for code in _PRIVATE if chr(code) not in draft)
    return next(free), next(free)
