"""Where the user's library is, and where what can be made again is kept."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import LibraryError
from index.store.problems import FAILED

APPLICATION = "dangjian-tui"
SAMPLE = "sample"


def named_by_environment() -> str | None:
    """The library that ``DANGJIAN_LIBRARY`` names, as it stands there; ``None`` when it is unset or empty."""
    return os.environ.get("DANGJIAN_LIBRARY") or None


def named_folder(named: str | Path) -> Path:
    """A folder that the user names, ``~`` and ``~user`` at its beginning as in a shell.

    Errors: ``LibraryError`` where that is nobody's home.
    """
    try:
        return Path(named).expanduser()
    except RuntimeError as error:
        raise LibraryError(FAILED, path=named, detail=error) from error


def default_folder() -> Path:
    """The user's own library: the user data directory of the platform."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """The user cache directory of the platform: the sample, built from the package, is kept here."""
    from platformdirs import user_cache_path

    return user_cache_path(APPLICATION, appauthor=False)
