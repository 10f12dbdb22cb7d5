"""Drafts: ``drafts`` lists them, or those that quote a passage; ``draft`` shows one and adds a quotation."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import N_, UsageError
from tui.cli import labels, values
from tui.cli.output import entry, filled, joined, plain, shown, table
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _
from tui.whereabouts import state

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library
    from index.library.anchoring import Whereabouts
    from index.quoting.drafts import DraftInfo
    from index.quoting.uses import Use

FORMS = ("block", "inline", "footnote")
LISTED = ("name", "changed", "quotations", "words", "problem", "path")
USED = ("name", "line", "column", "document", "start", "end", "found", "intact", "text", "path")


def _drafts_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--of", metavar="ID", type=values.document_id, help=_("the drafts that quote this document")
    )
    parser.add_argument(
        "span", metavar="START:END", nargs="?", type=values.span, help=_("with --of: that quote this passage")
    )


def _drafts(library: Library, arguments: argparse.Namespace) -> Answer:
    from index.quoting.drafts import drafts_folder, list_drafts

    if arguments.of is None:
        if arguments.span is not None:
            raise UsageError(N_("A passage is of a document: name it with --of ID."))
        listed = list_drafts()
        return Answer(
            json={"folder": str(drafts_folder()), "drafts": [entry(one) for one in listed]},
            human=lambda console: _list(console, listed, str(drafts_folder())),
            rows=Rows(LISTED, [entry(one) for one in listed]),
        )
    from index.quoting.uses import Shelf

    span = arguments.span
    found = library.uses(Shelf(), arguments.of, *((span.start, span.end) if span else ()))
    rows = [_use_entry(use, now) for use, now in found]
    return Answer(
        json={"drafts": sorted({use.name for use, _now in found}), "uses": rows},
        human=lambda console: _list_uses(console, found),
        rows=Rows(USED, rows),
    )


def _use_entry(use: Use, now: Whereabouts) -> dict[str, object]:
    """A quotation in a draft: where it stands there, and its passage as it is now (null: not found)."""
    place = {"document": now.document, "start": now.start, "end": now.end, "found": now.found}
    written = {"name": use.name, "path": use.path, "line": use.line, "column": use.column}
    return written | place | {"text": use.text, "intact": use.intact}


def _list(console: Console, listed: Sequence[DraftInfo], folder: str) -> None:
    if not listed:
        console.print(shown(_("There are no drafts in {folder} yet.").format(folder=folder)))
        return
    rows = table(_("draft"), _("changed"), _("quotations"), _("words"), right=(2, 3))
    for one in listed:
        changed = (one.changed or "")[:16].replace("T", " ")
        figures = ("", "") if one.problem else (f"{one.quotations:,}", f"{one.words:,}")
        rows.add_row(shown(one.name), shown(changed), *map(shown, figures))
    console.print(rows)
    for one in listed:
        if one.problem:
            console.print(filled(shown(one.problem), console.width, indent=4, first=0))


def _list_uses(console: Console, found: Sequence[tuple[Use, Whereabouts]]) -> None:
    if not found:
        console.print(shown(_("No draft quotes it.")))
    for use, now in found:
        place = shown(f"{use.name}:{use.line}:{use.column}", "bold")
        span = [shown(f"{now.start}:{now.end}")] if now.start is not None else []
        console.print(joined([place, *span, shown(state(use, now))]))
        if use.text:
            console.print(filled(shown(use.text), console.width, indent=4))


def _draft_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", type=values.text, help=_("a file in the folder of drafts, or a path from ./")
    )
    parser.add_argument(
        "--add", metavar="ID", type=values.document_id, help=_("add a quotation of this document")
    )
    parser.add_argument(
        "span", metavar="START:END", nargs="?", type=values.span, help=_("with --add: the passage")
    )
    parser.add_argument(
        "--as",
        dest="form",
        choices=FORMS,
        default="block",
        metavar="|".join(FORMS),
        help=_("how it stands there"),
    )
    parser.add_argument(
        "--at", metavar="N", type=values.count, help=_("before this character of the draft, from 0 (the end)")
    )


def _draft(library: Library, arguments: argparse.Namespace) -> Answer:
    from index.quoting.anchors import anchors_of, unreadable
    from index.quoting.drafts import add, draft_path, info
    from index.quoting.files import read
    from index.quoting.inserting import Quotation
    from index.quoting.uses import lines_of, used_in

    path = draft_path(arguments.name)
    span, added = arguments.span, None
    if (arguments.add is None) != (span is None) or (arguments.at is not None and arguments.add is None):
        raise UsageError(N_("A quotation is added with --add ID START:END; see `dangjian-tui draft --help`."))
    if span is not None:
        anchor = library.anchor(arguments.add, span.start, span.end)
        quotation = Quotation(library.cite(arguments.add, span.start, span.end), anchor)
        add(path, quotation, arguments.form, arguments.at)
        added = {"id": arguments.add, "start": span.start, "end": span.end, "as": arguments.form}
    text = read(path).text
    found = used_in(path)
    where = library.whereabouts([placed.anchor for placed in anchors_of(text)])
    broken = unreadable(text)
    places = lines_of(text, [span.start for span in broken])
    rows = [_quotation_entry(use, now) for use, now in zip(found, where, strict=True)]
    described = info(path)
    return Answer(
        json={"draft": plain(described), "added": added, "quotations": rows}
        | {"unreadable": [{"line": line, "column": column} for line, column in places]},
        human=lambda console: _show(
            console, library, described, list(zip(found, where, strict=True)), places
        ),
    )


def _quotation_entry(use: Use, now: Whereabouts) -> dict[str, object]:
    """A quotation of a draft: where it stands there, and its passage as it is now (null: not there)."""
    source = {"id": now.document, "start": now.start, "end": now.end, "text": now.text or None}
    return {
        "line": use.line,
        "column": use.column,
        "text": use.text,
        "intact": use.intact,
        "found": now.found,
        "source": source if now.start is not None else None,
        "quoted": {"id": use.anchor.document, "start": use.anchor.start, "end": use.anchor.end},
    }


def _show(
    console: Console,
    library: Library,
    described: DraftInfo,
    found: Sequence[tuple[Use, Whereabouts]],
    broken: Sequence[tuple[int, int]],
) -> None:
    counts = _("{quotations} quotations, {words} words").format(
        quotations=f"{described.quotations:,}", words=f"{described.words:,}"
    )
    ids = sorted({now.document for _use, now in found if now.document})
    documents = {one.id: one for one in library.documents(ids)}
    console.print(joined([shown(described.name, "bold"), shown(counts), shown(described.path)]))
    for one, now in found:
        console.print()
        document = documents.get(now.document or 0)
        source = [labels.title(library, document)] if document else []
        span = [shown(f"{now.start}:{now.end}")] if now.start is not None else []
        where = shown(f"{one.line}:{one.column}", "bold")
        console.print(joined([where, *source, *span, shown(state(one, now))]))
        if one.text:
            console.print(filled(shown(one.text), console.width, indent=4))
        if now.found == "changed":
            instead = shown(_("now: {text}").format(text=now.text))
            console.print(filled(instead, console.width, indent=4))
    for line, column in broken:
        words = _("{line}:{column} The comment here no longer says what was quoted.")
        console.print(filled(shown(words.format(line=line, column=column)), console.width, indent=4, first=0))


COMMANDS = (
    Command(
        name="drafts",
        summary=N_("List the drafts, or those that quote a document or passage."),
        example="drafts --of 3 120:180",
        arguments=_drafts_arguments,
        run=_drafts,
        table=True,
    ),
    Command(
        name="draft",
        summary=N_("Show what a draft quotes and where that is now; add a quotation."),
        example="draft 讲话稿 --add 3 120:180 --as footnote",
        arguments=_draft_arguments,
        run=_draft,
    ),
)
