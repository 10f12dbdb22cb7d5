"""The metadata fields of a document as a form shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import N_
from index.model import Document, Evidence
from tui.i18n import _, translate

LABELS: Mapping[str, str] = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "authors": N_("authors"),
    "source": N_("source"),
    "date": N_("date"),
    "posted": N_("reposted"),
    "region": N_("province"),
    "city": N_("city"),
    "level": N_("level"),
    "organ": N_("organ"),
    "kind": N_("kind"),
    "url": N_("URL"),
}
UNKNOWN = "-"
"""What means unknown where an empty field means that it stays as it is."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a form: ``hint`` says what may stand there, or where the value comes from."""

    name: str
    label: str
    value: str = ""
    hint: str = ""


def label_of(field: str) -> str:
    """The name of a field in the user's language; one that is unknown here as it is."""
    return _(LABELS[field]) if field in LABELS else field


def value_of(document: Document, field: str) -> str:
    """The value of a field as it is typed; empty when it is unknown."""
    value = getattr(document, field)
    return "，".join(value) if isinstance(value, tuple) else str(value or "")


def fields_of(document: Document, why: tuple[Evidence, ...] = ()) -> list[Field]:
    """The form for one document; each value with the reason for it, if it was found."""
    return [
        Field(name, label_of(name), value_of(document, name), _hint(document, name, why)) for name in LABELS
    ]


def _hint(document: Document, name: str, why: tuple[Evidence, ...]) -> str:
    candidates = sorted((one for one in why if one.field == name), key=lambda one: -one.score)
    if not candidates:
        return ""
    inferred = _("inferred: ") if name in document.inferred else ""
    listed = _("; ").join(f"{one.value} — {translate(one.reason)} ({one.score:g})" for one in candidates[:3])
    return f"{inferred}{listed}"


def blank_fields() -> list[Field]:
    """The form for many documents at once: what stays empty stays as it is."""
    names = [name for name in LABELS if name not in ("title", "subtitle", "url")]
    return [Field(name, label_of(name)) for name in names]
