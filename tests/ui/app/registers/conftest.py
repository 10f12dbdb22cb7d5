"""A library of two articles, and what opens it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.library import Library

sys.path.insert(0, str(Path(__file__).parent))
import registers_told  # type: ignore[import-not-found]

Opener = Callable[[Any], Any]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder: Path = registers_told.told(tmp_path)
    return folder


@pytest.fixture
def opener(library: Path) -> Opener:
    return lambda waiting: Library.open(library, waiting=waiting)
