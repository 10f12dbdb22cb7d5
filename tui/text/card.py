"""What is said about a document in one line, and its title; what was inferred is marked ``？``."""

from __future__ import annotations

from collections.abc import Iterable

from index.errors import N_
from index.model import Document
from tui.i18n import _

_LEVELS = {
    "中央": N_("central"),
    "省": N_("provincial"),
    "市": N_("municipal"),
    "县": N_("county"),
    "单位": N_("unit"),
}
_MARK = "？"


def _marked(document: Document, field: str, value: str) -> str:
    return value + _MARK if field in document.inferred else value


def title_of(document: Document) -> str | None:
    """The title, marked when it was inferred; ``None`` when there is none."""
    return document.title and document.title + (_("〔inferred〕") if "title" in document.inferred else "")


def place_of(document: Document) -> str | None:
    """Region and city, each once."""
    parts = [
        _marked(document, field, value)
        for field, value in (("region", document.region), ("city", document.city))
        if value
    ]
    return " ".join(dict.fromkeys(parts)) or None


def date_of(document: Document) -> str:
    """The date as precisely as it is known; unknown is said."""
    if document.date:
        return _marked(document, "date", document.date)
    return _("date unknown")


def level_of(document: Document) -> str | None:
    """The administrative level as an adjective."""
    return _marked(document, "level", _(_LEVELS[document.level])) if document.level else None


def source_of(document: Document) -> str | None:
    """The source, as the document names it."""
    return document.source and _marked(document, "source", document.source)


def kind_of(document: Document) -> str | None:
    """The kind of text (文种)."""
    return document.kind and _marked(document, "kind", document.kind)


def card_line(document: Document) -> str:
    """Source · date · place · level · kind: the line under a title."""
    parts = (
        source_of(document), date_of(document), place_of(document), level_of(document), kind_of(document),
    )  # fmt: skip
    return _joined(parts)


def list_line(document: Document) -> str:
    """Place · level · date · source · kind: the line under a title in a list."""
    parts = (
        place_of(document) or _("place unknown"),
        level_of(document), date_of(document), source_of(document), kind_of(document),
    )  # fmt: skip
    return _joined(parts)


def _joined(parts: Iterable[str | None]) -> str:
    """What is known, each once: the centre is both a place and a level."""
    return " · ".join(dict.fromkeys(part for part in parts if part))
