"""The text of a document, its notes and the feet of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from index.quoting.export.docx.layout import GRID, PAGE, Layout
from index.quoting.export.docx.markup import element, part, runs, text
from index.quoting.export.manuscript import Block, Manuscript, Run

_STYLES = {"title": "Title", "quote": "Quote"}
REFERENCES = "参考文献"
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def document(manuscript: Manuscript, layout: Layout) -> str:
    """``document.xml``."""
    content = "".join(_blocks(manuscript, layout))
    if manuscript.references:
        # In the look of a heading of the first level; a list of sources has no number.
        content += _paragraph((Run(REFERENCES),), "Heading1", layout)
        for count, one in enumerate(manuscript.references, 1):
            content += _paragraph((Run(f"[{count}] {one}"),), "Bibliography", layout)
    return part("document", element("body", content, _section(layout)))


def footnotes(manuscript: Manuscript, layout: Layout) -> str:
    """``footnotes.xml``: the lines that part them from the text, and each with its mark."""
    # In the style of notes: the line is as high as theirs, and begins where they do.
    properties = element("pPr", element("pStyle", val="FootnoteText"))
    separators = "".join(
        element("footnote", element("p", properties, element("r", element(name))), type=name, id=id)
        for id, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return part("footnotes", separators + "".join(_notes(manuscript, layout)))


def footer(layout: Layout, *, even: bool) -> str:
    """The foot of odd or even pages: — 1 — at the outer side, one character in; or 1 in the middle."""
    number = element("fldSimple", element("r", text("1")), instr=" PAGE ")
    if not layout.dashes:
        place = element("jc", val="center")
        return part("ftr", _foot(place, number))
    one = layout.page_size * 10
    side = {"leftChars": 100, "left": one} if even else {"rightChars": 100, "right": one}
    place = element("ind", **side, firstLine=0) + element("jc", val="left" if even else "right")
    return part("ftr", _foot(place, element("r", text("— ")), number, element("r", text(" —"))))


def _foot(place: str, *content: str) -> str:
    return element("p", element("pPr", element("pStyle", val="Footer"), place), *content)


def _notes(manuscript: Manuscript, layout: Layout) -> Iterator[str]:
    for count, note in enumerate(manuscript.notes, 1):
        mark = element(
            "r", element("rPr", element("rStyle", val="FootnoteReference")), element("footnoteRef")
        )
        said = mark + runs((Run(" "), *note), layout.note.font)
        properties = element("pPr", element("pStyle", val="FootnoteText"))
        yield element("footnote", element("p", properties, said), id=count)


def _blocks(manuscript: Manuscript, layout: Layout) -> Iterator[str]:
    for is_row, group in groupby(manuscript.blocks, key=lambda block: block.kind == "row"):
        if is_row:
            yield from _tables(list(group), layout)
        else:
            yield from (_block(block, layout) for block in group)


def _block(block: Block, layout: Layout) -> str:
    if block.kind == "heading":
        return _paragraph(block.runs, f"Heading{block.level}", layout)
    if block.kind == "item" and block.level > 1:
        deeper = layout.body.size * 10 * 2 * (block.level - 1)
        place = element("ind", left=deeper, firstLineChars=200, firstLine=layout.body.size * 20)
        return _paragraph(block.runs, "Normal", layout, place)
    if block.kind == "code":
        return _paragraph(block.runs, "Normal", layout, element("ind", firstLineChars=0, firstLine=0))
    return _paragraph(block.runs, _STYLES.get(block.kind, "Normal"), layout)


def _tables(rows: list[Block], layout: Layout) -> Iterator[str]:
    table: list[Block] = []
    for row in rows:
        if row.first and table:
            yield _table(table, layout) + _paragraph((), "Normal", layout)
            table = []
        table.append(row)
    # Two tables without a paragraph between would become one; nor may a document end with one.
    yield _table(table, layout) + _paragraph((), "Normal", layout)


def _table(rows: list[Block], layout: Layout) -> str:
    columns = max(len(row.cells) for row in rows)
    width = (PAGE[0] - layout.left - layout.right) // max(columns, 1)
    edges = "".join(element(edge, val="single", sz=4, space=0, color="auto") for edge in _EDGES)
    properties = element("tblPr", element("tblW", w=0, type="auto"), element("tblBorders", edges))
    grid = element("tblGrid", *(element("gridCol", w=width) for _ in range(columns)))
    return element("tbl", properties, grid, *(_row(row, columns, width, layout) for row in rows))


def _row(row: Block, columns: int, width: int, layout: Layout) -> str:
    cells = [*row.cells, *([()] * (columns - len(row.cells)))]
    size = element("tcPr", element("tcW", w=width, type="dxa"))
    return element("tr", *(element("tc", size, _paragraph(cell, "Cell", layout)) for cell in cells))


def _paragraph(pieces: tuple[Run, ...], style: str, layout: Layout, place: str = "") -> str:
    named = element("pStyle", val=style) if style != "Normal" else ""
    properties = element("pPr", named, place) if named or place else ""
    return element("p", properties, runs(pieces, layout.body.font))


def _section(layout: Layout) -> str:
    notes = element("numFmt", val="decimalEnclosedCircleChinese") + element("numRestart", val="eachPage")
    feet = '<w:footerReference w:type="default" r:id="odd"/>'
    if layout.dashes:
        feet = '<w:footerReference w:type="even" r:id="even"/>' + feet
    margins = {"top": layout.top, "right": layout.right, "bottom": layout.bottom, "left": layout.left}
    grid = element("docGrid", type="lines", linePitch=layout.grid or GRID)
    return element(
        "sectPr",
        feet,
        element("footnotePr", notes) if layout.circled else "",
        element("pgSz", w=PAGE[0], h=PAGE[1]),
        element("pgMar", **margins, header=layout.footer, footer=layout.footer, gutter=0),
        grid,
    )
