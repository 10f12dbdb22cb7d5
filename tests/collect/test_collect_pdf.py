"""PDFs: their text layer in reading order, what runs along the pages apart; scans and bombs are refused."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence

import pytest

from index.collect import collect
from index.collect.formats import SourceText, open_source, pdf_process
from index.collect.formats.layout import pieces_of
from index.errors import ImportFailure

PROSE = (
    "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
    "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"
    "社区居民表示，党员来了以后，楼道亮了，路也平了，心里暖了，希望常来。"
)
Words = Iterable[tuple[float, float, float, str]]
"""x, y (from below), size, text."""


def pdf(
    *pages: Words, extra: str = "", cmap: str = "UniGB-UTF16-H", descendant: str = "", picture: bool = False
) -> bytes:
    """A pdf of A4 pages with texts in a font that is not in the file, as offices made them for years."""
    font = (
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{cmap}/DescendantFonts[4 0 R]>>",
        descendant
        or "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]>>",
    )
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *(part.encode() for part in font)]
    objects.append(
        stream(
            b"\xff" * 3,
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8",
        )
    )
    kids = []
    for words in pages:
        drawn = "q 595 0 0 842 0 0 cm /P Do Q\n" if picture else ""
        for x, y, size, text in words:
            code = text.encode("utf-16-be") if cmap.startswith("UniGB") else text.encode("gbk")
            drawn += f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm <{code.hex()}> Tj ET\n"
        objects.append(stream(drawn.encode()))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>/XObject<</P 5 0 R>>>>>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return assembled(objects, extra)


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def assembled(objects: Sequence[bytes], extra: str = "") -> bytes:
    data, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return data + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF".encode()


def column(
    text: str, x: float, top: float, *, wide: int, size: float = 12, lead: float = 20
) -> Iterator[tuple[float, float, float, str]]:
    """A text set in lines of so many characters, its first one indented by two."""
    lines = [text[: wide - 2], *(text[at : at + wide] for at in range(wide - 2, len(text), wide))]
    for number, line in enumerate(lines):
        yield x + (0 if number else 2 * size), top - number * lead, size, line


def body(source: SourceText) -> list[str]:
    return [
        line.strip()
        for number, line in enumerate(source.text.split("\n"))
        if line.strip() and number not in source.furniture
    ]


def paragraphs(data: bytes) -> list[str]:
    found = collect(data, path="a.pdf")
    return [found.text[part.start : part.end] for part in found.paragraphs]


def test_lines_become_the_paragraphs_that_they_were() -> None:
    first, second = PROSE * 3, PROSE[::-1].lstrip("。") * 2 + "。"
    lines = len(list(column(first, 0, 0, wide=35)))
    page = [*column(first, 80, 760, wide=35), *column(second, 80, 760 - 20 * lines, wide=35)]
    data = pdf(page)
    assert paragraphs(data) == [first, second]
    assert collect(data, path="a.pdf").repairs[0].kind == "linebreak"


@pytest.mark.parametrize("cmap", ["UniGB-UTF16-H", "GBK-EUC-H"])
def test_fonts_that_are_not_in_the_file_are_read_by_their_cmaps(cmap: str) -> None:
    assert body(open_source(pdf([(80, 700, 12, "机关党建2024年要点")], cmap=cmap), "a.pdf")) == [
        "机关党建2024年要点"
    ]


def test_columns_are_read_one_after_the_other_below_a_title_across_both() -> None:
    left, right = PROSE * 2, "右栏" + PROSE * 2
    # As some programs write them: line by line over both columns.
    rows = [
        word
        for pair in zip(column(left, 60, 700, wide=18), column(right, 310, 700, wide=18), strict=False)
        for word in pair
    ]
    rows += list(column(right, 310, 700, wide=18))[len(rows) // 2 :]
    source = open_source(pdf([(150, 760, 22, "机关党建怎样走进群众心里"), *rows]), "a.pdf")
    text = "".join(body(source))
    assert text == "机关党建怎样走进群众心里" + left + right
    assert source.kinds == {0: "title"}


def test_what_runs_along_the_pages_is_furniture_and_sentences_go_on_over_it() -> None:
    lines = list(column(PROSE * 9, 80, 0, wide=36))
    pages = []
    for number in range(3):
        rows = lines[number * 10 : number * 10 + 10] if number < 2 else lines[20:]
        pages.append(
            [
                (220 if number % 2 else 240, 800, 9, "机关党建研究　2024年第3期"),
                *((x, 740 - 20 * at, size, text) for at, (x, _, size, text) in enumerate(rows)),
                (290, 40, 9, f"— {number + 7} —"),
            ]
        )
    data = pdf(*pages)
    assert paragraphs(data) == [PROSE * 9]
    kinds = {item.kind: item.text for item in collect(data, path="a.pdf").furniture}
    assert kinds["running-head"].replace("\u3000", "") == "机关党建研究2024年第3期"
    assert kinds["page-number"] == "— 7 — — 8 — — 9 —"


def test_a_line_that_only_two_of_many_pages_share_stays() -> None:
    pages = [
        [(80, 780, 12, f"第{n}页独有的开头，各不相同"[n % 3 :]), (80, 700, 12, PROSE[:30])] for n in range(6)
    ]
    assert sum("独有的开头" in line for line in body(open_source(pdf(*pages), "a.pdf"))) == 6


def test_footnotes_follow_the_text() -> None:
    page = [*column(PROSE * 2, 80, 760, wide=35), (80, 90, 9, "①见《工作要点》第三部分。")]
    source = open_source(pdf(page), "a.pdf")
    assert body(source)[-1] == "①见《工作要点》第三部分。"
    assert list(source.kinds.values()) == ["note"]


def test_a_watermark_is_not_in_the_text() -> None:
    data = pdf([*column(PROSE, 80, 760, wide=35)])
    slanted = (
        b"BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm <"
        + "内部资料".encode("utf-16-be").hex().encode()
        + b"> Tj ET\n"
    )
    place = data.index(b"BT /F")
    # The length and the table of places no longer fit: read all the same.
    source = open_source(data[:place] + slanted + data[place:], "a.pdf")
    assert "内部资料" not in "".join(body(source))
    assert "watermark" in source.furniture.values()
    assert "".join(body(source)) == PROSE


def test_words_and_figures_keep_their_spaces_and_chinese_gets_none() -> None:
    words = [
        (80, 700, 12, "学习"),
        (106, 700, 12, "Party"),
        (142, 700, 12, "building"),
        (194, 700, 12, "两个字"),
    ]
    assert body(open_source(pdf(words), "a.pdf")) == ["学习Party building两个字"]


def refused(data: bytes, path: str = "a.pdf") -> str:
    with pytest.raises(ImportFailure) as caught:
        open_source(data, path)
    return str(caught.value)


def test_a_scan_says_that_it_has_no_text_layer() -> None:
    assert "no text layer (it is a scan, 2 pages)" in refused(pdf([], [], picture=True))
    stamped = [[(290, 40, 9, f"- {n} -")] for n in range(4)]
    assert "no text layer" in refused(pdf(*stamped, picture=True))


def test_pages_that_are_pictures_among_others_are_told() -> None:
    text = list(column(PROSE * 2, 80, 700, wide=30))
    found = collect(pdf(text, [], [], text, [], picture=True), path="a.pdf")
    told = [(one.value, one.reason) for one in found.why if one.field == "text"]
    assert [value for value, _ in told] == ["2–3, 5"]
    assert "pictures" in told[0][1]
    blank = collect(pdf(text, [], text), path="a.pdf")
    assert not [one for one in blank.why if one.field == "text"]


def test_a_password_is_said() -> None:
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>/ID[<00><00>]"
    assert "password" in refused(pdf([(80, 700, 12, PROSE)], extra=lock))


def test_a_font_without_any_way_to_its_characters_is_said() -> None:
    descendant = (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+X/CIDToGIDMap/Identity/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(Identity)/Supplement 0>>/DW 1000>>"
    )
    data = pdf([(80, 700, 12, PROSE)], cmap="Identity-H", descendant=descendant)
    assert "cannot be told from its fonts" in refused(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\0" * 5000, b"%PDF-1.4\n1 0 obj<<", b"no pdf"]
)
def test_what_is_no_whole_pdf_is_refused(data: bytes) -> None:
    assert "damaged" in refused(data)


def test_damage_never_does_more_than_refuse() -> None:
    whole = pdf([*column(PROSE, 80, 760, wide=35)], [(80, 700, 12, PROSE[:20])])
    for at in range(0, len(whole), 23):
        broken = bytearray(whole)
        broken[at] ^= 0x55
        try:
            open_source(bytes(broken), "a.pdf")
        except ImportFailure as problem:
            assert str(problem)


def test_more_pages_than_books_have_are_refused_at_once() -> None:
    many = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3001/Kids["
    many += b"3 0 R " * 3001 + b"]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    assert "pages" in refused(many + b"trailer<</Root 1 0 R>>\n%%EOF")


def test_a_page_that_unfolds_without_end_costs_neither_time_nor_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = zlib.compress(b"BT /F 9 Tf <6d4b> Tj ET\n" * 4_000_000, 1)
    data = pdf([(80, 700, 12, "x")]).replace(b"/Contents 6 0 R", b"/Contents 8 0 R")
    data = (
        data[: data.index(b"xref\n")] + b"8 0 obj\n" + stream(packed, "/Filter/FlateDecode") + b"\nendobj\n"
    )
    began = time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(pdf_process, "SECONDS", 3)
        said = refused(data + b"trailer<</Root 1 0 R>>\n%%EOF")
    assert "seconds" in said or "too large" in said or "characters" in said
    assert time.monotonic() - began < 60
    assert body(open_source(pdf([(80, 700, 12, "之后照常")]), "b.pdf")) == ["之后照常"]


def test_the_process_is_used_again_and_replaced_when_it_died() -> None:
    data = pdf([(80, 700, 12, "机关党建")])
    open_source(data, "a.pdf")
    process = pdf_process._worker._process
    assert process is not None
    open_source(data, "a.pdf")
    assert pdf_process._worker._process is process
    os.kill(process.pid, 9)
    process.wait()
    assert body(open_source(data, "a.pdf")) == ["机关党建"]


def test_a_pdf_is_known_by_its_content() -> None:
    assert body(open_source(pdf([(80, 700, 12, "机关党建")]), "a.txt")) == ["机关党建"]


def test_the_same_bytes_give_the_same_text() -> None:
    data = pdf([*column(PROSE * 3, 80, 760, wide=35)])
    assert open_source(data, "a.pdf") == open_source(data, "b.pdf")


def test_characters_set_one_by_one_in_a_font_of_elsewhere_are_all_there() -> None:
    words = [(80 + 12 * at, 700, 12, character) for at, character in enumerate("机关党建要走进群众心里。")]
    assert body(open_source(pdf(words), "a.pdf")) == ["机关党建要走进群众心里。"]


def test_a_figure_that_did_not_go_into_a_line_does_not_end_its_paragraph() -> None:
    lines = [
        "　　" + PROSE[:31] + "在二〇",
        PROSE[31:67],
        PROSE[67:92] + "增长到了",
        "1234567890123.5%，" + PROSE[80:98] + "。",
        "　　" + PROSE[:30] + "，今年再接再厉",
        PROSE[:20] + "。",
    ]
    page = [(80 + 24 * line.count("　"), 760 - 20 * n, 12, line.strip("　")) for n, line in enumerate(lines)]
    assert [paragraph[:4] for paragraph in paragraphs(pdf(page))] == [PROSE[:4]] * 2


def test_rows_of_tables_stay_lines() -> None:
    rows = [("单位", "党员数", "支部数"), ("机关一", "12", "2"), ("机关二", "15", "3"), ("机关三", "16", "3")]
    page = [
        (x, 600 - 20 * n, 12, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((80, 200, 320), row, strict=True)
    ]
    data = pdf([*column(PROSE, 80, 760, wide=35), *page])
    assert paragraphs(data)[1:] == ["　".join(row) for row in rows]


def test_the_mark_of_a_note_is_not_text() -> None:
    words = [(80, 700, 12, "机关党建"), (128, 705, 7, "12"), (136, 700, 12, "走进群众。")]
    assert body(open_source(pdf(words), "a.pdf")) == ["机关党建走进群众。"]


def test_a_title_on_two_lines_is_one_and_a_heading_below_it_is_not_part_of_it() -> None:
    head = [(120, 770, 22, "关于开展机关党建质量"), (153, 740, 22, "提升行动的通知")]
    source = open_source(pdf([*head, *column(PROSE * 2, 80, 700, wide=35)]), "a.pdf")
    assert body(source)[0] == "关于开展机关党建质量提升行动的通知"
    left = [(80, 770, 22, "关于机关党建的通知"), (80, 740, 22, "一、总的要求")]
    source = open_source(pdf([*left, *column(PROSE * 2, 80, 700, wide=35)]), "a.pdf")
    assert body(source)[:2] == ["关于机关党建的通知", "一、总的要求"]


def test_a_glyph_that_stands_for_two_characters_gives_both() -> None:
    glyph = ("—", 24.0, 48.0, 700.0, 12.0)
    pieces = pieces_of([("党", 0.0, 12.0, 700.0, 12.0), ("建", 12.0, 24.0, 700.0, 12.0), glyph, glyph])
    assert [piece.text for piece in pieces] == ["党建——"]
