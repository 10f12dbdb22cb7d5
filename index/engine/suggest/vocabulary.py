"""The words of the corpus as arrays: by spelling, by length, by their characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from index.text.fold import CODES, to_codes, to_text

LONGEST = 24
"""Characters of a word that can be suggested: longer tokens are addresses and numbers."""
BMP = 0x10000

Rows = NDArray[np.int64]
Keys = NDArray[np.uint64]

# Words are compared by so many of their bytes at once; later by fewer, beside the number of those that agree
# so far, in 64 bits. No character has more than four bytes.
_FIRST, _NEXT = 8, 5
_MOST_BYTES = 4 * LONGEST
# The first bytes of eight.
_KEPT = np.array([(1 << 64) - (1 << (8 * (8 - size))) for size in range(9)], np.uint64)
# Added to the frequency of a phrase while words are summed.
_PHRASE = 1 << 30


@dataclass(frozen=True, slots=True)
class Words:
    """n words in order of their code points with the number of documents of each.

    ``codes``: their bytes (UTF-8) in a row, uint8; ``lengths``: bytes of each, ``frequencies``: int64 [n].
    """

    codes: NDArray[np.uint8]
    lengths: Rows
    frequencies: Rows

    @staticmethod
    def of(words: Mapping[str, int]) -> Words:
        """From words with their numbers of documents."""
        stored = {word.encode("utf-8", "surrogatepass"): number for word, number in words.items()}
        terms = sorted(stored)
        return Words(
            np.frombuffer(b"".join(terms), np.uint8),
            np.fromiter(map(len, terms), np.int64, len(terms)),
            np.fromiter(map(stored.__getitem__, terms), np.int64, len(terms)),
        )


class Vocabulary:
    """V different words in order of their code points: of two characters or more, a letter first, no marks.

    ``frequencies``: the number of documents of each, int64 [V]; at least 1. ``phrases``: which of them are
    set phrases, bool [V].
    """

    def __init__(self, words: Sequence[Words], phrases: Iterable[str] = ()) -> None:
        """``words``: folded, those of several segments are added up; words without documents are left out.

        A phrase is a word in any case; one that is not among the words counts as rare.
        """
        found, lengths, total = _summed([*words, Words.of(dict.fromkeys(phrases, _PHRASE))])
        self.phrases: NDArray[np.bool_] = total >= _PHRASE
        self.frequencies: Rows = np.maximum(total % _PHRASE, self.phrases)
        self.lengths: Rows = lengths
        self.starts: Rows = np.cumsum(lengths) - lengths
        """Where each word begins in ``codes``."""
        self._text = to_text(found)
        self.codes: NDArray[np.uint16] = np.where(found < BMP, found, 0).astype(np.uint16)
        """The characters of all words; those outside the BMP are 0."""
        self.characters: NDArray[np.int64] = np.flatnonzero(np.bincount(self.codes, minlength=1))
        """The different characters, in order."""
        self._begins = np.flatnonzero(np.diff(self.codes[self.starts].astype(np.int32), prepend=-1))
        self.firsts: NDArray[np.uint16] = self.codes[self.starts[self._begins]]
        """The different first characters, in order."""
        self._sizes = np.diff(self._begins, append=len(lengths))

    def __len__(self) -> int:
        return len(self.lengths)

    def word(self, row: int) -> str:
        """One word."""
        start = int(self.starts[row])
        return self._text[start : start + int(self.lengths[row])]

    def words(self, rows: Rows) -> list[str]:
        """The words ``rows``."""
        text, starts = self._text, self.starts[rows]
        ends = starts + self.lengths[rows]
        return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def __contains__(self, word: str) -> bool:
        at = self._first(word)
        return at < len(self) and self.word(at) == word

    def beginning_with(self, prefix: str) -> Rows:
        """The rows of the words that go on after ``prefix``."""
        first = self._first(prefix)
        end = self._first(prefix + "\U0010ffff")
        if first < end and self.word(first) == prefix:
            first += 1
        return np.arange(first, end)

    def character(self, rows: Rows, place: int) -> NDArray[np.uint16]:
        """The character at ``place`` of the words ``rows``, which must be long enough."""
        return self.codes[self.starts[rows] + place]

    def begun_by(self, chosen: NDArray[np.int64]) -> tuple[Rows, NDArray[np.int64]]:
        """The rows of the words whose first character is one of those numbers of ``firsts``.

        Also which of ``chosen`` each of them begins with.
        """
        sizes = self._sizes[chosen]
        which = np.repeat(np.arange(len(chosen)), sizes)
        behind = np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self._begins[chosen][which] + behind, which

    def best(self, rows: Rows, scores: NDArray[np.float64], limit: int) -> list[str]:
        """At most ``limit`` of the words ``rows``, those with the highest ``scores``; ties in their order."""
        if len(rows) > limit:
            lowest = -np.partition(-scores, limit - 1)[limit - 1]
            kept = np.flatnonzero(scores >= lowest)
            rows, scores = rows[kept], scores[kept]
        return self.words(rows[np.argsort(-scores, kind="stable")][:limit])

    def _first(self, word: str) -> int:
        """The row of the first word that is not before ``word``."""
        return bisect_left(range(len(self)), word, key=self.word)


def letters_and_digits(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the code points are letters or digits, bool [n]."""
    return _those(codes, str.isalnum)[codes]


def _those(codes: NDArray[np.uint32], test: Callable[[str], bool]) -> NDArray[np.bool_]:
    """bool [CODES]: of which code points, as far as they are among ``codes``, ``test`` is true."""
    seen = np.zeros(CODES, np.bool_)
    seen[codes] = True
    different = np.flatnonzero(seen)
    seen[different] = [test(chr(code)) for code in different.tolist()]
    return seen


def _summed(parts: Sequence[Words]) -> tuple[NDArray[np.uint32], Rows, Rows]:
    """The different words of all parts in order: code points, lengths, and the sums of their frequencies.

    Only those that a vocabulary has.
    """
    spare = np.zeros(_MOST_BYTES + _FIRST, np.uint8)
    codes = np.concatenate([*(part.codes for part in parts), spare])
    begins = np.cumsum([0, *(len(part.codes) for part in parts)]).tolist()
    found = [_Rows.of(part, codes, begin) for part, begin in zip(parts, begins, strict=False)]
    words = _Rows(
        np.concatenate([each.keys for each in found]),
        np.concatenate([each.starts for each in found]),
        np.concatenate([each.lengths for each in found]),
        np.concatenate([each.frequencies for each in found]),
    )
    starts, lengths, totals = _different(codes, words)
    # Of words that begin with the same sixteen bytes the shorter one already stands first.
    order = np.lexsort([_bytes(codes, starts, lengths, at, _FIRST) for at in (_FIRST, 0)])
    starts, lengths, totals = starts[order], lengths[order], totals[order]
    return _fitting(_taken(codes, starts, lengths), lengths, totals)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Words of all parts, in as few bytes as can be: there are many.

    ``keys``: what they are compared by; ``starts``: where they stand; ``lengths``: their bytes, uint8.
    """

    keys: Keys
    starts: Rows
    lengths: NDArray[np.uint8]
    frequencies: NDArray[np.int32]

    @staticmethod
    def of(words: Words, codes: NDArray[np.uint8], begin: int) -> _Rows:
        """Those of a part whose bytes stand in ``codes`` from ``begin`` on."""
        lengths, frequencies = words.lengths, words.frequencies
        starts = np.cumsum(lengths) - lengths
        wanted = (frequencies > 0) & (lengths <= _MOST_BYTES)
        if not words.codes.all():
            # 0 is no letter, and stands for what is behind the end of a word.
            wanted[np.searchsorted(starts, np.flatnonzero(words.codes == 0), side="right") - 1] = False
        if not wanted.all():
            starts, lengths, frequencies = starts[wanted], lengths[wanted], frequencies[wanted]
        starts = starts + begin
        keys = _bytes(codes, starts, lengths, 0, _FIRST)
        return _Rows(keys, starts, lengths.astype(np.uint8), frequencies.astype(np.int32))


def _different(codes: NDArray[np.uint8], words: _Rows) -> tuple[Rows, Rows, Rows]:
    """Where each different word stands, its length, and the sum of its frequencies.

    Words that end inside the first bytes, in order, then those that end inside the next ones, and so on.
    The words of a part are in order, and so are the keys made of them, which makes sorting them quick.
    """
    keys, starts, lengths, frequencies = words.keys, words.starts, words.lengths, words.frequencies
    none = np.zeros(0, np.int64)
    found = [(none, none, none)]
    at = _FIRST
    while len(keys):
        order = np.argsort(keys, kind="stable")
        keys, lengths, frequencies = keys[order], lengths[order], frequencies[order]
        new = np.ones(len(keys), np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=new[1:])
        begins = np.flatnonzero(new)
        ended = lengths <= at
        totals = np.add.reduceat(frequencies * ended, begins, dtype=np.int64)
        # Any of those that are the same word: the last one.
        last = np.maximum.reduceat(np.arange(len(keys), dtype=np.int32) * ended, begins)
        kept = np.flatnonzero(totals)
        one = last[kept]
        found.append((starts[order[one]], lengths[one].astype(np.int64), totals[kept]))
        on = np.flatnonzero(~ended)
        group = np.cumsum(new)[on].astype(np.uint64)
        starts, lengths, frequencies = starts[order[on]], lengths[on], frequencies[on]
        keys = _bytes(codes, starts, lengths.astype(np.int64), at, _NEXT) | (group << np.uint64(8 * _NEXT))
        at += _NEXT
    starts, sizes, sums = map(np.concatenate, zip(*found, strict=True))
    return starts, sizes, sums


def _bytes(codes: NDArray[np.uint8], starts: Rows, lengths: Rows, at: int, size: int) -> Keys:
    """The bytes ``at`` to ``at + size`` of words as numbers that sort like them; behind their ends 0.

    ``codes`` has eight more bytes behind all of these.
    """
    everywhere = as_strided(codes[:8].view(">u8"), (len(codes) - 7,), (1,))
    read: Keys = everywhere[starts + at].astype(np.uint64)
    read &= _KEPT[np.clip(lengths - at, 0, size)]
    read >>= np.uint64(8 * (8 - size))
    return read


def _taken(codes: NDArray[np.uint8], starts: Rows, lengths: Rows) -> NDArray[np.uint8]:
    """The bytes of these words, one word behind the other."""
    ends = np.cumsum(lengths)
    shift = np.repeat(starts - (ends - lengths), lengths)
    return codes[shift + np.arange(len(shift))]


def _fitting(stored: NDArray[np.uint8], lengths: Rows, totals: Rows) -> tuple[NDArray[np.uint32], Rows, Rows]:
    """Of words as bytes those that a vocabulary has, as code points."""
    codes = to_codes(stored.tobytes().decode("utf-8", "surrogatepass"))
    before = np.concatenate(([0], np.cumsum((stored & 0xC0) != 0x80)))
    sizes = np.diff(before[np.concatenate(([0], np.cumsum(lengths)))])
    starts = np.cumsum(sizes) - sizes
    if not len(sizes):
        return codes, sizes, totals
    firsts = codes[starts]
    kept = (sizes > 1) & (sizes <= LONGEST) & _those(firsts, str.isalpha)[firsts]
    kept &= np.logical_and.reduceat(letters_and_digits(codes), starts)
    return codes[np.repeat(kept, sizes)], sizes[kept], totals[kept]
