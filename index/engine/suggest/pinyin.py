"""Words by their pinyin: initials (jgdj), full (jiguandangjian), mixed (jiguandj), or as far as it is typed.

Each reading of a character counts, also the rarer ones (a word read by its usual ones comes first): which is
right depends on the word, and the table does not know words. ü is typed as v or u.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.engine.suggest.vocabulary import BMP, Rows, Vocabulary
from index.text.fold import to_codes
from index.text.readings import without_tone

LONGEST = 48
"""Letters that are looked at: the places in what was typed are bits of a uint64."""
_SLOTS = 5
"""Readings kept of a character; the first one is its usual one. Two characters in a hundred have more."""

Places = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Readings:
    """``names``: the syllables without tones, the first one empty; ``table``: those of each character of the
    BMP by number, uint16 [65536, slots], 0 for none."""

    names: tuple[str, ...]
    table: NDArray[np.uint16]

    def of(self, character: str) -> set[int]:
        """The syllables of ``character`` by number."""
        return set(self.table[ord(character)].tolist()) - {0} if ord(character) < BMP else set()


@cache
def readings() -> Readings:
    """The table of ``data/text/readings.tsv`` (30 ms)."""
    usual: dict[str, str] = {}
    other: dict[str, str] = {}
    for line in (files("data") / "text" / "readings.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            syllable, first, further = line.split("\t")
            name = without_tone(syllable).replace("ê", "e")
            for spelling in {name.replace("ü", "v"), name.replace("ü", "u")}:
                # The first slot is for one spelling only.
                target = usual if "u" not in spelling or "ü" not in name else other
                target[spelling] = target.get(spelling, "") + first
                other[spelling] = other.get(spelling, "") + further
    names = ("", *sorted(usual.keys() | other.keys()))
    read = [(number, source.get(name, "")) for source in (usual, other) for number, name in enumerate(names)]
    codes = to_codes("".join(characters for _, characters in read)).astype(np.int64)
    numbers = np.repeat([number for number, _ in read], [len(characters) for _, characters in read])
    numbers, codes = numbers[codes < BMP], codes[codes < BMP]
    # Each syllable of a character once, where it comes first; then the slot of each.
    once = np.sort(np.unique(codes * len(names) + numbers, return_index=True)[1])
    numbers, codes = numbers[once], codes[once]
    order = np.argsort(codes, kind="stable")
    numbers, codes = numbers[order], codes[order]
    slots = np.arange(len(codes)) - np.searchsorted(codes, codes)
    kept = slots < _SLOTS
    table = np.zeros((BMP, _SLOTS), np.uint16)
    table[codes[kept], slots[kept]] = numbers[kept]
    return Readings(names, table)


@dataclass(frozen=True, slots=True)
class Sounding:
    """Words that can be read as what was typed, as arrays of the same length.

    ``whole``: to their last character, not only with their first ones; ``full``: each syllable (the last one
    perhaps in part), not only initials; ``usual``: each character in its usual reading.
    """

    rows: Rows
    whole: NDArray[np.bool_]
    full: NDArray[np.bool_]
    usual: NDArray[np.bool_]


class _Typed:
    """Where each syllable stands in the letters typed: bit p of an entry is its place p.

    ``full``: the whole syllable; ``ends``: its beginning, up to the end of what was typed; ``one`` and
    ``two``: its initial of one letter, and zh, ch, sh.
    """

    def __init__(self, letters: str, names: tuple[str, ...]) -> None:
        count = len(names)
        self.end = np.uint64(1 << len(letters))
        self.full = np.zeros(count, np.uint64)
        self.ends, self.one, self.two = self.full.copy(), self.full.copy(), self.full.copy()
        self.sizes = np.array([len(name) for name in names], np.uint64)
        for place in range(len(letters)):
            rest, bit = letters[place:], np.uint64(1 << place)
            # The names are sorted: those with the same initial stand together.
            first = bisect_left(names, rest[0])
            end = bisect_left(names, chr(ord(rest[0]) + 1))
            self.one[first:end] |= bit
            for number in range(first, end):
                name = names[number]
                if rest.startswith(name):
                    self.full[number] |= bit
                elif name.startswith(rest):
                    self.ends[number] |= bit
                if name[1:2] == "h" and rest[1:2] == "h" and len(name) > 2:
                    self.two[number] |= bit
        self.anywhere = self.one | self.full

    def after(self, places: Places, syllables: NDArray[np.uint16], *, full: bool) -> Places:
        """The places reached by reading another character as ``syllables`` from one of ``places``."""
        reached = (places & self.full[syllables]) << self.sizes[syllables]
        reached |= np.where(places & self.ends[syllables], self.end, np.uint64(0))
        if not full:
            reached |= (places & self.one[syllables]) << np.uint64(1)
            reached |= (places & self.two[syllables]) << np.uint64(2)
        return reached


def sounding(letters: str, vocabulary: Vocabulary) -> Sounding:
    """The words that ``letters`` (a to z, at least one) can be the pinyin of, or of the beginning of."""
    return heard(letters, vocabulary)[0]


def heard(letters: str, vocabulary: Vocabulary) -> tuple[Sounding, dict[int, Rows]]:
    """``sounding``, and the words that the first letters can be the pinyin of.

    These by the number of the letters, two or more but not all of them; in usual readings only.
    """
    letters = letters[:LONGEST]
    typed = _Typed(letters, readings().names)
    none = np.zeros(0, np.bool_)
    found = [(np.zeros(0, np.int64), none, none, none)]
    first: dict[int, list[Rows]] = {}
    for rows, whole, full, any_, usual in _steps(typed, vocabulary):
        done = np.flatnonzero(any_ & typed.end)
        by_syllables, as_usual = (full[done] & typed.end) > 0, (usual[done] & typed.end) > 0
        found.append((rows[done], whole[done], by_syllables, as_usual))
        words, places = rows[whole], usual[whole]
        for length in range(2, len(letters)):
            here = words[(places & np.uint64(1 << length)) > 0]
            if len(here):
                first.setdefault(length, []).append(here)
    whole_words = {length: np.concatenate(each) for length, each in first.items()}
    return Sounding(*(np.concatenate(each) for each in zip(*found, strict=True))), whole_words


_Step = tuple[Rows, NDArray[np.bool_], Places, Places, Places]


def _steps(typed: _Typed, vocabulary: Vocabulary) -> Iterator[_Step]:
    """After one character, two, and so on: the words that still fit and whether they end there.

    With the places that are reached by syllables, by any way of reading, by usual readings. A word that has
    reached the end of the letters comes no more.
    """
    table = readings().table
    # Where each character of the vocabulary may be read: one look-up leaves few words for the steps.
    places = np.zeros(BMP, np.uint64)
    known = vocabulary.characters
    places[known] = np.bitwise_or.reduce(typed.anywhere[table[known]], axis=1)
    chosen = np.flatnonzero(places[vocabulary.firsts] & np.uint64(1))
    rows, first = vocabulary.begun_by(chosen)
    begin = np.ones(len(chosen), np.uint64)
    state = _read(typed, table[vocabulary.firsts[chosen]], (begin, begin, begin))
    full, any_, usual = (each[first] for each in state)
    read = 1
    while len(rows):
        whole = vocabulary.lengths[rows] == read
        yield rows, whole, full, any_, usual
        on = np.flatnonzero(~whole & ((any_ & typed.end) == 0))
        on = on[(any_[on] & places[vocabulary.character(rows[on], read)]) > 0]
        rows = rows[on]
        syllables = table[vocabulary.character(rows, read)]
        full, any_, usual = _read(typed, syllables, (full[on], any_[on], usual[on]))
        read += 1


def _read(
    typed: _Typed, syllables: NDArray[np.uint16], state: tuple[Places, Places, Places]
) -> tuple[Places, Places, Places]:
    """The places after one more character: by full syllables, by any, by any of the usual readings."""
    full, any_, usual = state
    reached = [typed.after(full, syllables[:, slot], full=True) for slot in range(_SLOTS)]
    sounded = [typed.after(any_, syllables[:, slot], full=False) for slot in range(_SLOTS)]
    return (
        np.bitwise_or.reduce(reached),
        np.bitwise_or.reduce(sounded),
        typed.after(usual, syllables[:, 0], full=False),
    )


def homophones(word: str, vocabulary: Vocabulary) -> Rows:
    """The rows of the other words that are as long and can be read the same, character by character."""
    known = readings()
    rows = np.flatnonzero(vocabulary.lengths == len(word))
    characters = vocabulary.characters
    same = np.zeros(BMP, np.bool_)
    for place, character in enumerate(word):
        sounds = np.zeros(len(known.names), np.bool_)
        sounds[sorted(known.of(character))] = True
        same[characters] = sounds[known.table[characters]].any(axis=1)
        if ord(character) < BMP:
            same[ord(character)] = True
        rows = rows[same[vocabulary.character(rows, place)]]
    return rows[[other != word for other in vocabulary.words(rows)]] if len(rows) else rows
