"""Which program opens a source file: the user's editor for texts, the desktop's program for the rest."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEXTS = {"", ".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".json", ".jsonl", ".html", ".htm", ".xml"}
"""Suffixes of what an editor shows as a person wants to read it."""


@dataclass(frozen=True, slots=True)
class Program:
    """The words of a command; ``in_terminal``: it takes the terminal until it is left."""

    words: tuple[str, ...]
    in_terminal: bool


def program_for(path: Path, environ: Mapping[str, str]) -> Program | None:
    """What opens ``path``: ``$VISUAL`` or ``$EDITOR`` for a text, else what the desktop has for it.

    ``None`` where there is neither; a text without an editor is opened by the desktop too, and anything by
    the editor where there is no desktop to ask (an SSH session).
    """
    words = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
    editor = Program((*words, str(path)), True) if words and shutil.which(words[0]) else None
    desktop = _desktop(path, environ)
    if path.suffix.lower() in TEXTS:
        return editor or desktop
    return desktop or editor


def _desktop(path: Path, environ: Mapping[str, str]) -> Program | None:
    if sys.platform == "darwin":
        return Program(("open", str(path)), False)
    has_screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if has_screen and shutil.which("xdg-open"):
        return Program(("xdg-open", str(path)), False)
    return None
