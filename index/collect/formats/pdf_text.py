"""The text layer of a pdf through PDFium: fast, robust against damage, with the CMaps of Chinese fonts.

Scripts in the file are not run (this build has no JavaScript, and no form is opened), nothing is rendered.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from ctypes import byref, c_double, c_ulong, create_string_buffer
from functools import cache
from typing import Any

from index.collect import notes
from index.collect.formats import pages, pdf_font
from index.collect.formats.layout import Glyph, Page, pieces_of
from index.collect.formats.source_text import Clue, SourceText
from index.collect.formats.writing import LONGEST, TOO_LONG, Writer, title_clue
from index.errors import N_, ImportFailure

ENCRYPTED = N_("The PDF is protected by a password: save it without one and import that.")
DAMAGED = N_("The PDF is damaged: download it again, or print it to a new PDF.")
SCAN = N_(
    "The PDF has no text layer (it is a scan, {pages} pages): run it through a text recognition and import"
    " that."
)
UNMAPPED = N_(
    "The characters of the PDF cannot be told from its fonts: run it through a text recognition and import"
    " that."
)
TOO_MANY = N_("The PDF has {pages} pages, more than {limit}: split it into its articles.")
TOO_FULL = N_(
    "A page of the PDF holds more than {limit} characters: print the file to a new PDF and import that."
)
MISSING = N_("PDF files cannot be read here: install the Python package pypdfium2, or save the text as .txt.")

MOST_PAGES = 3_000
# Ten times those of a page of a newspaper.
MOST_CHARACTERS = 150_000
# So few characters a page are a stamp or a page number on a scan.
_FEW = 12
_BAD = frozenset((0, 0xFFFD))
_NOTHING = frozenset("\r\n\ufeff\u200b")
_LOAD_ERRORS = {4: ENCRYPTED}
_IMAGE = 3
# PDFium keeps their address.
_FONTS: list[Any] = []


def extract(data: bytes) -> SourceText:
    """The text of a pdf. Errors: ``ImportFailure``. What crashes PDFium ends the process: ``pdf_process``."""
    raw = _pdfium()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise ImportFailure(_LOAD_ERRORS.get(raw.FPDF_GetLastError(), DAMAGED))
    try:
        return _text(raw, document)
    finally:
        raw.FPDF_CloseDocument(document)


@cache
def _pdfium() -> Any:
    """PDFium, with a font of boxes for those that a file does not bring."""
    try:
        raw: Any = importlib.import_module("pypdfium2_raw.bindings")
    except (ImportError, OSError) as error:
        raise ImportFailure(MISSING) from error
    raw.FPDF_InitLibraryWithConfig(byref(raw.FPDF_LIBRARY_CONFIG(version=2)))
    _FONTS.append(pdf_font.only(raw))
    raw.FPDF_SetSystemFontInfo(byref(_FONTS[0]))
    return raw


def _text(raw: Any, document: Any) -> SourceText:
    count = raw.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        raise ImportFailure(TOO_MANY, pages=count, limit=MOST_PAGES)
    if count <= 0:
        raise ImportFailure(DAMAGED)
    read: list[Page] = []
    asides: dict[str, None] = {}
    characters = bad = opened = 0
    pictures: list[int] = []
    for number in range(count):
        handle = raw.FPDF_LoadPage(document, number)
        if not handle:
            continue
        opened += 1
        try:
            layer = _Layer(raw, handle)
            page = layer.page()
            asides.update(dict.fromkeys(layer.asides))
            characters += layer.characters
            bad += layer.bad
            if layer.characters < _FEW and _has_picture(raw, handle):
                pictures.append(number + 1)
            read.append(page)
        finally:
            raw.FPDF_ClosePage(handle)
        if characters > LONGEST:
            raise ImportFailure(TOO_LONG, limit=LONGEST // 1_000_000)
    if not opened:
        raise ImportFailure(DAMAGED)
    if not characters or (len(pictures) > 0.8 * opened and characters < _FEW * opened):
        raise ImportFailure(SCAN, pages=count)
    if bad > 0.3 * characters:
        raise ImportFailure(UNMAPPED)
    writer = Writer()
    pages.write(read, writer)
    for aside in asides:
        writer.add(aside, furniture="watermark")
    writer.clues += title_clue(_title(raw, document))
    if pictures:
        writer.clues.append(Clue("text", notes.pages(pictures), 1.0, notes.PICTURES))
    return writer.source("pdf", whole_paragraphs=False)


def _has_picture(raw: Any, page: Any) -> bool:
    count = min(raw.FPDFPage_CountObjects(page), 200)
    return any(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) == _IMAGE for at in range(count))


def _title(raw: Any, document: Any) -> str | None:
    size = raw.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 2_000:
        return None
    buffer = create_string_buffer(size)
    raw.FPDF_GetMetaText(document, b"Title", buffer, c_ulong(size))
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


class _Layer:
    """The characters of one page. ``asides``: what is set askew, such as watermarks."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw, self._page = raw, page
        self.characters = self.bad = 0
        self.asides: list[str] = []

    def page(self) -> Page:
        """The page with its pieces."""
        raw = self._raw
        width, height = raw.FPDF_GetPageWidthF(self._page), raw.FPDF_GetPageHeightF(self._page)
        layer = raw.FPDFText_LoadPage(self._page)
        if not layer:
            return Page(width, height)
        try:
            turned: dict[int, list[Glyph]] = {}
            askew: list[str] = []
            if raw.FPDFText_CountChars(layer) > MOST_CHARACTERS:
                raise ImportFailure(TOO_FULL, limit=MOST_CHARACTERS)
            for angle, glyph in self._glyphs(layer):
                if angle % 90:
                    askew.append(glyph[0])
                else:
                    turned.setdefault(angle, []).append(glyph)
        finally:
            raw.FPDFText_ClosePage(layer)
        if askew:
            self.asides.append("".join(askew))
        if not turned:
            return Page(width, height)
        # A page that lies on its side is read as it lies; on one that stands, what lies is beside the text.
        main = max(turned, key=lambda angle: len(turned[angle]))
        for angle, glyphs in turned.items():
            if angle != main:
                self.asides.append("".join(glyph[0] for glyph in glyphs))
        lefts = [glyph[1] for glyph in turned[main]]
        bases = [glyph[3] for glyph in turned[main]]
        if main % 180:
            width, height = height, width
        # From the top of the page; where its box or turn does not say where that is, of its text.
        top = height if main == 0 and height >= max(bases) else max(bases) + 0.05 * height
        left = min(0.0, *lefts)
        return Page(
            width,
            height,
            pieces_of(
                (text, x0 - left, x1 - left, top - base, size) for text, x0, x1, base, size in turned[main]
            ),
        )

    def _glyphs(self, layer: Any) -> Iterator[tuple[int, Glyph]]:
        """Each character with the angle at which it is set, in whole degrees; y counts upwards."""
        raw = self._raw
        x, y, box = c_double(), c_double(), raw.FS_RECTF()
        place, frame = (byref(x), byref(y)), byref(box)
        get_unicode, get_origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharOrigin
        get_box, get_angle = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle
        level, angle = math.nan, 0
        high = 0
        for at in range(raw.FPDFText_CountChars(layer)):
            code = get_unicode(layer, at)
            if high:  # the second half of a character outside the first plane
                code, high = 0x10000 + ((high & 0x3FF) << 10) + (code & 0x3FF), 0
            elif 0xD800 <= code < 0xDC00:
                high = code
                continue
            if code in (2, 0xFFFE):  # a hyphen at the end of a line
                code = 0x2D
            if code in _BAD or 0xE000 <= code < 0xF900 or raw.FPDFText_HasUnicodeMapError(layer, at) == 1:
                self.bad += 1
                code = 0xFFFD
            character = chr(code) if code <= 0x10FFFF else "\ufffd"
            if character in _NOTHING or (character == " " and raw.FPDFText_IsGenerated(layer, at) == 1):
                continue
            get_origin(layer, at, *place)
            get_box(layer, at, frame)
            if y.value != level:
                level = y.value
                angle = round(math.degrees(max(get_angle(layer, at), 0.0))) % 360
            self.characters += not character.isspace()
            yield angle, _upright(character, angle, x.value, y.value, box)


def _upright(character: str, angle: int, x: float, y: float, box: Any) -> Glyph:
    """A character as if the page lay so that it stands upright."""
    tall, wide = abs(box.top - box.bottom), abs(box.right - box.left)
    if angle == 90:
        left, base, wide, tall = y, -x, tall, wide
    elif angle == 270:
        left, base, wide, tall = -y, x, tall, wide
    elif angle == 180:
        left, base = -x, -y
    else:
        left, base = x, y
    han = character >= "\u2e80"
    return character, left, left + wide, base, (wide or tall) if han else tall
