"""The first page of parallels: what is shown of it is what the whole answer has, and all is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]

from index.reuse.model import Page, Passage
from index.reuse.parallels.foremost import foremost
from index.reuse.parallels.parallels import passages
from index.reuse.parallels.questions import lines

SAID = "清早巡渠不误农时，账目当众念，难事先接手"
LESS = "雨前把沟挖通，秋后把粮晒干"
DATES = {2: "2021", 3: "2019-05-01", 4: "2021-01-01", 6: "2021-01", 7: "2018-02", 8: "2019-05-01"}
BY_DATE = [7, 3, 8, 2, 6, 4, 5, 9]
"""A year stands before its months, and these before their days; two have no date."""


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    texts = {1: f"{SAID}。\n开会，{LESS}。"}
    for id in range(2, 10):
        said = SAID.replace("难事", "急事") if id % 3 else SAID
        texts[id] = f"第{chr(0x4E00 + 97 * id)}镇的人都说{said}。散会了{LESS if id < 4 else ''}。"
    return Shelf(texts, cuts=[4], dates=DATES)


def page(shelf: Shelf, at: int, most: int) -> tuple[Passage, ...]:
    text = shelf.texts[1]
    return passages(shelf.corpus, shelf.sources, text, lines(text), own_id=1, page=Page(at, most))


@pytest.mark.parametrize("most", [1, 4, 5, 7])
def test_the_first_parallels_by_date_are_those_of_the_whole_answer(shelf: Shelf, most: int) -> None:
    whole, first = shelf.of(1), page(shelf, 0, most)
    number = foremost(whole, 0)
    assert whole[number].text.startswith(SAID[:4])
    wanted = [one for one in whole[number].parallels if one.id in BY_DATE[:most]]
    assert list(first[number].parallels) == wanted
    assert len(wanted) == most
    assert first[number].more == len(BY_DATE) - most


def test_what_is_left_out_is_counted(shelf: Shelf) -> None:
    whole, first = shelf.of(1), page(shelf, 0, 2)
    assert [replace(one, parallels=(), more=0) for one in whole] == [
        replace(one, parallels=(), more=0) for one in first
    ]
    assert [len(one.parallels) for one in whole] == [len(one.parallels) + one.more for one in first]
    assert len(whole) > 1


def test_of_the_passage_at_the_place_that_is_asked_from(shelf: Shelf) -> None:
    at = shelf.texts[1].index(LESS)
    first = page(shelf, at, 5)
    (told,) = [one for one in first if one.parallels]
    assert told.text == LESS
    assert {one.id for one in told.parallels} == {2, 3}
    assert not told.more


def test_where_all_fit_on_it_nothing_is_left_out_of_the_passage(shelf: Shelf) -> None:
    whole, first = shelf.of(1), page(shelf, 0, 50)
    assert first[foremost(first, 0)] == whole[foremost(whole, 0)]


def test_nobody_else_says_it(shelf: Shelf) -> None:
    text = "无人说过的一句闲话而已矣"
    found = passages(shelf.corpus, shelf.sources, text, lines(text), page=Page(0, 50))
    assert found == ()
