"""Planted passages are found again however they were reworded, and what is reported is alike."""

from __future__ import annotations

from random import Random

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]
from reuse_planted import Outcome, alike, looked_for, overlap, plant, reworded  # type: ignore[import-not-found]

SEEDS = range(2)


def outcome(noise: float) -> tuple[float, float, list[object]]:
    found: list[Outcome] = []
    for seed in SEEDS:
        texts, planted = plant(seed, noise, 60)
        found.append(looked_for(texts, planted, Shelf(texts, cuts=[20, 35]).of_text))
    recall = sum(one.recall for one in found) / len(found)
    return recall, sum(one.precision for one in found) / len(found), [one.missed for one in found]


@pytest.mark.parametrize(("noise", "least"), [(0.0, 0.98), (0.1, 0.98), (0.15, 0.95)])
def test_planted_passages_are_found_and_what_is_reported_is_alike(noise: float, least: float) -> None:
    recall, precision, missed = outcome(noise)
    assert recall >= least, missed
    assert precision >= 0.95


def test_the_generator_plants_what_it_says_and_judges_by_itself() -> None:
    texts, planted = plant(4, 0.15, 30)
    assert all(one.end > one.start for one in planted)
    assert sum(alike(one.passage, texts[one.id][one.start : one.end]) for one in planted) > 15
    assert not alike(planted[0].passage, planted[1].passage)
    assert overlap(0, 10, 2, 12) == pytest.approx(0.8)
    assert looked_for(texts, planted, lambda _: ()).recall == 0
    assert reworded(Random(1), planted[0].passage, 0.5) != planted[0].passage
