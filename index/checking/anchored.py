"""Quotations that name their passage in a comment: what has become of it, and the quotation beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.checking.finding.finder import Finder, Passage
from index.checking.letters import sought
from index.checking.model import AnchorState
from index.checking.verdicts import AROUND, Excerpt, judged
from index.errors import N_, Sentence
from index.model import Span, StoredText
from index.quoting.anchors import Anchor

REMOVED = N_("Document {id}, from which it was quoted, is not in this library any more.")
CHANGED = N_("The passage in document {id} has changed since it was quoted.")
OTHER = N_("Document {id} is another one than that from which it was quoted.")
LOST = N_("Document {id} has changed since it was quoted and does not have the passage any more.")
RENUMBERED = N_("What was document {id} is document {other} now.")

_LEAST = 0.3
"""Of a wording, that a quotation must have for the passage that its comment names to be its source."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the passage of an anchor is now: ``span`` of document ``id``, as far as that can be told."""

    state: AnchorState
    id: int | None = None
    span: Span | None = None


Where = Callable[[Anchor], Place]
Show = Callable[[int], StoredText | None]
"""The document of an id with its text; ``None``: there is none."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """``passage``: the quotation beside the passage that it names; ``None`` where that cannot be told."""

    state: AnchorState
    passage: Passage | None
    remarks: tuple[Sentence, ...]


def anchored(finder: Finder, text: str, anchor: Anchor, where: Where, show: Show) -> Anchored:
    """The quotation ``text`` beside the passage of its anchor."""
    place = where(anchor)
    stored = None if place.id is None else show(place.id)
    if stored is None:
        return Anchored("removed", None, (Sentence(REMOVED, id=anchor.document),))
    remarks: list[Sentence] = []
    if stored.document.id != anchor.document:
        remarks.append(Sentence(RENUMBERED, id=anchor.document, other=stored.document.id))
    if place.span is None:
        known = any(around and around in stored.text for around in (anchor.before, anchor.after))
        said = LOST if known or not (anchor.before or anchor.after) else OTHER
        return Anchored("lost", None, (*remarks, Sentence(said, id=stored.document.id)))
    if place.state == "changed":
        remarks.append(Sentence(CHANGED, id=stored.document.id))
    return Anchored(place.state, _beside(finder, text, stored, place.span), tuple(remarks))


def _beside(finder: Finder, text: str, stored: StoredText, span: Span) -> Passage | None:
    """The quotation beside its passage, or beside what it has of it where it was shortened."""
    row = finder.corpus.row(stored.document.id)
    wanted = sought(text)
    if row is None or not len(wanted):
        return None
    theirs = sought(stored.text, start=span.start, end=span.end)
    at = theirs.string.find(wanted.string)
    if at >= 0:
        span = Span(int(theirs.offsets[at]), int(theirs.offsets[at + len(wanted) - 1]) + 1)
    base = max(0, span.start - AROUND)
    around = stored.text[base : span.end + AROUND]
    found = judged(wanted, Excerpt(stored.document.id, base, around, span.start, span.end))
    if found.verdict == "differs" and not found.punctuation_only:
        only = finder.corpus.none()
        only[row] = True
        for passage in finder.found(wanted, only).passages:
            source = passage.judged.source
            inside = source.start < span.end and span.start < source.end
            if inside and passage.judged.similarity > found.similarity:
                return passage
    return Passage(found, row) if found.similarity >= _LEAST else None
