"""OFD files (GB/T 33190, the layout format of Chinese offices): their text, page by page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from index.collect import notes
from index.collect.formats import pages
from index.collect.formats.archive import DAMAGED, ENCRYPTED, Archive, attribute, local
from index.collect.formats.layout import Glyph, Page, pieces_of
from index.collect.formats.source_text import Clue, SourceText
from index.collect.formats.writing import LONGEST, TOO_LONG, Writer, title_clue
from index.errors import N_, ImportFailure, Sentence

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SCAN = N_(
    "The OFD file has no text layer (it is a scan, {pages} pages): run it through a text recognition and"
    " import that."
)
TOO_MANY = N_("The OFD file has {pages} pages, more than {limit}: split it into its articles.")

PAGE_MISSING = N_("a page is missing")
MOST_PAGES = 3_000
_A4 = (210.0, 297.0)


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of an ofd. Errors: ``ImportFailure`` with the reason."""
    archive = Archive(data)
    if "encryptions.xml" in archive:
        raise ImportFailure(ENCRYPTED)
    writer = Writer()
    root = archive.tree("ofd.xml")
    found: list[Page] = []
    asides: dict[str, None] = {}
    count = 0
    pictures: list[int] = []
    for body in _children(root, "DocBody"):
        place = _text(body, "DocRoot")
        if place is None:
            continue
        writer.clues += title_clue(next((_text(info, "Title") for info in _children(body, "DocInfo")), None))
        document = place.lstrip("/")
        tree = archive.tree(document)
        size = _size(tree) or _A4
        templates = {
            attribute(template, "ID"): _beside(document, attribute(template, "BaseLoc") or "")
            for common in _children(tree, "CommonData")
            for template in _children(common, "TemplatePage")
        }
        leaves = [page for group in _children(tree, "Pages") for page in _children(group, "Page")]
        count += len(leaves)
        if count > MOST_PAGES:
            raise ImportFailure(TOO_MANY, pages=count, limit=MOST_PAGES)
        drawn: set[str] = set()
        characters = 0
        for leaf in leaves:
            page = archive.tree(_beside(document, attribute(leaf, "BaseLoc") or ""))
            drawn.update(
                templates[id] for use in _children(page, "Template")
                if (id := attribute(use, "TemplateID")) in templates
            )  # fmt: skip
            found.append(_page(page, _size(page) or size, asides))
            if not found[-1].pieces and any(local(e.tag) == "ImageObject" for e in page.iter()):
                pictures.append(len(found))
            characters += sum(len(piece.text) for piece in found[-1].pieces)
            if characters > LONGEST:
                raise ImportFailure(TOO_LONG, limit=LONGEST // 1_000_000)
        for template in sorted(drawn):
            if template in archive:
                behind = _page(archive.tree(template), size, asides)
                asides.update((piece.text, None) for piece in behind.pieces)
    if not any(page.pieces for page in found):
        raise ImportFailure(SCAN, pages=count)
    pages.write(found, writer)
    for aside in asides:
        writer.add(aside, furniture="watermark")
    if pictures:
        writer.clues.append(Clue("text", notes.pages(pictures), 1.0, notes.PICTURES))
    return writer.source("ofd", whole_paragraphs=False)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local(child.tag) == name]


def _text(element: Element, name: str) -> str | None:
    return next(((child.text or "").strip() for child in _children(element, name)), None)


def _beside(part: str, place: str) -> str:
    if not place:
        raise ImportFailure(DAMAGED, detail=Sentence(PAGE_MISSING))
    return place.lstrip("/") if place.startswith("/") else normpath(join(dirname(part), place))


def _numbers(text: str | None) -> list[float]:
    """Numbers between white space; ``g 3 0.5`` stands for three times 0.5."""
    words = (text or "").split()
    numbers: list[float] = []
    at = 0
    while at < len(words) and len(numbers) < 100_000:
        try:
            if words[at] == "g":
                numbers += [float(words[at + 2])] * min(int(words[at + 1]), 10_000)
                at += 3
            else:
                numbers.append(float(words[at]))
                at += 1
        except (ValueError, IndexError):
            break
    return [number if math.isfinite(number) else 0.0 for number in numbers]


def _size(element: Element) -> tuple[float, float] | None:
    """Width and height that a document or page states."""
    for box in element.iter():
        if local(box.tag) == "PhysicalBox":
            numbers = _numbers(box.text)
            if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
                return numbers[2], numbers[3]
    return None


def _page(tree: Element, size: tuple[float, float], asides: dict[str, None]) -> Page:
    """A page with its pieces; what is set askew goes to ``asides``."""
    glyphs: list[Glyph] = []
    for content in _children(tree, "Content"):
        for element in content.iter():
            if local(element.tag) == "TextObject" and attribute(element, "Visible") != "false":
                text = list(_glyphs(element))
                matrix = _numbers(attribute(element, "CTM"))
                if len(matrix) == 6 and abs(matrix[1]) > 0.05 * math.hypot(matrix[0], matrix[1]):
                    asides["".join(glyph[0] for glyph in text)] = None
                else:
                    glyphs += text
    return Page(*size, pieces_of(glyphs))


def _glyphs(element: Element) -> Iterator[Glyph]:
    """The characters of a text object at their places on the page."""
    boundary = (_numbers(attribute(element, "Boundary")) + [0.0] * 4)[:4]
    matrix = _numbers(attribute(element, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = next(iter(_numbers(attribute(element, "Size"))), 0.0)
    wide, tall = size * math.hypot(a, b), size * math.hypot(c, d)
    x = y = 0.0
    for code in _children(element, "TextCode"):
        text = re.sub(r"[\r\n]", "", code.text or "")
        x = next(iter(_numbers(attribute(code, "X"))), x)
        y = next(iter(_numbers(attribute(code, "Y"))), y)
        across, down = _numbers(attribute(code, "DeltaX")), _numbers(attribute(code, "DeltaY"))
        for at, character in enumerate(text):
            left = boundary[0] + a * x + c * y + e
            base = boundary[1] + b * x + d * y + f
            width = wide if character >= "\u2e80" else wide / 2
            yield character, left, left + width, base, tall
            if at < len(across):
                x += across[at]
            elif at >= len(down):  # no steps are stated: side by side
                x += size if character >= "\u2e80" else size / 2
            if at < len(down):
                y += down[at]
