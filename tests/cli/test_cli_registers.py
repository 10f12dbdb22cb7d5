"""``figures``, ``quotations`` and ``outline`` answer as documented, for readers, as tables and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.i18n import _

ARTICLES = {
    "1.txt": "镇里修路记\n\n全镇共有114个村，修通公路6.4万米，其中山区村85个，"
    "平原村29个，投资220.8万元，通车率97%。\n\n"
    "镇长李长河说：“路通了，日子就好过了，大家都有奔头。”\n\n"
    + "".join(
        f"{number}、着力{word}。各村的同志们分头去做这一件事情，一件一件地落到实处，月月都有进展，年年都有新的变化，群众看得见。\n\n"
        for number, word in zip("一二三", ("修路架桥", "植树造林", "治水护河"), strict=True)
    ),
    "2.txt": "村里的集市\n\n赶集的有300多人。\n",
}
FIGURE = {
    "id",
    "start",
    "end",
    "text",
    "value",
    "upper",
    "unit",
    "subject",
    "qualifier",
    "date",
    "region",
    "sentence",
}


@pytest.fixture
def library(cli: Callable[..., Any], tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    assert cli("--library", tmp_path / "library", "import", folder, "--json").code == 0
    return tmp_path / "library"


def test_figures_as_json(cli: Callable[..., Any], library: Path) -> None:
    answer = cli("figures", "--id", 1, "--json", "--library", library).json
    assert set(answer) == {"total", "figures", "questions", "corpus"}
    text = cli("show", 1, "--json", "--library", library).json["text"]
    for figure in answer["figures"]:
        assert set(figure) >= FIGURE
        assert text[figure["start"] : figure["end"]] == figure["text"]
        assert figure["sentence"][0] <= figure["start"] < figure["end"] <= figure["sentence"][1]
    values = {figure["text"]: (figure["value"], figure["unit"]) for figure in answer["figures"]}
    assert values["6.4万米"] == (64000, "米")
    assert values["220.8万元"] == (2208000, "元")
    assert values["97%"] == (97, "%")
    (question,) = answer["questions"]
    assert question["kind"] == "sum"
    assert [figure["value"] for figure in question["figures"]] == [114, 85, 29]
    assert set(question["figures"][0]) == {"id", "start", "end", "text", "value"}


def test_figures_of_all_documents(cli: Callable[..., Any], library: Path) -> None:
    everything = cli("figures", "--json", "--library", library).json
    assert {figure["id"] for figure in everything["figures"]} == {1, 2}
    assert "incomplete" not in everything
    rows = list(csv.DictReader(io.StringIO(cli("figures", "--csv", "--library", library).out)))
    assert len(rows) == everything["total"] == len(everything["figures"])
    largest = cli("figures", "--sort", "value", "--limit", 1, "--json", "--library", library).json
    assert [figure["text"] for figure in largest["figures"]] == ["220.8万元"]
    assert largest["total"] == everything["total"]
    least = cli("figures", "--sort", "-value", "--limit", 1, "--json", "--library", library).json
    assert least["figures"][0]["value"] == min(figure["value"] for figure in everything["figures"])
    people = cli("figures", "--unit", "人", "--json", "--library", library).json
    assert [figure["text"] for figure in people["figures"]] == ["300多人"]
    assert people["figures"][0]["qualifier"] == "多"


@pytest.mark.parametrize("unit", ["個", "％"])
def test_a_unit_is_the_same_in_any_script_and_width(
    cli: Callable[..., Any], library: Path, unit: str
) -> None:
    found = cli("figures", "--unit", unit, "--json", "--library", library).json["figures"]
    assert [figure["unit"] for figure in found] == {"個": ["个"] * 3, "％": ["%"]}[unit]


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (["--unit", "个"], 1),
        (["--subject", "村", "--limit", 1], 1),
        (["--unit", "人"], 0),
        (["--subject", "公路"], 0),
    ],
)
def test_questions_are_about_the_figures_asked_for(
    cli: Callable[..., Any], library: Path, options: list[object], asked: int
) -> None:
    assert len(cli("figures", *options, "--json", "--library", library).json["questions"]) == asked


def test_tables_as_markdown(cli: Callable[..., Any], library: Path) -> None:
    lines = cli("figures", "--id", 1, "--markdown", "--library", library).out.splitlines()
    assert lines[0].startswith("| id | start | end | text |")
    assert set(lines[1]) == {"|", "-"}
    assert len({line.count("|") for line in lines}) == 1
    assert cli("list", "--markdown", "--library", library).out.startswith("| id | title |")
    assert cli("cite", 1, "--markdown", "--library", library).code == 2
    assert cli("list", "--markdown", "--json", "--library", library).code == 2


def test_figures_for_readers(cli: Callable[..., Any], library: Path) -> None:
    out = cli("figures", "--library", library).out
    assert "220.8万元" in out
    assert "2,208,000" in out
    assert "114" in out


def test_quotations(cli: Callable[..., Any], library: Path) -> None:
    answer = cli("quotations", "--json", "--library", library).json
    (quotation,) = answer["quotations"]
    assert set(quotation) >= {
        "id",
        "start",
        "end",
        "text",
        "speaker",
        "speaker_status",
        "date",
        "attribution",
    }
    text = cli("show", 1, "--json", "--library", library).json["text"]
    assert text[quotation["start"] : quotation["end"]] == quotation["text"]
    assert (quotation["speaker_status"], quotation["speaker"]) == ("explicit", "镇长李长河")
    start, end = quotation["attribution"]
    assert "李长河" in text[start:end]
    assert cli("quotations", "--speaker", "李长河", "--json", "--library", library).json["total"] == 1
    assert cli("quotations", "--speaker", "王", "--json", "--library", library).json["total"] == 0
    assert "李长河" in cli("quotations", "--library", library).out


def test_outlines(cli: Callable[..., Any], library: Path) -> None:
    answer = cli("outline", 2, 1, 2, "--json", "--library", library).json
    assert [outline["id"] for outline in answer["outlines"]] == [2, 1]
    headings = answer["outlines"][1]["headings"]
    assert len(headings) == 3
    text = cli("show", 1, "--json", "--library", library).json["text"]
    for heading in headings:
        assert set(heading) >= {"level", "start", "end", "text"}
        assert text[heading["start"] : heading["end"]] == heading["text"]
    found = cli("outline", "--shape", "着力…×3", "--json", "--library", library).json
    assert [outline["id"] for outline in found["outlines"]] == [1]
    assert {"words": "着力…", "times": 3} in found["outlines"][0]["shape"]
    assert "着力…×3" in cli("outline", 1, "--library", library).out


@pytest.mark.parametrize(
    "words",
    [
        ["figures", "--id", "99"],
        ["figures", "--sort", "size"],
        ["figures", "--where", "NEAR/0"],
        ["figures", "--limit", "x"],
        ["quotations", "--id", "x"],
        ["outline"],
        ["outline", "1", "--shape", "着力"],
        ["outline", "--shape", "×4"],
        ["outline", "99"],
    ],
)
def test_wrong_use_is_told_in_a_sentence(cli: Callable[..., Any], library: Path, words: list[str]) -> None:
    done = cli(*words, "--library", library)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.strip().splitlines()) == 1


def test_terms(cli: Callable[..., Any], library: Path, tmp_path: Path) -> None:
    for number in (3, 4):
        (tmp_path / "articles" / f"{number}.txt").write_text(
            f"第{number}季度的会\n\n{2020 + number}年5月6日\n\n"
            f"会上大家学习“两个确立”，又办“三个早晨”读书班，第{number}次讨论“一桥三路”。\n",
            "utf-8",
        )
    assert cli("import", tmp_path / "articles", "--library", library).code == 0
    answer = cli("terms", "--json", "--library", library).json
    assert set(answer) == {"total", "terms", "corpus"}
    assert answer["total"] == len(answer["terms"])
    by_name = {term["term"]: term for term in answer["terms"]}
    formula = by_name["两个确立"]
    assert set(formula) >= {
        *("term", "kind", "type", "expansion", "definition", "documents", "occurrences", "regions", "years"),
        *("first", "last", "variants", "mentions"),
    }
    assert (formula["kind"], formula["documents"], formula["occurrences"]) == ("formula", 2, 2)
    assert len(formula["expansion"]) == 2
    assert set(formula["definition"]) == {"id", "start", "end", "text"}
    for term in answer["terms"]:
        for at in [term["definition"], *term["mentions"]]:
            text = cli("show", at["id"], "--json", "--library", library).json["text"]
            assert text[at["start"] : at["end"]] == at["text"]
    own = cli("terms", "--id", 3, "--json", "--library", library).json["terms"]
    assert {at["id"] for term in own for at in term["mentions"]} == {3}
    assert {term["term"] for term in own} == set(by_name)
    kinds = [
        cli("terms", "--kind", kind, "--json", "--library", library).json for kind in ("formula", "mechanism")
    ]
    assert sum(answer["total"] for answer in kinds) == len(by_name)
    assert cli("terms", "--where", "年:1999", "--json", "--library", library).json["terms"] == []
    rows = list(csv.DictReader(io.StringIO(cli("terms", "--csv", "--library", library).out)))
    assert [row["term"] for row in rows] == list(by_name)
    assert "两个确立" in cli("terms", "--library", library).out
    assert cli("terms", "--kind", "phrase", "--library", library).code == 2


def test_statistics_over_years_for_readers(cli: Callable[..., Any], library: Path) -> None:
    for number, year in ((1, 2019), (2, 2022)):
        assert cli("set", number, f"date={year}-03-01", "region=湖南", "--library", library).code == 0
    out = cli("stats", "镇", "--by", "region,year", "--library", library).out
    assert [line.split() for line in out.splitlines()[:3]] == [
        ["省份", "2019", "2022", _("all")],
        ["湖南", "1?", "██", "·", "1?"],
        [_("all"), "1?", "·", "1?"],
    ]
    # In the years between there are no documents.
    assert "2019 █  ▁ 2022" in out
    row = cli("stats", "镇", "--json", "--library", library).json["rows"][0]
    assert (row["first"], row["last"]) == ("2019-03-01", "2019-03-01")
    none = cli("stats", "没有的话", "--json", "--library", library).json["rows"][0]
    assert (none["first"], none["last"]) == (None, None)


def test_statistics_of_a_term_are_those_of_its_register(cli: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "1.txt").write_text("甲村的事\n\n支部坚持“三会一课”，三会一课月月开。\n", "utf-8")
    (folder / "2.txt").write_text("乙村的事\n\n村里的三会开得好，别的没有什么可说。\n", "utf-8")
    assert cli("--library", tmp_path / "L", "import", folder, "--json").code == 0
    words = cli("stats", "三会", "--by", "year", "--json", "--library", tmp_path / "L").json["rows"]
    assert sum(row["documents"] for row in words) == 2
    term = cli("stats", "三会一课", "--term", "--by", "year", "--json", "--library", tmp_path / "L").json[
        "rows"
    ]
    assert [(row["documents"], row["occurrences"], row["bucket_documents"]) for row in term] == [(1, 2, 2)]
    refused = cli("stats", "三会", "--term", "--library", tmp_path / "L")
    assert refused.code == 2 and "--term" in refused.err
