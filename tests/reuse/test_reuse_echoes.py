"""Of texts that say the same again and again not each time is laid beside each other one."""

from __future__ import annotations

import numpy as np
import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]

from index.engine.interface import Cancel
from index.reuse.parallels import chains
from index.reuse.parallels.chains import Matches

CELL = "完成情况是正在推进当中，"
TIMES = 120


def echoes(period: int, times: int) -> Matches:
    """What two equal texts have in common that say the same so many ``times``: a run for each shift."""
    shifts = np.arange(1 - times, times) * period
    start, first = np.maximum(0, -shifts), np.maximum(0, shifts)
    size = period * times - np.abs(shifts)
    none = np.zeros_like(start)
    return Matches(none, none, start, start + size, first, first + size, size, none)


def test_the_run_without_a_shift_stands_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "_MANY", 20)
    kept = chains._without_echoes(echoes(9, 30))
    assert kept.start.tolist() == kept.first.tolist() == [0]
    assert kept.end.tolist() == [270]


def test_few_runs_are_all_kept() -> None:
    assert len(chains._without_echoes(echoes(9, 30))) == 59


def test_a_table_is_found_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    chained = chains._chained
    monkeypatch.setattr(chains, "_MANY", TIMES)

    def counted(found: Matches, cancelled: Cancel) -> Matches:
        seen.append(len(found))
        return chained(found, cancelled)

    monkeypatch.setattr(chains, "_chained", counted)
    table = "".join(CELL if at % 7 else "责任单位是办公厅人事处，" for at in range(TIMES))
    shelf = Shelf({1: CELL * TIMES, 2: table})
    (parallel,) = max(shelf.of(1), key=lambda row: row.end - row.start).parallels
    assert (parallel.id, parallel.relation) == (2, "near")
    assert parallel.end - parallel.start > 0.9 * len(table)
    assert seen
    assert max(seen) < 4 * TIMES
