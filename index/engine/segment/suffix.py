"""Suffix arrays of streams of letters: by pydivsufsort, or by numpy where it has no wheel."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORCE = "DANGJIAN_SUFFIX_ARRAY"
"""Environment variable; ``numpy`` asks for the fallback."""
_AT_ONCE = 1 << 20
_ALONE = 1 << 19  # letters up to which waking the library's threads takes longer than they save


def suffix_array(text: NDArray[Any]) -> NDArray[np.uint32]:
    """The places of the letters of ``text`` (u2[T], 0 = pad) in the order of what begins there.

    Compared by code units to the end of the stream, pads included; suffixes that begin with a pad are left
    out. uint32, one for each letter.
    """
    if not len(text):
        return np.zeros(0, np.uint32)
    library = None if os.environ.get(FORCE) == "numpy" else _library()
    return _by_doubling(text) if library is None else _by_bytes(text, library)


@cache
def _library() -> Any:
    """libdivsufsort, as pydivsufsort loads it; ``None`` without it."""
    try:
        return import_module("pydivsufsort.dll").libdivsufsort
    except Exception:  # no wheel for this platform, or its library is missing or does not load
        return None


def _by_bytes(text: NDArray[Any], library: Any) -> NDArray[np.uint32]:
    # Among the suffixes of the bytes, high byte first, those at even offsets are ours, in our order.
    data = np.ascontiguousarray(text, ">u2")
    offsets = np.empty(2 * len(data), np.int32)
    _threads(library, alone=len(data) < _ALONE)
    # Straight into our own array, which can be cut down where it is: it is most of the memory of a merge.
    if library.divsufsort(
        ctypes.c_void_p(data.ctypes.data), ctypes.c_void_p(offsets.ctypes.data), ctypes.c_int32(len(offsets))
    ):
        raise MemoryError("no memory for a suffix array")
    pads = len(data) - int(np.count_nonzero(data))  # nothing is lower than these
    filled = 0
    for start in range(0, len(offsets), _AT_ONCE):
        part = offsets[start : start + _AT_ONCE]
        places = part[part & 1 == 0] >> 1
        dropped = min(pads, len(places))
        pads -= dropped
        offsets[filled : filled + len(places) - dropped] = places[dropped:]
        filled += len(places) - dropped
    del part
    offsets.resize(filled, refcheck=False)
    return offsets.view(np.uint32)


def _threads(library: Any, *, alone: bool) -> None:
    """Let the library use one thread, or as many as it would."""
    with suppress(AttributeError):  # built without any
        most = _most(library)
        library.omp_set_num_threads(1 if alone else most)


@cache
def _most(library: Any) -> int:
    return int(library.omp_get_max_threads())


def _by_doubling(text: NDArray[Any]) -> NDArray[np.uint32]:
    """Ranks by the first four letters, then twice as many in each round, of what is not apart yet."""
    size = len(text)
    packed = np.zeros(size, np.uint64)
    for at in range(4):
        # Plus one, so that the end of the stream is lower than a pad; no letter is U+FFFF.
        packed[: size - at] |= (text[at:].astype(np.uint64) + np.uint64(1)) << np.uint64(48 - 16 * at)
    order = np.argsort(packed, kind="stable").astype(np.uint32)
    packed = packed[order]
    firsts = np.ones(size, np.bool_)
    np.not_equal(packed[1:], packed[:-1], out=firsts[1:])
    del packed
    ranks = np.zeros(size + 1, np.uint32)  # the last one: past the end, lower than all
    ranks[order] = _ranks(firsts, np.arange(size, dtype=np.uint32))
    depth = 4
    # Slots of ``order`` whose suffix has the same rank as a neighbour's.
    slots = np.flatnonzero(~(firsts & np.append(firsts[1:], True)))
    while len(slots):
        places = order[slots].astype(np.int64)
        keys = ranks[places].astype(np.int64) << 32
        keys |= ranks[places + depth]  # what is not apart yet is longer than ``depth``
        inner = np.argsort(keys, kind="stable")
        places, keys = places[inner], keys[inner]
        order[slots] = places
        firsts = np.diff(keys, prepend=-1) != 0
        ranks[places] = _ranks(firsts, slots)
        slots = slots[~(firsts & np.append(firsts[1:], True))]
        depth *= 2
    letters: NDArray[np.uint32] = order[text[order] != 0]
    return letters


def _ranks(firsts: NDArray[np.bool_], slots: NDArray[Any]) -> NDArray[Any]:
    """For each slot, one more than the nearest one up to it that is the first of its rank."""
    ranks: NDArray[Any] = np.maximum.accumulate(np.where(firsts, slots + slots.dtype.type(1), 0))
    return ranks
