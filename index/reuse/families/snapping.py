"""Stretches that end inside a word are cut back to whole words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.reuse.families.gathering import TOGETHER, Gatherer
from index.reuse.families.wordings import letters_from, text_of
from index.text.segment import cutter

if TYPE_CHECKING:
    from index.reuse.grams import Letters

ASKED = 5
"""Places at which it is looked what stands around a stretch."""
AROUND = 8
"""Letters on each side that words are told by."""


def snapped(gatherer: Gatherer, stretches: Sequence[Letters], shortest: int) -> list[Letters]:
    """The stretches, each once, without halves of words at their ends; not those that are too short then."""
    known = gatherer.known.snaps
    texts = [text_of(stretch) for stretch in stretches]
    missing = [letters_from(text) for text in dict.fromkeys(texts) if text not in known]
    for start in range(0, len(missing), TOGETHER):
        some = missing[start : start + TOGETHER]
        for stretch, around in zip(some, gatherer.surroundings(some, ASKED, AROUND), strict=True):
            known[text_of(stretch)] = _snapped(text_of(stretch), around, shortest)
    gatherer.known.snaps = {text: known[text] for text in texts}
    found = dict.fromkeys(gatherer.known.snaps.values())
    return [letters_from(text) for text in found if text]


def _snapped(stretch: str, around: Sequence[tuple[str, str, str]], shortest: int) -> str:
    """The stretch without halves of words at its ends: what most places have halved."""
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for before, inside, behind in around:
        bounds = _bounds(before, inside, behind)
        starts[next((at for at in bounds if at >= 0), 0)] += 1
        ends[next((at for at in reversed(bounds) if at <= len(stretch)), len(stretch))] += 1
    start, end = _most(starts, 0), _most(ends, len(stretch))
    if (start, end) == (0, len(stretch)):
        return stretch
    return stretch[start:end] if end - start >= shortest else ""


def _most(bounds: Counter[int], otherwise: int) -> int:
    """The bound of more than half of the places; ``otherwise`` if there is none."""
    for bound, count in bounds.most_common(1):
        if 2 * count > bounds.total():
            return bound
    return otherwise


def _bounds(before: str, inside: str, behind: str) -> list[int]:
    """Where words begin and end, in letters from the beginning of the stretch on."""
    at = -len(before) + before.count(",")
    bounds = [at]
    for token in cutter()(f"{before}{inside}{behind}"):
        at += len(token) - token.count(",")
        bounds.append(at)
    return bounds
