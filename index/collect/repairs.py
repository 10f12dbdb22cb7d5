"""The stored text from the source: paragraphs with every repair on record, and the way back.

Repairs are made inside paragraphs: bracketed readings taken out (pinyin), lines joined (linebreak), code
points that stand in for an ordinary character replaced (radical, space, punctuation: ``odd``). White space
around a paragraph (its indent, the line ends between paragraphs) is layout and no repair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from index.collect.joins import divided, glue
from index.collect.kinds import Block
from index.collect.lines import Gloss
from index.collect.odd import ANY_ODD, find_odd
from index.model import Paragraph, Repair, RepairKind
from index.text.rare import rare


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
    plain = not glosses and not ANY_ODD.search(rare(source))
    for block in blocks:
        if pieces:
            pieces.append("\n")
            length += 1
        begin = length
        position = block.lines[0].start
        # Of a line that nothing is wrong with there is nothing to repair.
        edits = [] if plain and len(block.lines) == 1 else _merged(_edits(source, block, glosses, starts))
        if edits and _empties(source, block, edits):
            edits = [edit for edit in edits if edit.kind == "linebreak"]  # a text of nothing else stays
        for edit in edits:
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


def _empties(source: str, block: Block, edits: Sequence[_Edit]) -> bool:
    """Whether nothing would be left of a paragraph."""
    if any(edit.result.strip() for edit in edits):
        return False
    starts = [block.lines[0].start, *(edit.end for edit in edits)]
    ends = [*(edit.start for edit in edits), block.lines[-1].end]
    return not any(source[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _edits(source: str, block: Block, glosses: Sequence[Gloss], starts: Sequence[int]) -> list[_Edit]:
    edits: list[_Edit] = []
    for index, line in enumerate(block.lines):
        if index:
            before = block.lines[index - 1]
            hyphen = int(divided(before.clean, line.clean))
            joint = "" if hyphen else glue(before.clean, line.clean)
            edits.append(_Edit("linebreak", before.end - hyphen, line.start, joint))
        inside = glosses[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
        edits += [_Edit("pinyin", gloss.start, gloss.end, gloss.result) for gloss in inside]
        edits += [
            _Edit(kind, start, end, result)
            for kind, start, end, result in find_odd(source, line.start, line.end)
            if not any(gloss.start < end and start < gloss.end for gloss in inside)
        ]
    return sorted(edits, key=lambda edit: edit.start)


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
