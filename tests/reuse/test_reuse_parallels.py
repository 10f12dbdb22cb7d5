"""From a passage to every other text that holds it, verbatim or reworded, with counts and first witness."""

from __future__ import annotations

import gc
from collections import Counter
from itertools import pairwise
from random import Random
from time import thread_time

import pytest
from reuse_asking import Shelf  # type: ignore[import-not-found]
from reuse_planted import letters, plant, texts  # type: ignore[import-not-found]

from index.engine.interface import Cancelled
from index.model import Span
from index.reuse.model import Passage
from index.reuse.parallels.parallels import passages
from index.reuse.parallels.questions import LONGEST, cut
from index.text.script import display

OURS = "清早巡渠不误农时，账目当众念，难事先接手，雨前把沟挖通。"
"""Clauses A，B，C，D。"""
A, B, C, D = OURS[:-1].split("，")


def places(found: tuple[Passage, ...]) -> list[tuple[str, list[tuple[int, str, str]]]]:
    return [(p.text, [(q.id, q.text, q.relation) for q in p.parallels]) for p in found]


def only(found: tuple[Passage, ...]) -> Passage:
    assert len(found) == 1, places(found)
    return found[0]


def around(passage: str, number: int) -> str:
    """A text of its own with ``passage`` in it."""
    return f"第{chr(0x4E00 + 97 * number)}镇开会说事。\n会上有人提出{passage}\n散会时天色已晚。"


def test_a_passage_is_found_verbatim_in_source_offsets_of_both_sides() -> None:
    other = around(f"“{display(OURS, 'traditional').replace('，', '；')}”", 3)
    shelf = Shelf({1: around(OURS, 1), 2: other, 3: around("别的话", 2)})
    start = shelf.texts[1].index(OURS)
    passage = only(shelf.of(1, start, start + len(OURS)))
    assert (passage.start, passage.end) == (start, start + len(OURS) - 1)
    assert passage.text == OURS[:-1]
    (parallel,) = passage.parallels
    assert (parallel.id, parallel.relation, parallel.similarity, parallel.differences) == (
        2,
        "verbatim",
        1.0,
        (),
    )
    assert parallel.text == other[parallel.start : parallel.end]
    assert parallel.text == display(OURS[:-1], "traditional").replace("，", "；")
    assert parallel.passage == Span(passage.start, passage.end)
    assert (passage.listed, passage.documents, passage.occurrences) == (True, 2, 2)


@pytest.mark.parametrize(
    ("wording", "ops"),
    [
        (OURS.replace("当众念", "当场念"), ["replace"]),
        (OURS.replace("难事先接手", "难事一律先接手"), ["insert"]),
        (OURS.replace("清早巡渠不误农时", "清早巡渠"), ["delete"]),
        (f"{A}，{C}，{B}，{D}。", ["move"]),
    ],
    ids=["another word", "more words", "fewer words", "another order"],
)
def test_a_reworded_passage_is_near_and_says_what_differs(wording: str, ops: list[str]) -> None:
    shelf = Shelf({1: around(OURS, 1), 2: around(wording, 2)})
    found = [p for p in shelf.of_text(OURS) if p.text == OURS[:-1]]
    near = next(q for q in only(tuple(found)).parallels if q.id == 2)
    assert near.relation == "near"
    assert 0.7 <= near.similarity < 1
    assert near.text == wording[:-1]
    assert [difference.op for difference in near.differences] == ops
    for difference in near.differences:
        other = shelf.texts[2][difference.other_start : difference.other_end]
        assert (other in wording) and (OURS[difference.start : difference.end] in OURS)
        assert near.start <= difference.other_start <= difference.other_end <= near.end


def test_verbatim_runs_have_eight_letters_and_near_passages_ten() -> None:
    eight, nine = "晒谷场边谈分红事", "晒谷场边谈分红事情"
    shelf = Shelf({1: around(eight, 1), 2: around("河堤加固分三段走完验收", 2)})
    assert [p.text for p in shelf.of_text(f"明日{eight}吧")] == [eight]
    assert shelf.of_text("明日晒谷场边谈分红罢") == ()
    assert shelf.of_text(nine.replace("谈", "说")) == ()
    (near,) = only(shelf.of_text("河堤加固分四段走完验收")).parallels
    assert (near.id, near.relation) == (2, "near")


def test_a_reposted_text_is_shown_in_every_paragraph() -> None:
    whole = "\n".join(texts(4)[:2])
    shelf = Shelf({1: whole, 2: whole, 3: around(OURS, 1)})
    found = shelf.of(1)
    for start, end in ((0, whole.index("\n")), (whole.index("\n") + 1, len(whole))):
        passage = next(p for p in found if p.start in (start, start + 1))
        assert letters(passage.text) == letters(whole[start:end])
        copy = passage.parallels[0]
        assert (copy.id, copy.start, copy.end) == (2, passage.start, passage.end)
        assert copy.relation == "verbatim"


def test_each_paragraph_is_asked_for_by_itself() -> None:
    shelf = Shelf({1: f"{A}，{B}。\n{C}，{D}，后天再议。", 2: around(OURS, 2)})
    assert [p.text for p in shelf.of(1)] == [f"{A}，{B}", f"{C}，{D}"]


def test_what_is_said_of_a_paragraph_does_not_depend_on_what_else_is_asked_for() -> None:
    documents, planted = plant(14, 0.1, 60, documents=40)
    for id, text in list(documents.items()):
        # Paragraphs that take up what another one says, in another order than the other text does.
        pieces = text.split("。")
        documents[id] = "\n".join([*pieces, "。".join(pieces[1::2]), "。".join(pieces[::2])])
    shelf = Shelf(documents, cuts=[13])
    for id in {one.id for one in planted[:6]}:
        text, at = documents[id], 0
        apart: list[Passage] = []
        for line in text.split("\n"):
            apart += shelf.of(id, at, at + len(line)) if line else ()
            at += len(line) + 1
        assert shelf.of(id) == tuple(apart)


def test_a_paragraph_of_many_thousand_letters_is_asked_for_by_its_sentences() -> None:
    sentences = [f"{sentence}。" for text in texts(60) for sentence in text.split("。") if len(sentence) > 12]
    long = "".join(Random(2).sample(sentences, 300))
    assert len(long) > 3 * LONGEST
    pieces = cut(long, [Span(0, 3), Span(3, len(long))])
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == len(long)
    for piece in pieces[1:-1]:
        assert LONGEST // 2 <= piece.end - piece.start <= LONGEST
        assert long[piece.end - 1] in "。！？”）…"
    assert cut("无" * (2 * LONGEST), [Span(0, 2 * LONGEST)]) == [Span(0, LONGEST), Span(LONGEST, 2 * LONGEST)]
    found = Shelf({1: long, 2: texts(60)[0]}).of(1)
    assert {q.id for p in found for q in p.parallels} == {2}


def test_passages_stand_in_order_and_a_shorter_one_names_the_longer_ones_too() -> None:
    shelf = Shelf({1: around(OURS, 1), 2: around(OURS, 2), 3: around(f"{A}。", 3)})
    found = shelf.of_text(OURS)
    assert [p.text for p in found] == [OURS[:-1], A]
    assert [sorted(q.id for q in p.parallels) for p in found] == [[1, 2], [1, 2, 3]]
    assert [p.documents for p in found] == [2, 3]


def test_all_who_share_a_passage_answer_all_of_it() -> None:
    """Applied to the passage, the differences of a parallel give the parallel's letters."""
    shorter = OURS[2:-4]
    shelf = Shelf({1: around(OURS, 1), 2: around(OURS, 2), 3: around(f"都说{shorter}再说。", 3)})
    start = shelf.texts[1].index(OURS)
    for found in (shelf.of_text(OURS), shelf.of(1, start, start + len(OURS))):
        passage = found[0]
        parallel = next(q for q in passage.parallels if q.id == 3)
        assert parallel.passage == Span(passage.start, passage.end)
        assert (parallel.text, parallel.relation) == (shorter, "near")
        assert [difference.op for difference in parallel.differences] == ["delete", "delete"]
        left_out = [(d.start - passage.start, d.end - passage.start) for d in parallel.differences]
        assert left_out == [(0, 2), (len(OURS) - 4, len(OURS) - 1)]


def test_what_is_selected_is_told_with_the_little_more_than_a_formula_that_it_is() -> None:
    formula = "逢会必讲安全生产"
    common = {id: around(f"{formula}一事", id) for id in range(1, 23)}
    shelf = Shelf({**common, 23: f"乡里{formula}。", 24: around(f"乡里{formula}", 24)})
    found = shelf.of_text(f"乡里{formula}")
    assert [(p.text, p.listed, p.documents) for p in found] == [
        (f"乡里{formula}", True, 2),
        (formula, False, 24),
    ]


def test_one_document_may_hold_a_passage_more_than_once() -> None:
    shelf = Shelf({1: f"{OURS}又说：{OURS}", 2: f"{OURS}再说一遍，{OURS}"})
    passage = only(shelf.of(1, 0, len(OURS)))
    assert [q.id for q in passage.parallels] == [2, 2]
    assert (passage.documents, passage.occurrences) == (2, 4)


def test_verbatim_parallels_come_first_then_the_nearest_then_the_earliest() -> None:
    changed, more = OURS.replace("当众念", "当场念"), OURS.replace("当众念", "逐户念").replace("沟", "渠")
    shelf = Shelf(
        {
            1: around(more, 1),
            2: around(changed, 2),
            3: around(OURS, 3),
            4: around(OURS, 4),
            5: around(OURS, 5),
        },
        dates={4: "2020-05", 5: "2019"},
    )
    assert [q.id for q in only(shelf.of_text(OURS)).parallels] == [5, 4, 3, 2, 1]


def test_the_earliest_witness_is_told_by_date_and_those_without_one_are_named() -> None:
    copies = {id: around(OURS, id) for id in range(1, 5)}
    shelf = Shelf(copies, dates={1: "2019-03-02", 3: "2018-11"})
    for found in (shelf.of(1, copies[1].index(OURS)), shelf.of_text(OURS)):
        passage = found[0]
        assert passage.earliest is not None
        assert (passage.earliest.id, passage.earliest.date) == (3, "2018-11")
        assert passage.earliest.date_precision == "month"
        assert not passage.earliest.inferred
        assert passage.undated == (2, 4)
    own = Shelf(copies, dates={1: "2017"}).of(1, copies[1].index(OURS))[0]
    assert own.earliest is not None
    assert own.earliest.id == 1
    assert Shelf(copies).of_text(OURS)[0].earliest is None


def test_what_stands_in_too_many_documents_is_counted_and_not_listed() -> None:
    formula, rest = "逢会必讲安全生产", "并给摩托车队发头盔"
    common = {id: around(f"{formula}一事", id) for id in range(1, 23)}
    shelf = Shelf({**common, 23: f"{formula}，{rest}。{formula}。", 24: around(f"{formula}{rest}", 24)})
    found = shelf.of_text(f"{formula}{rest}")
    assert [(p.text, p.listed, p.documents, p.occurrences) for p in found] == [
        (formula + rest, True, 2, 2),
        (formula, False, 24, 25),
    ]
    assert [[q.id for q in p.parallels] for p in found] == [[23, 24], []]
    few = Shelf({id: text for id, text in common.items() if id <= 20})
    assert only(few.of_text(formula)).listed
    assert only(few.of_text(formula)).documents == 20


def test_a_passage_that_many_have_in_other_words_is_no_formula() -> None:
    numbers = [chr(0x4E00 + 53 * id) for id in range(1, 26)]
    reworded = {id: around(OURS.replace("账", number), id) for id, number in enumerate(numbers, 1)}
    shelf = Shelf({**reworded, 26: around(OURS, 26)})
    passage = next(p for p in shelf.of_text(OURS) if p.text == OURS[:-1])
    assert (passage.listed, passage.documents) == (True, 26)
    assert [q.relation for q in passage.parallels] == ["verbatim"] + 25 * ["near"]


def test_every_place_where_a_passage_stands_verbatim_is_told() -> None:
    """Also where it goes on with a formula, of which all together is little more."""
    formula, passage = "逢会必讲安全生产之事", "安全生产之事为先"
    common = {id: around(f"{formula}一桩", id) for id in range(1, 250)}
    longer = {id: around(f"{formula}为先{chr(0x4E00 + 53 * id)}", id) for id in (251, 252)}
    shelf = Shelf({**common, **longer, 253: around(f"{passage}席", 253), 254: around(f"{passage}册", 254)})
    asked = f"{A}，{B}，{formula}为先也，{C}，{D}。"
    found = {p.text: [q.id for q in p.parallels] for p in shelf.of_text(asked)}
    assert found[passage] == [251, 252, 253, 254]


def test_a_formula_counts_the_document_that_is_asked_about() -> None:
    shelf = Shelf({id: around("逢会必讲安全生产一事", id) for id in range(1, 22)})
    start = shelf.texts[5].index("逢")
    passage = only(shelf.of(5, start, start + 10))
    assert (passage.listed, passage.documents, passage.occurrences) == (False, 21, 21)


def test_corpora_without_anything_to_share_give_nothing() -> None:
    assert Shelf({}).of_text(OURS) == ()
    assert Shelf({1: OURS}).of(1) == ()
    assert Shelf({1: OURS, 2: "。——！", 3: ""}).of(1) == ()
    assert Shelf({1: OURS, 2: "别的"}).of(2) == ()
    assert Shelf({1: "……“”", 2: OURS}).of(1, 0, 4) == ()
    assert Shelf({1: OURS, 2: OURS}, deleted=[2]).of(1) == ()


def test_letters_outside_the_basic_plane_are_letters_and_offsets_stay_code_points() -> None:
    text = "𠮷野家老店在𡈽桥边卖𩸽鱼三十年"
    other = f"😀😀{text}𠀀"
    shelf = Shelf({1: text, 2: other, 3: text.replace("𩸽", chr(ord("𩸽") + 6400))})
    found = only(shelf.of(1))
    first = found.parallels[0]
    assert (first.id, first.start, first.end) == (2, 2, 2 + len(text))
    third = next(q for q in found.parallels if q.id == 3)
    assert third.relation == "near"


def test_bracketed_readings_in_what_is_pasted_are_no_letters() -> None:
    shelf = Shelf({1: around(OURS, 1)})
    pasted = OURS.replace("渠", "渠(qú)").replace("沟", "沟(gōu)")
    passage = only(shelf.of_text(pasted))
    assert passage.text == pasted[:-1]
    assert [q.relation for q in passage.parallels] == ["verbatim"]


def test_answers_do_not_depend_on_how_documents_are_split_nor_on_what_was_deleted() -> None:
    documents, planted = plant(11, 0.1, 40, documents=40)
    gone = {100 + id: text for id, text in documents.items() if id % 3 == 0}
    everything = {**gone, **documents}
    one = Shelf(documents)
    for other in (Shelf(documents, cuts=[3, 4, 17, 31]), Shelf(everything, [5, 20, 30], gone)):
        for each in planted[:12]:
            assert other.of_text(each.passage) == one.of_text(each.passage)
        assert other.of(planted[0].id) == one.of(planted[0].id)
    assert one.of(planted[0].id) == one.of(planted[0].id)


def test_a_passage_is_found_from_either_side() -> None:
    documents, planted = plant(12, 0.1, 40, documents=40, shortest=20)
    shelf = Shelf(documents)
    pairs: Counter[bool] = Counter()
    for each in planted:
        for passage in shelf.of(each.id, each.start, each.end):
            for parallel in passage.parallels:
                back = shelf.of(parallel.id, parallel.start, parallel.end)
                pairs[
                    any(
                        q.id == each.id and q.start < parallel.passage.end and parallel.passage.start < q.end
                        for p in back
                        for q in p.parallels
                    )
                ] += 1
    assert pairs[True] > 40
    assert pairs[False] <= pairs[True] // 100


def test_whoever_no_longer_wants_the_answer_is_rid_of_it() -> None:
    shelf = Shelf(plant(13, 0.1, 10, documents=40)[0])
    text = "\n".join(shelf.texts.values())
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 3

    with pytest.raises(Cancelled):
        passages(shelf.corpus, shelf.sources, text, [Span(0, len(text))], cancelled=cancelled)
    assert asked == 4


def test_whoever_may_not_want_the_answer_is_asked_all_the_time() -> None:
    documents = plant(13, 0.1, 60, documents=60)[0]
    shelf = Shelf({**documents, **{100 + id: text for id, text in documents.items()}})
    text = "".join(documents.values()).replace("\n", "")
    asked: list[float] = [thread_time()]

    def cancelled() -> bool:
        asked.append(thread_time())
        return False

    # Letting go of what nobody needs any more is not ours.
    gc.disable()
    try:
        passages(shelf.corpus, shelf.sources, text, [Span(0, len(text))], cancelled=cancelled)
    finally:
        gc.enable()
    assert len(asked) > 100
    assert max(after - before for before, after in pairwise(asked)) < 0.1


def test_a_document_of_a_hundred_thousand_characters_is_answered_paragraph_by_paragraph() -> None:
    random = Random(3)
    sentences = [
        sentence for text in texts(60) for sentence in text.split("。") if len(letters(sentence)) > 12
    ]
    long = "\n".join("。".join(random.sample(sentences, 5)) for _ in range(700))
    shelf = Shelf({1: long, 2: texts(60)[0], 3: texts(60)[1]})
    assert len(long) > 100_000
    found = shelf.of(1)
    assert {q.id for p in found for q in p.parallels} == {2, 3}
    assert [p.start for p in found] == sorted(p.start for p in found)
    assert not any("\n" in p.text for p in found)


def test_a_passage_ends_where_clauses_do_and_not_in_the_next_sentence() -> None:
    """A changed word before the end of a clause is of it; the first word of other sentences is not."""
    ours = f"大伙说，{A}，{B}，天天修补。今年也一样。"
    theirs = f"有人讲，{A}，{B}，年年修补。今年就不同。"
    (near,) = only(Shelf({1: ours, 2: theirs}).of(1)).parallels
    assert near.text == f"{A}，{B}，年年修补"
    assert [(d.op, theirs[d.other_start : d.other_end]) for d in near.differences] == [("replace", "年年")]
    same = only(Shelf({1: f"{OURS}今天散会。", 2: f"{OURS}今年再议。"}).of(1))
    assert same.text == OURS[:-1]
