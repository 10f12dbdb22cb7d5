"""The reuse map: for every place of the corpus, in how many documents the letters that begin there stand.

A *gram* is a run of ``SIZE`` letters inside one paragraph; punctuation between them does not matter. One walk
through the suffix arrays gives the frequencies of all grams at once: what is equal is neighbours there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.engine.interface import Cancel, Cancelled
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.engine.segment.segment import Segment

Int64 = NDArray[np.int64]
UInt64 = NDArray[np.uint64]
ReuseMap = NDArray[np.uint16]
"""A number of documents for each place of a segment, ``MOST`` for more; 0 where no gram begins."""
Progress = Callable[[int, int], object]

SIZE = 8
"""Letters of a gram."""
MOST = 0xFFFF
AT_ONCE = 1 << 20
"""Suffixes looked at together."""
_KEY = 4  # letters that one number holds
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)

_broken: WeakKeyDictionary[Segment, NDArray[np.uint8]] = WeakKeyDictionary()


def reuse_map(
    corpus: Corpus, counted: Bools, *, cancelled: Cancel = None, progress: Progress | None = None
) -> list[ReuseMap]:
    """The reuse map of each part of the corpus, over the documents that are ``counted`` (bool[N]).

    Places of other documents have 0. Letters outside the BMP are compared as the stream has them.
    ``progress`` gets the suffixes done and those there are. ``Cancelled`` soon after ``cancelled()``.
    """
    maps = [np.zeros(part.segment.T, np.uint16) for part in corpus.parts]
    total = sum(len(part.segment.suffixes) for part in corpus.parts)
    done = 0
    for slices in _together([part.segment for part in corpus.parts]):
        if cancelled is not None and cancelled():
            raise Cancelled
        found = [
            _read(part.segment, some, counted[part.rows], part.base)
            for part, some in zip(corpus.parts, slices, strict=True)
        ]
        for each, one, values in zip(maps, found, _counted(found), strict=True):
            each[one.places] = values
        done += sum(some.stop - some.start for some in slices)
        if progress is not None:
            progress(done, total)
    return maps


def broken(segment: Segment) -> NDArray[np.uint8]:
    """A bit for each place (``numpy.packbits``): whether the gram there runs over the end of a paragraph."""
    found = _broken.get(segment)
    if found is None:
        # Kept as bits: it is asked for at places in any order.
        found = _broken[segment] = np.packbits(_breaks(segment, 0, segment.T))
    return found


def whole(segment: Segment, places: NDArray[Any]) -> Bools:
    """Whether the gram at each of these places is inside one paragraph."""
    bits = broken(segment)
    inside: Bools = (bits[places >> 3] << (places & 7).astype(np.uint8)) & np.uint8(0x80) == 0
    return inside


@dataclass(frozen=True, slots=True)
class _Some:
    """Suffixes in order that begin whole grams: ``first``, ``second``: their letters; ``rows``: documents."""

    places: Int64
    first: UInt64
    second: UInt64
    rows: Int64


def _breaks(segment: Segment, start: int, end: int) -> Bools:
    """Whether the gram at each place from ``start`` to ``end`` runs over the end of its paragraph."""
    breaks = np.zeros(end - start + SIZE, np.bool_)
    # Behind the letters of a document there is a pad.
    behind = (segment.starts[:-1] + segment.lengths).astype(np.int64)
    for ends in (segment.paragraphs.astype(np.int64), behind):
        inside = ends[np.searchsorted(ends, start) : np.searchsorted(ends, end + SIZE)] - start
        for back in range(1, SIZE):
            at = inside - back
            breaks[at[at >= 0]] = True
    return breaks[: end - start]


def _together(segments: list[Segment]) -> Iterator[list[slice]]:
    """Slices of the suffix arrays, one of each, that have the same letters at their beginnings."""
    if not segments:
        return
    largest = max(segments, key=lambda segment: len(segment.suffixes))
    size = len(largest.suffixes)
    share = max(1, AT_ONCE * size // max(1, sum(len(segment.suffixes) for segment in segments)))
    before = [0] * len(segments)
    for slot in range(share, size, share):
        key = _first_letters(largest, slot)
        bounds = [_slot(segment, key) for segment in segments]
        if bounds != before:
            yield [slice(low, high) for low, high in zip(before, bounds, strict=True)]
        before = bounds
    yield [slice(low, len(segment.suffixes)) for low, segment in zip(before, segments, strict=True)]


def _first_letters(segment: Segment, slot: int) -> bytes:
    place = int(segment.suffixes[slot])
    return segment.text[place : place + _KEY].tobytes().ljust(2 * _KEY, b"\0")


def _slot(segment: Segment, key: bytes) -> int:
    """The first slot of the suffix array whose letters are not below ``key``."""
    low, high = 0, len(segment.suffixes)
    while low < high:
        middle = (low + high) // 2
        if _first_letters(segment, middle) < key:
            low = middle + 1
        else:
            high = middle
    return low


def _read(segment: Segment, slots: slice, counted: Bools, base: int) -> _Some:
    places = segment.suffixes[slots].astype(np.int64)
    places = places[whole(segment, places)]
    rows = segment.blocks[places >> 5].astype(np.int64)
    if not counted.all():
        chosen = counted[rows]
        places, rows = places[chosen], rows[chosen]
    # Whole grams end before the stream does: there are pads behind the last one.
    text = segment.text
    keys: NDArray[Any] = np.ndarray(max(0, len(text) - _KEY + 1), "=u8", text.data, 0, text.strides)
    return _Some(places, keys[places], keys[places + _KEY], rows + base)


def _counted(found: list[_Some]) -> list[ReuseMap]:
    """For each suffix, in how many documents its gram stands; equal grams are neighbours in each part."""
    numbers = [_numbered(one.first, one.second) for one in found]
    sizes = [int(each[-1]) + 1 if len(each) else 0 for each in numbers]
    if sum(size > 0 for size in sizes) > 1:
        # What is equal has got different numbers in different parts.
        same, start = _same(found, numbers), 0
        for part, size in enumerate(sizes):
            numbers[part] = same[start : start + size][numbers[part]]
            start += size
    every, rows = np.concatenate(numbers), np.concatenate([one.rows for one in found])
    total = int(every.max(initial=-1)) + 1
    often = np.bincount(every, minlength=total) > 1
    documents = np.ones(total, np.int64)
    shared = often[every]
    pairs = np.sort((every[shared] << 32) | rows[shared])
    distinct = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]] >> 32
    documents[often] = np.bincount(distinct, minlength=total)[often]
    limited = np.minimum(documents, MOST).astype(np.uint16)
    return [limited[each] for each in numbers]


def _numbered(first: UInt64, second: UInt64) -> Int64:
    """Numbers from 0 for grams in order, the same for equal neighbours."""
    new = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return np.append(0, np.cumsum(new))[: len(first)].astype(np.int64)


def _same(found: list[_Some], numbers: list[Int64]) -> Int64:
    """For the distinct grams of each part, one part after the other, numbers that equal grams share."""
    firsts = [np.flatnonzero(np.diff(each, prepend=-1)) for each in numbers]
    first = np.concatenate([one.first[at] for one, at in zip(found, firsts, strict=True)])
    second = np.concatenate([one.second[at] for one, at in zip(found, firsts, strict=True)])
    order = np.argsort(first * _MIX ^ ((second << _HALF) | (second >> _HALF)) * ~_MIX)
    if _mixed_up(first[order], second[order]):
        order = np.lexsort((second, first))
    same = np.empty(len(order), np.int64)
    same[order] = _numbered(first[order], second[order])
    return same


def _mixed_up(first: UInt64, second: UInt64) -> bool:
    """Whether different grams have the same mixture, so that equal ones need not be neighbours."""
    mixture = first * _MIX ^ ((second << _HALF) | (second >> _HALF)) * ~_MIX
    equal = mixture[1:] == mixture[:-1]
    return bool((equal & ((first[1:] != first[:-1]) | (second[1:] != second[:-1]))).any())
