"""Families after documents came and went are those that working out anew gives, to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reuse_corpus import corpus_of, stored  # type: ignore[import-not-found]

from index.model import StoredText
from index.reuse.families import families as working
from index.reuse.families import gathering, memory
from index.reuse.families.families import WorkedOut, without_reposts, work_out

CLAUSES = [
    "坚持把组织建在网格上",
    "让干部走进群众中",
    "使服务到家门口",
    "推动资源力量向基层一线下沉",
    "构建齐抓共管的大格局",
    "把办事窗口开到田间地头",
    "坚持把支部建在网格上",
    "让党员走进群众中",
]
"""What is said again and again, some of it nearly alike."""
MARKS = ["，", "。", "、", "\n", "；"]

texts_of = st.lists(
    st.tuples(st.integers(0, len(CLAUSES) - 1), st.integers(0, len(MARKS) - 1)), max_size=7
).map(lambda said: "".join(CLAUSES[clause] + MARKS[mark] for clause, mark in said))
steps_of = st.lists(st.tuples(st.integers(1, 9), st.one_of(st.none(), texts_of)), min_size=1, max_size=3)
"""Documents that get another text, or go."""


def worked_out(
    texts: Mapping[int, str],
    cuts: Sequence[int] = (),
    deleted: Sequence[int] = (),
    duplicates: Mapping[int, int] | None = None,
    **options: object,
) -> WorkedOut:
    corpus = corpus_of(texts, cuts, deleted)

    def load(ids: Sequence[int]) -> list[StoredText]:
        return [stored(id, texts[id]) for id in ids]

    counted = without_reposts(corpus, duplicates or {})
    return work_out(corpus, load, counted, **options)  # type: ignore[arg-type]


def letters(seed: int, size: int = 40) -> str:
    """Letters that nobody else says."""
    return "".join(map(chr, np.random.default_rng(seed).integers(0x5000, 0x9000, size).tolist()))


@pytest.fixture(params=[1, 3], ids=["all-runs", "common-runs"])
def floors(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much changes at once; with all runs, and with those alone that are common throughout."""
    monkeypatch.setattr(memory, "MUCH", 0)
    if request.param > 1:
        monkeypatch.setattr(
            working, "_level", lambda documents, _minimum: request.param if documents > 4 else 1
        )
        monkeypatch.setattr(working, "_SPARE", 0)
        monkeypatch.setattr(working, "_FEW", 2)
        monkeypatch.setattr(gathering, "COMMON", 5)


@pytest.mark.usefixtures("floors")
def test_any_changes_in_any_order_give_what_anew_gives() -> None:
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],  # on a machine with much to do
    )
    @given(
        st.dictionaries(st.integers(1, 9), texts_of, min_size=2, max_size=9),
        st.lists(steps_of, min_size=1, max_size=3),
        st.integers(0, 6),
    )
    def holds(texts: dict[int, str], changes: list[list[tuple[int, str | None]]], cut: int) -> None:
        before = worked_out(texts)
        for steps in changes:
            texts = dict(texts)
            for id, text in steps:
                if text is None:
                    texts.pop(id, None)
                else:
                    texts[id] = text
            kept = before.memory()
            now = worked_out(texts, (cut,), before=kept, revised=[id for id, _ in steps])
            assert now.anew == (kept is None or not texts)
            assert now.families == worked_out(texts).families
            before = now

    holds()


def test_common_runs_are_enough_for_the_commonest_families(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {1: CLAUSES[:4], 2: CLAUSES[:3], 3: CLAUSES[1:5], 4: CLAUSES[:2], 5: CLAUSES[1:4], 6: CLAUSES[2:5]}
    texts = {id: f"{letters(id)}。{'，'.join(clauses)}。{letters(50 + id)}" for id, clauses in said.items()}
    monkeypatch.setattr(working, "_SPARE", 0)
    monkeypatch.setattr(working, "_FEW", 2)
    every = worked_out(texts).families
    assert len(every) > 1
    for level in (2, 3, 9):
        monkeypatch.setattr(
            working, "_level", lambda documents, _, level=level: level if documents > 5 else 1
        )
        assert worked_out(texts).families == every


@pytest.mark.usefixtures("floors")
def test_what_is_deleted_or_a_repost_now_counts_no_longer() -> None:
    formula = "，".join(CLAUSES[:3])
    texts = {id: f"{letters(id)}。{formula}。{letters(50 + id)}" for id in range(1, 8)}
    kept = worked_out(texts).memory()
    deleted = worked_out(texts, deleted=[3], before=kept)
    assert deleted.families == worked_out(texts, deleted=[3]).families
    assert {family.documents for family in deleted.families} == {6}
    reposted = worked_out(texts, duplicates={2: 1}, before=kept)
    assert reposted.families == worked_out(texts, duplicates={2: 1}).families
    assert not deleted.anew
    assert not reposted.anew


def test_what_is_not_touched_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MUCH", 2)
    one, other = "，".join(CLAUSES[:3]), "，".join(CLAUSES[3:6])
    texts = {id: f"{letters(id)}。{one if id < 10 else other}。{letters(50 + id)}" for id in range(1, 19)}
    kept = worked_out(texts).memory()
    texts[19] = f"{letters(19)}。{other}。{letters(69)}"
    read: list[int] = []
    corpus = corpus_of(texts, (18,))

    def load(ids: Sequence[int]) -> list[StoredText]:
        read.extend(ids)
        return [stored(id, texts[id]) for id in ids]

    now = work_out(corpus, load, corpus.alive, before=kept)
    assert not now.anew
    assert [family.documents for family in now.families] == [10, 9]
    assert read == list(range(10, 20))


def test_after_too_much_has_changed_all_is_worked_out_anew() -> None:
    texts = {id: f"{letters(id)}。{CLAUSES[0]}，{CLAUSES[1]}。" for id in range(1, 5)}
    kept = worked_out(texts).memory()
    more = texts | {id: f"{letters(id)}。{CLAUSES[1]}，{CLAUSES[2]}。" for id in range(5, 9)}
    now = worked_out(more, before=kept)
    assert now.anew
    assert now.families == worked_out(more).families


def test_a_memory_that_tells_of_other_texts_is_not_believed() -> None:
    texts = {id: f"{letters(id)}。{CLAUSES[0]}，{CLAUSES[1]}。" for id in range(1, 9)}
    kept = worked_out(texts).memory()
    texts[3] += CLAUSES[2]
    now = worked_out(texts, before=kept)
    assert now.anew
    assert now.families == worked_out(texts).families
