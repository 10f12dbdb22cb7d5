"""The curated formulae, and where a text uses them."""

from __future__ import annotations

import pytest
from registers_labels import stored  # type: ignore[import-not-found]

from index.registers.terms.curated import formulae
from index.registers.terms.formulae import formulae_of
from index.registers.terms.tables import metaphors
from index.text.script import display


def used(text: str) -> list[tuple[str, str]]:
    found = formulae_of(stored(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.term, one.text) for one in found]


def test_every_formula_of_the_list_is_found_under_each_of_its_names() -> None:
    for formula in formulae():
        for name in (formula.term, *formula.variants):
            assert used(f"落实“{name.strip('“”')}”要求")[:1] != [], name


def test_the_list_names_each_formula_once_and_counts_as_its_name_says() -> None:
    terms = [formula.term for formula in formulae()]
    assert len(terms) == len(set(terms))
    counted = {"两": 2, "三": 3, "四": 4, "六": 6}
    for formula in formulae():
        count = counted.get(formula.term[0])
        if count and formula.term[1] == "个" and formula.expansion:
            assert len(formula.expansion) == count, formula.term
        assert formula.year is None or formula.paper, formula.term


def test_a_figure_of_speech_is_no_formula_of_the_list() -> None:
    assert metaphors().isdisjoint(formula.term for formula in formulae())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("拥护“两个确立”，做到“两个维护”", [("两个确立", "两个确立"), ("两个维护", "两个维护")]),
        ("坚持「三会一课」制度", [("三会一课", "三会一课")]),
        ("评选“两红两优一先”", [("两红两优一先", "两红两优一先")]),
        ("建强“四强”党支部", [("四强党支部", "四强”党支部")]),
        ("跻身全国十四强，四强争霸", []),
        ("召开“三会”", [("三会", "三会")]),
        ("三会后散去", []),
        ("围绕中心、建设队伍、服务群众", [("围绕中心、建设队伍、服务群众",) * 2]),
        ("围绕中心。建设队伍。服务群众", []),
        ("二十四个意识流作家", []),
        ("三会\n一课", []),
    ],
)
def test_a_formula_is_found_by_its_letters_and_not_inside_another(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert used(text) == expected


def test_traditional_script_is_read_too() -> None:
    assert [term for term, _ in used(display("增强“四个意识”，坚定“四个自信”", "traditional"))] == [
        "四个意识",
        "四个自信",
    ]


def test_a_longer_name_that_does_not_hold_leaves_the_shorter_one() -> None:
    assert used("从“五化”到“四强”，党支部不断进步") == [("五化", "五化"), ("四强党支部", "四强")]
    assert used("推进“四强”党支部建设") == [("四强党支部", "四强”党支部")]
