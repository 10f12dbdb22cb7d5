"""Formula families: what many documents say, each with all its wordings and who has which.

The reuse map tells the stretches that enough documents share; the commonest are gathered with their near
wordings, and what is only a piece of another family, or another wording of it, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.engine.interface import Cancel, Cancelled
from index.model import StoredText
from index.reuse.families.apparatus import described
from index.reuse.families.gathering import TOGETHER, Gatherer
from index.reuse.families.joining import joined
from index.reuse.families.snapping import snapped
from index.reuse.families.stretches import Stretches, stretches
from index.reuse.families.telling import Telling
from index.reuse.families.wordings import Occurrences, text_of
from index.reuse.model import Family
from index.reuse.reuse_map import SIZE, reuse_map
from index.text.form import Bools

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.reuse.grams import Letters

Load = Callable[[Sequence[int]], list[StoredText]]
"""The documents of ids with their texts, in this order."""
Progress = Callable[[int, int], object]

FEWEST = 2
"""Documents that a family has in any case: one says nothing in common."""
MINIMUM, SHORTEST = 3, SIZE
"""Documents and letters that a family has at least, unless asked otherwise."""
LIMIT = 1000
"""Families that are worked out, unless asked otherwise."""
FEW = 50
"""Documents of a family that may be made longer, clause by clause, as long as all of them say so nearly."""
WORDS = 5
"""Letters of a base that are no digits: a date is no formula."""
ROUNDS = 3
"""How often families that follow each other are put together: of two, of three and four …"""
_SPARE, _FEW = 3, 500
"""Stretches looked at for each family asked for, and besides."""
_SHARES = (30, 60, 85, 100)
"""Per cent of the work done after the map, the stretches, the gathering, and the reading of texts."""


def families(
    corpus: Corpus,
    load: Load,
    counted: Bools,
    *,
    minimum: int = MINIMUM,
    shortest: int = SHORTEST,
    limit: int = LIMIT,
    cancelled: Cancel = None,
    progress: Progress | None = None,
) -> tuple[Family, ...]:
    """Families of at least ``shortest`` letters said in ``minimum`` documents or more, which are not below
    ``SHORTEST`` and ``FEWEST``: those in most documents first, then the longest; at most ``limit``.

    ``counted`` bool[N]: the documents that are looked at (see ``without_reposts``). ``progress`` gets how
    much of 100 is done. ``Cancelled`` soon after ``cancelled()``.
    """
    if not counted.any():
        return ()

    def told(step: int) -> Progress:
        begun, end = (0, *_SHARES)[step], _SHARES[step]

        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress(begun + (end - begun) * done // max(1, total), _SHARES[-1])

        return tell

    maps = reuse_map(corpus, counted, cancelled=cancelled, progress=told(0))
    found = stretches(corpus, maps, minimum, shortest, cancelled=cancelled, progress=told(1))
    del maps
    gatherer = Gatherer(corpus, counted)
    bases = _bases(gatherer, found, minimum, shortest, limit)
    kept = _gathered(gatherer, bases, minimum, shortest, limit, cancelled, told(2))
    del found
    return described(corpus, gatherer, load, kept, cancelled, told(3))


def without_reposts(corpus: Corpus, duplicates: Mapping[int, int], wanted: Bools | None = None) -> Bools:
    """bool[N]: the live documents (of those ``wanted``) that are no duplicates of one that is there too."""
    counted = corpus.alive.copy() if wanted is None else corpus.alive & wanted
    there = set(corpus.ids[counted].tolist())
    for row in np.flatnonzero(counted & np.isin(corpus.ids, list(duplicates))).tolist():
        above = duplicates.get(int(corpus.ids[row]))
        seen: set[int] = set()
        while above is not None and above not in seen:
            seen.add(above)
            if above in there:
                counted[row] = False
                break
            above = duplicates.get(above)
    return counted


def _bases(
    gatherer: Gatherer, found: Stretches, minimum: int, shortest: int, limit: int
) -> list[tuple[int, Letters]]:
    """The letters of the stretches that families may have for a base, with the documents they stand in.

    Those in most documents first, then the longest.
    """
    some = found[np.arange(min(len(found), _SPARE * limit + _FEW))]
    letters = [
        gatherer.letters(row, place, length)
        for row, place, length in zip(
            some.rows.tolist(), some.places.tolist(), some.lengths.tolist(), strict=True
        )
    ]
    bases = snapped(gatherer, letters, shortest)
    if not bases:
        return []
    documents = gatherer.documents(bases).tolist()
    every = [
        (number, base)
        for number, base in zip(documents, bases, strict=True)
        if number >= minimum and sum(not letter.isdigit() for letter in text_of(base)) >= WORDS
    ]
    return sorted(every, key=lambda one: (-one[0], -len(one[1]), text_of(one[1])))


def _gathered(
    gatherer: Gatherer,
    bases: Sequence[tuple[int, Letters]],
    minimum: int,
    shortest: int,
    limit: int,
    cancelled: Cancel,
    progress: Progress,
) -> list[tuple[str, Occurrences]]:
    """The families: their bases with all places, in order, without pieces and wordings of each other."""
    telling = Telling()

    def gather(some: Sequence[Letters], *, again: bool = True) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        others: list[Letters] = []
        for base, places in zip(some, gatherer.gather(some), strict=True):
            commoner = gatherer.commoner(places, shortest) if again else None
            if commoner is not None:
                others.append(commoner)
                continue
            documents, text = len(places.documents), text_of(base)
            if documents >= minimum and not places.near.all() and telling.is_new(text, documents):
                telling.add(text, places)
        if others:
            gather(others, again=False)
        progress(min(len(telling), limit), limit)

    at = 0
    while at < len(bases) and len(telling) < limit + _FEW:
        some = bases[at : at + TOGETHER]
        gather([base for documents, base in some if telling.is_new(text_of(base), documents)])
        at += TOGETHER
    for _ in range(ROUNDS):
        longer = joined(gatherer, telling.places, minimum)
        for start in range(0, len(longer), TOGETHER):
            gather(longer[start : start + TOGETHER])
        if not longer:
            break
    growing = [n for n, places in enumerate(telling.places) if len(places.documents) <= FEW]
    for _ in range(ROUNDS):
        longer_ones = [(n, gatherer.longer(telling.places[n])) for n in growing]
        wanted = [(n, base) for n, base in longer_ones if base is not None]
        growing = []
        for start in range(0, len(wanted), TOGETHER):
            if cancelled is not None and cancelled():
                raise Cancelled
            some = wanted[start : start + TOGETHER]
            for (n, base), places in zip(some, gatherer.gather([base for _, base in some]), strict=True):
                if telling.grow(n, text_of(base), places):
                    growing.append(n)
    return telling.families()[:limit]
