"""Which families are families: no pieces of a longer one that the same documents have, no other wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz import fuzz

from index.reuse.families.wordings import Occurrences
from index.reuse.grams import Int64

GRAM = 4
"""Letters by which bases that have something in common are told."""
SAME = 78.0
"""Per cent of letters that two bases have in common from which on they are wordings of one family."""
INSIDE = 0.8
"""A base that another one is nearly all of."""
_SHARED = 0.5
_MOST = 200
"""Families with a run of letters in common that are looked at."""


class Telling:
    """The families found so far, those in most documents first."""

    def __init__(self) -> None:
        self._bases: list[str] = []
        self._places: list[Occurrences] = []
        self._grams: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._bases)

    def is_new(self, base: str, documents: int) -> bool:
        """Whether a base that so many documents have is none of the families already."""
        for number in self._like(base):
            other = self._bases[number]
            if base in other:
                # What is inside stands in at least as many documents.
                if documents <= len(self._places[number].documents):
                    return False
            elif other in base:
                if len(other) >= INSIDE * len(base):
                    return False
            elif fuzz.ratio(base, other) >= SAME:
                return False
        return True

    @property
    def places(self) -> Sequence[Occurrences]:
        """The places of each family, in the order in which they were added."""
        return self._places

    def add(self, base: str, places: Occurrences) -> None:
        """One more family."""
        for gram in _grams(base):
            self._grams.setdefault(gram, []).append(len(self._bases))
        self._bases.append(base)
        self._places.append(places)

    def grow(self, number: int, base: str, places: Occurrences) -> bool:
        """Put a longer base, with its places, in the place of a family if no document is lost by that."""
        mine, theirs = self._places[number].documents, places.documents
        if places.near.all() or not np.isin(mine, theirs, assume_unique=True).all():
            return False
        for gram in _grams(base):
            numbers = self._grams.setdefault(gram, [])
            if number not in numbers:
                numbers.append(number)
        self._bases[number], self._places[number] = base, places
        return True

    def families(self) -> list[tuple[str, Occurrences]]:
        """Base and places of each, those in most documents first, then the longest, then by letters."""
        documents = [places.documents for places in self._places]
        order = sorted(
            range(len(self)), key=lambda n: (-len(documents[n]), -len(self._bases[n]), self._bases[n])
        )
        rank = {number: place for place, number in enumerate(order)}
        return [(self._bases[n], self._places[n]) for n in order if not self._is_piece(n, documents, rank)]

    def _is_piece(self, number: int, documents: list[Int64], rank: dict[int, int]) -> bool:
        """Whether a longer family that has most of its letters has all its documents, or one before it that
        is much the same.
        """
        base = self._bases[number]
        for other in self._like(base):
            longer = self._bases[other]
            if (
                (len(longer) > len(base) or rank[other] < rank[number])
                and len(documents[other]) >= len(documents[number])
                and np.isin(documents[number], documents[other], assume_unique=True).all()
                and _is_much_of(longer, base)
            ):
                return True
        return False

    def _like(self, base: str) -> Iterable[int]:
        """The families that have about half of the base's runs of letters, most first."""
        grams = _grams(base)
        counts: Counter[int] = Counter()
        for gram in grams:
            counts.update(self._grams.get(gram, ())[:_MOST] if gram in self._grams else ())
        sizes = len(grams)
        return [
            number
            for number, count in counts.most_common(_MOST)
            if count >= _SHARED * min(sizes, max(1, len(self._bases[number]) - GRAM + 1))
        ]


def _is_much_of(other: str, base: str) -> bool:
    """Whether a base has little more to say than another one has."""
    if len(other) > len(base):
        return fuzz.partial_ratio(base, other) >= SAME
    return len(other) >= INSIDE * len(base) if other in base else fuzz.ratio(base, other) >= SAME


def _grams(base: str) -> set[str]:
    return {base[at : at + GRAM] for at in range(len(base) - GRAM + 1)}
