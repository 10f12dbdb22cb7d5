"""The commands of the registers (formulae, mechanisms, figures, …); a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_ROWS: tuple[Context, ...] = ("registers", "register")
_SLASH = ("slash", "fullwidth_solidus", "ideographic_comma")

REGISTERS: tuple[Command, ...] = (
    # Beside the rows: mentions, headings, figures that are asked about.
    Command(
        "open", ("register",), ("enter", "right"), N_("read"), N_("Read the document at this place"), bar=True
    ),
    Command(
        "back", ("register",), ("escape", "q", "left", "tab"), N_("rows"), N_("Back to the rows"), bar=True
    ),
    # The rows.
    Command(
        "open",
        ("registers",),
        ("enter", "right"),
        N_("open"),
        N_("Read a figure or quotation at its place; to the places of a term, outline or question"),
        bar=True,
    ),
    Command(
        "next_part",
        ("registers",),
        ("tab",),
        N_("next register"),
        N_("The next register"),
        bar=True,
    ),
    Command(
        "previous_part", ("registers",), ("shift+tab",), N_("register before"), N_("The register before")
    ),
    Command(
        "to_filter",
        ("registers",),
        _SLASH,
        N_("filter"),
        N_("Only rows with what is typed: words, a query such as 省:湖南, a shape such as 着力×4"),
        bar=True,
    ),
    Command(
        "view",
        _ROWS,
        ("v", "f4"),
        N_("view"),
        N_("Beside the rows: what is known of one, then its text or its provinces and years, then nothing"),
        bar=True,
    ),
    Command(
        "append",
        _ROWS,
        ("a", "f3"),
        N_("to draft"),
        N_("Append the sentence or quotation to the draft, with its citation"),
        bar=True,
    ),
    Command("sort", ("registers",), ("s", "f8"), N_("order"), N_("Sort by the next column"), bar=True),
    Command("reverse", ("registers",), ("r", "f7"), N_("turn round"), N_("The other way round"), bar=True),
    Command(
        "export",
        _ROWS,
        ("e", "f2"),
        N_("export"),
        N_("Write this table to a file: CSV, JSON, Markdown"),
        bar=True,
    ),
    Command("term", _ROWS, ("t", "7"), N_("term"), N_("All about this term"), bar=True),
    Command(
        "unit",
        ("registers",),
        ("u", "f6"),
        N_("unit"),
        N_("Only figures of one unit, or of all again"),
        bar=True,
    ),
    Command(
        "movement",
        _ROWS,
        ("w", "9"),
        N_("movement"),
        N_("How the term moves over provinces, levels and years"),
    ),
    Command(
        "copy_cited",
        _ROWS,
        ("y", "f5", "Y"),
        N_("copy+source"),
        N_("Copy the sentence or quotation with its citation"),
    ),
    Command("formulae", ("registers",), ("1",), N_("formulae"), N_("The register of formulae")),
    Command("mechanisms", ("registers",), ("2",), N_("mechanisms"), N_("The register of mechanisms")),
    Command("figures", ("registers",), ("3",), N_("figures"), N_("The register of figures")),
    Command("quotations", ("registers",), ("4",), N_("quotations"), N_("The register of quotations")),
    Command("outlines", ("registers",), ("5",), N_("outlines"), N_("The register of outlines")),
    Command(
        "questions",
        ("registers",),
        ("6", "c"),
        N_("questions"),
        N_("What may be asked about figures: sums, parts, what is told differently"),
    ),
    Command(
        "back",
        ("registers",),
        ("escape", "q", "left"),
        N_("back"),
        N_("Take the filter away; without one, back"),
        bar=True,
    ),
    *rows_movements(_ROWS),
    # The units of figures.
    Command("choose", ("units",), ("enter",), N_("choose"), N_("Only figures of this unit"), bar=True),
    Command("cancel", ("units",), ("escape", "q"), N_("back"), N_("Leave the units as they were"), bar=True),
    *rows_movements(("units",)),
)

REGISTERS_EVERYWHERE: tuple[Command, ...] = (
    Command(
        "registers",
        ("app",),
        ("ctrl+n",),
        N_("registers"),
        N_("Formulae, mechanisms, figures, quotations and outlines of all documents"),
    ),
)
