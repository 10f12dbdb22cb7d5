"""Rich text: its words by the code pages of their fonts, without what is no text."""

from __future__ import annotations

import time

import pytest

from index.collect.formats import SourceText, open_source
from index.errors import ImportFailure

FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"


def escaped(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def rtf(body: str, head: str = "") -> bytes:
    fonts = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset0 Arial;}{\f2\fnil\fcharset136 Ming;}}"
    return rf"{{\rtf1\ansi\ansicpg936\deff0{fonts}{head}{body}}}".encode("ascii")


def read(body: str, head: str = "") -> SourceText:
    return open_source(rtf(body, head), "a.rtf")


def test_bytes_are_read_by_the_code_page_of_their_font() -> None:
    assert (
        read(rf"\f0 {escaped('机关')}\f2 {escaped('黨建', 'big5')}\f1 Party\par").text.strip()
        == "机关黨建Party"
    )


def test_chinese_text_in_a_latin_font_is_read_by_the_page_of_the_file() -> None:
    assert read(rf"\f1 {escaped(FIRST)}\par").text.strip() == FIRST


def test_unicode_stands_for_what_follows_it() -> None:
    codes = "".join(rf"\u{ord(c)}\'3f" for c in "机关")
    assert read(rf"{codes}{{\uc2\u20826\'b5\'b3}}\u-10179?\u-9216?x\par").text.strip() == "机关党🐀x"


def test_paragraphs_lines_tables_and_signs() -> None:
    body = r"{\b " + escaped("甲") + r"}\par " + escaped("乙") + r"\line " + escaped("丙") + r"\par "
    body += (
        escaped("单位")
        + r"\cell "
        + escaped("人数")
        + r"\cell\row "
        + r"\ldblquote x\rdblquote\emdash\{\}\par"
    )
    assert read(body).text.split("\n") == ["甲", "乙", "丙", "单位　人数", "“x”—{}", ""]


def test_what_is_no_text_is_left_out() -> None:
    body = (
        rf"{{\header {escaped('页眉')}\par}}{{\*\generator Word;}}{{\pict\pngblip 89504e47}}"
        rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt 7}}}}{{\v {escaped('藏')}}}"
        rf"{{\deleted {escaped('删')}}}{escaped('正文')}\par"
    )
    assert read(body).text.strip() == "7正文"


def test_notes_follow_the_text() -> None:
    source = read(rf"{escaped('正文')}{{\footnote {escaped('见第三章。')}}}{escaped('如此。')}\par")
    assert [line for line in source.text.split("\n") if line] == ["正文如此。", "见第三章。"]
    assert list(source.kinds.values()) == ["note"]


def test_the_title_of_the_file_is_a_weak_clue() -> None:
    head = rf"{{\info{{\title {escaped('机关党建工作要点')}}}}}"
    assert [clue.value for clue in read(escaped("正文"), head).clues] == ["机关党建工作要点"]


def test_it_is_known_by_its_content() -> None:
    assert open_source(rtf(escaped(FIRST)), "a.doc").text.strip() == FIRST


@pytest.mark.parametrize(
    "body", ["{" * 100_000, "\\u1" * 100_000, "\\bin99999999999 x", "\\'", "\\", "}" * 50, "\\u99999999 x"]
)
def test_bad_input_is_read_or_refused_in_little_time(body: str) -> None:
    began = time.process_time()
    try:
        read(escaped("正文") + body)
    except ImportFailure as problem:
        assert str(problem)
    assert time.process_time() - began < 10


def test_a_binary_part_is_passed_over() -> None:
    data = rtf(escaped("正文") + r"{\pict\bin5 }}}}}}\par " + escaped("之后"))
    assert [line for line in open_source(data, "a.rtf").text.split("\n") if line] == ["正文", "之后"]


def test_a_file_that_only_says_so_is_refused() -> None:
    with pytest.raises(ImportFailure):
        open_source(b"no rich text at all", "a.rtf")
