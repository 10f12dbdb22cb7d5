"""Pages of registers for a screen: filtered, sorted, the first rows without a look at the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from index.library.rows.asking import few, like, parts, regions_of
from index.library.rows.file import letters, names
from index.library.rows.keeper import View
from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
from index.registers.extractors import FIGURES, QUOTATIONS, figure_of, quotation_of
from index.registers.model import Figure, Found, Quotation

Row = TypeVar("Row")

_SUBJECTS = 5000
"""So many subjects are looked up one by one; figures of more of them are met soon in any order."""
_FAR = 5000
"""Rows from which on it is worth knowing from which end they are nearer."""
_SHAPE = re.compile(r"[×x*]\s*\d|…")


@dataclass
class _Query:
    """A query as it is put together: ``columns`` of a ``table``, a row of which has a ``key``.

    ``source`` names tables in the order in which they are walked.
    """

    table: str
    key: str
    columns: str
    source: str
    order: str
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def where(self, condition: str, *values: object) -> None:
        self.conditions.append(condition)
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
                f"SELECT {self.key} FROM {self.source} WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?",
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
        is_down = part.endswith(" DESC")
        turned.append(part.removesuffix(" DESC").removesuffix(" ASC") + ("" if is_down else " DESC"))
    return ", ".join(turned)


def _way(turned: bool, *, falling: bool = False) -> str:
    return "DESC" if falling != turned else "ASC"


def figures(view: View, wanted: Wanted, among: Sequence[int] | None) -> Listing[Found[Figure]]:
    """Figures of subjects that have all words, the greatest first, or those of the newest documents."""
    from index.text.fold import fold

    columns = ", ".join(["doc", *names(FIGURES)[:12]])
    with _among(view, among) as (is_few, shown):
        by_date = wanted.sort == "date"
        source = "documents CROSS JOIN figures ON doc = documents.id" if by_date else "figures"
        if is_few:
            source = "chosen CROSS JOIN figures ON doc = chosen.id"
            source += " CROSS JOIN documents ON documents.id = doc" if by_date else ""
        order = f"value {_way(wanted.turned, falling=True)}, doc, start"
        if by_date:
            order = f"documents.date {_way(wanted.turned, falling=True)}, doc, start"
        query = _Query("figures", "doc, start", columns, source, order)
        query.where(shown)
        if wanted.unit is not None:
            query.where(*(("unit = ?", wanted.unit) if wanted.unit else ("unit IS NULL",)))
        if wanted.words:
            likes = [like(fold(word)) for word in wanted.words]
            _of_subjects(view, query, likes, few=is_few, by_date=by_date)
        found = query.listing(view, wanted, lambda *row: row)
    regions = regions_of(view, {row[0] for row in found.rows})
    rows = tuple(Found(row[0], figure_of(row[1:], regions.get(row[0]))) for row in found.rows)
    return Listing(rows, found.total, found.incomplete)


def _of_subjects(view: View, query: _Query, likes: Sequence[str], *, few: bool, by_date: bool) -> None:
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
        query.source += " CROSS JOIN documents ON documents.id = doc" if by_date else ""


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
            marks = ", ".join("?" * len(said))
            query.where(
                "((SELECT letters FROM letters WHERE register = 'quotations' AND letters.doc = quotations.doc"
                f" AND letters.start = quotations.start) LIKE ? OR speaker IN ({marks}))",
                like(letters(word)),
                *said,
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


def terms(view: View, wanted: Wanted, kind: str) -> Listing[TermRow]:
    """Terms that go by all words in any of their forms: those in most documents first, or as asked."""
    down = _way(wanted.turned, falling=True)
    orders = {
        "documents": f"number {_way(wanted.turned)}",
        "occurrences": f"occurrences {down}, number",
        "first": f"first IS NULL, first {_way(wanted.turned)}, number",
        "name": f"sound {_way(wanted.turned)}, number",
    }
    columns = "name, kind, type, documents, occurrences, regions, first, last, meaning"
    query = _Query("terms", "number", columns, "terms", orders[wanted.sort])
    query.where("kind = ?", kind)
    for word in wanted.words:
        query.where("letters LIKE ?", like(letters(word)))
    return query.listing(view, wanted, TermRow)
