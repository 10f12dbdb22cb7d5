"""A piece of work done with the keys of ``ten_tasks``, one group after the other."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import ten_tasks  # type: ignore[import-not-found]


class Work:
    """``next()`` presses the next group; ``session`` is the running program."""

    def __init__(self, session: Any, task: Any) -> None:
        self.session = session
        self.pressed: list[str] = []
        self._steps = iter(task.steps)

    async def next(self) -> None:
        """Press the next group of keys."""
        for part in next(self._steps):
            keys = tuple(part) if isinstance(part, ten_tasks.Typed) else (part,)
            self.pressed += keys
            await self.session.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until ``condition`` holds."""
        await self.session.until(condition)

    async def screen(self, kind: type[Any]) -> Any:
        """Wait for a screen of ``kind``."""
        await self.session.until(lambda: isinstance(self.session.app.screen, kind))
        return self.session.app.screen


@pytest.fixture
def work(start: Any, kept: Any) -> Callable[..., AbstractAsyncContextManager[Work]]:
    """``async with work("copy") as at_work``: the program just started; in the end all keys were pressed."""

    @asynccontextmanager
    async def at_work(name: str, opener: Any = None) -> AsyncIterator[Work]:
        (task,) = (one for one in ten_tasks.TASKS if one.id == name)
        async with start(opener=opener or (lambda _waiting: kept)) as session:
            doing = Work(session, task)
            yield doing
            assert tuple(doing.pressed) == task.pressed

    return at_work
