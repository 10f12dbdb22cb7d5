"""Fitting one line of text into a number of cells; a character of two cells is never halved."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from index.model import Span, StoredText
from tui.text.kinsoku import CELLS, codes

ELLIPSIS = "…"


class Crop(NamedTuple):
    """``text[start:end]`` is what is left; ``left``/``right`` tell where an ellipsis stands for the rest."""

    start: int
    end: int
    left: bool
    right: bool


def crop(text: str, width: int, *, ambiguous_wide: bool = False) -> str:
    """``text`` in at most ``width`` cells, with … at the end when something is left out."""
    cut = crop_around(text, 0, 0, width, ambiguous_wide=ambiguous_wide)
    if cut.right:
        return (text[: cut.end] + ELLIPSIS) if width > 0 else ""
    return text


def crop_around(text: str, start: int, end: int, width: int, *, ambiguous_wide: bool = False) -> Crop:
    """The part of ``text`` in at most ``width`` cells, ellipses included, that shows ``[start, end)``.

    A quarter of the room goes to what stands before ``start``, more when there is less behind.
    The part begins at the start of the text whenever that still shows ``[start, end)``.
    """
    cells = list(codes(text, ambiguous_wide=ambiguous_wide).translate(CELLS))
    edges = list(accumulate(cells, initial=0))
    if edges[-1] <= width:
        return Crop(0, len(text), False, False)
    # One cell in any terminal: where … is wide, its twin ⋯ is drawn.
    mark = 1
    if edges[end] <= width - mark:
        return Crop(0, _fit(edges, 0, width - mark), False, True)
    lead = max(0, (width - 2 * mark) // 4)
    begin = start
    while begin > 0 and edges[start] - edges[begin - 1] <= lead:
        begin -= 1
    if edges[-1] - edges[begin] + mark <= width:
        # Little stands behind: give the room to what stands before.
        while begin > 0 and edges[-1] - edges[begin - 1] + mark <= width:
            begin -= 1
        return Crop(begin, len(text), begin > 0, False)
    left = begin > 0
    return Crop(begin, _fit(edges, begin, width - mark - mark * left), left, True)


def _fit(edges: list[int], begin: int, room: int) -> int:
    """The furthest end so that ``[begin, end)`` takes at most ``room`` cells."""
    end = begin
    while end + 1 < len(edges) and edges[end + 1] - edges[begin] <= room:
        end += 1
    return end


def around(stored: StoredText, span: Span, cells: int) -> str:
    """The words around ``span`` in its paragraph, with … where they are cut, in at most ``cells`` cells."""
    paragraph = next(p for p in stored.paragraphs if p.end > span.start)
    text = stored.text[paragraph.start : paragraph.end]
    end = min(span.end, paragraph.end)
    cut = crop_around(text, span.start - paragraph.start, end - paragraph.start, cells)
    return (ELLIPSIS if cut.left else "") + text[cut.start : cut.end] + (ELLIPSIS if cut.right else "")
