"""All about a row of a register: what the pane beside the rows says, and the places it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.message import Message

from index.library.rows.listing import OutlineRow, TermRow
from index.model import Document, Span
from index.registers.model import Figure, Found, Question, Quotation, Term
from tui import counted, terms
from tui.i18n import _, ngettext_
from tui.labels import name_of
from tui.registers.kinds import QUESTIONS, Line, number, speaker_of, value_of
from tui.services import LibraryLike, Ticket, Work
from tui.terms import Mention
from tui.text import card

_VARIANTS = 12
_AROUND = 120
"""Characters shown on each side of a quotation without the phrase that attributes it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the pane lists: a heading, or a figure that is asked about. ``level``: 1 the outermost."""

    document: Document
    span: Span
    text: str
    level: int = 1


@dataclass
class AboutReady(Message):
    """``text`` says all about ``line``. ``places`` are listed below; or ``mentions``, the first of ``known``
    places, with what stands around them.
    """

    ticket: int
    line: Line
    text: str
    places: Sequence[Place] = ()
    known: Sequence[terms.Place] = ()
    mentions: Sequence[Mention | None] = field(default_factory=tuple)


def about(line: Line) -> Work:
    """All about a row."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        row = line.row
        if isinstance(row, TermRow):
            return _of_term(library, ticket, line, row)
        if isinstance(row, OutlineRow):
            return _of_outline(library, ticket, line, row)
        if isinstance(row, Question):
            return _of_question(library, ticket, line, row)
        return AboutReady(ticket.number, line, _of_place(library, line, row))

    return work


# -- terms --------------------------------------------------------------------------------------------------


def _of_term(library: LibraryLike, ticket: Ticket, line: Line, row: TermRow) -> Message:
    term = library.listed_term(row)
    if term is None:
        return AboutReady(ticket.number, line, _("The library no longer has this term."))
    # By the dates of their documents, newest first.
    ranks = {id: rank for rank, id in enumerate(library.ids())}
    known = sorted(
        (one for one in term.mentions if one.id in ranks), key=lambda one: (ranks[one.id], one.start)
    )
    places = [(one.id, one.start, one.end) for one in known]
    first = terms.mentions(places, 0)(library, ticket)
    mentions = first.mentions if isinstance(first, terms.MentionsReady) else ()
    return AboutReady(ticket.number, line, _text_of(library, term), known=places, mentions=mentions)


def _text_of(library: LibraryLike, term: Term) -> str:
    """Its names, what it stands for, the sentence that defines it, how often and where it is used."""
    variants = "、".join(term.variants[:_VARIANTS]) + ("…" if len(term.variants) > _VARIANTS else "")
    said = term.definition
    document = next(iter(library.documents([said.id])), None)
    used = " – ".join(dict.fromkeys(date for date in (term.first, term.last) if date))
    counts = counted.both(term.documents, term.occurrences)
    return _joined(
        f"{term.term}  ·  {terms.kind_of(term)}",
        " · ".join(filter(None, (counts, _("used {dates}").format(dates=used) if used else ""))),
        terms.meaning_of(term),
        said.text.replace("\n", "") + (f" — {_named(library, document)}" if document is not None else ""),
        _("Also written: {variants}").format(variants=variants) if variants else "",
        terms.instances_of(term),
    )


# -- outlines and questions ---------------------------------------------------------------------------------


def _of_outline(library: LibraryLike, ticket: Ticket, line: Line, row: OutlineRow) -> Message:
    document = line.document
    if document is None:
        return AboutReady(ticket.number, line, _("The library no longer has this document."))
    outline = library.listed_outline(row.id)
    headings = outline.headings if outline is not None else ()
    places = [Place(document, Span(one.start, one.end), one.text, one.level) for one in headings]
    shape = "  ".join(f"{words}×{times}" for words, times in row.shape)
    text = _joined(
        _named(library, document),
        card.list_line(document),
        ngettext_("{number} heading", "{number} headings", len(places)).format(number=len(places)),
        _("Parallel heads: {shape}").format(shape=shape) if shape else "",
    )
    return AboutReady(ticket.number, line, text, places)


def _of_question(library: LibraryLike, ticket: Ticket, line: Line, row: Question) -> Message:
    ids = list(dict.fromkeys(at.id for at in row.figures))
    documents = {document.id: document for document in library.documents(ids)}
    places = [
        Place(documents[at.id], Span(at.start, at.end), f"{at.text}  {_sentence(library, at.id, at.start)}")
        for at in row.figures
        if at.id in documents
    ]
    names = [f"[{one.id}] {_named(library, one)} · {card.list_line(one)}" for one in documents.values()]
    head = _(QUESTIONS[row.kind])
    if row.kind == "sum":
        whole, *parts = (number(at.value) for at in row.figures)
        head += f"：{whole} = {' + '.join(parts)}"
    text = _joined(
        head, *names, _("A question, not a verdict: only who reads the places can say whether they fit.")
    )
    return AboutReady(ticket.number, line, text, places)


def _sentence(library: LibraryLike, id: int, at: int) -> str:
    span = library.sentence(id, at, at + 1)
    return library.show(id).text[span.start : span.end].replace("\n", "").strip()


# -- figures and quotations ---------------------------------------------------------------------------------


def _of_place(library: LibraryLike, line: Line, row: Found[Figure] | Found[Quotation]) -> str:
    document = line.document
    if document is None:
        return _("The library no longer has this document.")
    text = library.show(row.id).text
    own = row.row
    facts = _figure_facts(own) if isinstance(own, Figure) else _quotation_facts(own, text)
    around = own.sentence if isinstance(own, Figure) else _around(own, text)
    marked = f"{text[around.start : own.start]}【{text[own.start : own.end]}】{text[own.end : around.end]}"
    source = f"{_named(library, document)}\n{card.list_line(document)}"
    return _joined(marked.replace("\n", "").strip(), *facts, source)


def _around(one: Quotation, text: str) -> Span:
    """The quotation with the phrase that attributes it; without one, some of what stands around it."""
    if one.attribution is not None:
        return Span(min(one.start, one.attribution.start), max(one.end, one.attribution.end))
    start = text.rfind("\n", 0, one.start) + 1
    end = text.find("\n", one.end)
    return Span(max(start, one.start - _AROUND), min(len(text) if end < 0 else end, one.end + _AROUND))


def _figure_facts(one: Figure) -> list[str]:
    parts = {
        _("value"): f"{value_of(one)} {one.unit or ''}".strip(),
        _("what is counted"): one.subject,
        _("what happened"): one.event,
        _("qualifier"): one.qualifier,
        _("dated"): one.date,
    }
    return [_facts(parts)]


def _quotation_facts(one: Quotation, text: str) -> list[str]:
    said = one.attribution
    who = None if one.speaker_status == "none" else speaker_of(one)
    phrase = text[said.start : said.end].replace("\n", "") if said is not None else None
    return [_facts({_("speaker"): who, _("attributed by"): phrase, _("dated"): one.date})]


def _facts(parts: dict[str, str | None]) -> str:
    return "\n".join(f"{name}：{value}" for name, value in parts.items() if value)


def _named(library: LibraryLike, document: Document | None) -> str:
    if document is None:
        return ""
    return name_of(document, None if document.title else library.show(document.id))


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
