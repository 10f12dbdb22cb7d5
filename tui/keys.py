"""Keys as people write them (F3, Ctrl+N, ］) and as Textual names them (f3, ctrl+n, fullwidth_…)."""

from __future__ import annotations

import unicodedata

# Textual's names of keys whose characters Unicode calls otherwise (textual.keys.KEY_NAME_REPLACEMENTS).
_REPLACED = {"/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore"}
_SHOWN = {
    "escape": "Esc", "enter": "Enter", "space": "Space", "ideographic_space": "Space", "tab": "Tab",
    "backspace": "⌫", "delete": "Del", "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "insert": "Ins",
    "fullwidth_hyphen_minus": "－", **{name: sign for sign, name in _REPLACED.items()},
}  # fmt: skip
_EDITING = {"left", "right", "home", "end", "backspace", "delete"}
_ARROWS = {"up", "down"}
_FUNCTION_KEYS = 24
_MODIFIERS = ("ctrl", "shift", "alt")
_NAMED = {shown.casefold(): name for name, shown in _SHOWN.items() if name != "ideographic_space"}


def key_name(key: str) -> str:
    """A key as people write it: ``f3`` → F3, ``ctrl+p`` → Ctrl+P, ``right_square_bracket`` → ].

    Errors: ``KeyError`` where there is no such key.
    """
    if key in _SHOWN:
        return _SHOWN[key]
    for modifier in _MODIFIERS:
        if key.startswith(f"{modifier}+") and len(key) > len(modifier) + 1:
            rest = key_name(key[len(modifier) + 1 :])
            return f"{modifier.capitalize()}+{rest.upper() if len(rest) == 1 else rest}"
    if len(key) == 1:
        return key
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    words = key.split("_")
    # Textual writes the hyphens of Unicode's names as it writes their spaces.
    names = (
        " ".join((*words[:at], "-".join(words[at : at + 2]), *words[at + 2 :])) for at in range(len(words))
    )
    for name in (" ".join(words), *names):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    raise KeyError(key)


def key_of(written: str) -> str | None:
    """The key that is written as people or as Textual write it; ``None`` where there is none."""
    if len(written) == 1:
        return _of_character(written)
    name = written.strip().casefold()
    if not name:
        return None
    for modifier in _MODIFIERS:
        if name.startswith(f"{modifier}+"):
            # Terminals tell Ctrl+N and Ctrl+n not apart; Textual names them by the small letter.
            rest = key_of(name[len(modifier) + 1 :])
            return f"{modifier}+{rest}" if rest else None
    name = _NAMED.get(name, name)
    if name[0] == "f" and name[1:].isdigit():
        return name if 1 <= int(name[1:]) <= _FUNCTION_KEYS else None
    try:
        key_name(name)
    except KeyError:
        return None
    return name


def _of_character(character: str) -> str:
    if character.isalnum() and character.isascii():
        return character
    if character == " ":
        return "space"
    if character in _REPLACED:
        return _REPLACED[character]
    if character in _NAMED:
        return _NAMED[character]
    try:
        return unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return character


def is_text(key: str) -> bool:
    """Whether the search bar takes the key for itself: it types a character, or edits."""
    if key in _EDITING:
        return True
    if key in ("space", "ideographic_space") or len(key) == 1:
        return True
    return len(key_name(key)) == 1 and key not in _ARROWS


def is_letter(key: str) -> bool:
    """Whether the key is a letter, which an input method swallows."""
    return len(key) == 1 and key.isalpha()
