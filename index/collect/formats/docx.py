"""Word documents (docx, and WPS files of that form): the text as it reads with all changes accepted.

Read straight from the XML: the libraries for it leave out what insertions, text boxes, notes or automatic
numbers hold. Macros and linked or embedded objects are never opened.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from statistics import median
from typing import TYPE_CHECKING

from index.collect.formats import letterhead
from index.collect.formats.archive import PART_BYTES, TOO_MUCH, Archive, attribute, local, number_of, tree
from index.collect.formats.docx_styles import Numbering, Style, centred, child, size_of, styles_of, value
from index.collect.formats.source_text import SourceText
from index.collect.formats.writing import CELLS, NO_TITLE, Writer, title_clue, title_of_headings
from index.errors import N_, ImportFailure
from index.model import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

NOT_WORD = N_("The file is not a Word document: open it in the program that made it and save it as .docx.")

_KINDS: dict[str, ParagraphKind] = {
    "title": "title",
    "标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "caption": "caption",
    "题注": "caption",
    "footnote text": "note",
    "endnote text": "note",
}
# Not shown, or gone with all changes accepted; whatever else wraps text is gone through.
_DROPPED = frozenset(
    ("del", "moveFrom", "rPr", "pPr", "tblPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "rubyPr")
)
# Lines at the beginning among which a title is looked for, and those of a title at most.
_HEAD, _TITLE_LINES = 15, 4
# Ten and a half points, what Word starts with in Chinese.
_USUAL = 21
_WORD = re.compile(r"\w")
_LONGEST_HEADING = 60
_LONGEST_CELL = 80


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of a docx. Errors: ``ImportFailure`` with the reason."""
    archive = Archive(data)
    main = _main_part(archive)
    root = archive.tree(main)
    related = dict(_related(archive, main))
    walk = _Walk(chunks=_Chunks(archive, main))
    if "styles" in related:
        walk.styles = styles_of(archive.tree(related["styles"]))
    if "numbering" in related:
        walk.numbering = Numbering.of(archive.tree(related["numbering"]))
    writer = walk.writer
    walk.blocks(root)
    walk.end_paragraph()
    for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        if part in related:
            walk.notes(archive.tree(related[part]), name)
    title_of_headings(writer, walk.levels)
    letterhead.tell(writer)
    _large_title(walk)
    for part in _margins(archive, main):
        margin = _Walk()
        margin.blocks(archive.tree(part))
        for line in dict.fromkeys(filter(_WORD.search, margin.writer.lines)):
            writer.add(line, furniture="header-footer")
    writer.clues += title_clue(_property(archive, "title"))
    return writer.source("docx", whole_paragraphs=True)


def read_flat(data: bytes, _path: str | None) -> SourceText:
    """The text of a Word document in one XML file. Errors: ``ImportFailure``."""
    if len(data) > PART_BYTES:
        raise ImportFailure(TOO_MUCH, limit=PART_BYTES >> 20)
    walk = _Walk()
    for element in tree(data).iter():
        if local(element.tag) == "body":
            walk.blocks(element)
            break
    walk.end_paragraph()
    return walk.writer.source("xml", whole_paragraphs=True)


def _related(archive: Archive, part: str) -> Iterator[tuple[str, str]]:
    """What a part refers to: the last word of the type, and the name of the other part."""
    for relation, path in _targets(archive, part):
        yield (attribute(relation, "Type") or "").rpartition("/")[2], path


def _targets(archive: Archive, part: str) -> Iterator[tuple[Element, str]]:
    """The relations of a part to others that are in the archive, with the names of those."""
    folder, name = dirname(part), part.rpartition("/")[2]
    relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if relations not in archive:
        return
    for relation in archive.tree(relations):
        target = attribute(relation, "Target") or ""
        if attribute(relation, "TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if path in archive:
            yield relation, path


def _main_part(archive: Archive) -> str:
    main = dict(_related(archive, "")).get("officeDocument", "word/document.xml")
    if main not in archive or main.endswith((".bin", "workbook.xml", "presentation.xml")):
        raise ImportFailure(NOT_WORD)
    return main


def _margins(archive: Archive, main: str) -> list[str]:
    return [path for kind, path in _related(archive, main) if kind in ("header", "footer")][:20]


def _property(archive: Archive, name: str) -> str | None:
    part = "docprops/core.xml"
    if part not in archive:
        return None
    try:
        found = child(archive.tree(part), name)
    except ImportFailure:
        return None  # says little, and the text is there
    return None if found is None else found.text


@dataclass(slots=True)
class _Chunks:
    """The documents that a part of ``archive`` takes in whole (``altChunk``): html, rtf, text, docx."""

    archive: Archive
    part: str
    left: int = 20

    def read(self, id: str) -> SourceText | None:
        """The document of a relation, if it is there and can be read."""
        from index.collect.formats.opened import open_source

        for relation, path in _targets(self.archive, self.part):
            if attribute(relation, "Id") == id and self.left:
                self.left -= 1
                data = self.archive.read(path)
                if data.startswith(b"PK"):
                    break  # no document in a document in a document
                with suppress(ImportFailure):
                    return open_source(data, path)
        return None


@dataclass(slots=True)
class _Walk:
    """One walk over a document, in reading order."""

    writer: Writer = field(default_factory=Writer)
    styles: dict[str, Style] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    levels: dict[int, int] = field(default_factory=dict)
    looks: dict[int, tuple[bool, int | None]] = field(default_factory=dict)
    held: str = ""
    boxes: list[Element] = field(default_factory=list)
    chunks: _Chunks | None = None

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables inside ``parent``."""
        for element in parent:
            name = local(element.tag)
            if name == "p":
                self.paragraph(element)
            elif name == "tbl":
                self.table(element)
            elif name == "AlternateContent":
                self.blocks(_alternative(element))
            elif name == "altChunk" and self.chunks is not None:
                self.chunk(self.chunks.read(attribute(element, "id") or ""))
            elif name == "sdt":
                first = len(self.writer.lines)
                self.blocks(element)
                gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
                if gallery is not None and attribute(gallery, "val") == "Table of Contents":
                    self.writer.furniture.update(
                        (line, "contents") for line in range(first, len(self.writer.lines))
                    )
            elif name not in _DROPPED:
                self.blocks(element)

    def paragraph(self, element: Element) -> None:
        """One paragraph, and after it what its text boxes hold."""
        properties = child(element, "pPr")
        style = self.styles.get(value(properties, "pStyle") or "")
        text = self.held + "".join(self.inline(element))
        boxes, self.boxes = self.boxes, []
        if child(properties, "rPr", "del") is not None:
            self.held = text  # its end was deleted: it goes on in the next one
        else:
            self.held = ""
            numbering = child(properties, "numPr")
            if numbering is None and style is not None:
                numbering = style.numbering
            if text.strip() and numbering is not None:
                text = self.numbering.label(numbering) + text.lstrip()
            if len(self.writer.lines) < _HEAD or len(self.looks) < 2 * _HEAD:
                look, first = _look(element, properties, style), len(self.writer.lines)
                self.looks.update((first + line, look) for line in range(text.strip().count("\n") + 1))
            self._write(text.strip("\n"), style, value(properties, "outlineLvl"))
        for box in boxes:
            self.blocks(box)

    def _write(self, text: str, style: Style | None, outline: str | None) -> None:
        name = "" if style is None else style.name
        kind = _KINDS.get(name)
        furniture = "contents" if name.startswith(("toc ", "目录")) else None
        level = number_of(outline)
        if level is None and style:
            level = style.level
        if kind is None and level is not None and level < 9 and 0 < len(text.strip()) <= _LONGEST_HEADING:
            kind = "heading"
            self.levels[len(self.writer.lines)] = level
        text = text.strip("\n\u3000 \t") if kind else text.rstrip()
        self.writer.add(text, kind, furniture, quoted=style is not None and style.quotes)

    def chunk(self, read: SourceText | None) -> None:
        """Another document that stands inside this one."""
        if read is None:
            return
        for number, line in enumerate(read.text.split("\n")):
            kind, furniture = read.kinds.get(number), read.furniture.get(number)
            self.writer.add(line, kind, furniture, quoted=number in read.quoted)

    def end_paragraph(self) -> None:
        """Write what waits for a paragraph that does not come."""
        held, self.held = self.held, ""
        if held.strip():
            self.writer.add(held)

    def inline(self, parent: Element) -> Iterator[str]:
        """The pieces of text in a paragraph or a part of it; text boxes are put aside."""
        for element in parent:
            name = local(element.tag)
            if name == "t":
                yield element.text or ""
            elif name == "r":
                if not _hidden(element):
                    yield from self.inline(element)
            elif name in ("tab", "ptab"):
                yield CELLS
            elif name in ("br", "cr"):
                yield "\n" if attribute(element, "type") not in ("page", "column") else ""
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "ruby":
                base = child(element, "rubyBase")
                if base is not None:
                    yield from self.inline(base)
            elif name == "AlternateContent":
                yield from self.inline(_alternative(element))
            elif name in ("txbxContent", "footnote", "endnote"):  # notes stand here in Word 2003 XML
                self.boxes.append(element)
            elif name == "annotation" and (attribute(element, "type") or "").endswith("Deletion"):
                continue
            elif name not in _DROPPED and len(element):
                yield from self.inline(element)

    def table(self, element: Element) -> None:
        """A row a line where its cells are words; cells that hold paragraphs one after the other."""
        self.end_paragraph()
        for row in _inside(element, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells: list[_Walk] = []
            for cell in _inside(row, "tc"):
                inner = _Walk(Writer(), self.styles, self.numbering)
                inner.blocks(cell)
                inner.end_paragraph()
                if any(map(str.strip, inner.writer.lines)):
                    cells.append(inner)
            texts = ["".join(line.strip() for line in cell.writer.lines) for cell in cells]
            short = all(len(text) <= _LONGEST_CELL for text in texts)
            if len(cells) > 1 and short and all(_lines(cell) <= 3 for cell in cells):
                self.writer.add(CELLS.join(texts))
                continue
            for filled in cells:
                first = len(self.writer.lines)
                self.levels.update((first + line, level) for line, level in filled.levels.items())
                for number, line in enumerate(filled.writer.lines):
                    self.writer.add(
                        line, filled.writer.kinds.get(number), filled.writer.furniture.get(number)
                    )

    def notes(self, root: Element, name: str) -> None:
        """Footnotes or endnotes, after the text."""
        for note in root:
            if local(note.tag) == name and attribute(note, "type") in (None, "normal"):
                inner = _Walk(Writer(), self.styles, self.numbering)
                inner.blocks(note)
                for line in inner.writer.lines:
                    if line.strip():
                        self.writer.add(line, "note")


def _lines(cell: _Walk) -> int:
    return sum(1 for line in cell.writer.lines if line.strip())


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those that are wrapped in something."""
    for inner in element:
        found = local(inner.tag)
        if found == name:
            yield inner
        elif found in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _inside(inner, name)


def _hidden(run: Element) -> bool:
    """Whether a run is hidden or was deleted."""
    properties = child(run, "rPr")
    if properties is None:
        return False
    hidden = child(properties, "vanish")
    shown = hidden is None or attribute(hidden, "val") in ("0", "false", "off")
    return not shown or child(properties, "del") is not None


def _alternative(element: Element) -> Element:
    """Of the alternatives of a drawing the first, which is the one that programs of today show."""
    choice = child(element, "Choice")
    if choice is not None and any(local(inner.tag) == "t" for inner in choice.iter()):
        return choice
    fallback = child(element, "Fallback")
    return fallback if fallback is not None else element if choice is None else choice


def _look(element: Element, properties: Element | None, style: Style | None) -> tuple[bool, int | None]:
    """Whether a paragraph is centred, and the size of its print."""
    middle = centred(properties)
    if middle is None and style is not None:
        middle = style.centred
    sizes = [size for run in element if local(run.tag) == "r" and (size := size_of(run)) is not None]
    return bool(middle), max(sizes, default=None if style is None else style.size)


def _large_title(walk: _Walk) -> None:
    """Lines in the middle of the page, before the text and in larger print, are its title, as one line.

    Only where all such lines are alike: a letterhead above a title is larger than it.
    """
    writer = walk.writer
    if "title" in writer.kinds.values():
        return
    sizes = [size or _USUAL for number, (_, size) in walk.looks.items() if len(writer.lines[number]) > 40]
    if not sizes:
        return
    usual = median(sizes)
    head = [number for number in walk.looks if number < _HEAD and writer.lines[number].strip()]
    text = next((number for number in head if len(writer.lines[number]) > 40), _HEAD)
    large = [
        number
        for number in head
        if number < text and walk.looks[number][0] and (walk.looks[number][1] or _USUAL) >= 1.2 * usual
    ]
    between = [number for number in head if large and large[0] <= number <= large[-1]]
    whole = "".join(writer.lines[number].strip() for number in large)
    if (
        not large
        or between != large
        or len(large) > _TITLE_LINES
        or len({walk.looks[number][1] for number in large}) > 1
        or not 5 <= len(whole) <= 90
        or NO_TITLE.search(whole)
    ):
        return
    writer.lines[large[0]] = whole
    writer.kinds[large[0]] = "title"
    for number in large[1:]:
        writer.lines[number] = ""
        writer.kinds.pop(number, None)
