"""For terminals that draw “ ” … — · two cells wide: no sign of disputed width is left in what is drawn."""

from __future__ import annotations

import unicodedata

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Signs of a frame, of bars and of our own sentences with twins that every terminal draws one cell wide.
_TWINS = {
    "…": "⋯", "·": ".", "•": ".", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "―": "-",
    "│": "|", "┃": "|", "▏": "|", "▎": "|", "▍": "|", "▌": "|", "▊": "|", "█": "#", "▐": "|", "▕": "|",
    "─": "-", "━": "=", "▁": "_", "▂": "_", "▔": "⎺", "▀": "⎺", "▄": "_", "■": "#", "□": "o", "●": "*",
    "○": "o", "◆": "*", "▲": "^", "△": "^", "▼": "v", "▶": ">", "◀": "<", "→": ">", "←": "<", "↑": "^",
    "▃": "-", "▅": "=", "▆": "=", "▇": "#", "▉": "|", "▋": "|",
    "↓": "v", "×": "x", "≈": "~", "≤": "<", "≥": ">", "░": ".", "▒": ":", "▓": "#", "§": "S", "°": "o",
}  # fmt: skip
UNKNOWN = "?"


class _Narrow(dict[int, str]):
    """A translation table that is filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        disputed = unicodedata.east_asian_width(character) == "A" and get_character_cell_size(character) == 1
        self[code] = value = _TWINS.get(character, UNKNOWN) if disputed else character
        return value


class NarrowSigns(LineFilter):
    """Texts bring twins that are as wide as the terminal draws them (``tui.text.width``); what is left here
    are borders, scroll bars and separators. Nothing may drift by them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._table = _Narrow()

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same cells in signs of certain width."""
        return [Segment(text.translate(self._table), style, control) for text, style, control in segments]
