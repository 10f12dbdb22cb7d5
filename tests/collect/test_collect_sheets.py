"""Workbooks of articles: the rows of a sheet by the names above them, whatever wrote it, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.collect.formats import ole
from index.collect.records import sheets
from index.collect.records.table import Member, Table
from index.errors import ImportFailure

TEXT = "机关党委把每月的主题党日开到窗口一线，党员轮流值守，当场办结群众的事项。\n支部书记逐件回访。"
HEAD = ["编号", "标题", "正文", "日期"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def article(number: int) -> list[object]:
    return [f"n{number}", f"第{number}支部的窗口", TEXT, 44625]


def workbook(
    *tables: Sequence[Sequence[object]], hidden: int = -1, properties: str = "", shared: bool = True
) -> bytes:
    """A workbook with these sheets; texts in the part that cells share, or in the cells themselves."""
    texts: dict[str, int] = {}

    def cell(value: object, row: int, column: int) -> str:
        at = f'r="{chr(65 + column)}{row}"'
        if value is None:
            return ""
        if isinstance(value, (int, float)):
            return f"<c {at}><v>{value}</v></c>"
        text = escape(str(value)).replace("\r", "_x000D_")
        if not shared:
            return f'<c {at} t="inlineStr"><is><t>{text}</t></is></c>'
        return f'<c {at} t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'

    parts: dict[str, str] = {}
    for number, table in enumerate(tables, 1):
        rows = "".join(
            f'<row r="{row}">{"".join(cell(value, row, column) for column, value in enumerate(values))}</row>'
            for row, values in enumerate(table, 1)
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    listed = "".join(
        f'<sheet name="{n}" state="{"hidden" if n - 1 == hidden else "visible"}" r:id="rId{n}"/>'
        for n in range(1, len(tables) + 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{listed}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        "<Relationships>"
        + "".join(
            f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(tables) + 1)
        )
        + "</Relationships>"
    )
    items = "".join(f"<si><r><t>{text}</t></r><rPh><t>shuo</t></rPh></si>" for text in texts)
    if texts:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    return packed(parts)


def packed(parts: dict[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def read(data: bytes, **given: str) -> list[Member]:
    table = Table(lambda: BytesIO(data), ".xlsx", given)
    table.find_columns()
    table.look_over()
    return list(table.members())


def values(member: Member) -> dict[str, object]:
    assert member.problem is None, str(member.problem)
    found: dict[str, object] = json.loads(member.data)["row"]
    return found


@pytest.mark.parametrize("shared", [True, False])
def test_rows_are_read_by_the_names_above_them(shared: bool) -> None:
    found = read(workbook([HEAD, article(1), article(2)], shared=shared))
    assert [member.key for member in found] == ["n1", "n2"]
    assert values(found[1]) == dict(zip(HEAD, [*article(2)[:3], "44625"], strict=True))
    assert found[0].stated == {"title", "date"}


def test_a_caption_above_the_names_is_no_row() -> None:
    [only] = read(workbook([["文章汇总表"], [], HEAD, article(1)]))
    assert values(only)["标题"] == "第1支部的窗口"
    assert only.number == 4


def test_cells_that_are_left_out_leave_their_columns_empty() -> None:
    [only] = read(workbook([HEAD, ["n1", None, TEXT]]))
    assert values(only) == {"编号": "n1", "标题": "", "正文": TEXT}


def test_sheets_with_the_same_columns_belong_together_and_others_do_not() -> None:
    others = [["说明", "填表人"], ["请逐项填写", "某某"]]
    found = read(workbook(others, [HEAD, article(1)], [HEAD, article(2)], [["年份", "人数"], [2021, 3]]))
    assert [member.key for member in found] == ["n1", "n2"]
    assert len({member.number for member in found}) == 2


def test_hidden_sheets_are_not_read() -> None:
    found = read(workbook([HEAD, article(1)], [HEAD, article(2)], hidden=0))
    assert [member.key for member in found] == ["n2"]


def test_line_ends_of_cells_are_kept_however_they_are_written() -> None:
    [only] = read(workbook([HEAD, ["n1", "标题", TEXT.replace("\n", "\r\n"), 44625]]))
    assert values(only)["正文"] == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ole.MARK + b"x" * 600, "password"),
        (b"PK\x03\x04 cut off", "damaged"),
        (workbook([HEAD, article(1)])[:-200], "damaged"),
        (workbook([HEAD, article(1)], properties='<workbookPr date1904="1"/>'), "1904"),
        (packed({"xl/workbook.xml": "<workbook/>"}), "damaged"),
        (workbook([]), "first row"),
    ],
    ids=["locked", "cut off", "end lost", "other calendar", "no sheet", "no row"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ImportFailure, match=reason):
        read(data)


def test_entities_are_refused_before_they_are_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    with pytest.raises(ImportFailure, match="document type"):
        read(packed({"xl/workbook.xml": bomb, "xl/_rels/workbook.xml.rels": "<Relationships/>"}))


def test_texts_that_unfold_too_far_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "TEXT", 1000)
    with pytest.raises(ImportFailure, match="text"):
        read(workbook([HEAD, *(["n", "标题", f"{n}{TEXT}" * 20, 1] for n in range(9))]))
