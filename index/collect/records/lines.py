"""The bytes of a table as lines of text: opened, unpacked, decoded by evidence, never held as a whole."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.collect.decode import EMPTY, decode
from index.errors import N_, DangjianError, ImportFailure, Sentence, said_by_system

Open = Callable[[], BinaryIO]

ROW = 16 << 20
"""Bytes of a row; an article is some ten kilobytes."""
TABLE = 8 << 30
"""Bytes of a table, unpacked: more than a million articles."""
_SAMPLE = 1 << 20
_PIECE = 1 << 16
_SKIPPED = 256 << 20  # bytes of a row that is too long; after so many it is no table of articles

TOO_LONG = N_("It is longer than {limit} MB; split it into its articles.")
TOO_LARGE = N_("The table holds more than {limit} GB; split it into parts.")
DAMAGED = N_("The compressed table is damaged or cut off ({detail}); what stands before that was imported.")
ENDS = N_("it ends too early")
NOT_PACKED = N_("it cannot be unpacked from here on")
UNDECODABLE = N_("It cannot be decoded as {encoding}; save the table in UTF-8 and import it again.")
UNREADABLE = N_("The table cannot be read any further ({detail}); check the disk and import it again.")
_CODECS = {"UTF-8": "utf-8-sig", "GB18030": "gb18030", "Big5": "big5hkscs"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its ``\\n``, by its number from 1; or what is wrong with it."""

    number: int
    text: str
    problem: ImportFailure | None = None


class Unpacked:
    """A table's bytes, unpacked if they are compressed, whatever the file is called.

    A context manager. Errors of reading: ``ImportFailure``.
    """

    def __init__(self, open: Open) -> None:
        try:
            self._raw = open()
            packed = self._raw.read(2) == b"\x1f\x8b"
            self._raw.seek(0)
        except OSError as error:
            raise ImportFailure(UNREADABLE, detail=said_by_system(error)) from error
        self._stream: BinaryIO = gzip.GzipFile(fileobj=self._raw) if packed else self._raw  # type: ignore[assignment]
        self._read = 0

    def __enter__(self) -> Unpacked:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._raw.close()

    def line(self, limit: int) -> bytes:
        """The next line, or ``limit`` bytes of it."""
        return self._taken(lambda: self._stream.readline(limit))

    def piece(self, size: int) -> bytes:
        """Up to ``size`` of the next bytes, none at the end."""
        return self._taken(lambda: self._stream.read1(size))  # type: ignore[attr-defined]

    def sample(self) -> bytes:
        """Its first bytes, up to the end of a line if there is one; what is read next begins there again."""
        found = bytearray()
        try:
            while len(found) < _SAMPLE and (more := self.piece(_SAMPLE - len(found))):
                found += more
            if len(found) == _SAMPLE and b"\0" not in found:
                found += self.line(ROW)
        except ImportFailure:
            if not found:
                raise
        self._stream.seek(0)
        self._read = 0
        return bytes(found)

    def _taken(self, read: Callable[[], bytes]) -> bytes:
        try:
            found = read()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            cut_off = isinstance(error, EOFError)
            raise ImportFailure(DAMAGED, detail=Sentence(ENDS if cut_off else NOT_PACKED)) from error
        except OSError as error:
            raise ImportFailure(UNREADABLE, detail=said_by_system(error)) from error
        self._read += len(found)
        if self._read > TABLE:
            raise ImportFailure(TOO_LARGE, limit=TABLE >> 30)
        return found


def codec_of(sample: bytes) -> str:
    """The Python codec of a table, from its first bytes. Errors: ``ImportFailure``."""
    if not sample:
        raise ImportFailure(EMPTY)
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if sample.startswith(mark):
            return name
    if b"\0" in sample and not _is_utf8(sample):
        sample = sample[: len(sample) & ~3]
        encoding = decode(sample).encoding
        if encoding == "UTF-16":
            return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    elif _is_utf8(sample):
        encoding = "UTF-8"
    else:
        encoding = decode(sample).encoding
    name = _CODECS.get(encoding, encoding)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def _is_utf8(sample: bytes) -> bool:
    """Whether most lines are UTF-8 that are not ASCII: tables are put together from several sources."""
    told = [line for line in sample.split(b"\n") if not line.isascii()]
    good = 0
    for line in told:
        try:
            line.decode()
            good += 1
        except UnicodeDecodeError:
            continue
    return bool(told) and good > len(told) // 2


def lines(open: Open) -> Iterator[Line]:
    """The lines of a table. One that cannot be decoded, or is too long, is a problem of its own.

    Errors: ``ImportFailure`` when nothing further can be read.
    """
    with Unpacked(open) as table:
        sample = table.sample()
        codec = codec_of(sample)
        if codec.startswith(("utf-16", "utf-32")) or (b"\n" not in sample and b"\r" in sample):
            yield from _of_text(table, codec)
            return
        number = 0
        while data := table.line(ROW):
            number += 1
            if len(data) == ROW and not data.endswith(b"\n"):
                for _ in range(_SKIPPED // _PIECE):
                    rest = table.line(_PIECE)
                    if not rest or rest.endswith(b"\n"):
                        break
                else:
                    raise ImportFailure(TOO_LONG, limit=ROW >> 20)
                yield Line(number, "", ImportFailure(TOO_LONG, limit=ROW >> 20))
                continue
            yield _line(number, data, "utf-8" if codec == "utf-8-sig" and number > 1 else codec)


def _line(number: int, data: bytes, codec: str) -> Line:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        # Tables that were put together from parts of different encodings.
        try:
            text = decode(data).text
        except DangjianError:
            problem = ImportFailure(UNDECODABLE, encoding=codec.removesuffix("-sig").upper())
            return Line(number, data.decode(codec, "replace"), problem)
    if text.endswith("\r\n"):
        text = text[:-2] + "\n"
    return Line(number, text)


class _Bytes(io.RawIOBase):
    """What ``TextIOWrapper`` reads from."""

    def __init__(self, table: Unpacked) -> None:
        self._table = table

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._table.piece(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def _of_text(table: Unpacked, codec: str) -> Iterator[Line]:
    """Lines of what cannot be cut at its line ends before it is decoded."""
    stream = io.TextIOWrapper(io.BufferedReader(_Bytes(table), _PIECE), codec)
    number = 0
    while True:
        try:
            text = stream.readline(ROW)
        except UnicodeError as error:
            raise ImportFailure(UNDECODABLE, encoding=codec.upper()) from error
        if not text:
            return
        number += 1
        problem = None
        if len(text) == ROW and not text.endswith("\n"):
            problem = ImportFailure(TOO_LONG, limit=ROW >> 20)
            while (rest := stream.readline(_PIECE)) and not rest.endswith("\n"):
                pass
        yield Line(number, text.removeprefix("\ufeff") if number == 1 else text, problem)


def pieces(open: Open) -> Iterator[str]:
    """The text of a table, a megabyte at a time. Errors: ``ImportFailure``."""
    with Unpacked(open) as table:
        codec = codec_of(table.sample())
        decoder = codecs.getincrementaldecoder(codec)("strict")
        try:
            while data := table.piece(_PIECE * 16):
                yield decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeError as error:
            raise ImportFailure(UNDECODABLE, encoding=codec.removesuffix("-sig").upper()) from error


def whole(open: Open, limit: int) -> str:
    """All of a table as text. Errors: ``ImportFailure``, also when it is larger than ``limit`` bytes."""
    with Unpacked(open) as table:
        data = bytearray()
        while len(data) <= limit and (more := table.piece(_PIECE)):
            data += more
    if len(data) > limit:
        raise ImportFailure(TOO_LONG, limit=limit >> 20)
    return decode(bytes(data)).text
