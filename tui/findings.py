"""What a check has found as rows by place, each with the passages that are shown beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from index.errors import N_, Sentence
from index.reuse.model import Difference

if TYPE_CHECKING:
    from index.checking.model import (
        AnchorState,
        Checked,
        CheckedFigure,
        Place,
        Report,
        Reused,
        Source,
        Worded,
    )
    from index.reuse.model import Earliest

Kind = Literal[
    "differs", "punctuation", "not_found", "figure", "unsourced", "reused", "unbalanced", "unreadable",
    "changed", "folded", "verbatim", "same", "formula", "mended",
]  # fmt: skip
KINDS: Mapping[Kind, tuple[str, str]] = {
    "differs": ("≠", N_("differs")),
    "not_found": ("?", N_("not found")),
    "figure": ("#", N_("other figure")),
    "punctuation": (";", N_("punctuation")),
    "changed": ("~", N_("source changed")),
    "unbalanced": ("!", N_("mark alone")),
    "unreadable": ("!", N_("comment broken")),
    "reused": ('"', N_("unmarked")),
    "unsourced": (".", N_("no source")),
    "mended": ("+", N_("put in")),
    "folded": ("=", N_("same but script")),
    "verbatim": ("=", N_("verbatim")),
    "same": ("=", N_("figure agrees")),
    "formula": ("=", N_("formula")),
}
"""The sign and the name of each, what matters most first."""
GOOD: frozenset[Kind] = frozenset({"folded", "verbatim", "same", "formula"})
"""What there is nothing to be done about."""
ANCHORS: Mapping[AnchorState, str] = {
    "changed": N_("The passage reads otherwise now than when it was quoted."),
    "lost": N_("The passage is no longer found in its document."),
    "removed": N_("The document of this quotation is not in the library."),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A passage beside what the draft has: the texts of both, and their differences (offsets into these)."""

    ours: str
    theirs: str
    differences: tuple[Difference, ...]
    source: Source | None
    documents: int = 0
    earliest: Earliest | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A row; ``line`` and ``column`` are 1-based places in the draft, ``text`` what stands there.

    ``passages``: those to be seen beside it, the nearest first. ``can_mend``: a passage's wording can be put
    there (of a figure only ``instead``); ``whole``: with the punctuation at its ends.
    """

    kind: Kind
    line: int
    column: int
    text: str
    passages: tuple[Beside, ...] = ()
    remarks: tuple[str, ...] = ()
    can_mend: bool = False
    whole: bool = False
    instead: Source | None = None

    @property
    def good(self) -> bool:
        """Whether there is nothing to be done."""
        return self.kind in GOOD


def findings_of(report: Report) -> list[Finding]:
    """All rows of a report by their places in the draft."""
    rows = [*map(_quotation, report.quotations), *map(_formula, report.formulae)]
    rows += [*map(_figure, report.figures), *map(_reused, report.reused)]
    rows += [_place("unbalanced", place) for place in report.unbalanced]
    rows += [_place("unreadable", place) for place in report.unreadable]
    return sorted(rows, key=lambda one: (one.line, one.column))


def listed(rows: Sequence[Finding], *, all_: bool, sort: str, turned: bool, wanted: str) -> list[int]:
    """The numbers of the rows to be listed: those with something to do, or all; by place or by kind.

    Script and width of what is ``wanted`` do not matter.
    """
    from index.text.fold import fold

    order, words = list(KINDS), fold(wanted)
    kept = [
        number
        for number, one in enumerate(rows)
        if (all_ or not one.good) and (not words or words in fold(_said(one)))
    ]
    if sort == "kind":
        kept.sort(key=lambda number: order.index(rows[number].kind))
    return kept[::-1] if turned else kept


def _said(one: Finding) -> str:
    return " ".join((one.text, *(passage.theirs for passage in one.passages)))


def shifted(rows: Sequence[Finding], number: int, before: str, now: str) -> list[Finding]:
    """The rows when ``number`` was mended, by which the draft's text (``before``) is ``now``."""
    found = list(rows)
    found[number] = replace(found[number], kind="mended", can_mend=False)
    stop, moved, lines = _changed(before, now)
    for other, one in enumerate(found):
        if other == number:
            continue
        line, column = one.line, one.column
        if (line, column) >= stop:
            found[other] = replace(
                one, line=line + lines, column=column + moved if line == stop[0] else column
            )
    return found


def _changed(before: str, now: str) -> tuple[tuple[int, int], int, int]:
    """Where two texts stop to differ (line and column in the first), by how many columns what stands behind
    in the same line has moved, and by how many lines what follows has.
    """
    size = min(len(before), len(now))
    first = next((n for n in range(size) if before[n] != now[n]), size)
    last = next((n for n in range(size - first) if before[-1 - n] != now[-1 - n]), size - first)
    stop, new = _place_at(before, len(before) - last), _place_at(now, len(now) - last)
    return stop, new[1] - stop[1], new[0] - stop[0]


def _place_at(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _quotation(one: Checked) -> Finding:
    kind: Kind = one.verdict
    if one.verdict == "differs" and one.punctuation_only:
        kind = "punctuation"
    elif one.verdict in ("verbatim", "folded") and one.anchor in ANCHORS:
        kind = "changed"
    remarks: list[str] = [*one.remarks]
    if not one.remarks and one.anchor is not None and one.anchor in ANCHORS:
        remarks.append(Sentence(ANCHORS[one.anchor]))
    in_parts = len(one.pieces) > 1 or bool(one.inserted)
    return Finding(
        kind,
        one.line,
        one.column,
        one.text,
        tuple(_passages(one)),
        tuple(remarks),
        can_mend=one.verdict in ("differs", "folded") and one.source is not None and not in_parts,
        whole=one.punctuation_only,
    )


def _passages(one: Checked) -> Iterator[Beside]:
    """The nearest passage, and those of other wordings."""
    if one.source is None:
        return
    if len(one.pieces) > 1:
        yield _in_pieces(one)
        return
    base = one.source.start
    told = tuple(
        replace(d, other_start=d.other_start - base, other_end=d.other_end - base) for d in one.differences
    )
    yield Beside(one.text, one.source.text, told, one.source, one.documents, one.earliest)
    for worded in one.wordings[1:]:
        yield _worded(one, worded)


def _worded(one: Checked, worded: Worded) -> Beside:
    from index.model import Span
    from index.reuse.differences.differences import differences

    other = worded.source
    _, _, found = differences(one.text, other.text, Span(0, len(one.text)), Span(0, len(other.text)))
    return Beside(one.text, other.text, found, other, worded.documents, worded.earliest)


def _in_pieces(one: Checked) -> Beside:
    """The pieces of a quotation that leaves something out, …… between them."""
    theirs = ""
    begins: list[tuple[Source, int]] = []
    for source in one.pieces:
        theirs += "……" if theirs else ""
        begins.append((source, len(theirs)))
        theirs += source.text
    moved: list[Difference] = []
    for d in one.differences:
        source, begin = next(
            (each for each in begins if each[0].start <= d.other_start <= d.other_end <= each[0].end),
            begins[0],
        )
        start = begin + min(max(0, d.other_start - source.start), len(source.text))
        moved.append(replace(d, other_start=start, other_end=start + d.other_end - d.other_start))
    return Beside(one.text, theirs, tuple(moved), one.source, one.documents, one.earliest)


def _formula(one: Checked) -> Finding:
    return Finding("formula", one.line, one.column, one.text, tuple(_passages(one)))


def _figure(one: CheckedFigure) -> Finding:
    kind: Kind = {"same": "same", "differs": "figure", "no_source": "unsourced"}[one.status]  # type: ignore[assignment]
    if one.source is None:
        return Finding(kind, one.line, one.column, one.text)
    found: tuple[Difference, ...] = ()
    if one.other is not None:
        start = one.other.start - one.source.start
        found = (Difference("replace", 0, len(one.text), start, start + len(one.other.text)),)
    beside = Beside(one.text, one.source.text, found, one.source)
    mend = one.other is not None
    return Finding(kind, one.line, one.column, one.text, (beside,), can_mend=mend, instead=one.other)


def _reused(one: Reused) -> Finding:
    beside = Beside(one.text, one.source.text, (), one.source, one.documents, one.earliest)
    return Finding("reused", one.line, one.column, one.text, (beside,))


def _place(kind: Kind, place: Place) -> Finding:
    return Finding(kind, place.line, place.column, place.text)
