"""Quotation marks and brackets that open in one line and close in another."""

from __future__ import annotations

import re

_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "［": "］",
}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
_OPEN_OR_CLOSE = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSERS)) + "]")


def unclosed(text: str) -> bool:
    """Whether a quotation mark or bracket of ``text`` is still open at its end."""
    stack: list[str] = []
    for mark in _OPEN_OR_CLOSE.findall(text):
        if mark in _PAIRS:
            stack.append(mark)
        elif stack and stack[-1] == _CLOSERS[mark]:
            stack.pop()
    return bool(stack)


def closes_first(text: str) -> bool:
    """Whether the first mark in ``text`` that does not pair inside it closes one opened before."""
    depth = 0
    for mark in _OPEN_OR_CLOSE.findall(text):
        depth += 1 if mark in _PAIRS else -1
        if depth < 0:
            return True
    return False
