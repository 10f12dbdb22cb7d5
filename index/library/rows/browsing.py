"""Pages of registers for a screen: filtered, sorted, the first rows without a look at the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from index.library.rows.asking import few, like, parts, regions_of
from index.library.rows.file import letters, names
from index.library.rows.keeper import View
from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
from index.registers.extractors import FIGURES, QUOTATIONS, figure_of, quotation_of
from index.registers.model import Figure, Found, Quotation
from index.store.codec import dumps

Row = TypeVar("Row")

_SUBJECTS = 5000
"""So many subjects are looked up one by one; figures of more of them are met soon in any order."""
_RARE = 5000
"""So many figures of a unit are put in order for a page; more of them are met soon in any order."""
_FAR = 5000
"""Rows from which on it is worth knowing from which end they are nearer."""
_SHAPE = re.compile(r"[×x*]\s*\d|…")


@dataclass
class _Query:
    """A query as it is put together: ``columns`` of a ``table``, a row of which has a ``key``.

    ``source`` names tables in the order in which they are walked; ``walk``: for a page, where it takes others
    to have the rows in their order.
    """

    table: str
    key: str
    columns: str
    source: str
    order: str
    walk: str | None = None
    conditions: list[str] = field(default_factory=list)
    walked: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def where(self, condition: str, *values: object, walked: str | None = None) -> None:
        """Only rows that meet a condition; ``walked``: as it is said for a page."""
        self.conditions.append(condition)
        self.walked.append(condition if walked is None else walked)
        self.values += values

    def listing(self, view: View, wanted: Wanted, row: Callable[..., Row]) -> Listing[Row]:
        condition = " AND ".join(self.conditions) or "1"
        total: int | None = None
        if wanted.counted or wanted.offset > _FAR:
            counted = f"SELECT count(*) FROM {self.source} WHERE {condition}"
            total = int(view.rows(counted, self.values)[0][0])
        rows: list[tuple[Any, ...]] = []
        if wanted.limit:
            # First the keys: what is passed over is not looked up; from the end where that is nearer.
            order, offset, limit = self.order, wanted.offset, wanted.limit
            left = 0 if total is None else total - offset
            backwards = total is not None and limit > 0 and 0 < left < offset
            if backwards:
                order, offset, limit = _backwards(order), max(0, left - limit), min(limit, left)
            keys = view.rows(
                f"SELECT {self.key} FROM {self.walk or self.source} WHERE {' AND '.join(self.walked) or '1'}"
                f" ORDER BY {order} LIMIT ? OFFSET ?",
                [*self.values, limit, offset],
            )
            keys = keys[::-1] if backwards else keys
            where = " AND ".join(f"{name.rpartition('.')[2]} = ?" for name in self.key.split(", "))
            one = f"SELECT {self.columns} FROM {self.table} WHERE {where}"
            rows = [view.rows(one, key)[0] for key in keys]
        return Listing(tuple(row(*one) for one in rows), total, view.incomplete)


@contextmanager
def _among(view: View, among: Sequence[int] | None) -> Iterator[tuple[bool, str]]:
    """Whether few documents are wanted, that are to be looked up one by one; and a condition on ``doc``."""
    if among is None:
        yield False, view.shown
        return
    with view.among(among) as shown:
        yield few(view, among), shown


def _backwards(order: str) -> str:
    """The order from its end."""
    turned = []
    for part in order.split(", "):
        bare = part.removesuffix(" NULLS LAST")
        back = bare.removesuffix(" DESC").removesuffix(" ASC") + ("" if bare.endswith(" DESC") else " DESC")
        turned.append(back + (" NULLS FIRST" if bare != part else ""))
    return ", ".join(turned)


def _way(turned: bool, *, falling: bool = False) -> str:
    return "DESC" if falling != turned else "ASC"


def figures(view: View, wanted: Wanted, among: Sequence[int] | None) -> Listing[Found[Figure]]:
    """Figures of subjects that have all words, the greatest first, or those of the newest documents."""
    from index.text.fold import fold

    columns = ", ".join(["doc", *names(FIGURES)[:12]])
    with _among(view, among) as (is_few, shown):
        query = _Query("figures", "doc, start", columns, "figures", _figure_order(wanted))
        query.where(shown)
        if is_few:
            query.source = "chosen CROSS JOIN figures ON doc = chosen.id"
        if wanted.words:
            _of_subjects(view, query, [like(fold(word)) for word in wanted.words], few=is_few)
        is_all = query.source == "figures"
        by_document = not is_all
        if wanted.sort in ("date", "region"):
            by_document = by_document or wanted.unit is None or not _is_rare(view, wanted.unit)
            query.walk = f"{query.source} CROSS JOIN documents ON documents.id = doc"
            if is_all and by_document:
                query.walk = "documents CROSS JOIN figures ON doc = documents.id"
        if wanted.unit is not None:
            condition, values = _of_unit(wanted.unit)
            # SQLite takes the figures of a unit, found by their index, for fewer than those of a document.
            apart = f"+{condition}"
            query.where(condition if is_all else apart, *values, walked=apart if by_document else condition)
        found = query.listing(view, wanted, lambda *row: row)
    regions = regions_of(view, {row[0] for row in found.rows})
    rows = tuple(Found(row[0], figure_of(row[1:], regions.get(row[0]))) for row in found.rows)
    return Listing(rows, found.total, found.incomplete)


def _figure_order(wanted: Wanted) -> str:
    """As an index has it. What has no unit, subject or province comes last, whichever way round."""
    rising, falling = _way(wanted.turned), _way(wanted.turned, falling=True)
    last = "" if wanted.turned else " NULLS LAST"  # falling, nothing comes last by itself
    place = f"doc {rising}, start {rising}"
    match wanted.sort:
        case "date":
            return f"documents.date {falling}, doc, start"
        case "region":
            return f"documents.region {rising}{last}, documents.id {rising}, start {rising}"
        case "unit":
            return f"unit {rising}{last}, value {falling}, figures.counted {rising}, {place}"
        case "subject":
            return f"figures.counted {rising}{last}, value {falling}, unit {rising}, {place}"
    return f"value {falling}, doc, start"


def _of_unit(unit: str) -> tuple[str, list[object]]:
    """A condition for figures of a unit, with its values."""
    return ("unit = ?", [unit]) if unit else ("unit IS NULL", [])


def _is_rare(view: View, unit: str) -> bool:
    """Whether figures of a unit are so few that all of them are better put in order than met in it."""
    condition, values = _of_unit(unit)
    return not view.rows(f"SELECT 1 FROM figures WHERE {condition} LIMIT 1 OFFSET {_RARE}", values)


def _of_subjects(view: View, query: _Query, likes: Sequence[str], *, few: bool) -> None:
    """Only figures of subjects that are ``likes``."""
    condition = " AND ".join(["counted LIKE ? ESCAPE '\\'"] * len(likes))
    view.connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (counted TEXT PRIMARY KEY)")
    view.connection.execute("DELETE FROM wanted")
    found = view.connection.execute(
        f"INSERT INTO wanted SELECT counted FROM subjects WHERE {condition} LIMIT {_SUBJECTS + 1}", likes
    )
    if few or found.rowcount > _SUBJECTS:
        query.where(condition, *likes)
    else:
        query.source = "wanted CROSS JOIN figures ON figures.counted = wanted.counted"


def quotations(view: View, wanted: Wanted, among: Sequence[int] | None) -> Listing[Found[Quotation]]:
    """Quotations that have all words, or their speakers, of the newest documents first, or by speaker."""
    from index.text.fold import fold

    columns = ", ".join(["doc", *names(QUOTATIONS)])
    with _among(view, among) as (is_few, shown):
        way = _way(wanted.turned, falling=True)
        order = f"documents.date {way}, doc, start"
        source = "documents CROSS JOIN quotations ON doc = documents.id"
        if is_few:
            source = "chosen CROSS JOIN documents ON documents.id = chosen.id"
            source += " CROSS JOIN quotations ON doc = documents.id"
        if wanted.sort == "speaker":
            order = f"speaker IS NULL, speaker {_way(wanted.turned)}, documents.date DESC, doc, start"
        query = _Query("quotations", "doc, start", columns, source, order)
        query.where(shown)
        for word in wanted.words:
            said = [name for name in _speakers(view) if fold(word) in fold(name)]
            query.where(
                "((SELECT letters FROM letters WHERE register = 'quotations' AND letters.doc = quotations.doc"
                " AND letters.start = quotations.start) LIKE ?"
                " OR speaker IN (SELECT value FROM json_each(?)))",
                like(letters(word)),
                # In one value: there may be more speakers than SQLite takes values.
                dumps(said),
            )
        return query.listing(view, wanted, lambda doc, *row: Found(doc, quotation_of(row)))


def _speakers(view: View) -> list[str]:
    """All speakers, as written: few against what they say."""
    return [row[0] for row in view.rows("SELECT DISTINCT speaker FROM quotations") if row[0]]


def outlines(view: View, wanted: Wanted, among: Sequence[int] | None) -> Listing[OutlineRow]:
    """Outlines whose headings have all words, or the shape that is asked for (着力…×4); those with the most
    parallel heads first, the longest, or the newest. UsageError.
    """
    down = _way(wanted.turned, falling=True)
    orders = {
        "alike": f"alike {down}, headings {down}, id",
        "headings": f"headings {down}, alike {down}, id",
        "date": f"documents.date {down}, id",
    }
    with _among(view, among) as (_, shown):
        query = _Query("documents", "documents.id", "id, headings", "documents", orders[wanted.sort])
        query.where("headings > 0")
        query.where(re.sub(r"\bdoc\b", "documents.id", shown))
        typed = " ".join(wanted.words)
        if _SHAPE.search(typed):
            for pattern, least in parts(typed):
                query.where(
                    "EXISTS (SELECT 1 FROM shapes WHERE shapes.doc = documents.id"
                    " AND words LIKE ? ESCAPE '\\' AND times >= ?)",
                    pattern,
                    least,
                )
        else:
            for word in wanted.words:
                query.where(
                    "EXISTS (SELECT 1 FROM letters WHERE register = 'headings'"
                    " AND letters.doc = documents.id AND letters LIKE ?)",
                    like(letters(word)),
                )
        found = query.listing(view, wanted, lambda id, headings: OutlineRow(id, headings, ()))
    return Listing(tuple(_shaped(view, found.rows)), found.total, found.incomplete)


def _shaped(view: View, rows: Sequence[OutlineRow]) -> Iterator[OutlineRow]:
    """The outlines with their shapes."""
    for one in rows:
        shape = view.rows(
            "SELECT words, times FROM shapes WHERE doc = ? ORDER BY times DESC, words", [one.id]
        )
        yield replace(one, shape=tuple(shape))


_TERM = "name, kind, type, documents, occurrences, regions, first, last, meaning, key"


def terms(view: View, wanted: Wanted, kind: str, among: Sequence[int] | None) -> Listing[TermRow]:
    """Terms that go by all words in any of their forms: those in most documents first, or as asked. Where
    documents are chosen they are counted in these.
    """
    down = _way(wanted.turned, falling=True)
    orders = {
        "documents": f"number {_way(wanted.turned)}",
        "occurrences": f"occurrences {down}, number",
        "first": f"first IS NULL, first {_way(wanted.turned)}, number",
        "name": f"sound {_way(wanted.turned)}, number",
    }
    if among is not None and wanted.sort == "documents":
        orders["documents"] = f"documents {down}, occurrences {down}, number {_way(wanted.turned)}"
    with nullcontext("1") if among is None else view.among(among) as shown:
        source = "terms" if among is None else _narrowed(shown, kind)
        query = _Query(source, "number", _TERM, source, orders[wanted.sort])
        query.where("kind = ?", kind)
        for word in wanted.words:
            query.where("letters LIKE ?", like(letters(word)))
        if among is None:
            return query.listing(view, wanted, TermRow)
        condition = " AND ".join(query.conditions)
        rows = view.rows(
            f"SELECT {_TERM} FROM {source} WHERE {condition} ORDER BY {query.order}", query.values
        )
    end = None if wanted.limit < 0 else wanted.offset + wanted.limit
    found = tuple(TermRow(*row) for row in rows[wanted.offset : end])
    return Listing(found, len(rows), view.incomplete)


def _narrowed(shown: str, kind: str) -> str:
    """The terms of a kind as the chosen documents use them, a table like ``terms``."""
    kinds = "('mechanism')" if kind == "mechanism" else "('formula', 'phrase')"
    uses = (
        "SELECT letters AS used, type AS of, count(DISTINCT doc) AS documents, sum(times) AS occurrences,"
        " count(DISTINCT documents.region) AS regions, min(documents.date) AS first,"
        " max(documents.date) AS last"
        " FROM chosen CROSS JOIN uses INDEXED BY uses_times ON doc = chosen.id"
        f" CROSS JOIN documents ON documents.id = doc WHERE uses.kind IN {kinds} AND {shown} GROUP BY 1, 2"
    )
    columns = "name, kind, type, number, letters, sound, meaning, key"
    counts = "found.documents, found.occurrences, found.regions, found.first, found.last"
    return (
        f"(SELECT {columns}, {counts} FROM ({uses}) AS found CROSS JOIN terms"
        f" ON key = used AND kind = '{kind}' AND ifnull(type, '') = of)"
    )
