"""Documents beside each other: ``compare``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from tui.cli import labels, values
from tui.cli.output import entry, filled, joined, shown
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.library import Library
    from index.library.comparing import Comparison
    from index.model import Span, StoredText
    from index.reuse.collation.collation import Collation
    from index.reuse.model import Difference, Pair

COLUMNS = (
    *("left_id", "left_start", "left_end", "left_text", "right_id", "right_start", "right_end", "right_text"),
    *("relation", "similarity", "moved"),
)
EDITS = {"replace": "{old} → {new}", "insert": "+ {new}", "delete": "− {old}", "move": "⇄ {old}"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="+",
        type=values.document_id,
        help=_("the numbers of two to four documents"),
    )


def _compare(library: Library, arguments: argparse.Namespace) -> Answer:
    found = library.compare(arguments.ids)
    texts = {stored.document.id: stored for stored in found.documents}
    return Answer(
        json={
            "documents": [entry(stored.document) for stored in found.documents],
            "pairs": [_pair(texts, pair) for pair in found.pairs],
            "paragraphs": [row for collation in found.collations for row in _rows(texts, collation)],
        },
        human=lambda console: _human(console, library, found),
        rows=Rows(COLUMNS, [_flat(_pair(texts, pair), pair) for pair in found.pairs]),
    )


def _pair(texts: dict[int, StoredText], pair: Pair) -> dict[str, object]:
    left, right = texts[pair.left_id].text, texts[pair.right_id].text
    return entry(pair, left_text=_slice(left, pair.left), right_text=_slice(right, pair.right))


def _flat(row: dict[str, object], pair: Pair) -> dict[str, object]:
    places = {"left_start": pair.left.start, "left_end": pair.left.end}
    return row | places | {"right_start": pair.right.start, "right_end": pair.right.end}


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _rows(texts: dict[int, StoredText], collation: Collation) -> list[dict[str, object]]:
    """The paragraphs that go with each other, as spans; null where one has no counterpart."""
    ids = {"left_id": collation.left_id, "right_id": collation.right_id}
    left, right = texts[collation.left_id].paragraphs, texts[collation.right_id].paragraphs
    return [
        {
            **ids,
            "left": None if a is None else [left[a].start, left[a].end],
            "right": None if b is None else [right[b].start, right[b].end],
        }
        for a, b in collation.rows
    ]


def _human(console: Console, library: Library, found: Comparison) -> None:
    """The passages of every two documents, with both wordings where they differ."""
    texts = {stored.document.id: stored for stored in found.documents}
    for collation in found.collations:
        ids = collation.left_id, collation.right_id
        for id in ids:
            heading = shown(f"[{id}] ", "cyan").append_text(labels.title(library, texts[id].document))
            heading.stylize("bold")
            console.print(filled(heading, console.width, indent=4, first=0))
        console.print(shown(_counts(collation), "dim"))
        for pair in collation.pairs:
            _passage(console, pair, texts[ids[0]].text, texts[ids[1]].text)
        console.print()


def _counts(collation: Collation) -> str:
    pairs = collation.pairs
    near = sum(pair.relation == "near" for pair in pairs)
    counts = [_("{count} shared passages").format(count=len(pairs))]
    if near:
        counts.append(_("{count} of them reworded").format(count=near))
    if moved := sum(pair.moved for pair in pairs):
        counts.append(_("{count} in another order").format(count=moved))
    return _(", ").join(counts)


def _passage(console: Console, pair: Pair, left: str, right: str) -> None:
    places = (
        f"[{pair.left_id}] {pair.left.start}:{pair.left.end} "
        f"[{pair.right_id}] {pair.right.start}:{pair.right.end}"
    )
    if pair.relation == "verbatim":
        facts = [shown(_("verbatim"), "green")]
    else:
        facts = [shown(_("near {percent} %").format(percent=int(pair.similarity * 100)), "yellow")]
    if pair.moved:
        facts.append(shown(_("in another order"), "magenta"))
    line = shown("· ", "dim").append_text(joined([shown(places, "cyan"), *facts]))
    console.print(filled(line, console.width, indent=2, first=0))
    differences = pair.differences
    here = [(difference.start, difference.end) for difference in differences]
    console.print(filled(_marked(left, pair.left, here), console.width, indent=4))
    if pair.relation == "near":
        there = [(difference.other_start, difference.other_end) for difference in differences]
        console.print(filled(_marked(right, pair.right, there), console.width, indent=4))
        edits = [shown(_edit(left, right, difference), "yellow") for difference in differences]
        console.print(filled(joined(edits, _("; ")), console.width, indent=4))


def _marked(text: str, span: Span, stretches: list[tuple[int, int]]) -> Text:
    """A wording with what is other in it marked."""
    result = shown(_slice(text, span))
    for start, end in stretches:
        result.stylize("bold reverse", start - span.start, end - span.start)
    return result


def _edit(left: str, right: str, difference: Difference) -> str:
    old = left[difference.start : difference.end]
    new = right[difference.other_start : difference.other_end]
    return EDITS[difference.op].format(old=old, new=new)


COMMANDS = (
    Command(
        name="compare",
        summary=N_("Lay two to four documents beside each other: what they share, and how it differs."),
        example="compare 3 5",
        arguments=_arguments,
        run=_compare,
        table=True,
    ),
)
