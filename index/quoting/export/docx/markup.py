"""WordprocessingML as text: elements, their attributes, and runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from index.quoting.export.docx.layout import LATIN, MONOSPACED, Look
from index.quoting.export.manuscript import Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, /, *content: str, **attributes: object) -> str:
    """``<w:name …>…</w:name>``; attributes that are ``None`` or ``False`` are left out."""
    given = "".join(
        f" w:{key.rstrip('_')}={quoteattr(str(value))}"
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    inside = "".join(content)
    return f"<w:{name}{given}>{inside}</w:{name}>" if inside else f"<w:{name}{given}/>"


def part(name: str, content: str) -> str:
    """A part of the package: ``content`` in its root element."""
    return f'{DECLARATION}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{name}>'


def text(said: str) -> str:
    """``<w:t>`` with line breaks and tabs as Word has them."""
    pieces = re.split(r"([\n\t])", _ILLEGAL.sub("", said))
    made = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        made.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces if piece
    )


def fonts(chinese: str, latin: str = LATIN) -> str:
    """A font for Chinese, and one for the rest; the marks “ ” … — are Chinese."""
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin, hint="eastAsia")


def look(style: Look) -> str:
    """The properties of characters of a style."""
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    apart = element("spacing", val=style.apart) if style.apart else ""
    return fonts(style.font) + bold + apart + element("sz", val=style.size) + element("szCs", val=style.size)


def runs(pieces: Sequence[Run], font: str, first_note: int = 1) -> str:
    """The runs of a paragraph; ``first_note`` is the id of the note with index 0."""
    return "".join(_run(piece, font, first_note) for piece in pieces)


def _run(piece: Run, font: str, first_note: int) -> str:
    if piece.note is not None:
        mark = element("footnoteReference", id=first_note + piece.note)
        return element("r", element("rPr", element("rStyle", val="FootnoteReference")), mark)
    if piece.reference is not None:
        raised = element("rPr", element("vertAlign", val="superscript"))
        return element("r", raised, text(f"[{piece.reference + 1}]"))
    if not piece.text:
        return ""
    # Said of each run, as Word does: “ ” … — are of the Chinese font, and as wide as a character.
    properties = fonts(font, MONOSPACED) if piece.code else element("rFonts", hint="eastAsia")
    properties += "<w:b/><w:bCs/>" if piece.bold else ""
    properties += "<w:i/><w:iCs/>" if piece.italic else ""
    return element("r", element("rPr", properties), text(piece.text))
