"""Texts that another process reads by itself: it has to import them by the name of a module."""

from __future__ import annotations

from collections.abc import Sequence

from engine_oracle import stored  # type: ignore[import-not-found]

from index.engine.disk.bulk import Fetch
from index.model import StoredText

IDS = tuple(range(1, 25))
TEXTS = {id: stored(id, f"第{id}个机关党建支部。" * id, region="湖南" if id % 2 else None) for id in IDS}


def fetch(ids: Sequence[int]) -> list[StoredText]:
    return [TEXTS[id] for id in ids]


def read_elsewhere() -> Fetch | None:
    return fetch


def not_read_elsewhere() -> Fetch | None:
    return None
