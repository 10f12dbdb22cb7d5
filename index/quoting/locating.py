"""From an anchor back to its passage, also after the source was imported again or repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from index.model import Span, StoredText
from index.quoting.anchor import Anchor, digest

if TYPE_CHECKING:
    from index.text.form import MatchForm

# Repairs taken back make a text longer, at most so many times (機(jī)構(gòu)); a passage between the same
# neighbours that grew more is another one.
_GROWTH = 5
_SLACK = 20
# Context that is shorter in match form stands in too many places to tell one from another.
_SHORTEST = 4
# Characters digested at most in looking for a text of which only the digest is known: a second's work.
_MOST = 300_000_000
_A_DIGEST = 300  # what a digest costs beside its characters, in characters


def locate(anchor: Anchor, stored: StoredText) -> Span | None:
    """Where the passage of an anchor stands in ``stored`` now; ``None`` when it cannot be told.

    At its offsets if the text there is the quoted one; else where that text stands, of several places the
    one between the same neighbours or the nearest; else, when the text itself changed, what stands between
    its neighbours, compared by match form. Whether the text is unchanged is ``anchor.quotes(…)``.
    """
    text = stored.text
    if anchor.quotes(text[anchor.start : anchor.end]) and anchor.end <= len(text):
        return anchor.span
    found = _nearest(anchor, _beside_context(anchor, text)) or _nearest(anchor, _anywhere(anchor, text))
    return found or _between_neighbours(anchor, stored)


def _nearest(anchor: Anchor, spans: Iterable[Span]) -> Span | None:
    return min(spans, key=lambda span: abs(span.start - anchor.start), default=None)


def _beside_context(anchor: Anchor, text: str) -> Iterator[Span]:
    """Where the quoted text stands beside one of its neighbours."""
    length = anchor.end - anchor.start
    starts = {at + len(anchor.before) for at in _places(text, anchor.before)}
    starts |= {at - length for at in _places(text, anchor.after)}
    for start in starts:
        if 0 <= start <= len(text) - length and anchor.quotes(text[start : start + length]):
            yield Span(start, start + length)


def _anywhere(anchor: Anchor, text: str) -> Iterator[Span]:
    """Where the quoted text stands. It is not kept in the anchor: its digest is looked for."""
    length = anchor.end - anchor.start
    starts = range(len(text) - length + 1)
    if len(starts) * (length + _A_DIGEST) > _MOST:
        return
    for start in starts:
        if digest(text[start : start + length]) == anchor.sha256:
            yield Span(start, start + length)


def _places(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def _between_neighbours(anchor: Anchor, stored: StoredText) -> Span | None:
    """What stands between the two neighbours of the passage, an end of the text being one too."""
    from index.text.form import match_form

    form = match_form(stored.text, stored.paragraphs)
    if not (anchor.before or anchor.after):
        return None
    starts, ends = _ends_of(form, anchor.before), _starts_of(form, anchor.after)
    length = anchor.end - anchor.start
    spans = [
        Span(int(form.offsets[start]), int(form.offsets[end - 1]) + 1)
        for start in starts
        for end in ends
        if 0 < end - start <= length * _GROWTH + _SLACK
    ]
    return min(
        spans,
        key=lambda span: (abs(span.end - span.start - length), abs(span.start - anchor.start)),
        default=None,
    )


def _ends_of(form: MatchForm, before: str) -> set[int]:
    """The indices at which ``before`` ends; what has little or nothing before it stands at the beginning."""
    needle = _form(before)
    if len(needle) < _SHORTEST:
        return {len(needle)} if form.text.startswith(needle) else set()
    return {at + len(needle) for at in _places(form.text, needle)}


def _starts_of(form: MatchForm, after: str) -> set[int]:
    """The indices at which ``after`` begins; what has little or nothing behind it stands at the end."""
    needle = _form(after)
    if len(needle) < _SHORTEST:
        return {len(form.text) - len(needle)} if form.text.endswith(needle) else set()
    return set(_places(form.text, needle))


def _form(context: str) -> str:
    from index.text.form import match_form

    return match_form(context).text
