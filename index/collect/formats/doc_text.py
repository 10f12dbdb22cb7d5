"""The text of Word 97 to 2003 files (MS-DOC): pieces of the main stream, as their table says.

Only text is read: no macros, no embedded objects. What was deleted under change tracking, and what is hidden,
is left out.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import pairwise

from index.collect.formats.archive import DAMAGED, ENCRYPTED
from index.collect.formats.ole import CompoundFile
from index.collect.formats.writing import CELLS, LONGEST, TOO_LONG, Writer, title_of_headings
from index.errors import N_, ImportFailure, Sentence
from index.model import ParagraphKind

_WORD, _WORD_97 = 0xA5EC, 0x00C1
_DELETED, _HIDDEN = 0x0800, 0x083C
# How long the operand of a property is, by the top three bits of its code; 0: it says so itself.
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
# A field: its code, and after the separator what it shows. Fields stand inside each other.
_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_OBJECTS = re.compile("[\x01-\x06\x08\x1f]")
_LONGEST_CELL, _LONGEST_HEADING = 80, 60
_ROW_END = 0x2417
# In place of the ends of paragraphs: of a row, of paragraphs in Word's own styles (its numbers for them).
_ROW, _TITLE, _SUBTITLE, _HEADING, _CAPTION = 0x0F, 0x10, 0x11, 0x12, 0x16
_ENDS = {62: _TITLE, 74: _SUBTITLE, 34: _CAPTION, **dict.fromkeys(range(1, 10), _HEADING)}
_KINDS: dict[str, ParagraphKind] = {
    chr(_TITLE): "title",
    chr(_SUBTITLE): "subtitle",
    chr(_CAPTION): "caption",
}
_MARKS = "\r\x07\x0f\x10\x11\x12\x16"
_PARAGRAPH = re.compile(f"[^{_MARKS}]*[{_MARKS}]|[^{_MARKS}]+")


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
        raise ImportFailure(DAMAGED, detail=Sentence(N_("its tables are cut off"))) from error
    at = 0
    parts: list[tuple[int, ParagraphKind | None]] = [
        (text, None), (notes, "note"), (headers + macros + comments, None), (ends, "note"), (boxes, None)
    ]  # fmt: skip
    for number, (length, kind) in enumerate(parts):
        if number != 2:
            _write(characters[at : at + length], kind, writer)
        at += length


def _characters(main: bytes, table: bytes) -> str:
    """The characters of all parts, in their order; those that are gone or hidden as NUL, and at the ends of
    paragraphs and rows what they are (``_ENDS``).
    """
    start, size = struct.unpack_from("<II", main, 0x01A2)
    pieces = table[start : start + size]
    at = 0
    while pieces[at] == 1:  # properties that pieces share
        at += 3 + struct.unpack_from("<H", pieces, at + 1)[0]
    (length,) = struct.unpack_from("<I", pieces, at + 1)
    plan = pieces[at + 5 : at + 5 + length]
    count = (len(plan) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plan)
    if any(end < start for start, end in pairwise(bounds)):
        raise ImportFailure(DAMAGED, detail=Sentence(N_("its pieces overlap")))
    if bounds[-1] > LONGEST:
        raise ImportFailure(TOO_LONG, limit=LONGEST // 1_000_000)
    gone = sorted(
        (first, last) for first, last, entry in _runs(main, table, 0xFA, 1) if _is_gone(_properties(entry))
    )
    styles = _built_in(main, table)
    ends = sorted(
        (last, end) for _, last, entry in _runs(main, table, 0x0102, 13) if (end := _end(entry, styles))
    )
    text: list[str] = []
    for number in range(count):
        (place,) = struct.unpack_from("<I", plan, (count + 1) * 4 + number * 8 + 2)
        width = 1 if place & 0x40000000 else 2
        place = (place & 0x3FFFFFFF) // 2 if width == 1 else place
        end = place + (bounds[number + 1] - bounds[number]) * width
        if end > len(main):
            raise ImportFailure(DAMAGED, detail=Sentence(N_("its text is cut off")))
        raw = bytearray(main[place:end])
        for first, last in gone[bisect_left(gone, (place, 0)) - 1 if gone and gone[0][0] < place else 0 :]:
            if first >= end:
                break
            if last > place:
                first, last = max(first, place) - place, min(last, end) - place
                raw[first:last] = bytes(last - first)
        for last, code in ends[bisect_left(ends, (place + width, 0)) : bisect_left(ends, (end + 1, 0))]:
            raw[last - place - width : last - place] = code.to_bytes(width, "little")
        text.append(raw.decode("cp1252" if width == 1 else "utf-16-le", "replace"))
    return "".join(text)


def _runs(main: bytes, table: bytes, field: int, entry: int) -> Iterator[tuple[int, int, bytes]]:
    """Stretches of the main stream with what a page of properties says of each: first, end, the rest of the
    page. ``field``: where the head names the list of pages; ``entry``: the bytes of an entry of a page.
    """
    start, size = struct.unpack_from("<II", main, field)
    plan = table[start : start + size]
    count = (len(plan) - 4) // 8
    if count <= 0:
        return
    for (number,) in struct.iter_unpack("<I", plan[(count + 1) * 4 : (count + 1) * 4 + count * 4]):
        page = main[(number & 0x3FFFFF) * 512 :][:512]
        if len(page) < 512:
            continue
        runs = page[511]
        if (runs + 1) * 4 + runs * entry > 511:
            continue
        bounds = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            at = page[(runs + 1) * 4 + run * entry] * 2
            if at and bounds[run] < bounds[run + 1]:
                yield bounds[run], bounds[run + 1], page[at:511]


def _properties(entry: bytes) -> bytes:
    return entry[1 : 1 + entry[0]] if entry else b""


def _end(entry: bytes, styles: Mapping[int, int]) -> int:
    """The code for the end of a paragraph with these properties; 0: none of its own."""
    if len(entry) < 4:
        return 0
    begin, size = (2, 2 * entry[1]) if entry[0] == 0 else (1, 2 * entry[0] - 1)
    properties = entry[begin + 2 : begin + size]
    for code, value in _settings(properties):
        if code == _ROW_END and value & 1:
            return _ROW
    (style,) = struct.unpack_from("<H", entry, begin)
    return _ENDS.get(styles.get(style, 0), 0)


def _built_in(main: bytes, table: bytes) -> dict[int, int]:
    """The numbers that Word gives its own styles, by the numbers that styles have in the file."""
    start, size = struct.unpack_from("<II", main, 0xA2)
    sheet = table[start : start + size]
    if len(sheet) < 4:
        return {}
    at = 2 + struct.unpack_from("<H", sheet)[0]
    found: dict[int, int] = {}
    style = 0
    while at + 4 <= len(sheet):
        length, kind = struct.unpack_from("<HH", sheet, at)
        if length:
            found[style] = kind & 0x0FFF
        at += 2 + length + length % 2
        style += 1
    return found


def _settings(properties: bytes) -> Iterator[tuple[int, int]]:
    """The properties of a list, each with the first byte of its value."""
    at = 0
    while at + 3 <= len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        yield code, properties[at + 2]
        length = _OPERANDS[code >> 13]
        at += 2 + (length or 1 + properties[at + 2])


def _is_gone(properties: bytes) -> bool:
    return any(code in (_DELETED, _HIDDEN) and value & 1 for code, value in _settings(properties))


def _write(text: str, kind: ParagraphKind | None, writer: Writer) -> None:
    text = text.replace("\0", "")
    while "\x13" in text:
        shorter = _CODE.sub(lambda match: match[1] or "", text)
        if shorter == text:
            break
        text = shorter
    text = re.sub("[\x13-\x15]", "", _OBJECTS.sub("", text)).replace("\x1e", "-").replace("\t", CELLS)
    text = re.sub("[\x0c\x0e]", "\r", text).replace("\x0b", "\n")
    cells: list[str] = [""]
    levels: dict[int, int] = {}
    for paragraph in _PARAGRAPH.findall(text):
        words, end = paragraph.rstrip(_MARKS), paragraph[-1:]
        if end == "\x07":
            cells[-1] += words.strip()
            cells.append("")
        elif end == chr(_ROW):
            filled = [cell.strip("\n") for cell in cells if cell.strip()]
            if all(len(cell) <= _LONGEST_CELL and "\n" not in cell for cell in filled):
                filled = [CELLS.join(filled)]
            for cell in filter(None, filled):
                writer.add(cell, kind)
            cells = [""]
        elif len(cells) > 1:  # a paragraph before the last of a cell
            cells[-1] += words.strip() + "\n"
        else:
            own = _KINDS.get(end)
            if end == chr(_HEADING) and 0 < len(words.strip()) <= _LONGEST_HEADING:
                own = "heading"
                levels[len(writer.lines)] = 0
            writer.add(words.strip() if own else words, kind or own)
    for cell in filter(None, cells):
        writer.add(cell, kind)
    if kind is None:
        title_of_headings(writer, levels)
