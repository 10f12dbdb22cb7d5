"""The anchors of a draft: which passages it quotes, and where in it.

``anchors_of(text)`` reads them; ``locate(anchor, stored)`` finds the passage in its document as it is now.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Span
from index.quoting.anchor import BROKEN, COMMENT, Anchor, anchor_of, digest, read
from index.quoting.locating import locate
from index.quoting.quoted import Quoted, quoted_before

__all__ = ["Anchor", "PlacedAnchor", "Quoted", "anchor_of", "anchors_of", "digest", "locate", "unreadable"]


@dataclass(frozen=True, slots=True)
class PlacedAnchor:
    """An anchor in a draft: its comment is ``draft[start:end]``, ``quoted`` the quotation it belongs to.

    ``quoted`` is ``None`` when the draft no longer quotes anything before the comment.
    """

    anchor: Anchor
    start: int
    end: int
    quoted: Quoted | None

    @property
    def intact(self) -> bool:
        """Whether the draft still says, character for character, what was quoted."""
        return self.quoted is not None and self.anchor.quotes(self.quoted.text)


def anchors_of(text: str) -> tuple[PlacedAnchor, ...]:
    """The anchors of a draft in order; offsets are into ``text`` as it is (byte order mark, line ends).

    Comments that were edited to nonsense are none; ``unreadable`` tells where they stand.
    """
    placed: list[PlacedAnchor] = []
    after = 0
    for match in COMMENT.finditer(text):
        anchor = read(match[1])
        if anchor is not None:
            quoted = quoted_before(text, match.start(), after, anchor)
            placed.append(PlacedAnchor(anchor, match.start(), match.end(), quoted))
            after = match.end()
    return tuple(placed)


def unreadable(text: str) -> tuple[Span, ...]:
    """Where comments of this program stand in a draft that no longer say which passage was quoted; of one
    without its end, what is left of it.
    """
    whole = {match.start(): match for match in COMMENT.finditer(text)}
    found = [
        whole.get(match.start(), match)
        for match in BROKEN.finditer(text)
        if match.start() not in whole or read(whole[match.start()][1]) is None
    ]
    return tuple(Span(match.start(), match.end()) for match in found)
