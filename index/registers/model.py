"""The nouns of registers as frozen dataclasses, in the words of the command line's JSON (cli.md).

Offsets are 0-based code points into a document's stored ``text``; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from index.model import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: ``text`` is the stored text's ``[start:end]``, number, approximation and unit.

    ``value`` in base units (6.4万册 = 64000, 97% = 97 with unit ``%``, 2/3 = 0.6667); ``upper`` the end of a
    range. ``unit`` without 万 and 亿, ``None`` where a bare number stands. ``subject``: what is counted,
    ``event``: what happened to it, both as written. ``qualifier``: what makes it approximate (余, 近, 以上).
    ``date`` only as far as its sentence states one (ISO, as precise as that).
    """

    start: int
    end: int
    text: str
    value: float
    upper: float | None
    unit: str | None
    subject: str | None
    event: str | None
    qualifier: str | None
    date: str | None
    region: str | None
    sentence: Span


SpeakerStatus = Literal["explicit", "implied", "none"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands in quotation marks and holds a clause: the stored text's ``[start:end]``, without them.

    ``speaker`` as written, and only where the text names one for this very quotation (``explicit``);
    ``implied``: it lets a reader understand who speaks (a quotation that goes on, a pronoun), and no name is
    given. ``attribution``: the phrase that attributes it (习近平总书记强调：). ``date``: as far as the text
    dates it (ISO, as precise as stated).
    """

    start: int
    end: int
    text: str
    speaker: str | None
    speaker_status: SpeakerStatus
    date: str | None
    attribution: Span | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document: the stored text's ``[start:end]``, without the full stop of one that leads in
    a paragraph. ``level`` 1 is the outermost. ``parallel``: the words that it shares with its neighbours at
    the same place (着力…), ``None`` if there are none; ``lead``: it stands at the beginning of a paragraph.
    """

    level: int
    start: int
    end: int
    text: str
    parallel: str | None
    lead: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a document, in order. ``shape``: its parallel heads with their numbers (着力… x4)."""

    id: int
    headings: tuple[Heading, ...]
    shape: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines of one shape. ``incomplete``: others may have it too, they have not been read."""

    outlines: tuple[Outline, ...]
    incomplete: Incomplete | None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text uses a term: the stored text's ``[start:end]`` names ``term``, in any of its forms."""

    term: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A set formula of the curated list (``data/formulae``), in its usual form.

    ``expansion``: what it stands for where a public paper spells it out; ``year``, ``paper``: of that paper.
    """

    term: str
    variants: tuple[str, ...]
    expansion: tuple[str, ...]
    year: int | None
    paper: str | None


@dataclass(frozen=True, slots=True)
class MechanismMention:
    """Where a text names a mechanism (a practice, scheme, brand, campaign, institution): ``[start:end]``.

    ``name``: its full name in this text, marks kept (“1263”机制); ``core``: the letters of what is its own
    in it, folded (1263); ``type``: the kind of its head noun (机制). ``short``: named here by less than that.
    """

    name: str
    core: str
    type: str
    start: int
    end: int
    text: str
    short: bool


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An answer is of ``done`` documents only, ``of`` so many there are."""

    done: int
    of: int


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """A row of a register, and the document that it is of."""

    id: int
    row: Row


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some of ``total`` rows. ``incomplete``: the documents that have been read, while others have not."""

    rows: tuple[Found[Row], ...]
    total: int
    incomplete: Incomplete | None


TermKind = Literal["formula", "mechanism", "phrase"]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Where a text spells a term out: ``items`` as written, together the stored text's ``[start:end]``."""

    items: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Defined:
    """The sentence in which a text says best what a term means, the stored text's ``[start:end]``.

    ``weight``: 3 it defines or spells out, 2 it says what belongs to it, 1 it describes, 0 it only uses it.
    """

    start: int
    end: int
    text: str
    weight: int


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term in one document. ``key`` is the same in all documents; ``spans`` and ``forms`` go together.

    A ``phrase`` is a formula if other documents have it too. ``full``: the forms that name it in full.
    """

    key: str
    kind: TermKind
    type: str | None
    spans: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    full: tuple[str, ...]
    definition: Defined
    expansions: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """All terms of a document, with what is known about it: one row of a register."""

    id: int
    region: str | None
    city: str | None
    level: str | None
    organ: str | None
    year: int | None
    date: str | None
    duplicate_of: int | None
    uses: tuple[TermUse, ...]


@dataclass(frozen=True, slots=True)
class TermKey:
    """What a term is told from others by: ``letters`` as in ``TermUse.key``, and a mechanism's ``type``."""

    kind: Literal["formula", "mechanism"]
    letters: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A document's stored text names a term at ``[start:end]``."""

    key: TermKey
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermMention:
    """A mention of a term: the stored text's ``[start:end]`` of document ``id``."""

    id: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of what a term stands for, and the number of documents that have it."""

    items: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class Instance:
    """A mechanism as one place has it: the same name elsewhere may be another institution."""

    region: str | None
    city: str | None
    documents: int
    occurrences: int
    first: str | None
    last: str | None
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A formula or mechanism over a corpus; ``term`` and ``expansion`` in the wording that is most frequent.

    ``expansions``: all wordings in the texts. ``expansion`` is that of the curated list where no text spells
    it out (``listed``). ``regions`` and ``years``: where and when documents use it, without the unknown.
    ``first``, ``last``: their dates (ISO, as precise as known). ``variants``: other forms in the texts.
    ``instances``: a mechanism by places; one alone where it is the same everywhere (``national``).
    ``letters``: as in ``TermKey``.
    """

    term: str
    kind: Literal["formula", "mechanism"]
    type: str | None
    expansion: tuple[str, ...]
    expansions: tuple[Wording, ...]
    listed: bool
    definition: TermMention
    documents: int
    occurrences: int
    regions: tuple[str, ...]
    years: tuple[int, ...]
    first: str | None
    last: str | None
    variants: tuple[str, ...]
    mentions: tuple[TermMention, ...]
    national: bool
    instances: tuple[Instance, ...]
    letters: str


QuestionKind = Literal["sum", "part", "differs"]


@dataclass(frozen=True, slots=True)
class FigureAt:
    """A figure of document ``id`` at the stored text's ``[start:end]``."""

    id: int
    start: int
    end: int
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Question:
    """What may be asked about figures; whether anything is wrong with them, only a reader can say.

    ``sum``: the first has the value of the others together (114 = 85 + 29). ``part``: the second is said to
    be part of the first, and is more. ``differs``: the same thing of the same time has other values.
    """

    kind: QuestionKind
    figures: tuple[FigureAt, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Some of the ``total`` terms of a library. ``incomplete``: they are of some of its documents."""

    terms: tuple[Term, ...]
    total: int
    incomplete: Incomplete | None
