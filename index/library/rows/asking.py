"""Questions to the rows of figures, quotations and outlines; pages of them in the order asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Literal

from index.errors import N_, UsageError
from index.library.rows.file import names
from index.library.rows.keeper import View
from index.registers.extractors import (
    FIGURES,
    QUOTATIONS,
    figure_of,
    heading_of,
    question_of,
    quotation_of,
)
from index.registers.figures.questions import between
from index.registers.model import Figure, Found, Outline, Page, Question, Quotation

FigureSort = Literal["place", "value", "value_up", "date", "date_up", "unit", "subject", "region"]
FIGURE_SORTS: tuple[FigureSort, ...] = (
    *("place", "value", "value_up", "date", "date_up", "unit", "subject", "region"),
)
_ORDERS = {
    "place": "doc, start",
    "value": "value DESC, doc, start",
    "value_up": "value, doc, start",
    "date": "documents.date DESC, doc, start",
    "date_up": "documents.date NULLS LAST, doc, start",
    "unit": "unit NULLS LAST, value DESC, counted, doc, start",
    "subject": "counted NULLS LAST, value DESC, unit, doc, start",
    "region": "documents.region NULLS LAST, doc, start",
}
_SUBJECTS = 500
"""So many subjects are looked up one by one; figures of more of them are everywhere."""
_FEW = 8
"""Of that share of all documents figures are read document by document, and sorted then."""
SHAPE = N_("{pattern} is not a shape; write words and how often they head, such as 着力×4 or 强起来.")

_PART = re.compile(r"(?P<open>…*|\.{2,})(?P<words>[^…×*.]+?)(?P<more>…*|\.{2,})(?:[×x*](?P<times>\d{1,3}))?")


def like(text: str) -> str:
    """A pattern for LIKE that finds ``text`` anywhere."""
    for mark in "\\%_":
        text = text.replace(mark, "\\" + mark)
    return f"%{text}%"


def figures(
    view: View,
    *,
    among: Sequence[int] | None,
    unit: str | None,
    subject: str | None,
    sort: FigureSort,
    limit: int | None,
    offset: int,
) -> Page[Figure]:
    """Figures of the documents ``among`` (``None``: all), of a ``unit`` ("": without one), of subjects in
    which ``subject`` is; ``sort`` as in ``Registers.figures``.
    """
    from index.text.fold import fold

    conditions: list[str] = []
    values: list[object] = []
    if unit is not None:
        conditions.append("unit = ?" if unit else "unit IS NULL")
        values += [unit] if unit else []
    if subject:
        condition, some = _of_subject(view, like(fold(subject)))
        conditions.append(condition)
        values += some
    with view.among(among) if among is not None else nullcontext(view.shown) as shown:
        source = FIGURES.name
        if among is not None and few(view, among):
            # Otherwise SQLite walks through all figures by value, or of the unit or subject, to find theirs.
            source = "chosen CROSS JOIN figures ON doc = chosen.id"
            conditions = [f"+{one}" for one in conditions]
            shown = shown.replace("doc IN (SELECT id FROM chosen) AND ", "")
        if _ORDERS[sort].startswith("documents."):
            source += " JOIN documents ON documents.id = doc"
        condition = " AND ".join([*conditions, shown])
        total = view.rows(f"SELECT count(*) FROM {source} WHERE {condition}", values)[0][0]
        columns = ", ".join(f"figures.{name}" for name in names(FIGURES)[:12])
        rows = view.rows(
            f"SELECT doc, {columns} FROM {source} WHERE {condition}"
            f" ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?",
            [*values, -1 if limit is None else limit, offset],
        )
    regions = regions_of(view, {row[0] for row in rows})
    found = tuple(Found(row[0], figure_of(row[1:], regions.get(row[0]))) for row in rows)
    return Page(found, total, view.incomplete)


def _of_subject(view: View, pattern: str) -> tuple[str, list[object]]:
    """A condition for figures of subjects that are LIKE ``pattern``, with its values."""
    condition = "counted LIKE ? ESCAPE '\\'"
    found = view.rows(f"SELECT counted FROM subjects WHERE {condition} LIMIT {_SUBJECTS + 1}", [pattern])
    if len(found) > _SUBJECTS:
        return condition, [pattern]
    return f"counted IN ({', '.join('?' * len(found))})", [row[0] for row in found]


def few(view: View, among: Sequence[int]) -> bool:
    """Whether documents are so few that they are better looked up one by one."""
    return len(among) * _FEW < int(view.rows("SELECT count(*) FROM documents")[0][0])


def regions_of(view: View, ids: set[int]) -> dict[int, str | None]:
    """The regions of documents."""
    if len(ids) > 500:
        return dict(view.rows("SELECT id, region FROM documents"))
    marks = ",".join("?" * len(ids))
    return dict(view.rows(f"SELECT id, region FROM documents WHERE id IN ({marks})", sorted(ids)))


def units(view: View) -> list[tuple[str | None, int]]:
    """The units of figures with how many there are, the most frequent first."""
    return view.rows(
        f"SELECT unit, count(*) AS number FROM figures WHERE {view.shown} GROUP BY unit"
        " ORDER BY number DESC, unit"
    )


def questions(view: View, among: Sequence[int] | None) -> list[Question]:
    """What may be asked about the figures of documents, inside each of them and between them."""
    with view.among(among) if among is not None else nullcontext(view.shown) as shown:
        inside = view.rows(
            f"SELECT doc, number, kind, figures FROM questions WHERE {shown} ORDER BY doc, number"
        )
        # What documents may tell differently, narrowed down by SQLite: most figures stand alone.
        candidates = (
            "SELECT counted, unit, figures.date AS date, clause, region"
            " FROM figures JOIN documents ON doc = id"
            f" WHERE {shown} AND clause IS NOT NULL AND length(figures.date) > 4 AND region IS NOT NULL"
            " GROUP BY 1, 2, 3, 4, 5 HAVING min(doc) < max(doc) AND min(value) < max(value)"
        )
        columns = ", ".join(f"figures.{name}" for name in names(FIGURES)[:12])
        apart = view.rows(
            f"WITH alike AS ({candidates}) SELECT doc, {columns}, alike.region, alike.clause FROM alike"
            " JOIN figures ON figures.counted = alike.counted AND figures.unit IS alike.unit"
            " AND figures.date = alike.date AND figures.clause = alike.clause"
            f" JOIN documents ON doc = id AND documents.region = alike.region WHERE {shown}"
            # As the index of them has it.
            " AND figures.clause IS NOT NULL AND length(figures.date) > 4"
        )
    found = [question_of(row[0], row[1:]) for row in inside]
    return [*found, *between((Found(row[0], figure_of(row[1:13], row[13])), row[14]) for row in apart)]


def quotations(
    view: View,
    *,
    among: Sequence[int] | None,
    speaker: str | None,
    limit: int | None,
    offset: int,
) -> Page[Quotation]:
    """Quotations of the documents ``among`` (``None``: all), of speakers in whose name ``speaker`` is."""
    from index.text.fold import fold

    conditions: list[str] = []
    if speaker:
        # Speakers stand as written: of the few that there are those are found that fold to the same.
        wanted = fold(speaker)
        known = [row[0] for row in view.rows("SELECT DISTINCT speaker FROM quotations") if row[0]]
        said = [name for name in known if wanted in fold(name)]
        view.connection.execute("CREATE TEMP TABLE IF NOT EXISTS speakers (name TEXT PRIMARY KEY)")
        view.connection.execute("DELETE FROM speakers")
        view.connection.executemany("INSERT INTO speakers VALUES (?)", ((name,) for name in said))
        conditions.append("speaker IN (SELECT name FROM speakers)")
    with view.among(among) if among is not None else nullcontext(view.shown) as shown:
        condition = " AND ".join([*conditions, shown])
        total = view.rows(f"SELECT count(*) FROM quotations WHERE {condition}")[0][0]
        columns = ", ".join(names(QUOTATIONS))
        rows = view.rows(
            f"SELECT doc, {columns} FROM quotations WHERE {condition} ORDER BY doc, start LIMIT ? OFFSET ?",
            [-1 if limit is None else limit, offset],
        )
    return Page(tuple(Found(row[0], quotation_of(row[1:])) for row in rows), total, view.incomplete)


def outlines(view: View, ids: Sequence[int]) -> list[Outline]:
    """The outlines of documents, in the order of ``ids``; those that are not there are left out."""
    found = []
    with view.among(ids) as shown:
        headings = view.rows(
            "SELECT doc, start, end, level, text, parallel, lead FROM headings"
            f" WHERE {shown} ORDER BY doc, start"
        )
        shapes = view.rows(
            f"SELECT doc, words, times FROM shapes WHERE {shown} ORDER BY doc, times DESC, words"
        )
        known = {row[0] for row in view.rows(f"SELECT id AS doc FROM documents WHERE {shown}")}
    for id in dict.fromkeys(ids):
        if id in known:
            own = tuple(heading_of(row[1:]) for row in headings if row[0] == id)
            found.append(Outline(id, own, tuple((words, times) for doc, words, times in shapes if doc == id)))
    return found


def shaped(view: View, pattern: str, among: Sequence[int] | None, limit: int | None) -> list[int]:
    """Documents whose headings share words as ``pattern`` says: 着力…×4 (so often or more), several of them
    apart by commas or spaces. The most often first. UsageError.
    """
    wanted = parts(pattern)
    with view.among(among) if among is not None else nullcontext(view.shown) as shown:
        score: dict[int, int] | None = None
        for words, least in wanted:
            rows = view.rows(
                "SELECT doc, max(times) FROM shapes"
                f" WHERE words LIKE ? ESCAPE '\\' AND times >= ? AND {shown} GROUP BY doc",
                [words, least],
            )
            here = dict(rows)
            score = (
                here
                if score is None
                else {id: score[id] + times for id, times in here.items() if id in score}
            )
    found = sorted(score or {}, key=lambda id: (-(score or {})[id], id))
    return found if limit is None else found[:limit]


def parts(pattern: str) -> list[tuple[str, int]]:
    """The parts of a pattern of shapes: what words are LIKE, and how often they head at least. UsageError."""
    from index.text.fold import fold

    found = []
    for part in re.split(r"[,;、\s]+", fold(pattern).strip(" ,;、")):
        match = _PART.fullmatch(part)
        if match is None:
            raise UsageError(SHAPE, pattern=pattern)
        words = like(match["words"])[1:-1]
        # 着力 begins or ends headings, 着力… begins them, …起来 ends them; what is shared may be longer.
        before = "%" if match["open"] or not match["more"] else ""
        after = "%" if match["more"] or not match["open"] else ""
        found.append((f"{before}{words}{after}", int(match["times"] or 2)))
    return found
