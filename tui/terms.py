"""The card of a term: which term is meant, and what is asked of the library about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import N_, QueryError
from index.model import Document, KwicLine, Span, StatsRow
from tui import counted
from tui.exporting import Table
from tui.i18n import _
from tui.labels import name_of
from tui.movement import Subject
from tui.parallels import literal
from tui.services import LibraryLike, Ticket, Work

if TYPE_CHECKING:
    from index.registers.model import Incomplete, Term, TermKey, TermPlace

LONGEST = 60
"""Characters of the longest stretch that is asked about as one word."""
PAGE = 100
"""Mentions that are fetched at a time, with what stands around them."""
WIDTH = 60
"""Characters fetched on each side of a mention."""
LISTED = 5000
"""Mentions of a word that are listed, the newest; its counts are of all."""
_OFTEN = 2
"""So many times as often as it is named as a term, its words alone are what is counted."""
_ENDS = frozenset("\n。！？；!?;")
_QUOTES = str.maketrans("", "", "“”")
_FORMS = 6
"""Forms of a term that a search for it looks for."""

Place = tuple[int, int, int]
"""A document, and where in it."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Where one asks from. ``selected``: what is selected there; ``hit``: what was found there.

    ``at``: the cursor's place in ``document``; ``visible``: what is seen of it (``None``: only this place
    counts); ``query``: what was searched for.
    """

    query: str = ""
    document: int | None = None
    at: int = 0
    selected: Span | None = None
    hit: Span | None = None
    visible: Span | None = None


@dataclass
class CardReady(Message):
    """A card: of the ``term`` that is meant, of a word that is none, or (no ``subject``) of nothing.

    ``places``: of the mentions, newest first, ``total`` of them, with ``mentions`` of the first ones.
    ``marked``: in so many documents it is a term; unmarked it is said so much more often that all of it is
    counted. ``definition``: the document that defines it best, and what that is called.
    """

    ticket: int
    subject: Subject | None = None
    term: Term | None = None
    incomplete: Incomplete | None = None
    whole: StatsRow | None = None
    regions: Sequence[StatsRow] = ()
    crossed: Sequence[StatsRow] = ()
    total: int = 0
    places: Sequence[Place] = ()
    mentions: Sequence[Mention | None] = ()
    marked: int = 0
    definition: Document | None = None
    defined_in: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of the list: the place in its context, and the document."""

    line: KwicLine
    document: Document
    name: str


@dataclass
class PlacesReady(Message):
    """The places of a word, newest first."""

    ticket: int
    places: Sequence[Place]


@dataclass
class MentionsReady(Message):
    """More mentions, those of ``places[start:]``; ``None``: the document is gone."""

    ticket: int
    start: int
    mentions: Sequence[Mention | None] = ()


def card(sought: Sought) -> Work:
    """The card of what is meant at a place."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        key, word = _meant(library, sought)
        if key is not None:
            found = _of_term(library, ticket, key)
            if found is not None:
                return found
        if not word:
            return CardReady(ticket.number, incomplete=library.registers_missing())
        return _of_word(library, ticket, word)

    return work


def card_of(subject: Subject) -> Work:
    """The card of a subject that is known."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        key = subject.key or library.term_named(subject.name)
        found = _of_term(library, ticket, key) if key is not None else None
        return found or _of_word(library, ticket, subject.name)

    return work


def mentions(places: Sequence[Place], start: int) -> Work:
    """The mentions from ``start`` on."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        return MentionsReady(ticket.number, start, _mentions(library, places[start : start + PAGE]))

    return work


# -- which term is meant ------------------------------------------------------------------------------------


def _meant(library: LibraryLike, sought: Sought) -> tuple[TermKey | None, str]:
    """The term that is meant; and the word, where it is none."""
    id = sought.document
    if id is None:
        word = _first_word(sought.query)
        return (library.term_named(word) if word else None), word
    text = library.show(id).text
    if sought.selected is not None:
        word = text[sought.selected.start : sought.selected.end].strip()
        if _is_word(word):
            return library.term_named(word), word
        inside = (one for one in library.term_places(id) if _within(one, sought.selected))
        return next((one.key for one in inside), None), ""
    places = library.term_places(id)
    here = sought.hit or Span(sought.at, sought.at + 1)
    place = _smallest(one for one in places if one.start <= here.start and here.end <= one.end)
    if place is None and sought.visible is not None:
        place = _near(library, id, sought.at, places) or next(
            (one for one in places if _within(one, sought.visible)), None
        )
    if place is not None:
        return place.key, text[place.start : place.end]
    found = text[here.start : here.end] if sought.hit is not None else ""
    word = found if _is_word(found) else _first_word(sought.query)
    return (library.term_named(word) if word else None), word


def _is_word(text: str) -> bool:
    """Whether a stretch is asked about as one: nothing beyond the end of a sentence."""
    return 0 < len(text) <= LONGEST and not _ENDS & set(text)


def _first_word(query: str) -> str:
    """The first word that a query looks for, without its filters; empty where there is none."""
    from index.engine.language.leaves import distinct, literals
    from index.engine.language.query import parse

    try:
        leaves = distinct(parse(query)) if query.strip() else ()
    except QueryError:
        return ""
    return next((raw for leaf in leaves for raw in literals(leaf)), "")


def _within(place: TermPlace, span: Span) -> bool:
    return span.start <= place.start < span.end


def _smallest(places: Iterable[TermPlace]) -> TermPlace | None:
    return min(places, key=lambda one: one.end - one.start, default=None)


def _near(library: LibraryLike, id: int, at: int, places: Sequence[TermPlace]) -> TermPlace | None:
    """The nearest one in the sentence at a place."""
    sentence = library.sentence(id, at, at + 1)
    inside = [one for one in places if _within(one, sentence)]
    return min(inside, key=lambda one: max(one.start - at, at - one.end), default=None)


# -- what is known of it ------------------------------------------------------------------------------------


def query_of(library: LibraryLike, term: Term, documents: int) -> str:
    """A query for a term: for its full forms, unless ``documents`` have it in short ones only."""
    whole = _any_of([term.term])
    found = next(iter(library.stats(whole, ())), None)
    if found is not None and found.documents >= documents:
        return whole
    return _any_of([term.term, *term.variants])


def _any_of(forms: Sequence[str]) -> str:
    asked = list(dict.fromkeys(map(literal, forms)))
    # What is inside another form finds that as well.
    least = [one for one in asked if not any(one != two and two.strip('"') in one for two in asked)]
    shown = least[:_FORMS]
    return shown[0] if len(shown) == 1 else f"({' OR '.join(shown)})"


def _of_term(library: LibraryLike, ticket: Ticket, key: TermKey) -> CardReady | None:
    term, incomplete = library.term(key)
    if term is None:
        return None
    # By the dates of their documents, newest first.
    ranks = {id: rank for rank, id in enumerate(library.ids())}
    known = [one for one in term.mentions if one.id in ranks]
    counts = Counter(one.id for one in known)
    definition, defined_in = _defined_in(library, term.definition.id)
    words = next(iter(library.stats(literal(term.term), ())), None)
    if words is not None and words.occurrences > _OFTEN * len(known):
        found = _of_word(library, ticket, term.term)
        found.marked = len(counts)
    else:
        known.sort(key=lambda one: (ranks[one.id], one.start))
        places = [(one.id, one.start, one.end) for one in known]
        found = CardReady(
            ticket.number,
            Subject(query_of(library, term, len(counts)), term.term, key),
            whole=next(iter(library.stats_of(counts, ())), None),
            regions=library.stats_of(counts, ("region",)),
            crossed=library.stats_of(counts, ("region", "year")),
            total=len(places),
            places=places,
            mentions=_mentions(library, places[:PAGE]),
        )
    found.term, found.incomplete = term, incomplete
    found.definition, found.defined_in = definition, defined_in
    return found


def _of_word(library: LibraryLike, ticket: Ticket, word: str) -> CardReady:
    query = literal(word)
    whole = next(iter(library.stats(query, ())), None)
    places = _places(library, query, PAGE) if whole is not None and whole.documents else []
    return CardReady(
        ticket.number,
        Subject(query, word),
        whole=whole,
        regions=library.stats(query, ("region",)),
        crossed=library.stats(query, ("region", "year")),
        total=whole.occurrences if whole is not None else 0,
        places=places,
        mentions=_mentions(library, places[:PAGE]),
        # Until all documents are read, it may be a term all the same.
        incomplete=library.registers_missing(),
    )


def _places(library: LibraryLike, query: str, limit: int) -> list[Place]:
    return [(line.id, line.start, line.end) for line in library.kwic(query, width=0, limit=limit)]


def further_places(query: str) -> Work:
    """The places of a word, as many as are listed: the first card waits for a page of them only."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        return PlacesReady(ticket.number, _places(library, query, LISTED))

    return work


def _defined_in(library: LibraryLike, id: int) -> tuple[Document | None, str]:
    document = next(iter(library.documents([id])), None)
    if document is None:
        return None, ""
    return document, name_of(document, None if document.title else library.show(id))


def _mentions(library: LibraryLike, places: Sequence[Place]) -> list[Mention | None]:
    """The mentions at ``places``; ``None`` for those of documents that are gone."""
    lines = library.in_context(places, WIDTH)
    ids = list(dict.fromkeys(line.id for line in lines))
    documents = {document.id: document for document in library.documents(ids)}
    names = {id: name_of(one, None if one.title else library.show(id)) for id, one in documents.items()}
    found = {
        (one.id, one.start, one.end): Mention(one, documents[one.id], names[one.id])
        for one in lines
        if one.id in documents
    }
    return [found.get(place) for place in places]


KINDS = {"formula": N_("formula"), "mechanism": N_("mechanism")}


def kind_of(term: Term | None) -> str:
    """What it is."""
    if term is None:
        return _("no known term")
    return " ".join(filter(None, (_(KINDS[term.kind]), term.type)))


def meaning_of(term: Term) -> str:
    """What it stands for, in all the wordings that texts have; and what the list says where none does."""
    if not term.expansions:
        return _("Of the list: {items}").format(items="；".join(term.expansion)) if term.expansion else ""
    first, *others = term.expansions
    lines = [_("Stands for: {items}").format(items=_worded(first.items, first.documents))]
    lines += [_("Also: {items}").format(items=_worded(one.items, one.documents)) for one in others]
    return "\n".join(lines)


def variants_of(term: Term) -> list[str]:
    """Its other forms; one that was cut out of marks (四强”党支部) stands without them."""
    whole = (
        form if form.count("“") == form.count("”") else form.translate(_QUOTES) for form in term.variants
    )
    return [form for form in dict.fromkeys(whole) if form != term.term]


def _worded(items: Sequence[str], documents: int) -> str:
    return f"{'；'.join(items)} ({counted.documents(documents)})"


def instances_of(term: Term) -> str:
    """Where a mechanism of that name was set up, apart; empty where it is one."""
    if term.national or len(term.instances) < 2:
        return ""
    places = [
        f"{' '.join(filter(None, (one.region, one.city))) or _('place unknown')} {one.documents}"
        for one in term.instances
    ]
    return _("Of that name in places of their own: {places}").format(places=" · ".join(places))


def table_of(library: LibraryLike, places: Sequence[Place]) -> Table:
    """All mentions with their documents."""
    rows = []
    for start in range(0, len(places), PAGE):
        for one in filter(None, _mentions(library, places[start : start + PAGE])):
            line, about = one.line, one.document
            facts: Mapping[str, object] = {
                "date": about.date, "region": about.region, "city": about.city, "title": about.title,
            }  # fmt: skip
            context = {"left": line.left, "keyword": line.keyword, "right": line.right}
            rows.append({"id": line.id, "start": line.start, "end": line.end, **facts, **context})
    return Table(("id", "start", "end", "date", "region", "city", "title", "left", "keyword", "right"), rows)
