"""Where the sentences of many paragraphs begin, as ``index.text.sentences`` has them, found together."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.engine.segment.gaps import Int64, UInt8, UInt32
from index.text.fold import CODES
from index.text.sentences import CLOSERS, END, ENDS, INNER, goes_on

_END, _CLOSER, _INNER, _SPACE = 1, 2, 4, 8
_SPACES = range(0x3001)  # no white space stands behind the ideographic one
_STOP = ord("。")


@cache
def _classes() -> UInt8:
    """What each code point may be for the end of a sentence."""
    classes = np.zeros(CODES, np.uint8)
    for characters, bit in ((ENDS, _END), (CLOSERS, _CLOSER), (INNER, _INNER)):
        classes[[ord(character) for character in characters]] |= np.uint8(bit)
    classes[[code for code in _SPACES if chr(code).isspace()]] |= np.uint8(_SPACE)
    return classes


def sentence_starts(text: str, codes: UInt32, limits: Int64) -> Int64:
    """Where sentences begin, int64, ascending.

    ``codes``: the code points of ``text``. ``limits`` int64[n, 2]: begins and ends of paragraphs that are in
    order, do not overlap and are not empty.
    """
    if not len(limits):
        return np.empty(0, np.int64)
    classes = _classes().take(codes)
    begins, ends = limits[:, 0], limits[:, 1]
    marks = np.flatnonzero(classes & _END)
    owners = np.searchsorted(begins, marks, side="right") - 1
    known = (owners >= 0) & (marks < ends[owners])
    marks, owners = marks[known], owners[known]
    # A run of end marks is looked at where it begins, and makes no sentence where it ends its paragraph.
    runs = (marks == begins[owners]) | (classes[marks - 1] & _END == 0)
    runs &= marks + 1 < ends[owners]
    marks, owners = marks[runs], owners[runs]
    # Nearly all end marks are one full stop before what can begin a sentence.
    plain = (codes[marks] == _STOP) & (classes[marks + 1] == 0)
    cuts = marks[plain] + 1
    more = _cuts(text, marks[~plain], begins[owners[~plain]], ends[owners[~plain]], cuts)
    starts: Int64 = np.concatenate((begins, cuts, more))
    starts.sort()
    blank = np.flatnonzero(classes[starts] & _SPACE)
    if len(blank):
        owners = np.searchsorted(begins, starts[blank], side="right") - 1
        following = np.minimum(np.append(starts, codes.size)[blank + 1], ends[owners])
        starts[blank] = [
            end - len(text[start:end].lstrip()) if not text[start:end].isspace() else -1
            for start, end in zip(starts[blank].tolist(), following.tolist(), strict=True)
        ]
        starts = starts[starts >= 0]
    return starts


def sentence_bounds(text: str, codes: UInt32, limits: Int64) -> tuple[Int64, Int64]:
    """Where sentences begin (``sentence_starts``) and where they end."""
    starts = sentence_starts(text, codes, limits)
    owners = np.searchsorted(limits[:, 0], starts, side="right") - 1
    ends = np.minimum(np.append(starts[1:], codes.size), limits[owners, 1])
    # White space between two belongs to neither.
    for blank in np.flatnonzero(_classes().take(codes[ends - 1]) & _SPACE).tolist():
        start = int(starts[blank])
        ends[blank] = start + len(text[start : int(ends[blank])].rstrip())
    return starts, ends


def _cuts(text: str, marks: NDArray[np.intp], begins: Int64, ends: Int64, plain: Int64) -> Int64:
    """Of the runs of end marks at ``marks``, in the paragraphs ``begins:ends``: where one ends a sentence.

    ``plain``: where others do, ascending.
    """
    found: list[int] = []
    last = 0
    before = np.append(0, plain)[np.searchsorted(plain, marks, side="right")]
    sentences = np.maximum(begins, before)
    for at, begin, end in zip(marks.tolist(), sentences.tolist(), ends.tolist(), strict=True):
        match = END.match(text, at, end)
        assert match is not None
        if match.end() < end and not goes_on(text, max(begin, last), match, end):
            last = match.end()
            found.append(last)
    return np.array(found, np.int64)
