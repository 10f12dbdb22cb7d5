"""Who else says it: ``xref``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import N_, UsageError
from tui import counted
from tui.cli import labels, values
from tui.cli.lines import lines_of
from tui.cli.output import entry, error_json, filled, joined, plain, say, shown, with_corpus, write_json
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _, translate_error

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.library import Library
    from index.reuse.model import Difference, Earliest, Parallel, Passage

SHOWN = 10  # parallels of a passage; --json has all
COLUMNS = (
    *("passage_start", "passage_end", "passage_text", "passage_documents", "passage_occurrences"),
    *("id", "start", "end", "text", "relation", "similarity"),
)
_OF_PASSAGE = ("start", "end", "text", "documents", "occurrences")
EDITS = {"replace": "{old} → {new}", "insert": "+ {new}", "delete": "− {old}", "move": "⇄ {old}"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar="ID", nargs="?", type=values.document_id, help=_("the number of the document")
    )
    parser.add_argument(
        "span",
        metavar="START:END",
        nargs="?",
        type=values.span,
        help=_("the passage, in characters of the text from 0; without it, each paragraph of the document"),
    )
    parser.add_argument(
        "--text", metavar="TEXT", type=values.text, help=_("any text, each line of it a passage")
    )
    parser.add_argument(
        "--queries",
        metavar="FILE",
        help=_("one text a line (- for standard input): answers one JSON document a line"),
    )


def _xref(library: Library, arguments: argparse.Namespace) -> Answer | int:
    given = [value for value in (arguments.id, arguments.text, arguments.queries) if value is not None]
    if len(given) != 1:
        raise UsageError(N_("xref takes either ID, or --text, or --queries; see `dangjian-tui xref --help`."))
    if arguments.queries is not None:
        if arguments.csv or arguments.markdown:
            raise UsageError(N_("--queries stands without --csv and --markdown."))
        return _lines(library, arguments.queries)
    if arguments.text is not None:
        found = library.parallels_of_text(arguments.text)
        asked: dict[str, object] = {"text": arguments.text}
    else:
        span = arguments.span
        start, end = (span.start, span.end) if span else (None, None)
        found = library.parallels(arguments.id, start, end)
        asked = {"id": arguments.id}
    return Answer(
        json=asked | {"passages": plain(found)},
        human=lambda console: _human(console, library, found),
        rows=Rows(COLUMNS, [row for passage in found for row in _rows(passage)]),
    )


def _rows(passage: Passage) -> list[dict[str, object]]:
    """A row for each parallel; one without any of a passage that has none that could be listed."""
    about = {f"passage_{name}": getattr(passage, name) for name in _OF_PASSAGE}
    return [about | entry(parallel) for parallel in passage.parallels] or [about]


def _lines(library: Library, file: str) -> int:
    """Answer the lines of a file, blank ones left out; 1 when one of them could not be answered."""
    exit_code = 0
    for text in lines_of(file):
        answer: dict[str, object] = {"text": text}
        try:
            answer |= {"passages": [entry(passage) for passage in library.parallels_of_text(text)]}
        except UsageError as error:
            say(f"{text}: {translate_error(error)}")
            answer |= error_json(error)
            exit_code = 1
        write_json(with_corpus(answer, library))
    return exit_code


def _human(console: Console, library: Library, passages: Sequence[Passage]) -> None:
    """Each passage with who shares it, and how the wordings differ."""
    for passage in passages:
        place = shown(f"{passage.start}:{passage.end} ", "cyan")
        indent = place.cell_len
        heading = place.append_text(
            filled(shown(passage.text, "bold"), console.width, indent=4, first=indent)
        )
        console.print(heading)
        console.print(filled(_facts(passage), console.width, indent=4))
        for parallel in passage.parallels[:SHOWN]:
            _parallel(console, library, passage, parallel)
        if len(passage.parallels) > SHOWN:
            more = _("{count} more; --json has all").format(count=len(passage.parallels) - SHOWN)
            console.print(shown(f"  · {more}", "dim"))
        console.print()
    listed = sum(passage.listed for passage in passages)
    formulae = len(passages) - listed
    counts = _("{count} shared passages").format(count=listed)
    if formulae:
        counts += _(", ") + _("{count} formulae").format(count=formulae)
    console.print(shown(counts, "dim"))


def _facts(passage: Passage) -> Text:
    parts = [shown(counted.both(passage.documents, passage.occurrences), "green")]
    if not passage.listed:
        parts.insert(0, shown(_("formula, too common to list"), "yellow"))
    if passage.earliest is not None:
        parts.append(_earliest(passage.earliest))
    if passage.undated:
        parts.append(shown(_("{count} without a date").format(count=len(passage.undated)), "dim"))
    return joined(parts)


def _earliest(earliest: Earliest) -> Text:
    date = f"{earliest.date}？" if earliest.inferred else earliest.date
    text = shown(_("earliest by date: {date}").format(date=date))
    return text.append_text(shown(f" [{earliest.id}]", "cyan"))


def _parallel(console: Console, library: Library, passage: Passage, parallel: Parallel) -> None:
    """The document and how alike it is; the wording and its differences where there are any."""
    document = library.document(parallel.id)
    if parallel.relation == "verbatim":
        relation = shown(_("verbatim"), "green")
    else:
        relation = shown(_("near {percent} %").format(percent=int(parallel.similarity * 100)), "yellow")
    heading = shown(f"[{parallel.id}] ", "cyan").append_text(labels.title(library, document))
    place = shown(f"{parallel.start}:{parallel.end}", "dim")
    facts = [heading, labels.place(document), labels.marked(document, "date"), place, relation]
    line = shown("  · ", "dim")
    console.print(line.append_text(filled(joined(facts), console.width, indent=4, first=4)))
    if parallel.relation == "near":
        console.print(filled(_marked(parallel), console.width, indent=4))
        edits = [_edit(passage, parallel, difference) for difference in parallel.differences]
        console.print(filled(joined(edits, _("; ")), console.width, indent=4))


def _marked(parallel: Parallel) -> Text:
    """The other wording with what is other in it marked."""
    text = shown(parallel.text)
    for difference in parallel.differences:
        start, end = difference.other_start - parallel.start, difference.other_end - parallel.start
        text.stylize("bold reverse", start, end)
    return text


def _edit(passage: Passage, parallel: Parallel, difference: Difference) -> Text:
    start, end = difference.start - passage.start, difference.end - passage.start
    old = passage.text[max(0, start) : max(0, end)]
    new = parallel.text[difference.other_start - parallel.start : difference.other_end - parallel.start]
    return shown(EDITS[difference.op].format(old=old, new=new), "yellow")


COMMANDS = (
    Command(
        name="xref",
        summary=N_("Show who else says a passage, who said it first, and how the wordings differ."),
        example="xref 3 120:180",
        arguments=_arguments,
        run=_xref,
        table=True,
    ),
)
