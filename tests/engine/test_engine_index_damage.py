"""Damaged, foreign and crafted index files: noticed, never run, replaced."""

from __future__ import annotations

import errno
import json
import os
import pickle
import shutil
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import pytest
from engine_shelf import Shelf, answers, built, opened  # type: ignore[import-not-found]
from engine_writing import rebuild, update  # type: ignore[import-not-found]

from index.engine.disk import warming
from index.engine.disk.commit import IndexFolder, Manifest
from index.engine.disk.storage import Folder, safe_loads
from index.engine.matching import Matcher


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "LOCK" not in path.name]


def _remove(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for place in range(len(data) * 9 // 10, len(data) - 1):
        data[place] ^= 4
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [_remove, _truncate, _empty, _flip])
def test_an_index_with_a_damaged_file_is_stale_and_can_be_rebuilt(
    tmp_path: Path, shelf: Shelf, damage: Callable[[Path], None]
) -> None:
    whole = tmp_path / "whole"
    built(whole, shelf).close()
    assert len(files(whole)) == 3
    for number, name in enumerate(path.name for path in files(whole)):
        copy = tmp_path / str(number)
        shutil.copytree(whole, copy)
        damage(copy / name)
        engine = opened(copy, shelf)
        if name.endswith(".toc") and damage is not _remove:
            continue  # see below
        assert engine.fingerprint is None, name
        rebuild(engine, shelf.values(), "again")
        assert opened(copy, shelf).fingerprint == "again"


@pytest.mark.parametrize("damage", [_truncate, _empty, _flip])
def test_a_damaged_list_of_segments_is_found_and_mended_by_the_next_change(
    tmp_path: Path, shelf: Shelf, damage: Callable[[Path], None]
) -> None:
    """Answers do not need it: the manifest says the same, with a checksum."""
    built(tmp_path, shelf).close()
    [toc] = tmp_path.glob("*.toc")
    damage(toc)
    engine = opened(tmp_path, shelf)
    assert answers(engine) == answers(built(None, shelf))
    found = IndexFolder(tmp_path).newest()
    assert found is not None and not IndexFolder(tmp_path).agrees(found)
    update(engine, [shelf.put(3, "党建")], [1], "two")
    del shelf[1]
    found = IndexFolder(tmp_path).newest()
    assert found is not None and IndexFolder(tmp_path).agrees(found)
    assert answers(engine) == answers(opened(tmp_path, shelf)) == answers(built(None, shelf))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


_ODD = [_folder, *([_pipe, _endless] if os.name == "posix" else [])]


@pytest.mark.parametrize("damage", [_truncate, _empty, _flip, *_ODD])
def test_a_damaged_list_of_segments_is_written_again_without_building_anything(
    tmp_path: Path, shelf: Shelf, damage: Callable[[Path], None]
) -> None:
    built(tmp_path, shelf).close()
    segments = {path.name for path in tmp_path.glob("*.seg")}
    [toc] = tmp_path.glob("*.toc")
    damage(toc)
    IndexFolder(tmp_path).mend()
    found = IndexFolder(tmp_path).newest()
    assert found is not None and IndexFolder(tmp_path).agrees(found)
    assert {path.name for path in tmp_path.glob("*.seg")} == segments
    assert answers(opened(tmp_path, shelf)) == answers(built(None, shelf))


def test_a_whole_list_of_segments_is_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    IndexFolder(tmp_path).mend()
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.EIO])
def test_a_list_of_segments_that_cannot_be_read_now_is_not_damaged(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    engine = built(tmp_path, shelf)
    before = {path.name for path in tmp_path.iterdir()}

    def fails(*_: object, **__: object) -> object:
        raise OSError(number, "not now")

    for place in ("open_file", "list"):
        with monkeypatch.context() as patched:
            patched.setattr(f"index.engine.disk.toc._Synced.{place}", fails)
            with pytest.raises(OSError, match="not now"):
                update(engine, [], [1], "two")
        left = {path.name for path in tmp_path.iterdir()}
        assert left == before
        assert answers(opened(tmp_path, shelf)) == answers(built(None, shelf))
    update(engine, [], [1], "two")
    assert opened(tmp_path, shelf).fingerprint == "two"


def test_a_list_of_segments_that_leads_nowhere_is_damaged(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    [toc] = tmp_path.glob("*.toc")
    toc.unlink()
    toc.symlink_to(tmp_path / "nowhere")
    rebuild(engine, shelf.values(), "two")
    assert answers(opened(tmp_path, shelf)) == answers(built(None, shelf))


def test_any_flipped_bit_is_noticed_or_harmless(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    right = answers(opened(tmp_path, shelf))
    noticed = 0
    for path in files(tmp_path):
        data = path.read_bytes()
        for place in range(0, len(data), max(1, len(data) // 60)):
            damaged = bytearray(data)
            damaged[place] ^= 1 << place % 8
            path.write_bytes(damaged)
            engine = opened(tmp_path, shelf)
            noticed += engine.fingerprint is None
            assert engine.fingerprint is None or answers(engine) == right, (path.name, place)
        path.write_bytes(data)
    assert noticed > 60


def test_damage_in_a_large_segment_is_noticed_while_answers_go_on(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, shelf).close()
    monkeypatch.setattr(warming, "AT_ONCE", 0)
    verifying: list[Callable[[], None]] = []

    class Thread:
        def __init__(self, target: Callable[..., None], args: tuple[object, ...], **_: object) -> None:
            verifying.append(lambda: target(*args))

        def start(self) -> None:
            pass

    monkeypatch.setattr("index.engine.disk.warming.threading.Thread", Thread)
    ready: list[Matcher] = []
    monkeypatch.setattr(Matcher, "get_ready", lambda matcher: ready.append(matcher))
    engine = opened(tmp_path, shelf)
    assert engine.fingerprint == "one"
    verifying.pop()()
    assert engine.fingerprint == "one"
    # What is whole is in memory now, and made ready for searches.
    assert len(ready) == 1
    [segment] = tmp_path.glob("*.seg")
    _flip(segment)
    engine = opened(tmp_path, shelf)
    assert engine.fingerprint == "one"
    verifying.pop()()
    assert engine.fingerprint is None
    assert len(ready) == 1


def test_where_one_answer_is_all_large_segments_are_looked_over_behind_it(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, shelf).close()
    monkeypatch.setattr(warming, "AT_ONCE", 0)
    _flip(*tmp_path.glob("*.seg"))
    engine = opened(tmp_path, shelf)
    engine.index.inspection.patient = True
    assert engine.fingerprint == engine.fingerprint == "one"
    engine.index.inspection.wait()
    assert engine.fingerprint is None
    engine.index.inspection.wait()


def test_an_index_of_an_older_format_goes_with_the_next_commit(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "041a74904f54").mkdir()
    (tmp_path / "041a74904f54" / "_MAIN_4.toc").write_bytes(b"")
    (tmp_path / "manifest.json").write_text("{}")
    built(tmp_path, shelf).close()
    assert not (tmp_path / "041a74904f54").exists()
    assert not (tmp_path / "manifest.json").exists()


def rewritten(path: Path, values: Mapping[str, object]) -> None:
    """The manifest with other values and the right checksum."""
    checksum, text = path.read_text("utf-8").split("\n")
    assert int(checksum) == zlib.crc32(text.encode())
    text = json.dumps({**json.loads(text), **values}, ensure_ascii=False)
    path.write_text(f"{zlib.crc32(text.encode())}\n{text}", "utf-8")


def test_a_manifest_of_another_version_or_shape_is_stale(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    [path] = tmp_path.glob("manifest_*.json")
    good = path.read_text("utf-8")
    segments = json.loads(good.split("\n")[1])["segments"]
    wrong: list[dict[str, object]] = [
        {"built_with": "0 old"},
        {"generation": 7},
        {"segments": [{**segments[0], "file": f"../{tmp_path.name}/{segments[0]['file']}"}]},
        {"segments": [{**segments[0], "documents": 1}]},
        {"segments": [{**segments[0], "size": 1}]},
        {"segments": [{**segments[0], "deleted": [2]}]},
        {"segments": [1]},
        {"segments": 7},
        {"more": 1},
    ]
    for bad in wrong:
        rewritten(path, bad)
        assert opened(tmp_path, shelf).fingerprint is None, bad
        path.write_text(good, "utf-8")
    for garbage in [b"", b"\xff\xfe", b"[]", b"1\n[]", b"1", good.encode()[:-1]]:
        path.write_bytes(garbage)
        assert opened(tmp_path, shelf).fingerprint is None, garbage
    path.write_text(good, "utf-8")
    assert opened(tmp_path, shelf).fingerprint == "one"


class Crafted:
    """What a crafted index would have Whoosh run."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (Path("crafted"),)


def test_crafted_files_are_not_run_and_are_replaced(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError):
        safe_loads(pickle.dumps(Crafted()))
    (tmp_path / "file").write_bytes(pickle.dumps(Crafted()))
    with pytest.raises(pickle.UnpicklingError):
        Folder(str(tmp_path)).open_file("file").read_pickle()
    for kind in ("*.toc", "*.seg", "manifest_*"):
        folder = tmp_path / kind[:-2]
        built(folder, shelf).close()
        [path] = folder.glob(kind)
        content = path.read_bytes()
        if kind == "*.toc":
            # The segment list is the last thing in the file.
            path.write_bytes(content[: content.rindex(b"\x80")] + pickle.dumps(Crafted()))
            found = IndexFolder(folder).newest()
            assert found is not None and not IndexFolder(folder).agrees(found)
        else:
            path.write_bytes(pickle.dumps(Crafted()).ljust(len(content), b"\0"))
            assert opened(folder, shelf).fingerprint is None
        engine = opened(folder, shelf)
        rebuild(engine, shelf.values(), "again")
        assert answers(engine) == answers(built(None, shelf))
        found = IndexFolder(folder).newest()
        assert found is not None and IndexFolder(folder).agrees(found)
    assert not (tmp_path / "crafted").exists()


def test_the_manifest_is_its_own_format(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    [path] = tmp_path.glob("manifest_*.json")
    found = IndexFolder(tmp_path).newest()
    assert isinstance(found, Manifest) and found.documents == 2
    assert json.loads(path.read_text("utf-8").split("\n")[1]) == json.loads(json.dumps(asdict(found)))
