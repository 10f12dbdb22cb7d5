"""Counts in words: one document, 1,204 documents."""

from __future__ import annotations

from tui.i18n import _, ngettext_


def documents(number: int) -> str:
    """So many documents."""
    return ngettext_("{documents} document", "{documents} documents", number).format(documents=f"{number:,}")


def places(number: int) -> str:
    """At so many places."""
    said = ngettext_("{occurrences} place", "{occurrences} places", number)
    return said.format(occurrences=f"{number:,}")


def both(in_documents: int, at_places: int) -> str:
    """In so many documents, at so many places."""
    return _(", ").join((documents(in_documents), places(at_places)))
