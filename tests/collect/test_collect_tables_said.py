"""What is said of a broken table can be said in the language of the interface."""

from __future__ import annotations

import gzip
import json
from io import BytesIO

import pytest

from index.collect.formats.archive import Archive
from index.collect.records import objects
from index.collect.records.table import Table
from index.errors import ImportFailure, Sentence


def problem(data: bytes, suffix: str) -> ImportFailure:
    table = Table(lambda: BytesIO(data), suffix)
    try:
        found = [row.problem for row in table.rows() if row.problem is not None]
    except ImportFailure as failure:
        found = [failure]
    assert found
    return found[-1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"a": }', "column 7: a value is missing"),
        ('{"a": 1 "b": 2}', "column 9: a comma is missing"),
        ('{"a" 1}', "column 6: a colon is missing"),
        ("{a: 1}", "column 2: a name in double quotes is missing"),
        ('{"a": "b', "column 7: a text in quotes has no end"),
        ('{"a": "b\tc"}', "column 9: a text in quotes holds a control character"),
        ('{"a": "\\z"}', "column 8: what follows a backslash is not known"),
        ('{"a": 1} 2', "column 10: something stands behind the end"),
        ("[" * 100_000, "it is nested too deeply"),
        (f'{{"a": {"9" * 9000}}}', "a number is too long"),
    ],
)
def test_what_is_wrong_with_a_line_of_json_is_a_sentence_of_ours(line: str, said: str) -> None:
    first = json.dumps({"text": "正文"}, ensure_ascii=False)
    detail = problem(f"{first}\n{line}".encode(), ".jsonl").fields["detail"]
    assert isinstance(detail, Sentence)
    assert str(detail) == said


def test_all_that_the_decoder_says_is_known() -> None:
    templates = {*objects._WRONG.values(), objects.TOO_DEEP, objects.TOO_LONG_NUMBER}
    for broken in ("", "[1,]", "{,}", "nul", '{"a"}', '["\\u12"]', "[1 2]", "]", "'a'", "1 1"):
        with pytest.raises(ValueError, match=r"Ex|In|Un|Il") as raised:
            json.loads(broken)
        assert objects._detail(raised.value).template in templates


def test_a_compressed_table_that_is_cut_off_says_so() -> None:
    data = gzip.compress(b'{"text": "a"}\n' * 90_000)
    detail = problem(data[: len(data) // 2], ".jsonl.gz").fields["detail"]
    assert isinstance(detail, Sentence)


def test_an_archive_that_cannot_be_unpacked_says_which_part() -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a>" + "x" * 5000 + "</a>")
    data = bytearray(made.getvalue())
    data[60:70] = b"\xff" * 10
    with pytest.raises(ImportFailure) as raised:
        Archive(bytes(data)).read("word/document.xml")
    detail = raised.value.fields["detail"]
    assert isinstance(detail, Sentence) and "word/document.xml" in detail
