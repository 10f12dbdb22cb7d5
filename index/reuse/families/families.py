"""Formula families: what many documents say, each with all its wordings and who has which.

The reuse map tells the stretches that enough documents share; the commonest are gathered with their near
wordings, and what is only a piece of another family, or another wording of it, is left out.

What comes and goes changes few levels of the map, few runs and few bases: with the memory of the state
before, only these are worked out, and the families are the same as from anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.engine.interface import Cancel, Cancelled
from index.model import StoredText
from index.reuse.families.apparatus import described
from index.reuse.families.gathering import TOGETHER, Gatherer
from index.reuse.families.joining import joined
from index.reuse.families.levels import Levels, follow, levels_of, values
from index.reuse.families.memory import (
    Memory,
    change_since,
    known_again,
    levels_again,
    memory_of,
    runs_again,
)
from index.reuse.families.snapping import snapped
from index.reuse.families.stretches import REACH, Runs, Stretches, runs_in, stretches
from index.reuse.families.stretches import joined as all_runs
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
ONE_IN, LOWER = 200, 4
"""Documents of which one says what the floor is first; what it is divided by where too little is found."""
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
    found = work_out(
        corpus,
        load,
        counted,
        minimum=minimum,
        shortest=shortest,
        limit=limit,
        cancelled=cancelled,
        progress=progress,
    )
    return found.families


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """``families``, and what they were worked out from; ``anew``: without the memory of a state before."""

    families: tuple[Family, ...]
    anew: bool
    _of: tuple[Corpus, Bools, list[Levels], int, Runs, Gatherer] | None

    def memory(self) -> Memory | None:
        """What to keep for the next time; ``None`` where there are no documents."""
        if self._of is None:
            return None
        corpus, counted, levels, floor, runs, gatherer = self._of
        return memory_of(corpus, counted, levels, floor, runs, gatherer.used())


def work_out(
    corpus: Corpus,
    load: Load,
    counted: Bools,
    *,
    minimum: int = MINIMUM,
    shortest: int = SHORTEST,
    limit: int = LIMIT,
    before: Memory | None = None,
    revised: Collection[int] = (),
    cancelled: Cancel = None,
    progress: Progress | None = None,
) -> WorkedOut:
    """As ``families``; ``before`` is the memory of the same with the same options, since when the documents
    that are ``revised`` (ids) may have changed in anything, and others may be there or not.
    """
    if not counted.any():
        return WorkedOut((), True, None)
    furthest = 0

    def told(step: int) -> Progress:
        begun, end = (0, *_SHARES)[step], _SHARES[step]

        def tell(done: int, total: int) -> None:
            nonlocal furthest
            furthest = max(furthest, begun + (end - begun) * done // max(1, total))
            if progress is not None:
                progress(furthest, _SHARES[-1])

        return tell

    wanted = _SPARE * limit + _FEW
    gatherer = Gatherer(corpus, counted)
    change = None if before is None else change_since(before, corpus, counted, revised)
    runs: Runs | None = None
    if before is None or change is None:
        maps = reuse_map(corpus, counted, cancelled=cancelled, progress=told(0))
        levels = [levels_of(each, minimum) for each in maps]
        del maps
        floor = _level(int(np.count_nonzero(counted)) // ONE_IN, minimum)
    else:
        levels, floor = levels_again(before, change, corpus), before.floor
        touched = follow(corpus, counted, levels, change.texts, minimum, (floor, REACH))
        told(0)(1, 1)
        touched = np.union1d(touched, change.added)
        others = runs_in(corpus, levels, shortest, floor, touched, cancelled=cancelled, progress=told(1))
        runs = all_runs([runs_again(before, change, corpus, touched), others])
        gone = np.zeros(corpus.size, np.bool_)
        gone[change.added] = True
        gatherer.remember(known_again(before, change, corpus), gone, [text_of(one) for one in change.texts])
    while True:
        if runs is None:
            runs = runs_in(corpus, levels, shortest, floor, cancelled=cancelled, progress=told(1))
        found = stretches(runs, minimum)
        # A stretch stands in as many documents as each of its grams at most: there are no others that common.
        if floor <= 1 or np.count_nonzero(found.documents >= values(minimum)[floor]) >= wanted:
            break
        floor, runs = _level(values(minimum)[floor] // LOWER, minimum), None
    bases = _bases(gatherer, found, minimum, shortest, limit)
    kept = _gathered(gatherer, bases, minimum, shortest, limit, cancelled, told(2))
    del found
    every = described(corpus, gatherer, load, kept, cancelled, told(3))
    return WorkedOut(every, change is None, (corpus, counted, levels, floor, runs, gatherer))


def _level(documents: int, minimum: int) -> int:
    """The floor for what so many documents have in common; 1, which is none, where they are few."""
    return max(1, int(levels_of(np.array([documents]), minimum)[0])) if documents > minimum else 1


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
