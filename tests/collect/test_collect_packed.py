"""Articles that are compressed one by one."""

from __future__ import annotations

import gzip

import pytest

from index.collect import collect
from index.errors import ImportFailure

TEXT = "全市机关党建工作推进会召开\n2022-03-04\n近日，市直机关工委召开会议，研究部署下半年的工作。\n" * 3
PAGE = f'<html><head><meta charset="utf-8"></head><body><p>{TEXT}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "1.txt"),
        (TEXT.encode("gb18030"), "文章.txt"),
        (TEXT.encode("utf-16"), "2.TXT"),
        (PAGE.encode(), "3.html"),
    ],
    ids=["text", "another encoding", "capitals", "a page"],
)
def test_a_compressed_article_is_read_as_what_is_in_it(data: bytes, name: str) -> None:
    plain = collect(data, path=name)
    packed = collect(gzip.compress(data), path=f"{name}.gz")
    assert (packed.text, packed.metadata) == (plain.text, plain.metadata)


def test_parts_one_after_the_other_are_one_text() -> None:
    half = len(TEXT) // 2
    data = gzip.compress(TEXT[:half].encode()) + gzip.compress(TEXT[half:].encode())
    assert collect(data, path="1.txt.gz").text == collect(TEXT.encode(), path="1.txt").text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"\0" * (65 << 20), 1), "more than 64 MB"),
        (gzip.compress(TEXT.encode())[:-9], "damaged"),
        (gzip.compress(TEXT.encode())[:20] + b"noise" * 9, "damaged"),
        (gzip.compress(gzip.compress(TEXT.encode())), "more than once"),
    ],
    ids=["a bomb", "cut off", "noise", "twice"],
)
def test_what_cannot_be_unpacked_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailure, match=said):
        collect(data, path="1.txt.gz")
