"""Help is broken into rows as Chinese is: none begins with a mark that closes."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group

from tui.screens.help import sections
from tui.text.kinsoku import CLOSING


@pytest.mark.parametrize("width", [48, 58, 78])
def test_no_row_begins_with_a_closing_mark(width: int) -> None:
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(Group(*sections("reader")))
    rows = console.export_text().splitlines()
    assert all(cell_len(row) <= width for row in rows)
    # What goes on in the next row stands alone there, behind the keys.
    continued = [row.strip() for row in rows if row.strip() and not set_cell_size(row, 16).strip()]
    assert continued, "there is something to break"
    assert not [row for row in continued if row[0] in CLOSING]
