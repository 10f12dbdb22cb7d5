"""Search answers, concordances and statistics for a reader: lines and tables with Rich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import N_
from index.model import FacetValue, Hit, KwicLine, SearchAnswer, StatsRow
from tui import counted
from tui.cli import heat, labels
from tui.cli.output import filled, joined, shown, table
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.library import Library

FACET_NAMES = {
    "region": N_("province"),
    "city": N_("city"),
    "level": N_("level"),
    "year": N_("year"),
    "source": N_("source"),
    "kind": N_("kind"),
}
WIDE = 100
FACET_VALUES = 8  # values of a facet in the summary; --json has all


def search(console: Console, library: Library, answer: SearchAnswer) -> None:
    """The totals, the documents with their snippets, and the facets."""
    console.print(shown(totals(answer), "bold"))
    for hit in answer.hits:
        console.print()
        console.print(filled(_heading(library, hit), console.width, indent=4, first=0))
        console.print(filled(_facts(hit), console.width, indent=4))
        for piece in hit.snippets:
            line = shown("  · ", "dim")
            line.append_text(filled(labels.snippet(piece), console.width, indent=4, first=4))
            console.print(line)
    shown_facets = [name for name in ("region", "level", "year") if len(answer.facets.get(name, ())) > 1]
    for number, name in enumerate(shown_facets):
        if number == 0:
            console.print()
        console.print(_facet(name, answer.facets[name], console.width))
    if answer.suggestions:
        console.print()
        console.print(
            shown(_("You may try: {suggestions}").format(suggestions="  ".join(answer.suggestions)))
        )


def _facet(name: str, values: Sequence[FacetValue], width: int) -> Text:
    """The values of a facet with their documents and places, the most frequent ones."""
    listed = [
        labels.value(item.value).append_text(
            shown(f" {counted.both(item.documents, item.occurrences)}", "dim")
        )
        for item in values[:FACET_VALUES]
    ]
    if len(values) > FACET_VALUES:
        listed.append(shown("…"))
    heading = shown(_(FACET_NAMES[name]) + "  ", "dim")
    indent = heading.cell_len
    return heading.append_text(filled(joined(listed, "；"), width, indent=indent, first=indent))


def totals(answer: SearchAnswer) -> str:
    """The counts in one line: exact ones, and what else there is outside them."""
    more = []
    loose = answer.loose_occurrences - answer.occurrences
    if loose > 0:
        more.append(_("{count} loose matches").format(count=loose))
    if answer.related_documents:
        more.append(_("{count} related documents").format(count=answer.related_documents))
    if answer.overlapping_documents:
        more.append(_("{count} documents of an overlapping date").format(count=answer.overlapping_documents))
    if answer.folded_documents:
        more.append(_("{count} duplicates folded").format(count=answer.folded_documents))
    counts = counted.both(answer.documents, answer.occurrences)
    return counts + (_(" (besides: {more})").format(more=_(", ").join(more)) if more else "")


def _heading(library: Library, hit: Hit) -> Text:
    title = labels.listed(library, hit.document)
    title.stylize("bold")
    return shown(f"[{hit.document.id}] ", "cyan").append_text(title)


def _facts(hit: Hit) -> Text:
    """How it matches, its place, level and date."""
    document = hit.document
    if hit.related:
        match = shown(_("related"), "yellow")
    elif hit.loose:
        match = shown(_("{count} loose").format(count=hit.loose_occurrences), "yellow")
    else:
        count = _("{count} places").format(count=hit.occurrences) if hit.occurrences else ""
        match = shown_or_nothing(count, "green")
    known = ("level", "date") if document.level else ("date",)
    return joined([match, labels.place(document), *(labels.marked(document, field) for field in known)])


def shown_or_nothing(value: str, style: str = "") -> Text:
    """``shown`` without the dash for what is empty."""
    from rich.text import Text

    return shown(value, style) if value else Text()


def kwic(console: Console, lines: Sequence[KwicLine], *, fit: bool) -> None:
    """The concordance, keywords under each other; ``fit`` crops the contexts to the width of the line."""
    from rich.cells import cell_len, set_cell_size

    digits = max((len(str(line.id)) for line in lines), default=0)
    keyword = max((cell_len(line.keyword) for line in lines), default=0)
    left = max((cell_len(line.left) for line in lines), default=0)
    right = max((cell_len(line.right) for line in lines), default=0)
    if fit:
        half = max(8, (console.width - digits - keyword - 4) // 2)
        left, right = min(left, half), min(right, half)
    for line in lines:
        before = shown_or_nothing(line.left).plain
        before = set_cell_size(before[::-1], left)[::-1]  # cut or filled at its far end
        after = set_cell_size(shown_or_nothing(line.right).plain, right).rstrip()
        row = shown(f"{line.id:>{digits}}  ", "cyan")
        row.append(before + " ")
        row.append_text(shown(line.keyword, "bold reverse"))
        row.append(" " * (keyword - cell_len(line.keyword)) + " " + after)
        console.print(row, soft_wrap=True)
    console.print(shown(_("{count} places").format(count=len(lines)), "dim"))


def stats(console: Console, rows: Sequence[StatsRow], by: Sequence[str]) -> None:
    """One line for each bucket; where one of two facets is the year, a table of shades; bars by year."""
    other = [name for name in by if name != "year"]
    if len(by) == 2 and len(other) == 1:
        heat.heat(console, rows, other[0], _(FACET_NAMES[other[0]]))
    else:
        _buckets(console, rows, by)
    if "year" in by and (line := heat.over_years(rows)) is not None:
        console.print(line)


def _buckets(console: Console, rows: Sequence[StatsRow], by: Sequence[str]) -> None:
    count = len(by)
    numbers = range(count, count + 6)
    columns = (_("documents"), _("places"), _("per 100 documents"), _("per 10,000 characters"), _("of"), "")
    # A year tells by itself; and a narrow terminal has no room for more columns.
    used = "year" not in by and console.width >= WIDE and any(row.first for row in rows)
    heads = (*(_(FACET_NAMES[name]) for name in by), *columns, *([_("first and last")] if used else []))
    result = table(*heads, right=numbers, whole=numbers)
    for row in rows:
        dates = [date for date in dict.fromkeys((row.first, row.last)) if date]
        result.add_row(
            *(labels.value(row.key.get(name)) for name in by),
            shown(row.documents),
            shown(row.occurrences),
            shown(f"{row.per_100_documents:.1f}"),
            shown(f"{row.per_10000_characters:.2f}"),
            shown(row.bucket_documents),
            shown(_("few documents"), "dim") if row.thin else shown_or_nothing(""),
            *([shown_or_nothing(" – ".join(dates))] if used else []),
        )
    console.print(result)
