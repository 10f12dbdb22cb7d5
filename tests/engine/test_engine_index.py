"""The index on disk: kept, changed, shared; always disposable, never wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_shelf import Shelf, answers, built, opened  # type: ignore[import-not-found]
from engine_writing import rebuild, update  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.core import Engine
from index.engine.disk.commit import IndexFolder
from index.model import StoredText


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
        update(engine, changed.values(), removed, f"state {number}")
        assert engine.fingerprint == f"state {number}"
    assert answers(engine) == answers(built(None, shelf))


def test_many_small_updates_are_merged_and_answer_the_same(tmp_path: Path, shelf: Shelf) -> None:
    engine = built(tmp_path, shelf)
    for number in range(3, 25):
        update(engine, [shelf.put(number, f"第{number}个机关党建支部。")], [], f"state {number}")
    del shelf[3]
    update(engine, [], [3, 999], "last")
    assert answers(engine) == answers(built(None, shelf)) == answers(opened(tmp_path, shelf))
    assert len(list(tmp_path.glob("*.seg"))) < 10


def test_another_process_sees_an_update_when_it_asks_for_the_fingerprint(
    tmp_path: Path, shelf: Shelf
) -> None:
    writer, reader = built(tmp_path, shelf), opened(tmp_path, shelf)
    assert reader.search("党建").documents == 2
    update(writer, [shelf.put(3, "党建")], [], "two")
    assert reader.search("党建").documents == 2
    assert reader.fingerprint == "two"
    assert reader.search("党建").documents == 3
    rebuild(writer, [shelf[1]], "three")
    assert reader.search("党建").documents == 3
    assert reader.fingerprint == "three"
    assert reader.search("党建").documents == 1


@pytest.mark.parametrize("step", ["commit.sync", "toc.commit_segments", "toc.sync", "toc.TOC.write"])
def test_an_update_that_was_not_finished_leaves_the_index_before(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    engine = built(tmp_path, shelf)

    def fails(*_: object) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patched:
        patched.setattr(f"index.engine.disk.{step}", fails)
        with pytest.raises(OSError, match="no space"):
            update(engine, [shelf.put(3, "党建")], [], "two")
    del shelf[3]
    assert engine.fingerprint == opened(tmp_path, shelf).fingerprint == "one"
    assert answers(engine) == answers(built(None, shelf))
    update(engine, [shelf.put(3, "党建")], [], "two")
    assert answers(engine) == answers(built(None, shelf))
    found = IndexFolder(tmp_path).newest()
    assert found is not None and len(list(tmp_path.glob("*.seg"))) == len(found.segments)


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
