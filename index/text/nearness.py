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

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.model import Paragraph
from index.text.fold import fold_codes, to_codes, to_text
from index.text.form import kinds_of
from index.text.marks import LETTER

Letters = NDArray[np.uint32]
Relation = Literal["near", "inside", "around"]

SHINGLE = 8
"""Letters: with five, every text on the subject shares shingles with every other."""
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
FIGURES_EVERY = 500
"""Letters: where two figures or more, and one in so many letters, are others, it is another report."""
PEOPLE_EVERY = 1000
"""Letters: one other name of a person in so many, and it is another notice."""
_PAGE = frozenset({"byline", "caption", "note"})
_LEAST_PROSE = 0.6  # of all letters; with less, the kinds of the paragraphs say little
_EXACT_GAP, _GAP = 64, 2000  # letters between runs, up to which they are compared letter by letter
_BLOCK = 4  # letters that count as the same in a long gap: single ones meet by chance
_RUNS = 2000
_HAN = frozenset("〇零一二三四五六七八九十百千万亿两")
# The commonest hundred, as folded (Ministry of Public Security, names of 2020).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
# Spellings of one word and words of one meaning: no other name, however often they stand.
_ALIKE = tuple(
    map(frozenset, ("它他她牠祂", "的地得底", "帐账", "象像", "作做", "唯惟", "份分", "那哪", "粘黏", "订定"))
)
_OWN = frozenset("我本该此")  # what a paper calls its own province, and others by its name
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROLL = np.uint64(0x100000001B3)


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
    folded = fold_codes()[to_codes(text)]
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


def anchors_of(letters: Letters) -> tuple[list[int], int]:
    """The anchors of a text, each once, below 2³¹, and how many of them are in the sample.

    A text too short or too long has none.
    """
    if not SHORTEST <= len(letters) <= LONGEST:
        return [], 0
    hashes = _shingles(letters)
    chosen = np.unique(hashes[hashes < np.uint64(2**64 // SAMPLED)])[:MOST]
    sampled = len(chosen)
    if sampled < FEWEST:
        chosen = np.unique(hashes)[:FEWEST]
    # Chosen by their high bits: the low ones are as good as chance.
    return list(dict.fromkeys((chosen & np.uint64(0x7FFFFFFF)).tolist())), sampled


def worth_comparing(shared: int, left: int, right: int) -> bool:
    """Whether texts with so many anchors in common and in their samples may be near, or one inside the other.

    Nine tenths in common with one letter of 25 replaced leaves two thirds of the shingles.
    """
    return shared >= max(1, round(0.4 * min(left, right)))


def compare(left: Letters, right: Letters) -> Comparison:
    """Lay two texts beside each other: what stands in both in the same order, and what in place of what."""
    if len(left) == len(right) and np.array_equal(left, right):
        return Comparison(1.0, 1.0, 0.0, False)
    if min(len(left), len(right)) < SHORTEST or max(len(left), len(right)) > LONGEST:
        return Comparison(0.0, 0.0, 0.0, False)
    same, slots, ends = _aligned(left, right)
    shorter = min(len(left), len(right))
    replaced = sum(min(a1 - a0, b1 - b0) for a0, a1, b0, b1 in slots)
    shares = same / len(left), same / len(right), replaced / shorter
    if max(shares[:2]) < SHARE or shares[2] > REPLACED:
        return Comparison(*shares, False)
    words = [(to_text(left[a0:a1]), to_text(right[b0:b1])) for a0, a1, b0, b1 in slots]
    inner = (to_text(left[ends[0] : ends[1]]), to_text(right[ends[2] : ends[3]]))
    return Comparison(*shares, _other(words, inner, shorter))


def _shingles(letters: Letters) -> NDArray[np.uint64]:
    """uint64[n - SHINGLE + 1]: a hash of the run that begins at each letter."""
    count = len(letters) - SHINGLE + 1
    wide = letters.astype(np.uint64)
    found = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(SHINGLE):
            found *= _ROLL
            found += wide[offset : offset + count]
        # The finaliser of splitmix64 (https://prng.di.unimi.it/splitmix64.c).
        found *= _MIX
        found ^= found >> np.uint64(30)
        found *= np.uint64(0xBF58476D1CE4E5B9)
        found ^= found >> np.uint64(27)
        found *= np.uint64(0x94D049BB133111EB)
        found ^= found >> np.uint64(31)
    return found


# -- laying beside each other ---------------------------------------------------------------------

Slot = tuple[int, int, int, int]
"""From and to in the left text, from and to in the right one."""


def _aligned(left: Letters, right: Letters) -> tuple[int, list[Slot], Slot]:
    """How many letters stand in both, where others stand in their place, and where the first and the last of
    them are: what is before and behind is not one for the other.
    """
    blocks = _chain(_runs(left, right))
    if not blocks:
        return 0, [], (0, 0, 0, 0)
    whole = list(_filled(left, right, blocks))
    same = sum(size for _, _, size in whole)
    slots = []
    for (a, b, size), (next_a, next_b, _) in pairwise(whole):
        slot = (a + size, next_a, b + size, next_b)
        if slot[0] < slot[1] and slot[2] < slot[3]:
            slots.append(slot)
    (a, b, _), (last_a, last_b, size) = whole[0], whole[-1]
    return same, slots, (a, last_a + size, b, last_b + size)


Block = tuple[int, int, int]
"""Where it begins in the left text, in the right one, and how many letters are the same."""


def _runs(left: Letters, right: Letters) -> list[Block]:
    """Runs of letters in both whose shingles stand once in each, in the order of the left text."""
    (keys, places), (other_keys, other_places) = _once(left), _once(right)
    _, here, there = np.intersect1d(keys, other_keys, assume_unique=True, return_indices=True)
    a, b = places[here], other_places[there]
    if not len(a):
        return []
    order = np.argsort(a)
    a, b = a[order], b[order]
    starts = np.flatnonzero(np.concatenate(([True], (np.diff(a) != 1) | (np.diff(b) != 1))))
    sizes = np.diff(np.append(starts, len(a))) + SHINGLE - 1
    if len(starts) > _RUNS:
        longest = np.sort(np.argsort(-sizes, kind="stable")[:_RUNS])
        starts, sizes = starts[longest], sizes[longest]
    return list(zip(a[starts].tolist(), b[starts].tolist(), sizes.tolist(), strict=True))


def _once(letters: Letters) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The shingles that stand once, ascending, and where."""
    keys, places, counts = np.unique(_shingles(letters), return_index=True, return_counts=True)
    return keys[counts == 1], places[counts == 1]


def _chain(runs: Sequence[Block]) -> list[Block]:
    """Those runs that follow each other in both texts, with the most letters; cut where they overlap."""
    if all(one[1] < two[1] for one, two in pairwise(runs)):
        chosen = list(runs)
    else:
        at = np.array([run[1] for run in runs])
        best = np.zeros(len(runs), np.int64)
        before = np.full(len(runs), -1)
        for number, (_, start, size) in enumerate(runs):
            best[number] = size
            if number:
                reach = np.where(at[:number] < start, best[:number], 0)
                last = int(np.argmax(reach))
                if reach[last]:
                    best[number] += reach[last]
                    before[number] = last
        chosen, number = [], int(np.argmax(best)) if len(runs) else -1
        while number >= 0:
            chosen.append(runs[number])
            number = int(before[number])
        chosen.reverse()
    cut: list[Block] = []
    for a, b, size in chosen:
        if cut:
            over = max(cut[-1][0] + cut[-1][2] - a, cut[-1][1] + cut[-1][2] - b, 0)
            a, b, size = a + over, b + over, size - over
        if size > 0:
            cut.append((a, b, size))
    return cut


def _filled(left: Letters, right: Letters, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with what is the same between them where that is short enough to look."""
    a_end = b_end = None
    for a, b, size in blocks:
        if a_end is not None and b_end is not None and a_end < a and b_end < b:
            for x, y, same in _between(left[a_end:a], right[b_end:b]):
                yield a_end + x, b_end + y, same
        yield a, b, size
        a_end, b_end = a + size, b + size


def _between(left: Letters, right: Letters) -> list[Block]:
    longest = max(len(left), len(right))
    if longest > _GAP:
        return []
    from rapidfuzz.distance import LCSseq

    found = LCSseq.opcodes(to_text(left), to_text(right))
    blocks = [(o.src_start, o.dest_start, o.src_end - o.src_start) for o in found if o.tag == "equal"]
    return blocks if longest <= _EXACT_GAP else [block for block in blocks if block[2] >= _BLOCK]


# -- what was replaced ----------------------------------------------------------------------------


def _other(words: Sequence[tuple[str, str]], inner: tuple[str, str], letters: int) -> bool:
    """Whether what stands in place of what makes another document: other figures, people or names."""
    figures = _figures(*inner)
    figures += sum(all(any(letter in _HAN for letter in word) for word in pair) for pair in words)
    if figures >= 2 and figures * FIGURES_EVERY >= letters:
        return True
    people = sum(all(len(word) in (2, 3) and word[0] in _SURNAMES for word in pair) for pair in words)
    if people and people * PEOPLE_EVERY >= letters:
        return True
    return any(
        times >= (2 if min(map(len, pair)) > 1 else 3) and not _one_word(pair)
        for pair, times in Counter(words).items()
    )


def _figures(left: str, right: str) -> int:
    """How many Arabic numbers of one text have others in their place in the other."""
    here, there = (Counter(re.findall("[0-9]+", text)) for text in (left, right))
    return min((here - there).total(), (there - here).total())


def _one_word(pair: tuple[str, str]) -> bool:
    """Whether both may be ways to say the same."""
    if any(word[0] in _OWN for word in pair):
        return True
    return any(all(set(word) <= alike for word in pair) for alike in _ALIKE)
