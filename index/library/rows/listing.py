"""What tables on a screen show of registers: pages of them, and the short rows of terms and outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from index.registers.model import Incomplete

Row = TypeVar("Row")

Order = Literal[
    "value", "date", "unit", "subject", "region", "speaker", "documents", "occurrences", "first", "name",
    "alike", "headings",
]  # fmt: skip
"""Figures by value, date, unit, subject or province; quotations by date or speaker; terms by documents,
occurrences, first date or name; outlines by heads alike, headings or date. Dates are those of the documents.
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a register: rows with all of ``words``, of documents that match ``where``.

    ``unit``: figures of that one ("": without one). ``turned``: the order the other way round. ``limit`` 0
    and ``counted``: only how many there are.
    """

    words: tuple[str, ...] = ()
    where: str = ""
    unit: str | None = None
    sort: Order = "date"
    turned: bool = False
    limit: int = 100
    offset: int = 0
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """Some rows in their order. ``total``: of how many, ``None`` where that was not asked for."""

    rows: tuple[Row, ...]
    total: int | None
    incomplete: Incomplete | None


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in short. ``regions``: in how many provinces. ``meaning``: its expansion, else the beginning of
    the sentence that says best what it means. ``letters``: as in ``TermKey``.
    """

    term: str
    kind: Literal["formula", "mechanism"]
    type: str | None
    documents: int
    occurrences: int
    regions: int
    first: str | None
    last: str | None
    meaning: str
    letters: str = ""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """The outline of document ``id`` in short: how many headings it has, its parallel heads."""

    id: int
    headings: int
    shape: tuple[tuple[str, int], ...]
