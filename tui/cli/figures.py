"""Every quantity of the texts, and what about them may be asked: ``figures``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from index.errors import N_
from tui.cli import values
from tui.cli.output import entry, filled, joined, plain, say, shown, table
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from index.library import Library
    from index.registers.model import Figure, Found, Incomplete, Page, Question

LISTED = 200
"""Rows for a reader, where no number is asked for; --json and tables have all."""
QUESTIONS = 20
COLUMNS = (
    *("id", "start", "end", "text", "value", "upper", "unit", "subject", "event", "qualifier", "date"),
    "region",
)
SORTS = {
    "place": "place",
    "value": "value",
    "-value": "value_up",
    "date": "date",
    "-date": "date_up",
    "unit": "unit",
    "subject": "subject",
    "region": "region",
}
KINDS = {
    "sum": N_("perhaps a sum"),
    "part": N_("a part that is more than the whole"),
    "differs": N_("told differently"),
}


def places(parser: argparse.ArgumentParser) -> None:
    """The options of all registers: one document, or those of a query; how many rows."""
    parser.add_argument(
        "--id", metavar="ID", type=values.document_id, help=_("only of the document of this number")
    )
    parser.add_argument(
        "--where", metavar="QUERY", type=values.text, help=_("only of documents that match this query")
    )
    parser.add_argument(
        "--limit", metavar="N", type=values.count, help=_("how many rows to list (all; 200 for a reader)")
    )


def limit_of(arguments: argparse.Namespace) -> int | None:
    """How many rows are listed."""
    if arguments.limit is None and not (arguments.json or arguments.csv or arguments.markdown):
        return LISTED
    return arguments.limit if arguments.limit is None else int(arguments.limit)


def with_state(answer: dict[str, object], incomplete: Incomplete | None) -> dict[str, object]:
    """The answer; with ``incomplete`` where it is not of all documents, which is told on stderr too."""
    if incomplete is None:
        return answer
    say(
        _("Only {done} of {of} documents have been read for this; ask again later.").format(
            done=incomplete.done, of=incomplete.of
        )
    )
    return answer | {"incomplete": plain(incomplete)}


def more(console: Console, page: Page[Any], count: int) -> None:
    """Tell how many rows there are."""
    told = _("Rows: {count}").format(count=page.total)
    if count < page.total:
        told = _("Rows: {count} of {total}; --limit N lists more").format(count=count, total=page.total)
    console.print(shown(told, "dim"))


def _arguments(parser: argparse.ArgumentParser) -> None:
    places(parser)
    parser.add_argument(
        "--unit", metavar="UNIT", type=values.text, help=_("only in this unit, such as 人次 or %%")
    )
    parser.add_argument(
        "--subject", metavar="WORDS", type=values.text, help=_("only of what these words are part of")
    )
    parser.add_argument(
        "--sort",
        choices=tuple(SORTS),
        default="place",
        metavar="ORDER",
        help=_(
            "by place in the texts, by value, the greatest first (value) or the least (-value), by date of "
            "the document, the newest first (date) or the oldest (-date), by unit, subject or province "
            "(region)"
        ),
    )


def _figures(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Reading figures")) as progress:

        def asked(unit: str | None, limit: int | None) -> Page[Figure]:
            return library.figures(
                arguments.id,
                where=arguments.where,
                unit=unit,
                subject=arguments.subject,
                sort=SORTS[arguments.sort],  # type: ignore[arg-type]
                limit=limit,
                progress=progress,
            )

        unit, limit = arguments.unit, limit_of(arguments)
        page = asked(unit, limit)
        if unit and not page.total:
            unit = _spelled(library, unit)
            page = asked(unit, limit)
        questions = library.figure_questions(arguments.id, where=arguments.where)
        if unit is not None or arguments.subject is not None:
            questions = _about(questions, asked(unit, None).rows)
    rows = [entry_of(found) for found in page.rows]
    return Answer(
        json=with_state(
            {"total": page.total, "figures": rows, "questions": [question_of(one) for one in questions]},
            page.incomplete,
        ),
        human=lambda console: _human(console, page, questions),
        rows=Rows(COLUMNS, rows),
    )


def _spelled(library: Library, unit: str) -> str:
    """The unit as the register has it: 項 and 项, ％ and % are one."""
    from index.text.fold import fold

    units = (known for known, _count in library.figure_units() if known)
    return next((known for known in units if fold(known) == fold(unit)), unit)


def _about(questions: Sequence[Question], rows: Sequence[Found[Figure]]) -> tuple[Question, ...]:
    """Those of the questions in which some of the figures are asked about."""
    places = {(found.id, found.row.start) for found in rows}
    return tuple(one for one in questions if any((at.id, at.start) in places for at in one.figures))


def entry_of(found: Found[Figure]) -> dict[str, object]:
    """A row as a JSON object: the document, then what the row has."""
    one = found.row
    return {"id": found.id} | entry(one) | {"value": whole(one.value), "upper": whole(one.upper)}


def whole(value: float | None) -> float | int | None:
    """A whole number without its point."""
    return int(value) if value is not None and value == int(value) else value


def question_of(one: Question) -> dict[str, object]:
    """A question as a JSON object."""
    return entry(one, figures=[entry(at) | {"value": whole(at.value)} for at in one.figures])


def number(value: float) -> str:
    """A value as one reads it: whole numbers without a point."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0")


def _human(console: Console, page: Page[Figure], questions: Sequence[Question]) -> None:
    columns = (_("ID"), _("figure"), _("value"), _("unit"), _("subject"), _("date"), _("province"))
    result = table(*columns, right=(0, 2), whole=(0, 2, 3, 5, 6))
    for found in page.rows:
        one = found.row
        value = number(one.value) + ("" if one.upper is None else f"–{number(one.upper)}")
        cells = (found.id, one.text, value, one.unit, one.subject, one.date, one.region)
        result.add_row(*map(shown, cells))
    console.print(result)
    more(console, page, len(page.rows))
    for question in questions[:QUESTIONS]:
        figures = joined(
            [shown(f"[{at.id}] ", "cyan").append_text(shown(at.text)) for at in question.figures]
        )
        asked = shown("? " + _(KINDS[question.kind]) + "  ", "yellow").append_text(figures)
        console.print(filled(asked, console.width, indent=2, first=0), soft_wrap=True)
    if len(questions) > QUESTIONS:
        left = _("{count} more questions; --json has all").format(count=len(questions) - QUESTIONS)
        console.print(shown(left, "dim"))


COMMANDS = (
    Command(
        name="figures",
        summary=N_("List every quantity with its value and what it counts."),
        example="figures --unit 人次 --sort value --limit 20",
        arguments=_arguments,
        run=_figures,
        table=True,
    ),
)
