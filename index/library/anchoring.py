"""Quotations in drafts and the documents of a library: from a passage to its anchor, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from index.library.citing import check_passage
from index.model import Span
from index.store.origins import file_digest, of_digests
from index.store.stamps import Stamp

if TYPE_CHECKING:
    from index.quoting.anchors import Anchor
    from index.quoting.uses import Shelf, Use
    from index.store import Store

Found = Literal["here", "moved", "changed", "lost", "removed"]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the passage of an anchor is now.

    ``found``: ``here`` as it was quoted, at its place; ``moved`` as it was quoted, at another place or in a
    document of another number; ``changed``: what stands in its place reads otherwise; ``lost``: the document
    is there, the passage is not found in it; ``removed``: no such document. ``text``: what stands there.
    """

    found: Found
    document: int | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""


def anchor(store: Store, id: int, span: Span) -> Anchor | None:
    """The anchor of a passage; ``None`` when there is no such document. Errors: ``UsageError`` (passage)."""
    from index.quoting.anchors import anchor_of

    stored = store.stored_text(id)
    if stored is None:
        return None
    check_passage(stored, span.start, span.end)
    return anchor_of(stored, span, file=store.asked(partial(file_digest, id=id)), library=uid(store))


def whereabouts(store: Store, anchors: Iterable[Anchor]) -> list[Whereabouts]:
    """Where the passages of ``anchors`` are now, one for each."""
    library = uid(store)
    return [_whereabouts(store, anchor, library) for anchor in anchors]


def uses(store: Store, shelf: Shelf, id: int, span: Span | None) -> list[tuple[Use, Whereabouts]]:
    """The quotations in drafts of a document, or of what shares a character with a passage of it.

    Each with where its passage is now: what was quoted before the text changed counts where it stands today,
    or where it stood when it is no longer found.
    """
    library = uid(store)

    def may_be(anchor: Anchor) -> bool:
        own = anchor.library in ("", library)
        return not own or anchor.document == id or store.revision(anchor.document) is None

    found = shelf.uses(may_be)
    places = whereabouts(store, [use.anchor for use in found])
    return [
        (use, place)
        for use, place in zip(found, places, strict=True)
        if place.document == id and (span is None or _overlap(use.anchor, place, span))
    ]


def _overlap(anchor: Anchor, place: Whereabouts, span: Span) -> bool:
    start, end = (anchor.start, anchor.end) if place.start is None else (place.start, place.end or 0)
    return start < span.end and span.start < end


def uid(store: Store) -> str:
    """What names a library for good, whatever is in it."""
    return Stamp.of(store.newest_stamp()).uid


def _whereabouts(store: Store, anchor: Anchor, library: str) -> Whereabouts:
    # The number means something in its own library only; anchors of earlier versions do not name theirs.
    own = anchor.library in ("", library)
    best = Whereabouts("removed")
    for id in dict.fromkeys([*([anchor.document] if own else []), *_others(store, anchor, own)]):
        here = _in_document(store, anchor, id)
        if here is not None and _RANK[here.found] < _RANK[best.found]:
            best = here
        if best.found in ("here", "moved"):
            break
    return best


_RANK = {"here": 0, "moved": 1, "changed": 2, "lost": 3, "removed": 4}


def _others(store: Store, anchor: Anchor, own: bool) -> list[int]:
    """Documents of other numbers that are the same text: in another library, or imported again."""
    if own and store.revision(anchor.document) is not None:
        return []
    return store.asked(partial(of_digests, file=anchor.file, text=anchor.stored))


def _in_document(store: Store, anchor: Anchor, id: int) -> Whereabouts | None:
    from index.quoting.anchors import locate

    stored = store.stored_text(id)
    if stored is None:
        return None
    span = locate(anchor, stored)
    if span is None:
        return Whereabouts("lost", id)
    text = stored.text[span.start : span.end]
    found: Found = "changed"
    if anchor.quotes(text):
        found = "here" if (id, span) == (anchor.document, anchor.span) else "moved"
    return Whereabouts(found, id, span.start, span.end, text)
