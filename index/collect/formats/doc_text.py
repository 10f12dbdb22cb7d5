"""The text of Word 97 to 2003 files (MS-DOC): pieces of the main stream, as their table says.

Only text is read: no macros, no embedded objects. What was deleted under change tracking, and what is hidden,
is left out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from index.collect.formats.archive import DAMAGED, ENCRYPTED
from index.collect.formats.ole import CompoundFile
from index.collect.formats.writing import CELLS, LONGEST, TOO_LONG, Writer
from index.errors import ImportFailure
from index.model import ParagraphKind

_WORD, _WORD_97 = 0xA5EC, 0x00C1
_DELETED, _HIDDEN = 0x0800, 0x083C
# How long the operand of a property is, by the top three bits of its code; 0: it says so itself.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
# A field: its code, and after the separator what it shows. Fields stand inside each other.
_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_OBJECTS = re.compile("[\x01-\x06\x08\x1f]")
_LONGEST_CELL = 80


def is_word_97(file: CompoundFile) -> bool:
    """Whether a compound file is a Word document of a version that is read here."""
    if "WordDocument" not in file:
        return False
    head = file.read("WordDocument")[:4]
    return len(head) == 4 and struct.unpack("<HH", head) >= (_WORD, _WORD_97)


def write(file: CompoundFile, writer: Writer) -> None:
    """Append the text of a document, then its notes and text boxes. Errors: ``ImportFailure``."""
    main = file.read("WordDocument")
    try:
        (flags,) = struct.unpack_from("<H", main, 0x0A)
        if flags & 0x0100:
            raise ImportFailure(ENCRYPTED)
        table = file.read("1Table" if flags & 0x0200 else "0Table")
        text, notes, headers, macros, comments, ends, boxes = struct.unpack_from("<7I", main, 0x4C)
        characters = _characters(main, table)
    except (struct.error, IndexError) as error:
        raise ImportFailure(DAMAGED, detail="its tables are cut off") from error
    at = 0
    parts: list[tuple[int, ParagraphKind | None]] = [
        (text, None), (notes, "note"), (headers + macros + comments, None), (ends, "note"), (boxes, None)
    ]  # fmt: skip
    for number, (length, kind) in enumerate(parts):
        if number != 2:
            _write(characters[at : at + length], kind, writer)
        at += length


def _characters(main: bytes, table: bytes) -> str:
    """The characters of all parts, in their order; those that are gone or hidden as NUL."""
    start, size = struct.unpack_from("<II", main, 0x01A2)
    pieces = table[start : start + size]
    at = 0
    while pieces[at] == 1:  # properties that pieces share
        at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
    (length,) = struct.unpack_from("<I", pieces, at + 1)
    plan = pieces[at + 5 : at + 5 + length]
    count = (len(plan) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plan)
    if bounds[-1] > LONGEST:
        raise ImportFailure(TOO_LONG, limit=LONGEST // 1_000_000)
    gone = sorted(_gone(main, table))
    text: list[str] = []
    for number in range(count):
        (place,) = struct.unpack_from("<I", plan, (count + 1) * 4 + number * 8 + 2)
        width = 1 if place & 0x40000000 else 2
        place = (place & 0x3FFFFFFF) // 2 if width == 1 else place
        end = place + max(bounds[number + 1] - bounds[number], 0) * width
        if end > len(main):
            raise ImportFailure(DAMAGED, detail="its text is cut off")
        raw = main[place:end]
        for first, last in gone:
            if first < end and last > place:
                first, last = max(first, place) - place, min(last, end) - place
                raw = raw[:first] + bytes(last - first) + raw[last:]
        text.append(raw.decode("cp1252" if width == 1 else "utf-16-le", "replace"))
    return "".join(text)


def _gone(main: bytes, table: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of the main stream that are deleted or hidden, as the pages of properties say."""
    start, size = struct.unpack_from("<II", main, 0xFA)
    plan = table[start : start + size]
    count = (len(plan) - 4) // 8
    if count <= 0:
        return
    for (number,) in struct.iter_unpack("<I", plan[(count + 1) * 4 : (count + 1) * 4 + count * 4]):
        page = main[(number & 0x3FFFFF) * 512 :][:512]
        if len(page) < 512:
            continue
        runs = page[511]
        if (runs + 1) * 4 + runs > 511:
            continue
        bounds = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            at = page[(runs + 1) * 4 + run] * 2
            if at and _is_gone(page[at + 1 : at + 1 + page[at]]) and bounds[run] < bounds[run + 1]:
                yield bounds[run], bounds[run + 1]


def _is_gone(properties: bytes) -> bool:
    at = 0
    while at + 3 <= len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        if code in (_DELETED, _HIDDEN) and properties[at + 2] & 1:
            return True
        length = _OPERANDS[code >> 13]
        at += 2 + (length or 1 + properties[at + 2])
    return False


def _write(text: str, kind: ParagraphKind | None, writer: Writer) -> None:
    text = text.replace("\0", "")
    while "\x13" in text:
        shorter = _CODE.sub(lambda match: match[1] or "", text)
        if shorter == text:
            break
        text = shorter
    text = re.sub("[\x13-\x15]", "", _OBJECTS.sub("", text)).replace("\x1e", "-").replace("\t", CELLS)
    text = re.sub("[\x0c\x0e]", "\r", text).replace("\x0b", "\n")
    cells: list[str] = []
    for paragraph in re.findall("[^\r\x07]*[\r\x07]?", text):
        if paragraph.endswith("\x07"):
            cells.append(paragraph[:-1].strip())
            if len(cells) < 2 or cells[-1]:
                continue
            # An empty one ends the row.
            filled = list(filter(None, cells))
            if all(len(cell) <= _LONGEST_CELL and "\n" not in cell for cell in filled):
                filled = [CELLS.join(filled)]
            for cell in filled:
                writer.add(cell, kind)
            cells = []
        else:
            if cells:  # paragraphs before the last of a cell
                writer.add("\n".join(filter(None, cells)), kind)
                cells = []
            writer.add(paragraph.rstrip("\r"), kind)
    for cell in filter(None, cells):
        writer.add(cell, kind)
