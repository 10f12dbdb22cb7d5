"""The stored text from the source: paragraphs with every repair on record, and the way back.

Repairs are made inside paragraphs: bracketed readings taken out (pinyin), lines joined (linebreak), code
points that
stand in for an ordinary character replaced (radical, space, punctuation). White space around a paragraph
(its indent,
the line ends between paragraphs) is layout and no repair.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.collect.joins import glue
from index.collect.kinds import Block
from index.collect.lines import Gloss, Line
from index.collect.tables import rows
from index.model import Paragraph, Repair, RepairKind

_ENTITIES = {
    "&amp;": "&",
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&lsquo;": "‘",
    "&rsquo;": "’",
    "&middot;": "·",
    "&mdash;": "—",
    "&hellip;": "…",
    "&quot;": '"',
    "&lt;": "<",
    "&gt;": ">",
}
_SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\t]"
# Odd spaces become one ordinary space; invisible characters go. U+3000 and the ASCII space stay as they
# stand, unless they are part of a run with odd ones.
_ODD = re.compile(
    f"(?P<space>[ \u3000]*(?:{_SPACES}|&(?:nb|en|em)sp;)(?:{_SPACES}|&(?:nb|en|em)sp;|[ \u3000])*)"
    "|(?P<invisible>[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+)|(?P<radical>[\u2e80-\u2fd5])"
    f"|{'|'.join(map(re.escape, _ENTITIES))}"
)


# What one of those begins with or holds: looked for first, because that is quicker by far.
_ANY_ODD = re.compile("[\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f\t\u00ad\u2060\ufeff\u2e80-\u2fd5&]")


@cache
def _radicals() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("text", "radicals.tsv")}


@dataclass(frozen=True, slots=True)
class _Edit:
    kind: RepairKind
    start: int
    end: int
    result: str


def build(
    source: str, blocks: Sequence[Block], glosses: Sequence[Gloss]
) -> tuple[str, tuple[Paragraph, ...], tuple[Repair, ...]]:
    """The stored text of ``blocks``, its paragraphs and its repairs (in text order)."""
    starts = [gloss.start for gloss in glosses]
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    repairs: list[Repair] = []
    length = 0
    for block in blocks:
        if pieces:
            pieces.append("\n")
            length += 1
        begin = length
        position = block.lines[0].start
        for edit in _merged(_edits(source, block, glosses, starts)):
            kept = source[position : edit.start]
            length += len(kept)
            stood = source[edit.start : edit.end]
            repairs.append(
                Repair(edit.kind, length, length + len(edit.result), stood, edit.result, edit.start)
            )
            pieces += (kept, edit.result)
            length += len(edit.result)
            position = edit.end
        kept = source[position : block.lines[-1].end]
        pieces.append(kept)
        length += len(kept)
        paragraphs.append(Paragraph(begin, length, block.kind))
    return "".join(pieces), tuple(paragraphs), tuple(repairs)


def _edits(source: str, block: Block, glosses: Sequence[Gloss], starts: Sequence[int]) -> list[_Edit]:
    if len(block.lines) == 1 and not glosses:
        line = block.lines[0]
        if not _ANY_ODD.search(source, line.start, line.end):
            return []
    edits: list[_Edit] = []
    for index, line in enumerate(block.lines):
        if index:
            before = block.lines[index - 1]
            edits.append(_Edit("linebreak", before.end, line.start, glue(before.clean, line.clean)))
        inside = glosses[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        edits += [_Edit("pinyin", gloss.start, gloss.end, gloss.result) for gloss in inside]
        edits += [
            found
            for match in _ODD.finditer(source, line.start, line.end)
            if (found := _odd(match, line))
            and not any(gloss.start <= match.start() < gloss.end for gloss in inside)
        ]
    return sorted(edits, key=lambda edit: edit.start)


def _odd(match: re.Match[str], line: Line) -> _Edit | None:
    start, end = match.span()
    if match["space"]:
        edge = start == line.start or end == line.end
        return _Edit("space", start, end, "" if edge else " ")
    if match["invisible"]:
        return _Edit("space", start, end, "")
    if match["radical"]:
        plain = _radicals().get(match[0]) or unicodedata.normalize("NFKC", match[0])
        return _Edit("radical", start, end, plain) if plain != match[0] else None
    return _Edit("punctuation", start, end, _ENTITIES[match[0]])


def _merged(edits: Sequence[_Edit]) -> list[_Edit]:
    """One repair a place: removals that touch become one, of the first one's kind."""
    merged: list[_Edit] = []
    for edit in edits:
        last = merged[-1] if merged else None
        if last is not None and last.end == edit.start and not last.result and not edit.result:
            merged[-1] = _Edit(last.kind, last.start, edit.end, "")
        else:
            merged.append(edit)
    return merged


def revert(
    text: str, paragraphs: Sequence[Paragraph], repairs: Sequence[Repair], numbers: Collection[int]
) -> tuple[str, tuple[Paragraph, ...], tuple[Repair, ...]]:
    """Undo the repairs with the given 0-based ``numbers``: text, paragraphs and the repairs that are left.

    Pure. ``IndexError`` for a number that is not there. An undone linebreak puts its line ends back inside
    the paragraph, where they are transparent to matching.
    """
    wanted = set(numbers)
    if any(not 0 <= number < len(repairs) for number in wanted):
        raise IndexError("no such repair")
    order = sorted(range(len(repairs)), key=lambda number: (repairs[number].start, repairs[number].origin))
    pieces: list[str] = []
    moves: list[tuple[int, int]] = []  # (end of a changed place in the old text, shift of what follows)
    left: list[Repair] = []
    position = shift = 0
    for number in order:
        repair = repairs[number]
        if number not in wanted:
            left.append(replace(repair, start=repair.start + shift, end=repair.end + shift))
            continue
        pieces += (text[position : repair.start], repair.source)
        position = repair.end
        shift += len(repair.source) - (repair.end - repair.start)
        moves.append((repair.end, shift))
    pieces.append(text[position:])
    ends = [end for end, _ in moves]

    def moved(offset: int, inclusive: bool) -> int:
        # A paragraph's end moves with a repair that stands at it, its start does not.
        index = bisect_left(ends, offset + 1 if inclusive else offset) - 1
        return offset + (moves[index][1] if index >= 0 else 0)

    shifted = tuple(
        replace(paragraph, start=moved(paragraph.start, False), end=moved(paragraph.end, True))
        for paragraph in paragraphs
    )
    return "".join(pieces), shifted, tuple(left)
