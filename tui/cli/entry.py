"""The entry of the program: reads the command line and runs a subcommand, or the interface."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import N_, UsageError
from tui import env, preferences
from tui.i18n import LANGUAGES, _
from tui.preferences import LANGUAGE

if TYPE_CHECKING:
    import argparse

    from tui.cli.registry import Command

YOUNG = 50_000
"""Objects that come before Python looks for cycles. There are hardly any in an answer, but thousands of other
objects: at Python's own 700 a third of a search is spent on looking at all that the program holds."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program on ``argv`` (default: the command line); the exit code (cli.md)."""
    gc.set_threshold(YOUNG)
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    choose_language(words)
    try:
        exit_code = _run(words)
        sys.stdout.flush()  # what cannot be written is to be told here, not by Python at exit
    except BaseException as error:
        from tui.cli.problems import report

        return report(error, words)
    return exit_code


def _run(words: list[str]) -> int:
    # Most starts are for the interface: what subcommands need is not loaded before its first frame.
    if not words or (len(words) == 2 and words[0] == "--library" and words[1].strip()):
        return _interface(words[1] if words else None)
    return _run_command(words)


def _run_command(words: list[str]) -> int:
    from tui.cli.output import say, write
    from tui.cli.parser import PROGRAM, read_arguments
    from tui.cli.progress import bar
    from tui.cli.registry import Answer

    try:
        command, values = read_arguments(words)
    except SystemExit:  # argparse has shown the help
        return 0
    if getattr(values, "version", False):
        from importlib.metadata import version

        sys.stdout.write(f"{PROGRAM} {version(PROGRAM)}\n")
        return 0
    if command is None:
        if values.json or values.csv or values.markdown:
            raise UsageError(
                N_("--json, --csv and --markdown belong to a command; see `dangjian-tui --help`.")
            )
        return _interface(values.library)
    _check_format(command, values)
    from index.library import Library

    with (
        bar(_("Indexing")) as indexing,
        Library.open(values.library, waiting=_waiting, indexing=indexing) as library,
    ):
        if library.banner and command.reads_library:
            say(
                _("Your library is empty: this is the sample corpus. Start yours with `dangjian-tui import`.")
            )
        answer = command.run(library, values)
        return write(answer, library, values) if isinstance(answer, Answer) else answer


def _interface(library: str | None) -> int:
    if not env.in_browser() and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(N_("The interface needs a terminal; for scripts see `dangjian-tui --help`."))
    # Nothing that is loaded now is garbage; the application looks for it from its first frame on.
    gc.disable()
    from tui.start import run

    return run(library)


def choose_language(words: Sequence[str]) -> None:
    """Speak the language that ``--language`` names, else the configuration file, else the locale.

    Before anything is read: help and errors are already to be in it. What the option cannot be is told later.
    """
    for option, value in zip(words, (*words[1:], ""), strict=False):
        if option == "--":
            break
        named = option.removeprefix("--language=") if option.startswith("--language=") else value
        if option.startswith("--language") and named in LANGUAGES:
            os.environ[LANGUAGE] = named
    preferences.apply(preferences.read())


def _check_format(command: Command, values: argparse.Namespace) -> None:
    if values.json + values.csv + values.markdown > 1:
        raise UsageError(N_("Choose one of --json, --csv and --markdown."))
    if (values.csv or values.markdown) and not command.table:
        raise UsageError(N_("The answer of {command} is not a table; use --json."), command=command.name)


def _waiting() -> None:
    from tui.cli.output import say

    say(_("Another program is writing to this library; waiting for it …"))


def _speak_utf8() -> None:
    """UTF-8 on both outputs whatever the locale says; an input that is closed is an empty one.

    What UTF-8 cannot hold (file names of unknown encoding) is written as ``\\udcXX``, which JSON reads back.
    """
    # A stream that was closed before the start is None. Input first: it takes descriptor 0, which no file of
    # the library is to get.
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_RDONLY))
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
