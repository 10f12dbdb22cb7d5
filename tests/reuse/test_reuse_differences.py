"""How two wordings differ: edits that a person would mark, in offsets of both texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from index.reuse.differences.differences import differences
from index.reuse.differences.letters import wording
from index.reuse.model import Difference, Relation

MIRROR = {"insert": "delete", "delete": "insert", "replace": "replace", "move": "move"}

# Few letters, so that they meet; both scripts, both widths, marks, readings, letters outside the BMP.
pieces = st.sampled_from(
    [*"党黨建设設机機關关工作一二的和及、，。；“”《》 \u3000\n12２aA－", "關(guān)", "黨（dǎng）", "𠀀", "𠮷"]
)
# Clauses that stand in both, whole or in part, in any order: moves inside moves.
clauses = st.sampled_from(
    [
        "围绕中心",
        "建设队伍",
        "服务群众",
        "经济",
        "政治",
        "和",
        "、",
        "，",
        "。",
        "坚持党建引领",
        "党建引领发展",
        "3年12个",
    ]
)
texts = st.one_of(
    st.lists(pieces, max_size=40).map("".join),
    st.lists(clauses, max_size=14).map("".join),
)


def compare(a: str, b: str) -> tuple[Relation, float, tuple[Difference, ...]]:
    return differences(a, b, Span(0, len(a)), Span(0, len(b)))


def letters(text: str, start: int = 0, end: int | None = None) -> str:
    held = wording(text)
    return "".join(
        letter
        for letter, at in zip(held.letters, held.offsets.tolist(), strict=True)
        if start <= at < (len(text) if end is None else end)
    )


def applied(a: str, b: str, found: tuple[Difference, ...]) -> str:
    """The letters of ``b`` from those of ``a``: what stays, and at its place what is put in or moved."""
    gone = [(d.start, d.end) for d in found]
    held = wording(a)
    stays = [
        letter
        for letter, at in zip(held.letters, held.offsets.tolist(), strict=True)
        if not any(start <= at < end for start, end in gone)
    ]
    put = {
        d.other_start: letters(a, d.start, d.end)
        if d.op == "move"
        else letters(b, d.other_start, d.other_end)
        for d in found
        if d.other_start < d.other_end
    }
    ends = {d.other_start: d.other_end for d in found if d.other_start < d.other_end}
    result: list[str] = []
    at = 0
    other = wording(b).offsets.tolist()
    places = set(other)
    while at < len(b):
        if at in put:
            result.append(put[at])
            at = ends[at]
            continue
        if at in places:
            result.append(stays.pop(0))
        at += 1
    assert not stays
    return "".join(result)


def shown(a: str, b: str) -> list[tuple[str, str, str]]:
    return [(d.op, a[d.start : d.end], b[d.other_start : d.other_end]) for d in compare(a, b)[2]]


@given(texts, texts)
def test_the_edits_make_the_one_wording_of_the_other(a: str, b: str) -> None:
    _, _, found = compare(a, b)
    assert applied(a, b, found) == letters(b)


@given(texts, texts)
def test_what_no_edit_covers_is_the_same_in_both_and_edits_do_not_overlap(a: str, b: str) -> None:
    _, _, found = compare(a, b)
    for start, end in ((0, 1), (2, 3)):
        sides = [(d.start, d.end, d.other_start, d.other_end) for d in found]
        covered = sorted((side[start], side[end]) for side in sides if side[start] < side[end])
        assert all(one[1] <= two[0] for one, two in pairwise(covered))
        text = b if start else a
        for begins, ends in covered:
            held = set(wording(text).offsets.tolist())
            assert {begins, ends - 1} <= held  # an edit begins and ends with a letter


@given(texts, texts)
def test_seen_from_the_other_side_the_list_is_the_mirror_image(a: str, b: str) -> None:
    relation, similarity, found = compare(a, b)
    back = compare(b, a)
    mirrored = [Difference(MIRROR[d.op], d.other_start, d.other_end, d.start, d.end) for d in found]  # type: ignore[arg-type]
    assert back[:2] == (relation, similarity)
    assert sorted(mirrored, key=lambda d: (d.start, d.end, d.other_start, d.other_end)) == list(back[2])


@given(texts, texts)
def test_verbatim_means_the_same_letters_and_nothing_else_does(a: str, b: str) -> None:
    relation, similarity, found = compare(a, b)
    if letters(a) == letters(b):
        assert (relation, similarity, found) == ("verbatim", 1.0, ())
    else:
        assert relation == "near"
        assert 0 <= similarity < 1
        assert found


@given(texts, texts, texts, texts)
def test_offsets_are_those_of_the_whole_texts(before: str, a: str, behind: str, b: str) -> None:
    # A line end before it, so that a reading does not belong to what stands before.
    text = before + "\n" + a + "\n" + behind
    start = len(before) + 1
    alone, inside = compare(a, b), differences(text, b, Span(start, start + len(a)), Span(0, len(b)))
    moved = [Difference(d.op, d.start + start, d.end + start, d.other_start, d.other_end) for d in alone[2]]
    assert (inside[0], inside[1], list(inside[2])) == (alone[0], alone[1], moved)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("機關(guān)黨建「服務品牌」", "机关党建服务品牌"),
        ("２０２１年，Ａ级", "2021年A级"),
        ("围绕中心、建设队伍", "围绕中心建设\n队伍。"),
        ("《𠮷林》", "𠮷林"),
    ],
)
def test_script_width_punctuation_marks_and_readings_are_no_differences(a: str, b: str) -> None:
    assert compare(a, b) == ("verbatim", 1.0, ())


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("提升服务能力", "提高服务能力", [("replace", "升", "高")]),
        ("坚持和加强党的领导", "坚持党的领导", [("delete", "和加强", "")]),
        # What is put in stands between the marks of the clause, not across them.
        ("坚持改革，坚持法治", "坚持改革，坚持创新，坚持法治", [("insert", "", "坚持创新")]),
        ("服务中心大局", "服务大局", [("delete", "中心", "")]),
        # Whole numbers and Latin words.
        ("共有120个支部", "共有12个支部", [("replace", "120", "12")]),
        ("增长三十二个", "增长三十五个", [("replace", "三十二", "三十五")]),
        ("推广APP应用", "推广APK应用", [("replace", "APP", "APK")]),
        # One letter in common between two edits is no reason to stop.
        ("健全制度化机制", "健全规范化体系", [("replace", "制度化机制", "规范化体系")]),
        # Words in common are.
        ("抓好理论学习", "推进理论武装", [("replace", "抓好", "推进"), ("replace", "学习", "武装")]),
    ],
)
def test_edits_are_what_a_person_would_mark(a: str, b: str, edits: list[tuple[str, str, str]]) -> None:
    assert shown(a, b) == edits


@pytest.mark.parametrize(
    ("a", "b", "moved"),
    [
        ("经济和政治", "政治和经济", ["经济", "政治"]),
        ("经济建设、政治建设、文化建设", "政治建设、经济建设、文化建设", ["经济建设"]),
        ("推进经济、政治、文化建设", "推进政治、经济、文化建设", ["经济"]),
        ("抓党建要有力度，久久为功", "久久为功，抓党建要有力度", ["久久为功"]),
    ],
)
def test_a_member_that_has_changed_places_is_a_move(a: str, b: str, moved: list[str]) -> None:
    found = shown(a, b)
    assert [op for op, _, _ in found] == ["move"] * len(moved)
    assert [here for _, here, _ in found] == moved
    assert all(here == there for _, here, there in found)


def test_what_is_put_in_at_the_end_of_a_clause_stands_before_its_punctuation() -> None:
    a, b = "加强领导。推进工作", "加强领导和监督。推进工作"
    (difference,) = compare(a, b)[2]
    assert a[difference.start :] == "。推进工作"


def test_more_in_common_is_more_similar() -> None:
    base = "坚持以高质量党建引领高质量发展"
    little = compare(base, "坚持以高水平党建引领高质量发展")[1]
    much = compare(base, "坚持以高水平党建推动大踏步前进")[1]
    assert 0 < much < little < 1


def test_nothing_in_common_is_one_edit() -> None:
    assert compare("天地玄黄", "宇宙洪荒") == ("near", 0.0, (Difference("replace", 0, 4, 0, 4),))


def test_one_letter_in_a_long_text_is_one_edit_and_never_verbatim() -> None:
    letters_of_all = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(30_000))
    other = letters_of_all[:15_000] + "呀" + letters_of_all[15_001:]
    relation, similarity, found = compare(letters_of_all, other)
    assert relation == "near"
    assert 0.999 < similarity < 1
    assert found == (Difference("replace", 15_000, 15_001, 15_000, 15_001),)


def test_numbers_on_either_side_of_a_mark_are_two() -> None:
    a, b = "三、“十五”时修渠", "“十五”时修渠"
    (left_out,) = compare(a, b)[2]
    assert (left_out.op, a[left_out.start : left_out.end]) == ("delete", "三")
    a, b = "亩产增4.5成", "亩产增6.5成"
    (changed,) = compare(a, b)[2]
    assert (a[changed.start : changed.end], b[changed.other_start : changed.other_end]) == ("4.5", "6.5")
