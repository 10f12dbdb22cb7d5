"""The wording of a source put in the place of a draft's own, and nothing else of the draft touched.

Only characters that are other ones are replaced: marks of Markdown, footnotes and comments inside a quotation
stay where they are. What would read otherwise than it should is not written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from index.checking import markdown
from index.checking.claims import Claim, claims_of
from index.checking.draft import Draft
from index.errors import N_, DraftError
from index.quoting.quoted import inside
from index.text.fold import fold
from index.text.marks import LETTER, MARKS, kind
from index.text.pinyin import find_glosses

GONE = N_("The draft does not say that any more in line {line}; check it again.")
NOT_SO = N_(
    "Between the marks of Markdown in line {line} the source's wording would read otherwise; "
    "put it in by hand."
)

_DOUBLE = re.compile("[“”]")
_CORNERS = str.maketrans("「」『』", "『』「」")
_PAIR = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` is to be ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Place:
    """Something that a draft says: where each of its characters stands in what the draft reads, and the claim
    that it is (``None``: it is none, a figure).
    """

    line: int
    text: str
    at: tuple[int, ...]
    claim: Claim | None


def normal(text: str) -> str:
    """A draft's text with ``\\n`` as its only line end, as it is checked."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def edited(text: str, edits: Sequence[Edit]) -> str:
    """``text``, whose line ends may be any, with ``edits`` that have offsets into ``normal(text)``."""
    # Where the second character of a line end was left out, in offsets of the normal text.
    pairs = [match.start() - number for number, match in enumerate(_PAIR.finditer(text))]
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        start, end = (place + bisect_left(pairs, place) for place in (edit.start, edit.end))
        pieces += [text[at:start], edit.new]
        at = end
    return "".join([*pieces, text[at:]])


def place_of(draft: Draft, line: int, column: int, text: str) -> Place:
    """Where a draft says ``text``, which a check has found at a line and column. Errors: ``DraftError``."""
    if not 0 < line <= len(draft.lines):
        raise DraftError(GONE, line=line)
    offset = draft.offset_at(draft.lines[line - 1] + column - 1)
    at: list[int] = []
    for character in text:
        # Line ends, and marks that only begin another paragraph of a quotation, are no part of it.
        while offset < len(draft.text) and draft.text[offset] != character:
            if fold(draft.text[offset]) not in MARKS and not draft.text[offset].isspace():
                raise DraftError(GONE, line=line)
            offset += 1
        at.append(offset)
        offset += 1
    if not at or at[-1] >= len(draft.text):
        raise DraftError(GONE, line=line)
    claims = (one for one in claims_of(draft).claims if one.start == at[0] and one.text == text)
    return Place(line, text, tuple(at), next(claims, None))


def wording(draft: Draft, place: Place, source: str, *, whole: bool) -> str:
    """What is to stand at a place for a passage that reads ``source``.

    What stands there before the first letter and behind the last one stays, unless ``whole``: then it differs
    there as well. Lines end where they end in the draft. Marks inside marks are those of the other kind.
    """
    text = "".join(source.split("\n"))
    if not whole:
        ours, theirs = _core(place.text), _core(text)
        text = place.text[: ours[0]] + text[theirs[0] : theirs[1]] + place.text[ours[1] :]
    if place.claim is not None and place.claim.kind == "quotation" and place.at[0]:
        around = draft.text[place.at[0] - 1]
        if around == "“" and _DOUBLE.search(text):
            text = inside(text)
        elif around == "「":
            text = text.translate(_CORNERS) if "「" in text else text
    return text


def edits_to(draft: Draft, place: Place, text: str) -> list[Edit]:
    """The fewest edits of the draft's file (with ``\\n`` as its line ends) by which a place reads ``text``.

    Errors: ``DraftError`` where it would read otherwise all the same.
    """
    from rapidfuzz.distance import Levenshtein

    kept = [n for n, character in enumerate(place.text) if character != "\n"]
    ours = "".join(place.text[n] for n in kept)
    text = "".join(text.split("\n"))
    raw = [int(draft.places[place.at[n]]) for n in kept]
    found: list[Edit] = []
    for edit in Levenshtein.opcodes(ours, text):
        if edit.tag == "equal":
            continue
        new = text[edit.dest_start : edit.dest_end]
        if edit.src_start == edit.src_end:
            at = raw[edit.src_start] if not edit.src_start else raw[edit.src_start - 1] + 1
            found.append(Edit(at, at, new))
        for number in range(edit.src_start, edit.src_end):
            # One by one: what is hidden between them stays.
            found.append(Edit(raw[number], raw[number] + 1, new if number == edit.src_start else ""))
    fresh = markdown.read(edited(draft.raw, found))
    try:
        there = place_of(fresh, place.line, raw[0] - draft.lines[place.line - 1] + 1, text)
    except DraftError as error:
        raise DraftError(NOT_SO, line=place.line) from error
    if place.claim is not None and there.claim is None and not _claimed(fresh, there):
        raise DraftError(NOT_SO, line=place.line)
    return found


def _claimed(draft: Draft, place: Place) -> bool:
    """Whether a claim begins there; what it says may have line ends inside."""
    return any(one.start <= place.at[0] and place.at[-1] < one.end for one in claims_of(draft).claims)


def _core(text: str) -> tuple[int, int]:
    """From the first letter of a text to the last one."""
    letters = [n for n, character in enumerate(fold(text)) if kind(character) == LETTER]
    if not letters:
        return 0, len(text)
    # A reading in brackets belongs to the letter before it.
    ends = [gloss.end for gloss in find_glosses(text) if gloss.start <= letters[-1] < gloss.end]
    return letters[0], max([letters[-1] + 1, *ends])
