"""Many frozen objects at once: answers are lists of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

Made = TypeVar("Made")


def objects(kind: type[Made], count: int, columns: Mapping[str, Iterable[Any]]) -> list[Made]:
    """``count`` objects of a frozen dataclass with slots, from a column for each of its fields.

    Slots are set column by column: a frozen dataclass sets its fields by as many Python calls.
    """
    made = list(map(object.__new__, repeat(kind, count)))
    for name, slot in _slots(cast(Hashable, kind)):
        deque(map(slot, made, columns[name]), maxlen=0)
    return made


@cache
def _slots(kind: Hashable) -> tuple[tuple[str, Callable[[object, object], None]], ...]:
    return tuple((field.name, getattr(kind, field.name).__set__) for field in fields(kind))  # type: ignore[arg-type]
