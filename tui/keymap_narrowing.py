"""The commands of the facets, and of queries asked before; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command, Context, rows_movements

_FACETS: tuple[Context, ...] = ("facets",)

NARROWING: tuple[Command, ...] = (
    Command(
        "facets", ("list",), ("i", "f10"), N_("narrow"), N_("Narrow the query by province, level, year…")
    ),
    Command("facets", ("bar",), ("f10",), N_("narrow"), N_("Narrow the query by province, level, year…")),
    Command(
        "history_back",
        ("bar",),
        ("up",),
        N_("asked before"),
        N_("The query asked before that holds what is typed"),
        bar=True,
    ),
    Command("history_on", ("bar",), ("down",), N_("results"), N_("The later query; else to the results")),
    Command(
        "narrow",
        _FACETS,
        ("enter", "right", "plus", "fullwidth_plus_sign"),
        N_("only this"),
        N_("Only documents with this value (or with one of the marked); a condition: take it out"),
        bar=True,
    ),
    Command(
        "exclude",
        _FACETS,
        ("minus", "fullwidth_hyphen_minus", "x", "delete"),
        N_("without it"),
        N_("Leave out documents with this value (or with one of the marked): one's own province, say"),
        bar=True,
    ),
    Command("mark", _FACETS, ("space", "ideographic_space", "m"), N_("mark"), N_("Mark the value"), bar=True),
    Command(
        "release",
        _FACETS,
        ("backspace", "u"),
        N_("free"),
        N_("Take out of the query what narrows it by this facet"),
        bar=True,
    ),
    Command(
        "release_all",
        _FACETS,
        ("U", "f9"),
        N_("free all"),
        N_("Take out of the query all that narrows it by facets"),
    ),
    Command(
        "leave_facets",
        _FACETS,
        ("escape", "q", "tab", "left", "f10", "i"),
        N_("results"),
        N_("Back to the results"),
        bar=True,
    ),
    *rows_movements(_FACETS, letters=False),
)
