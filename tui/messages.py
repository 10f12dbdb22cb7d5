"""What the library's thread tells the screens; a ``ticket`` says which request is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.message import Message

from index.errors import DangjianError
from index.model import Citation, CorpusInfo, Document, Occurrences, SearchAnswer, StoredText, Suggestion

if TYPE_CHECKING:
    from index.library.apart import Told
    from index.registers.model import Heading

Purpose = Literal["copy", "copy_cited", "append"]


@dataclass
class LibraryReady(Message):
    """The library is open; ``target`` is what an import process opens for it (``Library.open``)."""

    is_sample: bool
    read_only: bool
    corpus: CorpusInfo
    target: str | None = None


class LibraryWaiting(Message):
    """Another program is writing to the library; opening goes on when it is done."""


@dataclass
class LibraryIndexing(Message):
    """The index is being brought up to date: ``done`` of ``total`` texts."""

    done: int
    total: int


@dataclass
class LibraryFailed(Message):
    """The library cannot be opened."""

    error: DangjianError


class Way(NamedTuple):
    """A way out of a query that finds nothing: what to leave out, the query that remains, what it finds."""

    dropped: str
    query: str
    documents: int


@dataclass
class Answered(Message):
    """A search is done.

    ``terms`` counts documents for each part of a query that found nothing, ``ways`` lead out, the one that
    finds most first; ``names`` says by id what hits without a title are called.
    """

    ticket: int
    answer: SearchAnswer
    terms: tuple[tuple[str, int], ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()


@dataclass
class Suggested(Message):
    """What the term at the end of ``query`` may become."""

    ticket: int
    query: str
    suggestions: Sequence[Suggestion]


class Warm(Message):
    """What the first search needs is loaded."""


@dataclass
class DocumentReady(Message):
    """A document with the hits of a query; ``display`` is the same text in another script, or ``None``."""

    ticket: int
    channel: str
    stored: StoredText
    occurrences: Occurrences


@dataclass
class FoundInside(Message):
    """Where ``text`` stands in a document; of a query, if ``text`` is empty."""

    ticket: int
    channel: str
    document: int
    text: str
    occurrences: Occurrences


@dataclass
class OutlineReady(Message):
    """The headings of a document."""

    ticket: int
    document: int
    headings: Sequence[Heading]


@dataclass
class DisplayReady(Message):
    """The text of a document in another script, of the same length; ``None``: as it is stored."""

    ticket: int
    channel: str
    document: int
    text: str | None
    to: Literal["simplified", "traditional"] | None


@dataclass
class Quoted(Message):
    """A quotation was taken from the document ``name``: sent off by ``ways``, or appended to ``draft``."""

    purpose: Purpose
    name: str
    citation: Citation
    text: str
    ways: tuple[str, ...] = ()
    draft: str | None = None


@dataclass
class ImportTold(Message):
    """The import process says how far it is, or how it ended."""

    told: Told


class ReportSeen(Message):
    """The user has seen how the import ended: nothing needs to point to it any more."""


@dataclass
class Listed(Message):
    """A page of documents of the library: those of ``page``, but for what is gone.

    ``ids``, with the first page, are those of all pages.
    """

    ticket: int
    page: Sequence[int]
    documents: Sequence[Document]
    ids: Sequence[int] | None = None


@dataclass
class Named(Message):
    """What documents without a title are called, by id."""

    ticket: int
    names: Mapping[int, str]


@dataclass
class Arranged(Message):
    """Documents in order; ``counts``: how many of all there are need which kind of look."""

    ticket: int
    documents: Sequence[Document]
    counts: Mapping[str, int]


@dataclass
class Changed(Message):
    """A change of the library is done: ``said`` tells it, ``ids`` are the documents it concerned.

    ``step`` is 1, or -1 when a change was undone.
    """

    ticket: int
    ids: Sequence[int]
    said: str
    corpus: CorpusInfo
    is_sample: bool
    step: int = 1


@dataclass
class ReceiptsReady(Message):
    """Everything that is kept of how a document was read."""

    ticket: int
    stored: StoredText


class FieldsRight(Message):
    """The values of a form are right (otherwise ``Failed`` says what is not)."""


@dataclass
class Failed(Message):
    """A request failed; ``error`` says why and what to do."""

    ticket: int
    channel: str
    error: DangjianError
