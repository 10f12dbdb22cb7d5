"""The command line: every answer of the library as a subcommand, for people and for scripts (no Textual)."""

from tui.cli.entry import main

__all__ = ["main"]
