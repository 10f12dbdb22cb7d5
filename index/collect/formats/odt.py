"""OpenDocument texts (odt, of LibreOffice and WPS): the text as it reads with all changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.collect.formats import letterhead
from index.collect.formats.archive import ENCRYPTED, Archive, attribute, local, number_of
from index.collect.formats.source_text import SourceText
from index.collect.formats.writing import CELLS, QUOTES, Writer, title_clue, title_of_headings
from index.errors import ImportFailure
from index.model import ParagraphKind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_KINDS: dict[str, ParagraphKind] = {"title": "title", "subtitle": "subtitle"}
# Not shown: what was deleted, remarks, readings above characters, declarations.
_DROPPED = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "ruby-text", "forms", "note-citation")
)
_LONGEST_CELL, _LONGEST_HEADING, _MOST_SPACES = 80, 60, 200


def is_text(archive: Archive) -> bool:
    """Whether an archive with a ``content.xml`` is an OpenDocument text, and not a spreadsheet or slides."""
    return "mimetype" not in archive or b"opendocument.text" in archive.read("mimetype")


def read(data: bytes, _path: str | None) -> SourceText:
    """The text of an odt. Errors: ``ImportFailure`` with the reason."""
    archive = Archive(data)
    if "meta-inf/manifest.xml" in archive and b"encryption-data" in archive.read("meta-inf/manifest.xml"):
        raise ImportFailure(ENCRYPTED)
    root = archive.tree("content.xml")
    walk = _Walk(dict(_styles(root)))
    for body in root.iter():
        if local(body.tag) == "body":
            walk.blocks(body)
            break
    for note in walk.notes:
        walk.writer.add(note, "note")
    title_of_headings(walk.writer, walk.levels)
    letterhead.tell(walk.writer)
    walk.writer.clues += title_clue(_title(archive))
    return walk.writer.source("odt", whole_paragraphs=True)


def _styles(root: Element) -> Iterator[tuple[str, str]]:
    """Names of styles that a document has of its own, with those that they are made from."""
    for style in root.iter():
        if local(style.tag) == "style" and (parent := attribute(style, "parent-style-name")):
            yield attribute(style, "name") or "", parent


def _title(archive: Archive) -> str | None:
    if "meta.xml" not in archive:
        return None
    try:
        return next((e.text for e in archive.tree("meta.xml").iter() if local(e.tag) == "title"), None)
    except ImportFailure:
        return None  # says little, and the text is there


@dataclass(slots=True)
class _Walk:
    """One walk over a document, in reading order; ``styles``: own style → the one that it is made from."""

    styles: dict[str, str]
    writer: Writer = field(default_factory=Writer)
    levels: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element) -> None:
        """Paragraphs, lists and tables inside ``parent``."""
        for element in parent:
            name = local(element.tag)
            if name in ("p", "h"):
                self.paragraph(element, heading=name == "h")
            elif name == "table-row":
                self.row(element)
            elif name.endswith("-index") or name == "table-of-content":
                first = len(self.writer.lines)
                self.blocks(element)
                lines = range(first, len(self.writer.lines))
                self.writer.furniture.update(dict.fromkeys(lines, "contents"))
            elif name not in _DROPPED:
                self.blocks(element)

    def paragraph(self, element: Element, *, heading: bool) -> None:
        """One paragraph, and after it what its text boxes hold."""
        text = "".join(self.inline(element)).strip("\n")
        style = attribute(element, "style-name") or ""
        style = self.styles.get(style, style).lower()
        kind = _KINDS.get(style)
        if heading and kind is None and 0 < len(text.strip()) <= _LONGEST_HEADING:
            kind = "heading"
            self.levels[len(self.writer.lines)] = number_of(attribute(element, "outline-level")) or 1
        self.writer.add(text.strip() if kind else text, kind, quoted=style in QUOTES)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def inline(self, parent: Element) -> Iterator[str]:
        """The pieces of text in a paragraph or a part of it; text boxes are put aside."""
        yield _one_space(parent.text)
        for element in parent:
            name = local(element.tag)
            if name == "s":
                yield " " * min(number_of(attribute(element, "c")) or 1, _MOST_SPACES)
            elif name == "tab":
                yield CELLS
            elif name == "line-break":
                yield "\n"
            elif name == "text-box":
                self.boxes.append(element)
            elif name == "note":
                inner = _Walk(self.styles)
                inner.blocks(element)
                self.notes.append("".join(line.strip() for line in inner.writer.lines))
            elif name not in _DROPPED:
                yield from self.inline(element)
            yield _one_space(element.tail)

    def row(self, element: Element) -> None:
        """A row a line where its cells are words; cells that hold paragraphs one after the other."""
        cells = []
        for cell in element:
            inner = _Walk(self.styles, notes=self.notes)
            inner.blocks(cell)
            if any(map(str.strip, inner.writer.lines)):
                cells.append([line.strip() for line in inner.writer.lines if line.strip()])
        if len(cells) > 1 and all(len(c) <= 3 and sum(map(len, c)) <= _LONGEST_CELL for c in cells):
            self.writer.add(CELLS.join(map("".join, cells)))
        else:
            for line in (line for cell in cells for line in cell):
                self.writer.add(line)


def _one_space(text: str | None) -> str:
    """White space in the file is one space; more of them are elements of their own."""
    return " ".join(f"|{text or ''}|".split())[1:-1]
