"""The commands of finding one's way in a text; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_READING: tuple[Context, ...] = ("reader", "compare")
_FIND: tuple[Context, ...] = ("find",)
_OUTLINE: tuple[Context, ...] = ("outline",)

FINDING: tuple[Command, ...] = (
    Command(
        "find",
        _READING,
        ("slash", "fullwidth_solidus", "ideographic_comma"),
        N_("find"),
        N_("Find words in this text"),
        bar=True,
    ),
    Command("outline", _READING, ("i", "8"), N_("outline"), N_("The headings, to go to one of them")),
    Command(
        "go_to",
        _READING,
        ("percent_sign", "fullwidth_percent_sign"),
        N_("go to"),
        N_("Go to a percentage of the text or to a paragraph"),
        counts=True,
    ),
    Command(
        "earlier",
        ("reader",),
        ("backspace", "alt+left"),
        N_("place before"),
        N_("Back to the place one leapt from: another document, a heading, something found"),
    ),
    Command(
        "later",
        ("reader",),
        ("alt+right",),
        N_("later place"),
        N_("Forward to the place one came back from"),
    ),
    Command(
        "edit",
        ("reader",),
        ("e", "ctrl+e"),
        N_("correct"),
        N_("Correct title, date, place… of the document"),
    ),
    Command("take", _FIND, ("enter",), N_("to the text"), N_("To the place found"), bar=True),
    Command("next_found", _FIND, ("down",), N_("next hit"), N_("Next place, while typing"), bar=True),
    Command("previous_found", _FIND, ("up",), N_("hit before"), N_("The place before"), bar=True),
    Command("give_up", _FIND, ("escape",), N_("give up"), N_("Back to the hits of the query"), bar=True),
    Command("go", _OUTLINE, ("enter", "right"), N_("go to"), N_("Go to the heading"), bar=True),
    Command("back", _OUTLINE, ("escape", "q", "left", "i", "8"), N_("back"), N_("Back"), bar=True),
    *rows_movements(_OUTLINE),
)
