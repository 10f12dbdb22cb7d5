"""Importing tables: each row is a document of its own, found again whatever is put before it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from index.library import Library, importing
from index.library.files import file_of

Write = Callable[..., Path]
Article = Callable[..., str]
Row = dict[str, object]


@pytest.fixture
def rows(article: Article) -> list[Row]:
    """Six articles as rows with an id, a title, a text and a province."""
    found: list[Row] = []
    for number in range(1, 7):
        title, text = article(number).split("\n", 1)
        found.append({"id": f"n{number}", "title": title, "content": text, "province": "湖南"})
    return found


def lines(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def told(library: Library, *paths: Path, **options: object) -> list[tuple[str, int | None]]:
    report = library.import_paths(list(paths), **options)  # type: ignore[arg-type]
    return [(file.status, file.id) for file in report.documents]


def test_each_row_is_a_document(library: Library, write: Write, rows: list[Row], article: Article) -> None:
    path = write("a.jsonl.gz", gzip.compress(lines(rows).encode()))
    report = library.import_paths([path.parent])
    assert [file.path for file in report.documents] == [f"{path}#n{number}" for number in range(1, 7)]
    assert [(file.status, file.id) for file in report.documents] == [("added", n) for n in range(1, 7)]
    stored = library.show(3)
    assert stored.text == article(3).strip("\n")
    assert stored.paragraphs[0].kind == "title"
    assert stored.document.path == f"{path}#n3"
    assert file_of(f"{path}#n3") == path
    assert told(library, path) == [("unchanged", n) for n in range(1, 7)]


def test_rows_put_in_before_leave_corrections_with_their_article(
    library: Library, write: Write, rows: list[Row], article: Article
) -> None:
    for row in rows:
        del row["id"]
    path = write("a.jsonl", lines(rows))
    told(library, path)
    library.set_fields(2, {"city": "株洲"})
    title, text = article(9).split("\n", 1)
    write("a.jsonl", lines([{"title": title, "content": text}, *rows]))
    assert told(library, path) == [("added", 7), *[("unchanged", n) for n in range(1, 7)]]
    assert library.document(2).city == "株洲" and "第2支部" in library.show(2).text
    assert library.document(1).city is None


def test_a_changed_row_updates_its_document_alone(library: Library, write: Write, rows: list[Row]) -> None:
    path = write("a.jsonl", lines(rows))
    told(library, path)
    library.set_fields(2, {"kind": "简报"})
    rows[1]["content"] = str(rows[1]["content"]).replace("窗口服务", "档案管理")
    write("a.jsonl", lines(rows))
    assert told(library, path) == [("updated" if n == 2 else "unchanged", n) for n in range(1, 7)]
    assert "档案管理" in library.show(2).text and library.document(2).kind == "简报"


def test_rows_that_are_broken_or_empty_cost_only_themselves(
    library: Library, write: Write, rows: list[Row]
) -> None:
    rows[3]["content"] = ""
    text = lines(rows).splitlines()
    text[1] = text[1][:30]
    path = write("a.jsonl", "\n".join(text))
    report = library.import_paths([path])
    assert [file.status for file in report.documents] == [
        "added",
        "failed",
        "added",
        "failed",
        "added",
        "added",
    ]
    assert [file.path for file in report.documents if file.status == "failed"] == [f"{path}#2", f"{path}#n4"]
    assert all(file.reason for file in report.documents if file.status == "failed")


def test_a_row_that_is_there_twice_is_told_and_kept_once(
    library: Library, write: Write, rows: list[Row]
) -> None:
    path = write("a.jsonl", lines([*rows, rows[0], {**rows[1], "id": "other"}]))
    assert told(library, path) == [
        *[("added", n) for n in range(1, 7)], ("skipped", 1), ("skipped", 2),
    ]  # fmt: skip
    assert library.document(2).sources == (f"{path}#n2", f"{path}#other")
    assert told(library, path) == [
        *[("unchanged", n) for n in range(1, 7)], ("skipped", 1), ("unchanged", 2),
    ]  # fmt: skip


def test_an_import_of_rows_is_undone_whole(library: Library, write: Write, rows: list[Row]) -> None:
    path = write("a.jsonl", lines(rows))
    told(library, path)
    before = library.corpus().fingerprint
    rows[0]["content"] = str(rows[0]["content"]) + "又及：这一条后来改过。\n"
    write(
        "a.jsonl", lines([*rows, {**rows[0], "id": "new", "content": "新添的一条，写在后面，讲另一件事。"}])
    )
    told(library, path)
    assert sorted(library.undo()) == [1, 7]
    assert library.corpus().fingerprint == before


def test_ctrl_c_keeps_the_rows_that_are_done_and_running_again_goes_on(
    library: Library, write: Write, rows: list[Row], article: Article
) -> None:
    path = write("a.jsonl", lines(rows))
    write("b.txt", article(20))

    def stop(done: int, total: int, name: str) -> None:
        assert total == 7
        if done == 4:
            raise KeyboardInterrupt

    report = library.import_paths([path.parent], progress=stop)
    assert [file.status for file in report.documents] == ["added"] * 4 + ["failed"] * 2
    assert "2 rows" in (report.documents[4].reason or "")
    again = told(library, path.parent)
    assert again == [*[("unchanged", n) for n in range(1, 5)], ("added", 5), ("added", 6), ("added", 7)]


def test_ctrl_c_while_tables_are_looked_over_imports_nothing(
    library: Library, write: Write, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    path = write("a.jsonl", lines(rows))
    with monkeypatch.context() as patch:
        patch.setattr(importing, "plan", stop)
        assert told(library, path) == [("failed", None)]
    assert told(library, path) == [("added", n) for n in range(1, 7)]


def test_large_tables_are_read_by_several_processes_to_the_same(
    tmp_path: Path, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.jsonl", lines({"id": f"n{n}", "text": article(n)} for n in range(60)))
    found = []
    for count in (1, 2):
        monkeypatch.setattr(importing, "ALONE", 0)
        monkeypatch.setattr(importing, "usable", lambda count=count: count)
        with Library.open(tmp_path / f"library{count}") as library:
            report = library.import_paths([path])
            found.append((report.documents, library.corpus().fingerprint))
    assert found[0] == found[1]


def test_the_user_says_which_column_holds_what(library: Library, write: Write, rows: list[Row]) -> None:
    for row in rows:
        row["甲"] = row.pop("content")
        row["content"] = "摘要" * 200
    path = write("a.jsonl", lines(rows))
    assert told(library, path, mapping={"text": "甲", "id": "title"})[0] == ("added", 1)
    assert library.document(1).path == f"{path}#{rows[0]['title']}"
    assert "摘要" not in library.show(1).text
    failed = library.import_paths([path], mapping={"text": "乙"}).documents
    assert [file.status for file in failed] == ["failed"]
    assert "乙" in (failed[0].reason or "") and "甲" in (failed[0].reason or "")


def test_a_table_that_is_read_again_with_other_columns_is_the_same_documents(
    library: Library, write: Write, rows: list[Row]
) -> None:
    odd = [{"甲": row["title"], "乙": row["content"], "丙": f"只有{row['id']}一句的摘要。"} for row in rows]
    path = write("a.jsonl", lines(odd[:5]))
    assert told(library, path, mapping={"text": "丙"}) == [("added", n) for n in range(1, 6)]
    library.set_fields(2, {"region": "福建"})
    # The right columns, and one row more: titles name the rows now.
    write("a.jsonl", lines([odd[5], *odd[:5]]))
    again = told(library, path, mapping={"text": "乙", "title": "甲"})
    assert again == [("added", 6), *(("updated", n) for n in range(1, 6))]
    assert [document.title for document in library.list()] == [row["title"] for row in rows]
    assert library.document(2).region == "福建"
    assert library.show(2).text.endswith(str(rows[1]["content"]).strip("\n")[-20:])
    assert told(library, path, mapping={"text": "乙", "title": "甲"})[1:] == [
        ("unchanged", n) for n in range(1, 6)
    ]
    library.undo()
    assert [document.title for document in library.list()] == [None] * 5


def test_reading_a_table_with_other_columns_goes_on_after_ctrl_c(
    library: Library, write: Write, rows: list[Row]
) -> None:
    odd = [{"甲": row["title"], "乙": row["content"]} for row in rows]
    path = write("a.jsonl", lines(odd))
    told(library, path, mapping={"text": "乙"})

    def stop(done: int, _of: int, _path: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    options = {"mapping": {"text": "乙", "title": "甲"}}
    told(library, path, progress=stop, **options)
    assert [id for _, id in told(library, path, **options)] == [1, 2, 3, 4, 5, 6]
    assert [document.title for document in library.list()] == [row["title"] for row in rows]


def test_a_table_without_articles_is_passed_over_in_a_folder_and_refused_by_name(
    library: Library, write: Write, article: Article
) -> None:
    table = write("package.json", '{"name": "x", "version": "1"}')
    numbers = write("numbers.csv", "年份,人数\r\n2021,3\r\n2022,4\r\n")
    broken = write("other.json", "{")
    write("a.txt", article(1))
    assert told(library, table.parent) == [("added", 1), *[("skipped", None)] * 3]
    assert told(library, table, numbers, broken) == [("failed", None)] * 3


def test_an_html_column_is_read_as_html(library: Library, write: Write, article: Article) -> None:
    paragraphs = article(3).strip().split("\n")[1:]
    html = "<div>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs) + "</div>"
    write("a.jsonl", lines([{"title": "第三批机关支部晒出清单", "content": html}] * 1))
    assert told(library, write("b.txt", "")) == [("failed", None)]
    told(library, write("a.jsonl", lines([{"title": "第三批机关支部晒出清单", "content": html}])))
    assert library.show(1).text == "\n".join(["第三批机关支部晒出清单", *paragraphs])
