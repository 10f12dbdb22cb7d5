"""The commands of formula families and of what is a document's own; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("families", "family")
_SLASH = ("slash", "fullwidth_solidus", "ideographic_comma")

CROSSING: tuple[Command, ...] = (
    Command(
        "open",
        ("families",),
        ("enter", "right"),
        N_("wordings"),
        N_("All wordings, and who has which"),
        bar=True,
    ),
    Command(
        "to_filter",
        ("families",),
        (*_SLASH, "tab"),
        N_("filter"),
        N_("Only families with what is typed, in any wording"),
        bar=True,
    ),
    Command("sort", ("families",), ("s", "f8"), N_("order"), N_("Sort by the next column"), bar=True),
    Command("reverse", ("families",), ("r", "f7"), N_("turn round"), N_("The other way round"), bar=True),
    Command(
        "back",
        ("families",),
        ("escape", "q"),
        N_("back"),
        N_("Take the filter away; without one, back"),
        bar=True,
    ),
    Command(
        "open", ("family",), ("enter", "right"), N_("read"), N_("Read the document at this place"), bar=True
    ),
    Command(
        "next_part",
        ("family",),
        ("tab",),
        N_("next part"),
        N_("Readings, witnesses, provinces and years"),
        bar=True,
    ),
    Command("previous_part", ("family",), ("shift+tab",), N_("part before"), N_("The part before")),
    Command("back", ("family",), ("escape", "q", "left"), N_("back"), N_("Back to the families"), bar=True),
    *rows_movements(_ROWS),
)

READING: tuple[Command, ...] = (
    Command(
        "novelty",
        ("reader",),
        ("d", "4"),
        N_("own"),
        N_("Dim what was said elsewhere earlier; again: dim what only this says; then nothing"),
    ),
)

CROSSING_EVERYWHERE: tuple[Command, ...] = (
    Command(
        "families",
        ("app",),
        ("ctrl+g",),
        N_("families"),
        N_("Formulae that documents have in common, in all their wordings"),
    ),
)
