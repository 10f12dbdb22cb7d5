"""A workbook is imported as a table of articles, and what is none is left with advice."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from index.library import Library

Write = Callable[..., Path]
Article = Callable[..., str]
SHEET = """<worksheet><sheetData>{rows}</sheetData></worksheet>"""
BOOK = """<workbook xmlns:r="r"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
LINKS = """<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"""


def workbook(path: Path, *table: tuple[str, ...]) -> Path:
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"
        for cells in table
    )
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS)
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(rows=rows))
    path.write_bytes(data.getvalue())
    return path


def test_the_rows_of_a_workbook_are_documents(library: Library, article: Article, tmp_path: Path) -> None:
    head = ("标题", "正文", "日期", "省份")
    rows = [(f"第{n}支部的窗口", article(n), f"2022-03-0{n}", "湖南") for n in (1, 2)]
    report = library.import_paths([workbook(tmp_path / "articles.xlsx", head, *rows)])
    assert [file.status for file in report.documents] == ["added", "added"]
    document = library.show(report.documents[0].id or 0).document
    assert (document.title, document.date, document.region) == ("第1支部的窗口", "2022-03-01", "湖南")


def test_a_workbook_in_a_folder_without_articles_is_passed_over(
    library: Library, write: Write, article: Article, tmp_path: Path
) -> None:
    folder = write("notes/a.txt", article(1)).parent
    workbook(folder / "numbers.xlsx", ("年份", "人数"), ("2021", "3"), ("2022", "4"))
    statuses = {Path(file.path).name: file.status for file in library.import_paths([folder]).documents}
    assert statuses == {"a.txt": "added", "numbers.xlsx": "skipped"}
