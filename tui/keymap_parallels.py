"""The commands of parallels: who else says a passage; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("parallels",)
_SLASH = ("slash", "fullwidth_solidus", "ideographic_comma")

READING: tuple[Command, ...] = (
    Command(
        "parallels",
        ("reader", "compare"),
        ("x", "5"),
        N_("parallels"),
        N_("Who else says it: the selection, else the shared passage, else the sentence"),
        bar=True,
    ),
    Command(
        "parallels",
        ("list",),
        ("x", "5"),
        N_("parallels"),
        N_("Who else says the sentence of the hit"),
    ),
    Command(
        "next_shared",
        ("reader",),
        ("full_stop", "ideographic_full_stop", "fullwidth_full_stop"),
        N_("next shared"),
        N_("Next passage that other documents share"),
        counts=True,
    ),
    Command(
        "previous_shared",
        ("reader",),
        ("comma", "fullwidth_comma"),
        N_("shared before"),
        N_("The passage before that other documents share"),
        counts=True,
    ),
    Command(
        "margin",
        ("reader",),
        ("m", "6"),
        N_("margin"),
        N_("Show or hide beside the text how many others share its passages"),
    ),
)

PARALLELS: tuple[Command, ...] = (
    Command(
        "open",
        ("parallels",),
        ("enter", "right"),
        N_("read"),
        N_("Read the parallel at its place (of a formula: search for it)"),
        bar=True,
    ),
    Command(
        "compare",
        ("parallels",),
        ("c", "f6"),
        N_("side by side"),
        N_("The parallel beside the passage"),
        bar=True,
    ),
    Command(
        "copy_cited",
        ("parallels",),
        ("y", "f5", "Y"),
        N_("copy+source"),
        N_("Copy the parallel with its citation"),
        bar=True,
    ),
    Command(
        "append",
        ("parallels",),
        ("a", "f7"),
        N_("to draft"),
        N_("Append the parallel to the draft, with its citation"),
        bar=True,
    ),
    Command(
        "sort",
        ("parallels",),
        ("s", "f8"),
        N_("order"),
        N_("Earliest first, by province, by similarity"),
        bar=True,
    ),
    Command(
        "to_filter",
        ("parallels",),
        (*_SLASH, "tab"),
        N_("filter"),
        N_("Only parallels with what is typed: in wording, title, place, date, source"),
        bar=True,
    ),
    Command(
        "next_passage",
        ("parallels",),
        ("right_square_bracket", "right_black_lenticular_bracket", "right_corner_bracket"),
        N_("next passage"),
        N_("The next passage of what was asked about"),
        bar=True,
        counts=True,
    ),
    Command(
        "previous_passage",
        ("parallels",),
        ("left_square_bracket", "left_black_lenticular_bracket", "left_corner_bracket"),
        N_("passage before"),
        N_("The passage before"),
        counts=True,
    ),
    Command(
        "search",
        ("parallels",),
        ("w", "f9"),
        N_("search for it"),
        N_("Search for the passage: all its places, whoever says it"),
    ),
    Command(
        "back",
        ("parallels",),
        ("escape", "q", "left"),
        N_("back"),
        N_("Take the filter away; without one, back"),
        bar=True,
    ),
    Command(
        "ask",
        ("parallels_text",),
        ("enter", "f2"),
        N_("parallels"),
        N_("Who says this text; each of its lines is a passage"),
        bar=True,
    ),
    Command("new_line", ("parallels_text",), ("ctrl+j",), N_("new line"), N_("A new line"), bar=True),
    Command("back", ("parallels_text",), ("escape",), N_("back"), N_("Back"), bar=True),
    *rows_movements(_ROWS),
)

PARALLELS_EVERYWHERE: tuple[Command, ...] = (
    Command(
        "parallels_of_text",
        ("app",),
        ("ctrl+r",),
        N_("parallels of a text"),
        N_("Who says a text that is typed or pasted"),
    ),
)
