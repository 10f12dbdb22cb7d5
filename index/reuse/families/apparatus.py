"""Families as they are told: their base text, witnesses and readings, and where and when they are said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.engine.interface import Cancel, Cancelled
from index.engine.segment.stream import PRIVATE
from index.model import Document, Span, StoredText
from index.reuse.differences.differences import differences
from index.reuse.differences.letters import wording
from index.reuse.model import Earliest, Family, Reading, Witness
from index.text.marks import CLOSERS, CLOSING

if TYPE_CHECKING:
    from index.engine.corpus.corpus import Corpus
    from index.reuse.families.gathering import Gatherer
    from index.reuse.families.wordings import Occurrences
    from index.reuse.reuse_map import Int64

MOST_WITNESSES = 200
"""Witnesses that a family lists; ``documents`` and ``occurrences`` count all of them."""
TOGETHER = 200
"""Documents read at once."""
_NEVER = 1 << 30
_BEYOND = chr(PRIVATE)
"""Letters from here on may share their place in the stream with others."""


@dataclass(slots=True)
class _Open:
    """A family that is being put together."""

    places: Occurrences
    witnesses: list[tuple[Document, int, int, str, bool]] = field(default_factory=list)


def described(
    corpus: Corpus,
    gatherer: Gatherer,
    load: Callable[[Sequence[int]], list[StoredText]],
    every: Sequence[tuple[str, Occurrences]],
    cancelled: Cancel,
    progress: Callable[[int, int], object],
) -> tuple[Family, ...]:
    """The families with these bases and places, in this order. Every document is read once, if there is a
    family that it is needed for.
    """
    known = gatherer.known.families
    found = [(base, places) for base, places in every if base not in known]
    open_families = [_Open(places) for _, places in found]
    wanted: dict[int, list[tuple[int, int, int, bool]]] = defaultdict(list)
    for number, (_, places) in enumerate(found):
        listed = _listed(corpus, places)
        starts, ends = gatherer.spans(places.rows[listed], places.places[listed], places.lengths[listed])
        for row, start, end, near in zip(
            places.rows[listed].tolist(), starts.tolist(), ends.tolist(), places.near[listed], strict=True
        ):
            wanted[row].append((number, start, end, bool(near)))
    rows = sorted(wanted, key=lambda row: int(corpus.ids[row]))
    for at in range(0, len(rows), TOGETHER):
        if cancelled is not None and cancelled():
            raise Cancelled
        of_id = {int(corpus.ids[row]): row for row in rows[at : at + TOGETHER]}
        for stored in load(list(of_id)):
            text = stored.text
            for number, start, end, near in wanted.pop(of_id[stored.document.id]):
                start, end = _with_marks(text, start, end)
                witness = stored.document, start, end, text[start:end], near
                open_families[number].witnesses.append(witness)
        progress(at, len(rows))
    for (base, _), one in zip(found, open_families, strict=True):
        if one.witnesses:
            known[base] = _family(corpus, one)
    progress(len(rows), len(rows))
    gatherer.known.families = {base: known[base] for base, _ in every if base in known}
    return tuple(gatherer.known.families.values())


def earliest(documents: Sequence[Document]) -> Earliest | None:
    """The first of these by date; ``None`` where none has one."""
    dated = [document for document in documents if document.date]
    if not dated:
        return None
    first = min(dated, key=lambda document: (document.date or "", document.id))
    return Earliest(first.id, first.date or "", first.date_precision, "date" in first.inferred)


def _listed(corpus: Corpus, places: Occurrences) -> Int64:
    """Which places are listed: the earliest first, undated ones last; at least half are near wordings, where
    there are so many."""
    first = corpus.first[places.rows].astype(np.int64)
    first[first == 0] = _NEVER
    order = np.lexsort((places.places, corpus.ids[places.rows], first))
    if len(order) <= MOST_WITNESSES:
        return order
    near = order[places.near[order]][: MOST_WITNESSES // 2]
    same = order[~places.near[order]][: MOST_WITNESSES - len(near)]
    chosen = np.zeros(len(order), np.bool_)
    chosen[near] = chosen[same] = True
    listed: Int64 = order[chosen[order]]
    return listed


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the marks right beside it whose other mark is inside."""
    inside = text[start:end]
    while end < len(text) and text[end] in CLOSERS:
        opening = next(mark for mark, closing in CLOSING.items() if closing == text[end])
        if inside.count(opening) <= inside.count(text[end]):
            break
        end += 1
        inside = text[start:end]
    while start and text[start - 1] in CLOSING:
        if inside.count(CLOSING[text[start - 1]]) <= inside.count(text[start - 1]):
            break
        start -= 1
        inside = text[start:end]
    return start, end


def _family(corpus: Corpus, one: _Open) -> Family:
    documents = one.places.documents
    same = [witness for witness in one.witnesses if not witness[4]]
    # The commonest way to write it, whatever document came first.
    spelled = Counter(text for _, _, _, text, _ in same)
    base = min(spelled, key=lambda text: (-spelled[text], len(text), text))
    letters = wording(base).letters
    witnesses = [(*w[:4], w[4] or _only_streamed_alike(w[3], base, letters)) for w in one.witnesses]
    ordered = sorted(witnesses, key=lambda w: (w[0].date is None, w[0].date or "", w[0].id, w[1]))
    return Family(
        base=base,
        documents=len(documents),
        occurrences=len(one.places.rows),
        earliest=earliest([document for document, *_ in ordered]),
        witnesses=tuple(
            Witness(document.id, start, end, text, "near" if near else "verbatim")
            for document, start, end, text, near in ordered
        ),
        readings=readings(base, [(document.id, text) for document, _, _, text, _ in ordered]),
        regions=_regions(corpus, documents),
        years=_years(corpus, documents),
    )


def _only_streamed_alike(text: str, base: str, letters: str) -> bool:
    """Whether a text that has the ``letters`` of the base in the stream has others: it has one letter for
    several beyond the BMP.
    """
    if text == base or (max(text) < _BEYOND and max(base) < _BEYOND):
        return False
    return wording(text).letters != letters


def readings(base: str, witnesses: Sequence[tuple[int, str]]) -> tuple[Reading, ...]:
    """What witnesses (id and text) have at each place of ``base`` where not all have the same."""
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for _, text in witnesses:
        if text not in edits:
            found = differences(base, text, Span(0, len(base)), Span(0, len(text)))[2]
            edits[text] = [(d.start, d.end, text[d.other_start : d.other_end]) for d in found]
    result: list[Reading] = []
    for start, end in _places(edits):
        ids: dict[str, set[int]] = defaultdict(set)
        for id, text in witnesses:
            ids[_read(base, start, end, edits[text])].add(id)
        own = base[start:end]
        order = sorted(ids, key=lambda reading: (reading != own, -len(ids[reading]), reading))
        if len(order) > 1:
            result += [Reading(start, end, reading, tuple(sorted(ids[reading]))) for reading in order]
    return tuple(result)


def _places(edits: Mapping[str, Sequence[tuple[int, int, str]]]) -> list[tuple[int, int]]:
    """The places of the base that anything is edited at; those that overlap are one."""
    places: list[tuple[int, int]] = []
    for start, end in sorted({edit[:2] for found in edits.values() for edit in found}):
        if places and (start < places[-1][1] or (start, end) == places[-1]):
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return places


def _read(base: str, start: int, end: int, edits: Sequence[tuple[int, int, str]]) -> str:
    """What the base's ``start:end`` becomes by these edits; what is put in at its ends is another place."""
    parts: list[str] = []
    at = start
    for first, last, text in sorted(edits):
        if (first, last) == (start, end) or (start <= first and last <= end and start < last and first < end):
            parts += [base[at:first], text]
            at = last
    return "".join(parts) + base[at:end]


def _regions(corpus: Corpus, documents: Int64) -> tuple[tuple[str | None, int], ...]:
    column = corpus.column("region")
    counts = Counter(column.values[code] for code in column.codes[documents].tolist())
    order = sorted(counts.items(), key=lambda one: (-one[1], one[0] is None, str(one[0])))
    return tuple((None if region is None else str(region), count) for region, count in order)


def _years(corpus: Corpus, documents: Int64) -> tuple[tuple[int | None, int], ...]:
    column = corpus.column("year")
    counts = Counter(column.values[code] for code in column.codes[documents].tolist())
    known = sorted((year, count) for year, count in counts.items() if isinstance(year, int))
    return *known, *([(None, counts[None])] if counts[None] else [])
