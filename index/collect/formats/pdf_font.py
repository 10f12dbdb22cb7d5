"""A font of boxes for PDFium, in place of the fonts of the machine.

Where a pdf does not bring its fonts, PDFium leaves out every piece of text of which it finds no glyph with
a size: with no Chinese font installed, characters that are set one by one are lost. With this one none is,
lines do not depend on what is installed, and no time goes into looking through it. Widths come from the pdf.
"""

from __future__ import annotations

import struct
from ctypes import memmove
from typing import Any

_CHARACTERS = 0x10FFFF
# Of the tables a file has: the mark that asks for a collection of fonts, which this is not.
_COLLECTION = 0x74746366


def box_font() -> bytes:
    """A TrueType font in which every character is the same box."""
    box = struct.pack(
        ">hhhhh HH 4B 4h 4h", 1, 0, -120, 500, 880, 3, 0, *[1] * 4, 0, 500, 0, -500, -120, 0, 1000, 0
    )
    tables = {
        # One group of all characters to glyph 1 (format 13: many to one), for full Unicode.
        b"cmap": struct.pack(">HHHHL HHLLL LLL", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0, _CHARACTERS, 1),
        b"glyf": box * 2,
        b"head": struct.pack(
            ">LLLLHHqqhhhhHHhhh",
            0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, -120, 500, 880, 0, 8, 2, 0, 0,
        ),
        b"hhea": struct.pack(">LhhhHhhhhhh4xhhH", 0x10000, 880, -120, 0, 1000, 0, 0, 500, 1, 0, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 0),
        b"loca": struct.pack(">HHH", 0, len(box) // 2, len(box)),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head = struct.pack(">LHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    body = b""
    for name, table in tables.items():
        head += struct.pack(">4sLLL", name, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return head + body


_FONT = box_font()
_HANDLE = 1


def only(raw: Any) -> Any:
    """The answers to PDFium's questions for fonts; has to live as long as PDFium is used."""

    def data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table == _COLLECTION:
            return 0
        found = _FONT if table == 0 else _table(table)
        if buffer and size >= len(found):
            memmove(buffer, found, len(found))
        return len(found)

    answers = {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": lambda *_: _HANDLE,
        "GetFont": lambda *_: _HANDLE,
        "GetFontData": data,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: 0,
        "DeleteFont": lambda *_: None,
    }
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(1, *(kinds[name](answer) for name, answer in answers.items()))


def _table(name: int) -> bytes:
    for at in range(struct.unpack_from(">H", _FONT, 4)[0]):
        found, _, start, length = struct.unpack_from(">LLLL", _FONT, 12 + 16 * at)
        if found == name:
            return _FONT[start : start + length]
    return b""
