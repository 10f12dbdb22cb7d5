"""OpenDocument texts: paragraphs, headings, tables, notes and boxes in reading order."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source
from index.errors import ImportFailure

TITLE = "党旗飘在居民楼道口"
FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
SECOND = "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")
    )
)  # fmt: skip


def odt(body: str, styles: str = "", kind: str = "text", **parts: str) -> bytes:
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", part)
    return stream.getvalue()


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def read(body: str, styles: str = "") -> SourceText:
    return open_source(odt(body, styles), "a.odt")


def test_title_headings_and_paragraphs() -> None:
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    body = p(TITLE, "P1") + p(FIRST) + '<text:h text:outline-level="2">服务有清单</text:h>' + p(SECOND)
    found = collect(odt(body, style), path="a.odt")
    assert [(part.kind, found.text[part.start : part.end]) for part in found.paragraphs] == [
        ("title", TITLE),
        ("body", FIRST),
        ("heading", "服务有清单"),
        ("body", SECOND),
    ]
    assert found.metadata.title == TITLE


def test_block_quotations_are_told_by_their_style() -> None:
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    assert read(p(FIRST) + p(SECOND, "P1") + p(FIRST, "Quotations"), style).quoted == {1, 2}


def test_what_stands_inside_a_paragraph() -> None:
    text = (
        '一<text:span>二</text:span><text:s text:c="2"/>三<text:tab/>四<text:line-break/>五\n   六'
        "<office:annotation><text:p>批注</text:p></office:annotation>七"
        "<text:ruby><text:ruby-base>党</text:ruby-base><text:ruby-text>dang</text:ruby-text></text:ruby>"
    )
    assert read(p(text)).text == "一二  三　四\n五 六七党"


def test_what_was_deleted_is_not_text() -> None:
    gone = f"<text:changed-region>{p('删去的话')}</text:changed-region>"
    assert read(f"<text:tracked-changes>{gone}</text:tracked-changes>{p(FIRST)}").text == FIRST


def test_notes_stand_after_the_text_and_boxes_after_their_paragraph() -> None:
    note = f"<text:note-citation>1</text:note-citation><text:note-body>{p('注的话。')}</text:note-body>"
    note = f"<text:note>{note}</text:note>"
    box = f"<draw:frame><draw:text-box>{p('框里的话。')}</draw:text-box></draw:frame>"
    found = read(p(FIRST + note + box) + p(SECOND))
    assert found.text.split("\n") == [FIRST, "框里的话。", SECOND, "注的话。"]
    assert found.kinds[3] == "note"


def test_a_row_of_words_is_a_line_and_a_list_item_too() -> None:
    cells = "".join(f"<table:table-cell>{p(word)}</table:table-cell>" for word in ("市委办", "12"))
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    listed = f"<text:list><text:list-item>{p('学在前')}</text:list-item></text:list>"
    assert read(body + listed + p(FIRST)).text.split("\n") == ["市委办　12", "学在前", FIRST]


def test_contents_are_furniture() -> None:
    contents = (
        f"<text:table-of-content><text:index-body>{p('一、服务 1')}</text:index-body></text:table-of-content>"
    )
    assert dict(read(contents + p(FIRST)).furniture) == {0: "contents"}


@pytest.mark.parametrize("kind", ["spreadsheet", "presentation"])
def test_sheets_and_slides_are_refused(kind: str) -> None:
    with pytest.raises(ImportFailure, match="not an article"):
        open_source(odt(p(FIRST), kind=kind), "a.odt")


def test_a_protected_or_empty_text_is_refused_with_the_reason() -> None:
    protected = odt(p(FIRST), **{"META-INF__manifest": "<m><encryption-data/></m>"})
    with pytest.raises(ImportFailure, match="password"):
        open_source(protected, "a.odt")
    with pytest.raises(ImportFailure, match="no text"):
        open_source(odt(p("")), "a.odt")


def test_numbers_beyond_any_document_are_none() -> None:
    huge = "9" * 5000
    body = f'<text:h text:outline-level="{huge}">服务有清单</text:h>' + p(f'他说<text:s text:c="{huge}"/>好')
    assert read(body).text == "服务有清单\n他说 好"
