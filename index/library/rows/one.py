"""One term among the rows: which one a text names at a place, which one goes by a name, all about it."""

from __future__ import annotations

from index.library.rows.keeper import View
from index.model import Document
from index.registers.model import DocumentTerms, Term, TermKey, TermPlace, TermUse
from index.registers.terms.marked import letters
from index.registers.terms.rows import COLUMNS, use_of
from index.registers.terms.terms import terms
from index.store import Store
from index.text.fold import fold

_NAMES = ", ".join(column.split()[0] for column in COLUMNS.split(", "))


def places(view: View, store: Store, id: int) -> list[TermPlace]:
    """Where a document names terms, in the order of the text; phrases only as far as they are terms."""
    found: list[TermPlace] = []
    for row in view.rows(f"SELECT {_NAMES} FROM uses WHERE doc = ? AND {view.shown}", [id]):
        use = use_of(row)
        if use.kind == "phrase" and not _is_repeated(view, store, use.key):
            continue
        key = TermKey("mechanism" if use.kind == "mechanism" else "formula", use.key, use.type)
        found += [TermPlace(key, start, end) for start, end in use.spans]
    return sorted(found, key=lambda place: (place.start, -place.end))


def _is_repeated(view: View, store: Store, key: str) -> bool:
    """Whether a phrase stands in several documents that are no copies of each other."""
    rows = view.rows("SELECT doc FROM uses WHERE kind = 'phrase' AND letters = ? LIMIT 50", [key])
    if len(rows) < 2:
        return False
    duplicates = store.duplicates()
    return len({duplicates.get(row[0], row[0]) for row in rows}) > 1


def named(view: View, name: str) -> TermKey | None:
    """The term that goes by ``name``, in full or as texts shorten it; the kind that most documents have."""
    own = letters(fold(name))
    if not own:
        return None
    parts = {own[:end] for end in range(1, len(own) + 1)} | {own[start:] for start in range(len(own))}
    marks = ", ".join("?" * len(parts))
    rows = view.rows(
        "SELECT kind, letters, type, count(*) FROM uses WHERE (kind = 'mechanism' AND letters IN"
        f" ({marks}) OR kind IN ('formula', 'phrase') AND letters = ?) AND {view.shown} GROUP BY 1, 2, 3",
        [*sorted(parts), own],
    )
    found = [
        (_rank(own, kind, key, type), number, kind, key, type)
        for kind, key, type, number in rows
        if _rank(own, kind, key, type) and (kind != "phrase" or number > 1)
    ]
    if not found:
        return None
    _best, _number, kind, key, type = max(found, key=lambda one: (one[0], one[1], one[3]))
    return TermKey("mechanism" if kind == "mechanism" else "formula", key, type or None)


def _rank(own: str, kind: str, key: str, type: str | None) -> int:
    """How well letters name a term: 3 in full, 2 as texts shorten it; 0 not at all."""
    if kind != "mechanism":
        return 3 if own == key else 0
    if type and own in (key + type, type + key):
        return 3
    return 2 if own == key else 0


def _condition(view: View, key: TermKey) -> tuple[str, list[object]]:
    """What rows of a term have, and its values."""
    kinds = "kind = 'mechanism'" if key.kind == "mechanism" else "kind IN ('formula', 'phrase')"
    return f"{kinds} AND letters = ? AND type = ? AND {view.shown}", [key.letters, key.type or ""]


def term(view: View, store: Store, key: TermKey) -> Term | None:
    """All about a term; ``None``: no document has it."""
    condition, values = _condition(view, key)
    found = view.rows(f"SELECT doc, {_NAMES} FROM uses WHERE {condition} ORDER BY doc", values)
    uses: dict[int, list[TermUse]] = {}
    for id, *row in found:
        uses.setdefault(id, []).append(use_of(row))
    known = {one.id: one for one in store.documents(list(uses))}
    rows = (_of_document(known[id], own) for id, own in uses.items() if id in known)
    return next(iter(terms(rows)), None)


def _of_document(about: Document, uses: list[TermUse]) -> DocumentTerms:
    where = (about.region, about.city, about.level, about.organ)
    return DocumentTerms(about.id, *where, about.year, about.date, about.duplicate_of, tuple(uses))


def counts(view: View, key: TermKey) -> dict[int, int]:
    """How often each document names a term."""
    condition, values = _condition(view, key)
    return dict(
        view.rows(
            f"SELECT doc, sum(json_array_length(spans)) FROM uses WHERE {condition} GROUP BY doc", values
        )
    )
