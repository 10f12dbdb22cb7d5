"""The index on disk: kept, changed, damaged, shared; always disposable, never wrong."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engine_oracle import stored  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.core import Engine
from index.engine.storage import Folder, safe_loads
from index.errors import LibraryError
from index.model import SearchAnswer, StoredText

QUERIES = ["党建", "机关党建", "党建 支部", "机关 OR 支部", "-党建", "党*建", "机关 SENT 支部", "省:湖南"]


def answers(engine: Engine) -> list[SearchAnswer]:
    return [replace(engine.search(query, limit=99), took_ms=0.0) for query in QUERIES]


class Shelf(dict[int, StoredText]):
    """The stored texts, as the library would give them."""

    def put(self, id: int, text: str, **values: object) -> StoredText:
        self[id] = stored(id, text, **values)
        return self[id]


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put(1, "机关党建。", region="湖南")
    shelf.put(2, "支部与机关“党建服务”。")
    return shelf


def built(folder: Path | None, shelf: Shelf, fingerprint: str = "one") -> Engine:
    engine = Engine(folder, shelf.__getitem__)
    engine.rebuild(shelf.values(), fingerprint)
    return engine


def opened(folder: Path, shelf: Shelf) -> Engine:
    return Engine(folder, shelf.__getitem__)


def test_an_index_is_found_again_with_its_fingerprint(tmp_path: Path, shelf: Shelf) -> None:
    assert opened(tmp_path / "index", shelf).fingerprint is None
    first = built(tmp_path / "index", shelf)
    second = opened(tmp_path / "index", shelf)
    assert first.fingerprint == second.fingerprint == "one"
    assert answers(first) == answers(second) == answers(built(None, shelf))
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


def test_without_an_index_nothing_is_found_and_nothing_breaks(tmp_path: Path, shelf: Shelf) -> None:
    engine = opened(tmp_path, shelf)
    assert engine.search("党建").documents == 0
    assert engine.matching("-党建") == []
    with pytest.raises(LibraryError, match="reindex"):
        engine.update([shelf[1]], [], "two")


texts = st.text(alphabet="党建机关支部“”。，\n", min_size=1, max_size=20).filter(
    lambda text: text.strip("\n")
)
changes = st.lists(st.tuples(st.integers(1, 5), st.none() | texts), min_size=1, max_size=14)


@settings(max_examples=40, deadline=None)
@given(st.lists(changes, max_size=4))
def test_any_sequence_of_updates_answers_like_a_fresh_index(
    batches: list[list[tuple[int, str | None]]],
) -> None:
    shelf = Shelf()
    engine = built(None, shelf)
    for number, batch in enumerate(batches):
        changed: dict[int, StoredText] = {}
        removed: set[int] = set()
        for id, text in batch:
            if text is None:
                removed.add(id)
                changed.pop(id, None)
                shelf.pop(id, None)
            else:
                removed.discard(id)
                changed[id] = shelf.put(id, text, region="湖南" if id % 2 else None)
        engine.update(changed.values(), removed, f"state {number}")
        assert engine.fingerprint == f"state {number}"
    assert answers(engine) == answers(built(None, shelf))


def test_many_small_updates_are_merged_and_answer_the_same(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    for number in range(3, 25):
        engine.update([shelf.put(number, f"第{number}个机关党建支部。")], [], f"state {number}")
    del shelf[3]
    engine.update([], [3, 999], "last")
    assert answers(engine) == answers(built(None, shelf)) == answers(opened(tmp_path, shelf))
    assert len(list(next(path for path in tmp_path.iterdir() if path.is_dir()).glob("*.trm"))) < 10


def test_another_process_sees_an_update_when_it_asks_for_the_fingerprint(
    tmp_path: Path, shelf: Shelf
) -> None:
    writer, reader = built(tmp_path, shelf), opened(tmp_path, shelf)
    assert reader.search("党建").documents == 2
    writer.update([shelf.put(3, "党建")], [], "two")
    assert reader.search("党建").documents == 2
    assert reader.fingerprint == "two"
    assert reader.search("党建").documents == 3
    writer.rebuild([shelf[1]], "three")
    assert reader.search("党建").documents == 3
    assert reader.fingerprint == "three"
    assert reader.search("党建").documents == 1


def test_a_failing_rebuild_leaves_the_old_index(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)

    def documents() -> Iterator[StoredText]:
        yield shelf[1]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        engine.rebuild(documents(), "two")
    assert engine.fingerprint == opened(tmp_path, shelf).fingerprint == "one"
    assert engine.search("党建").documents == 2
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == 1


def test_progress_counts_the_documents(shelf: Shelf) -> None:
    seen: list[int] = []
    Engine(None, shelf.__getitem__).rebuild(shelf.values(), "one", seen.append)
    assert seen == [1, 2]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "LOCK" not in path.name]


def _remove(path: Path) -> None:
    path.unlink()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_remove, _truncate, _empty])
def test_an_index_with_a_damaged_file_is_stale_and_can_be_rebuilt(
    tmp_path: Path, shelf: Shelf, damage: Callable[[Path], None]
) -> None:
    whole = tmp_path / "whole"
    built(whole, shelf).close()
    assert len(files(whole)) > 4
    for number, name in enumerate(path.relative_to(whole) for path in files(whole)):
        copy = tmp_path / str(number)
        shutil.copytree(whole, copy)
        damage(copy / name)
        if (copy / name).exists() and (copy / name).read_bytes() == (whole / name).read_bytes():
            continue  # an empty file is not made emptier
        engine = opened(copy, shelf)
        assert engine.fingerprint is None, name
        engine.rebuild(shelf.values(), "again")
        assert opened(copy, shelf).fingerprint == "again"


def test_a_manifest_of_another_version_or_shape_is_stale(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    path = tmp_path / "manifest.json"
    good = json.loads(path.read_text())
    for bad in [
        {**good, "built_with": "0 old"},
        {**good, "generation": good["generation"] + 1},
        {**good, "subfolder": f"../{tmp_path.name}/{good['subfolder']}"},
        {**good, "files": [1]},
        {"fingerprint": "one"},
        [],
        "党建",
    ]:
        path.write_text(json.dumps(bad))
        assert opened(tmp_path, shelf).fingerprint is None, bad
    path.write_bytes(b"\xff\xfe")
    assert opened(tmp_path, shelf).fingerprint is None
    path.write_text(json.dumps(good))
    assert opened(tmp_path, shelf).fingerprint == "one"


def test_an_update_that_was_not_finished_leaves_a_stale_index(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = built(tmp_path, shelf)

    def fails(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("index.engine.manifest.write", fails)
    with pytest.raises(OSError, match="no space"):
        engine.update([shelf.put(3, "党建")], [], "two")
    assert engine.fingerprint is None
    assert opened(tmp_path, shelf).fingerprint is None


class Crafted:
    """What a crafted index would have Whoosh run."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (Path("crafted"),)


def test_a_crafted_pickle_is_refused_and_not_run(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pickle.UnpicklingError):
        safe_loads(pickle.dumps(Crafted()))
    (tmp_path / "file").write_bytes(pickle.dumps(Crafted()))
    with pytest.raises(pickle.UnpicklingError):
        Folder(str(tmp_path)).open_file("file").read_pickle()
    folder = tmp_path / "index"
    built(folder, shelf).close()
    for path in files(folder):
        if path.suffix == ".toc":
            # The segment list is the last thing in the file.
            content = path.read_bytes()
            start = content.rindex(b"\x80")
            crafted = pickle.dumps(Crafted()).ljust(len(content) - start, b"\0")
            path.write_bytes((content[:start] + crafted)[: len(content)])
    assert opened(folder, shelf).fingerprint is None
    assert not (tmp_path / "crafted").exists()
