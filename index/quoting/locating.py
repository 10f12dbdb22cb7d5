"""From an anchor back to its passage, also after the source was imported again or repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.model import Span, StoredText
from index.quoting.anchor import Anchor, digest

# Repairs taken back make a text longer, at most so many times (機(jī)構(gòu)); a passage between the same
# neighbours that grew more is another one.
_GROWTH = 5
_SLACK = 20
_OPENING = "“‘「『《〈（("
_GLOSS = re.compile(r"[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}[)）]")
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
    """What stands between the two neighbours of the passage, an end of the text being one too.

    Compared by match form; then by ideographs and digits alone: repairs change what stands between them.
    """
    from index.text.form import match_form

    if not (anchor.before or anchor.after):
        return None
    form = match_form(stored.text, stored.paragraphs)
    before, after = match_form(anchor.before).text, match_form(anchor.after).text
    found = _between(anchor, _Line(form.text, form.offsets.tolist()), before, after)
    if found is None:
        kept = [
            (at, character) for at, character in zip(form.offsets, form.text, strict=True) if _han(character)
        ]
        line = _Line("".join(character for _, character in kept), [int(at) for at, _ in kept])
        found = _between(anchor, line, *("".join(filter(_han, context)) for context in (before, after)))
    return _with_its_marks(anchor, stored.text, found) if found else None


@dataclass(frozen=True, slots=True)
class _Line:
    """Characters of a text that are compared, with the offset of each."""

    text: str
    offsets: list[int]


def _han(character: str) -> bool:
    return (character >= "\u3400" and character.isalpha()) or character.isdigit()


def _between(anchor: Anchor, line: _Line, before: str, after: str) -> Span | None:
    starts = [at + len(before) for at in _context(line.text, before, at_end=False)]
    ends = list(_context(line.text, after, at_end=True))
    length = anchor.end - anchor.start
    spans = [
        Span(line.offsets[start], line.offsets[end - 1] + 1)
        for start in starts
        for end in ends
        if 0 < end - start <= length * _GROWTH + _SLACK
    ]
    return min(
        spans,
        key=lambda span: (abs(span.end - span.start - length), abs(span.start - anchor.start)),
        default=None,
    )


def _context(text: str, context: str, *, at_end: bool) -> Iterable[int]:
    """Where a context stands; one that is short stands at the end of the text it was at, or nowhere."""
    if len(context) >= _SHORTEST:
        return _places(text, context)
    if at_end:
        return [len(text) - len(context)] if text.endswith(context) else []
    return [0] if text.startswith(context) else []


def _with_its_marks(anchor: Anchor, text: str, found: Span) -> Span:
    """The passage with the marks at its ends that its neighbours do not have; they are not compared."""
    start, end = found.start, found.end
    while start and text[start - 1] in _OPENING and not anchor.before.endswith(text[start - 1]):
        start -= 1
    while end < len(text) and not anchor.after.startswith(text[end]):
        gloss = _GLOSS.match(text, end)
        if gloss is None and (text[end].isalnum() or text[end].isspace() or text[end] in _OPENING):
            break
        end = gloss.end() if gloss else end + 1
    return Span(start, end)
