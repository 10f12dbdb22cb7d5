"""Word documents, opened with readers that did not write them: the layout, fonts, notes and feet of pages."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx as word
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from quoting_sources import quotation  # type: ignore[import-not-found]

from index.collect import collect
from index.quoting.export.docx.layout import FALLBACKS, LAYOUTS, OFFICIAL
from index.quoting.export.docx.package import docx
from index.quoting.export.reading import manuscript
from index.quoting.inserting import insert

REFERENCE = "题[N]. 某报，2022."
DRAFT = (
    "# 关于服务清单的讲话\n\n开头一段，说“清单”的来历。\n\n## 总体要求\n\n**重点**和*轻重*。\n\n"
    "### 抓基层\n\n#### 建机制\n\n##### 有分工\n\n"
    "| 省 | 数 |\n|---|---|\n| 湘 | 3 |\n\n| 市 | 数 |\n|---|---|\n| 株 | 1 |\n"
)


@pytest.fixture(scope="module")
def draft() -> str:
    text = insert(DRAFT, DRAFT.index("的来历"), quotation("注里的话 <&> *星*"), "footnote")
    return insert(text, None, quotation("块里的话。\n又一段。"))


@pytest.fixture(scope="module")
def written(draft: str) -> bytes:
    return docx(manuscript(draft), "official")


def opened(data: bytes) -> Any:
    return word.Document(BytesIO(data))


def part(data: bytes, name: str) -> Any:
    with ZipFile(BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def said(element: Any) -> str:
    """The text of all runs, those of fields too."""
    return "".join(run.text or "" for run in element.iter(qn("w:t")))


def look(style: Any) -> tuple[str | None, float | None, bool]:
    """The Chinese font of a style, its size in points, and whether it is bold."""
    fonts = style.element.rPr.rFonts
    return fonts.get(qn("w:eastAsia")), style.font.size.pt, bool(style.font.bold)


def test_the_page_is_that_of_official_documents(written: bytes) -> None:
    section = opened(written).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins] == [37, 35, 28, 26]


def test_a_page_has_22_lines_of_28_characters(written: bytes) -> None:
    section = opened(written).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    closer = opened(written).styles["Normal"].element.rPr.find(qn("w:spacing"))
    width = 16 + int(closer.get(qn("w:val"))) / 20
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert 22 <= high / pitch < 22.1 and 28 <= wide / width < 28.1
    spacing = opened(written).styles["Normal"].paragraph_format
    assert spacing.line_spacing.pt == pytest.approx(pitch) and spacing.line_spacing_rule == 4  # exactly


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Normal", ("仿宋_GB2312", 16, False)),
        ("Title", ("方正小标宋简体", 22, False)),
        ("Heading 1", ("黑体", 16, False)),
        ("Heading 2", ("楷体_GB2312", 16, False)),
        ("Heading 3", ("仿宋_GB2312", 16, True)),
        ("Heading 4", ("仿宋_GB2312", 16, True)),
        ("footnote text", ("宋体", 9, False)),
        ("footer", ("宋体", 14, False)),
    ],
)
def test_fonts_are_named_with_their_sizes(written: bytes, style: str, expected: object) -> None:
    names = {one.name.casefold(): one for one in opened(written).styles}
    assert look(names[style.casefold()]) == expected


def test_paragraphs_begin_two_characters_in_and_the_title_stands_in_the_middle(written: bytes) -> None:
    styles = opened(written).styles
    assert styles["Normal"].paragraph_format.first_line_indent.pt == 32
    assert styles["Normal"].element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert (
        styles["Title"].paragraph_format.alignment == 1
        and not styles["Title"].paragraph_format.first_line_indent
    )


def test_every_font_has_others_in_its_place(written: bytes) -> None:
    table = part(written, "word/fontTable.xml")
    named = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")).split(",")
        for font in table
        if font.find(qn("w:altName")) is not None
    }
    used = {look(style)[0] for style in opened(written).styles if style.type == 1}
    assert used <= set(named) and all(named[font] == list(FALLBACKS[font]) for font in named)


def test_headings_have_their_styles_and_numbers(written: bytes) -> None:
    found = [
        (p.style.name, p.text)
        for p in opened(written).paragraphs
        if p.style.name.startswith(("Head", "Title"))
    ]
    assert found == [
        ("Title", "关于服务清单的讲话"), ("Heading 1", "一、总体要求"), ("Heading 2", "（一）抓基层"),
        ("Heading 3", "1.建机制"), ("Heading 4", "（1）有分工"), ("Heading 1", "参考文献"),
    ]  # fmt: skip


def test_a_footnote_is_a_footnote(written: bytes) -> None:
    notes = part(written, "word/footnotes.xml")
    notes_said = {
        note.get(qn("w:id")): said(note).strip() for note in notes if note.get(qn("w:type")) is None
    }
    assert notes_said == {"1": REFERENCE}
    (paragraph,) = [p for p in opened(written).paragraphs if "来历" in p.text]
    marks = paragraph._p.findall(f".//{qn('w:footnoteReference')}")
    assert [mark.get(qn("w:id")) for mark in marks] == ["1"]
    assert "“注里的话 <&> *星*”" in paragraph.text
    numbers = opened(written).sections[0]._sectPr.find(qn("w:footnotePr"))
    assert numbers.find(qn("w:numFmt")).get(qn("w:val")) == "decimalEnclosedCircleChinese"


def test_quoted_blocks_lead_to_the_list_of_references(written: bytes) -> None:
    paragraphs = [(p.style.name, p.text) for p in opened(written).paragraphs]
    assert ("Quote", "块里的话。") in paragraphs and ("Quote", "又一段。[1]") in paragraphs
    assert paragraphs[-2:] == [("Heading 1", "参考文献"), ("Bibliography", f"[1] {REFERENCE}")]
    (marked,) = [p for p in opened(written).paragraphs if p.text == "又一段。[1]"]
    assert [(run.text, bool(run.font.superscript)) for run in marked.runs] == [
        ("又一段。", False),
        ("[1]", True),
    ]


def test_page_numbers_stand_between_dashes_at_the_outer_side(written: bytes) -> None:
    document = opened(written)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for foot, side, place in ((section.footer, 2, "right"), (section.even_page_footer, 0, "left")):
        (paragraph,) = foot.paragraphs
        assert paragraph.alignment == side
        assert said(paragraph._p) == "— 1 —"
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert paragraph._p.pPr.ind.get(qn(f"w:{place}Chars")) == "100"


def test_looks_and_tables_are_kept(written: bytes) -> None:
    document = opened(written)
    (paragraph,) = [p for p in document.paragraphs if p.text == "重点和轻重。"]
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs][:3] == [
        ("重点", True, False), ("和", False, False), ("轻重", False, True),
    ]  # fmt: skip
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert cells == [[["省", "数"], ["湘", "3"]], [["市", "数"], ["株", "1"]]]


def test_the_plain_layout_has_a_number_in_the_middle_and_no_numbers_before_headings(draft: str) -> None:
    document = opened(docx(manuscript(draft), "plain"))
    assert look(document.styles["Normal"]) == ("宋体", 12, False)
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["总体要求", "参考文献"]
    (foot,) = document.sections[0].footer.paragraphs
    assert foot.alignment == 1 and said(foot._p) == "1"
    assert not document.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("layout", LAYOUTS)
def test_this_program_reads_it_again(draft: str, layout: Any) -> None:
    found = collect(docx(manuscript(draft), layout), path="a.docx")
    assert found.metadata.title == "关于服务清单的讲话"
    for one in ("“注里的话 <&> *星*”的来历", "块里的话。", "又一段。", REFERENCE, f"[1] {REFERENCE}"):
        assert one in found.text
    assert [found.text[p.start : p.end] for p in found.paragraphs if p.kind == "note"] == [REFERENCE]


def test_the_same_draft_gives_the_same_parts(draft: str) -> None:
    one, other = (ZipFile(BytesIO(docx(manuscript(draft), "official"))) for _ in range(2))
    for name in one.namelist():
        assert name == "docProps/core.xml" or one.read(name) == other.read(name)


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=60), quoted=st.text("党<&>\"'\x00\x0b\ud800\ufffe\t]", min_size=1))
def test_whatever_is_in_a_draft_the_document_can_be_opened(text: str, quoted: str) -> None:
    draft = insert(text, None, quotation(quoted))
    assert opened(docx(manuscript(draft), "official")).paragraphs


def test_an_empty_draft_is_an_empty_document() -> None:
    assert [p.text for p in opened(docx(manuscript(""), "official")).paragraphs] == []


def test_libreoffice_makes_a_page_of_it(written: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    (tmp_path / "a.docx").write_bytes(written)
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, timeout=180)
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [210, 297]
    read = page.get_textpage().get_text_bounded()
    assert "一、总体要求" in read and "— 1 —" in read and REFERENCE in read


def test_a_full_page_has_as_many_lines_as_the_standard_wants(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    (tmp_path / "a.docx").write_bytes(docx(manuscript("字" * 28 * 60), "official"))
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, timeout=180)
    import pypdfium2

    read = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage().get_text_bounded()
    lines = [line for line in read.splitlines() if line.strip("字 ") == "" and "字" in line]
    assert len(lines) == 22 and max(map(len, lines)) == 28
    assert OFFICIAL.line * 22 <= 225 / 25.4 * 1440


# As ECMA-376 has them, of those that are used here; Word refuses a document in which they stand otherwise.
ORDER = {
    "pPr": "pStyle keepNext widowControl kinsoku overflowPunct spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs spacing sz szCs vertAlign lang",
    "sectPr": "footerReference footnotePr pgSz pgMar docGrid",
    "settings": "evenAndOddHeaders drawingGridVerticalSpacing characterSpacingControl footnotePr compat"
    " themeFontLang",
    "style": "name basedOn next qFormat pPr rPr",
    "tblPr": "tblW tblBorders",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_properties_stand_in_the_order_of_the_standard(draft: str, layout: Any) -> None:
    data = docx(manuscript(draft), layout)
    seen = set()
    for name in ("document", "styles", "settings", "footnotes", "footer1"):
        for parent in part(data, f"word/{name}.xml").iter():
            order = ORDER.get(parent.tag.rpartition("}")[2], "").split()
            if order:
                seen.add(parent.tag.rpartition("}")[2])
                places = [order.index(child.tag.rpartition("}")[2]) for child in parent]
                assert places == sorted(places), [child.tag for child in parent]
    assert seen == set(ORDER)
