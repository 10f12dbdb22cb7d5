"""What all tests share: the real articles, which stand outside the repository."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

# As the program does: a test builds some hundred thousand objects, and Python's own threshold of 700 new
# ones for each look at the young is a sixth of a screen test's processor time.
gc.set_threshold(50_000)

# A shell has what it runs in the background ignore Ctrl-C, and so would every program that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests of terminals and screens wait half of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A case of bytes is named by its place, never by the bytes.

    Archives made in a test hold the hour at which they were made: named by their content, the
    cases would have other names in each worker of pytest-xdist, which then runs nothing at all.
    """
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(scope="session")
def seeds() -> dict[str, Path]:
    """The five real articles by the first three characters of their file names."""
    files = sorted((SHARED / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("the seed articles are not beside the repository (../shared/seeds)")
    return {file.name[:3]: file for file in files}


@pytest.fixture(scope="session")
def govreports() -> list[Path]:
    """The provincial work reports with their page furniture."""
    files = sorted((SHARED / "corpora" / "govreports-2026").glob("*.txt"))
    if not files:
        pytest.skip("the work reports are not beside the repository (../shared/corpora)")
    return files


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees or touches the library, cache, drafts or settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    patch = pytest.MonkeyPatch()
    names = ("DANGJIAN_CONFIG", "DANGJIAN_WIDE_PUNCTUATION", "LC_ALL", "LC_MESSAGES", "LANG")
    for name in ("DANGJIAN_LIBRARY", "DANGJIAN_DRAFTS", "DANGJIAN_LANGUAGE", "NO_COLOR", *names):
        patch.delenv(name, raising=False)
    patch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        patch.setenv(name, str(home / name.lower()))
