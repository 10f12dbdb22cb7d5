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
    ),
    Command(
        "previous_passage",
        ("compare",),
        ("left_square_bracket", "left_black_lenticular_bracket", "left_corner_bracket"),
        N_("passage before"),
        N_("The shared passage before"),
    ),
    Command(
        "link",
        ("compare",),
        ("w", "f4"),
        N_("together"),
        N_("Scroll the panes together by what they share, or each by itself"),
        bar=True,
    ),
)
