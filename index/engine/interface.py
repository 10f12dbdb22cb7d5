"""What those who ask an engine and those who answer know of each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

KwicSort = Literal["left", "right", "date"]
Cancel = Callable[[], bool] | None
"""Asked between steps: true when the caller no longer wants the answer."""


class Cancelled(Exception):
    """The caller no longer wants the answer."""
