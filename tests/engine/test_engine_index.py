"""The index on disk: kept, changed, merged, damaged, shared; always disposable, never wrong."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from engine_oracle import stored  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine import state, tiers, warming
from index.engine.commit import IndexFolder, Listed, Manifest
from index.engine.core import Engine
from index.engine.storage import Folder, safe_loads
from index.errors import LibraryBusy, LibraryError
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


@pytest.fixture
def shelf() -> Shelf:
    shelf = Shelf()
    shelf.put(1, "机关党建。", region="湖南")
    shelf.put(2, "支部与机关“党建服务”。")
    return shelf


def built(folder: Path | None, shelf: Shelf, fingerprint: str = "one") -> Engine:
    engine = Engine(folder, shelf.texts)
    engine.rebuild(shelf.values(), fingerprint)
    return engine


def opened(folder: Path, shelf: Shelf) -> Engine:
    return Engine(folder, shelf.texts)


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
    assert len(list(tmp_path.glob("*.seg"))) < 10


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


def test_progress_counts_the_documents(shelf: Shelf) -> None:
    seen: list[int] = []
    Engine(None, shelf.texts).rebuild(shelf.values(), "one", seen.append)
    assert seen == [1, 2]


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
        engine.rebuild(shelf.values(), "again")
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
    engine.update([shelf.put(3, "党建")], [1], "two")
    del shelf[1]
    found = IndexFolder(tmp_path).newest()
    assert found is not None and IndexFolder(tmp_path).agrees(found)
    assert answers(engine) == answers(opened(tmp_path, shelf)) == answers(built(None, shelf))


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

    monkeypatch.setattr("index.engine.warming.threading.Thread", Thread)
    engine = opened(tmp_path, shelf)
    assert engine.fingerprint == "one"
    verifying.pop()()
    assert engine.fingerprint == "one"
    [segment] = tmp_path.glob("*.seg")
    _flip(segment)
    engine = opened(tmp_path, shelf)
    assert engine.fingerprint == "one"
    verifying.pop()()
    assert engine.fingerprint is None


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


@pytest.mark.parametrize("step", ["index.engine.toc.commit_segments", "index.engine.commit.sync"])
def test_an_update_that_was_not_finished_leaves_the_index_before(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    engine = built(tmp_path, shelf)

    def fails(*_: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patched:
        patched.setattr(step, fails)
        with pytest.raises(OSError, match="no space"):
            engine.update([shelf.put(3, "党建")], [], "two")
    del shelf[3]
    assert engine.fingerprint == opened(tmp_path, shelf).fingerprint == "one"
    assert answers(engine) == answers(built(None, shelf))
    engine.update([shelf.put(3, "党建")], [], "two")
    assert answers(engine) == answers(built(None, shelf))
    found = IndexFolder(tmp_path).newest()
    assert found is not None and len(list(tmp_path.glob("*.seg"))) == len(found.segments)


def test_two_programs_do_not_change_an_index_at_once(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = built(tmp_path, shelf)
    monkeypatch.setattr(state, "UPDATE_WAITS", 0.0)
    with IndexFolder(tmp_path).locked():
        with pytest.raises(LibraryBusy, match="try again"):
            engine.update([], [1], "two")
        with pytest.raises(LibraryBusy, match="try again"):
            engine.rebuild(shelf.values(), "two")
        assert answers(opened(tmp_path, shelf)) == answers(engine)
    engine.update([], [1], "two")
    assert engine.search("党建").documents == 1


def test_large_rebuilds_are_split_and_answer_the_same(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3, 12):
        shelf.put(number, f"第{number}个机关党建支部。")
    monkeypatch.setattr(state, "FLUSHED", 20)
    engine = built(tmp_path, shelf)
    assert len(list(tmp_path.glob("*.seg"))) > 3
    monkeypatch.undo()
    assert answers(engine) == answers(built(None, shelf))


def test_what_is_hidden_does_not_count(tmp_path: Path, shelf: Shelf) -> None:
    built(tmp_path, shelf).close()
    rest = Shelf({2: shelf[2]})
    hidden: list[int] | None = [1, 77]
    engine = Engine(tmp_path, rest.texts, outdated=lambda texts: hidden if texts == "one" else None)
    assert engine.fingerprint == "one"
    assert answers(engine) == answers(built(None, rest))
    hidden = []
    assert engine.fingerprint == "one"
    assert engine.search("党建").documents == 2
    hidden = None
    assert engine.fingerprint is None


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
        assert len(group) in (1, tiers.WIDTH)
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
        engine.update([shelf.put(number, f"第{number}个机关党建支部。")], [], f"state {number}")
    folder = IndexFolder(tmp_path)
    draft = folder.draft

    def meanwhile(*arguments: object) -> object:
        made = draft(*arguments)  # type: ignore[arg-type]
        del shelf[1]
        other = opened(tmp_path, shelf)
        other.update([], [1], "later")
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
    engine.update([shelf.put(3, "机关党建支部。")], [], "two")
    folder = IndexFolder(tmp_path)
    draft = folder.draft

    def meanwhile(*arguments: object) -> object:
        made = draft(*arguments)  # type: ignore[arg-type]
        engine.rebuild(shelf.values(), "three")
        return made

    folder.draft = meanwhile  # type: ignore[assignment, method-assign]
    found = folder.newest()
    assert found is not None and not tiers.merged(folder, found.segments)
    assert answers(opened(tmp_path, shelf)) == answers(built(None, shelf))
    assert list(tmp_path.glob("draft_*")) == []


def test_drafts_of_programs_that_were_ended_go_in_time(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    for name, age in (("draft_1.seg", 3600), ("draft_2.seg", 5)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / "MAIN_abandoned.seg").write_bytes(b"x")
    engine.update([], [1], "two")
    assert [path.name for path in tmp_path.glob("draft_*")] == ["draft_2.seg"]
    assert not (tmp_path / "MAIN_abandoned.seg").exists()


def test_a_segment_that_is_mostly_deleted_is_written_anew(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put(3, "党建。")
    engine = built(tmp_path, shelf)
    engine.update([], [1, 2], "two")
    del shelf[1], shelf[2]
    found = IndexFolder(tmp_path).newest()
    assert found is not None and [(one.documents, one.deleted) for one in found.segments] == [(1, ())]
    assert answers(engine) == answers(built(None, shelf))


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
        engine.rebuild(shelf.values(), "again")
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
