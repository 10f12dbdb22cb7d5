"""Where the user's library is, and where what can be made again is kept."""

from __future__ import annotations

import os
from pathlib import Path

APPLICATION = "dangjian-tui"
SAMPLE = "sample"


def named_by_environment() -> Path | None:
    """The library that ``DANGJIAN_LIBRARY`` names; ``None`` when it is unset or empty."""
    value = os.environ.get("DANGJIAN_LIBRARY", "")
    return Path(value).expanduser() if value else None


def default_folder() -> Path:
    """The user's own library: the user data directory of the platform."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """The user cache directory of the platform: the sample, built from the package, is kept here."""
    from platformdirs import user_cache_path

    return user_cache_path(APPLICATION, appauthor=False)
