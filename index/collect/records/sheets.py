"""Rows of xlsx workbooks: cells by the names of the first row of a sheet.

A workbook is zip + XML: texts stand in one part, shared by all cells, and each sheet in a part of its own,
which is read as a stream. Nothing is written to disk; no formula, macro or link is followed: of a formula the
value that was saved with it is read. XML with a document type is refused, so that nothing can be expanded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from posixpath import join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from index.collect.formats import ole
from index.collect.formats.archive import DAMAGED, ENCRYPTED, NO_DIRECTORY, NOT_UNPACKED, NOT_XML
from index.collect.records.cells import NO_HEAD, names_of
from index.collect.records.columns import COLUMNS, TEXTS, plain
from index.collect.records.lines import ROW, TOO_LONG, UNREADABLE, Open
from index.collect.records.objects import Row
from index.errors import N_, ImportFailure, Sentence, said_by_system

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

TOO_MUCH = N_(
    "The workbook holds more than {limit} MB of text; split it, or save it as .csv and import that."
)
OTHER_DAYS = N_("The workbook counts its days from 1904; save it as .csv and import that.")
TEXT = 256 << 20
"""Characters of all texts of a workbook: they have to be held together."""
_PART = 4 << 30  # bytes of a part, unpacked
_PIECE = 1 << 16
_HEAD_ROWS = 10  # among which the names of the columns are looked for: a caption may stand above them
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile("[A-Z]{1,3}")


def rows(open: Open) -> Iterator[Row]:
    """The rows below the names of the columns: of the first sheet that has a column of texts, and of others
    with the same columns. Errors: ``ImportFailure``.
    """
    try:
        with open() as stream:
            if stream.read(len(ole.MARK)) == ole.MARK:
                raise ImportFailure(ENCRYPTED)
            stream.seek(0)
            yield from _rows(ZipFile(stream))
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise ImportFailure(DAMAGED, detail=Sentence(NO_DIRECTORY)) from error
    except RuntimeError as error:  # what zipfile says of passwords
        raise ImportFailure(ENCRYPTED) from error
    except OSError as error:
        raise ImportFailure(UNREADABLE, detail=said_by_system(error)) from error


def _rows(book: ZipFile) -> Iterator[Row]:
    texts = _shared(book)
    sheets = [(sheet, head) for sheet in _sheets(book) if (head := _head(book, sheet, texts))]
    chosen = next((head for _, head in sheets if any(plain(name) in TEXTS for name in head[1])), None)
    chosen = chosen or (sheets[0][1] if sheets else None)
    if chosen is None:
        raise ImportFailure(NO_HEAD)
    before = 0
    for sheet, (at, names) in sheets:
        if names != chosen[1]:
            continue
        number = 0
        for number, cells in _cells(book, sheet, texts):
            if number > at and any(cell.strip() for cell in cells):
                yield Row(before + number, dict(zip(names, cells, strict=False)))
        before += number


def _head(book: ZipFile, sheet: str, texts: list[str]) -> tuple[int, list[str]] | None:
    """The number of the row with the names of the columns, and these; ``None`` in an empty sheet."""
    alone: tuple[int, list[str]] | None = None
    for count, (number, cells) in enumerate(_cells(book, sheet, texts)):
        filled = sum(bool(cell.strip()) for cell in cells)
        if filled > 1:
            return number, names_of(cells)
        if filled and alone is None:
            alone = number, cells
        if count >= _HEAD_ROWS:
            break
    return (alone[0], names_of(alone[1])) if alone else None


def _sheets(book: ZipFile) -> list[str]:
    """The parts of the sheets that are shown, in their order."""
    targets: dict[str, str] = {}
    order: list[str] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            raise ImportFailure(OTHER_DAYS)
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            order.extend(value for key, value in attributes.items() if key.endswith(":id"))

    for part, begun in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = _parser()
        parser.StartElementHandler = begun
        for _ in _fed(book, part, parser):
            pass
    found = [targets.get(id, "") for id in order]
    return [
        name.lstrip("/") if name.startswith("/") else normpath(join("xl", name)) for name in found if name
    ]


def _shared(book: ZipFile) -> list[str]:
    """The texts that cells name by their number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    found: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []
    size = 0

    def begin(tag: str, _: dict[str, str]) -> None:
        inside.append(tag.rpartition(":")[2])

    def end(_: str) -> None:
        nonlocal size
        if inside.pop() == "si":
            found.append(_plain("".join(pieces)))
            size += len(found[-1])
            pieces.clear()
            if size > TEXT:
                raise ImportFailure(TOO_MUCH, limit=TEXT >> 20)

    def text(data: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:  # not how it is read aloud
            pieces.append(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, text
    for _ in _fed(book, "xl/sharedStrings.xml", parser):
        pass
    return found


class _Sheet:
    """The rows of a sheet as they are read: number and cells."""

    def __init__(self, texts: list[str]) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self._texts = texts
        self._number = self._column = self._size = 0
        self._cells: list[str] = []
        self._kind = ""
        self._value: list[str] = []
        self._inside: list[str] = []

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._inside.append(name)
        if name == "row":
            given = attributes.get("r", "")
            self._number = int(given) if given.isdigit() else self._number + 1
            self._cells, self._column, self._size = [], 0, 0
        elif name == "c":
            letters = _LETTERS.match(attributes.get("r", ""))
            self._column = _index(letters[0]) if letters else self._column + 1
            self._kind = attributes.get("t", "n")
            self._value = []

    def text(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("v", "t") and "rPh" not in self._inside:
            self._value.append(data)
            self._size += len(data)
            if self._size > ROW:
                raise ImportFailure(TOO_LONG, limit=ROW >> 20)

    def end(self, _: str) -> None:
        name = self._inside.pop()
        if name == "c" and 0 < self._column <= COLUMNS:
            self._cells += [""] * (self._column - 1 - len(self._cells))
            self._cells[self._column - 1 :] = [self._read("".join(self._value))]
        elif name == "row":
            self.rows.append((self._number, self._cells))

    def _read(self, value: str) -> str:
        if self._kind == "s":
            number = int(value) if value.isdigit() else -1
            return self._texts[number] if 0 <= number < len(self._texts) else ""
        if self._kind in ("e", "b"):
            return ""
        if self._kind == "n":
            return value.removesuffix(".0")
        return _plain(value)


def _cells(book: ZipFile, sheet: str, texts: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet, those of a piece of it at a time."""
    read = _Sheet(texts)
    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = read.begin, read.end
    parser.CharacterDataHandler = read.text
    for _ in _fed(book, sheet, parser):
        yield from read.rows
        read.rows.clear()


def _parser() -> XMLParserType:
    from xml.parsers.expat import ParserCreate

    def refuse(*_: object) -> None:
        raise ImportFailure(DAMAGED, detail=Sentence(DOCUMENT_TYPE))

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    return parser


DOCUMENT_TYPE = N_("a document type, which no workbook has")


def _fed(book: ZipFile, part: str, parser: XMLParserType) -> Iterator[None]:
    """Give a part to the parser piece by piece."""
    from xml.parsers.expat import ExpatError

    read = 0
    try:
        with book.open(part) as stream:
            while piece := stream.read(_PIECE):
                read += len(piece)
                if read > _PART:
                    raise ImportFailure(TOO_MUCH, limit=_PART >> 20)
                parser.Parse(piece)
                yield
        parser.Parse(b"", True)
        yield
    except ExpatError as error:
        raise ImportFailure(DAMAGED, detail=Sentence(NOT_XML, line=error.lineno)) from error
    except (KeyError, BadZipFile, zlib.error, EOFError) as error:
        raise ImportFailure(DAMAGED, detail=Sentence(NOT_UNPACKED, name=part)) from error


def _index(letters: str) -> int:
    """The number of a column from 1: A, B, … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _plain(text: str) -> str:
    """Control characters as workbooks write them (_x000D_) as themselves."""
    return (
        _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
        if "_x" in text
        else text
    )
