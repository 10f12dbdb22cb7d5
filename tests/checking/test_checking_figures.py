"""Figures of a draft beside those of the texts, and what it reuses without saying so."""

# What is not there fails the test as well.
# mypy: disable-error-code="union-attr"
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.checking.model import Report
from index.library import Library

Check = Callable[..., Report]


def test_a_figure_as_in_its_source_has_it(check: Check, ids: dict[str, int]) -> None:
    (one,) = check("云港办成实事214件，渔民都说好。\n").figures
    assert (one.status, one.value, one.unit) == ("same", 214, "件")
    assert one.source.id == ids["甲"]
    assert (one.line, one.column) == (1, 7)


def test_a_figure_that_differs_from_the_source_of_its_sentence(
    check: Check, library: Library, ids: dict[str, int]
) -> None:
    draft = "去年以来，云港市直机关工委组织党员干部上船问需、登岛解难，办成实事241件。\n"
    (one,) = check(draft).figures
    assert one.status == "differs"
    assert (one.other.id, one.other.text) == (ids["甲"], "214件")
    assert library.show(ids["甲"]).text[one.other.start : one.other.end] == "214件"


def test_a_figure_that_no_text_has_is_without_a_source(check: Check) -> None:
    (one,) = check("全县今年新修果园灌溉水渠73公里，涉及农户4户。\n").figures[:1]
    assert (one.status, one.source, one.other) == ("no_source", None, None)


def test_a_figure_in_another_script_and_width_is_the_same(check: Check) -> None:
    (one,) = check("設立流動服務站，黨員志願者達１２６０人。\n").figures
    assert one.status == "same"


def test_a_sentence_may_have_figures_of_both_kinds(check: Check) -> None:
    draft = "工委建立党员先锋岗38个，设立流动服务站，推行新做法，党员志愿者达1620人。\n"
    assert [(one.text, one.status) for one in check(draft).figures] == [
        ("38个", "same"),
        ("1620人", "differs"),
    ]


COUNTED = "全年修缮村道12公里，新建码头3座，疏浚航道45公里，添置救生艇8艘。"


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "a.txt").write_text(f"云港年度小结\n\n{COUNTED}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "海风镇年度小结\n\n镇里疏浚航道54公里，群众拍手叫好。\n", encoding="utf-8"
    )
    with Library.open(tmp_path / "资料库") as library:
        library.import_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
        yield library


@pytest.mark.parametrize(
    ("altered", "is_there"), [("12", "45"), ("45", "12"), ("45", "54")], ids=["beside", "before", "elsewhere"]
)
def test_a_figure_of_another_place_is_no_source(counted: Library, altered: str, is_there: str) -> None:
    draft = COUNTED.replace(f"{altered}公里", f"{is_there}公里")
    told = [one.status for one in counted.check(draft.encode(), "a.md").figures]
    assert sorted(told) == ["differs", "same", "same", "same"]


def test_clauses_in_another_order_have_their_figures(counted: Library) -> None:
    draft = "全年疏浚航道45公里，新建码头3座，修缮村道12公里，添置救生艇8艘。"
    assert {one.status for one in counted.check(draft.encode(), "a.md").figures} == {"same"}


def test_figures_inside_quotations_are_checked_with_these(check: Check) -> None:
    report = check("材料中写道：“全市渔船党支部由此增加到56个。”\n")
    assert report.figures == ()
    assert report.quotations[0].verdict == "verbatim"


REUSED = "从前上岸办事要跑三趟，如今党员把窗口搬到了甲板上，省下的油钱够给孩子买书包。"


def test_what_is_reused_without_marks_is_told_with_its_source(
    check: Check, library: Library, ids: dict[str, int]
) -> None:
    (one,) = check(f"我先说几句自己的话。{REUSED}再说几句自己的话。\n").reused
    assert one.source.id == ids["乙"]
    assert library.show(ids["乙"]).text[one.source.start : one.source.end] == one.source.text
    assert one.text == REUSED[:-1] == one.source.text
    assert (one.line, one.column, one.documents) == (1, 11, 1)
    assert one.earliest.date == "2022-11-20"


@pytest.mark.parametrize("code", ["[N]", "[Z]", "[EB/OL]", "[J]"])
def test_a_reference_reuses_nothing(check: Check, code: str) -> None:
    # A title as long as a sentence.
    assert check(f"海风网. {REUSED[:-1]}{code}. 海风网，2022-11-20.\n").reused == ()


def test_what_is_reused_in_another_script_is_reused(check: Check) -> None:
    from index.text.script import display

    assert len(check(display(REUSED, "traditional")).reused) == 1


@pytest.mark.parametrize(
    "draft",
    [
        f"材料中写道：“{REUSED}”",
        f"> {REUSED}",
        "从前上岸办事要跑三趟，大家都这样。",
        "按照《关于把窗口搬到了甲板上省下的油钱够给孩子买书包的意见》办理。",
        "这几句话是我自己写的，哪一篇文章里都没有，长也没有关系。",
    ],
)
def test_quotations_short_runs_titles_and_own_words_are_not_reused(check: Check, draft: str) -> None:
    assert check(draft + "\n").reused == ()


def test_two_stretches_with_own_words_between_are_two(check: Check) -> None:
    first = "组织党员干部上船问需、登岛解难，办成实事214件"
    report = check(f"去年以来云港市直机关工委把服务海上养殖当作头等大事，而且还{REUSED}\n{first}。\n")
    assert [one.line for one in report.reused] == [1, 1, 2]


def test_what_is_all_formulae_is_not_reused(tmp_path: Path) -> None:
    from index.library import Library

    formulae = "坚持围绕中心、建设队伍、服务群众，做到“两个维护”，坚定“四个自信”，增强“四个意识”"
    (tmp_path / "a.txt").write_text(
        f"某地的做法\n\n各级党组织{formulae}，这是一贯的要求。\n", encoding="utf-8"
    )
    with Library.open(tmp_path / "库") as library:
        library.import_paths([tmp_path / "a.txt"])
        report = library.check(f"我们{formulae.replace('“', '').replace('”', '')}。".encode(), "a.txt")
        assert report.reused == ()
