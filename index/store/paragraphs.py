"""Paragraphs of many readings at once, as numbers: reading their JSON one by one takes four times as long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.text.columns import KINDS, Lines

# Whatever is no digit stands between numbers.
_NUMBERS = bytes(byte if byte in b"0123456789" else 0x20 for byte in range(256))
_QUOTE = ord('"')
_OTHER = len(KINDS)
# Two letters tell which kind it is.
_KINDS = np.full(1 << 16, _OTHER, np.uint8)
_KINDS[[ord(kind[0]) << 8 | ord(kind[1]) for kind in KINDS]] = range(_OTHER)


def lines(stored: Sequence[bytes]) -> list[Lines]:
    """The paragraphs of each text, as ``codec.dump_paragraphs`` wrote them.

    ValueError of what it cannot have written, as far as numbers and kinds are concerned.
    """
    joined = b"".join(stored)
    bounds = np.cumsum([0, *(text.count(b"]") - 1 for text in stored)])
    size = int(bounds[-1])
    numbers = np.fromstring(joined.translate(_NUMBERS), np.int64, sep=" ") if size else np.zeros(0, np.int64)
    letters = np.frombuffer(joined, np.uint8)
    quotes = np.flatnonzero(letters == _QUOTE)
    if len(numbers) != 2 * size or len(quotes) != 2 * size or not all(map(_closed, stored)):
        raise ValueError("not two numbers and a kind in each paragraph")
    starts, ends = numbers[::2], numbers[1::2]
    begins = quotes[::2] + 1
    kinds = _KINDS[letters[begins].astype(np.int64) << 8 | letters[begins + 1]]
    if (kinds == _OTHER).any():
        raise ValueError("a kind that there is not")
    # Behind each end one character; before the first of a text there is none.
    before = np.append(-1, ends)[:size]
    before[bounds[bounds < size]] = -1
    others = np.flatnonzero(starts != before + 1)
    apart = np.ones(len(stored), np.bool_)
    apart[np.searchsorted(bounds, others, side="right") - 1] = False
    edges = bounds.tolist()
    return [
        Lines(starts[low:high], ends[low:high], kinds[low:high], alone)
        for low, high, alone in zip(edges, edges[1:], apart.tolist(), strict=False)
    ]


def _closed(text: bytes) -> bool:
    return text.startswith(b"[") and text.endswith(b"]")
