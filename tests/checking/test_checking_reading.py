"""Drafts as they come: formats, encodings, broken files, and what is not a draft at all."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from index.checking.reading import read
from index.errors import DraftError
from index.library import Library

SAID = "他说：“潮水有涨落，服务不打烊。”"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(*paragraphs: str, **parts: str) -> bytes:
    """A Word document with these paragraphs, and other parts by name."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_the_line_of_a_word_document_is_the_number_of_its_paragraph(library: Library) -> None:
    (one,) = library.check(docx("标题", "", f"开头。{SAID}"), "草稿.docx").quotations
    assert (one.line, one.column, one.verdict) == (3, 8, "verbatim")


def test_a_word_document_is_known_whatever_it_is_called(library: Library) -> None:
    assert len(library.check(docx(SAID), "草稿").quotations) == 1


def test_paragraphs_in_the_styles_of_quotations_are_checked_as_quotations(library: Library) -> None:
    document, stream = Document(), BytesIO()
    own = document.styles.add_style("领导讲话", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Quote"]
    document.add_paragraph("市委书记在会上讲了三点，大家都记在心里。")
    document.add_paragraph("潮水有涨落，服务要打烊。[1]", "Quote")
    document.add_paragraph("——云港日报", "Quote")
    document.add_paragraph("潮水有涨落，服务不打烊。[2]", "Intense Quote")
    document.add_paragraph("潮水有涨落，服务不打烊。谁在岸上当看客，谁就要到海上去补课。", own)
    document.save(stream)
    found = library.check(stream.getvalue(), "草稿.docx").quotations
    assert [(one.kind, one.line, one.verdict) for one in found] == [
        ("block", 2, "differs"),
        ("block", 4, "verbatim"),
        ("block", 5, "differs"),
    ]


def test_macros_are_not_looked_at(library: Library) -> None:
    data = docx(SAID, **{"word/vbaProject.bin": "Sub AutoOpen()"})
    assert len(library.check(data, "草稿.docm").quotations) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_drafts_in_other_encodings(encoding: str) -> None:
    text = f"{SAID}这样的安排方便了渔民办事，得到一致好评，各级党组织都要学习。"
    assert read(text.encode(encoding), "草稿.txt").text.startswith("他说：“潮水")


def test_line_ends_of_other_systems_count_as_one() -> None:
    found = read(f"第一行\r\n第二行\r\n{SAID}".encode(), "草稿.txt")
    assert found.position(found.text.index("潮")) == (3, 5)


def test_a_draft_without_quotations_says_so(library: Library) -> None:
    report = library.check("这是一段没有引号也没有数字的话。".encode(), "草稿.txt")
    assert report.summary["quotations"] == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.md", "is empty"),
        (b" \n\n\t", "a.txt", "is empty"),
        (b"\xef\xbb\xbf", "a.md", "is empty"),
        (b"PK\x03\x04" + b"\0" * 60, "a.docx", "is damaged"),
        (docx(SAID)[:200], "a.docx", "is damaged"),
        (docx(), "a.docx", "is empty"),
        (bytes(range(256)) * 40, "a.txt", "is not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "a.md", "is not text"),
        (b"\x7fELF\x02\x01" + b"\0\1\2" * 900, "a", "is not text"),
        (b"not a document at all \x00\x01\x02" * 9, "a.docx", "is damaged"),
        (b"%PDF-1.7\n", "a.pdf", "Files of the kind .pdf"),
        (b"%PDF-1.7\n", "a.docx", "Files of the kind .pdf"),
        ("一".encode() * 99, "a.xlsx", "Files of the kind .xlsx"),
    ],
)
def test_what_is_no_draft_is_told_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(DraftError) as caught:
        read(data, name)
    assert said in str(caught.value)
    assert "import" not in str(caught.value)


def test_an_encrypted_word_document_is_told_as_one() -> None:
    data = bytearray(docx(SAID))
    # The flag of an encrypted part, in its own header and in the directory.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(DraftError, match="protected by a password"):
        read(bytes(data), "a.docx")


def test_a_spreadsheet_is_no_draft() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DraftError, match="no text document"):
        read(stream.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "“" * 5000,
        "”“" * 3000,
        "“”" * 3000,
        "“。”、" * 2000,
        "‘“『「" * 900 + "」』”’" * 900,
        "> " * 3000,
        "[" * 3000 + "](" * 3000,
        "*" * 9000,
        "“" + "一" * 60000 + "”",
        "《" * 4000,
        "<!--" * 2000,
        "\u200b\ufeff\u202e" * 2000 + "一",
        "强调，" * 3000,
        "指出：“强调：“" * 1500,
        "1" * 20000,
        "\U00020000\U0003ffff\ud7ff" * 900,
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_nonsense_is_checked_and_nothing_breaks(library: Library, text: str, suffix: str) -> None:
    report = library.check(text.encode("utf-8"), "草稿" + suffix)
    assert all(one.verdict in ("not_found", "differs") for one in report.quotations)


@pytest.mark.parametrize(
    "before",
    [
        "<!-- 批注忘了关\n\n",
        "正文<!--批注\n\n",
        "```\n程序忘了关\n\n",
        "~~~~\n~~~\n\n",
        "---\n题: 没有完\n\n",
    ],
    ids=["comment", "comment in a line", "fence", "shorter fence", "front matter"],
)
def test_what_is_opened_and_never_closed_hides_no_quotation(library: Library, before: str) -> None:
    report = library.check(f"{before}材料中写道：“{SAID}”\n".encode(), "草稿.md")
    assert [one.text for one in report.quotations] == [SAID]


def test_a_comment_of_ours_without_its_end_is_told_and_hides_only_itself(library: Library) -> None:
    broken = "“半句话”<!-- dangjian-tui: document=3 span=1:9 sha256=0123\n\n"
    whole = "<!-- dangjian-tui: document=3 span=1:9 sha256=0123456789abcdef -->"
    report = library.check(f"{broken}材料中写道：“{SAID}”{whole}\n".encode(), "草稿.md")
    assert [one.text for one in report.quotations] == [SAID]
    assert [(one.line, one.column) for one in report.unreadable] == [(1, 6)]
