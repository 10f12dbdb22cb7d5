"""Correcting the library: ``set``, ``remove`` and ``undo``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_
from tui.cli import values
from tui.cli.output import shown
from tui.cli.registry import Answer, Command
from tui.i18n import _

if TYPE_CHECKING:
    from index.library import Library


def _set_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", type=values.document_id, help=_("the number of the document"))
    parser.add_argument(
        "values",
        metavar="FIELD=VALUE",
        nargs="+",
        type=values.assignment,
        help=_(
            "title subtitle authors source date posted region city level organ kind url; no value: unknown"
        ),
    )


def _set(library: Library, arguments: argparse.Namespace) -> Answer:
    return _changed(library.set_fields(arguments.id, dict(arguments.values)))


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ids", metavar="ID", nargs="+", type=values.document_id, help=_("the numbers of the documents")
    )


def _remove(library: Library, arguments: argparse.Namespace) -> Answer:
    return _changed(library.remove(arguments.ids))


def _undo_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def _undo(library: Library, _arguments: argparse.Namespace) -> Answer:
    return _changed(library.undo())


def _changed(ids: list[int]) -> Answer:
    listed = ", ".join(_runs(ids))
    sentence = _("Changed: {ids}").format(ids=listed) if ids else _("Nothing was changed.")
    return Answer(json={"changed": ids}, human=lambda console: console.print(shown(sentence)))


def _runs(ids: list[int]) -> list[str]:
    """``[1, 2, 3, 7]`` as ``1–3`` and ``7``: taking back an import can change thousands."""
    runs: list[list[int]] = []
    for id in ids:
        if runs and id == runs[-1][-1] + 1:
            runs[-1].append(id)
        else:
            runs.append([id])
    return [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]


COMMANDS = (
    Command(
        name="set",
        summary=N_("Correct what is known about a document."),
        example="set 3 region=福建 date=2017-10",
        arguments=_set_arguments,
        run=_set,
    ),
    Command(
        name="remove",
        summary=N_("Remove documents from the library; `undo` brings them back."),
        example="remove 3 5",
        arguments=_remove_arguments,
        run=_remove,
    ),
    Command(
        name="undo",
        summary=N_("Undo the last command that changed the library."),
        example="undo",
        arguments=_undo_arguments,
        run=_undo,
    ),
)
