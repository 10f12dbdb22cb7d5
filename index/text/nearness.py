"""Whether two texts are the same in all but details, or one stands in the other.

What is compared are the *letters* of a text: its skeleton (letters and digits of the match form), so that
script, punctuation, spaces and quotation marks make no difference, without the paragraphs that belong to the
page it was taken from. A text's *anchors* are a sample of its shingles (runs of eight letters) by their hash
alone, so that a passage has the same anchors wherever it stands: texts with anchors in common are worth being
laid beside each other, and ``compare`` does that on the whole texts.

Two texts on the same matters share formulae, two notices share a template: neither makes them one text. So a
share of nine tenths is wanted, in runs of eight letters in the same order, and what stands in place of
something else must be little, and must not be other figures or names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Paragraph
from index.text.beside import Letters, align, shingles
from index.text.fold import fold_codes, to_codes
from index.text.form import each_once, kinds_of
from index.text.marks import LETTER
from index.text.replaced import makes_another

Numbers = int | NDArray[np.integer[Any]]
Relation = Literal["near", "inside", "around"]

SAMPLED = 96
"""One shingle of so many is an anchor: some thirty of an article of 3,500 characters."""
FEWEST, MOST = 12, 4096
"""Anchors of a text; the smallest hashes make up for what the sample lacks in a short one."""
SHORTEST, LONGEST = 64, 2_000_000
"""Letters of a text that is compared; others are the same as another if all letters are."""
SHARE = 0.9
"""Of a text's letters, that stand in the other one."""
REPLACED = 0.04
"""Of the shorter text's letters, that may have others in their place."""
ONE_ENOUGH = 3
"""Anchors in the sample of a text that is worth comparing with one that has a single one of them."""
_PAGE = frozenset({"byline", "caption", "note"})
_LEAST_PROSE = 0.6  # of all letters; with less, the kinds of the paragraphs say little


class Traits(NamedTuple):
    """What tells which texts are worth comparing with one.

    ``digest``: 63 bits that texts of the same letters have in common. ``anchors``: each once, below 2³¹;
    ``sampled``: how many of them are in the sample. A text too short or too long has no anchors.
    """

    digest: int
    anchors: tuple[int, ...]
    sampled: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left``, ``right``: the share of each text's letters that stands in the other; ``replaced``: of the
    shorter text's letters, those with others in their place; ``other``: what is replaced are names, figures.
    """

    left: float
    right: float
    replaced: float
    other: bool

    @property
    def relation(self) -> Relation | None:
        """What the left text is to the right one: near-identical, inside or around it."""
        if self.other or self.replaced > REPLACED:
            return None
        if self.left >= SHARE:
            return "near" if self.right >= SHARE else "inside"
        return "around" if self.right >= SHARE else None


def letters_of(text: str, paragraphs: Sequence[Paragraph] = ()) -> Letters:
    """The folded letters and digits of a text.

    Bylines, captions and notes are left out, unless it is mostly made of them.
    """
    folded = fold_codes().take(to_codes(text))
    kept = kinds_of(folded) == LETTER
    outside = [p for p in paragraphs if p.kind in _PAGE]
    if outside:
        prose = kept.copy()
        for paragraph in outside:
            prose[paragraph.start : paragraph.end] = False
        if np.count_nonzero(prose) >= _LEAST_PROSE * np.count_nonzero(kept):
            kept = prose
    letters: Letters = folded[kept]
    return letters


def traits_of(text: str, paragraphs: Sequence[Paragraph] = ()) -> Traits:
    """The traits of a text."""
    letters = letters_of(text, paragraphs)
    # Texts without letters are told apart as they are.
    held = letters.tobytes() or text.encode("utf-8", "surrogatepass")
    anchors, sampled = anchors_of(letters)
    return Traits(int.from_bytes(blake2b(held, digest_size=8).digest()) >> 1, tuple(anchors), sampled)


def anchors_of(letters: Letters) -> tuple[list[int], int]:
    """The anchors of a text and how many of them are in the sample: see ``Traits``."""
    if not SHORTEST <= len(letters) <= LONGEST:
        return [], 0
    hashes = shingles(letters)
    chosen = each_once(hashes[hashes < np.uint64(2**64 // SAMPLED)])[:MOST]
    sampled = len(chosen)
    if sampled < FEWEST:
        chosen = each_once(hashes)[:FEWEST]
    # Chosen by their high bits: the low ones are as good as chance.
    return list(dict.fromkeys((chosen & np.uint64(0x7FFFFFFF)).tolist())), sampled


def worth_comparing(shared: Numbers, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
    """Whether texts with so many anchors in common and in their samples may be near, or one inside the other;
    of many pairs at once where these are arrays.

    Nine tenths in common with one letter of 25 replaced leaves two thirds of the shingles.
    """
    return np.greater_equal(shared, np.maximum(1, np.rint(0.4 * np.minimum(left, right))))


def compare(left: Letters, right: Letters) -> Comparison:
    """Lay two texts beside each other: what stands in both in the same order, and what in place of what."""
    if len(left) == len(right) and np.array_equal(left, right):
        return Comparison(1.0, 1.0, 0.0, False)
    if min(len(left), len(right)) < SHORTEST or max(len(left), len(right)) > LONGEST:
        return Comparison(0.0, 0.0, 0.0, False)
    found = align(left, right)
    shorter = min(len(left), len(right))
    shares = found.same / len(left), found.same / len(right), found.replaced / shorter
    candidate = max(shares[:2]) >= SHARE and shares[2] <= REPLACED
    return Comparison(*shares, candidate and makes_another(found, shorter))
