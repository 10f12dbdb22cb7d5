"""Styles, fonts and settings of a document, under the names that programs know them by."""

from __future__ import annotations

from index.quoting.export.docx.layout import FALLBACKS, GRID, LATIN, Layout, Look
from index.quoting.export.docx.markup import element, look, part

FAMILIES = {"黑体": "modern"}
_LINE_AND_HALF = 360


def styles(layout: Layout) -> str:
    """``styles.xml``."""
    default = element(
        "docDefaults",
        element(
            "rPrDefault", element("rPr", look(layout.body), element("lang", val="en-US", eastAsia="zh-CN"))
        ),
        element("pPrDefault"),
    )
    named = [
        _style("Normal", "Normal", layout.body, layout, default="1"),
        _style("Title", "Title", layout.title, layout),
        *(
            _style(f"Heading{level}", f"heading {level}", one, layout, outline=level - 1)
            for level, one in enumerate(layout.headings, 1)
        ),
        _style("Quote", "Quote", layout.quote, layout),
        _style("Bibliography", "Bibliography", layout.reference, layout),
        _style("FootnoteText", "footnote text", layout.note, layout),
        _style("Footer", "footer", Look("宋体", layout.page_size, indent=0, line=0), layout),
        _style("Cell", "Table Text", Look(layout.body.font, layout.reference.size, indent=0, line=0), layout),
        element(
            "style",
            element("name", val="footnote reference"),
            element("rPr", element("vertAlign", val="superscript")),
            type="character",
            styleId="FootnoteReference",
        ),
    ]
    return part("styles", default + "".join(named))


def font_table(layout: Layout) -> str:
    """``fontTable.xml``: each font with what stands in for it where it is missing."""
    looks = (layout.body, layout.title, *layout.headings, layout.quote, layout.reference, layout.note)
    chinese = dict.fromkeys([*(one.font for one in looks), "宋体"])
    table = [
        element(
            "font",
            element("altName", val=",".join(FALLBACKS[name])),
            element("charset", val="86"),
            element("family", val=FAMILIES.get(name, "roman")),
            element("pitch", val="default"),
            name=name,
        )
        for name in chinese
    ]
    latin = element("font", element("charset", val="00"), element("family", val="roman"), name=LATIN)
    return part("fonts", latin + "".join(table))


def settings(layout: Layout) -> str:
    """``settings.xml``: the outer side differs from page to page where the layout has one."""
    compatible = element(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val="15",
    )
    return part(
        "settings",
        (element("evenAndOddHeaders") if layout.dashes else "")
        + element("drawingGridVerticalSpacing", val=layout.grid or GRID)
        + element("characterSpacingControl", val="doNotCompress" if layout.grid else "compressPunctuation")
        + element("footnotePr", element("footnote", id="-1"), element("footnote", id="0"))
        + element("compat", element("spaceForUL"), element("balanceSingleByteDoubleByteWidth"), compatible)
        + element("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _style(
    id: str, name: str, one: Look, layout: Layout, *, default: str | None = None, outline: int | None = None
) -> str:
    properties = [
        element("keepNext") if outline is not None or id == "Title" else "",
        # A page has its 22 lines, whatever of a paragraph is left for the next.
        element("widowControl", val=0) if layout.grid else "",
        element("kinsoku"),
        element("overflowPunct"),
        _spacing(one, layout),
        _indent(one),
        element("jc", val="center" if one.centred else "both"),
        element("outlineLvl", val=outline) if outline is not None else "",
    ]
    return element(
        "style",
        element("name", val=name),
        "" if default else element("basedOn", val="Normal"),
        element("next", val="Normal") if outline is not None or id == "Title" else "",
        element("qFormat"),
        element("pPr", *properties),
        element("rPr", look(one)),
        type="paragraph",
        default=default,
        styleId=id,
    )


def _spacing(one: Look, layout: Layout) -> str:
    line = layout.line if one.line is None else one.line
    if line:
        return element("spacing", before=0, after=one.after, line=line, lineRule="exact")
    height = 240 if one.line == 0 else _LINE_AND_HALF
    return element("spacing", before=0, after=one.after, line=height, lineRule="auto")


def _indent(one: Look) -> str:
    # By characters, and by length for programs that do not know characters (a character is `size` high).
    width = one.size * 10
    left = {"leftChars": one.left * 100, "left": one.left * width}
    if one.indent < 0:
        return element("ind", **left, hangingChars=-one.indent * 100, hanging=-one.indent * width)
    return element("ind", **left, firstLineChars=one.indent * 100, firstLine=one.indent * width)
