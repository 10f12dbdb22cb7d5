"""The formula families of a library: worked out once for each state of its texts, and kept beside them.

What they were worked out from is kept too: after a few documents came or went, little is worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from index.engine.interface import Cancel
from index.errors import N_, UsageError
from index.library import families_memory
from index.library.whole import whole
from index.model import DatePrecision
from index.reuse.families.families import (
    FEWEST,
    LIMIT,
    MINIMUM,
    SHORTEST,
    WorkedOut,
    families,
    without_reposts,
    work_out,
)
from index.reuse.model import Earliest, Family, Reading, Relation, Witness

if TYPE_CHECKING:
    from index.engine import Engine
    from index.library.keeper import IndexKeeper
    from index.reuse.families.memory import Memory
    from index.store import Store

FILE_NAME, OTHER_NAME = "families.json", "families-asked.json"
"""In the folder of the library, with the usual options and with those last asked for; they can always be
made again."""
MOST_BYTES = 1 << 28
"""A larger file is not read: its families are worked out again."""
FORMAT = 3
"""Raised whenever families of the same texts come out otherwise."""
TOO_FEW = N_("A family is said in {least} documents or more, not in {number}; ask for {least} or more.")
TOO_SHORT = N_("A family has {least} letters or more, not {number}; ask for {least} or more.")
USUAL = {"minimum": MINIMUM, "shortest": SHORTEST, "limit": LIMIT}
_PRECISIONS = frozenset(get_args(DatePrecision))
_RELATIONS = frozenset(get_args(Relation))
_NUMBERS = 1 << 63  # SQLite's integers end here

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class KeptFamilies:
    """Families that were worked out before: all of them, but for ``limit``, of the texts as they were then.

    ``current``: the texts are still the same.
    """

    families: tuple[Family, ...]
    current: bool


def families_of(
    store: Store,
    keeper: IndexKeeper,
    *,
    minimum: int,
    shortest: int,
    limit: int,
    where: str,
    cancelled: Cancel,
    progress: Progress | None,
) -> tuple[Family, ...]:
    """The families of a library, or of the documents that match ``where``. Errors: ``QueryError``,
    ``UsageError`` (fewer documents or letters than a family has).
    """
    if minimum < FEWEST:
        raise UsageError(TOO_FEW, number=minimum, least=FEWEST)
    if shortest < SHORTEST:
        raise UsageError(TOO_SHORT, number=shortest, least=SHORTEST)
    # Which stretches are families is told by the runs that documents share letter by letter, how many say so
    # by other wordings too: worked out from the runs of more documents, it would be others and fewer.
    asked = {"minimum": min(minimum, MINIMUM), "shortest": shortest, "limit": max(limit, LIMIT)}

    def listed(found: Sequence[Family]) -> tuple[Family, ...]:
        return tuple(family for family in found if family.documents >= minimum)[:limit]

    def of_some(engine: Engine) -> tuple[Family, ...]:
        corpus = engine.corpus()
        return families(
            corpus,
            store.light_texts,
            without_reposts(corpus, store.duplicates(), np.isin(corpus.ids, engine.matching(where))),
            **asked,
            cancelled=cancelled,
            progress=progress,
        )

    if where.strip():
        return listed(keeper.ask(of_some))
    # Opens the index, and pins the store to its state.
    keeper.ask(lambda engine: engine.fingerprint)
    file = store.folder / (FILE_NAME if asked == USUAL else OTHER_NAME)
    kept = _read(file)
    if kept is not None and kept[0] == _name(store, asked):
        return listed(kept[1])
    before, revised = _before(store, kept) if asked == USUAL else (None, ())

    def of_all(engine: Engine) -> WorkedOut:
        corpus = engine.corpus()
        return work_out(
            corpus,
            store.light_texts,
            without_reposts(corpus, store.duplicates()),
            before=before,
            revised=revised,
            **asked,
            cancelled=cancelled,
            progress=progress,
        )

    found = keeper.ask(of_all)
    if store.index_writable and keeper.missing() is None:
        name = _name(store, asked)
        memory = found.memory() if asked == USUAL else None
        with suppress(OSError):
            _write(file, name, found.families)
            if memory is not None:
                families_memory.write(file, name, memory)
    return listed(found.families)


def _before(
    store: Store, kept: tuple[dict[str, object], tuple[Family, ...]] | None
) -> tuple[Memory | None, Collection[int]]:
    """The memory of the families that are ``kept``, and the documents revised since; ``None``: there is none
    that tells of what is now.
    """
    if kept is None or {**kept[0], "state": None} != {**_name(store, USUAL), "state": None}:
        return None, ()
    changed = store.changed_since(str(kept[0]["state"]))
    if changed is None:
        return None, ()
    return families_memory.read(store.folder / FILE_NAME, *kept), [*changed[0], *changed[1]]


def kept_families(store: Store) -> KeptFamilies | None:
    """The families with the usual options that are kept beside the library; ``None``: there are none."""
    kept = _read(store.folder / FILE_NAME)
    return None if kept is None else KeptFamilies(kept[1], kept[0] == _name(store, USUAL))


def _name(store: Store, asked: dict[str, int]) -> dict[str, object]:
    return {"format": FORMAT, "state": store.stamp(), **asked}


def _write(path: Path, name: dict[str, object], found: Sequence[Family]) -> None:
    with whole(path) as file:
        file.write(json.dumps(name).encode())
        for family in found:
            file.write(b"\n" + json.dumps(_row(family), ensure_ascii=True, separators=(",", ":")).encode())


def _row(family: Family) -> list[object]:
    first = family.earliest
    return [
        family.base,
        family.documents,
        family.occurrences,
        first and [first.id, first.date, first.date_precision, first.inferred],
        [[one.id, one.start, one.end, one.text, one.relation] for one in family.witnesses],
        [[one.start, one.end, one.text, one.ids] for one in family.readings],
        family.regions,
        family.years,
    ]


def _read(path: Path) -> tuple[dict[str, object], tuple[Family, ...]] | None:
    """What is kept, with its name; nothing, if it is damaged: it is made again then."""
    try:
        # Nothing that waits for somebody to write, and nothing that fills the memory.
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        with path.open(encoding="utf-8") as file:
            name = json.loads(file.readline())
            if not isinstance(name, dict) or name.get("format") != FORMAT:
                return None
            return name, tuple(starmap(_family, map(json.loads, file)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _family(
    base: object,
    documents: object,
    occurrences: object,
    first: Any,
    witnesses: Any,
    readings: Any,
    *spread: Any,
) -> Family:
    """The family of a row. ValueError or TypeError where it is none."""
    regions, years = spread
    return Family(
        _text(base),
        _number(documents),
        _number(occurrences),
        None if first is None else _earliest(*first),
        tuple(starmap(_witness, witnesses)),
        tuple(starmap(_reading, readings)),
        tuple((None if region is None else _text(region), _number(count)) for region, count in regions),
        tuple((None if year is None else _number(year), _number(count)) for year, count in years),
    )


def _earliest(id: object, date: object, precision: Any, inferred: object) -> Earliest:
    if precision not in _PRECISIONS:
        raise ValueError(precision)
    return Earliest(_number(id), _text(date), precision, inferred is True)


def _witness(id: object, start: object, end: object, text: object, relation: Any) -> Witness:
    if relation not in _RELATIONS:
        raise ValueError(relation)
    return Witness(_number(id), _number(start), _number(end), _text(text), relation)


def _reading(start: object, end: object, text: object, ids: Any) -> Reading:
    return Reading(_number(start), _number(end), _text(text), tuple(map(_number, ids)))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < _NUMBERS:
        raise ValueError(value)
    return value
