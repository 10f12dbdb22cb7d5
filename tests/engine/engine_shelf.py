"""Stored texts of a test, and the engine on an index of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine_oracle import stored  # type: ignore[import-not-found]
from engine_writing import rebuild  # type: ignore[import-not-found]

from index.engine.core import Engine
from index.model import SearchAnswer, StoredText

QUERIES = ["党建", "机关党建", "党建 支部", "机关 OR 支部", "-党建", "党*建", "机关 SENT 支部", "省:湖南"]


def answers(engine: Engine) -> list[SearchAnswer]:
    return [replace(engine.search(query, limit=99), took_ms=0.0) for query in QUERIES]


class Shelf(dict[int, StoredText]):
    """The stored texts, as the library would give them."""

    def put(self, id: int, text: str, **values: object) -> StoredText:
        self[id] = stored(id, text, **values)
        return self[id]

    def texts(self, ids: Sequence[int]) -> list[StoredText]:
        return [self[id] for id in ids if id in self]


def built(folder: Path | None, shelf: Shelf, fingerprint: str = "one") -> Engine:
    engine = Engine(folder, shelf.texts)
    rebuild(engine, shelf.values(), fingerprint)
    return engine


def opened(folder: Path, shelf: Shelf) -> Engine:
    return Engine(folder, shelf.texts)
