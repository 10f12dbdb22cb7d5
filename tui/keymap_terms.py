"""The commands of terms: the card of one, and how a query or term moves over places and years; a part of the
registry.
"""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_HEAT: tuple[Context, ...] = ("heat",)

READING: tuple[Command, ...] = (
    Command(
        "term",
        ("list", "reader", "compare"),
        ("t", "7"),
        N_("term"),
        N_("All about a term: what is selected, else the term at this place, else what was searched for"),
        bar=True,
    ),
    Command(
        "movement",
        ("list",),
        ("w", "9"),
        N_("movement"),
        N_("How what was searched for moves over provinces and years"),
    ),
)

TERMS: tuple[Command, ...] = (
    # How something moves over places and years.
    Command(
        "open",
        ("movement",),
        ("enter",),
        N_("its documents"),
        N_("The documents of this place and year that have it; Esc there comes back"),
        bar=True,
    ),
    Command(
        "measure",
        ("movement",),
        ("m", "2"),
        N_("measure"),
        N_("Documents, places, in 100 documents, in 10,000 characters"),
        bar=True,
    ),
    Command(
        "next_part",
        ("movement",),
        ("tab", "d", "3"),
        N_("dimension"),
        N_("By province, level, year: by years, or each by itself"),
        bar=True,
    ),
    Command("previous_part", ("movement",), ("shift+tab",), N_("part before"), N_("The part before")),
    Command("sort", ("movement",), ("s", "f8"), N_("order"), N_("By the greatest, or by name"), bar=True),
    Command("reverse", ("movement",), ("r", "f7"), N_("turn round"), N_("The other way round")),
    Command(
        "export",
        ("movement",),
        ("e", "f2"),
        N_("export"),
        N_("Write this table to a file: CSV, JSON, Markdown"),
        bar=True,
    ),
    Command("term", ("movement",), ("t", "7"), N_("term"), N_("All about this term")),
    Command("back", ("movement",), ("escape", "q"), N_("back"), N_("Back"), bar=True),
    # The card of a term.
    Command(
        "open", ("term",), ("enter", "right"), N_("read"), N_("Read the document at this place"), bar=True
    ),
    Command(
        "next_part",
        ("term",),
        ("tab",),
        N_("places and years"),
        N_("Its mentions, or its places and years"),
        bar=True,
    ),
    Command("sort", ("term",), ("s", "f8"), N_("order"), N_("The oldest mention first, or the newest")),
    Command("previous_part", ("term",), ("shift+tab",), N_("part before"), N_("The part before")),
    Command(
        "movement",
        ("term",),
        ("w", "9"),
        N_("movement"),
        N_("How it moves over provinces, levels and years"),
        bar=True,
    ),
    Command(
        "definition", ("term",), ("d", "3"), N_("definition"), N_("To the sentence that defines it"), bar=True
    ),
    Command(
        "search",
        ("term",),
        ("r", "f9"),
        N_("search for it"),
        N_("Its documents as results; Esc there comes back"),
        bar=True,
    ),
    Command(
        "append",
        ("term",),
        ("a", "f7"),
        N_("to draft"),
        N_("Append the sentence of the mention to the draft, with its citation"),
        bar=True,
    ),
    Command(
        "export",
        ("term",),
        ("e", "f2"),
        N_("export"),
        N_("Write its mentions, or its places and years, to a file: CSV, JSON, Markdown"),
        bar=True,
    ),
    Command(
        "copy_cited",
        ("term",),
        ("y", "f5", "Y"),
        N_("copy+source"),
        N_("Copy the sentence of the mention with its citation"),
    ),
    Command("back", ("term",), ("escape", "q", "left"), N_("back"), N_("Back"), bar=True),
    *rows_movements(("term",)),
    # Results beside the search: those of a cell.
    Command("leave_aside", ("aside",), ("escape",), N_("back"), N_("Back to where one came from"), bar=True),
    # In tables of counts, whatever screen they are on.
    Command("up", _HEAT, ("up", "k"), N_("up"), N_("The row above"), movement=True, counts=True),
    Command("down", _HEAT, ("down", "j"), N_("down"), N_("The row below"), movement=True, counts=True),
    Command("left", _HEAT, ("left", "h"), N_("left"), N_("The year before"), movement=True, counts=True),
    Command("right", _HEAT, ("right", "l"), N_("right"), N_("The next year"), movement=True, counts=True),
    Command("page_up", _HEAT, ("pageup", "b"), N_("page up"), N_("A page up"), movement=True, counts=True),
    Command(
        "page_down",
        _HEAT,
        ("pagedown", "f", "space", "ideographic_space"),
        N_("page down"),
        N_("A page down"),
        movement=True,
        counts=True,
    ),
    Command("top", _HEAT, ("home", "g"), N_("start"), N_("To the first row"), movement=True, counts=True),
    Command("bottom", _HEAT, ("end", "G"), N_("end"), N_("To the sums below"), movement=True, counts=True),
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
