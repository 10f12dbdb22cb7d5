"""Progress on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Show = Callable[[int, int], None]
FEW = 20
"""Less than that is done before a bar could be read."""


@contextmanager
def bar(title: str) -> Iterator[Show]:
    """A function that shows how many of how many are done, and the time left, until all are.

    Rich draws one bar at a time, so that a bar is gone as soon as all is done.
    """
    drawn: list[Progress] = []

    def show(done: int, total: int) -> None:
        if done >= total or total < FEW:
            stop()
            return
        if not drawn:
            drawn.append(_started(title, total))
        drawn[0].update(drawn[0].task_ids[0], completed=done, total=total)

    def stop() -> None:
        while drawn:
            drawn.pop().stop()

    try:
        yield show if sys.stderr.isatty() else _nothing
    finally:
        stop()


def _started(title: str, total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, markup=False),
        transient=True,
    )
    progress.add_task(title, total=total)
    progress.start()
    return progress


def _nothing(_done: int, _total: int) -> None:
    pass
