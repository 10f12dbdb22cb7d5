"""Importing tables from the command line: columns, sidecars, what is told, and where Ctrl-C leaves it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tui.cli.collecting

Run = Callable[..., Any]
PROGRAM = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())"]


def rows(count: int, **more: object) -> str:
    texts = (
        f"第{n}个支部的机关党建工作写在这里，讲的是第{n}件事，后面还有第{n * 7}件。" for n in range(count)
    )
    return "".join(
        json.dumps({"id": f"n{n}", "标题": f"第{n}支部", "甲": text, **more}, ensure_ascii=False) + "\n"
        for n, text in enumerate(texts)
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "数据" / "a.jsonl"
    path.parent.mkdir()
    path.write_text(rows(3), "utf-8")
    return path


def test_columns_are_named_with_map(cli: Run, table: Path, tmp_path: Path) -> None:
    library = tmp_path / "L"
    refused = cli("import", table, "--library", library, "--json")
    assert refused.code == 1 and refused.json["failed"] == 1
    assert "--map text=" in refused.json["documents"][0]["reason"]
    done = cli("import", table, "--map", "text=甲", "--library", library, "--json")
    assert (done.code, done.json["added"]) == (0, 3)
    assert [file["path"] for file in done.json["documents"]] == [f"{table}#n{n}" for n in range(3)]
    assert {"path", "id", "status", "reason", "duplicate_of"} <= set(done.json["documents"][0])
    assert cli("import", table, "--map", "甲=text", "--library", library, "--json").json["unchanged"] == 3


@pytest.mark.parametrize("words", [["--map", "正文=甲"], ["--map", "text"], ["--map"]])
def test_a_wrong_mapping_is_a_wrong_use(cli: Run, table: Path, tmp_path: Path, words: list[str]) -> None:
    refused = cli("import", table, *words, "--library", tmp_path / "L")
    assert refused.code == 2 and not (tmp_path / "L").exists()


def test_sidecars_are_taken_and_left_out(cli: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "meta.csv").write_text(
        "文件,省份,日期\n甲.txt,辽宁,2020-01-02\n乙.txt,,\n无.txt,湖南,\n", "utf-8-sig"
    )
    without = cli("import", articles, "--no-sidecar", "--library", tmp_path / "A", "--json")
    assert (without.code, without.json["added"], without.json["skipped"]) == (0, 2, 1)
    taken = cli("import", articles, "--library", tmp_path / "B", "--json")
    assert (taken.code, taken.json["added"], taken.json["failed"]) == (1, 2, 1)
    assert "无.txt" in next(f["reason"] for f in taken.json["documents"] if f["status"] == "failed")
    regions = [
        {
            d["title"]: d["region"]
            for d in cli("list", "--library", tmp_path / name, "--json").json["documents"]
        }
        for name in "AB"
    ]
    assert "辽宁" not in regions[0].values() and "辽宁" in regions[1].values()


def test_what_was_told_of_a_sidecar_is_shown(cli: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "meta.csv").write_text("文件,省份\n甲.txt,辽宁\n", "utf-8")
    said = cli("import", articles, "--library", tmp_path / "L").out
    assert "meta.csv" in said and "乙.txt" in said


def test_of_many_rows_a_reader_is_told_the_number(
    cli: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.cli.collecting, "LISTED", 5)
    table.write_text(rows(12) + '{"id": "leer", "甲": ""}\n', "utf-8")
    said = cli("import", table, "--map", "text=甲", "--library", tmp_path / "L").out
    assert said.count("#n") == 5 and " 7 " in said and "#leer" in said


def test_ctrl_c_in_a_table_says_what_was_kept_and_goes_on_later(
    table: Path, tmp_path: Path, until_begun: Callable[[Path], None]
) -> None:
    table.write_text(rows(4000), "utf-8")
    library = tmp_path / "L"
    words = ["import", str(table), "--map", "text=甲", "--library", str(library), "--json"]
    command = subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until_begun(library)
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=120)
    assert command.returncode == 130
    report = json.loads(out)
    assert 0 < report["added"] < 4000 and report["failed"] == 1
    assert len(report["documents"]) == report["added"] + 1
    assert str(report["added"]) in err.decode()
    assert report["corpus"]["documents"] == report["added"]
    again = subprocess.run([*PROGRAM, *words], stdout=subprocess.PIPE, timeout=300, check=True)
    after = json.loads(again.stdout)
    assert (after["unchanged"], after["added"]) == (report["added"], 4000 - report["added"])
