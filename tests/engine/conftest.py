"""What the tests of the engine share: modules that can be imported by name, and a shelf of two texts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from engine_shelf import Shelf  # type: ignore[import-not-found]


@pytest.fixture
def shelf() -> Shelf:
    from engine_shelf import Shelf

    shelf = Shelf()
    shelf.put(1, "机关党建。", region="湖南")
    shelf.put(2, "支部与机关“党建服务”。")
    return shelf
