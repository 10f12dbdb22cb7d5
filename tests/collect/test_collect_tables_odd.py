"""Tables that are odd beyond what any program writes: read all the same, or refused at once."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from index.collect.records.table import Member, Table
from index.errors import ImportFailure

TEXT = "机关党委把每月的主题党日开到窗口一线，党员轮流值守，当场办结群众的事项。支部书记逐件回访。"


def table(path: Path, content: str) -> Table:
    path.write_text(content, "utf-8")
    return Table(lambda: path.open("rb"), path.suffix, {})


def read(made: Table) -> list[Member]:
    made.find_columns()
    made.look_over()
    return list(made.members())


def row(member: Member) -> dict[str, object]:
    assert member.problem is None, str(member.problem)
    found: dict[str, object] = json.loads(member.data)["row"]
    return found


def test_more_columns_than_any_table_of_articles_has_are_refused_at_once(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(200_000))
    with pytest.raises(ImportFailure, match="10000 columns"):
        read(table(tmp_path / "a.csv", f"标题,正文,{names}\n某支部,{TEXT[:20]}\n"))


def test_columns_of_one_name_keep_their_places(tmp_path: Path) -> None:
    content = "x#3,x,x#3,正文\n甲,乙,丙," + TEXT.replace("\n", "") + "\n"
    (member,) = read(table(tmp_path / "a.csv", content))
    assert list(row(member).values())[:3] == ["甲", "乙", "丙"]


def test_rows_with_thousands_of_names_of_their_own_do_not_take_minutes(tmp_path: Path) -> None:
    rows = [
        {"标题": f"第{n}支部", "正文": TEXT, **{f"k{n}_{m}": 1 for m in range(60_000)}} for n in range(20)
    ]
    start = time.process_time()
    assert len(read(table(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))) == 20
    assert time.process_time() - start < 30


def test_a_nul_in_a_table_does_not_make_another_encoding_of_it(tmp_path: Path) -> None:
    for filler in ("", "一", "一二", "一二三"):  # whatever a sample of it is cut to
        content = f"标题,正文\n第1支部,{TEXT}\0{filler}\n第2支部,{TEXT}\n"
        members = read(table(tmp_path / "a.csv", content))
        assert [row(member)["标题"] for member in members] == ["第1支部", "第2支部"]
