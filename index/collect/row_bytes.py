"""The bytes of a row of a table, as they are kept; what they hold is read by ``formats.row``."""

from __future__ import annotations

MARK = b'{"dangjian-row":1,'
"""What the bytes of a row begin with."""


def parts(data: bytes) -> tuple[bytes, bytes] | None:
    """The bytes of a row's columns and of the row itself, as they are stored; ``None``: it is no row.

    A quotation mark inside a name is escaped: the first place that looks like the end of the columns is it.
    """
    if not data.startswith(MARK):
        return None
    columns, between, row = data.partition(b'},"row":')
    return (columns, row) if between else None
