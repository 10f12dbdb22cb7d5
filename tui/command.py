"""What a command is, and the places where commands work; ``keymap`` has the registry of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.errors import N_

Context = Literal[
    "app", "bar", "list", "facets", "reader", "compare", "library", "filter", "path", "tree", "import",
    "running", "report", "receipts", "families", "family", "parallels", "parallels_text", "registers",
    "register", "units", "movement", "term", "aside", "heat", "find", "outline", "drafts", "draft",
    "draft_query", "draft_list", "draft_reader", "checking", "picking", "uses", "fields", "export",
    "export_draft", "exported", "naming", "question", "overlay",
]  # fmt: skip

CONTEXTS: dict[Context, str] = {
    "bar": N_("In the search bar"),
    "list": N_("In the result list"),
    "facets": N_("In the facets"),
    "reader": N_("While reading"),
    "compare": N_("Side by side"),
    "find": N_("Finding words in a text, or a place"),
    "outline": N_("In an outline"),
    "drafts": N_("In the list of drafts"),
    "draft": N_("Writing a draft"),
    "draft_query": N_("Beside a draft: what to find"),
    "draft_list": N_("Beside a draft: what was found"),
    "draft_reader": N_("Beside a draft: reading"),
    "checking": N_("In the findings of a check"),
    "picking": N_("Choosing what to check"),
    "uses": N_("In the drafts that quote a passage"),
    "library": N_("In the library"),
    "filter": N_("In a filter"),
    "path": N_("Import: typing a path"),
    "tree": N_("Import: in the folders"),
    "import": N_("Import: before it begins"),
    "running": N_("Import: while it runs"),
    "report": N_("Import: its report"),
    "receipts": N_("Repairs, furniture, reasons"),
    "families": N_("In the formula families"),
    "family": N_("In one formula family"),
    "parallels": N_("In the parallels"),
    "parallels_text": N_("Parallels of a text: typing it"),
    "registers": N_("In the registers"),
    "register": N_("Beside a register: its places"),
    "units": N_("Choosing a unit"),
    "movement": N_("In the movement over places and years"),
    "term": N_("In the card of a term"),
    "aside": N_("In results beside the search"),
    "heat": N_("In a table of counts"),
    "fields": N_("Filling in fields"),
    "export": N_("Writing to a file"),
    "export_draft": N_("Writing a draft to a file"),
    "exported": N_("When a draft is written"),
    "naming": N_("When a name is asked for"),
    "question": N_("When asked"),
    "overlay": N_("In help and palette"),
    "app": N_("Everywhere"),
}

TYPING: frozenset[Context] = frozenset(
    (
        "bar", "filter", "find", "draft", "draft_query", "parallels_text", "path", "fields", "export",
        "export_draft", "naming",
    )
)  # fmt: skip
"""Where letters are text."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: ``id`` names the action, ``keys`` are Textual key names, the first is the one to learn.

    ``label`` (two to four characters in Chinese) is for the key bar, ``description`` for help and palette;
    both are message ids. ``bar`` tells whether the key bar shows it; ``movement`` marks moving about and
    selecting, which the pane with the focus does itself (the others are its screen's). ``counts``: a number
    typed before the key is the action's first argument.
    """

    id: str
    contexts: tuple[Context, ...]
    keys: tuple[str, ...]
    label: str
    description: str
    bar: bool = False
    movement: bool = False
    counts: bool = False


def rows_movements(contexts: tuple[Context, ...], *, letters: bool = True) -> tuple[Command, ...]:
    """Moving about in rows. ``letters``: f and the space bar turn a page, where they mean nothing else."""
    down: tuple[str, ...] = ("pagedown", "f", "space", "ideographic_space") if letters else ("pagedown",)
    return (
        Command("up", contexts, ("up", "k"), N_("up"), N_("The row above"), movement=True, counts=True),
        Command("down", contexts, ("down", "j"), N_("down"), N_("The row below"), movement=True, counts=True),
        Command(
            "page_up", contexts, ("pageup", "b"), N_("page up"), N_("A page up"), movement=True, counts=True
        ),
        Command("page_down", contexts, down, N_("page down"), N_("A page down"), movement=True, counts=True),
        Command("top", contexts, ("home", "g"), N_("start"), N_("To the start"), movement=True, counts=True),
        Command("bottom", contexts, ("end", "G"), N_("end"), N_("To the end"), movement=True, counts=True),
    )
