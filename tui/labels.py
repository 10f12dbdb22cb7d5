"""What is said in one line: the name of a document without a title, totals, the way a copy went."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.errors import N_
from index.model import Document, SearchAnswer, StoredText
from tui import counted
from tui.i18n import _, ngettext_
from tui.text import card

_PROSE = ("lead", "body")
_SENTENCE = re.compile(r"[^。！？!?\n]{1,60}[。！？!?]?")
_WAYS = {
    "tmux": N_("tmux"),
    "OSC 52": N_("the terminal (OSC 52; some terminals ignore it)"),
}


def name_of(document: Document, stored: StoredText | None = None) -> str:
    """The title; without one the first sentence of ``stored`` in ‹ ›, else that there is none."""
    if title := card.title_of(document):
        return title
    if stored is not None:
        prose = [p for p in stored.paragraphs if p.kind in _PROSE] or list(stored.paragraphs)
        if prose and (first := _SENTENCE.match(stored.text[prose[0].start : prose[0].end].strip())):
            return f"‹{first[0]}›"
    return _("‹no title, document {id}›").format(id=document.id)


def totals_of(answer: SearchAnswer) -> str:
    """The totals of an answer: documents and occurrences, then what is outside these counts."""
    parts = [
        counted.documents(answer.documents),
        counted.places(answer.occurrences),
    ]
    further = answer.loose_occurrences - answer.occurrences
    if answer.loose_documents:
        parts.append(
            _("loose +{documents} documents, +{occurrences} places").format(
                documents=answer.loose_documents, occurrences=further
            )
        )
    elif further > 0:
        loose = ngettext_("loose +{occurrences} place", "loose +{occurrences} places", further)
        parts.append(loose.format(occurrences=f"{further:,}"))
    if related := answer.related_documents:
        said = ngettext_("related +{documents} document", "related +{documents} documents", related)
        parts.append(said.format(documents=f"{related:,}"))
    if answer.overlapping_documents:
        parts.append(_("date overlaps only: {documents}").format(documents=answer.overlapping_documents))
    return " · ".join(parts)


def ways_of(ways: Sequence[str]) -> str:
    """By which ways a copy went, for people; honest about the one that reports nothing back."""
    return " + ".join(_(_WAYS[way]) if way in _WAYS else way for way in ways)
