"""Which encoding a file is in, and which files are not text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collect.decode import decode
from index.errors import ImportFailure

SIMPLE = "机关党建工作要围绕中心、建设队伍、服务群众。\n各级党组织认真落实责任制，推动工作开展。\n"
TRADITIONAL = "機關黨建工作要圍繞中心、建設隊伍、服務群眾。\n各級黨組織認真落實責任制，推動工作開展。\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
        ("gb2312", "GB18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_simplified_text_is_read_in_any_encoding(codec: str, name: str) -> None:
    decoded = decode(SIMPLE.encode(codec))
    assert (decoded.text, decoded.encoding) == (SIMPLE, name)


@pytest.mark.parametrize("codec", ["big5", "big5hkscs", "cp950"])
def test_traditional_text_in_big5_is_not_taken_for_gb(codec: str) -> None:
    decoded = decode(TRADITIONAL.encode(codec))
    assert (decoded.text, decoded.encoding) == (TRADITIONAL, "Big5")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert decode(TRADITIONAL.encode("gb18030")).text == TRADITIONAL


def test_characters_that_take_four_bytes_in_gb18030() -> None:
    text = SIMPLE + "村名㐂、𠀀、🚩也要读对。"
    assert decode(text.encode("gb18030")).text == text


def test_utf16_without_mark_is_told_even_without_any_ascii() -> None:
    text = "机关党建工作的一个中心任务是服务群众"  # U+4E00 holds a NUL byte in itself
    assert decode(text.encode("utf-16-le")).text == text
    assert decode(text.encode("utf-16-be")).text == text


def test_all_line_ends_become_one() -> None:
    assert decode("一行\r\n二行\r三行\n四行\u2028五行".encode()).text == "一行\n二行\n三行\n四行\n五行"


def test_two_characters_are_a_text() -> None:
    assert decode("党建".encode("gb18030")).text == "党建"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "white space"),
        ("\u3000\u00a0\n\ufeff".encode(), "white space"),
        (codecs.BOM_UTF8, "white space"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary"),
        (b"abc\0\0\0def\0\0", "binary"),
        (SIMPLE.encode()[:60] + b"\x00\x01\x02" + SIMPLE.encode(), "binary"),
        (b"\x01\x02\x03\x04\x05\x06text", "binary"),
        (SIMPLE.encode() + b"\xff\xfe\xfd", "encoding"),
        ("Déjà vu".encode("latin-1"), "encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailure) as failure:
        decode(data)
    assert said in str(failure.value)
    assert "save" in str(failure.value)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    try:
        decoded = decode(data)
    except ImportFailure:
        return
    assert "\r" not in decoded.text
    assert decoded.text.strip()


@given(st.text(alphabet="机关党建工作的一是在不了和有人这中大为上国，。“”0123456789abc \n", min_size=12))
def test_official_prose_survives_utf8_and_utf16(text: str) -> None:
    if not text.strip():
        return
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize(
    ("codec", "declared", "name"),
    [
        ("utf-8", "gb2312", "UTF-8"),
        ("gb18030", "utf-8", "GB18030"),
        ("gb18030", "GBK", "GB18030"),
        ("gb18030", "big5", "GB18030"),
        ("gb18030", "no-such-thing", "GB18030"),
        ("utf-8", " 'UTF8' ", "UTF-8"),
    ],
)
def test_what_a_file_declares_does_not_outweigh_its_bytes(codec: str, declared: str, name: str) -> None:
    decoded = decode(SIMPLE.encode(codec), declared)
    assert (decoded.text, decoded.encoding) == (SIMPLE, name)


def test_what_a_file_declares_decides_where_its_bytes_do_not() -> None:
    name = "Déjà vu, they said, and read the whole report again"
    assert decode(name.encode("latin-1"), "windows-1252").text == name


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_file_that_was_cut_inside_a_character_is_read_up_to_there(codec: str) -> None:
    text = SIMPLE * 4
    decoded = decode(text.encode(codec) + "党".encode(codec)[:-1])
    assert decoded.text == text + "\ufffd"


def test_single_damaged_bytes_cost_their_characters() -> None:
    data = (SIMPLE * 40).encode()
    decoded = decode(data[:3000] + b"\xff" + data[3001:])
    assert decoded.encoding == "UTF-8"
    assert 1 <= decoded.text.count("\ufffd") <= 3
    assert decoded.text.replace("\ufffd", "") in (
        decoded.text[: decoded.text.index("\ufffd")] + decoded.text[decoded.text.rindex("\ufffd") + 1 :]
    )


@pytest.mark.parametrize(
    ("right", "wrong"), [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1")]
)
def test_a_text_that_was_saved_as_it_was_misread_is_read_as_meant(right: str, wrong: str) -> None:
    text = "机关党建组织生活服务群众\n"  # no byte of which is lost in any of the three
    decoded = decode(text.encode(right).decode(wrong).encode())
    assert decoded.text == text
    assert "read as" in decoded.encoding


def test_a_rare_text_is_not_taken_for_a_misread_one() -> None:
    for text in ("龃龉踟蹰彳亍耄耋饕餮魑魅魍魉", "Ünïcödé façade naïve", "鏈条与哄抢"):
        assert decode(text.encode()).text == text


def test_a_page_whose_foot_is_in_another_encoding_is_read_in_that_of_the_page() -> None:
    decoded = decode((SIMPLE * 10).encode() + "版权所有".encode("gbk") + SIMPLE.encode())
    assert decoded.encoding == "UTF-8"
    assert decoded.text.startswith(SIMPLE * 10) and decoded.text.endswith(SIMPLE)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("count", [1, 3, 4096])
def test_nuls_after_a_text_are_no_part_of_it(codec: str, count: int) -> None:
    assert decode(SIMPLE.encode(codec) + b"\0" * count).text == SIMPLE


def test_a_nul_inside_a_text_is_dropped_and_a_lost_block_is_marked() -> None:
    data = SIMPLE.encode()
    assert decode(data[:30] + b"\0" + data[30:]).text == SIMPLE
    assert decode(data[:30] + b"\0" * 512 + data[30:]).text == SIMPLE[:10] + "\ufffd" + SIMPLE[10:]


def test_a_nul_far_inside_a_long_text_is_dropped_as_well() -> None:
    text = SIMPLE * 1000
    assert decode((text + "\0" + SIMPLE).encode()).text == text + SIMPLE
