"""The nouns of the program as frozen dataclasses.

Offsets are 0-based code points into a document's stored ``text``; ends are exclusive.
Field names are those of the command line's JSON (cli.md), so that a dataclass is its own format.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["title", "subtitle", "byline", "lead", "heading", "body", "caption", "note"]
RepairKind = Literal["pinyin", "linebreak", "punctuation", "radical", "space"]
DatePrecision = Literal["day", "month", "year", "none"]
Script = Literal["simplified", "traditional", "mixed"]
Level = Literal["中央", "省", "市", "县", "单位"]
Sort = Literal["relevance", "date"]
SuggestionKind = Literal["spelling", "completion", "pinyin"]
FACETS = ("region", "city", "level", "year", "source", "kind")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a stored text: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the stored text; paragraphs do not overlap and stand in reading order."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made at import.

    ``start``/``end`` stand in the stored text (equal where something was removed), ``source`` is what
    stood there, ``result == text[start:end]``. ``origin`` is the offset of ``source`` in the decoded
    source text (line ends normalised to ``\\n``): the stable name of the place.
    """

    kind: RepairKind
    start: int
    end: int
    source: str
    result: str
    origin: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """Page furniture set apart at import: kept, shown on request, never matched."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a metadata field has its value: one candidate with its score (higher wins)."""

    field: str
    value: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document. ``None`` (or ``"none"``) is unknown, never invented."""

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    date_precision: DatePrecision = "none"
    posted: str | None = None
    inferred: tuple[str, ...] = ()
    region: str | None = None
    city: str | None = None
    level: Level | None = None
    organ: str | None = None
    kind: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """One file read for import, before it is stored.

    ``edges``: the lines around it that its site may have put there, and whether they were set apart;
    ``opening``: its beginning (``index.collect.recurring``); ``before``: text, repairs and furniture as they
    were before any was.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]
    furniture: tuple[Furniture, ...]
    metadata: Metadata
    script: Script
    encoding: str
    why: tuple[Evidence, ...]
    edges: tuple[tuple[int, bool], ...] = ()
    opening: int = 0
    before: tuple[str, tuple[Repair, ...], tuple[Furniture, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A stored document without its text; the ``document`` object of cli.md."""

    id: int
    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    source: str | None
    date: str | None
    date_precision: DatePrecision
    posted: str | None
    inferred: tuple[str, ...]
    region: str | None
    city: str | None
    level: Level | None
    organ: str | None
    kind: str | None
    url: str | None
    path: str | None
    sources: tuple[str, ...]
    script: Script
    characters: int
    duplicate_of: int | None

    @property
    def year(self) -> int | None:
        """The year of ``date``; ``None`` when the date is unknown."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document with everything that is stored of it.

    ``undone``: kind, origin and source of the repairs that were taken back.
    """

    document: Document
    text: str
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]
    furniture: tuple[Furniture, ...]
    why: tuple[Evidence, ...] = ()
    undone: tuple[tuple[str, int, str], ...] = ()

    @property
    def repair_numbers(self) -> tuple[int, ...]:
        """The number of each repair, from 0, among all that were made: it stays when others are undone."""
        before = sorted(origin for _, origin, _ in set(self.undone))
        return tuple(place + bisect_left(before, repair.origin) for place, repair in enumerate(self.repairs))


@dataclass(frozen=True, slots=True)
class CorpusInfo:
    """What an answer was computed on. ``fingerprint`` changes with any text or metadata."""

    documents: int
    characters: int
    fingerprint: str
    version: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet over the exact documents; ``value`` is ``None`` when unknown."""

    value: str | int | None
    documents: int
    occurrences: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text around hits: ``text`` is the stored text's ``[start:end]``."""

    start: int
    end: int
    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The matched spans of a query in one document, in text order.

    ``exact`` are those that count. ``loose`` are the further ones that only a loose reading finds
    (none overlaps an exact one of the same term). ``loose_total`` counts all loose ones, exact included.
    """

    exact: tuple[Span, ...]
    loose: tuple[Span, ...]
    loose_total: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in a result list; exact ones first, then ``loose``, then ``related`` ones."""

    document: Document
    score: float
    occurrences: int
    loose_occurrences: int
    loose: bool
    related: bool
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a query. Totals are exact and do not depend on ``limit``.

    ``occurrences`` sums matched spans of all positive terms over the exact documents;
    ``loose_occurrences`` sums loose spans (exact ones included) over exact and loose documents.
    ``overlapping_documents`` match but for a date interval that only overlaps the asked one.
    ``folded_documents``: exact ones left out of all this, because what they are duplicates of is in it.
    """

    query: str
    documents: int
    occurrences: int
    loose_documents: int
    loose_occurrences: int
    related_documents: int
    overlapping_documents: int
    facets: Mapping[str, tuple[FacetValue, ...]]
    hits: tuple[Hit, ...]
    suggestions: tuple[str, ...]
    took_ms: float
    folded_documents: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a user may mean: ``query`` is the whole query with ``term`` in place of what was typed last.

    ``documents``: in how many a search for ``term`` finds it exactly; at least 1.
    """

    term: str
    query: str
    kind: SuggestionKind
    documents: int


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One line of a concordance: ``keyword`` is ``text[start:end]`` of document ``id``."""

    id: int
    start: int
    end: int
    left: str
    keyword: str
    right: str


@dataclass(frozen=True, slots=True)
class StatsRow:
    """Counts of a query in one bucket (a combination of facet values); ``thin`` below 20 documents.

    ``first`` and ``last``: the dates of the first and the last document that has it (ISO, as precise as
    known).
    """

    key: Mapping[str, str | int | None]
    documents: int
    occurrences: int
    per_100_documents: float
    per_10000_characters: float
    bucket_documents: int
    bucket_characters: int
    thin: bool
    first: str | None = None
    last: str | None = None


ImportStatus = Literal["added", "updated", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file; ``reason`` says why it was skipped or failed, and what to do."""

    path: str
    id: int | None
    status: ImportStatus
    reason: str | None = None
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The answer of ``import``."""

    documents: tuple[ImportedFile, ...]
    seconds: float

    def count(self, status: ImportStatus) -> int:
        """The number of files with ``status``."""
        return sum(item.status == status for item in self.documents)


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation with its source: ``text`` verbatim, ``citation`` inline, ``reference`` for a list."""

    text: str
    citation: str
    reference: str


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of ``doctor``."""

    name: str
    ok: bool
    detail: str
