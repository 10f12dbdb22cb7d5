"""One term among the rows: which one a text names at a place, which one goes by a name, all about it."""

from __future__ import annotations

from index.library.rows import termed
from index.library.rows.keeper import View
from index.model import Document
from index.registers.model import DocumentTerms, Term, TermKey, TermPlace, TermUse
from index.registers.terms.named import letters
from index.registers.terms.rows import COLUMNS, use_of
from index.registers.terms.terms import terms
from index.store import Store
from index.text.fold import fold

_BETWEEN = 6
"""Letters that may stand between what is a mechanism's own and the noun that tells its kind."""
_LONGEST = 100
"""Letters of a name in full, more than any mechanism has: of a whole page that somebody has marked it is not
asked which part of it may be one.
"""
_NAMES = ", ".join(column.split()[0] for column in COLUMNS.split(", "))


def places(view: View, store: Store, id: int) -> list[TermPlace]:
    """Where a document names terms, in the order of the text; phrases only as far as they are terms."""
    found: list[TermPlace] = []
    rows = view.rows(f"SELECT {_NAMES} FROM uses WHERE doc = ? AND {view.shown}", [id])
    uses = [use_of(row) for row in rows]
    phrases = [use.key for use in uses if use.kind == "phrase"]
    condition = f"letters IN ({', '.join('?' * len(phrases))})"
    repeated = termed.repeated_phrases(view.connection, store, condition, phrases)
    for use in uses:
        if use.kind == "phrase" and use.key not in repeated:
            continue
        key = TermKey("mechanism" if use.kind == "mechanism" else "formula", use.key, use.type)
        found += [TermPlace(key, start, end) for start, end in use.spans]
    return sorted(found, key=lambda place: (place.start, -place.end))


def named(view: View, store: Store, name: str) -> TermKey | None:
    """The term that goes by ``name``: a formula, or a mechanism in full or as texts shorten it, that of the
    kind that most documents have.
    """
    own = letters(fold(name))
    if not own:
        return None
    some = f"SELECT 1 FROM uses WHERE kind = 'formula' AND letters = ? AND {view.shown} LIMIT 1"
    is_known = bool(view.rows(some, [own]))
    if is_known or termed.repeated_phrases(view.connection, store, f"letters = ? AND {view.shown}", [own]):
        return TermKey("formula", own)
    if len(own) > _LONGEST:
        return None
    parts = sorted({own[:end] for end in range(1, len(own) + 1)} | {own[start:] for start in range(len(own))})
    marks = ", ".join("?" * len(parts))
    rows = view.rows(
        "SELECT letters, type, count(*) FROM uses"
        f" WHERE kind = 'mechanism' AND letters IN ({marks}) AND {view.shown} GROUP BY 1, 2",
        parts,
    )
    found = [
        (whole, number, key, type)
        for key, type, number in rows
        if (whole := _wholeness(own, key, type)) is not None
    ]
    if not found:
        return None
    _whole, _number, key, type = max(found)
    return TermKey("mechanism", key, type or None)


def _wholeness(name: str, own: str, type: str) -> int | None:
    """How much ``name`` is a mechanism in full, of its ``own`` part and its type; ``None``: it is another."""
    if type and name in (own + type, type + own):
        return 2
    if name == own:
        return 1
    # 提振消费专项行动: more may stand between them.
    between = len(name) - len(own) - len(type)
    is_longer = name.startswith(own) and name.endswith(type) and 0 < between <= _BETWEEN
    return 0 if type and is_longer else None


def _condition(view: View, key: TermKey) -> tuple[str, list[object]]:
    """What rows of a term have, and its values."""
    kinds = "kind = 'mechanism'" if key.kind == "mechanism" else "kind IN ('formula', 'phrase')"
    return f"{kinds} AND letters = ? AND type = ? AND {view.shown}", [key.letters, key.type or ""]


def term(view: View, store: Store, key: TermKey) -> Term | None:
    """All about a term; ``None``: no document has it."""
    condition, values = _condition(view, key)
    if (number := _kept(view, key)) is not None:
        return termed.numbered(view, number)
    found = view.rows(f"SELECT doc, {_NAMES} FROM uses WHERE {condition} ORDER BY doc", values)
    uses: dict[int, list[TermUse]] = {}
    for id, *row in found:
        uses.setdefault(id, []).append(use_of(row))
    known = {one.id: one for one in store.documents(list(uses))}
    rows = (_of_document(known[id], own) for id, own in uses.items() if id in known)
    return next(iter(terms(rows)), None)


def _kept(view: View, key: TermKey) -> int | None:
    """The number of a term among those that are kept: of a frequent one there is much to put together."""
    if view.incomplete is not None or not termed.fits(view.connection, view.stamp):
        return None
    found = view.rows(
        "SELECT number FROM terms WHERE key = ? AND kind = ? AND type IS ?", [key.letters, key.kind, key.type]
    )
    return int(found[0][0]) if found else None


def _of_document(about: Document, uses: list[TermUse]) -> DocumentTerms:
    where = (about.region, about.city, about.level, about.organ)
    return DocumentTerms(about.id, *where, about.year, about.date, about.duplicate_of, tuple(uses))


def counts(view: View, key: TermKey) -> dict[int, int]:
    """How often each document names a term."""
    condition, values = _condition(view, key)
    return dict(view.rows(f"SELECT doc, sum(times) FROM uses WHERE {condition} GROUP BY doc", values))
