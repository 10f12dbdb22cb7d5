"""Formula families as the interface lists them, filtered and sorted, and the process that finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual.message import Message

from index.errors import N_
from index.reuse.model import Family, Novelty, Witness
from tui import table
from tui.i18n import _
from tui.labels import name_of
from tui.services import LibraryLike, LibraryService, Ticket, Work
from tui.table import Column

if TYPE_CHECKING:
    from index.library.families_apart import FamiliesProcess
    from index.model import Document

SORTS = ("documents", "length", "date", "provinces")
SORTED = {
    "documents": N_("by documents"),
    "length": N_("by length"),
    "date": N_("by first date"),
    "provinces": N_("by provinces"),
}
FALLING = frozenset({"documents", "length", "provinces"})
"""What is sorted from the greatest down at first."""
AT_ONCE = 2_000_000
"""Characters of a library whose families are worked out while one waits; about ten seconds."""


@dataclass
class FamiliesReady(Message):
    """The families; ``None``: none have been worked out yet. ``current``: of the texts as they are now.

    ``apart``: the library in which a process of its own is to work them out.
    """

    ticket: int
    families: tuple[Family, ...] | None
    current: bool
    apart: str | None = None


@dataclass
class FamiliesMoved(Message):
    """Working them out has gone on: ``percent`` are done. ``done``: it has ended; ``ok``: well."""

    percent: int
    done: bool = False
    ok: bool = True


@dataclass
class DocumentsNamed(Message):
    """Documents with what they are called."""

    ticket: int
    documents: Mapping[int, Document]
    names: Mapping[int, str]


def families(told: Callable[[Message], object]) -> Work:
    """The families; of a small library worked out at once."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        kept = library.kept_families()
        if kept is not None and kept.current:
            return FamiliesReady(ticket.number, kept.families, True)
        if library.keeps_families() and library.corpus().characters > AT_ONCE:
            return FamiliesReady(ticket.number, kept.families if kept else None, False, str(library.path))

        def progress(done: int, total: int) -> None:
            told(FamiliesMoved(100 * done // max(1, total)))

        found = library.families(cancelled=ticket.cancelled, progress=progress)
        return FamiliesReady(ticket.number, found, True)

    return work


def documents(ids: Sequence[int]) -> Work:
    """The documents of ``ids`` with what they are called; those that are gone are left out."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        found = {document.id: document for document in library.documents(ids)}
        names = {
            id: name_of(document, None if document.title else library.show(id))
            for id, document in found.items()
            if not ticket.cancelled()
        }
        return DocumentsNamed(ticket.number, found, names)

    return work


@dataclass
class NoveltyReady(Message):
    """What of a document is its own."""

    ticket: int
    novelty: Novelty


def novelty(document: int) -> Work:
    """What of a document was said elsewhere, and what only it says."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        return NoveltyReady(ticket.number, library.novelty(document))

    return work


class FamiliesJob:
    """The process that works out the families of a library; it goes on when the screen is left."""

    def __init__(self, folder: str, post: Callable[[Message], object]) -> None:
        """OSError where it cannot be started."""
        import atexit
        from pathlib import Path

        from index.library.families_apart import FamiliesProcess

        self.percent = 0
        self.running = True
        self.post = post
        self._process: FamiliesProcess = FamiliesProcess(Path(folder), self._moved, self._ended)
        # It is not to outlive the program.
        atexit.register(self._process.close)

    def _moved(self, percent: int) -> None:
        self.percent = percent
        self.post(FamiliesMoved(percent))

    def _ended(self, ok: bool) -> None:
        self.running = False
        self.post(FamiliesMoved(100, done=True, ok=ok))


_jobs: WeakKeyDictionary[LibraryService, FamiliesJob] = WeakKeyDictionary()


def job_of(
    service: LibraryService, post: Callable[[Message], object], folder: str | None = None
) -> FamiliesJob | None:
    """The job that runs for a library, which tells ``post`` from now on; one is begun in ``folder``."""
    job = _jobs.get(service)
    if job is not None and job.running:
        job.post = post
        return job
    if folder is None:
        return None
    _jobs[service] = FamiliesJob(folder, post)
    return _jobs[service]


def listed(found: Sequence[Family], wanted: str, sort: str, *, turned: bool) -> list[Family]:
    """Those with ``wanted`` in any wording, whatever its script and punctuation, in order."""
    from index.text.form import match_form

    letters = match_form(wanted).skeleton
    shown = list(found)
    if letters:
        shown = [family for family in found if any(letters in text for text in _wordings(family))]
    match sort:
        case "length":
            shown.sort(key=lambda family: -len(family.base))
        case "date":
            # Those without a date stay at the end.
            dated = [family for family in shown if family.earliest]
            undated = [family for family in shown if not family.earliest]
            dated.sort(key=lambda family: family.earliest.date if family.earliest else "", reverse=turned)
            return dated + undated
        case "provinces":
            shown.sort(key=lambda family: -provinces(family))
    return shown[::-1] if turned else shown


_letters: dict[int, tuple[Family, frozenset[str]]] = {}


def _wordings(family: Family) -> frozenset[str]:
    """The letters of its wordings; they are looked for at each key."""
    from index.text.form import match_form

    found = _letters.get(id(family))
    if found is None or found[0] is not family:
        texts = {family.base, *(witness.text for witness in family.witnesses)}
        found = _letters[id(family)] = family, frozenset(match_form(text).skeleton for text in texts)
    return found[1]


def forget() -> None:
    """Forget the letters of families."""
    _letters.clear()


def provinces(family: Family) -> int:
    """In how many provinces it is said, the centre counted, unknown ones not."""
    return sum(region is not None for region, _number in family.regions)


def counts(pairs: Sequence[tuple[object, int]], most: int) -> str:
    """Values with their numbers of documents, the first ``most``."""
    parts = [f"{_('unknown') if value is None else value} {number}" for value, number in pairs[:most]]
    return " · ".join(parts) + (" …" if len(pairs) > most else "")


def years(family: Family) -> str:
    """The years in which it is said, as from–to."""
    known = [year for year, _number in family.years if year is not None]
    if not known:
        return "-"
    return str(known[0]) if known[0] == known[-1] else f"{known[0]}–{known[-1]}"


FIRST = 12
"""Cells of a day and the sign of an inferred one: 2023-10-09？"""
_WIDE = 100
"""Cells from which on there is room for the first date."""


def _first(family: Family) -> str:
    first = family.earliest
    return "-" if first is None else f"{first.date}{'？' if first.inferred else ''}"


def columns(width: int) -> list[tuple[Column[Family], int]]:
    """The columns of the families in ``width`` cells; years stand for the first date where that has none."""
    order = "-" if width >= _WIDE else "date"
    wanted: tuple[Column[Family], ...] = (
        Column("documents", N_("doc."), 6, lambda family: f"{family.documents:,}", right=True),
        Column("provinces", N_("prov"), 4, lambda family: str(provinces(family) or "-"), right=True),
        Column("years", N_("years"), 9, years, right=True, sort=order),
        Column("date", N_("first"), FIRST, _first, _WIDE),
        Column("length", N_("formula"), 0, lambda family: family.base, indent=2),
    )
    return table.fitting(wanted, width)


@dataclass(frozen=True)
class FamilyRow:
    """A row of a family's parts; ``witness`` is where Enter goes. ``own``: what the base has there."""

    label: str
    text: str
    witness: Witness | None = None
    own: bool = False
    id: int | None = None
    ids: tuple[int, ...] = ()


PARTS = {"readings": N_("readings"), "witnesses": N_("witnesses"), "spread": N_("provinces and years")}


def rows_of(family: Family, part: str) -> list[FamilyRow]:
    """The rows of one part of a family."""
    if part == "witnesses":
        return [
            FamilyRow(
                _("same") if witness.relation == "verbatim" else _("near"),
                witness.text,
                witness,
                id=witness.id,
            )
            for witness in family.witnesses
        ]
    if part == "readings":
        return _reading_rows(family)
    provinces = [FamilyRow(_("place"), counts([pair], 1)) for pair in family.regions]
    return [*provinces, *(FamilyRow(_("year"), counts([pair], 1)) for pair in family.years)]


def _reading_rows(family: Family) -> list[FamilyRow]:
    """Each place of the base, then what is read there, with its documents."""
    by_id: dict[int, list[Witness]] = {}
    for witness in family.witnesses:
        by_id.setdefault(witness.id, []).append(witness)
    rows: list[FamilyRow] = []
    place: tuple[int, int] | None = None
    for reading in family.readings:
        own = (reading.start, reading.end) != place
        place = reading.start, reading.end
        text = reading.text or _("(left out)")
        if own:
            # So that one sees where it is: what stands around it in the base.
            before, behind = (
                family.base[max(0, reading.start - 6) : reading.start],
                family.base[reading.end :][:6],
            )
            text = f"{before}[{reading.text}]{behind}"
        number = _("{number} doc.").format(number=len(reading.ids))
        reader = _witness_of(by_id, reading.ids, reading.text)
        rows.append(FamilyRow(number, text, reader, own, ids=reading.ids))
    return rows


def _witness_of(by_id: Mapping[int, Sequence[Witness]], ids: Sequence[int], text: str) -> Witness | None:
    """The first witness that reads so."""
    found = [witness for id in ids for witness in by_id.get(id, ())]
    return next((witness for witness in found if text in witness.text), found[0] if found else None)
