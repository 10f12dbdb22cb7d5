"""The reader's margin: where other documents share passages of the open one, and how many hold each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from time import monotonic
from typing import NamedTuple

from textual.message import Message

from index.model import Span, StoredText
from tui.services import LibraryLike, Ticket, Work

SCALE = (1, 4, 19)
"""Up to so many other documents: the first, the second, the third sign; more: the fourth."""
SIGNS = {False: ("·", ":", "▪", "■"), True: (".", ":", "▪", "▮")}
"""By whether the terminal draws ambiguous characters wide; the more hold a passage, the more ink."""
FORMULA = "~"
"""Beside what so many hold that it is only counted."""
AT_ONCE = 0.05
"""Seconds after which what else is asked of the library has its turn."""
TOGETHER = 500
"""Characters that are asked about in one go, where paragraphs are short: they hardly take longer than one."""
LONGEST = 2000
"""Characters that are asked about together; a longer paragraph is cut at its sentences."""


class Shared(NamedTuple):
    """``text[start:end]`` stands in ``others`` other documents; ``listed``: which ones can be said."""

    start: int
    end: int
    others: int
    listed: bool


@dataclass
class SharedReady(Message):
    """What others share with a part of ``document``; ``left`` are the stretches not asked about yet.

    ``alone``: the library has no other document.
    """

    ticket: int
    document: int
    shared: tuple[Shared, ...]
    left: tuple[Span, ...]
    alone: bool = False


def stretches(stored: StoredText, at: int) -> tuple[Span, ...]:
    """What is asked about, one after the other: paragraphs, from the one at ``at`` on, then those before."""
    spans: list[Span] = []
    for paragraph in stored.paragraphs:
        if paragraph.end - paragraph.start <= LONGEST:
            spans.append(Span(paragraph.start, paragraph.end))
        else:
            spans += _pieces(stored.text, paragraph.start, paragraph.end)
    first = next((number for number, span in enumerate(spans) if span.end > at), 0)
    return (*spans[first:], *spans[:first])


def _pieces(text: str, start: int, end: int) -> list[Span]:
    from index.text.sentences import sentences

    pieces: list[Span] = []
    for sentence in sentences(text, start, end):
        if pieces and sentence.end - pieces[-1].start <= LONGEST:
            pieces[-1] = Span(pieces[-1].start, sentence.end)
        else:
            pieces.append(Span(sentence.start, sentence.end))
    return pieces


def shared(stored: StoredText, at: int, left: Sequence[Span] | None = None) -> Work:
    """What others share with the first of the stretches ``left``: as many as there is time for.

    At first (``None``) they begin ``at`` the place that is read.
    """

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        document = stored.document.id
        if len(library.newest(2)) < 2:
            return SharedReady(ticket.number, document, (), (), alone=True)
        spans = stretches(stored, at) if left is None else left
        found: list[Shared] = []
        end = monotonic() + AT_ONCE
        done = 0
        while done < len(spans) and (not done or monotonic() < end):
            some = _together(spans, done)
            for one in library.shared(stored, some, cancelled=ticket.cancelled):
                found.append(Shared(one.start, one.end, one.documents - 1, one.listed))
            done += len(some)
        return SharedReady(ticket.number, document, tuple(found), tuple(spans[done:]))

    return work


def _together(spans: Sequence[Span], first: int) -> Sequence[Span]:
    """Some spans, one at least."""
    last, size = first + 1, spans[first].end - spans[first].start
    while last < len(spans) and size + spans[last].end - spans[last].start <= TOGETHER:
        size += spans[last].end - spans[last].start
        last += 1
    return spans[first:last]


class Margin:
    """What is known of the passages that a document shares."""

    def __init__(self, found: Sequence[Shared] = (), *, whole: bool = False) -> None:
        self.whole = whole
        """Whether the whole document was asked about."""
        self.shared = sorted(found, key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self.shared]
        self._reach = list(accumulate((one.end for one in self.shared), max))
        self.stops = self._outermost()
        self._stops = [stop.start for stop in self.stops]

    def _outermost(self) -> list[Shared]:
        """The passages that lie in no other, formulae left out: where one goes from one to the next."""
        stops: list[Shared] = []
        for one in self.shared:
            if one.listed and (not stops or one.end > stops[-1].end):
                stops.append(one)
        return stops

    def grown(self, more: Sequence[Shared], *, whole: bool) -> Margin:
        """With what was found since."""
        return Margin([*self.shared, *more], whole=whole)

    def _between(self, start: int, end: int) -> list[Shared]:
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [one for one in self.shared[first:last] if one.end > start]

    def sign(self, start: int, end: int, *, ambiguous_wide: bool = False) -> str | None:
        """The sign beside a line: of the passage that most others hold, of formulae where there is none."""
        here = self._between(start, end)
        others = max((one.others for one in here if one.listed), default=0)
        if others:
            return SIGNS[ambiguous_wide][bisect_left(SCALE, others)]
        return FORMULA if here else None

    def at(self, offset: int) -> Shared | None:
        """The longest passage at ``offset``; a formula where there is no other."""
        here = self._between(offset, offset + 1)
        return max(here, key=lambda one: (one.listed, one.end - one.start), default=None)

    def next(self, offset: int, step: int) -> int | None:
        """The number of the next stop behind (``step`` 1) or before (-1) ``offset``."""
        if step > 0:
            number = bisect_right(self._stops, offset)
            return number if number < len(self.stops) else None
        number = bisect_left(self._stops, offset) - 1
        return number if number >= 0 else None
