"""What went wrong, as one sentence on stderr, one JSON document where it was asked for, and an exit code.

No traceback reaches a user; ``DANGJIAN_DEBUG=1`` shows it all the same.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from index.errors import DangjianError
from tui.cli.output import INTERRUPTED, error_json, say, write_json
from tui.i18n import _, translate_error

CLOSED_PIPE = 141  # what shells give when a reader such as `head` has seen enough
UNEXPECTED = 3


def report(error: BaseException, words: Sequence[str]) -> int:
    """Tell of ``error``, which ended the command ``words``; the exit code."""
    if isinstance(error, BrokenPipeError):
        _drop_output()
        return CLOSED_PIPE
    exit_code = UNEXPECTED
    if isinstance(error, DangjianError):
        message, exit_code = translate_error(error), error.exit_code
    elif isinstance(error, KeyboardInterrupt):
        message, exit_code = _("Stopped."), INTERRUPTED
    elif isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        _drop_output()
        message = _("There is no space left for the answer; make room or write it somewhere else.")
    else:
        message = _unexpected(error, words)
    say(message)
    if "--json" in words:
        if isinstance(error, DangjianError):
            write_json(error_json(error))
        else:
            write_json({"error": {"type": type(error).__name__, "message": message}})
    return exit_code


def _drop_output() -> None:
    """Nothing can be written any more; without this Python complains once again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: BaseException, words: Sequence[str]) -> str:
    from tui.defects import defect

    if os.environ.get("DANGJIAN_DEBUG", "") not in ("", "0"):
        import traceback

        say("".join(traceback.format_exception(error)))
    return translate_error(defect(error, repr(list(words))))
