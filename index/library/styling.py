"""References of a draft in another edition of the standard, as far as they stand as they were put there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.quoting.citation import EDITIONS

if TYPE_CHECKING:
    from index.library.anchoring import Whereabouts
    from index.quoting.anchors import Anchor


class Styled(NamedTuple):
    """A draft's ``text``, and of how many of its quotations the reference does not stand in it as it would:
    it was written by hand, or the document is known otherwise now, or not there any more.
    """

    text: str
    others: int


def restyled(
    text: str,
    style: str,
    where: Callable[[Sequence[Anchor]], Sequence[Whereabouts]],
    reference: Callable[[int, str], str],
) -> Styled:
    """``text`` with its references in ``style``; ``reference`` gives that of a document in a style."""
    from index.quoting.anchors import anchors_of

    anchors = [placed.anchor for placed in anchors_of(text)]
    documents = [place.document for place in where(anchors)]
    others = 0
    wanted: dict[int, str] = {}
    for id in dict.fromkeys(id for id in documents if id is not None):
        wanted[id] = new = reference(id, style)
        for old in dict.fromkeys(reference(id, edition) for edition in EDITIONS if edition != style):
            text = text.replace(old, new)
    for document in documents:
        others += document is None or wanted[document] not in text
    return Styled(text, others)
