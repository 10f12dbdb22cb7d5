"""Which stretches of two texts are one passage: what is looked at together changes nothing of it."""

from __future__ import annotations

from random import Random

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]

from index.reuse.parallels.together import Stretch, _grouped, _within_reach, beside_each_other


def some_stretches(random: Random, count: int, reach: int) -> list[Stretch]:
    found = []
    for _ in range(count):
        start, first, size = random.randrange(600), random.randrange(reach), random.randint(4, 40)
        more = random.randrange(3)
        found.append(Stretch(1, 0, start, start + size + more, first, first + size, size, 0, not more))
    return found


def members(groups: list[list[Stretch]]) -> set[frozenset[Stretch]]:
    return {frozenset(group) for group in groups}


@pytest.mark.parametrize("reach", [300, 3000, 100_000])
def test_groups_are_those_of_all_stretches_at_once(reach: int) -> None:
    random = Random(reach)
    joined = 0
    for _ in range(30):
        stretches = some_stretches(random, 60, reach)
        wanted = _grouped(stretches, None)
        assert members(beside_each_other(stretches, None)) == members(wanted)
        joined += sum(len(group) > 1 for group in wanted)
    assert joined


def test_in_a_long_text_few_are_looked_at_together() -> None:
    stretches = some_stretches(Random(1), 400, 400_000)
    largest = max(len(some) for some in _within_reach(stretches))
    assert largest < 20


def test_a_short_run_far_from_a_long_one_is_another_passage() -> None:
    long = Stretch(1, 0, 0, 100, 0, 100, 100, 0, True)
    near, far = (Stretch(1, 0, at, at + 6, at, at + 6, 6, 0, True) for at in (108, 130))
    other = Stretch(1, 0, 150, 250, 150, 250, 100, 0, True)
    assert members(beside_each_other([long, near], None)) == members([[long, near]])
    assert members(beside_each_other([long, far], None)) == members([[long], [far]])
    assert members(beside_each_other([long, other], None)) == members([[long, other]])


def test_of_two_passages_near_each_other_that_are_not_one_each_is_told() -> None:
    """The words between them are others: together they are not much the same, and each of them is."""
    same, ours, theirs = "清早巡渠不误农时", "每逢赶集先到村口值守", "每逢赶集再到村口值守"
    shelf = Shelf(
        {
            1: f"会上说{same}，天气转凉以后人手不足，{ours}。",
            2: f"有人讲{same}，新米入仓之前道路难走，{theirs}。",
        }
    )
    found = {passage.text: [(q.text, q.relation) for q in passage.parallels] for passage in shelf.of(1)}
    assert found == {same: [(same, "verbatim")], ours: [(theirs, "near")]}


def test_the_first_words_of_the_next_sentence_are_left_off_only_where_enough_is_left_to_be_told() -> None:
    ours, theirs = "大伙为自个的田地。浇水", "大伙为了自己的田地，浇水"
    shelf = Shelf({1: f"今天在会上说{ours}以前先开会商量。", 2: f"从前有人讲，{theirs}要趁早。"})
    (passage,) = shelf.of(1)
    assert [(passage.text, q.text) for q in passage.parallels] == [(ours, theirs)]
