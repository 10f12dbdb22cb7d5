"""What is on the disk before a commit counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from engine_shelf import Shelf, built  # type: ignore[import-not-found]
from engine_writing import builder_of  # type: ignore[import-not-found]

from index.engine.disk.commit import IndexFolder


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc")
@pytest.mark.parametrize("before", [True, False])
def test_everything_that_a_commit_lists_is_on_the_disk_before_it_counts(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    built(tmp_path, shelf).close()
    folder = IndexFolder(tmp_path)
    synced: list[str] = []
    there: list[set[str]] = []
    fsync, rename = os.fsync, os.rename

    def syncing(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def renaming(old: str, new: str) -> None:
        if str(new).endswith(".toc"):
            there.append(set(synced))
            synced.clear()
        rename(old, new)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "rename", renaming)
    with folder.locked():
        listed = folder.adopted(folder.draft(*builder_of([shelf[1]]).arrays(), synced=before))
        folder.commit([listed], "two", "two")
    [inside] = there
    found = folder.newest()
    assert found is not None and found.fingerprint == "two"
    assert {f"manifest_{found.generation}.json"} < inside
    assert any(name.startswith(f"_MAIN_{found.generation}.toc.") for name in inside)
    # A segment that was written before has another name now.
    assert any(name.startswith("draft_") for name in inside) is before
    assert (listed.file in inside) is not before
    assert synced == [tmp_path.name]
    # The next commit has nothing to do for it any more.
    there.clear()
    with folder.locked():
        folder.commit([listed], "three", "three")
    assert listed.file not in there[0]
