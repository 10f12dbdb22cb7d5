"""The formula families of a library: worked out once for each state of its texts, and kept beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.families import LIMIT, MINIMUM, SHORTEST, families, without_reposts
from index.reuse.model import Earliest, Family, Reading, Witness

if TYPE_CHECKING:
    from index.engine import Engine
    from index.library.keeper import IndexKeeper
    from index.store import Store

FILE_NAME = "families.json"
"""In the folder of the library; it can always be made again."""
FORMAT = 1
"""Raised whenever families of the same texts come out otherwise."""

Progress = Callable[[int, int], object]
Cancel = Callable[[], bool] | None


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
    """The families of a library, or of the documents that match ``where``. Errors: ``QueryError``."""
    asked = {"minimum": minimum, "shortest": shortest, "limit": max(limit, LIMIT)}

    def work_out(engine: Engine) -> tuple[Family, ...]:
        corpus = engine.corpus()
        wanted = np.isin(corpus.ids, engine.matching(where)) if where.strip() else None
        return families(
            corpus,
            store.light_texts,
            without_reposts(corpus, store.duplicates(), wanted),
            **asked,
            cancelled=cancelled,
            progress=progress,
        )

    if where.strip():
        return keeper.ask(work_out)[:limit]
    # Opens the index, and pins the store to its state.
    keeper.ask(lambda engine: engine.fingerprint)
    kept = _read(store.folder)
    if kept is not None and kept[0] == _name(store, asked):
        return kept[1][:limit]
    found = keeper.ask(work_out)
    if store.index_writable and keeper.missing() is None:
        with suppress(OSError):
            _write(store.folder, _name(store, asked), found)
    return found[:limit]


def kept_families(store: Store) -> KeptFamilies | None:
    """The families with the usual options that are kept beside the library; ``None``: there are none."""
    kept = _read(store.folder)
    if kept is None:
        return None
    usual = {"minimum": MINIMUM, "shortest": SHORTEST, "limit": LIMIT}
    return KeptFamilies(kept[1], kept[0] == _name(store, usual))


def _name(store: Store, asked: dict[str, int]) -> dict[str, object]:
    return {"format": FORMAT, "state": store.stamp(), **asked}


def _write(folder: Path, name: dict[str, object], found: Sequence[Family]) -> None:
    path = folder / f"{FILE_NAME}.{os.getpid()}"
    try:
        with open(path, "x", encoding="utf-8", opener=_private) as file:
            json.dump(name, file)
            for family in found:
                file.write("\n")
                json.dump(_row(family), file, ensure_ascii=True, separators=(",", ":"))
        path.replace(folder / FILE_NAME)
    finally:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


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


def _read(folder: Path) -> tuple[dict[str, object], tuple[Family, ...]] | None:
    """What is kept, with its name; nothing, if it is damaged: it is made again then."""
    try:
        with (folder / FILE_NAME).open(encoding="utf-8") as file:
            name = json.loads(file.readline())
            if not isinstance(name, dict) or name.get("format") != FORMAT:
                return None
            return name, tuple(starmap(_family, map(json.loads, file)))
    except (OSError, ValueError, TypeError):
        return None


def _family(
    base: str,
    documents: int,
    occurrences: int,
    first: list[object] | None,
    witnesses: list[list[object]],
    readings: list[list[object]],
    regions: list[tuple[str | None, int]],
    years: list[tuple[int | None, int]],
) -> Family:
    return Family(
        base,
        documents,
        occurrences,
        Earliest(*first) if first else None,  # type: ignore[arg-type]
        tuple(starmap(Witness, witnesses)),
        tuple(Reading(start, end, text, tuple(ids)) for start, end, text, ids in readings),  # type: ignore[arg-type]
        tuple((region, count) for region, count in regions),
        tuple((year, count) for year, count in years),
    )
