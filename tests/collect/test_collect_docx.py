"""Word files: the text as it reads, its headings, tables, boxes, notes, numbers; bad ones are refused."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source
from index.collect.formats.docx_styles import numeral
from index.errors import ImportFailure
from index.model import Collected

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
SECOND = "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"


def p(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, *, root: str = "document", **parts: str) -> bytes:
    """A docx with a body and further parts of ``word/``."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="1" Type="{_TYPES}officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        relations = "".join(
            f'<Relationship Id="{name}" Type="{_TYPES}{name}" Target="{name}.xml"/>'
            for name in parts
            if name != "core"
        )
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("word/document.xml", f"<w:{root} {_SPACES}><w:body>{body}</w:body></w:{root}>")
        for name, content in parts.items():
            archive.writestr("docProps/core.xml" if name == "core" else f"word/{name}.xml", content)
    return stream.getvalue()


def read(body: str, **parts: str) -> SourceText:
    return open_source(docx(body, **parts), "a.docx")


def kinds(collected: Collected) -> list[tuple[str, str]]:
    return [(part.kind, collected.text[part.start : part.end]) for part in collected.paragraphs]


STYLES = (
    f"<w:styles {_SPACES}>"
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="r"><w:name w:val="环"/><w:basedOn w:val="r"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    "</w:styles>"
)


def test_title_and_headings_are_told_by_their_styles_in_whatever_language() -> None:
    body = (
        p("党旗飘在居民楼道口", "a3")
        + p("服务有清单", "1")
        + p(FIRST)
        + p("群众得实惠", "x")
        + p(SECOND, "r")
    )
    found = collect(docx(body, styles=STYLES), path="a.docx")
    assert kinds(found) == [
        ("title", "党旗飘在居民楼道口"),
        ("heading", "服务有清单"),
        ("body", FIRST),
        ("heading", "群众得实惠"),
        ("body", SECOND),
    ]
    assert found.metadata.title == "党旗飘在居民楼道口"
    assert found.repairs == ()


def test_the_first_of_several_headings_of_a_level_is_not_taken_for_the_title() -> None:
    many = read(p("服务有清单", "1") + p(FIRST) + p("群众得实惠", "1") + p(SECOND), styles=STYLES)
    one = read(p("服务有清单", "1") + p(FIRST) + p(SECOND), styles=STYLES)
    assert "title" not in many.kinds.values()
    assert one.kinds == {0: "title"}


def test_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>支部</w:t></w:r><w:ins><w:r><w:t>党员</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>群众</w:delText></w:r></w:del><w:r><w:t>大会。</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>走了</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>" + p("后半句。")
    )
    assert read(body).text == "支部党员大会。\n前半句，后半句。"


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('框里的话。')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>框边的话。</w:t></w:r></w:p>"
    )
    assert read(body).text == "框边的话。\n框里的话。"


def test_rows_of_tables_are_lines_and_cells_with_paragraphs_are_paragraphs() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    rows = row(p("单位"), p("人数")), row(p("机关一支部"), p("12")), row(p(FIRST * 3), p(SECOND))
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    assert read(table).text.split("\n") == ["单位　人数", "机关一支部　12", FIRST * 3, SECOND]


def test_notes_follow_the_text_and_margins_are_furniture() -> None:
    notes = (
        f'<w:footnotes {_SPACES}><w:footnote w:type="separator" w:id="0">{p("——")}</w:footnote>'
        f'<w:footnote w:id="1">{p("见第三章。")}</w:footnote></w:footnotes>'
    )
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = f"<w:p><w:r><w:t>正文</w:t></w:r>{mark}<w:r><w:t>如此。</w:t></w:r></w:p>"
    found = read(body, footnotes=notes, header=f"<w:hdr {_SPACES}>{p('机关党建工作简报')}</w:hdr>")
    assert found.text == "正文如此。\n见第三章。\n机关党建工作简报"
    assert found.kinds == {1: "note"}
    assert found.furniture == {2: "header-footer"}


def test_automatic_numbers_are_part_of_the_text() -> None:
    def level(at: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="7">{level(0, "chineseCounting", "%1、")}'
        f"{level(1, 'decimal', '%2.')}{level(2, 'bullet', '')}</w:abstractNum>"
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )

    def item(text: str, at: int) -> str:
        return p(text, extra=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="2"/></w:numPr>')

    body = item("总体", 0) + item("甲", 1) + item("乙", 1) + item("安排", 0) + item("丙", 1) + item("点", 2)
    assert read(body, numbering=numbering).text.split("\n") == [
        "一、总体", "1. 甲", "2. 乙", "二、安排", "1. 丙", "点",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "japaneseCounting", "二十一"),
        (103, "chineseCountingThousand", "一百零三"),
        (120, "chineseCounting", "一百二十"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (2, "chineseLegalSimplified", "贰"),
        (7, "unknownForm", "7"),
    ],
)
def test_numbers_take_the_forms_of_word(number: int, form: str, text: str) -> None:
    assert numeral(number, form) == text


def test_hidden_text_fields_and_readings_are_left_out_and_breaks_kept() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>dang</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>党</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert read(body).text == "第一行\n第二行党"


def test_contents_are_furniture() -> None:
    found = read(p("目录一\t1", "t1") + p(FIRST), styles=STYLES)
    assert found.furniture == {0: "contents"}


@pytest.mark.parametrize(
    ("title", "clue"),
    [("机关党建工作要点", True), ("Microsoft Word - 1.doc", False), ("文档1", False), ("  ", False)],
)
def test_the_title_of_the_properties_is_a_weak_clue_unless_a_program_wrote_it(title: str, clue: bool) -> None:
    core = f'<c:core xmlns:c="c" xmlns:dc="dc"><dc:title>{title}</dc:title></c:core>'
    clues = read(p(FIRST), core=core).clues
    assert [(c.field, c.value) for c in clues] == ([("title", title)] if clue else [])
    assert all(c.score < 0.5 for c in clues)


def test_a_docx_is_known_by_its_content_and_word_2003_xml_too() -> None:
    assert open_source(docx(p(FIRST)), "a.txt").text == FIRST
    flat = f'<?xml version="1.0"?><w:wordDocument {_SPACES}><w:body>{p(FIRST)}</w:body></w:wordDocument>'
    assert open_source(flat.encode(), "a.doc").text == FIRST


def test_macros_and_objects_are_not_opened() -> None:
    body = p(FIRST) + "<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>"
    assert read(body, vbaProject="\0\1not a program").text.strip() == FIRST


def refused(data: bytes, path: str = "a.docx") -> str:
    with pytest.raises(ImportFailure) as caught:
        open_source(data, path)
    return str(caught.value)


def test_entities_are_refused_before_they_unfold() -> None:
    bomb = '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    stream = BytesIO()
    with ZipFile(BytesIO(docx(p("x")))) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, bomb.encode() + b"]>" + content if name.endswith("document.xml") else content)
    began = time.process_time()
    assert "document type" in refused(stream.getvalue())
    assert time.process_time() - began < 5


def test_outer_files_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    flat = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f"<w:wordDocument {_SPACES}><w:body>{p('&e;')}</w:body></w:wordDocument>"
    )
    assert "秘密" not in refused(flat.encode(), "a.doc")


def test_an_archive_that_unfolds_without_end_is_refused() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(120):
                part.write(b" " * (1 << 20))
    assert len(stream.getvalue()) < 1_000_000
    assert "unfolds" in refused(stream.getvalue())


def test_more_elements_than_a_document_has_are_refused_before_they_are_built() -> None:
    assert "unfolds" in refused(docx("<w:p/>" * 4_000_001))


def test_deep_nesting_is_refused() -> None:
    assert "nested" in refused(docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000))
    assert read("<w:sdt>" * 100 + p(FIRST) + "</w:sdt>" * 100).text == FIRST


@pytest.mark.parametrize("cut", [30, 200, 600, -30])
def test_a_damaged_file_is_refused(cut: int) -> None:
    assert "damaged" in refused(docx(p(FIRST))[:cut])


def test_a_file_with_damaged_bytes_is_refused_or_read_but_never_fails_otherwise() -> None:
    whole = bytearray(docx(p(FIRST), styles=STYLES))
    for at in range(0, len(whole), 7):
        broken = whole.copy()
        broken[at] ^= 0xFF
        try:
            open_source(bytes(broken), "a.docx")
        except ImportFailure as problem:
            assert str(problem)


def test_a_password_is_said() -> None:
    data = bytearray(docx(p(FIRST)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    assert "password" in refused(bytes(data))


@pytest.mark.parametrize(
    ("name", "word"),
    [("xl/workbook.xml", "spreadsheet"), ("ppt/presentation.xml", "slides"), ("a.txt", "unpack")],
)
def test_other_archives_are_told_apart(name: str, word: str) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(name, "<x/>")
    assert word in refused(stream.getvalue())


def test_a_file_without_text_is_refused() -> None:
    assert "no text" in refused(docx(p("　 ")))


def test_characters_that_no_text_has_are_left_out() -> None:
    assert read(p("党&#xFDD0;建&#x85;好")).text == "党建\n好"


HEAD = ["中共某某省直属机关工作委员会文件", "某直工发〔2024〕3号", "中共某某省直属机关工作委员会"]


def test_the_title_of_an_official_document_stands_below_its_number_on_several_lines() -> None:
    lines = [*HEAD, "关于开展机关党建质量", "提升行动的通知（试行）", "省直各单位机关党委：", FIRST]
    found = collect(docx("".join(map(p, lines))), path="a.docx")
    assert found.metadata.title == "中共某某省直属机关工作委员会关于开展机关党建质量提升行动的通知（试行）"
    assert [part.kind for part in found.paragraphs][:3] == ["byline", "byline", "title"]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于开展机关党建质量提升行动的通知", "某直工发〔2024〕3号", "省直各单位机关党委：", FIRST],
        [HEAD[0], HEAD[1], FIRST, SECOND],
        [HEAD[0], "2024年3月5日", "关于开展机关党建质量", "提升行动的通知", FIRST],
    ],
)
def test_without_letterhead_number_and_title_lines_stay_as_they_are(lines: list[str]) -> None:
    assert read("".join(map(p, lines))).text.split("\n") == lines


def large(text: str, size: int = 44, middle: bool = True) -> str:
    """A paragraph set in the middle in large print."""
    where = '<w:jc w:val="center"/>' if middle else ""
    return (
        f'<w:p><w:pPr>{where}</w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


def test_a_title_in_large_print_in_the_middle_is_one_on_however_many_lines() -> None:
    found = collect(
        docx(large("以高质量机关党建") + large("服务基层群众的实践") + p(FIRST * 2)), path="a.docx"
    )
    assert found.metadata.title == "以高质量机关党建服务基层群众的实践"


@pytest.mark.parametrize(
    "head",
    [
        large("机关党建工作简报") + large("第三期", 32),
        large("以高质量机关党建", 21) + large("服务基层群众", 21),
        large("以高质量机关党建", middle=False) + large("服务基层群众", middle=False),
    ],
)
def test_other_heads_are_left_to_the_text(head: str) -> None:
    assert read(head + p(FIRST * 2)).kinds == {}


def test_documents_taken_in_whole_are_read_where_they_stand() -> None:
    body = p(FIRST) + '<w:altChunk w:id="aFChunk"/><w:altChunk w:id="none"/>' + p("在后面的话。")
    inner = f"<html><body><h2>里面的标题</h2><div>{''.join(f'<p>{SECOND}</p>' * 2)}</div></body></html>"
    assert read(body, aFChunk=inner).text.split("\n") == [FIRST, "里面的标题", SECOND, SECOND, "在后面的话。"]
