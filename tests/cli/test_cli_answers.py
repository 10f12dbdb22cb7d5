"""The JSON of every command, key by key (cli.md), its CSV, and what is written for a reader."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

DOCUMENT = {
    *("id", "title", "subtitle", "authors", "source", "date", "date_precision", "posted", "inferred"),
    *("region", "city", "level", "organ", "kind", "url", "path", "sources", "script", "characters"),
    "duplicate_of",
}
CORPUS = {"documents", "characters", "fingerprint", "version"}
HIT = DOCUMENT | {"score", "occurrences", "loose", "related", "snippets"}
FACETS = {"region", "city", "level", "year", "source", "kind"}


@pytest.fixture(params=["own", "sample"])
def either(request: pytest.FixtureRequest) -> str:
    """The small library and the sample: the shapes are the same."""
    return "sample" if request.param == "sample" else str(request.getfixturevalue("library"))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def id_of(cli: Run, library: Path, name: str) -> int:
    documents = cli("list", "--library", library, "--json").json["documents"]
    return next(int(document["id"]) for document in documents if document["path"].endswith(name))


def test_import_says_what_became_of_each_file(cli: Run, articles: Path, tmp_path: Path) -> None:
    (articles / "空.txt").write_bytes(b"")
    first = cli("import", articles, "--library", tmp_path / "L", "--json", "--set", "kind=经验")
    assert first.code == 1
    assert set(first.json) >= {"added", "updated", "unchanged", "skipped", "failed", "documents", "seconds"}
    assert (first.json["added"], first.json["failed"]) == (2, 1)
    assert set(first.json["corpus"]) == CORPUS
    for file in first.json["documents"]:
        assert set(file) >= {"path", "id", "status", "reason", "duplicate_of"}
    (failed,) = [file for file in first.json["documents"] if file["status"] == "failed"]
    assert failed["path"].endswith("空.txt")
    assert "空" in failed["reason"]
    (articles / "空.txt").unlink()
    again = cli("import", articles, "--library", tmp_path / "L", "--json")
    assert (again.code, again.json["unchanged"], again.json["added"]) == (0, 2, 0)
    listed = cli("list", "--library", tmp_path / "L", "--json").json["documents"]
    assert {document["kind"] for document in listed} == {"经验"}


def test_import_as_a_table_and_for_a_reader(cli: Run, articles: Path, tmp_path: Path) -> None:
    rows = table(cli("import", articles, "--library", tmp_path / "L", "--csv").out)
    assert [row["status"] for row in rows] == ["added", "added"]
    shown = cli("import", articles, "--library", tmp_path / "M").out
    assert shown.startswith("新增 2\n")


def test_a_long_report_of_an_import_ends_with_what_failed_and_the_totals(
    cli: Run, articles: Path, tmp_path: Path
) -> None:
    (articles / "0.txt").write_bytes(b"")
    for number in range(1, 31):
        text = f"第{number}次学习会研究了第{number * 7}号文件，会上有{number * 3}人发言。\n"
        (articles / f"{number}.txt").write_text(text, encoding="utf-8")
    shown = cli("import", articles, "--library", tmp_path / "L").out.splitlines()
    assert shown[0] == shown[-1] == "新增 32 · 失败 1"
    assert "0.txt" in shown[-3]
    # A short one says each thing once.
    again = cli("import", articles, "--library", tmp_path / "L").out.splitlines()
    assert again[0] == "未变 32 · 失败 1" and len(again) == 3


def test_list(cli: Run, either: str) -> None:
    answer = cli("list", "--library", either, "--json").json
    assert set(answer) == {"documents", "corpus"}
    assert set(answer["corpus"]) == CORPUS
    assert answer["corpus"]["documents"] == len(answer["documents"]) > 0
    for document in answer["documents"]:
        assert set(document) >= DOCUMENT
    rows = table(cli("list", "--library", either, "--csv").out)
    assert [int(row["id"]) for row in rows] == [document["id"] for document in answer["documents"]]
    shown = cli("list", "--library", either).out
    assert f"共 {len(rows)} 篇" in shown


def test_list_where_takes_a_query(cli: Run, library: Path) -> None:
    def found(query: str) -> int:
        return len(cli("list", "--where", query, "--library", library, "--json").json["documents"])

    assert (found("四强党支部"), found("机关党建"), found("-四强党支部"), found("没有的话")) == (1, 2, 1, 0)


def test_a_document_without_a_title_is_named_by_its_first_sentence(cli: Run, library: Path) -> None:
    assert "‹福建三明的机关党建工作者" in cli("list", "--library", library).out


def test_show(cli: Run, either: str) -> None:
    id = cli("list", "--library", either, "--json").json["documents"][0]["id"]
    answer = cli("show", id, "--library", either, "--json").json
    assert set(answer) >= DOCUMENT | {"text", "paragraphs", "repairs", "furniture", "corpus"}
    assert "display" not in answer
    assert "why" not in answer
    for paragraph in answer["paragraphs"]:
        assert set(paragraph) >= {"start", "end", "kind"}
    assert answer["characters"] == len(answer["text"])
    pieces = [answer["text"][part["start"] : part["end"]] for part in answer["paragraphs"]]
    assert "\n".join(pieces) == answer["text"]
    for piece in pieces:
        assert piece in cli("show", id, "--library", either).out


def test_show_in_another_script_keeps_the_text(cli: Run, library: Path) -> None:
    answer = cli("show", 1, "--script", "traditional", "--library", library, "--json").json
    assert len(answer["display"]) == len(answer["text"])
    assert "機關黨建" in answer["display"]
    assert "机关党建" in answer["text"]
    assert "機關黨建" in cli("show", 1, "--script", "traditional", "--library", library).out


def test_show_why_names_the_evidence(cli: Run, library: Path) -> None:
    why = cli("show", id_of(cli, library, "甲.txt"), "--why", "--library", library, "--json").json["why"]
    assert {evidence["field"] for evidence in why} >= {"region"}
    for evidence in why:
        assert set(evidence) >= {"field", "value", "score", "reason"}


def test_search(cli: Run, either: str) -> None:
    answer = cli("search", "机关党建", "--library", either, "--json").json
    assert set(answer) >= {
        *("query", "documents", "occurrences", "loose_occurrences", "related_documents"),
        *("facets", "hits", "suggestions", "took_ms", "corpus"),
    }
    assert answer["query"] == "机关党建"
    assert set(answer["facets"]) == FACETS
    for values in answer["facets"].values():
        assert sum(value["documents"] for value in values) == answer["documents"]
        assert all(set(value) == {"value", "documents", "occurrences"} for value in values)
    assert answer["hits"]
    for hit in answer["hits"]:
        assert set(hit) >= HIT
        text = cli("show", hit["id"], "--library", either, "--json").json["text"]
        for snippet in hit["snippets"]:
            assert set(snippet) >= {"start", "end", "text", "highlights"}
            assert text[snippet["start"] : snippet["end"]] == snippet["text"]
            for start, end in snippet["highlights"]:
                assert snippet["start"] <= start < end <= snippet["end"]


def test_search_counts_exactly(cli: Run, library: Path, texts: dict[str, str]) -> None:
    answer = cli("search", "机关党建", "--library", library, "--json").json
    plain = sum(text.count("机关党建") for text in texts.values())
    assert (answer["documents"], answer["occurrences"], answer["loose_occurrences"]) == (2, plain, plain + 1)
    shown = cli("search", "机关党建", "--library", library).out
    assert shown.startswith(f"2 篇，{plain} 处（另有宽松匹配 1 处")


def test_search_limit_and_order_do_not_change_the_totals(cli: Run, library: Path) -> None:
    id = id_of(cli, library, "甲.txt")
    cli("set", id, "date=2021-10", "--library", library)
    cli("set", id_of(cli, library, "乙.txt"), "date=2017", "--library", library)
    one = cli("search", "机关党建", "--limit", "1", "--sort", "date", "--library", library, "--json").json
    assert (len(one["hits"]), one["documents"]) == (1, 2)
    assert one["hits"][0]["id"] == id


def test_search_as_a_table(cli: Run, library: Path) -> None:
    rows = table(cli("search", "机关党建", "--library", library, "--csv").out)
    assert {row["title"] for row in rows} >= {""}
    assert all("机关党建" in row["snippet"] and int(row["occurrences"]) > 0 for row in rows)
    empty = cli("search", "没有的话", "--library", library, "--csv").out
    assert empty.splitlines()[0].startswith("id,title,")


def test_queries_of_a_file_are_answered_a_line_each(cli: Run, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("\ufeff机关党建\n\n（\n四强党支部\n", encoding="utf-8")
    result = cli("search", "--queries", file, "--library", library)
    assert result.code == 1
    first, broken, last = map(json.loads, result.out.splitlines())
    assert (first["query"], first["documents"]) == ("机关党建", 2)
    assert (broken["query"], broken["error"]["type"]) == ("（", "QueryError")
    assert set(broken["error"]) == {"type", "message", "position", "nearest"}
    assert (last["query"], last["occurrences"]) == ("四强党支部", 2)
    for answer in (first, broken, last):
        assert set(answer["corpus"]) == CORPUS
    good = tmp_path / "good.txt"
    good.write_text("机关党建", encoding="utf-8")
    assert cli("search", "--queries", good, "--library", library, "--json").code == 0


def test_kwic(cli: Run, library: Path, texts: dict[str, str]) -> None:
    answer = cli("kwic", "机关党建", "--width", "5", "--library", library, "--json").json
    assert set(answer) >= {"lines", "corpus"}
    assert len(answer["lines"]) == sum(text.count("机关党建") for text in texts.values())
    for line in answer["lines"]:
        assert set(line) >= {"id", "start", "end", "left", "keyword", "right"}
        assert line["keyword"] == "机关党建"
        assert max(len(line["left"]), len(line["right"])) <= 5
    for sort in ("left", "right", "date"):
        rows = table(cli("kwic", "机关党建", "--sort", sort, "--library", library, "--csv").out)
        assert len(rows) == len(answer["lines"])
    assert "4 处" in cli("kwic", "机关党建", "--library", library).out


def test_stats(cli: Run, either: str) -> None:
    answer = cli("stats", "机关党建", "--by", "region,level", "--library", either, "--json").json
    assert set(answer) >= {"rows", "corpus"}
    for row in answer["rows"]:
        assert set(row) >= {
            *("region", "level", "documents", "occurrences", "per_100_documents", "per_10000_characters"),
            *("bucket_documents", "bucket_characters", "thin"),
        }
    assert sum(row["bucket_documents"] for row in answer["rows"]) == answer["corpus"]["documents"]
    rows = table(cli("stats", "机关党建", "--by", "region,level", "--library", either, "--csv").out)
    assert [row["documents"] for row in rows] == [str(row["documents"]) for row in answer["rows"]]
    assert "省份" in cli("stats", "机关党建", "--library", either).out


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["search", "党建"],
        ["kwic", "党建"],
        ["stats", "党建", "--by", "year,level,region"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_what_is_written_for_a_reader_fits_80_columns(
    cli: Run, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "80")
    shown = cli(*words, "--library", "sample").out
    assert len(shown.splitlines()) > 5
    assert max(cell_len(line) for line in shown.splitlines()) <= 80


def test_a_document_shown_in_a_pipe_has_no_line_breaks_of_ours(
    cli: Run, library: Path, texts: dict[str, str]
) -> None:
    shown = cli("show", id_of(cli, library, "乙.txt"), "--library", library).out
    for paragraph in texts["乙.txt"].split("\n\n"):
        assert paragraph.strip() in shown.splitlines()


@pytest.mark.parametrize("style", ["gb2025", "gb2015", "plain", "markdown"])
def test_cite(cli: Run, either: str, style: str) -> None:
    id = cli("list", "--library", either, "--json").json["documents"][0]["id"]
    text = cli("show", id, "--library", either, "--json").json["text"]
    answer = cli("cite", id, "2:9", "--style", style, "--library", either, "--json").json
    assert set(answer) == {"text", "citation", "reference", "corpus"}
    assert text[2:9] in answer["text"]
    assert answer["reference"] in cli("cite", id, "2:9", "--style", style, "--library", either).out
    assert cli("cite", id, "--style", style, "--library", either, "--json").json["reference"]


def test_set_remove_and_undo_name_what_changed(cli: Run, library: Path) -> None:
    id = id_of(cli, library, "乙.txt")
    changed = cli("set", id, "region=福建", "date=2017年10月", "--library", library, "--json").json
    assert set(changed) == {"changed", "corpus"}
    assert changed["changed"] == [id]
    document = cli("show", id, "--library", library, "--json").json
    assert (document["region"], document["date"], document["date_precision"]) == ("福建", "2017-10", "month")
    assert cli("remove", id, "--library", library, "--json").json["changed"] == [id]
    assert cli("list", "--library", library, "--json").json["corpus"]["documents"] == 1
    assert cli("undo", "--library", library, "--json").json["changed"] == [id]
    assert cli("undo", "--library", library).out == f"已更改：{id}\n"
    assert cli("show", id, "--library", library, "--json").json["date"] is None


def test_many_changed_documents_are_named_by_their_range(cli: Run, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"机关党建工作第{number}篇。", "utf-8")
    library = tmp_path / "library"
    cli("import", tmp_path, "--library", library)
    assert cli("remove", "2", "--library", library).out == "已更改：2\n"
    assert cli("undo", "--library", library).code == 0
    assert cli("undo", "--library", library).out == "已更改：1–4\n"


def test_repairs_are_listed_and_undone(cli: Run, tmp_path: Path) -> None:
    junk = (
        "三明市機關(guān)工委表示，機關(guān)黨建要走在前列。\n\n"
        "各級黨組織推動機關(guān)干部下沉社區(qū)服務。\n"
    )
    (tmp_path / "三明.txt").write_text(junk, encoding="utf-8")
    library = tmp_path / "L"
    assert cli("import", tmp_path / "三明.txt", "--library", library).code == 0
    answer = cli("repairs", 1, "--library", library, "--json").json
    assert answer["changed"] == []
    assert [repair["kind"] for repair in answer["repairs"]] == ["pinyin"] * 4
    for repair in answer["repairs"]:
        assert set(repair) >= {"kind", "start", "end", "source", "result"}
    assert len(table(cli("repairs", 1, "--library", library, "--csv").out)) == 4
    assert "(guān)" in cli("repairs", 1, "--library", library).out
    assert cli("repairs", 1, "--undo", "0", "--library", library, "--json").json["changed"] == [1]
    text = cli("show", 1, "--library", library, "--json").json["text"]
    assert text.count("(guān)") == 1
    assert cli("repairs", 1, "--undo", "all", "--library", library).code == 0
    assert cli("show", 1, "--library", library, "--json").json["text"].count("(guān)") == 3
    beyond = cli("repairs", 1, "--undo", "9", "--library", library)
    assert beyond.code == 2


@pytest.mark.parametrize("command", [["doctor"], ["doctor", "--repair"], ["reindex"]])
def test_doctor_and_reindex_list_their_checks(cli: Run, library: Path, command: list[str]) -> None:
    cli("search", "党", "--library", library)
    result = cli(*command, "--library", library, "--json")
    assert set(result.json) == {"checks", "corpus"}
    for check in result.json["checks"]:
        assert set(check) == {"name", "ok", "detail"}
    assert result.code == 0
    assert len(table(cli(*command, "--library", library, "--csv").out)) == len(result.json["checks"])
    assert cli(*command, "--library", library).out.count("✓") == len(result.json["checks"])
