"""Questions from a file, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from index.errors import N_, UsageError, said_by_system


def lines_of(file: str) -> Iterator[str]:
    """The lines of a UTF-8 file that are not blank."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            N_("The queries in {file} cannot be read ({detail}); check the name."),
            file=file,
            detail=said_by_system(error),
        ) from error
    except UnicodeDecodeError:
        raise UsageError(
            N_("The queries in {file} are not UTF-8; save the file as UTF-8."), file=file
        ) from None
    return (line.strip() for line in text.splitlines() if line.strip())
