"""Runs of letters looked up in suffix arrays, thousands at once.

A *run* is a stretch of letters as the stream of a segment has them (``letters_of``). Its *range* in a segment
are the suffixes ``segment.suffixes[low:high]``, all that begin with it. What is deleted is in there too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.stream import stored_letters
from index.text.fold import fold_codes, to_codes
from index.text.form import Bools, kinds_of
from index.text.marks import LETTER

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.engine.segment.segment import Segment

Int64 = NDArray[np.int64]
Letters = NDArray[np.uint16]
"""Letters as ``segment.text`` has them, in the machine's byte order."""

WIDTH = 4
"""Letters that are compared at once, as one number of 64 bits."""
SAMPLED = 256
"""Of so many suffixes in order the first letters of one are kept, so that a search begins near its end."""
AT_ONCE = 1 << 20
"""Places looked at together where ranges are walked through."""
_BITS = 16
_FEW = 32
"""Suffixes of a range that are read one by one."""

_samples: WeakKeyDictionary[Segment, NDArray[np.uint64]] = WeakKeyDictionary()
_views: WeakKeyDictionary[Segment, NDArray[Any]] = WeakKeyDictionary()


def letters_of(text: str) -> tuple[Letters, Int64]:
    """The letters and digits of ``text`` as the stream has them, and the source offset of each."""
    folded = fold_codes()[to_codes(text)]
    offsets = np.flatnonzero(kinds_of(folded) == LETTER)
    return stored_letters(folded[offsets]), offsets


def grams(segment: Segment, letters: Letters, size: int) -> tuple[Int64, Int64]:
    """The ranges of ``letters[i:i + size]`` for each i: ``low``, ``high`` int64[len(letters) - size + 1]."""
    starts = np.arange(max(0, len(letters) - size + 1))
    return ranges(segment, letters, starts, np.full(len(starts), size))


def ranges(
    segment: Segment, letters: Letters, starts: NDArray[Any], sizes: NDArray[Any]
) -> tuple[Int64, Int64]:
    """The ranges of n runs ``letters[start:start + size]``, of any sizes: ``low``, ``high`` int64[n]."""
    low, high = ranges_in([segment], letters, starts, sizes)
    return low[0], high[0]


def ranges_in(
    segments: Sequence[Segment], letters: Letters, starts: NDArray[Any], sizes: NDArray[Any]
) -> tuple[Int64, Int64]:
    """The same in s segments at once, hardly slower than in one: ``low``, ``high`` int64[s, n]."""
    starts, sizes = np.asarray(starts, np.int64), np.asarray(sizes, np.int64)
    low = np.zeros((len(segments), len(starts)), np.int64)
    high = np.empty_like(low)
    for each, segment in zip(high, segments, strict=True):
        each[:] = len(segment.suffixes)
    return narrowed(segments, letters, starts, np.zeros_like(sizes), sizes, (low, high))


def narrowed(
    segments: Sequence[Segment],
    letters: Letters,
    starts: Int64,
    depths: Int64,
    sizes: Int64,
    known: tuple[Int64, Int64],
) -> tuple[Int64, Int64]:
    """The ranges of n runs of ``sizes`` letters inside those ``known`` (int64[s, n] both) of their first
    ``depths`` letters.
    """
    count = len(segments)
    low, high = known[0].flatten(), known[1].flatten()
    starts, depths, sizes = (np.tile(each, count) for each in (starts, depths, sizes))
    bounds = np.arange(count + 1) * known[0].shape[1]
    keys = _keys(letters)
    while True:
        going = np.flatnonzero((sizes > depths) & (low < high))
        if not len(going):
            return low.reshape(known[0].shape), high.reshape(known[1].shape)
        # What few suffixes begin with is read; what many do is looked for by halves, some letters at once.
        few = high[going] - low[going] <= _FEW
        some, going = going[few], going[~few]
        if len(some):
            wanted = starts[some] + depths[some], depths[some], sizes[some] - depths[some]
            low[some], high[some] = _read(
                segments, np.searchsorted(some, bounds), keys, *wanted, (low[some], high[some])
            )
            depths[some] = sizes[some]
        if not len(going):
            continue
        depth = depths[going]
        missing = _missing(sizes[going] - depth)
        least = keys[starts[going] + depth] >> missing << missing
        # No letter is U+FFFF: one more is the least key of another run.
        beyond = (least | ((np.uint64(1) << missing) - np.uint64(1))) + np.uint64(1)
        # Both ends of a range are looked for at once; those of one segment stand together.
        both = np.repeat(going, 2)
        found = _search(
            segments,
            np.searchsorted(both, bounds),
            depths[both],
            np.stack((least, beyond), axis=1).ravel(),
            low[both],
            high[both],
        )
        low[going], high[going] = found[::2], found[1::2]
        depths[going] += WIDTH


def spread(low: Int64, high: Int64) -> tuple[Int64, Int64]:
    """Ranges laid out one behind the other: for each suffix the number of its range, and its slot."""
    sizes = high - low
    numbers = np.repeat(np.arange(len(low)), sizes)
    slots = np.arange(len(numbers)) + np.repeat(low - (np.cumsum(sizes) - sizes), sizes)
    return numbers, slots


def places(segment: Segment, low: Int64, high: Int64) -> tuple[Int64, Int64]:
    """For each suffix of these ranges the number of its range, and the place at which it begins."""
    numbers, slots = spread(low, high)
    return numbers, segment.suffixes[slots].astype(np.int64)


def document_counts(segment: Segment, alive: Bools, low: Int64, high: Int64) -> tuple[Int64, Int64]:
    """Of each range in how many documents that are ``alive`` (bool[D]) it stands, and how often: int64[n]."""
    documents, occurrences = np.zeros((2, len(low)), np.int64)
    for some in in_parts(high - low):
        numbers, at = places(segment, low[some], high[some])
        owners = segment.blocks[at >> 5].astype(np.int64)
        living = alive[owners]
        numbers, owners = numbers[living], owners[living]
        size = len(low[some])
        occurrences[some] = np.bincount(numbers, minlength=size)
        pairs = np.unique(numbers * segment.D + owners)
        documents[some] = np.bincount(pairs // segment.D, minlength=size)
    return documents, occurrences


def frequencies(
    corpus: Corpus, letters: Letters, starts: NDArray[Any], sizes: NDArray[Any]
) -> tuple[Int64, Int64]:
    """Of n runs of ``letters`` in how many live documents of the corpus each stands, and how often."""
    documents, occurrences = np.zeros((2, len(starts)), np.int64)
    for part in corpus.parts:
        low, high = ranges(part.segment, letters, starts, sizes)
        some = document_counts(part.segment, corpus.alive[part.rows], low, high)
        documents += some[0]
        occurrences += some[1]
    return documents, occurrences


def in_parts(sizes: Int64) -> Iterator[slice]:
    """Consecutive ranges of these sizes with about so many suffixes together as are looked at at once."""
    bounds = np.cumsum(sizes)
    start, before = 0, 0
    while start < len(sizes):
        end = max(start + 1, int(np.searchsorted(bounds, before + AT_ONCE, side="right")))
        yield slice(start, end)
        start, before = end, int(bounds[end - 1])


def _keys(letters: Letters) -> NDArray[np.uint64]:
    """The letters from each position on as numbers in their order, zeros behind the end."""
    keys = np.zeros(len(letters) + 1, np.uint64)
    for at in range(min(WIDTH, len(letters))):
        shift = np.uint64(_BITS * (WIDTH - 1 - at))
        keys[: len(letters) - at] |= letters[at:].astype(np.uint64) << shift
    return keys


def _missing(left: Int64) -> NDArray[np.uint64]:
    """The bits of a key that ``left`` letters do not fill."""
    missing: NDArray[np.uint64] = _BITS * np.maximum(0, WIDTH - left).astype(np.uint64)
    return missing


def _read(
    segments: Sequence[Segment],
    bounds: Int64,
    keys: NDArray[np.uint64],
    at: Int64,
    depth: Int64,
    left: Int64,
    known: tuple[Int64, Int64],
) -> tuple[Int64, Int64]:
    """The ranges of runs inside those ``known`` of their first ``depth`` letters, ``left`` letters longer.

    ``at``: where the letters that are left begin. Those of segment i are ``bounds[i]:bounds[i + 1]``.
    """
    low, high = known
    numbers, slots = spread(low, high)
    cuts = np.searchsorted(numbers, bounds)
    places = np.empty(len(slots), np.int64)
    for segment, begin, end in zip(segments, cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        places[begin:end] = segment.suffixes[slots[begin:end]]
    places += depth[numbers]
    at, left = at[numbers], left[numbers]
    same = np.ones(len(numbers), np.bool_)
    going = np.arange(len(numbers))
    while len(going):
        missing = _missing(left[going])
        theirs = _keys_of(segments, np.searchsorted(going, cuts).tolist(), places[going])
        equal = theirs >> missing == keys[at[going]] >> missing
        same[going[~equal]] = False
        at += WIDTH
        places += WIDTH
        left -= WIDTH
        going = going[equal & (left[going] > 0)]
    kept = np.flatnonzero(same)
    counts = np.bincount(numbers[kept], minlength=len(low))
    ends = np.cumsum(counts)
    held = counts > 0
    low = low.copy()
    low[held] = slots[kept[(ends - counts)[held]]]
    return low, low + counts


def _search(
    segments: Sequence[Segment],
    bounds: Int64,
    depth: Int64,
    wanted: NDArray[np.uint64],
    low: Int64,
    high: Int64,
) -> Int64:
    """The first slot of each ``low:high`` whose suffix has, ``depth`` letters on, a key not below ``wanted``.

    ``low`` and ``high`` are changed. Those of segment i are ``bounds[i]:bounds[i + 1]``.
    """
    if not depth.any():
        for segment, begin, end in zip(segments, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            before = np.searchsorted(_sampled(segment), wanted[begin:end])
            np.maximum(low[begin:end], (before - 1) * SAMPLED + 1, out=low[begin:end])
            np.minimum(high[begin:end], before * SAMPLED, out=high[begin:end])
    going = np.flatnonzero(low < high)
    if len(going) < len(low):
        bounds = np.searchsorted(going, bounds)
    at, last = low[going], high[going] - 1
    key, deep = wanted[going], depth[going]
    cuts = bounds.tolist()
    places = np.empty(len(at), np.int64)
    # How many are less is found bit by bit, of all at once: whatever is done, is done to few arrays.
    step = 1 << int((last - at).max(initial=-1) + 1).bit_length() >> 1
    while step:
        middle = at + (step - 1)
        there = middle <= last
        np.minimum(middle, last, out=middle)
        for segment, begin, end in zip(segments, cuts[:-1], cuts[1:], strict=True):
            if begin < end:
                places[begin:end] = segment.suffixes[middle[begin:end]]
        there &= _keys_of(segments, cuts, places + deep) < key
        at += step * there
        step >>= 1
    low[going] = at
    return low


def _keys_of(segments: Sequence[Segment], cuts: Sequence[int], places: Int64) -> NDArray[np.uint64]:
    """The keys at places of several segments; those of segment i are ``cuts[i]:cuts[i + 1]``."""
    if len(segments) == 1:
        return _keys_at(segments[0], places)
    keys = np.empty(len(places), np.uint64)
    for number, segment in enumerate(segments):
        begin, end = cuts[number], cuts[number + 1]
        if begin < end:
            keys[begin:end] = _keys_at(segment, places[begin:end])
    return keys


def _sampled(segment: Segment) -> NDArray[np.uint64]:
    found = _samples.get(segment)
    if found is None:
        found = _samples[segment] = _keys_at(segment, segment.suffixes[::SAMPLED].astype(np.int64))
    return found


def _keys_at(segment: Segment, places: Int64) -> NDArray[np.uint64]:
    """The key of the letters from each of these places on."""
    views = _views.get(segment)
    if views is None:
        text = segment.text
        views = _views[segment] = np.ndarray(len(text) - WIDTH + 1, ">u8", text.data, 0, text.strides)
    try:
        return views[places].astype(np.uint64)
    except IndexError:
        last = len(views) - 1
    # Behind the end of the stream there are as many pads as anybody wants.
    over = np.maximum(0, places - last)
    half = (np.minimum(over, WIDTH) * (_BITS // 2)).astype(np.uint64)
    keys: NDArray[np.uint64] = views[places - over].astype(np.uint64) << half << half
    return keys
