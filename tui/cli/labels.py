"""How lists and headings name a document: title, place and date, and which of them were inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Document, Snippet
from tui.cli.output import joined, shown
from tui.i18n import _
from tui.labels import name_of

if TYPE_CHECKING:
    from rich.text import Text

    from index.library import Library


def title(library: Library, document: Document) -> Text:
    """The title; where there is none, the first sentence in ‹ ›."""
    return shown(name_of(document, None if document.title else library.show(document.id)))


def listed(library: Library, document: Document) -> Text:
    """The title as lists have it: of a duplicate, with the document that it repeats before it."""
    name = title(library, document)
    if document.duplicate_of is None:
        return name
    return joined([shown(_("〔= {id}〕").format(id=document.duplicate_of), "dim"), name], "")


def marked(document: Document, field: str) -> Text:
    """A field's value, with ？ after it where it was inferred."""
    value = getattr(document, field)
    if isinstance(value, tuple):
        value = "、".join(value) or None
    return shown(f"{value}？" if value is not None and field in document.inferred else value)


def place(document: Document) -> Text:
    """Province and city; a dash where the place is unknown."""
    parts = [marked(document, field) for field in ("region", "city") if getattr(document, field)]
    return joined(parts, " ") if parts else shown(None)


def snippet(piece: Snippet) -> Text:
    """A piece of text with its hits marked."""
    result = shown(piece.text)
    for span in piece.highlights:
        result.stylize("bold reverse", span.start - piece.start, span.end - piece.start)
    return result


def nothing() -> Text:
    """An empty cell."""
    from rich.text import Text

    return Text()


def value(name: object) -> Text:
    """The value of a facet or bucket; ``None`` is unknown."""
    return shown(_("unknown"), "dim") if name is None else shown(name)
