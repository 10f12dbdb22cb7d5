"""OFD files: their text in the order of the pages, what runs along them apart; bad ones refused."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source
from index.errors import ImportFailure

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"


def words(x: float, y: float, size: float, text: str, *, delta: str = "", matrix: str = "") -> str:
    """A text object with its base line at y; by default without steps between its characters."""
    steps = f' DeltaX="{delta}"' if delta else ""
    turn = f' CTM="{matrix}"' if matrix else ""
    return (
        f'<ofd:TextObject Boundary="{x} {y - size} 150 {size}" Size="{size}"{turn}>'
        f'<ofd:TextCode X="0" Y="{size}"{steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(pages: Sequence[str], *, title: str = "", template: str = "", extra: str = "", **parts: str) -> bytes:
    stream = BytesIO()
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n, _ in enumerate(pages)
    )
    common = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    if template:
        common += '<ofd:TemplatePage ID="99" BaseLoc="Tpls/T.xml"/>'
        parts["Doc_0/Tpls/T.xml"] = page(template)
        extra = '<ofd:Template TemplateID="99"/>'
    with ZipFile(stream, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_SPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
            "</ofd:Document>",
        )
        for number, content in enumerate(pages):
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page(content, extra))
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def page(content: str, extra: str = "") -> str:
    return f"<ofd:Page {_SPACE}>{extra}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def body(source: SourceText) -> list[str]:
    return [
        line.strip()
        for number, line in enumerate(source.text.split("\n"))
        if line.strip() and number not in source.furniture
    ]


def test_lines_stand_in_the_order_of_the_page_not_of_the_file() -> None:
    content = words(30, 60, 5, "第二行在后。") + words(30, 50, 5, "第一行在前，")
    assert body(open_source(ofd([content]), "a.ofd")) == ["第一行在前，", "第二行在后。"]


def test_pages_follow_the_list_of_pages() -> None:
    pages = [words(30, 50, 5, f"这是第{n}页的话。") for n in "一二三"]
    assert body(open_source(ofd(pages), "a.ofd")) == [f"这是第{n}页的话。" for n in "一二三"]


def test_steps_between_characters_are_followed_also_in_their_short_form() -> None:
    spaced = words(30, 50, 5, "单位人数", delta="5 20 5") + words(30, 60, 5, "机关一支部", delta="g 4 5")
    assert body(open_source(ofd([spaced]), "a.ofd")) == ["单位　人数", "机关一支部"]


def test_a_matrix_scales_and_what_is_askew_is_a_watermark() -> None:
    content = words(30, 50, 5, "机关党建", matrix="2 0 0 2 0 0") + words(
        50, 150, 20, "内部资料", matrix="0.7 0.7 -0.7 0.7 0 0"
    )
    source = open_source(ofd([content]), "a.ofd")
    assert body(source) == ["机关党建"]
    assert list(source.furniture.values()) == ["watermark"]


def test_paragraphs_go_on_over_lines_and_pages_and_running_lines_are_furniture() -> None:
    text = FIRST * 6
    lines = [text[:28], *(text[at : at + 30] for at in range(28, len(text), 30))]

    def leaf(number: int, rows: list[str]) -> str:
        drawn = words(80, 15, 3, "机关党建工作简报") + words(100, 285, 3, f"— {number} —")
        for at, row in enumerate(rows):
            drawn += words(30 + (10 if row is lines[0] else 0), 40 + 8 * at, 5, row)
        return drawn

    found = collect(ofd([leaf(1, lines[:5]), leaf(2, lines[5:])]), path="a.ofd")
    assert found.text == text
    assert {item.kind for item in found.furniture} == {"running-head", "page-number"}


def test_the_template_of_the_pages_is_furniture() -> None:
    source = open_source(ofd([words(30, 50, 5, FIRST)], template=words(30, 10, 5, "某某机关")), "a.ofd")
    assert body(source) == [FIRST]
    assert len(source.furniture) == 1


def test_the_title_of_the_file_is_a_weak_clue() -> None:
    clues = open_source(ofd([words(30, 50, 5, FIRST)], title="机关党建工作要点"), "a.txt").clues
    assert [(clue.field, clue.value) for clue in clues] == [("title", "机关党建工作要点")]


def refused(data: bytes) -> str:
    with pytest.raises(ImportFailure) as caught:
        open_source(data, "a.ofd")
    return str(caught.value)


def test_a_scan_and_a_lock_are_said() -> None:
    assert "no text layer (it is a scan, 1 pages)" in refused(
        ofd(['<ofd:ImageObject Boundary="0 0 210 297"/>'])
    )
    assert "password" in refused(ofd([words(30, 50, 5, FIRST)], **{"Encryptions.xml": "<x/>"}))


def test_entities_missing_pages_and_too_many_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + page("&b;")
    assert "document type" in refused(with_page(bomb))
    assert "missing" in refused(with_page(None))
    listed = '<ofd:Page ID="1" BaseLoc="p.xml"/>' * 3001
    assert "pages" in refused(with_page(None, listed))


def with_page(content: str | None, listed: str = '<ofd:Page ID="1" BaseLoc="p.xml"/>') -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("OFD.xml", "<OFD><DocBody><DocRoot>/D/Document.xml</DocRoot></DocBody></OFD>")
        archive.writestr(
            "D/Document.xml", f"<ofd:Document {_SPACE}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        if content is not None:
            archive.writestr("D/p.xml", content)
    return stream.getvalue()


def test_numbers_that_are_none_do_not_stop_the_reading() -> None:
    content = (
        words(30, 50, 5, "机关党建", delta="nan inf x 5") + '<ofd:TextObject Boundary="a b" Size="1e999"/>'
    )
    assert sorted("".join(body(open_source(ofd([content]), "a.ofd")))) == sorted("机关党建")


def test_damaged_bytes_do_no_more_than_refuse() -> None:
    whole = ofd([words(30, 50, 5, FIRST)], template=words(30, 10, 5, "某某机关"))
    for at in range(0, len(whole), 7):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            open_source(bytes(broken), "a.ofd")
        except ImportFailure as problem:
            assert str(problem)


def test_pages_that_are_pictures_among_others_are_told() -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297"/>'
    found = collect(ofd([words(30, 50, 5, FIRST), picture, "", picture]), path="a.ofd")
    assert [one.value for one in found.why if one.field == "text"] == ["2, 4"]
