"""The start of the interface: what the user has written down holds before any screen is made."""

from __future__ import annotations


def run(library: str | None = None) -> int:
    """Start the interface with the user's preferences; the exit code. ``library`` as in ``tui.app.run``."""
    from tui import keymap, preferences, terminal

    wanted = preferences.read()
    preferences.apply(wanted)
    problems = [*wanted.problems, *keymap.use(wanted.keys)]
    terminal.learn_width()
    # Screens take their keys from the registry when they are defined.
    from tui import app

    return app.run(library, theme=wanted.theme, problems=problems)
