"""The stream of a segment: letters at places, and what stands between them, of document after document.

A document has one place for each of its letters and at least one pad behind them, up to a multiple of 32.
The first pad takes the document's tail: what stands behind its last letter. Form indexes count the OTHER
characters of every gap before their letter, and one for each pad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.gaps import BREAK, OUTSIDE, GapNames, Int64, Strings, UInt32
from index.engine.segment.sentences import sentence_starts
from index.model import Paragraph
from index.text.fold import fold_codes, to_codes, to_text
from index.text.form import kinds_of
from index.text.marks import LETTER, MARK, pairs

BLOCK = 32
"""Documents begin at multiples of so many places."""
PRIVATE = 0xE000
PRIVATE_SIZE = 6400
"""Letters outside the BMP are stored as private-use characters, several of them as the same one."""

Int32 = NDArray[np.int32]

_END = "\0"  # Stands behind each document's text, where its tail is put.


@dataclass(frozen=True)
class Stretch:
    """The stream of D documents, counted from its own beginning: T places, b = T / 32 blocks.

    ``letters`` >u2 [T]; ``lengths`` uint32[D], the letters of each document; ``gap_places`` uint32[g],
    ascending, ``gap_numbers`` int32[g] (of GapNames); ``astral_places``, ``astral_codes`` uint32;
    ``form_sizes`` int64[b], the form characters of each block; ``source_blocks`` uint32[b];
    ``paragraphs`` uint32, places; ``sentences``, ``edges``, ``partners`` int64, form indexes.
    """

    letters: NDArray[np.uint16]
    lengths: UInt32
    gap_places: UInt32
    gap_numbers: NDArray[np.int32]
    astral_places: UInt32
    astral_codes: UInt32
    form_sizes: Int64
    source_blocks: UInt32
    paragraphs: UInt32
    sentences: Int64
    edges: Int64
    partners: Int64

    @property
    def form_size(self) -> int:
        """The form characters of all, pads included."""
        return int(self.form_sizes.sum())


def padded(lengths: NDArray[Any]) -> Int64:
    """The places that documents of so many letters take."""
    sizes: Int64 = (lengths.astype(np.int64) // BLOCK + 1) * BLOCK
    return sizes


def starts_of(sizes: NDArray[Any]) -> Int64:
    """int64[n + 1]: where each of n things of these sizes begins, and where the last ends."""
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


def stored_letters(codes: UInt32) -> NDArray[np.uint16]:
    """Letters as the stream has them."""
    return np.where(codes > 0xFFFF, PRIVATE + codes % PRIVATE_SIZE, codes).astype(np.uint16)


def joined(stretches: Sequence[Stretch]) -> Stretch:
    """One stretch of all, in order."""
    places = starts_of(np.array([len(stretch.letters) for stretch in stretches]))
    forms = starts_of(np.array([stretch.form_size for stretch in stretches]))
    shifts = {
        "gap_places": places,
        "astral_places": places,
        "paragraphs": places,
        "sentences": forms,
        "edges": forms,
        "partners": forms,
    }
    arrays = {}
    for field in fields(Stretch):
        parts = [getattr(stretch, field.name) for stretch in stretches]
        if field.name in shifts:
            shift = shifts[field.name]
            parts = [part + part.dtype.type(shift[number]) for number, part in enumerate(parts)]
        arrays[field.name] = np.concatenate(parts, dtype=parts[0].dtype)  # which is not always the machine's
    return Stretch(**arrays)


def read(texts: Sequence[tuple[str, Sequence[Paragraph]]], names: GapNames) -> tuple[Stretch, list[str]]:
    """The stretch of these documents (at least one), and their folded texts."""
    whole = "".join(part for text, _ in texts for part in (text, _END))
    codes = to_codes(whole)
    bounds = starts_of(np.array([len(text) + 1 for text, _ in texts]))
    ends = bounds[1:] - 1
    folded = fold_codes()[codes]
    limits, numbers = _paragraphs(texts, bounds)
    begun = sentence_starts(whole, codes, limits[limits[:, 0] < limits[:, 1]])
    # Of a text of tens of millions of characters each of these is 100 MB: what is done with goes.
    del whole, codes
    kinds = kinds_of(folded)
    inside = numbers >= 0

    # Anchors are the letters of paragraphs, and the end of each document.
    anchored = (kinds == LETTER) & inside
    kept = (kinds <= LETTER) & inside
    anchored[ends] = True
    kept[ends] = True
    marks = np.flatnonzero((kinds == MARK) & inside)
    owners = numbers[marks]
    del kinds
    anchors = np.flatnonzero(anchored).astype(np.int32)
    anchors_before = _before(anchored)
    kept_before = _before(kept)
    del kept
    first_anchor = anchors_before[bounds]
    lengths = np.diff(first_anchor) - 1
    starts = starts_of(padded(lengths))
    # What is added to the number of an anchor to get its place, and to that of a form character.
    shift = starts[:-1] - first_anchor[:-1]
    places = np.repeat(shift.astype(np.int32), lengths + 1)
    places += np.arange(len(anchors), dtype=np.int32)
    lettered = numbers[anchors]
    lettered[first_anchor[1:] - 1] = -1
    firsts = lettered >= 0
    firsts[1:] &= lettered[1:] != lettered[:-1]
    paragraph_anchors = np.flatnonzero(firsts)
    del numbers, lettered, firsts

    values = folded[anchors]
    values[first_anchor[1:] - 1] = 0
    letters = np.zeros(int(starts[-1]), ">u2")
    letters[places] = stored_letters(values)
    astral = np.flatnonzero(values > 0xFFFF)
    astral_codes = values[astral]
    del values

    gap_places, gap_numbers = _gaps(folded, anchored, inside, anchors_before, limits[:, 0], names)

    # A block begins behind the anchor before its first place.
    first = np.flatnonzero(places & (BLOCK - 1) == 0)
    heads = np.where(first > 0, anchors[np.maximum(first, 1) - 1].astype(np.int64) + 1, 0)
    del anchored, inside, anchors, anchors_before
    blocks = np.diff(starts) // BLOCK
    block_documents = np.repeat(np.arange(len(texts)), blocks)
    form_blocks = kept_before[heads] + shift[block_documents]
    form_total = int(kept_before[-1] + shift[-1] + (starts[-1] - starts[-2] - lengths[-1] - 1))

    content = _content(folded[marks], marks, owners)
    content = (kept_before[content] + _at(shift, bounds, content)).reshape(-1, 2)
    content = content[content[:, 0] < content[:, 1]]
    edges = content.ravel()
    order = np.argsort(edges, kind="stable")

    text = to_text(folded)
    cuts = bounds.tolist()
    stretch = Stretch(
        letters=letters,
        lengths=lengths.astype(np.uint32),
        gap_places=places[gap_places].astype(np.uint32),
        gap_numbers=gap_numbers,
        astral_places=places[astral].astype(np.uint32),
        astral_codes=astral_codes,
        form_sizes=np.diff(form_blocks, append=form_total),
        source_blocks=(heads - bounds[block_documents]).astype(np.uint32),
        paragraphs=places[paragraph_anchors].astype(np.uint32),
        sentences=kept_before[begun] + _at(shift, bounds, begun),
        edges=edges[order],
        partners=content[:, ::-1].ravel()[order],
    )
    return stretch, [text[start : end - 1] for start, end in pairwise(cuts)]


def _before(flags: NDArray[np.bool_]) -> Int32:
    """int32[n + 1]: how many of the flags stand before each, and before the end."""
    counts = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, out=counts[1:])
    return counts


def _at(shift: Int64, bounds: Int64, offsets: NDArray[Any]) -> Int64:
    """The shift of the document that each offset lies in."""
    return shift[np.searchsorted(bounds, offsets, side="right") - 1]


def _paragraphs(
    texts: Sequence[tuple[str, Sequence[Paragraph]]], bounds: Int64
) -> tuple[Int64, NDArray[np.int32]]:
    """int64[n, 2], where paragraphs are, and int32 for each character: the number of its one, -1 outside.

    Paragraphs are numbered through all documents.
    """
    limits = np.array(
        [
            (base + paragraph.start, base + paragraph.end)
            for base, (_, paragraphs) in zip(bounds.tolist(), texts, strict=False)
            for paragraph in paragraphs
        ],
        np.int64,
    ).reshape(-1, 2)
    sizes = np.diff(np.concatenate(([0], limits.ravel(), bounds[-1:])))
    numbers = np.full(len(sizes), -1, np.int32)
    numbers[1::2] = np.arange(len(limits))
    return limits, np.repeat(numbers, sizes)


def _gaps(
    folded: UInt32,
    anchored: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    anchors_before: Int32,
    begins: Int64,
    names: GapNames,
) -> tuple[Int32, Int32]:
    """The anchors before which there is a gap, and the numbers of these gaps."""
    between = np.flatnonzero(~anchored)
    chars = np.where(inside[between], folded[between], np.uint32(OUTSIDE))
    # A paragraph begins before the character where it begins.
    at = begins - anchors_before[begins]
    chars = np.insert(chars, at, np.uint32(BREAK))
    owners = np.insert(anchors_before[between], at, anchors_before[begins])
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    starts = np.append(firsts, len(owners)).astype(np.uint32)
    return owners[firsts], names.numbers(Strings(starts, chars))


def _content(characters: UInt32, marks: NDArray[np.intp], numbers: NDArray[np.int32]) -> NDArray[np.intp]:
    """The source offsets of both marks of each pair, flat; in order of paragraphs, then of closing marks."""
    if not len(marks):
        return np.empty(0, np.intp)
    text = to_text(characters)
    starts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    found = [
        (start + opening, start + closing)
        for start, end in zip(starts, [*starts[1:], len(marks)], strict=True)
        for opening, closing in pairs(enumerate(text[start:end]))
    ]
    return marks[np.array(found, np.intp).ravel()]
