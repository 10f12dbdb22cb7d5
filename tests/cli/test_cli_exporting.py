"""Tables in files: what Excel, scripts and Markdown get of them, and that nothing is lost in writing them."""

from __future__ import annotations

import csv
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ExportError, ExportExists
from tui.exporting import FORMULA, Table, export, pieces

COLUMNS = ("term", "documents", "years", "thin", "note")
ROWS: list[dict[str, object]] = [
    {
        "term": "四强党支部",
        "documents": 12,
        "years": (2021, 2022),
        "thin": False,
        "note": "他说“一、二”\n又说",
    },
    {"term": "=1+2", "documents": -3, "years": (), "thin": True, "note": "a|b\\c"},
    {"term": "甲,乙", "documents": 0.5, "years": [2023], "thin": False, "note": None},
]
TABLE = Table(COLUMNS, ROWS)

GOLDEN_CSV = (
    "\ufeffterm,documents,years,thin,note\n"
    '四强党支部,12,2021;2022,false,"他说“一、二”\n又说"\n'
    "'=1+2,-3,,true,a|b\\c\n"
    '"甲,乙",0.5,2023,false,\n'
)
GOLDEN_MARKDOWN = (
    "| term | documents | years | thin | note |\n"
    "|---|---|---|---|---|\n"
    "| 四强党支部 | 12 | 2021;2022 | false | 他说“一、二” 又说 |\n"
    "| =1+2 | -3 |  | true | a\\|b\\\\c |\n"
    "| 甲,乙 | 0.5 | 2023 | false |  |\n"
)
GOLDEN_JSON = (
    '[\n{"term": "四强党支部", "documents": 12, "years": [2021, 2022], "thin": false, '
    '"note": "他说“一、二”\\n又说"},\n'
    '{"term": "=1+2", "documents": -3, "years": [], "thin": true, "note": "a|b\\\\c"},\n'
    '{"term": "甲,乙", "documents": 0.5, "years": [2023], "thin": false, "note": null}\n]\n'
)


@pytest.mark.parametrize(
    ("name", "golden"),
    [
        ("a.csv", GOLDEN_CSV),
        ("a.MD", GOLDEN_MARKDOWN),
        ("a.markdown", GOLDEN_MARKDOWN),
        ("a.json", GOLDEN_JSON),
    ],
)
def test_a_table_is_written_by_the_ending_of_its_file(tmp_path: Path, name: str, golden: str) -> None:
    assert export(TABLE, tmp_path / name) == 3
    assert (tmp_path / name).read_bytes().decode() == golden
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_excel_and_scripts_read_it_back(tmp_path: Path) -> None:
    export(TABLE, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["note"] for row in rows] == ["他说“一、二”\n又说", "a|b\\c", ""]
    export(TABLE, tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))[0]["years"] == [2021, 2022]
    export(Table(COLUMNS, ()), tmp_path / "none.json")
    assert json.loads((tmp_path / "none.json").read_text("utf-8")) == []


def test_headings_are_for_people_and_names_for_programs(tmp_path: Path) -> None:
    table = Table(("term",), [{"term": "甲"}], ("提法",))
    for name in ("a.csv", "a.md", "a.json"):
        export(table, tmp_path / name)
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "提法\n甲\n"
    assert (tmp_path / "a.md").read_text("utf-8").startswith("| 提法 |")
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == [{"term": "甲"}]


@given(st.text(max_size=8))
def test_no_text_becomes_a_formula_and_none_is_changed_otherwise(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    table = Table(("a",), [{"a": text}])
    written = "".join(piece.text for piece in pieces(table, "csv", harmless=True))
    cell = next(csv.reader(written.splitlines(keepends=True)[1:] or [""]), [""])
    shown = cell[0] if cell else ""
    if text[:1] in FORMULA and text:
        assert written.splitlines(keepends=True)[1].lstrip('"').startswith("'")
    elif not set(text) & set("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00"):
        assert shown == text


def test_a_file_that_is_there_is_not_replaced_unless_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(ExportExists):
        export(TABLE, path)
    assert path.read_text("utf-8") == "mine"
    assert export(TABLE, path, overwrite=True) == 3
    assert path.read_text("utf-8").startswith("\ufeffterm")


@pytest.mark.parametrize("name", ["a", "a.xlsx", ".csv", "", "none/a.csv"])
def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError) as refused:
        export(TABLE, tmp_path / name)
    assert str(tmp_path) in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_nothing_is_left_of_a_file_that_could_not_be_completed(tmp_path: Path) -> None:
    def rows() -> Iterator[dict[str, object]]:
        yield {"term": "甲"}
        raise OSError(28, "No space left on device")

    (tmp_path / "a.csv").write_text("mine", "utf-8")
    with pytest.raises(ExportError):
        export(Table(("term",), rows()), tmp_path / "a.csv", overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text("utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_it_is_the_users_file_like_any_other(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        export(TABLE, tmp_path / "a.csv")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o644
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    export(Table(("a",), [{"a": 1}]), tmp_path / "link.csv", overwrite=True)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "a\n1\n"


@pytest.fixture
def library(cli: Callable[..., Any], tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    shared = "镇里的支部把修路的事情一件一件地议过，又一件一件地写在墙上给大家看。"
    for number in range(3):
        said = "他说：“路通了，日子就好过了。”"
        text = f"第{number}篇\n\n一、着力修路。{shared}今年共修路{number + 2}公里，{said}\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    assert cli("--library", tmp_path / "library", "import", folder, "--json").code == 0
    return tmp_path / "library"


@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["search", "支部"], ["kwic", "支部"], ["stats", "支部", "--by", "region,year"],
        ["terms"], ["figures"], ["quotations"], ["outline", 1], ["families", "--min-documents", 2],
        ["xref", 1], ["compare", 1, 2],
    ],
)  # fmt: skip
def test_every_table_of_the_command_line_has_all_three_forms(
    cli: Callable[..., Any], library: Path, words: list[object]
) -> None:
    assert cli(*words, "--json", "--library", library).code == 0
    rows = list(csv.reader(cli(*words, "--csv", "--library", library).out.splitlines()))
    lines = cli(*words, "--markdown", "--library", library).out.splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[0] == "| " + " | ".join(rows[0]) + " |"
    assert len({len(row) for row in rows}) == 1


def test_parallels_and_shared_passages_are_rows(cli: Callable[..., Any], library: Path) -> None:
    found = cli("xref", 1, "--json", "--library", library).json["passages"]
    rows = list(csv.DictReader(cli("xref", 1, "--csv", "--library", library).out.splitlines()))
    assert len(rows) == sum(len(passage["parallels"]) or 1 for passage in found) > 1
    assert {row["id"] for row in rows} == {"2", "3"}
    pairs = cli("compare", 1, 2, "--json", "--library", library).json["pairs"]
    table = list(csv.DictReader(cli("compare", 1, 2, "--csv", "--library", library).out.splitlines()))
    assert [[int(row["left_start"]), int(row["left_end"])] for row in table] == [
        pair["left"] for pair in pairs
    ]
    assert cli("xref", "--queries", "-", "--csv", "--library", library).code == 2
