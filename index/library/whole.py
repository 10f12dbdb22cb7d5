"""Files beside a library that appear whole in their place or not at all, for nobody else to read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that stands in the place of ``path`` when the block has ended; when it is left by an
    exception, what was there is there still. OSError.

    It is not flushed to the disk: for what can be made again.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    # Left behind by a process that had this number before, and was killed.
    draft.unlink(missing_ok=True)
    try:
        with open(draft, "xb", opener=_private) as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
