"""The registers: their names, orders and columns, and what is said where they have nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from index.errors import N_
from index.library.rows.listing import Order, OutlineRow, TermRow
from index.model import Document
from index.registers.model import Figure, Found, Question, Quotation
from tui import table
from tui.i18n import _
from tui.table import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["formulae", "mechanisms", "figures", "quotations", "outlines", "questions"]
Row = TermRow | Found[Figure] | Found[Quotation] | OutlineRow | Question


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a register, and the document that it is of; terms and questions are of several."""

    row: Row
    document: Document | None = None


def number(value: float) -> str:
    """A value as one reads it: whole numbers without a point."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")


def value_of(figure: Figure, *, short: bool = False) -> str:
    """The value of a figure, or its two ends; ``short``: in 万, 亿, 万亿 where that says all of it."""
    said = shortened if short else number
    return said(figure.value) + ("" if figure.upper is None else f"–{said(figure.upper)}")


_BEYOND = 1e16
"""A column has no room for its digits, and no number of 亿 is read as one."""


def shortened(value: float) -> str:
    """A great value as Chinese has it: 5,379亿, 14.58万亿. Not where digits would be lost.

    Beyond what is read so, rounded: 1.036×10^22.
    """
    if abs(value) >= _BEYOND:
        digits, _, power = f"{value:.4g}".partition("e+")
        return f"{digits}×10^{power}"
    if abs(value) >= 10**12 and not value % 10**8:
        return number(value / 10**12) + "万亿"
    for unit, base in (("亿", 10**8), ("万", 10**4)):
        if abs(value) >= base:
            return (number(value / base) + unit) if not value * 10**4 % base else number(value)
    return number(value)


def figure(line: Line) -> Figure:
    """The figure of a row of figures."""
    assert isinstance(line.row, Found) and isinstance(line.row.row, Figure)
    return line.row.row


def quotation(line: Line) -> Quotation:
    """The quotation of a row of quotations."""
    assert isinstance(line.row, Found) and isinstance(line.row.row, Quotation)
    return line.row.row


def term(line: Line) -> TermRow:
    """The term of a row of terms."""
    assert isinstance(line.row, TermRow)
    return line.row


def outline(line: Line) -> OutlineRow:
    """The outline of a row of outlines."""
    assert isinstance(line.row, OutlineRow)
    return line.row


def question(line: Line) -> Question:
    """The question of a row of questions."""
    assert isinstance(line.row, Question)
    return line.row


QUESTIONS: Mapping[str, str] = {
    "sum": N_("perhaps a sum"),
    "part": N_("a part that is more than the whole"),
    "differs": N_("told differently"),
}


def speaker_of(one: Quotation) -> str:
    """Who says it, as far as the text names anyone."""
    if one.speaker is not None:
        return one.speaker
    return _("(implied)") if one.speaker_status == "implied" else "-"


def _date(line: Line) -> str:
    document = line.document
    if document is None or not document.date:
        return "-"
    return document.date + ("？" if "date" in document.inferred else "")


def _region(line: Line) -> str:
    return (line.document.region if line.document is not None else None) or "-"


def _asked(line: Line) -> str:
    return "  ".join(f"[{at.id}] {at.text}" for at in question(line).figures)


def _shape(line: Line) -> str:
    return " ".join(f"{words}×{times}" for words, times in outline(line).shape) or "-"


def _title(_line: Line) -> str:
    """Names cost a look into the text: the list asks for them."""
    return ""


_DATE: Column[Line] = Column("date", N_("date"), 12, _date, falling=True)
_REGION: Column[Line] = Column("region", N_("place"), 8, _region, 60, sort="-")


def _terms(*more: Column[Line]) -> tuple[Column[Line], ...]:
    return (
        Column(
            "documents", N_("doc."), 6, lambda line: f"{term(line).documents:,}", right=True, falling=True
        ),
        Column(
            "occurrences",
            N_("places"),
            7,
            lambda line: f"{term(line).occurrences:,}",
            88,
            right=True,
            falling=True,
        ),
        Column("regions", N_("prov"), 4, lambda line: str(term(line).regions or "-"), right=True, sort="-"),
        Column("first", N_("first"), 10, lambda line: term(line).first or "-"),
        Column("last", N_("last"), 10, lambda line: term(line).last or "-", 100, sort="-"),
        *more,
        Column("name", N_("term"), 24, lambda line: term(line).term),
        Column("meaning", N_("what it means"), 0, lambda line: term(line).meaning, 58, sort="-"),
    )


_COLUMNS: Mapping[Kind, tuple[Column[Line], ...]] = {
    "formulae": _terms(),
    "mechanisms": _terms(Column("type", N_("type"), 8, lambda line: term(line).type or "-", sort="-")),
    "figures": (
        Column(
            "value",
            N_("value"),
            14,
            lambda line: value_of(figure(line), short=True),
            right=True,
            falling=True,
        ),
        Column("unit", N_("unit"), 6, lambda line: figure(line).unit or "-"),
        Column("subject", N_("what is counted"), 0, lambda line: figure(line).subject or "-"),
        Column("event", N_("what happened"), 14, lambda line: figure(line).event or "-", 110, sort="-"),
        Column("text", N_("as written"), 14, lambda line: figure(line).text, 90, sort="-"),
        Column("stated", N_("dated"), 10, lambda line: figure(line).date or "-", 100, sort="-"),
        replace(_REGION, sort=""),
        _DATE,
        Column("title", N_("title"), 30, _title, 150, sort="-"),
    ),
    "quotations": (
        Column("speaker", N_("speaker"), 14, lambda line: speaker_of(quotation(line))),
        Column("text", N_("what is said"), 0, lambda line: quotation(line).text, sort="-"),
        _REGION,
        _DATE,
        Column("title", N_("title"), 30, _title, 150, sort="-"),
    ),
    "outlines": (
        Column(
            "headings", N_("heads"), 7, lambda line: f"{outline(line).headings:,}", right=True, falling=True
        ),
        Column(
            "alike",
            N_("alike"),
            7,
            lambda line: str(outline(line).shape[0][1] if outline(line).shape else "-"),
            right=True,
            falling=True,
        ),
        Column("shape", N_("shape"), 18, _shape, 62, sort="-"),
        Column("title", N_("title"), 0, _title, sort="-"),
        Column("region", N_("place"), 8, _region, 74, sort="-"),
        _DATE,
    ),
    "questions": (
        Column("kind", N_("question"), 26, lambda line: _(QUESTIONS[question(line).kind]), sort="-"),
        Column("figures", N_("figures"), 0, _asked, sort="-"),
    ),
}
SORTED: Mapping[str, str] = {
    "value": N_("by value"),
    "date": N_("by date of the document"),
    "unit": N_("by unit"),
    "subject": N_("by what is counted"),
    "region": N_("by province"),
    "speaker": N_("by speaker"),
    "documents": N_("by documents"),
    "occurrences": N_("by places"),
    "first": N_("by first date"),
    "name": N_("by name"),
    "alike": N_("by parallel heads"),
    "headings": N_("by number of headings"),
}


@dataclass(frozen=True, slots=True)
class Register:
    """``name`` on the line of parts, ``hint`` in the filter, ``none`` where no document has any."""

    kind: Kind
    name: str
    sorts: tuple[Order, ...]
    hint: str
    none: str

    @property
    def columns(self) -> Sequence[Column[Line]]:
        """All its columns."""
        return _COLUMNS[self.kind]

    def fitting(self, width: int) -> list[tuple[Column[Line], int]]:
        """The columns that have room in ``width`` cells, with their widths."""
        return table.fitting(self.columns, width)

    @property
    def is_of_terms(self) -> bool:
        """Whether its rows are terms."""
        return self.kind in ("formulae", "mechanisms")

    def rising(self, sort: str, *, turned: bool) -> bool:
        """Whether the least come first."""
        return next((column.falling for column in self.columns if column.id == sort), False) == turned


_TERMS: tuple[Order, ...] = ("documents", "first", "name", "occurrences")
REGISTERS: tuple[Register, ...] = (
    Register(
        "formulae",
        N_("formulae"),
        _TERMS,
        N_("All formulae; / filters by words in their names, or by a query such as 省:湖南"),
        N_("No document uses a known formula, and no phrase comes back in several."),
    ),
    Register(
        "mechanisms",
        N_("mechanisms"),
        _TERMS,
        N_("All mechanisms; / filters by words in their names, or by a query such as 省:湖南"),
        N_("No document names a mechanism, a brand or a campaign."),
    ),
    Register(
        "figures",
        N_("figures"),
        ("value", "date", "unit", "subject", "region"),
        N_("All figures; / filters by what is counted, or by a query such as 省:湖南"),
        N_("No document has a quantity."),
    ),
    Register(
        "quotations",
        N_("quotations"),
        ("date", "speaker"),
        N_("All quotations; / filters by words, speakers, or by a query such as 省:湖南"),
        N_("No document quotes anything that holds a clause."),
    ),
    Register(
        "outlines",
        N_("outlines"),
        ("alike", "headings", "date"),
        N_("All outlines; / filters by words in headings, or by a shape such as 着力×4"),
        N_("No document has headings."),
    ),
    Register(
        "questions",
        N_("questions"),
        (),
        N_("All questions about figures; / filters by figures, or by a query such as 省:湖南"),
        N_("There is nothing to ask about the figures: no sums, no parts, nothing told differently."),
    ),
)
