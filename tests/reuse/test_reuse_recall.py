"""Planted passages are found again however they were reworded, and what is reported is alike."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]
from reuse_planted import OVERLAP, Outcome, alike, letters, looked_for, overlap, plant, reworded  # type: ignore[import-not-found]

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


@pytest.mark.parametrize(("noise", "least"), [(0.1, 0.98), (0.15, 0.95)])
def test_passages_buried_in_paragraphs_are_found_from_the_paragraph(noise: float, least: float) -> None:
    """Nothing tells where they begin and end but what is the same around them and where clauses end."""
    told: Counter[tuple[bool, bool]] = Counter()
    for seed in range(6):
        documents, planted = plant(40 + seed, noise, 40)
        shelf = Shelf(documents, cuts=[20, 35])
        found = {id: shelf.of(id) for id in {one.id for one in planted}}
        for one in planted:
            source, at = next((id, t.index(one.passage)) for id, t in documents.items() if one.passage in t)
            found_again = any(
                overlap(q.start, q.end, at, at + len(one.passage)) >= OVERLAP
                and overlap(q.passage.start, q.passage.end, one.start, one.end) >= OVERLAP
                for p in found[one.id]
                for q in p.parallels
                if q.id == source
            )
            told[len(letters(one.passage)) > 15, found_again] += 1
    assert told[True, True] + told[False, True] >= least * told.total(), told
    # Two letters of ten that are others may be those by which its ends could be told.
    assert told[False, True] >= 0.8 * (told[False, True] + told[False, False]), told


def test_the_generator_plants_what_it_says_and_judges_by_itself() -> None:
    texts, planted = plant(4, 0.15, 30)
    assert all(one.end > one.start for one in planted)
    assert sum(alike(one.passage, texts[one.id][one.start : one.end]) for one in planted) > 15
    assert not alike(planted[0].passage, planted[1].passage)
    assert overlap(0, 10, 2, 12) == pytest.approx(0.8)
    assert looked_for(texts, planted, lambda _: ()).recall == 0
    assert reworded(Random(1), planted[0].passage, 0.5) != planted[0].passage
