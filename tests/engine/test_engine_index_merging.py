"""Segments that are merged, and what is left behind of those that were."""

from __future__ import annotations

import errno
import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

import pytest
from engine_shelf import Shelf, answers, built, opened  # type: ignore[import-not-found]
from engine_writing import rebuild, update  # type: ignore[import-not-found]
from hypothesis import given
from hypothesis import strategies as st

from index.engine.disk import tiers
from index.engine.disk.commit import IndexFolder, Listed
from index.engine.segment.segment import Segment
from index.errors import LibraryBusy

listed = st.builds(
    lambda characters, documents, share: Listed(
        "x", 0, documents, characters, tuple(range(int(documents * share)))
    ),
    st.integers(1, 70_000_000),
    st.integers(1, 30),
    st.floats(0, 0.99),
)


@given(st.lists(listed, max_size=60))
def test_merging_ends_with_few_segments_none_of_them_too_large(segments: list[Listed]) -> None:
    count = 0
    while groups := tiers.due(segments):
        group = groups[0]
        size = sum(map(tiers.live, group))
        assert len(group) == 1 or tiers.WIDTH <= len(group) <= tiers.TOGETHER
        assert len(group) == 1 or size <= tiers.LARGEST
        # By identity: two may look alike.
        segments = [one for one in segments if all(one is not other for other in group)]
        segments.append(Listed("merged", 0, 1, max(size, 1)))
        count += 1
        assert count < 200
    large = sum(one.characters for one in segments) // (tiers.LARGEST // 8) + 1
    assert len(segments) <= 3 * 6 + 2 * large


def test_what_is_deleted_during_a_merge_stays_deleted(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    for number in range(3, 5):
        update(engine, [shelf.put(number, f"第{number}个机关党建支部。")], [], f"state {number}")
    folder = IndexFolder(tmp_path)
    draft = folder.draft

    def meanwhile(*arguments: object) -> object:
        made = draft(*arguments)  # type: ignore[arg-type]
        del shelf[1]
        other = opened(tmp_path, shelf)
        update(other, [], [1], "later")
        return made

    folder.draft = meanwhile  # type: ignore[assignment, method-assign]
    found = folder.newest()
    assert found is not None and tiers.due(found.segments) == []
    assert tiers.merged(folder, found.segments)
    assert engine.fingerprint == "later"
    assert answers(engine) == answers(opened(tmp_path, shelf)) == answers(built(None, shelf))
    found = folder.newest()
    assert found is not None and [(one.documents, one.deleted) for one in found.segments] == [(4, (0,))]


def test_a_merge_whose_sources_are_gone_is_dropped(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    update(engine, [shelf.put(3, "机关党建支部。")], [], "two")
    folder = IndexFolder(tmp_path)
    draft = folder.draft

    def meanwhile(*arguments: object) -> object:
        made = draft(*arguments)  # type: ignore[arg-type]
        rebuild(engine, shelf.values(), "three")
        return made

    folder.draft = meanwhile  # type: ignore[assignment, method-assign]
    found = folder.newest()
    assert found is not None and not tiers.merged(folder, found.segments)
    # By now their files are gone too.
    assert not tiers.merged(folder, found.segments)
    assert answers(opened(tmp_path, shelf)) == answers(built(None, shelf))
    assert list(tmp_path.glob("draft_*")) == []


def test_drafts_of_programs_that_were_ended_go_in_time(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    for name, age in (("draft_1.seg", 3600), ("draft_2.seg", 5)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / "MAIN_abandoned.seg").write_bytes(b"x")
    update(engine, [], [1], "two")
    assert [path.name for path in tmp_path.glob("draft_*")] == ["draft_2.seg"]
    assert not (tmp_path / "MAIN_abandoned.seg").exists()


def test_what_a_full_disk_left_of_a_commit_goes_with_the_next(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = built(tmp_path, shelf)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def unfinished() -> list[Path]:
        return list(tmp_path.glob("_MAIN_*.toc.*"))

    # As a program leaves it that was ended there.
    (tmp_path / "_MAIN_0.toc.1760000000.25").write_bytes(b"x")
    with monkeypatch.context() as patched:
        patched.setattr("index.engine.disk.toc._Synced.rename_file", full)
        with pytest.raises(OSError, match="No space"):
            update(engine, [], [1], "two")
    assert unfinished() == [] and len(list(tmp_path.glob("*.seg"))) == 1
    (tmp_path / "_MAIN_0.toc.1760000000.25").write_bytes(b"x")
    update(engine, [], [1], "two")
    assert unfinished() == []
    assert len(list(tmp_path.iterdir())) == 4, "lock, list, manifest, segment"


def test_a_merge_waits_for_the_lock_as_long_as_it_is_worth(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = built(tmp_path, shelf)
    update(engine, [shelf.put(3, "机关党建支部。")], [], "two")
    folder = IndexFolder(tmp_path)
    found = folder.newest()
    assert found is not None
    waits: list[float] = []

    @contextmanager
    def busy(timeout: float = 0.0) -> Iterator[None]:
        waits.append(timeout)
        raise LibraryBusy("busy")
        yield

    folder.locked = busy  # type: ignore[method-assign]
    for cost in (0.5, 100.0):
        times = iter((1000.0, 1000.0 + cost))
        monkeypatch.setattr(tiers, "monotonic", lambda: next(times))  # noqa: B023
        with pytest.raises(LibraryBusy):
            tiers.merged(folder, found.segments)
    assert waits == [10.0, 200.0]
    assert list(tmp_path.glob("draft_*")) == []


def test_a_segment_that_is_mostly_deleted_is_written_anew(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put(3, "党建。")
    engine = built(tmp_path, shelf)
    update(engine, [], [1, 2], "two")
    del shelf[1], shelf[2]
    found = IndexFolder(tmp_path).newest()
    assert found is not None and [(one.documents, one.deleted) for one in found.segments] == [(1, ())]
    assert answers(engine) == answers(built(None, shelf))


def test_a_damaged_segment_is_not_merged_into_a_sound_one(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    update(engine, [shelf.put(3, "机关党建支部。")], [], "two")
    engine.close()
    folder = IndexFolder(tmp_path)
    found = folder.newest()
    assert found is not None
    path = tmp_path / found.segments[0].file
    content = path.read_bytes()
    path.write_bytes(content[:-2000] + bytes(byte ^ 1 for byte in content[-2000:]))
    assert not tiers.merged(folder, found.segments)
    assert opened(tmp_path, shelf).fingerprint is None
    assert list(tmp_path.glob("draft_*")) == []


def test_segments_that_were_merged_are_let_go(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    seen: WeakSet[Segment] = WeakSet()
    for number in range(3, 12):
        update(engine, [shelf.put(number, f"第{number}个机关党建支部。")], [], f"state {number}")
        assert engine.search("党建 -支部", sort="date").documents == 1
        assert engine.kwic("党建 省:湖南", sort="left")
        current = engine.index.current()
        assert current is not None
        seen.update(part.segment for part in current.parts)
    gc.collect()
    assert set(seen) == {part.segment for part in current.parts}
