"""What documents say in common, and what only one of them says: ``families`` and ``novelty``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from tui.cli import labels, values
from tui.cli.output import entry, filled, joined, shown
from tui.cli.progress import bar
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from index.library import Library
    from index.model import StoredText
    from index.reuse.model import Earliest, Family, Novelty, Said

MINIMUM, SHORTEST, LIMIT = 3, 8, 1000
INDENT = 4
REGIONS = 6
"""Provinces named in the list for readers; --json names all."""
READINGS = 8
COLUMNS = ("base", "documents", "occurrences", "earliest_id", "earliest_date", "inferred", "regions", "years")
STATUS = {
    "earlier": N_("said elsewhere earlier"),
    "elsewhere": N_("said elsewhere, not known to be earlier"),
    "own": N_("only here"),
}
STYLES = {"earlier": "dim", "elsewhere": "cyan", "own": ""}


def _families_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-documents",
        metavar="N",
        type=values.count,
        default=MINIMUM,
        help=_("said in at least so many documents (3)"),
    )
    parser.add_argument(
        "--min-length",
        metavar="N",
        type=values.count,
        default=SHORTEST,
        help=_("of at least so many letters, punctuation not counted (8)"),
    )
    parser.add_argument(
        "--limit", metavar="N", type=values.count, default=LIMIT, help=_("how many families to list (1000)")
    )
    parser.add_argument(
        "--where", metavar="QUERY", type=values.text, help=_("only in documents that match this query")
    )


def _families(library: Library, arguments: argparse.Namespace) -> Answer:
    with bar(_("Looking for families")) as progress:
        found = library.families(
            minimum=arguments.min_documents,
            shortest=arguments.min_length,
            limit=arguments.limit,
            where=arguments.where,
            progress=progress,
        )
    return Answer(
        json={"families": [_family(family) for family in found]},
        human=lambda console: _families_human(console, found, arguments.limit),
        rows=Rows(COLUMNS, [_flat(family) for family in found]),
    )


def _family(family: Family) -> dict[str, object]:
    return entry(
        family,
        regions=[{"value": value, "documents": number} for value, number in family.regions],
        years=[{"value": value, "documents": number} for value, number in family.years],
    )


def _flat(family: Family) -> dict[str, object]:
    first = family.earliest
    return {
        "base": family.base,
        "documents": family.documents,
        "occurrences": family.occurrences,
        "earliest_id": first and first.id,
        "earliest_date": first and first.date,
        "inferred": first and first.inferred,
        "regions": [f"{value or '-'} {number}" for value, number in family.regions],
        "years": [f"{value or '-'} {number}" for value, number in family.years],
    }


def _families_human(console: Console, found: Sequence[Family], limit: int) -> None:
    for family in found:
        console.print(filled(shown(family.base, "bold"), console.width, indent=0), soft_wrap=True)
        facts = joined(
            [
                shown(_("{number} documents").format(number=family.documents)),
                shown(_("{number} occurrences").format(number=family.occurrences)),
                shown(_first(family.earliest)),
                shown(_counts(family.regions)),
            ]
        )
        facts.stylize("dim")
        console.print(filled(facts, console.width, indent=INDENT), soft_wrap=True)
        for line in _apparatus(family):
            console.print(filled(line, console.width, indent=INDENT), soft_wrap=True)
    told = (
        _("Families: {count}")
        if len(found) < limit
        else _("Families: the first {count}; --limit N lists more")
    )
    console.print(shown(told.format(count=len(found)), "dim"))


def _first(earliest: Earliest | None) -> str:
    if earliest is None:
        return _("no dates")
    date = f"{earliest.date}{'？' if earliest.inferred else ''}"
    return _("first {date} [{id}]").format(date=date, id=earliest.id)


def _counts(regions: Sequence[tuple[str | None, int]]) -> str:
    unknown = _("unknown place")
    named = "、".join(f"{value or unknown} {number}" for value, number in regions[:REGIONS])
    return named + ("…" if len(regions) > REGIONS else "")


def _apparatus(family: Family) -> list[Text]:
    """A line for each place that is worded differently: its readings, with how many documents have each."""
    places: dict[tuple[int, int], list[Text]] = {}
    for reading in family.readings:
        text = reading.text or _("(nothing)")
        one = shown(f"{text} {len(reading.ids)}", "" if (reading.start, reading.end) in places else "green")
        places.setdefault((reading.start, reading.end), []).append(one)
    return [joined(readings[:READINGS], " | ") for readings in places.values()]


def _novelty_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids", metavar="ID", nargs="+", type=values.document_id, help=_("the numbers of the documents")
    )


def _novelty(library: Library, arguments: argparse.Namespace) -> Answer:
    found = [(library.show(id), library.novelty(id)) for id in dict.fromkeys(arguments.ids)]
    return Answer(
        json={"documents": [_document(stored, novelty) for stored, novelty in found]},
        human=lambda console: _novelties_human(console, library, found),
    )


def _document(stored: StoredText, novelty: Novelty) -> dict[str, object]:
    stretches = [entry(said, text=stored.text[said.start : said.end]) for said in novelty.stretches]
    return entry(novelty, stretches=stretches)


def _novelties_human(console: Console, library: Library, found: Sequence[tuple[StoredText, Novelty]]) -> None:
    for stored, novelty in found:
        _novelty_human(console, library, stored, novelty)


def _novelty_human(console: Console, library: Library, stored: StoredText, novelty: Novelty) -> None:
    title = shown(f"[{novelty.id}] ", "cyan").append_text(labels.title(library, stored.document))
    console.print(filled(title, console.width, indent=0), soft_wrap=True)
    shares = {"own": novelty.own, "earlier": novelty.earlier, "elsewhere": novelty.elsewhere}
    told = joined([shown(f"{_(STATUS[status])} {share:.1%}") for status, share in shares.items()])
    told.stylize("dim")
    console.print(filled(told, console.width, indent=INDENT), soft_wrap=True)
    for said in novelty.stretches:
        if said.status != "own":
            line = shown(_who(said) + "  ", "dim").append_text(
                shown(stored.text[said.start : said.end].replace("\n", " "), STYLES[said.status])
            )
            console.print(filled(line, console.width, indent=INDENT), soft_wrap=True)


def _who(said: Said) -> str:
    """Where a stretch was said, and in how many other documents."""
    mark = "<" if said.status == "earlier" else "="
    first = said.earliest
    place = f"{first.date} [{first.id}]" if first is not None else _("no dates")
    return f"{mark} {place} ({said.documents})"


COMMANDS = (
    Command(
        name="families",
        summary=N_("List the formulae that documents have in common, with all their wordings."),
        example="families --min-documents 5 --where '年:2021..2023'",
        arguments=_families_arguments,
        run=_families,
        table=True,
    ),
    Command(
        name="novelty",
        summary=N_("Show what of a document was said elsewhere earlier, and what only it says."),
        example="novelty 3 --json",
        arguments=_novelty_arguments,
        run=_novelty,
    ),
)
