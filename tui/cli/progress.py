"""Progress on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from tui.i18n import _

if TYPE_CHECKING:
    from rich.progress import Progress

Show = Callable[[int, int], None]
FEW = 20
"""Less than that is done before a bar could be read."""
_TELLING = 0.5
"""Seconds before a rate says anything."""


@contextmanager
def bar(title: str) -> Iterator[Show]:
    """A function that shows how many of how many are done, how many a second, and the time left.

    Rich draws one bar at a time, so that a bar is gone as soon as all is done.
    """
    drawn: list[Progress] = []
    begun: list[tuple[float, int]] = []

    def show(done: int, total: int) -> None:
        if done >= total or total < FEW:
            stop()
            return
        if not drawn:
            drawn.append(_started(title, total))
            begun[:] = [(monotonic(), done)]
        rate = _rate(monotonic() - begun[0][0], done - begun[0][1])
        drawn[0].update(drawn[0].task_ids[0], completed=done, total=total, rate=rate)

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
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True, markup=False),
        transient=True,
    )
    progress.add_task(title, total=total, rate="")
    progress.start()
    return progress


def _rate(seconds: float, done: int) -> str:
    """How many a second; nothing as long as that cannot be told."""
    return _("{number}/s").format(number=round(done / seconds)) if seconds > _TELLING and done else ""


def _nothing(_done: int, _total: int) -> None:
    pass
