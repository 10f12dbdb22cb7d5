"""The terms of all documents, worked out for each state of the rows and kept with them; and those of some."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from index.library.rows.file import letters, meta
from index.library.rows.keeper import View
from index.library.rows.listing import TermRow
from index.model import Document
from index.registers.model import DocumentTerms, Instance, Term, TermMention, TermUse, Wording
from index.registers.terms.rows import COLUMNS, terms_of, use_of
from index.registers.terms.terms import least, terms
from index.store import Store
from index.text.objects import objects

NAME, COUNT = "terms", "terms of"
_MENTION = ("id", "start", "end", "text")
"""What is kept of mentions: a list of each, in this order."""
_BATCH = 2000
MEANING = 200
"""Characters of what a term means that a table may show."""


def fits(rows: sqlite3.Connection, stamp: str) -> bool:
    """Whether the terms that are kept are those of that state of the texts."""
    return meta(rows, NAME) == stamp


def kept_of(rows: sqlite3.Connection) -> int | None:
    """Of how many documents the terms are that are kept; ``None``: none are kept."""
    found = meta(rows, COUNT)
    return None if found is None else int(found)


def keep(rows: sqlite3.Connection, store: Store, stamp: str) -> None:
    """Work out the terms of all rows, and keep them as those of that state. With the lock held."""
    found = terms(_documents(rows, store, "1", _repeated(rows, store)))
    rows.execute("BEGIN IMMEDIATE")
    rows.execute("DELETE FROM terms")
    rows.execute("DELETE FROM term_texts")
    marks = ", ".join("?" * 13)
    rows.executemany(f"INSERT INTO terms VALUES ({marks})", map(_listed, range(len(found)), found))
    texts = ((number, _about(one), _mentions(one)) for number, one in enumerate(found))
    rows.executemany("INSERT INTO term_texts VALUES (?, ?, ?)", texts)
    count = rows.execute("SELECT count(*) FROM documents").fetchone()[0]
    rows.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(NAME, stamp), (COUNT, str(count))])
    rows.execute("COMMIT")


def page(view: View, kind: str | None, limit: int | None, offset: int, mentions: bool) -> list[Term]:
    """The terms that are kept, of a ``kind``; without ``mentions`` these are left out."""
    column = "mentions" if mentions else "'[]'"
    which = "WHERE kind = ?" if kind else ""
    rows = view.rows(
        f"SELECT about, {column} FROM terms JOIN term_texts USING (number) {which}"
        " ORDER BY number LIMIT ? OFFSET ?",
        [*([kind] if kind else []), -1 if limit is None else limit, offset],
    )
    return [_term(about, listed) for about, listed in rows]


def of_row(view: View, row: TermRow) -> Term | None:
    """The term of a row, with every place."""
    rows = view.rows(
        "SELECT about, mentions FROM terms JOIN term_texts USING (number)"
        " WHERE key = ? AND kind = ? AND type IS ?",
        [row.letters, row.kind, row.type],
    )
    return _term(*rows[0]) if rows else None


def numbered(view: View, number: int) -> Term:
    """A term that is kept, with every place."""
    return _term(*view.rows("SELECT about, mentions FROM term_texts WHERE number = ?", [number])[0])


def total(view: View, kind: str | None) -> int:
    """How many terms are kept, of a ``kind``."""
    which = "WHERE kind = ?" if kind else ""
    return int(view.rows(f"SELECT count(*) FROM terms {which}", [kind] if kind else [])[0][0])


def some(view: View, store: Store, among: Sequence[int]) -> list[Term]:
    """The terms of some documents. What is a formula because several documents have it is one here too."""
    repeated = _repeated(view.connection, store)
    with view.among(among) as shown:
        return list(terms(_documents(view.connection, store, shown, repeated)))


def _repeated(rows: sqlite3.Connection, store: Store) -> frozenset[str]:
    """The phrases that are formulae, as several documents have them, copies aside."""
    return repeated_phrases(
        rows,
        store,
        "letters IN (SELECT letters FROM uses WHERE kind = 'phrase' GROUP BY letters"
        " HAVING min(doc) < max(doc))",
        (),
    )


def repeated_phrases(
    rows: sqlite3.Connection, store: Store, condition: str, values: Sequence[object]
) -> frozenset[str]:
    """The same of those phrases that a condition leaves."""
    duplicates = store.duplicates()
    originals: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    found = rows.execute(
        f"SELECT letters, doc, forms FROM uses WHERE kind = 'phrase' AND {condition}", values
    )
    for key, doc, written in found:
        originals[key].add(duplicates.get(doc, doc))
        forms[key].update(json.loads(written))
    return frozenset(
        key for key, documents in originals.items() if len(documents) >= min(map(least, forms[key]))
    )


def _documents(
    rows: sqlite3.Connection, store: Store, shown: str, repeated: frozenset[str]
) -> list[DocumentTerms]:
    """The terms of each document, phrases only as far as they are ``repeated``."""
    uses: dict[int, list[TermUse]] = defaultdict(list)
    names = ", ".join(column.split()[0] for column in COLUMNS.split(", "))
    for doc, *row in rows.execute(f"SELECT doc, {names} FROM uses WHERE {shown} ORDER BY doc"):
        if row[1] != "phrase":
            uses[doc].append(use_of(row))
        elif row[0] in repeated:
            uses[doc].append(replace(use_of(row), kind="formula"))
    known = _known(store, list(uses))
    return [terms_of(known[id], own) for id, own in uses.items() if id in known]


def _known(store: Store, ids: Sequence[int]) -> Mapping[int, Document]:
    known: dict[int, Document] = {}
    for start in range(0, len(ids), _BATCH):
        known |= {one.id: one for one in store.documents(ids[start : start + _BATCH])}
    return known


def _listed(number: int, one: Term) -> tuple[object, ...]:
    """What a table of terms shows of it, finds it by, and sorts it by."""
    meaning = "；".join(one.expansion) or one.definition.text
    head = (number, one.kind, one.term, one.type, one.documents, one.occurrences, len(one.regions))
    found_by = "\n".join(dict.fromkeys(map(letters, (one.term, *one.variants))))
    return (*head, one.first, one.last, meaning[:MEANING], found_by, _sound(one.term), one.letters)


def _sound(name: str) -> bytes:
    """Chinese by its sound: GB 2312 has its common characters in the order of pinyin."""
    return letters(name).encode("gb18030", "replace")


def _about(one: Term) -> str:
    return json.dumps(asdict(replace(one, mentions=())), ensure_ascii=False)


def _mentions(one: Term) -> str:
    columns = [[getattr(at, name) for at in one.mentions] for name in _MENTION]
    return json.dumps(columns, ensure_ascii=False)


def _term(about: str, mentions: str) -> Term:
    one = json.loads(about)
    for name in ("expansion", "regions", "years", "variants"):
        one[name] = tuple(one[name])
    one["expansions"] = tuple(Wording(tuple(each["items"]), each["documents"]) for each in one["expansions"])
    one["definition"] = TermMention(**one["definition"])
    one["instances"] = tuple(Instance(**each | {"ids": tuple(each["ids"])}) for each in one["instances"])
    columns = json.loads(mentions)
    one["mentions"] = (
        tuple(objects(TermMention, len(columns[0]), dict(zip(_MENTION, columns, strict=True))))
        if columns
        else ()
    )
    return Term(**one)
