"""Formulae and mechanisms with what the texts say they mean, where and when: ``terms``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from tui import counted
from tui.cli import figures
from tui.cli.output import entry, filled, joined, shown
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library
    from index.registers.model import Term, Terms

KINDS = {"formula": N_("formula"), "mechanism": N_("mechanism")}
COLUMNS = (
    *("term", "kind", "type", "expansion", "documents", "occurrences", "regions", "years", "first", "last"),
    *("variants", "definition_id", "definition_start", "definition_end", "definition_text"),
)
SENTENCE = 120
"""Characters of a definition for a reader."""
NAMES = 6
"""Variants and provinces named for a reader; --json has all."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kind",
        choices=tuple(KINDS),
        metavar="|".join(KINDS),
        help=_("only set formulae, or only named mechanisms"),
    )
    figures.places(parser)


def _terms(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Reading terms")) as progress:
        found = library.terms(
            arguments.kind,
            id=arguments.id,
            where=arguments.where,
            limit=figures.limit_of(arguments),
            mentions=arguments.json,
            progress=progress,
        )
    return Answer(
        json=figures.with_state(
            {"total": found.total, "terms": [_entry(one) for one in found.terms]}, found.incomplete
        ),
        human=lambda console: _human(console, found),
        rows=Rows(COLUMNS, [row_of(one) for one in found.terms]),
    )


def row_of(one: Term) -> dict[str, object]:
    """A term as a row of a table, its definition in columns of their own."""
    said = {f"definition_{name}": getattr(one.definition, name) for name in ("id", "start", "end", "text")}
    return _entry(one) | said


def _entry(one: Term) -> dict[str, object]:
    """A term as a JSON object, without what only tells its rows from others."""
    return {name: value for name, value in entry(one).items() if name != "letters"}


def _human(console: Console, found: Terms) -> None:
    for one in found.terms:
        heading = shown(one.term, "bold").append_text(shown(f"  {_(KINDS[one.kind])}", "dim"))
        if one.type:
            heading.append_text(shown(f" {one.type}", "dim"))
        console.print(filled(heading, console.width, indent=0), soft_wrap=True)
        counts = counted.both(one.documents, one.occurrences)
        used = f"{one.first} – {one.last}" if one.first and one.first != one.last else one.first or ""
        facts = joined(
            [shown(text) for text in (counts, used, _some(one.regions), _some(one.variants)) if text]
        )
        facts.stylize("dim")
        console.print(filled(facts, console.width, indent=4), soft_wrap=True)
        if one.expansion:
            console.print(filled(shown("；".join(one.expansion)), console.width, indent=4), soft_wrap=True)
        text = one.definition.text.replace("\n", "")
        text = text if len(text) <= SENTENCE else text[:SENTENCE] + "…"
        said = shown(f"[{one.definition.id}] ", "cyan").append_text(shown(text))
        console.print(filled(said, console.width, indent=4), soft_wrap=True)
    told = _("Terms: {count}").format(count=found.total)
    if len(found.terms) < found.total:
        told = _("Terms: {count} of {total}; --limit N lists more").format(
            count=len(found.terms), total=found.total
        )
    console.print(shown(told, "dim"))


def _some(names: tuple[str, ...]) -> str:
    return "、".join(names[:NAMES]) + ("…" if len(names) > NAMES else "")


COMMANDS = (
    Command(
        name="terms",
        summary=N_("List set formulae and named mechanisms, what they mean, where and when."),
        example="terms --kind mechanism --where '省:湖南'",
        arguments=_arguments,
        run=_terms,
        table=True,
    ),
)
