"""``families`` and ``novelty`` answer as documented, for readers, as tables and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FORMULA = "推动机关党建提质增效、当好表率，走在前列勇挑重担"
OTHER = FORMULA.replace("当好表率", "争创一流")


@pytest.fixture
def library(cli: Callable[..., Any], tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    leads = ("春天的会开得早", "夏夜里大家还在谈", "秋收以后再来看")
    for number, (lead, wording) in enumerate(zip(leads, (FORMULA, FORMULA, OTHER), strict=True), 1):
        text = f"{lead}。\n\n{lead}，要围绕发展大局、服务基层一线，{wording}。\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    assert cli("--library", tmp_path / "library", "import", folder, "--json").code == 0
    for number in (1, 2, 3):
        date = f"date={2018 + number}-05-06"
        assert cli("--library", tmp_path / "library", "set", number, date, "--json").code == 0
    return tmp_path / "library"


def test_families_as_json(cli: Callable[..., Any], library: Path) -> None:
    answer = cli("--library", library, "families", "--json").json
    assert set(answer) == {"families", "corpus"}
    (family,) = answer["families"]
    assert set(family) >= {"base", "documents", "occurrences", "earliest", "witnesses", "readings", "regions"}
    assert family["base"].endswith(FORMULA)
    assert family["documents"] == 3
    assert [set(witness) for witness in family["witnesses"]] == [
        {"id", "start", "end", "text", "relation"}
    ] * 3
    assert [witness["relation"] for witness in family["witnesses"]] == ["verbatim", "verbatim", "near"]
    assert family["earliest"]["date"] == "2019-05-06"
    assert family["years"] == [{"value": year, "documents": 1} for year in (2019, 2020, 2021)]
    shown = cli("--library", library, "show", family["witnesses"][2]["id"], "--json").json["text"]
    assert shown[family["witnesses"][2]["start"] : family["witnesses"][2]["end"]].endswith(OTHER)


def test_families_as_a_table_and_for_readers(cli: Callable[..., Any], library: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(cli("--library", library, "families", "--csv").out))
    assert row["documents"] == "3"
    assert row["earliest_date"] == "2019-05-06"
    out = cli("--library", library, "families").out
    assert FORMULA in out
    assert "争创一流" in out
    assert "--limit" not in out
    assert "--limit" in cli("--library", library, "families", "--limit", 1).out


def test_options_are_kept_to(cli: Callable[..., Any], library: Path) -> None:
    def number(*options: object) -> int:
        return len(cli("--library", library, "families", "--json", *options).json["families"])

    assert number("--min-documents", 4) == 0
    assert number("--min-length", 60) == 0
    assert number("--limit", 0) == 0
    assert number("--where", "年:2019") == 0
    assert cli("--library", library, "families", "--min-documents", "x").code == 2


def test_other_wordings_count_for_the_documents_asked_for(
    cli: Callable[..., Any], library: Path, tmp_path: Path
) -> None:
    """No eight letters in a row are in all four, but four documents say it."""
    reworded = FORMULA.replace("党建", "党务").replace("走在", "走到")
    fourth = tmp_path / "fourth.txt"
    text = f"冬天里的第一场雪。\n\n明年还有许多事情，要抓紧去办，{reworded}。\n"
    fourth.write_text(text, "utf-8")
    assert cli("--library", library, "import", fourth, "--json").code == 0

    def listed(*options: object) -> list[dict[str, Any]]:
        return list(cli("--library", library, "families", "--json", *options).json["families"])

    usual = listed()
    assert [family["documents"] for family in usual] == [4, 3]
    assert listed("--min-documents", 4) == usual[:1]
    assert listed("--min-documents", 4, "--where", "要") == usual[:1]
    assert listed("--min-documents", 5) == []


def test_novelty_as_json(cli: Callable[..., Any], library: Path) -> None:
    answer = cli("--library", library, "novelty", 1, 2, 2, "--json").json
    first, second = answer["documents"]
    assert set(first) == {"id", "letters", "earlier", "elsewhere", "own", "stretches"}
    assert (first["id"], second["id"]) == (1, 2)
    assert first["earlier"] == 0 < first["elsewhere"]
    earlier = [stretch for stretch in second["stretches"] if stretch["status"] == "earlier"]
    assert any(FORMULA in stretch["text"] for stretch in earlier)
    assert {stretch["earliest"]["id"] for stretch in earlier} == {1}


def test_novelty_for_readers(cli: Callable[..., Any], library: Path) -> None:
    done = cli("--library", library, "novelty", 2)
    assert done.code == 0
    assert "2019-05-06 [1]" in done.out
    assert FORMULA[:6] in done.out
    assert cli("--library", library, "novelty", 77).code == 2
    assert cli("--library", library, "novelty").code == 2


@pytest.mark.parametrize(
    ("option", "number", "least"),
    [("--min-documents", 1, 2), ("--min-documents", 0, 2), ("--min-length", 3, 8)],
)
def test_what_no_family_can_be_is_said_rather_than_answered_otherwise(
    cli: Callable[..., Any], library: Path, option: str, number: int, least: int
) -> None:
    run = cli("--library", library, "families", option, number)
    assert run.code == 2
    assert run.out == ""
    assert str(number) in run.err
    assert str(least) in run.err
