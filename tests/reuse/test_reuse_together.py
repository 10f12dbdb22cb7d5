"""Which stretches of two texts are one passage: what is looked at together changes nothing of it."""

from __future__ import annotations

from random import Random

import pytest

from index.reuse.parallels.alike import _grouped, _Stretch, _together, _within_reach


def some_stretches(random: Random, count: int, reach: int) -> list[_Stretch]:
    found = []
    for _ in range(count):
        start, first, size = random.randrange(600), random.randrange(reach), random.randint(4, 40)
        more = random.randrange(3)
        found.append(_Stretch(1, 0, start, start + size + more, first, first + size, size, 0, not more))
    return found


def members(groups: list[list[_Stretch]]) -> set[frozenset[_Stretch]]:
    return {frozenset(group) for group in groups}


@pytest.mark.parametrize("reach", [300, 3000, 100_000])
def test_groups_are_those_of_all_stretches_at_once(reach: int) -> None:
    random = Random(reach)
    joined = 0
    for _ in range(30):
        stretches = some_stretches(random, 60, reach)
        wanted = _grouped(stretches, None)
        assert members(_together(stretches, None)) == members(wanted)
        joined += sum(len(group) > 1 for group in wanted)
    assert joined


def test_in_a_long_text_few_are_looked_at_together() -> None:
    stretches = some_stretches(Random(1), 400, 400_000)
    largest = max(len(some) for some in _within_reach(stretches))
    assert largest < 20


def test_a_short_run_far_from_a_long_one_is_another_passage() -> None:
    long = _Stretch(1, 0, 0, 100, 0, 100, 100, 0, True)
    near, far = (_Stretch(1, 0, at, at + 6, at, at + 6, 6, 0, True) for at in (108, 130))
    other = _Stretch(1, 0, 150, 250, 150, 250, 100, 0, True)
    assert members(_together([long, near], None)) == members([[long, near]])
    assert members(_together([long, far], None)) == members([[long], [far]])
    assert members(_together([long, other], None)) == members([[long, other]])
