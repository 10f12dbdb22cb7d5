"""The commands of documents side by side; a part of the registry."""

from __future__ import annotations

from index.errors import N_
from tui.command import Command

COMPARING: tuple[Command, ...] = (
    Command("switch_pane", ("compare",), ("tab",), N_("other pane"), N_("Go to the other pane"), bar=True),
    Command(
        "switch_pane_back", ("compare",), ("shift+tab",), N_("pane before"), N_("Back to the pane before")
    ),
    Command(
        "next_passage",
        ("compare",),
        ("right_square_bracket", "right_black_lenticular_bracket", "right_corner_bracket"),
        N_("next passage"),
        N_("Next passage that the documents share"),
        bar=True,
        counts=True,
    ),
    Command(
        "previous_passage",
        ("compare",),
        ("left_square_bracket", "left_black_lenticular_bracket", "left_corner_bracket"),
        N_("passage before"),
        N_("The shared passage before"),
        counts=True,
    ),
    Command(
        "link",
        ("compare",),
        ("w", "f4"),
        N_("together"),
        N_("Scroll the panes together by what they share, or each by itself"),
        bar=True,
    ),
    Command(
        "maximise", ("compare",), ("z", "f10"), N_("alone"), N_("Show this pane alone, or all panes again")
    ),
    Command(
        "swap",
        ("compare",),
        ("O", "f6"),
        N_("swap"),
        N_("This document and the next one change places"),
    ),
    Command(
        "send_left",
        ("list",),
        ("less_than_sign", "left_double_angle_bracket", "fullwidth_less_than_sign"),
        N_("to the left"),
        N_("Put the document on the left of the comparison, without leaving the list"),
    ),
    Command(
        "send_right",
        ("list",),
        ("greater_than_sign", "right_double_angle_bracket", "fullwidth_greater_than_sign"),
        N_("to the right"),
        N_("Put the document on the right of the comparison, without leaving the list"),
    ),
)
