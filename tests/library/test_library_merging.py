"""Texts that come one at a time are merged when no more of them come, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from index.engine.disk import tiers
from index.engine.disk.commit import IndexFolder
from index.library import Library, keeper, merging

Write = Callable[..., Path]
Article = Callable[..., str]


def segments(library: Library) -> int:
    found = IndexFolder(library.path / "index").newest()
    assert found is not None
    return len(found.segments)


def added(library: Library, write: Write, article: Article, first: int, last: int) -> None:
    for number in range(first, last + 1):
        library.import_paths([write(f"a{number}.txt", article(number))])


def test_they_are_merged_once_no_more_of_them_come(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "MANY", 6)
    monkeypatch.setattr(merging, "QUIET", 0.05)
    added(library, write, article, 1, 8)
    assert library.search("支部").documents == 8
    end = monotonic() + 60
    while segments(library) > tiers.WIDTH and monotonic() < end:
        sleep(0.02)
    assert segments(library) <= tiers.WIDTH
    assert library.search("支部").documents == 8
    added(library, write, article, 9, 9)
    assert library.search("支部").documents == 9


def test_putting_a_text_in_does_not_wait_for_a_merge(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = Event(), Event()
    merged = tiers.merged

    def slow(*arguments: object) -> bool:
        begun.set()
        assert goes_on.wait(60)
        return merged(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(tiers, "merged", slow)
    monkeypatch.setattr(keeper, "MANY", 4)
    monkeypatch.setattr(keeper, "TOO_MANY", 4)
    added(library, write, article, 1, 5)
    assert begun.wait(60)
    added(library, write, article, 6, 7)
    assert library.search("支部").documents == 7
    goes_on.set()
    library.close()
    with Library.open(library.path) as again:
        assert segments(again) < 7
        assert again.search("支部").documents == 7


def test_closing_does_not_wait_for_more_texts(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "MANY", 2)
    monkeypatch.setattr(merging, "QUIET", 60.0)
    added(library, write, article, 1, 5)
    assert segments(library) == 5
    began = monotonic()
    library.close()
    assert monotonic() - began < 30
    assert segments(library) < 5
