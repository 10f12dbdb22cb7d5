"""The commands of terms: the card of one, and how a query or term moves over places and years; a part of the
registry.
"""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context

_HEAT: tuple[Context, ...] = ("heat",)

TERMS: tuple[Command, ...] = (
    # In tables of counts, whatever screen they are on.
    Command("up", _HEAT, ("up", "k"), N_("up"), N_("The row above"), movement=True),
    Command("down", _HEAT, ("down", "j"), N_("down"), N_("The row below"), movement=True),
    Command("left", _HEAT, ("left", "h"), N_("left"), N_("The year before"), movement=True),
    Command("right", _HEAT, ("right", "l"), N_("right"), N_("The next year"), movement=True),
    Command("page_up", _HEAT, ("pageup", "b"), N_("page up"), N_("A page up"), movement=True),
    Command(
        "page_down",
        _HEAT,
        ("pagedown", "f", "space", "ideographic_space"),
        N_("page down"),
        N_("A page down"),
        movement=True,
    ),
    Command("top", _HEAT, ("home", "g"), N_("start"), N_("To the first row"), movement=True),
    Command("bottom", _HEAT, ("end", "G"), N_("end"), N_("To the sums below"), movement=True),
    Command(
        "first_column",
        _HEAT,
        ("shift+left", "H"),
        N_("sums"),
        N_("To the sums of all years"),
        movement=True,
    ),
    Command(
        "last_column", _HEAT, ("shift+right", "L"), N_("last year"), N_("To the last year"), movement=True
    ),
    # Writing a table to a file.
    Command("write", ("export",), ("enter", "f2"), N_("write"), N_("Write the file"), bar=True),
    Command(
        "next_form", ("export",), ("tab",), N_("form"), N_("Another form: CSV, JSON, Markdown"), bar=True
    ),
    Command("cancel", ("export",), ("escape",), N_("cancel"), N_("Write nothing"), bar=True),
)
