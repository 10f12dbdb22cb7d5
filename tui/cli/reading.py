"""What is in the library: ``list``, ``show`` and ``repairs``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Literal

from index.errors import N_
from index.model import Document, StoredText
from tui.cli import labels, values
from tui.cli.output import UNKNOWN, entry, filled, joined, plain, shown, table
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _, translate
from tui.receipts import furniture_label

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from index.library import Library

DOCUMENT_COLUMNS = tuple(name for name in Document.__dataclass_fields__)
REPAIR_KINDS = {
    "pinyin": N_("pinyin"),
    "linebreak": N_("line break"),
    "punctuation": N_("punctuation"),
    "radical": N_("radical"),
    "space": N_("space"),
}
FIELDS = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "authors": N_("authors"),
    "region": N_("province"),
    "city": N_("city"),
    "level": N_("level"),
    "organ": N_("organ"),
    "kind": N_("kind"),
    "date": N_("date"),
    "posted": N_("reposted"),
    "source": N_("source"),
    "url": N_("URL"),
}
TOLD_IF_UNKNOWN = ("region", "level", "date", "source")
LABEL_CELLS = 14
HEADING_STYLES = {"title": "bold", "subtitle": "bold", "heading": "bold", "byline": "dim", "caption": "dim"}


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--where", metavar="QUERY", type=values.text, help=_("only documents that match this query")
    )


def _list(library: Library, arguments: argparse.Namespace) -> Answer:
    documents = library.list(arguments.where)
    rows = [entry(document) for document in documents]
    return Answer(
        json={"documents": rows},
        human=lambda console: _list_human(console, library, documents),
        rows=Rows(DOCUMENT_COLUMNS, rows),
    )


def _list_human(console: Console, library: Library, documents: list[Document]) -> None:
    """A line for each document, the title last. Not a Rich table: that takes minutes for 100,000 of them."""
    headings = [shown(name, "bold") for name in (_("ID"), _("date"), _("level"), _("place"))]
    rows = [headings, *(_list_cells(document) for document in documents)]
    widths = [max(cell.cell_len for cell in column) + 2 for column in zip(*rows, strict=True)]
    indent = sum(widths)
    for number, row in enumerate(rows if documents else []):
        title = labels.listed(library, documents[number - 1]) if number else shown(_("title"), "bold")
        for cell, width in zip(row, widths, strict=True):
            cell.pad_right(width - cell.cell_len)
        line = joined(row, "").append_text(filled(title, console.width, indent=indent, first=indent))
        console.print(line, soft_wrap=True)
    console.print(shown(_("Documents: {count}").format(count=len(documents)), "dim"))


def _list_cells(document: Document) -> list[Text]:
    date, level = (labels.marked(document, field) for field in ("date", "level"))
    return [shown(document.id), date, level, labels.place(document)]


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=values.document_id, help=_("the number of the document"))
    parser.add_argument(
        "--script",
        choices=("simplified", "traditional"),
        metavar="simplified|traditional",
        help=_("also show the text in simplified or traditional characters"),
    )
    parser.add_argument(
        "--why", action="store_true", help=_("also show what title, date and place were read from")
    )


def _show(library: Library, arguments: argparse.Namespace) -> Answer:
    stored = library.show(arguments.id)
    answer = entry(
        stored.document,
        text=stored.text,
        paragraphs=stored.paragraphs,
        repairs=stored.repairs,
        furniture=stored.furniture,
    )
    display = library.display(arguments.id, arguments.script) if arguments.script else stored.text
    if arguments.script:
        answer["display"] = display
    if arguments.why:
        answer["why"] = plain(stored.why)
    return Answer(
        json=answer, human=lambda console: _show_human(console, library, stored, display, arguments.why)
    )


def _show_human(console: Console, library: Library, stored: StoredText, display: str, why: bool) -> None:
    from rich.cells import set_cell_size

    document = stored.document
    facts = {name: labels.marked(document, name) for name in FIELDS}
    facts["title"] = labels.title(library, document)
    facts = {
        name: value for name, value in facts.items() if value.plain != UNKNOWN or name in TOLD_IF_UNKNOWN
    }
    for label, value in (
        (_("number"), shown(document.id)),
        *((_(FIELDS[name]), value) for name, value in facts.items()),
        (_("file"), shown(document.path)),
        *([(_("duplicate of"), shown(document.duplicate_of))] if document.duplicate_of else ()),
        (_("characters"), shown(document.characters)),
        (_("repairs"), shown(len(stored.repairs))),
    ):
        heading = shown(set_cell_size(label, LABEL_CELLS), "dim")
        console.print(heading.append_text(value), soft_wrap=True)
    if why:
        for evidence in sorted(stored.why, key=lambda item: (item.field, -item.score)):
            field = _(FIELDS.get(evidence.field, evidence.field))
            line = f"{field} = {evidence.value}  ({evidence.score:g}) {translate(evidence.reason)}"
            console.print(shown(line, "dim"), soft_wrap=True)
        for furniture in stored.furniture:
            console.print(
                shown(f"[{furniture_label(furniture.kind)}] {furniture.text}", "dim"), soft_wrap=True
            )
    for paragraph in stored.paragraphs:
        text = display[paragraph.start : paragraph.end]
        # Not wrapped here: what is copied from the terminal then has no line ends of ours in it.
        console.print()
        console.print(shown(text, HEADING_STYLES.get(paragraph.kind, "")), soft_wrap=True)


def _repairs_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=values.document_id, help=_("the number of the document"))
    parser.add_argument(
        "--undo",
        metavar="N|all",
        type=_which,
        help=_("put back what stood in the source: repair N of the list, or all of them"),
    )


def _repairs(library: Library, arguments: argparse.Namespace) -> Answer:
    changed: list[int] = []
    if arguments.undo is not None:
        changed = library.undo_repairs(arguments.id, arguments.undo)
    stored = library.show(arguments.id)
    numbered = zip(stored.repair_numbers, stored.repairs, strict=True)
    rows = [entry(repair, number=number) for number, repair in numbered]
    return Answer(
        json={"changed": changed, "id": arguments.id, "repairs": rows},
        human=lambda console: _repairs_human(console, stored, bool(changed)),
        rows=Rows(("number", "kind", "start", "end", "source", "result"), rows),
    )


def _which(value: str) -> int | Literal["all"]:
    """The number of a repair in the list, from 0, or all of them."""
    return "all" if value == "all" else values.count(value)


def _repairs_human(console: Console, stored: StoredText, undone: bool) -> None:
    if undone:
        console.print(shown(_("Put back as in the source.")))
    if not stored.repairs:
        console.print(shown(_("This document has no repairs.")))
        return
    rows = table(
        _("no."), _("repair"), _("in the source"), _("now"), _("around it"), right=(0,), whole=(0, 1)
    )
    for number, repair in zip(stored.repair_numbers, stored.repairs, strict=True):
        around = shown(stored.text[max(0, repair.start - 8) : repair.end + 8])
        rows.add_row(
            shown(number),
            shown(_(REPAIR_KINDS[repair.kind])),
            shown(repair.source.replace("\n", "⏎")),
            shown(repair.result or None),
            around,
        )
    console.print(rows)


COMMANDS = (
    Command(
        name="list",
        summary=N_("List the documents of the library."),
        example="list --where '省:湖南 年:2021..2023'",
        arguments=_list_arguments,
        run=_list,
        table=True,
    ),
    Command(
        name="show",
        summary=N_("Show a document with its text."),
        example="show 3 --script simplified --why",
        arguments=_show_arguments,
        run=_show,
    ),
    Command(
        name="repairs",
        summary=N_("List the repairs that were made to a text at import, or undo them."),
        example="repairs 3 --undo all",
        arguments=_repairs_arguments,
        run=_repairs,
        table=True,
    ),
)
