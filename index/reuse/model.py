"""The nouns of cross-reference as frozen dataclasses, in the words of the command line's JSON (cli.md).

Offsets are 0-based code points into a document's stored ``text``; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.model import DatePrecision, Span

Op = Literal["replace", "insert", "delete", "move"]
Relation = Literal["verbatim", "near"]
"""``verbatim``: the same letters, whatever the script, punctuation and marks; ``near``: reworded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two wordings differ: this side's ``text[start:end]`` is the other's ``[other_start:other_end]``.

    ``insert``: nothing on this side (``start == end``); ``delete``: nothing on the other; ``move``: the same
    letters in another order among their neighbours. Script, punctuation, marks and junk are no differences.
    """

    op: Op
    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Parallel:
    """A passage of another document that says the same: its ``text`` is the stored text's ``[start:end]``.

    ``passage``: the stretch of the passage asked about that it answers, where the differences' ``start`` and
    ``end`` stand. ``similarity`` 0 to 1; 1 for a verbatim one.
    """

    id: int
    start: int
    end: int
    text: str
    relation: Relation
    similarity: float
    differences: tuple[Difference, ...]
    passage: Span


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first witness by date among those that have one; nothing is said of who took it from whom.

    ``inferred``: the date is.
    """

    id: int
    date: str
    date_precision: DatePrecision
    inferred: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text asked about with all ``parallels`` to it, which stand in other documents.

    ``documents``, ``occurrences``: in how many documents it stands, and how often, its own included. Where
    these are too many (a formula) ``listed`` is false and there are no ``parallels``. ``undated``: documents
    without a date, which ``earliest`` leaves aside.
    """

    start: int
    end: int
    text: str
    parallels: tuple[Parallel, ...]
    listed: bool
    documents: int
    occurrences: int
    earliest: Earliest | None
    undated: tuple[int, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What is wanted of an answer at first: of the passage at an offset (``foremost``) the ``most`` first
    parallels by date, of the others none; all are counted.
    """

    at: int
    most: int


@dataclass(frozen=True, slots=True)
class Shared:
    """A ``Passage`` of which it is only known in how many ``documents`` it stands, its own included."""

    start: int
    end: int
    documents: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages, one of each document, that say the same; differences from ``left`` to ``right``.

    ``moved``: it stands among others of the right document than of the left one.
    """

    left_id: int
    right_id: int
    left: Span
    right: Span
    relation: Relation
    similarity: float
    differences: tuple[Difference, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """A document's wording of a family: its ``text`` is the stored text's ``[start:end]``."""

    id: int
    start: int
    end: int
    text: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Reading:
    """What witnesses have at one place of a family's base text ``base[start:end]``; the base's own is first.

    ``text`` is empty where they leave it out; ``ids`` ascending.
    """

    start: int
    end: int
    text: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A formula in all its wordings: ``base`` is the commonest. Reposts count once and are no witnesses."""

    base: str
    documents: int
    occurrences: int
    earliest: Earliest | None
    witnesses: tuple[Witness, ...]
    readings: tuple[Reading, ...]
    regions: tuple[tuple[str | None, int], ...]
    years: tuple[tuple[int | None, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a document: said earlier elsewhere, elsewhere with no date to tell by, or only here.

    ``documents``: how many others say it; ``earliest``: the first of them.
    """

    start: int
    end: int
    status: Literal["earlier", "elsewhere", "own"]
    documents: int
    earliest: Earliest | None


@dataclass(frozen=True, slots=True)
class Novelty:
    """What of a document is its own: ``stretches`` cover its paragraphs in order, shares are of letters."""

    id: int
    letters: int
    earlier: float
    elsewhere: float
    own: float
    stretches: tuple[Said, ...]
