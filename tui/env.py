"""Settings that Textual reads once, when it is first imported: import this module before ``textual``."""

from __future__ import annotations

import os


def prepare() -> None:
    """Set what Textual must find in the environment; what the user has set himself stays.

    Textual asks terminals for "report all keys" since 8.2.7; iTerm2 and the terminal of VS Code then lose
    Chinese text that an input method commits. Animations multiply what is sent over a slow line, and drag the
    candidate window of the input method about.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")


def in_browser() -> bool:
    """Whether a web server has started this program, and a browser draws what it shows."""
    return "web_driver" in os.environ.get("TEXTUAL_DRIVER", "")


def wide_punctuation() -> bool:
    """Whether the terminal draws “ ” … — · two cells wide, as ``DANGJIAN_WIDE_PUNCTUATION=1`` says.

    The user says it, or it was measured at the start (``terminal``); narrow is assumed otherwise: locales and
    terminal names say nothing reliable about it.
    """
    return os.environ.get("DANGJIAN_WIDE_PUNCTUATION", "") not in ("", "0")


prepare()
