"""Two themes of our own, dark and light, beside the terminal's own sixteen colours.

The red is the one colour with a meaning (hits); everything else is quiet.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import Theme

DARK = Theme(
    name="dangjian-dark",
    primary="#c9a66b",
    secondary="#7f9fb5",
    accent="#e0b252",
    warning="#d9a441",
    error="#e06c6c",
    success="#8fb573",
    foreground="#dcdad5",
    background="#16181c",
    surface="#1c1f24",
    panel="#282c33",
    dark=True,
    variables={
        # Behind the current row: quiet enough for muted text (4.5 to 1).
        "primary-muted": "#3d3629",
        "block-cursor-background": "#33404d",
        "block-cursor-foreground": "#f2efe8",
        "input-selection-background": "#c9a66b 35%",
        "scrollbar": "#3a4048",
        "scrollbar-background": "#1c1f24",
        "scrollbar-hover": "#4c545e",
        "scrollbar-active": "#c9a66b",
        "scrollbar-background-hover": "#1c1f24",
        "scrollbar-background-active": "#1c1f24",
    },
)

LIGHT = Theme(
    name="dangjian-light",
    primary="#8a5a00",
    secondary="#3a6078",
    accent="#a03020",
    # Light enough for the black of the current hit.
    warning="#a86f0f",
    error="#b3261e",
    success="#3d6b21",
    foreground="#22252a",
    background="#f7f5f0",
    surface="#fffdf8",
    panel="#e8e4da",
    dark=False,
    variables={
        "primary-muted": "#e9dfca",
        "block-cursor-background": "#d8e2ea",
        "block-cursor-foreground": "#16181c",
        "input-selection-background": "#8a5a00 25%",
        "scrollbar": "#cfc9bb",
        "scrollbar-background": "#efece4",
        "scrollbar-hover": "#b9b2a2",
        "scrollbar-active": "#8a5a00",
        "scrollbar-background-hover": "#efece4",
        "scrollbar-background-active": "#efece4",
    },
)

OWN = (DARK, LIGHT)
NAMES = (DARK.name, LIGHT.name, "ansi-dark", "ansi-light")


def first(chosen: str, environ: Mapping[str, str] | None = None) -> str:
    """The theme to start with: the one ``chosen`` before, else by what the terminal says of itself.

    ``COLORFGBG`` (rxvt, Konsole and others) ends in the number of the background colour: 7 and 15 are light.
    A terminal of sixteen colours keeps its own: the nearest of sixteen to our quiet greys are patches.
    """
    environ = os.environ if environ is None else environ
    if chosen in NAMES:
        return chosen
    light = environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
    if _has_many_colours(environ):
        return LIGHT.name if light else DARK.name
    return "ansi-light" if light else "ansi-dark"


def _has_many_colours(environ: Mapping[str, str]) -> bool:
    """Whether Rich will draw in more than sixteen colours (``Console._detect_color_system``)."""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit") or os.name == "nt":
        return True
    return environ.get("TERM", "").rpartition("-")[2] in ("256color", "kitty")


def after(current: str) -> str:
    """The theme that follows ``current`` when the user asks for the next one."""
    position = NAMES.index(current) + 1 if current in NAMES else 0
    return NAMES[position % len(NAMES)]
