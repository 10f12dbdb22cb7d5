"""Mistakes of the program itself: the traceback goes into a log, the user gets a sentence."""

from __future__ import annotations

import traceback
from datetime import datetime

from index.errors import N_, DangjianError
from tui.config import state_folder, state_path

LOG = "errors.log"


def defect(error: BaseException, doing: str) -> DangjianError:
    """The sentence for an unexpected ``error``, which is noted in ``errors.log`` with what was being done.

    Where nothing can be written the sentence says so; this never raises.
    """
    kind = type(error).__name__
    path = state_path() / LOG
    try:
        state_folder()
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            now = datetime.now().isoformat(timespec="seconds")
            log.write(f"{now} {doing}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return DangjianError(
            N_("The program made a mistake ({kind}), and {path} cannot be written; check its folder."),
            kind=kind,
            path=path,
        )
    return DangjianError(
        N_("The program made a mistake ({kind}); please report it with the details in {path}."),
        kind=kind,
        path=path,
    )
