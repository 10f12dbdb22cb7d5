"""Old Word files: the text as it reads, without what was deleted; converters only for those before 97."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
import time
from pathlib import Path

import pytest

from index.collect.formats import SourceText, doc, open_source
from index.collect.formats.ole import MARK, CompoundFile
from index.errors import ImportFailure

FIRST = "本周，机关党支部组织党员到社区开展志愿服务，清理楼道，看望老人，受到居民欢迎。"
SECOND = "支部书记说，下一步还要把服务清单做细，把群众的事办到心坎上，让大家都满意。"
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(**streams: bytes) -> bytes:
    """A compound file with streams of any length, in sectors of 512 bytes, without small ones."""
    table: list[int] = []
    body = b""

    def put(data: bytes) -> int:
        nonlocal body
        data = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0")
        first, count = len(table), len(data) // 512
        table.extend([*range(first + 1, first + count), _END])
        body += data
        return first

    def entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
        return (head + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")

    places = {name: put(data) for name, data in streams.items()}
    names = list(streams)
    listed = entry("Root Entry", 5, _END, 0, child=1) + b"".join(
        entry(
            name,
            2,
            places[name],
            max(len(streams[name]), 4096),
            right=at + 2 if at + 1 < len(names) else _FREE,
        )
        for at, name in enumerate(names)
    )
    directory = put(listed)
    sectors = -(-(len(table) + 2) // 128)
    start = len(table)
    table.extend([_TABLE] * sectors)
    numbers = struct.pack(f"<{len(table)}I", *table).ljust(sectors * 512, b"\xff")
    head = MARK + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, sectors, directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(start, start + sectors), *[_FREE] * (109 - sectors))
    return head + body + numbers


def word(
    text: str,
    *,
    notes: str = "",
    gone: tuple[int, int] | None = None,
    rows: tuple[int, ...] = (),
    flags: int = 0,
) -> bytes:
    """A Word 97 file: text in one piece, a stretch of it deleted, ends of rows of tables at places."""
    whole = text + notes
    raw = whole.encode("utf-16-le")
    place = 1024
    main = bytearray(place)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | flags)
    struct.pack_into("<II", main, 0x4C, len(text), len(notes))
    main += raw.ljust(-(-len(raw) // 512) * 512, b"\0")
    plan = struct.pack("<II", 0, len(whole)) + struct.pack("<HIH", 0, place, 0)
    table = bytearray(struct.pack("<BI", 2, len(plan)) + plan)
    struct.pack_into("<II", main, 0x01A2, 0, len(table))

    def page(stretches: list[tuple[int, int]], properties: bytes, entry: int, field: int) -> None:
        bounds = [place + 2 * stretches[0][0], *(place + 2 * end for _, end in stretches)]
        content = struct.pack(f"<{len(bounds)}I", *bounds)
        at = 480 - len(properties)
        content += b"".join(bytes([at // 2]) + bytes(entry - 1) for _ in stretches)
        content = content.ljust(at // 2 * 2, b"\0") + properties
        struct.pack_into("<II", main, field, len(table), 12)
        table.extend(struct.pack("<III", bounds[0], bounds[-1], len(main) // 512))
        main.extend(content.ljust(511, b"\0") + bytes([len(stretches)]))

    if gone:
        page([gone], b"\x03" + struct.pack("<HB", 0x0800, 1), 1, 0xFA)
    if rows:
        page([(rows[0], rows[0] + 1)], b"\x03\0\0" + struct.pack("<HB", 0x2417, 1), 13, 0x0102)
    return compound(WordDocument=bytes(main), **{"1Table": bytes(table)})


def read(data: bytes, path: str = "a.doc") -> SourceText:
    return open_source(data, path)


def lines(source: SourceText) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def test_paragraphs_and_notes_are_read() -> None:
    source = read(word(f"{FIRST}\x02\r{SECOND}\r", notes="\x02见第三章。\r"))
    assert lines(source) == [FIRST, SECOND, "见第三章。"]
    assert list(source.kinds.values()) == ["note"]
    assert source.whole_paragraphs


def test_what_was_deleted_is_left_out() -> None:
    assert lines(read(word("支部群众党员大会。\r", gone=(2, 4)))) == ["支部党员大会。"]


def test_fields_show_what_they_show() -> None:
    text = '见\x13 HYPERLINK "\x13 X \x14甲\x15" \x14这里\x15。\x13 PAGE \x15\x01\x1e\r'
    assert lines(read(word(text))) == ["见这里。-"]


def test_rows_of_tables_are_lines() -> None:
    text = "单位\x07\x07人数\x07\x07" + FIRST + "\r"
    assert lines(read(word(text, rows=(7,)))) == ["单位　人数", FIRST]


def test_a_wps_file_and_one_under_another_name_are_read_too() -> None:
    assert lines(read(word(FIRST + "\r"), "a.wps")) == lines(read(word(FIRST + "\r"), "a.txt")) == [FIRST]


def test_text_and_pages_under_the_name_of_word_are_read_as_what_they_are() -> None:
    assert read(FIRST.encode("gb18030")).text == FIRST
    assert FIRST in read(f"<html><body><p>{FIRST}</p></body></html>".encode()).text


def refused(data: bytes) -> str:
    with pytest.raises(ImportFailure) as caught:
        read(data)
    return str(caught.value)


def test_a_password_is_said() -> None:
    assert "password" in refused(word(FIRST + "\r", flags=0x0100))
    assert "password" in refused(compound(EncryptionInfo=b"x", EncryptedPackage=b"x"))


def test_other_compound_files_are_no_word_documents() -> None:
    assert "not a Word document" in refused(compound(Workbook=b"x"))


def test_damage_is_refused_and_rings_end() -> None:
    whole = word(FIRST + "\r")
    assert "damaged" in refused(whole[:3000])
    ring = bytearray(whole)
    first = len(whole) - 512  # the table of sectors is the last one
    struct.pack_into("<I", ring, first, 0)
    began = time.process_time()
    assert "ring" in refused(bytes(ring))
    assert time.process_time() - began < 2


def test_damaged_bytes_do_no_more_than_refuse() -> None:
    whole = word(f"{FIRST}\r单位\x07\x07{SECOND}\r", gone=(2, 4), rows=(len(FIRST) + 4,))
    for at in range(0, len(whole), 5):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            read(bytes(broken))
        except ImportFailure as problem:
            assert str(problem)


def old() -> bytes:
    """A file of a Word before 97."""
    return compound(WordDocument=struct.pack("<HH", 0xA5DC, 0x65) + FIRST.encode("gbk"))


def converter(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="the converters of these tests are shell scripts")
class TestConverters:
    @pytest.fixture(autouse=True)
    def path(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}")
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        return folder

    def test_without_one_the_refusal_says_what_to_do(self) -> None:
        assert "install LibreOffice" in refused(old())

    def test_one_on_the_path_is_used_in_a_folder_that_is_removed(self, path: Path) -> None:
        converter(path, "antiword", f'[ -f "$6" ] && /bin/pwd >&2 && echo "{FIRST}"')
        assert lines(read(old())) == [FIRST]
        assert [entry.name for entry in path.parent.iterdir()] == ["bin"]

    def test_libreoffice_gets_a_profile_without_macros(self, path: Path) -> None:
        converter(
            path,
            "soffice",
            'case "$*" in *-env:UserInstallation=*--convert-to*) ;; *) exit 1;; esac\n'
            '/bin/grep -q DisableMacrosExecution "$PWD"/profile/user/*.xcu'
            f' && echo "{FIRST}" > "$PWD/source.txt"',
        )
        assert lines(read(old())) == [FIRST]

    def test_one_that_fails_or_hangs_is_said_and_ended(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        converter(path, "catdoc", "exit 3")
        assert "catdoc could not convert" in refused(old())
        converter(path, "catdoc", "/bin/sleep 120 & /bin/sleep 120")
        monkeypatch.setattr(doc, "SECONDS", 1)
        began = time.monotonic()
        assert "more than 1 seconds" in refused(old())
        assert time.monotonic() - began < 60


def test_a_compound_file_gives_its_streams_as_they_were() -> None:
    content = bytes(range(256)) * 40
    file = CompoundFile(compound(A=content, B=b"b" * 5000))
    assert file.read("A")[: len(content)] == content
    assert file.read("B") == b"b" * 5000
    assert "C" not in file
