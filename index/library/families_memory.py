"""What the families of a library were worked out from, kept beside them for the next time.

One file of arrays with checksums. Whatever is wrong with it, the families are worked out anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.engine.segment.container import Container, Damaged, write_container
from index.library.whole import whole
from index.reuse.families.known import Known
from index.reuse.families.memory import Memory
from index.reuse.families.stretches import Runs
from index.reuse.families.wordings import Occurrences
from index.text.fold import FOLD_VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.reuse.model import Family

FILE_NAME = "families-memory"
"""In the folder of the library; three bytes for each letter, and the places of the families."""
FORMAT = f"1 {FOLD_VERSION}"
"""Raised whenever the same texts are remembered otherwise, as by the format of the families."""


def write(beside: Path, name: dict[str, object], memory: Memory) -> None:
    """Keep the memory of the state ``name``, whose families are in the file ``beside`` it; nothing where that
    cannot be done.
    """
    known = memory.known
    every = list(known.places.values())
    arrays: dict[str, NDArray[Any]] = {
        "ids": memory.ids.astype(np.int32),
        "sizes": memory.sizes.astype(np.int32),
        "letters": memory.letters,
        "levels": memory.levels,
        "hashes": memory.runs.hashes,
        "run_rows": memory.runs.rows.astype(np.int32),
        "run_places": memory.runs.places.astype(np.int32),
        "run_lengths": memory.runs.lengths.astype(np.int32),
        "counts": np.array([len(one.rows) for one in every], np.int32),
        "rows": _together([one.rows for one in every]),
        "places": _together([one.places for one in every]),
        "lengths": _together([one.lengths for one in every]),
        "near": _together([one.near for one in every]).astype(np.uint8),
    }
    meta = {
        "format": FORMAT,
        "beside": zlib.crc32(beside.read_bytes()),
        "name": name,
        "floor": memory.floor,
        "snaps": known.snaps,
        "documents": known.documents,
        "bases": list(known.places),
        "longer": known.longer,
        "families": list(known.families),
        "common": sorted(known.common),
    }
    with suppress(OSError, ValueError), whole(beside.with_name(FILE_NAME)) as file:
        write_container(file, arrays, meta)


def read(beside: Path, name: dict[str, object], families: Sequence[Family]) -> Memory | None:
    """The memory of the state ``name``, when the families were those in the file ``beside`` it, ``families``;
    ``None``: there is none.
    """
    path = beside.with_name(FILE_NAME)
    try:
        # Nothing that waits for somebody to write.
        if not path.is_file():
            return None
        kept = Container.open(path)
        kept.verify()
        meta = kept.meta
        if meta["format"] != FORMAT or meta["name"] != name:
            return None
        # Untouched families are taken over from there: they must be those that were written.
        if meta["beside"] != zlib.crc32(beside.read_bytes()):
            return None
        number = {each: kept[each].astype(np.int64) for each in ("rows", "places", "lengths")}
        near = kept["near"].astype(np.bool_)
        bounds = np.append(0, np.cumsum(kept["counts"], dtype=np.int64)).tolist()
        places = {
            base: Occurrences(
                number["rows"][start:end],
                number["places"][start:end],
                number["lengths"][start:end],
                near[start:end],
            )
            for base, (start, end) in zip(meta["bases"], pairwise(bounds), strict=True)
        }
        known = Known(
            meta["snaps"],
            meta["documents"],
            places,
            meta["longer"],
            dict(zip(meta["families"], families, strict=True)),
            set(meta["common"]),
        )
        runs = Runs(
            kept["hashes"], *(kept[f"run_{each}"].astype(np.int64) for each in ("rows", "places", "lengths"))
        )
        ids, sizes = kept["ids"].astype(np.int64), kept["sizes"].astype(np.int64)
        return Memory(ids, sizes, kept["letters"], kept["levels"], meta["floor"], runs, known)
    except (Damaged, OSError, ValueError, KeyError, TypeError):
        return None


def _together(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(arrays).astype(np.int32) if arrays else np.zeros(0, np.int32)
