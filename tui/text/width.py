"""How many cells a character takes, and what is drawn for it.

Cells are counted as Rich counts them (the screen is composed with the same numbers). Characters that a
terminal would not draw as one steady glyph are replaced *for drawing only*, one for one, so that offsets
into the drawn text are offsets into the stored text.
"""

from __future__ import annotations

from rich.cells import get_character_cell_size

# East Asian Ambiguous punctuation (Unicode UAX #11) with look-alikes whose width no terminal disputes:
# wide (W/F) where the terminal draws the original two cells wide, so that the line keeps its look.
_WIDE_TWINS = {
    "“": "＂", "”": "＂", "‘": "＇", "’": "＇", "—": "－", "―": "－", "–": "－", "…": "⋯",
    "·": "・", "•": "・", "‧": "・", "×": "ｘ", "÷": "／", "±": "＋", "°": "゜", "′": "＇", "″": "＂",
    "※": "＊", "→": "＞", "←": "＜", "↑": "＾", "↓": "ｖ", "●": "＊", "○": "ｏ", "◆": "＊", "◇": "＊",
    "■": "＊", "□": "ロ", "▲": "＾", "△": "＾", "★": "＊", "☆": "＊", "▶": "＞", "≈": "～", "≤": "＜",
    "≥": "＞", "≠": "＝", "§": "Ｓ", "─": "－", "│": "｜", "▌": "｜", "№": "＃", "‰": "％", "℃": "Ｃ",
    "①": "１", "②": "２", "③": "３", "④": "４", "⑤": "５", "⑥": "６", "⑦": "７", "⑧": "８", "⑨": "９",
}  # fmt: skip


def drawn_character(code: int, ambiguous_wide: bool) -> str:
    """What is drawn for the character ``chr(code)``: itself, or a stand-in of certain width."""
    character = chr(code)
    if character == "\n":
        return "↵"
    if code == 9:
        return " "
    if code < 32:
        return chr(0x2400 + code)
    # C1 controls, surrogates and bidirectional controls would change what stands around them.
    bidi = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F, 0x61C)
    if 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or bidi or code in (0x2028, 0x2029):
        return "�"
    # Joiners and emoji selectors make widths depend on the neighbours: drawn as a plain zero-width space.
    if character in "\u200d\ufe0f":
        return "\u200b"
    return _WIDE_TWINS.get(character, character) if ambiguous_wide else character


class _Drawing(dict[int, str]):
    """A translation table that is filled as characters turn up."""

    def __init__(self, wide: bool) -> None:
        super().__init__()
        self.wide = wide

    def __missing__(self, code: int) -> str:
        self[code] = value = drawn_character(code, self.wide)
        return value


_NARROW, _WIDE = _Drawing(False), _Drawing(True)


def drawn(text: str, *, ambiguous_wide: bool = False) -> str:
    """Return ``text`` as it is put on the screen, of the same length.

    Controls, line breaks (``↵``) and joiners become visible or harmless. With ``ambiguous_wide`` (a
    terminal that draws “ ” … — · two cells wide) ambiguous punctuation becomes a twin of certain width.
    """
    return text.translate(_WIDE if ambiguous_wide else _NARROW)


def character_width(character: str) -> int:
    """The cells (0, 1 or 2) of one drawn character."""
    return get_character_cell_size(character)


def text_width(text: str) -> int:
    """The cells of a drawn text."""
    return sum(map(get_character_cell_size, text))
