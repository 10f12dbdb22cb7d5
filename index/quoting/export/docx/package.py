"""The package of a Word document: its parts, and what they are to each other (ECMA-376)."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from index.quoting.export.docx import body, styles
from index.quoting.export.docx.layout import OF, LayoutName
from index.quoting.export.docx.markup import DECLARATION, R
from index.quoting.export.headings import official
from index.quoting.export.manuscript import Manuscript

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"


def docx(manuscript: Manuscript, layout: LayoutName, now: datetime | None = None) -> bytes:
    """The bytes of a Word document. Headings of the official layout are numbered where they are not."""
    chosen = OF[layout]
    if layout == "official":
        manuscript = official(manuscript)
    parts = {
        "document": body.document(manuscript, chosen),
        "styles": styles.styles(chosen),
        "settings": styles.settings(chosen),
        "fontTable": styles.font_table(chosen),
        "footnotes": body.footnotes(manuscript, chosen),
        "footer1": body.footer(chosen, even=False),
        "footer2": body.footer(chosen, even=True),
    }
    if not chosen.dashes:
        del parts["footer2"]
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": _types(parts),
            "_rels/.rels": _relations(
                ("main", f"{R}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(manuscript.title, now or datetime.now(UTC)),
            "word/_rels/document.xml.rels": _document_relations(parts),
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }.items():
            # One moment for all of them: the same draft gives the same bytes.
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))
    return written.getvalue()


def _types(parts: dict[str, str]) -> str:
    kinds = {"document": "document.main", "footer1": "footer", "footer2": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kinds.get(name, name)}+xml"/>'
        for name in parts
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _document_relations(parts: dict[str, str]) -> str:
    named = {"footer1": ("odd", "footer"), "footer2": ("even", "footer")}
    return _relations(
        *(
            (named.get(name, (name, name))[0], f"{R}/{named.get(name, (name, name))[1]}", f"{name}.xml")
            for name in parts
            if name != "document"
        )
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str, now: datetime) -> str:
    day = f'xsi:type="dcterms:W3CDTF">{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'
    named = escape("".join(character for character in title if character.isprintable()))
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{named}</dc:title><dcterms:created {day}</dcterms:created>"
        f"<dcterms:modified {day}</dcterms:modified></cp:coreProperties>"
    )
