"""What stands between quotation marks in a draft, over the ends of paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.checking.draft import Draft, Part
from index.text.fold import fold
from index.text.marks import CLOSING, STRAIGHT, pairs

# Single straight marks are apostrophes as well.
_MARKS = re.compile('[“”‘’„‟「」『』《》〈〉"]')
_OPENS = "“「『„‟"
_FURTHEST = 6
"""Paragraphs that a quotation may go on in: of a mark that was forgotten nothing is told by a far one."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """``text[start:end]`` of a draft, without its marks; ``reopened``: marks inside that only begin another
    paragraph of it, as (start, end).
    """

    start: int
    end: int
    reopened: tuple[int, ...] = ()


def quoted_in(draft: Draft) -> tuple[list[Quoted], list[int]]:
    """The outermost quotations in order, and the places of the marks that have no partner."""
    folded = fold(draft.text)
    found: list[Quoted] = []
    alone: list[int] = []
    parts = [part for part in draft.parts if part.kind != "block"]
    held: list[tuple[Part, list[tuple[int, str]], list[tuple[int, int]]]] = []
    for part in parts:
        marks = [(mark.start(), mark[0]) for mark in _MARKS.finditer(folded, part.start, part.end)]
        held.append((part, marks, pairs(marks)))
    skip = -1
    for number, (_, marks, paired) in enumerate(held):
        taken = {at for pair in paired for at in pair}
        loose = [(at, mark) for at, mark in marks if at not in taken and mark not in "《》〈〉‘’"]
        loose = [(at, mark) for at, mark in loose if at > skip]
        paired = [pair for pair in paired if pair[0] > skip]
        over = _over_paragraphs(held, number, loose, folded)
        if over is not None:
            loose = [one for one in loose if one[0] != over.start - 1]
            paired = [pair for pair in paired if pair[1] < over.start - 1]
            found.append(over)
            skip = over.end
        twice, loose = _same_mark_twice(loose)
        found += _outermost(folded, [*paired, *twice])
        alone += [at for at, _ in loose if over is None or at < over.start]
    return sorted(found, key=lambda one: one.start), sorted(alone)


def _outermost(folded: str, paired: Sequence[tuple[int, int]]) -> Iterator[Quoted]:
    reached = -1
    for opening, closing in sorted(paired):
        if opening > reached:
            reached = closing
            if folded[opening] not in "《〈":
                yield Quoted(opening + 1, closing)


def _same_mark_twice(loose: list[tuple[int, str]]) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """“…“ and ”…”: who typed the wrong one of two marks meant the other."""
    pairs_of: list[tuple[int, int]] = []
    rest = list(loose)
    if len(rest) % 2 == 0 and rest and len({mark for _, mark in rest}) == 1 and rest[0][1] not in STRAIGHT:
        pairs_of = [(rest[n][0], rest[n + 1][0]) for n in range(0, len(rest), 2)]
        rest = []
    return pairs_of, rest


def _over_paragraphs(
    held: Sequence[tuple[Part, list[tuple[int, str]], list[tuple[int, int]]]],
    number: int,
    loose: Sequence[tuple[int, str]],
    folded: str,
) -> Quoted | None:
    """The quotation that is still open at the end of a paragraph, if a later one closes it.

    Each paragraph of it may begin with the opening mark anew; the last one closes it.
    """
    openings = [(at, mark) for at, mark in loose if mark in _OPENS]
    if not openings:
        return None
    at, mark = openings[-1]
    closing = CLOSING[mark]
    reopened: list[int] = []
    for part, marks, paired in held[number + 1 : number + 1 + _FURTHEST]:
        begins = folded[part.start] == mark
        first = [pair for pair in paired if begins and pair[0] == part.start]
        if first and folded[first[0][1] + 1 : part.end].strip("。,;:!?、 \u3000") == "":
            # “… “… ” : the whole of the last paragraph is of it.
            return Quoted(at + 1, first[0][1], (*reopened, part.start))
        taken = {place for pair in paired for place in pair}
        alone = [(place, one) for place, one in marks if place not in taken and one in (mark, closing)]
        if begins and alone and alone[0] == (part.start, mark):
            reopened.append(part.start)
            alone = alone[1:]
        if not alone:
            if begins or reopened:
                continue
            if any(folded[pair[1]] == closing for pair in paired):
                return None
            continue
        return Quoted(at + 1, alone[0][0], tuple(reopened)) if alone[0][1] == closing else None
    return None
