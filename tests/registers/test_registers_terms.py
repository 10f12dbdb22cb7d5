"""What texts say that terms mean, and terms over a corpus."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from registers_labels import stored  # type: ignore[import-not-found]

from index.collect import collect
from index.registers.model import DocumentTerms, Term
from index.registers.terms.rows import use_of, use_row
from index.registers.terms.terms import terms
from index.registers.terms.uses import document_terms
from index.text.script import display


def row(
    text: str,
    id: int = 1,
    region: str | None = None,
    city: str | None = None,
    date: str | None = None,
    copy: int | None = None,
) -> DocumentTerms:
    plain = stored(text)
    document = replace(plain.document, id=id, region=region, city=city, date=date, duplicate_of=copy)
    return document_terms(replace(plain, document=document))


def named(found: Iterable[Term]) -> dict[str, Term]:
    return {one.term: one for one in found}


def expansion(text: str, term: str) -> tuple[str, ...]:
    found = [one for one in terms([row(text)]) if term in one.term and not one.listed]
    return found[0].expansion if found else ()


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("建设班子建设好、队伍管理好、服务群众好的“三好”支部", "三好", "班子建设好 队伍管理好 服务群众好"),
        ("做到“三学”，即领导领学、支部研学、个人自学，成效好", "三学", "领导领学 支部研学 个人自学"),
        ("“三抓”是指抓学习、抓作风、抓落实。", "三抓", "抓学习 抓作风 抓落实"),
        (
            "坚持“四个融入”：融入中心、融入岗位、融入民生、融入基层。",
            "四个融入",
            "融入中心 融入岗位 融入民生 融入基层",
        ),
        ("把“三个结合”贯穿始终。即点线结合、上下结合、内外结合。", "三个结合", "点线结合 上下结合 内外结合"),
        ("抓好明责、履责、督责“三维联动”", "三维联动", "明责 履责 督责"),
        (
            "以“一题一写”为载体；以“一清一亮”为载体；以“一期一考”为载体，形成“三个一”做法",
            "三个一",
            "一题一写 一清一亮 一期一考",
        ),
        (
            "“三个坚持”要落地：一是坚持支部带头，压实责任；二是坚持群众评判，公开结果；三是坚持分类指导，补齐短板。",
            "三个坚持",
            "坚持支部带头 坚持群众评判 坚持分类指导",
        ),
        (
            "“四强”支部应当符合下列要求：\n（一）政治引领强。讲政治。\n（二）班子合力强。讲团结。\n"
            "（三）队伍素质强。讲本领。\n（四）作用显现强。讲实绩。",
            "四强",
            "政治引领强 班子合力强 队伍素质强 作用显现强",
        ),
        (
            "推行“三项机制”，具体如下：1.联席会商。2.台账销号。3.回访评估。",
            "三项机制",
            "联席会商 台账销号 回访评估",
        ),
        ("落实“三项机制”。工作中，一是抓学习，二是抓服务，三是抓监督。", "三项机制", ""),
        ("坚持“三抓”：①抓学习，学深悟透；②抓服务；③抓监督；④抓宣传。", "三抓", ""),
        ("带头做到“三比三看”，走在前列、争当先锋。", "三比三看", ""),
        ("坚定拥护“两个担当”、坚决做到“两个落实”", "两个落实", ""),
        ("落实“三化”要求，防止弱化、虚化。", "三化", ""),
        ("开展疫苗接种、妇女“两癌”筛查", "两癌", ""),
        ("推进文化和旅游、文化和科技“两个融合”", "两个融合", "文化和旅游 文化和科技"),
        ("扩大投资、“两重”、“两新”项目", "两新", ""),
    ],
)
def test_an_abbreviation_is_expanded_by_as_many_items_as_its_number_says(
    text: str, term: str, expected: str
) -> None:
    assert expansion(text, term) == tuple(expected.split())


def test_both_wordings_of_an_item_are_kept_with_their_documents() -> None:
    one = "按照班子建设好、队伍管理好、制度落实好、作用发挥好的标准创建“四好”党支部，“四好”"
    other = one.replace("作用发挥好", "发挥作用好")
    rows = [row(one, 1), row(other, 2), row(display(other, "traditional"), 3)]
    found = {(term.kind, term.type): term for term in terms(rows)}
    assert set(found) == {("mechanism", "党支部")}
    for term in found.values():
        assert [(wording.items[3], wording.documents) for wording in term.expansions] == [
            ("发挥作用好", 2),
            ("作用发挥好", 1),
        ]
        assert term.expansion[3] == "发挥作用好"


def test_the_list_expands_what_no_text_spells_out_and_says_so() -> None:
    found = named(terms([row("增强“四个意识”。")]))["四个意识"]
    assert found.listed and len(found.expansion) == 4 and not found.expansions


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "推进“双融双促”工程。所谓“双融双促”，即党建与业务互融共促。后来如何？",
            "所谓“双融双促”，即党建与业务互融共促。",
        ),
        ("“双融双促”工程启动。“双融双促”工程包括三个方面。完。", "“双融双促”工程包括三个方面。"),
        ("先说别的。实施“双融双促”工程，见效快。再实施“双融双促”工程。", "实施“双融双促”工程，见效快。"),
    ],
)
def test_the_definition_is_the_sentence_that_says_most_else_the_first(text: str, sentence: str) -> None:
    found = next(one for one in terms([row(text)]) if one.kind == "mechanism")
    assert found.definition.text == sentence
    assert text[found.definition.start : found.definition.end] == sentence


def test_a_phrase_in_marks_is_a_formula_once_several_documents_have_it_that_are_no_copies() -> None:
    text = "大家牢记“功成必定有我”，继续前进。"
    rows = [row(text, 1), row("他常说“功成必定有我”。", 2), row(text, 3, copy=1)]
    assert not terms(rows[:1])
    assert not terms(rows)
    found = terms([*rows, row(text, 4)])
    assert [(one.term, one.kind, one.documents, one.occurrences) for one in found] == [
        ("功成必定有我", "formula", 4, 4)
    ]


def test_two_documents_are_enough_for_a_phrase_that_composes_clauses() -> None:
    text = "牢记“功成不必在我、功成必定有我”，继续前进。"
    assert not terms([row(text, 1), row(text, 2, copy=1)])
    (found,) = terms([row(text, 1), row(text, 2)])
    assert (found.term, found.documents) == ("功成不必在我、功成必定有我", 2)


def test_names_of_things_in_marks_are_no_formulae_however_many_have_them() -> None:
    text = "“蓝天号”启航，“光荣奋斗者”归来，“规定动作”做完，“红色足迹”还在"
    assert terms([row(text, id) for id in range(1, 6)]) == ()


def test_a_document_counts_once_for_a_formula_that_it_has_as_a_phrase_too() -> None:
    text = "“强服务、建队伍”两大任务，还有“强服务、建队伍”。"
    (found,) = terms([row(text, 1), row(text, 2)])
    assert (found.documents, found.occurrences) == (2, 4)


def test_a_term_has_its_places_years_dates_variants_and_mentions() -> None:
    rows = [
        row("深化“双进双促”专项行动。“双进双促”见效。", 1, "辽宁", "沈阳", "2023-05"),
        row("开展“双进双促”行动", 2, "辽宁", "大连", "2022"),
        row("开展“双進双促”行動", 3, None, None, None),
    ]
    found = next(one for one in terms(rows) if one.kind == "mechanism")
    assert (found.type, found.documents, found.occurrences) == ("行动", 3, 4)
    assert (found.regions, found.years, found.first, found.last) == (
        ("辽宁",),
        (2022, 2023),
        "2022",
        "2023-05",
    )
    assert [(one.id, one.start, one.text) for one in found.mentions] == [
        (1, 2, "“双进双促”专项行动"),
        (1, 13, "“双进双促”"),
        (2, 2, "“双进双促”行动"),
        (3, 2, "“双進双促”行動"),
    ]
    assert set(found.variants) | {found.term} == {one.text for one in found.mentions}


def test_the_same_name_is_another_instance_elsewhere_unless_the_centre_has_it() -> None:
    here, there = row("推行“1379”工作机制", 1, "湖南", "株洲"), row("完善“1379”机制", 2, "福建", "三明")
    apart = next(one for one in terms([here, there]) if one.kind == "mechanism")
    assert not apart.national
    assert {(one.region, one.city, one.ids) for one in apart.instances} == {
        ("湖南", "株洲", (1,)),
        ("福建", "三明", (2,)),
    }
    centre = row("推广“1379”机制", 3, "中央")
    together = next(one for one in terms([here, there, centre]) if one.kind == "mechanism")
    assert together.national and [one.documents for one in together.instances] == [3]


def test_another_head_noun_makes_another_mechanism_and_a_formula_stays_beside_it() -> None:
    found = terms([row("创建“五好”党支部，叫响“五好”品牌，达到“五好”。")])
    assert {(one.kind, one.type) for one in found} == {
        ("mechanism", "党支部"),
        ("mechanism", "品牌"),
        ("formula", None),
    }


def test_the_order_of_documents_does_not_matter() -> None:
    rows = [
        row(text, id) for id, text in enumerate(("“三学”活动，“三学”", "“三学”行动", "“三学三比”活动"), 1)
    ]
    assert terms(rows) == terms(reversed(rows))


def test_a_use_survives_being_kept_as_a_row() -> None:
    text = "“三学”，即领导领学、支部研学、个人自学。“1379”机制，推广“1379”，“四个意识”。"
    uses = row(text).uses
    assert len(uses) >= 3
    assert tuple(use_of(use_row(use)) for use in uses) == uses


def test_a_hundred_thousand_mentions_are_aggregated_in_a_second_or_so(seeds: dict[str, Path]) -> None:
    rows = [row(collect(path.read_bytes(), path=path.name).text) for path in seeds.values()]
    each = sum(len(use.spans) for one in rows for use in one.uses)
    many = [replace(rows[n % len(rows)], id=n) for n in range(len(rows) * (100_000 // each + 1))]
    started = time.process_time()
    found = terms(many)
    # Twice what it may take, as the machine may be busy.
    assert time.process_time() - started < 2
    assert sum(one.occurrences for one in found) >= 100_000


def test_no_text_makes_extraction_fail_or_lose_its_place(seeds: dict[str, Path]) -> None:
    text = collect(seeds["000"].read_bytes(), path="000.txt").text
    for cut in range(0, len(text), 97):
        piece = text[cut : cut + 400]
        for use in row(piece).uses:
            assert [piece[start:end] for start, end in use.spans] == list(use.forms)
    for odd in ("", "“", "””“", "+党建+", "“三”等", "《“》”", "\n\n", "“1”", "即“四强”:"):
        assert row(odd).uses is not None
