"""Tables that describe files, and names of folders: the user's word on what is imported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from index.library import Library
from index.model import Document, ImportReport

Write = Callable[..., Path]
Article = Callable[..., str]


def lines(*rows: Mapping[str, object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def folder(write: Write, article: Article) -> Path:
    """Three articles (ids 1 to 3 once they are imported)."""
    for number in (1, 2, 3):
        write(f"a{number}.txt", article(number))
    return write("a1.txt", article(1)).parent


def statuses(report: ImportReport) -> dict[str, str]:
    return {Path(file.path).name: file.status for file in report.documents}


def reasons(report: ImportReport) -> str:
    return "\n".join(file.reason or "" for file in report.documents if file.status == "failed")


def test_a_sidecar_is_the_users_word_for_its_files_and_no_document(
    library: Library, folder: Path, write: Write
) -> None:
    row = {"file": "a1.txt", "title": "窗口", "province": "湖南省", "date": "2022/3/5", "作者": "甲、乙"}
    write("meta.jsonl", lines(row, {"file": "a3.txt", "province": "福建"}))
    report = library.import_paths([folder])
    assert statuses(report) == {
        "a1.txt": "added",
        "a2.txt": "added",
        "a3.txt": "added",
        "meta.jsonl": "skipped",
    }
    assert "2 files" in (report.documents[-1].reason or "")
    document = library.document(1)
    assert (document.title, document.region, document.date) == ("窗口", "湖南", "2022-03-05")
    assert document.authors == ("甲", "乙") and not {"date", "region"} & set(document.inferred)
    assert library.document(3).region == "福建" and library.document(2).region is None
    assert set(statuses(library.import_paths([folder])).values()) == {"unchanged", "skipped"}


def test_it_can_be_left_out(library: Library, folder: Path, write: Write) -> None:
    write("meta.csv", "文件名,省份\r\na1.txt,湖南\r\n")
    report = library.import_paths([folder], sidecars=False)
    assert statuses(report)["meta.csv"] == "skipped"
    assert library.document(1).region is None
    library.import_paths([folder])
    assert library.document(1).region == "湖南"


def test_what_it_says_anew_is_set_but_never_over_the_users_own_correction(
    library: Library, folder: Path, write: Write
) -> None:
    write("meta.jsonl", lines({"file": "a1.txt", "province": "湖南", "kind": "简报"}))
    library.import_paths([folder])
    library.set_fields(1, {"region": "福建"})
    assert statuses(library.import_paths([folder]))["a1.txt"] == "unchanged"
    assert library.document(1).region == "福建"
    write("meta.jsonl", lines({"file": "a1.txt", "province": "湖南", "体裁": "通报"}))
    assert statuses(library.import_paths([folder]))["a1.txt"] == "updated"
    assert (library.document(1).region, library.document(1).kind) == ("福建", "通报")
    write("meta.jsonl", lines({"file": "a1.txt", "province": "辽宁"}))
    library.import_paths([folder])
    assert (library.document(1).region, library.document(1).kind) == ("福建", None)
    library.undo()
    library.import_paths([folder], values={"kind": "简报"})
    write("meta.jsonl", lines({"file": "a1.txt", "city": "沈阳", "体裁": "通知"}))
    library.import_paths([folder])
    assert (library.document(1).region, library.document(1).city) == ("福建", None)


def test_undoing_the_import_takes_its_word_back_with_it(library: Library, folder: Path, write: Write) -> None:
    library.import_paths([folder])
    write("meta.jsonl", lines({"file": "a1.txt", "province": "湖南"}))
    library.import_paths([folder])
    assert library.undo() == [1]
    assert library.document(1).region is None
    library.import_paths([folder])
    assert library.document(1).region == "湖南"


def test_set_wins_over_a_sidecar_and_a_sidecar_over_a_folder(
    library: Library, write: Write, article: Article
) -> None:
    path = write("辽宁/a.txt", article(1))
    write("辽宁/b.txt", article(2))
    write("meta.csv", "path,region,kind\n辽宁/a.txt,福建,简报\n")
    library.import_paths([path.parent.parent], values={"kind": "通知"})
    assert (library.document(1).region, library.document(1).kind) == ("福建", "通知")
    assert (library.document(2).region, library.document(2).kind) == ("辽宁", "通知")


def test_what_is_wrong_with_it_is_told_and_the_rest_is_taken(
    library: Library, folder: Path, write: Write
) -> None:
    write(
        "meta.jsonl",
        lines(
            {"file": "a1.txt", "region": "湖南", "date": "改天"},
            {"file": "missing.txt", "region": "湖南", "date": "2021"},
            {"file": "a2.txt", "region": "湖南", "date": "2021"},
            {"region": "湖南", "date": "2021"},
        )
        + "{broken\n",
    )
    write("more.csv", "file,region\na2.txt,福建\n")
    report = library.import_paths([folder])
    said = reasons(report)
    for piece in ("missing.txt", "改天", "湖南 and 福建", "Row 4", "Row 5"):
        assert piece in said
    assert report.count("failed") == 5
    assert (library.document(1).region, library.document(1).date) == ("湖南", None)
    assert (library.document(2).region, library.document(2).date) == (None, "2021")


@pytest.mark.parametrize(
    "named",
    ["sub/b.txt", "./sub/b.txt", "sub\\b.txt", "sub/b", "{folder}/sub/b.txt", "/home/other/corpus/c.txt"],
)
def test_files_are_found_however_they_are_written(
    library: Library, write: Write, article: Article, named: str
) -> None:
    path = write("sub/b.txt", article(1))
    write("c.txt", article(2))
    folder = path.parent.parent
    write("meta.jsonl", lines({"filename": named.format(folder=folder), "region": "湖南"}))
    report = library.import_paths([folder])
    assert report.count("failed") == 0
    regions = {Path(document.path or "").name: document.region for document in library.list()}
    assert regions == {"b.txt": None, "c.txt": None} | {Path(named.replace("\\", "/")).stem + ".txt": "湖南"}


def test_names_in_other_forms_and_encodings_are_found(
    library: Library, write: Write, article: Article
) -> None:
    folder = write("a.txt", article(1)).parent
    Path(os.fsdecode(os.fsencode(folder) + "/株洲.txt".encode("gb18030"))).write_bytes(article(2).encode())
    write("cafe\u0301.txt", article(3))
    write("meta.csv", "file,region\n株洲.txt,湖南\ncaf\u00e9.txt,福建\n", "gb18030")
    assert library.import_paths([folder]).count("failed") == 0
    assert sorted(document.region or "" for document in library.list()) == ["", "湖南", "福建"]


def test_a_link_that_leads_to_itself_does_not_hide_the_files(
    library: Library, folder: Path, write: Write
) -> None:
    (folder / "loop").symlink_to("loop")
    write("meta.csv", "文件名,省份\r\na1.txt,湖南\r\n")
    assert statuses(library.import_paths([folder]))["meta.csv"] == "skipped"
    assert library.document(1).region == "湖南"


def test_a_table_beside_none_of_its_files_is_told_once(library: Library, folder: Path, write: Write) -> None:
    write("meta.csv", "文件名称,省份\nb1.txt,湖南\nb2.txt,湖南\nb3.txt,湖南\n")
    report = library.import_paths([folder])
    assert (report.count("added"), report.count("failed")) == (3, 1)
    assert "b1.txt" in reasons(report) and "3" in reasons(report)
    write("meta.csv", "文件名称,省份\na1.txt,湖南\nb2.txt,湖南\nb3.txt,湖南\n")
    report = library.import_paths([folder])
    assert report.count("failed") == 2 and library.document(1).region == "湖南"


def test_a_sidecar_alone_speaks_of_what_is_in_the_library(
    library: Library, folder: Path, write: Write, article: Article
) -> None:
    library.import_paths([folder])
    write("new.txt", article(8))
    path = write(
        "meta.jsonl", lines({"file": "a2.txt", "region": "湖南"}, {"file": "new.txt", "region": "湖南"})
    )
    report = library.import_paths([path])
    assert statuses(report) == {"a2.txt": "updated", "new.txt": "skipped", "meta.jsonl": "skipped"}
    assert library.document(2).region == "湖南" and library.corpus().documents == 3


def test_a_table_with_texts_whose_paths_lead_nowhere_is_one_of_articles(
    library: Library, write: Write, article: Article
) -> None:
    rows = [{"path": f"/news/{n}.html", "title": f"窗口之{n}", "text": article(n)} for n in range(3)]
    report = library.import_paths([write("a.jsonl", lines(*rows))])
    assert [file.status for file in report.documents] == ["added"] * 3


def test_copies_do_not_quarrel(library: Library, folder: Path, write: Write, article: Article) -> None:
    write("copy.txt", article(1))
    write(
        "meta.jsonl",
        lines({"file": "a1.txt", "region": "湖南"}, {"file": "copy.txt", "region": "福建", "kind": "简报"}),
    )
    library.import_paths([folder])
    assert (library.document(1).region, library.document(1).kind) == ("湖南", "简报")
    again = statuses(library.import_paths([folder]))
    assert (again["a1.txt"], again["copy.txt"]) == ("unchanged", "unchanged")
    assert (library.document(1).region, library.document(1).kind) == ("湖南", "简报")


# -- folders ------------------------------------------------------------------------------------


def imported(library: Library, write: Write, text: str, *names: str) -> Document:
    path = write("/".join(("收藏", *names, "a.txt")), text)
    library.import_paths([path.parents[len(names)]])
    return library.list()[-1]


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (["湖南"], ("湖南", None)),
        (["湖南省", "2021年"], ("湖南", None)),
        (["株洲市"], ("湖南", "株洲")),
        (["湖南", "株洲"], ("湖南", "株洲")),
        (["辽宁", "朝阳"], ("辽宁", "朝阳")),
        (["朝阳"], (None, None)),
        (["北京", "朝阳"], ("北京", None)),
        (["湖南机关党建"], (None, None)),
        (["资料", "湖 南"], (None, None)),
        (["湘"], (None, None)),
        (["福建", "湖南"], ("湖南", None)),
        (["中央"], ("中央", None)),
    ],
)
def test_a_folder_named_for_a_place_is_the_users_word(
    library: Library, write: Write, article: Article, names: list[str], place: tuple[str | None, str | None]
) -> None:
    document = imported(library, write, article(1), *names)
    assert (document.region, document.city) == place
    assert "region" not in document.inferred


def test_the_folder_that_is_named_counts_and_those_above_it_do_not(
    library: Library, write: Write, article: Article
) -> None:
    path = write("福建/资料/a.txt", article(1))
    library.import_paths([path.parent])
    assert library.document(1).region is None
    library.import_paths([path])
    assert library.document(1).region is None
    library.import_paths([path.parent.parent])
    assert library.document(1).region == "福建"


def test_the_year_of_a_folder_dates_what_has_no_date(
    library: Library, write: Write, article: Article
) -> None:
    document = imported(library, write, article(1), "2021年")
    assert (document.date, document.date_precision) == ("2021", "year")
    dated = imported(library, write, article(2) + "\n（来源：旗帜网 2022-05-06）\n", "2020")
    assert dated.date != "2020"


def test_a_folder_does_not_speak_against_the_users_correction(
    library: Library, write: Write, article: Article
) -> None:
    imported(library, write, article(1), "湖南")
    library.set_fields(1, {"region": ""})
    imported(library, write, article(1, word="档案管理"), "湖南")
    assert library.document(1).region is None


def test_rows_of_a_table_are_in_its_folder_unless_they_say_otherwise(
    library: Library, write: Write, article: Article
) -> None:
    rows = [{"text": article(1)}, {"text": article(2), "省份": "福建"}, {"text": article(3), "省份": "辽宁"}]
    library.import_paths([write("湖南/a.jsonl", lines(*rows)).parent])
    assert library.document(1).region == "湖南"
    assert library._store.state(2).corrections == {}  # type: ignore[union-attr]


def test_the_reasons_say_whose_word_a_value_is(library: Library, folder: Path, write: Write) -> None:
    write("meta.jsonl", lines({"file": "a1.txt", "region": "湖南", "kind": "简报"}))
    library.import_paths([folder])
    library.set_fields(1, {"kind": "通报"})
    why = {one.field: (one.value, one.reason) for one in reversed(library.show(1).why)}
    assert why["region"][0] == "湖南" and "table" in why["region"][1]
    assert why["kind"][0] == "通报" and "you" in why["kind"][1]
