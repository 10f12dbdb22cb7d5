"""What of a draft is to be checked: quotations, block quotes, sentences that report somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.checking.attributed import attributed_in
from index.checking.draft import Draft
from index.checking.model import Kind, Place
from index.checking.quoted import Quoted, quoted_in
from index.quoting.anchors import PlacedAnchor
from index.registers.quotations.clauses import says_something
from index.registers.quotations.speakers import attributed
from index.text.fold import fold
from index.text.marks import LETTER, kind

LONG = 16
"""Letters of what is a quotation whatever it says: no name is so long."""
FORMULA = 4
"""Letters of a short formula that is looked up if it is no clause (四个意识)."""
_SHOWN = 24
_MOSTLY = 0.6  # of its letters: such a report is one of quotations, which are checked by themselves
# Behind a colon, what stands in marks is said by somebody, however short it is.
_INTRODUCED = re.compile(
    r"(?:指出|强调|要求|提出|说|写道|讲|告诫|勉励|叮嘱|寄语|号召|题词|批示)[^,。!?;:\n]{0,8}:\s*$"
)
# Where a block quote says where it is from.
_ORIGIN = re.compile(r"(?:\A|\n)\s*(?:(?:——|—|--|―)[^\n]{2,80}|[(][^()\n]{4,120}[)])\s*\Z")
# The numbers of references behind a block quote, as exports write them.
_REFERENCES = re.compile(r"(?:\s?\[\d{1,3}(?:[-–,，、]\d{1,3}){0,20}\]){1,9}\s*\Z")
_WRAPPED = {"“": "”", "「": "」", "『": "』", '"': '"'}


@dataclass(frozen=True, slots=True)
class Claim:
    """``text``: what the draft has from ``start`` (an offset into its text) on; marks that only reopen a
    quotation in another paragraph are left out. ``anchor``: what it says itself to be a quotation of.
    """

    start: int
    end: int
    kind: Kind
    text: str
    speaker: str | None = None
    anchor: PlacedAnchor | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a draft in order; ``names``: how many names and single words stand in marks."""

    claims: tuple[Claim, ...]
    unbalanced: tuple[Place, ...]
    names: int


def letter_count(text: str) -> int:
    """Letters and digits of a text."""
    return sum(kind(character) == LETTER for character in fold(text))


def claims_of(draft: Draft) -> Claims:
    """What of ``draft`` is to be checked."""
    folded = fold(draft.text)
    quoted, alone = quoted_in(draft)
    found = list(_blocks(draft, folded))
    names = 0
    for number, one in enumerate(quoted):
        claim = _quotation(draft, folded, quoted, number)
        if claim is None:
            names += letter_count(draft.text[one.start : one.end]) > 0
        else:
            found.append(claim)
    anchored = _anchored(draft, found)
    for said in attributed_in(draft):
        text = draft.text[said.start : said.end]
        at = bisect_right(quoted, said.start, key=lambda one: one.end)
        if at < len(quoted) and quoted[at].start < said.start:
            continue  # a sentence of a quotation, which is checked by itself
        inside = 0
        while at < len(quoted) and quoted[at].start < said.end:
            inside += letter_count(draft.text[quoted[at].start : min(quoted[at].end, said.end)])
            at += 1
        if inside < _MOSTLY * letter_count(text):
            anchored.append(Claim(said.start, said.end, "attributed", text, said.speaker))
    unbalanced = []
    for at in alone:
        line, column = draft.position(at)
        unbalanced.append(Place(line, column, draft.text[at : at + _SHOWN].split("\n")[0]))
    claims = sorted(anchored, key=lambda claim: (claim.start, claim.end))
    return Claims(tuple(claims), tuple(unbalanced), names)


def _quotation(draft: Draft, folded: str, quoted: Sequence[Quoted], number: int) -> Claim | None:
    """What stands in marks as a quotation or a formula; ``None``: a name, a word."""
    one = quoted[number]
    text = draft.text[one.start : one.end]
    letters = letter_count(text)
    if not letters:
        return None
    part = draft.parts[bisect_right(draft.parts, one.start, key=lambda part: part.start) - 1]
    left = quoted[number - 1].end + 1 if number else part.start
    right = quoted[number + 1].start - 1 if number + 1 < len(quoted) else part.end
    introduced = _INTRODUCED.search(folded, max(part.start, one.start - 24), one.start - 1) is not None
    clause = letters >= LONG or (introduced and letters > 1) or says_something(folded, one.start, one.end)
    if not clause and letters < FORMULA:
        return None
    speaker = None
    if clause:
        said = attributed(
            draft.text, folded, max(left, part.start), one.start - 1, one.end + 1, min(right, part.end)
        )
        speaker = said.speaker if said else None
    for at in reversed(one.reopened):
        text = text[: at - one.start] + text[at - one.start + 1 :]
    return Claim(one.start, one.end, "quotation" if clause else "formula", text, speaker)


def _blocks(draft: Draft, folded: str) -> Iterator[Claim]:
    """The block quotes, without the marks around all of one and what says where it is from: a line, numbers
    of references.
    """
    for number, group in groupby(draft.parts, key=lambda part: part.block):
        if not number:
            continue
        parts = list(group)
        start, end = parts[0].start, parts[-1].end
        origin = _ORIGIN.search(folded, start, end)
        if origin is not None and origin.start() > start:
            end = origin.start()
        references = _REFERENCES.search(draft.text, max(start, end - 200), end)
        if references is not None:
            end = references.start()
        wrapped = _WRAPPED.get(folded[start])
        body = folded[start:end].rstrip("。,;!?\n ")
        if wrapped is not None and body.endswith(wrapped) and folded[start] not in body[1:-1]:
            start, end = start + 1, start + len(body) - 1
        if letter_count(draft.text[start:end]):
            yield Claim(start, end, "block", draft.text[start:end])


def _anchored(draft: Draft, found: Sequence[Claim]) -> list[Claim]:
    """The claims in order, with the anchors that belong to them."""
    claims = sorted(found, key=lambda claim: claim.start)
    starts = [claim.start for claim in claims]
    for placed in draft.anchors:
        if placed.quoted is None:
            continue
        start, end = draft.offset_at(placed.quoted.start), draft.offset_at(placed.quoted.end)
        # Marks around a block, and the words before it, are no part of the claim.
        at = max(0, bisect_right(starts, start) - 1)
        for number in range(at, len(claims)):
            if claims[number].start >= end:
                break
            if claims[number].anchor is None and start < claims[number].end:
                claims[number] = replace(claims[number], anchor=placed)
                break
    return claims
