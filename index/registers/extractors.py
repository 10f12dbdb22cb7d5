"""What is extracted from each document, and how it is kept as rows of plain values.

One list for all registers: whoever adds one adds an ``Extractor`` with its tables here, and no more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from index.model import Span, StoredText
from index.registers.model import Figure, FigureAt, Heading, Question, Quotation
from index.registers.terms import rows as terms

Row = tuple[object, ...]
"""Values as SQLite keeps them."""
Tables = Mapping[str, Sequence[Row]]
"""Rows by table, without the id of their document."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of rows: its ``columns`` as SQL declares them, the ``key`` that tells rows of a document apart.

    ``indexes``: the columns of each index (``doc`` and the key follow by themselves).
    """

    name: str
    columns: str
    key: str
    indexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extractor:
    """What is made of a text: rows for ``tables``."""

    tables: tuple[Table, ...]
    rows: Callable[[StoredText], Tables]


FIGURES = Table(
    "figures",
    "start INTEGER, end INTEGER, text TEXT, value REAL, upper REAL, unit TEXT, subject TEXT, event TEXT,"
    # The subject as it is matched and compared: folded.
    " qualifier TEXT, date TEXT, first INTEGER, last INTEGER, counted TEXT,"
    # The words before it, where those of another document may tell of the same thing.
    " clause TEXT",
    "start",
    # Units and subjects stand in the indexes that are walked in the order of values, so that what is not
    # wanted is passed over without a look at its row.
    ("value DESC, unit, counted", "unit, value DESC, counted", "counted, value DESC, unit"),
)
ASKED = Table("questions", "number INTEGER, kind TEXT, figures TEXT", "number")
QUOTATIONS = Table(
    "quotations",
    "start INTEGER, end INTEGER, text TEXT, speaker TEXT, speaker_status TEXT, date TEXT, first INTEGER,"
    " last INTEGER",
    "start",
    ("speaker",),
)
HEADINGS = Table(
    "headings",
    "start INTEGER, end INTEGER, level INTEGER, text TEXT, parallel TEXT, lead INTEGER",
    "start",
)
SHAPES = Table("shapes", "words TEXT, times INTEGER", "words", ("words, times",))
USES = Table("uses", terms.COLUMNS, "kind, letters, type", ("kind, letters",))


def figure_row(figure: Figure, clause: str | None = None) -> Row:
    """A figure as its row; ``clause``: see ``questions.clause_of``."""
    from index.text.fold import fold

    one = figure
    head = (one.start, one.end, one.text, one.value, one.upper, one.unit, one.subject, one.event)
    counted = fold(one.subject) if one.subject else None
    return (*head, one.qualifier, one.date, one.sentence.start, one.sentence.end, counted, clause)


def figure_of(row: Sequence[object], region: str | None) -> Figure:
    """The figure of a row of a document of that ``region``."""
    start, end, text, value, upper, unit, subject, event, qualifier, date, first, last = row[:12]
    sentence = Span(first, last)  # type: ignore[arg-type]
    return Figure(start, end, text, value, upper, unit, subject, event, qualifier, date, region, sentence)  # type: ignore[arg-type]


def quotation_row(one: Quotation) -> Row:
    """A quotation as its row."""
    said = one.attribution
    place = (said.start, said.end) if said else (None, None)
    return (one.start, one.end, one.text, one.speaker, one.speaker_status, one.date, *place)


def quotation_of(row: Sequence[object]) -> Quotation:
    """The quotation of a row."""
    first, last = row[6:8]
    return Quotation(*row[:6], None if first is None else Span(first, last))  # type: ignore[arg-type, call-arg]


def heading_row(one: Heading) -> Row:
    """A heading as its row."""
    return (one.start, one.end, one.level, one.text, one.parallel, int(one.lead))


def heading_of(row: Sequence[object]) -> Heading:
    """The heading of a row."""
    start, end, level, text, parallel, lead = row
    return Heading(level, start, end, text, parallel, bool(lead))  # type: ignore[arg-type]


def question_row(number: int, one: Question) -> Row:
    """A question about the figures of one document as its row."""
    figures = [[at.start, at.end, at.text, at.value] for at in one.figures]
    return (number, one.kind, json.dumps(figures, ensure_ascii=False))


def question_of(id: int, row: Sequence[object]) -> Question:
    """The question of a row of document ``id``."""
    return Question(row[1], tuple(FigureAt(id, *at) for at in json.loads(str(row[2]))))  # type: ignore[arg-type]


def _figures(stored: StoredText) -> Tables:
    from index.registers.figures.figures import figures_of
    from index.registers.figures.questions import clause_of, questions_of
    from index.text.fold import fold

    found = figures_of(stored)
    folded = fold(stored.text)
    clauses = [clause_of(one, folded) for one in found]
    asked = questions_of(stored, found, clauses)
    return {
        FIGURES.name: [figure_row(one, clause) for one, clause in zip(found, clauses, strict=True)],
        ASKED.name: [question_row(number, one) for number, one in enumerate(asked)],
    }


def _quotations(stored: StoredText) -> Tables:
    from index.registers.quotations.quotations import quotations_of

    return {QUOTATIONS.name: [quotation_row(one) for one in quotations_of(stored)]}


def _outlines(stored: StoredText) -> Tables:
    from index.registers.outlines.outlines import outline_of

    found = outline_of(stored)
    return {HEADINGS.name: [heading_row(one) for one in found.headings], SHAPES.name: found.shape}


def _terms(stored: StoredText) -> Tables:
    from index.registers.terms.uses import uses_of

    return {USES.name: [terms.use_row(one) for one in uses_of(stored)]}


EXTRACTORS = (
    Extractor((FIGURES, ASKED), _figures),
    Extractor((QUOTATIONS,), _quotations),
    Extractor((HEADINGS, SHAPES), _outlines),
    Extractor((USES,), _terms),
)
TABLES = tuple({table.name: table for one in EXTRACTORS for table in one.tables}.values())


def rows_of(stored: StoredText) -> dict[str, list[Row]]:
    """All rows of a document, by table."""
    found: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for extractor in EXTRACTORS:
        for name, rows in extractor.rows(stored).items():
            found[name] += rows
    return found


@cache
def version() -> str:
    """Hex digest of what rows depend on: the programs that extract them, their lists, their tables."""
    digest = sha256(json.dumps([repr(table) for table in TABLES]).encode())
    for package, names in _MADE_OF:
        for name in names:
            for file in _files(files(package) / name):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


_MADE_OF = (
    ("index", ("registers", "text")),
    ("data", ("registers", "formulae", "lexicon")),
)


def _files(folder: Traversable) -> Iterable[Traversable]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".py", ".tsv", ".txt")):
            yield entry
