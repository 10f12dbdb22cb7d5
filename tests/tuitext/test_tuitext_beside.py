"""What a document shares with others: stops to go to, what to mark, and what stands opposite."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Paragraph, Span
from index.reuse.collation.collation import Collation, Text, collate
from tui.text.beside import Beside, Collations

SHARED = "坚持把支部建在项目上，让党旗在一线高高飘扬"
REWORDED = "坚持把小组建在项目上，让党旗在一线高高飘扬"
OTHER = "抓好理论武装，打造坚强有力的战斗堡垒"


def text(id: int, *paragraphs: str) -> Text:
    found, at = [], 0
    for paragraph in paragraphs:
        found.append(Paragraph(at, at + len(paragraph), "body"))
        at += len(paragraph) + 1
    return Text(id, "\n".join(paragraphs), found)


def every_two(*texts: Text) -> Collations:
    numbers = range(len(texts))
    return {(a, b): collate(texts[a], texts[b]) for a in numbers for b in numbers if a < b}


def beside(here: int, *texts: Text) -> Beside:
    return Beside(here, [each.paragraphs for each in texts], every_two(*texts))


AROUND = "甲乙丙丁戊己庚辛壬癸，子丑寅卯辰巳午未申酉戌亥"
LEFT = text(1, "开头的话，各说各的。", f"先说这个：{SHARED}。{AROUND}。", f"{AROUND}；再说那个：{OTHER}。")
RIGHT = text(
    2, "另有一番开场白在这里摆着。", f"一来{REWORDED}！", "中间还有一大段没有的话。", f"二来{OTHER}！"
)
THIRD = text(3, f"第三篇也讲，{OTHER}，仅此而已。")


@pytest.mark.parametrize(("here", "texts"), [(0, (LEFT, RIGHT)), (1, (RIGHT, LEFT)[::-1])])
def test_the_stops_are_the_shared_passages_in_order(here: int, texts: tuple[Text, Text]) -> None:
    found = beside(here, *texts)
    own = texts[here].text
    assert [own[stop.span.start : stop.span.end] for stop in found.stops] == [
        SHARED if here == 0 else REWORDED,
        OTHER,
    ]
    first, second = (stop.span for stop in found.stops)
    assert (found.next(0, 1), found.next(first.start, 1), found.next(second.start, 1)) == (0, 1, None)
    assert (found.next(second.start, -1), found.next(first.start, -1)) == (0, None)
    assert found.next(first.start + 2, -1) == 0, "first to the start of the passage one is in"
    assert (found.at(first.start), found.at(first.end), found.at(second.end - 1)) == (0, None, 1)


def test_one_passage_that_several_documents_have_is_one_stop() -> None:
    found = beside(0, LEFT, RIGHT, THIRD)
    assert [{meeting.other for meeting in stop.meetings} for stop in found.stops] == [{1}, {1, 2}]


def test_marks_are_of_the_document_they_are_in() -> None:
    found = beside(0, LEFT, RIGHT, THIRD)
    edit, *more = found.edits().spans
    assert (LEFT.text[edit.start : edit.end], more) == ("支部", [])
    (edit,) = found.edits(1).spans
    assert RIGHT.text[edit.start : edit.end] == "小组"
    assert found.edits(2).spans == ()
    assert [RIGHT.text[s.start : s.end] for s in found.passages(1).spans] == [REWORDED, OTHER]
    assert [THIRD.text[s.start : s.end] for s in found.passages(2).spans] == [OTHER]


def test_opposite_a_passage_stands_the_same_place_of_it() -> None:
    found = beside(0, LEFT, RIGHT)
    for said in ("党旗", "飘扬", "战斗堡垒"):
        assert found.opposite(1, LEFT.text.index(said)) == RIGHT.text.index(said)


def test_opposite_a_passage_that_has_moved_stands_where_it_has_gone() -> None:
    moved = text(2, f"先讲{OTHER}。", f"后讲{SHARED}。")
    found = beside(0, LEFT, moved)
    for said in ("党旗", "战斗堡垒"):
        assert found.opposite(1, LEFT.text.index(said)) == moved.text.index(said)


def test_documents_that_share_nothing_stand_beside_each_other_by_their_length() -> None:
    one, two = text(1, "甲" * 100), text(2, "乙" * 200)
    found = beside(0, one, two)
    assert found.stops == []
    assert [found.opposite(1, at) for at in (0, 50, 100)] == [0, 100, 200]


said = st.sampled_from([SHARED, REWORDED, OTHER, "各说各话。", "另起一行，"])
paragraphs = st.lists(st.lists(said, min_size=1, max_size=3).map("".join), min_size=1, max_size=4)


@settings(deadline=None)
@given(paragraphs, paragraphs)
def test_outside_of_what_has_moved_the_opposite_never_goes_back(one: list[str], two: list[str]) -> None:
    left, right = text(1, *one), text(2, *two)
    found = beside(0, left, right)
    moved = [m.here for stop in found.stops for m in stop.meetings if m.moved]
    places = [
        found.opposite(1, at)
        for at in range(len(left.text) + 1)
        if not any(span.start <= at < span.end for span in moved)
    ]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= len(right.text)


def test_a_collation_without_pairs_has_no_marks() -> None:
    found = Beside(0, [LEFT.paragraphs, RIGHT.paragraphs], {(0, 1): Collation(1, 2, (), ())})
    assert (len(found.passages()), len(found.edits()), found.at(3)) == (0, 0, None)
    assert found.opposite(1, 0) == 0
    assert Span(0, 0) not in found.passages().spans
