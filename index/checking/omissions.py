"""Quotations that leave something out and say so (……): their pieces, in order, in one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.checking.finding.finder import Finder, Passage
from index.checking.finding.standing import Standing, standing
from index.checking.letters import Sought, sought
from index.checking.model import Source, Verdict
from index.checking.verdicts import Judged
from index.errors import N_, Sentence
from index.model import Span
from index.reuse.differences.turned import place
from index.reuse.model import Difference

if TYPE_CHECKING:
    from index.text.form import Bools

ORDER = N_("The pieces stand in another order in the source.")
APART = N_("Document {id} does not have all pieces.")
OMITTED = N_("What is left out, the quotation says itself.")

_OMISSION = re.compile(
    r"[\[［(（【〔]\s*(?:…+|⋯+|\.{3,}|。{3,}|从?略|中略|下略|省略)\s*[\]］)）】〕]|…+|⋯+|\.{3,}|。{3,}"
)
_TRIED = 40
"""Documents that have all pieces, or one of them, in which the others are looked for."""
_ORDERED = 200
"""Documents that have all pieces, of which the order is looked at: short ones stand in thousands."""
_LEAST = 0.3
"""Of all pieces, that a document must have to be told."""
_SEARCHED = 4
"""Letters of a piece that tells a document."""


@dataclass(frozen=True, slots=True)
class Pieced:
    """The pieces as one quotation: ``judged`` has the worst of their verdicts and all their differences."""

    judged: Judged
    row: int
    documents: int
    pieces: tuple[Source, ...]
    remarks: tuple[Sentence, ...]


def pieces_of(text: str) -> list[Span]:
    """The stretches of a quotation between what it leaves out; one alone where it leaves nothing out."""
    found: list[Span] = []
    at = 0
    for match in [*_OMISSION.finditer(text), None]:
        end = match.start() if match else len(text)
        if any(map(str.isalnum, text[at:end])):
            found.append(Span(at, end))
        at = match.end() if match else end
    return found


def in_pieces(
    finder: Finder, text: str, spans: Sequence[Span], without: Sequence[Span], among: Bools
) -> Pieced | None:
    """What is to be said of a quotation of which only ``spans`` are quoted; ``None``: no text has them."""
    wanted = [sought(text, without, start=span.start, end=span.end) for span in spans]
    wanted = [one for one in wanted if len(one)]
    if not wanted:
        return None
    # What stands before and behind is of other pieces: no punctuation of this one.
    cut = [_alone(one, span) for one, span in zip(wanted, spans, strict=False)]
    there = [standing(finder.corpus, one.letters, among) for one in wanted]
    common = set(there[0].row.tolist()).intersection(*(set(one.row.tolist()) for one in there[1:]))
    ordered = [row for row in dict.fromkeys(there[0].row.tolist()) if row in common]
    for row in ordered[:_ORDERED]:
        places = _in_order(there, row)
        if places is not None:
            return _whole(finder, cut, row, len(ordered), without, places=places)
    if ordered:
        found = _whole(finder, cut, ordered[0], len(ordered), without)
        if found is None:
            return None
        return replace(
            found, judged=replace(found.judged, verdict="differs"), remarks=(*found.remarks, Sentence(ORDER))
        )
    return _nearest(finder, cut, without, among)


def _alone(one: Sought, span: Span) -> Sought:
    text = " " * span.start + one.text[span.start : span.end] + " " * (len(one.text) - span.end)
    return Sought(text, one.letters, one.offsets)


def _in_order(there: Sequence[Standing], row: int) -> list[tuple[int, int]] | None:
    """Part and place of each piece in a document, one behind the other."""
    found: list[tuple[int, int]] = []
    at = -1
    for one in there:
        mine = one.row == row
        places = np.sort(one.place[mine])
        behind = places[places >= at]
        if not len(behind):
            return None
        found.append((int(one.part[mine][0]), int(behind[0])))
        at = int(behind[0]) + one.size
    return found


def _nearest(
    finder: Finder, wanted: Sequence[Sought], without: Sequence[Span], among: Bools
) -> Pieced | None:
    """The pieces in the document that has most of them, most alike."""
    rows: dict[int, float] = {}
    for one in wanted:
        if len(one) >= _SEARCHED:
            for passage in finder.found(one, among, without=without, others=True).passages:
                rows[passage.row] = rows.get(passage.row, 0.0) + passage.judged.similarity * len(one)
            for row in standing(finder.corpus, one.letters, among).row[:_TRIED].tolist():
                rows[row] = max(rows.get(row, 0.0), float(len(one)))
    best: Pieced | None = None
    for row in sorted(rows, key=lambda row: -rows[row])[:6]:
        found = _whole(finder, wanted, row, 0, without)
        if found is not None and (best is None or found.judged.similarity > best.judged.similarity):
            best = found
    return best


def _whole(
    finder: Finder,
    wanted: Sequence[Sought],
    row: int,
    documents: int,
    without: Sequence[Span],
    *,
    places: Sequence[tuple[int, int]] | None = None,
) -> Pieced | None:
    """The pieces in one document, put together."""
    only = finder.corpus.none()
    only[row] = True
    found: list[Passage | None] = []
    for number, one in enumerate(wanted):
        if places is not None:
            found.append(finder.at(one, places[number], row, without))
        else:
            passages = finder.found(one, only, without=without).passages
            found.append(passages[0] if passages else None)
    told = [passage for passage in found if passage is not None]
    if not told:
        return None
    letters = sum(len(one) for one in wanted)
    similarity = (
        sum(one.judged.similarity * len(each) for one, each in zip(found, wanted, strict=True) if one)
        / letters
    )
    if similarity < _LEAST:
        return None
    sources = tuple(passage.judged.source for passage in told)
    differences = [difference for one in told for difference in one.judged.differences]
    for passage, each in zip(found, wanted, strict=True):
        if passage is None:
            at = sources[0].start
            start, end = int(each.offsets[0]), int(each.offsets[-1]) + 1
            differences.append(Difference("delete", start, end, at, at))
    verdicts = [passage.judged.verdict for passage in told]
    verdict: Verdict = "verbatim"
    for worse in ("folded", "differs"):
        if worse in verdicts:
            verdict = worse
    remarks = [Sentence(OMITTED)] if len(wanted) > 1 else []
    if len(told) < len(wanted):
        verdict = "differs"
        remarks.append(Sentence(APART, id=int(finder.corpus.ids[row])))
    start, end = min(one.start for one in sources), max(one.end for one in sources)
    id = sources[0].id
    judged = Judged(
        verdict,
        verdict == "differs"
        and len(told) == len(wanted)
        and all(one.judged.punctuation_only or one.judged.verdict != "differs" for one in told),
        round(similarity, 4),
        Source(id, start, end, finder.text(id, start, end)),
        tuple(sorted(differences, key=place)),
    )
    return Pieced(judged, row, documents, sources, tuple(remarks))
