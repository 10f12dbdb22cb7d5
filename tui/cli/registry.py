"""What a subcommand is; ``commands()`` lists all there are, in the order in which the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tui.exporting import Table as Rows

__all__ = ["Answer", "Command", "Rows", "commands"]

if TYPE_CHECKING:
    from rich.console import Console

    from index.library import Library


@dataclass(frozen=True)
class Answer:
    """What a subcommand has to say, in each of the forms that can be asked for.

    ``json`` is the JSON object without ``corpus``, which is added to every answer; ``human`` writes the same
    for a reader; ``rows`` is there for tables only; ``exit_code`` is 1 when the work was done in part.
    """

    json: Mapping[str, object]
    human: Callable[[Console], None]
    rows: Rows | None = None
    exit_code: int = 0


@dataclass(frozen=True)
class Command:
    """A subcommand: ``summary`` is a message to translate, ``arguments`` adds its options to its parser.

    ``run`` answers, or writes its answer itself and returns the exit code. ``table``: has ``--csv`` and
    ``--markdown``. ``reads_library``: answers from the texts, so that a reader is told when these are the
    sample's.
    """

    name: str
    summary: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Library, argparse.Namespace], Answer | int]
    table: bool = False
    reads_library: bool = True


@cache
def commands() -> dict[str, Command]:
    """All subcommands by name."""
    from tui.cli import (
        checking,
        collating,
        collecting,
        configuring,
        editing,
        families,
        figures,
        maintaining,
        outlines,
        parallels,
        quotations,
        quoting,
        reading,
        searching,
        serving,
        terms,
    )

    reuse = (parallels, collating, families)
    registers = (terms, figures, quotations, outlines)
    changing = (editing, maintaining, configuring, serving)
    groups = (collecting, reading, searching, *reuse, *registers, quoting, checking, *changing)
    return {command.name: command for group in groups for command in group.COMMANDS}
