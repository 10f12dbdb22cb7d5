"""Tables on the screen: what a column is, and which columns have room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
AnyColumn = TypeVar("AnyColumn", bound="Column[Any]")

GAP = 2
"""Cells between two columns."""
LEAST = 8
"""Cells of the column that has what is left, however little that is."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """``width`` in cells, 0: what is left; shown in tables of at least ``least`` cells.

    ``cell`` is what stands in it. ``falling``: the largest comes first unless turned round. ``sort``: the
    order that a click on the name asks for, where it is not that of the column itself; ``-``: none.
    ``indent``: cells before the name, where rows have a sign.
    """

    id: str
    label: str
    width: int
    cell: Callable[[Row], str]
    least: int = 0
    right: bool = False
    falling: bool = False
    sort: str = ""
    indent: int = 0

    @property
    def order(self) -> str | None:
        """The order that a click asks for."""
        return None if self.sort == "-" else self.sort or self.id


def fitting(columns: Sequence[AnyColumn], width: int) -> list[tuple[AnyColumn, int]]:
    """The columns that have room in ``width`` cells, with their widths."""
    shown = [column for column in columns if width >= column.least]
    rest = width - sum(column.width for column in shown) - GAP * (len(shown) - 1)
    return [(column, column.width or max(LEAST, rest)) for column in shown]
