"""Two documents beside each other: passages in order, moved ones marked, paragraphs aligned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_corpus import stored  # type: ignore[import-not-found]

from index.model import Paragraph, ParagraphKind, Span
from index.reuse.collation.collation import Collation, Text, collate
from index.reuse.differences.letters import wording
from index.reuse.model import Difference, Pair

LETTERS = [chr(0x4E00 + number * 5) for number in range(2_000)]
MIRROR = {"insert": "delete", "delete": "insert"}


def prose(chance: Random, size: int) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(size))


def noisy(text: str, share: float, chance: Random) -> str:
    """``text`` with a share of its letters replaced, left out or put in."""
    result = []
    for letter in text:
        if letter == "\n" or chance.random() >= share:
            result.append(letter)
        else:
            result.append(chance.choice([chance.choice(LETTERS), "", letter + chance.choice(LETTERS)]))
    return "".join(result)


def document(id: int, paragraphs: Sequence[str], kinds: Sequence[ParagraphKind] = ()) -> Text:
    held = stored(id, "\n".join(paragraphs))
    if not kinds:
        return Text(id, held.text, held.paragraphs)
    named = [Paragraph(p.start, p.end, kind) for p, kind in zip(held.paragraphs, kinds, strict=True)]
    return Text(id, held.text, named)


def sides(left: Text, right: Text, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    return [(left.text[p.left.start : p.left.end], right.text[p.right.start : p.right.end]) for p in pairs]


def overlap(one: Span, two: Span) -> int:
    return max(0, min(one.end, two.end) - max(one.start, two.start))


def mirrored(pairs: Sequence[Pair]) -> list[Pair]:
    def turn(d: Difference) -> Difference:
        op = MIRROR.get(d.op, d.op)
        return Difference(op, d.other_start, d.other_end, d.start, d.end)  # type: ignore[arg-type]

    def order(d: Difference) -> tuple[int, ...]:
        return d.start, d.end, d.other_start, d.other_end

    turned = [
        Pair(
            p.right_id,
            p.left_id,
            p.right,
            p.left,
            p.relation,
            p.similarity,
            tuple(sorted(map(turn, p.differences), key=order)),
            p.moved,
        )
        for p in pairs
    ]
    return sorted(turned, key=lambda p: p.left)


def planted(noise: float, seed: int) -> tuple[Text, Text, list[tuple[Span, Span]]]:
    """Two documents of 30 paragraphs each with 20 passages in common, between letters of their own."""
    chance = Random(seed)
    texts = ["", ""]
    places: list[tuple[Span, Span]] = []
    for number in range(30):
        passage = prose(chance, chance.randint(24, 60)) if number % 3 else ""
        spans = []
        for side, said in enumerate((passage, noisy(passage, noise, chance))):
            texts[side] += prose(chance, 40)
            spans.append(Span(len(texts[side]), len(texts[side]) + len(said)))
            texts[side] += said + prose(chance, 40) + ("\n" if number < 29 else "")
        if passage:
            places.append((spans[0], spans[1]))
    return document(1, texts[0].split("\n")), document(2, texts[1].split("\n")), places


@pytest.mark.parametrize(("noise", "least"), [(0.0, 1.0), (0.1, 0.98), (0.15, 0.95)])
def test_planted_passages_are_found_at_their_places(noise: float, least: float) -> None:
    found = total = extra = 0
    for seed in range(8):
        left, right, places = planted(noise, seed)
        pairs = collate(left, right).pairs
        for here, there in places:
            total += 1
            held = [p for p in pairs if overlap(p.left, here) and overlap(p.right, there)]
            covered = sum(overlap(p.left, here) for p in held)
            found += covered >= 0.6 * (here.end - here.start)
        extra += sum(not any(overlap(p.left, here) for here, _ in places) for p in pairs)
    assert found / total >= least
    assert extra <= 0.05 * total


def test_a_repost_is_one_pair_a_paragraph() -> None:
    chance = Random(2)
    paragraphs = [prose(chance, 300) for _ in range(20)]
    left, right = document(1, paragraphs), document(2, [noisy(text, 0.03, chance) for text in paragraphs])
    collation = collate(left, right)
    assert len(collation.pairs) == 20
    assert [(row.left, row.right) for row in collation.rows] == [(n, n) for n in range(20)]
    for pair, here, there in zip(collation.pairs, left.paragraphs, right.paragraphs, strict=True):
        assert pair.left == Span(here.start, here.end)
        assert pair.right == Span(there.start, there.end)
        assert pair.relation == "near"
        assert pair.similarity > 0.9


def test_a_long_insertion_does_not_cut_a_paragraph_in_two() -> None:
    chance = Random(3)
    first, second = prose(chance, 200), prose(chance, 200)
    left, right = document(1, [first + second]), document(2, [first + prose(chance, 60) + second])
    (pair,) = collate(left, right).pairs
    assert [d.op for d in pair.differences] == ["insert"]


def test_paragraphs_in_another_order_are_found_and_marked_as_moved() -> None:
    chance = Random(4)
    paragraphs = [prose(chance, 100) for _ in range(6)]
    order = [0, 1, 4, 2, 3, 5]
    left, right = document(1, paragraphs), document(2, [paragraphs[number] for number in order])
    pairs = collate(left, right).pairs
    assert sides(left, right, pairs) == [(text, text) for text in paragraphs]
    assert [number for number, pair in enumerate(pairs) if pair.moved] == [4]


def test_sentences_of_a_paragraph_that_have_changed_places_are_moved_too() -> None:
    chance = Random(5)
    first, second = prose(chance, 60), prose(chance, 40)
    left, right = document(1, [f"{first}。{second}。"]), document(2, [f"{second}。{first}。"])
    pairs = collate(left, right).pairs
    assert [one for one, _ in sides(left, right, pairs)] == [first, second]
    assert [pair.moved for pair in pairs] == [False, True]


def test_a_document_that_stands_in_another_is_found_whole() -> None:
    chance = Random(6)
    inside = [prose(chance, 150) for _ in range(4)]
    around = [prose(chance, 150), *inside, prose(chance, 150)]
    collation = collate(document(1, inside), document(2, around))
    assert [pair.relation for pair in collation.pairs] == ["verbatim"] * 4
    assert [(row.left, row.right) for row in collation.rows] == [
        (None, 0), (0, 1), (1, 2), (2, 3), (3, 4), (None, 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        ("天地玄黄宇宙洪荒", "日月盈昃辰宿列张"),
        ("", ""),
        ("，。", "甲"),
        ("七个字母是不够", "七个字母是不够"),
    ],
)
def test_nothing_in_common_is_no_pair(texts: tuple[str, str]) -> None:
    left, right = (document(id, [text]) for id, text in enumerate(texts, 1))
    assert collate(left, right).pairs == ()


def test_eight_letters_are_a_passage() -> None:
    left, right = document(1, ["前面八个相同的字母后"]), document(2, ["别处八个相同的字母完"])
    pairs = collate(left, right).pairs
    assert pairs == ()
    left = document(1, ["前面说的不一样，这八个相同的字母，后面再说"])
    right = document(2, ["别处另有所言，这八个相同的字母，完毕之至矣"])
    (pair,) = collate(left, right).pairs
    assert sides(left, right, [pair]) == [("这八个相同的字母", "这八个相同的字母")]


def test_script_marks_and_readings_do_not_matter() -> None:
    left = document(1, ["推动机关(guān)党建“深度融合”高质量发展"])
    right = document(2, ["推動機關黨建深度融合，高質量發展"])
    (pair,) = collate(left, right).pairs
    assert (pair.relation, pair.similarity, pair.differences) == ("verbatim", 1.0, ())


def test_headings_go_with_headings_though_too_short_for_a_passage() -> None:
    chance = Random(7)
    kinds: list[ParagraphKind] = ["title", "heading", "body", "heading", "body"]
    left = document(
        1, ["甲地的做法", "一、工作背景", prose(chance, 80), "二、几点启示", prose(chance, 80)], kinds
    )
    right = document(
        2, ["乙地的做法", "一、工作背景", prose(chance, 80), "二、有关启示", prose(chance, 80)], kinds
    )
    together = [row for row in collate(left, right).rows if None not in row]
    assert together == [(0, 0), (1, 1), (3, 3)]


passage = st.text(alphabet="甲乙丙丁戊己庚辛，。", min_size=8, max_size=24)


@st.composite
def documents_of_shared_passages(draw: st.DrawFn) -> tuple[Text, Text]:
    pool = draw(st.lists(passage, min_size=1, max_size=5))
    own = st.text(alphabet="金木水火土，", max_size=12)
    paragraph = st.lists(st.one_of(st.sampled_from(pool), own), min_size=1, max_size=4).map("".join)
    text = st.lists(paragraph.filter(bool), min_size=1, max_size=5)
    return document(1, draw(text)), document(2, draw(text))


@settings(deadline=None)
@given(documents_of_shared_passages())
def test_pairs_do_not_overlap_are_in_order_and_stand_in_one_paragraph(both: tuple[Text, Text]) -> None:
    left, right = both
    pairs = collate(left, right).pairs
    assert [pair.left for pair in pairs] == sorted(pair.left for pair in pairs)
    for text, spans in ((left, [p.left for p in pairs]), (right, sorted(p.right for p in pairs))):
        assert all(one.end <= two.start for one, two in pairwise(spans))
        assert all(any(p.start <= s.start and s.end <= p.end for p in text.paragraphs) for s in spans)
    kept = [pair.right for pair in pairs if not pair.moved]
    assert kept == sorted(kept)
    for pair in pairs:
        one, two = wording(left.text, pair.left).letters, wording(right.text, pair.right).letters
        assert (pair.relation == "verbatim") == (one == two)
        assert min(len(one), len(two)) >= (8 if pair.relation == "verbatim" else 10)


@settings(deadline=None)
@given(documents_of_shared_passages())
def test_the_same_from_either_side_and_every_time(both: tuple[Text, Text]) -> None:
    left, right = both
    pairs = collate(left, right).pairs
    assert collate(left, right).pairs == pairs
    back = collate(right, left)
    if left.text != right.text:
        assert list(back.pairs) == mirrored(pairs)


@settings(deadline=None)
@given(documents_of_shared_passages())
def test_every_paragraph_stands_in_one_row_in_order(both: tuple[Text, Text]) -> None:
    left, right = both
    for one, two, found in ((left, right, collate(left, right)), (right, left, collate(right, left))):
        assert [row.left for row in found.rows if row.left is not None] == list(range(len(one.paragraphs)))
        assert [row.right for row in found.rows if row.right is not None] == list(range(len(two.paragraphs)))


def test_what_is_given_up_is_empty() -> None:
    text = "这里有八个相同的字母"
    assert collate(document(1, [text]), document(2, [text]), lambda: True).pairs == ()


def seconds(left: Text, right: Text) -> tuple[float, Collation]:
    start = process_time()
    found = collate(left, right)
    return process_time() - start, found


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_documents_of_a_hundred_thousand_characters_take_less_than_two_seconds(share: float) -> None:
    chance = Random(8)
    paragraphs = [prose(chance, 250) for _ in range(400)]
    left, right = document(1, paragraphs), document(2, [noisy(text, share, chance) for text in paragraphs])
    took, found = seconds(left, right)
    assert len(found.pairs) == 400
    assert took < 2 * 1.5  # of processor time; the machine may be at something else


def test_one_letter_over_and_over_is_soon_done() -> None:
    left, right = document(1, ["哈" * 20_000]), document(2, ["哈" * 19_000, "呵"])
    assert seconds(left, right)[0] < 5


def test_a_word_of_another_clause_is_no_part_of_a_passage() -> None:
    chance = Random(3)
    same = "清早巡渠不误农时账目当众念"
    left = document(1, [f"{same}。{prose(chance, 40)}安全底线。落实汛期值守总体轮流巡查报告制度。"])
    right = document(2, [f"{same}。{prose(chance, 40)}安全。健全汛期值守巡查报告制度。"])
    found = sides(left, right, collate(left, right).pairs)
    assert found == [(same, same), ("汛期值守总体轮流巡查报告制度", "汛期值守巡查报告制度")]


@pytest.mark.parametrize("shared", [1, 2, 3])
def test_a_run_too_short_for_a_passage_takes_nothing_from_one(shared: int) -> None:
    """Six letters of both that end where a passage begins in one of them."""
    chance = Random(11)
    words, lead = prose(chance, 10), prose(chance, 6 - shared)
    left = document(1, [prose(chance, 20) + lead + words + prose(chance, 20)])
    right = document(
        2, [prose(chance, 20) + lead + words[:shared] + prose(chance, 40) + words + prose(chance, 20)]
    )
    assert (words, words) in sides(left, right, collate(left, right).pairs)
    assert (words, words) in sides(right, left, collate(right, left).pairs)


@pytest.mark.parametrize("again", [slice(1, 11), slice(2, 11), slice(3, 11), slice(0, 8), slice(0, 11)])
@pytest.mark.parametrize("last", [False, True])
def test_what_a_paragraph_says_again_in_part_does_not_cut_what_it_says_whole(
    again: slice, last: bool
) -> None:
    chance = Random(5)
    words = prose(chance, 11)
    said = [words[again], words] if last else [words, words[again]]
    left = document(1, [prose(chance, 20).join(["", *said, ""])])
    right = document(2, [prose(chance, 20) + words + prose(chance, 20)])
    assert (words, words) in sides(left, right, collate(left, right).pairs)
