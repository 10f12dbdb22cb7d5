"""The entry: reads the command line, runs a subcommand or the interface, reports what went wrong.

No traceback reaches a user; ``DANGJIAN_DEBUG=1`` shows it all the same.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from index.errors import N_, DangjianError, UsageError
from tui.cli.output import INTERRUPTED, error_json, say, write, write_json
from tui.cli.parser import PROGRAM, read_arguments
from tui.cli.registry import Answer, Command
from tui.i18n import _, translate_error

CLOSED_PIPE = 141  # and for a reader such as `head` that has seen enough
UNEXPECTED = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program on ``argv`` (default: the command line); the exit code (cli.md)."""
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    _speak_utf8()
    try:
        return _run(words)
    except DangjianError as error:
        say(translate_error(error))
        if as_json:
            write_json(error_json(error))
        return error.exit_code
    except SystemExit as end:  # --help
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt as interrupt:
        message = str(interrupt) or _("Stopped.")
        return _fail("Interrupted", message, INTERRUPTED, as_json)
    except BrokenPipeError:
        # Python would complain once more when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except Exception as error:
        return _fail(type(error).__name__, _unexpected(error, words), UNEXPECTED, as_json)


def _run(words: list[str]) -> int:
    command, values = read_arguments(words)
    if getattr(values, "version", False):
        from importlib.metadata import version

        sys.stdout.write(f"{PROGRAM} {version(PROGRAM)}\n")
        return 0
    if command is None:
        return _interface(values)
    _check_format(command, values)
    from index.library import Library

    with Library.open(values.library, waiting=_waiting) as library:
        if library.banner and command.name != "import":
            say(
                _("Your library is empty: this is the sample corpus. Start yours with `dangjian-tui import`.")
            )
        answer = command.run(library, values)
        return write(answer, library, values) if isinstance(answer, Answer) else answer


def _interface(values: argparse.Namespace) -> int:
    if values.json or values.csv:
        raise UsageError(N_("--json and --csv belong to a command; see `dangjian-tui --help`."))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(N_("The interface needs a terminal; for scripts see `dangjian-tui --help`."))
    from tui.app import run

    return run(values.library)


def _check_format(command: Command, values: argparse.Namespace) -> None:
    if values.json and values.csv:
        raise UsageError(N_("Choose one of --json and --csv."))
    if values.csv and not command.table:
        raise UsageError(
            N_("The answer of {command} is not a table; use --json instead of --csv."), command=command.name
        )


def _waiting() -> None:
    say(_("Another program is writing to this library; waiting for it …"))


def _speak_utf8() -> None:
    """UTF-8 on both outputs whatever the locale says.

    What UTF-8 cannot hold (file names of unknown encoding) is written as ``\\udcXX``, which JSON reads back.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(kind: str, message: str, exit_code: int, as_json: bool) -> int:
    say(message)
    if as_json:
        write_json({"error": {"type": kind, "message": message}})
    return exit_code


def _unexpected(error: Exception, words: list[str]) -> str:
    """Keep the details of a defect in a file and say where it is."""
    import traceback
    from datetime import datetime

    from platformdirs import user_state_path

    details = "".join(traceback.format_exception(error))
    if os.environ.get("DANGJIAN_DEBUG", "") not in ("", "0"):
        say(details)
    path = user_state_path(PROGRAM) / "errors.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now().isoformat(timespec='seconds')} {words!r}\n{details}\n")
    except OSError:
        return _("The program made a mistake ({kind}); set DANGJIAN_DEBUG=1 to see the details.").format(
            kind=type(error).__name__
        )
    return _("The program made a mistake ({kind}); please report it with the details in {path}.").format(
        kind=type(error).__name__, path=path
    )
