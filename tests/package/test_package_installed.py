"""What is tested is what is installed, and everything it needs came with it."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata, resources
from pathlib import Path

import pytest

import index

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("tui", "index", "data")


def test_index_is_the_installed_package_wherever_python_starts(tmp_path: Path) -> None:
    elsewhere = subprocess.run(
        [sys.executable, "-c", "import index; print(index.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(elsewhere) == Path(str(index.__file__))
    assert "tests" not in Path(elsewhere).parts[-3:]


def shipped_files() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "--", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if listing:
        return listing
    # Not a git checkout (an unpacked source archive): what lies in the folders.
    return [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_every_resource_opens_through_importlib_resources() -> None:
    names = shipped_files()
    assert any(name.startswith("data/") for name in names)
    missing = []
    for name in names:
        package, _, inner = name.partition("/")
        if not resources.files(package).joinpath(inner).is_file():
            missing.append(name)
    assert not missing


def test_the_command_is_installed() -> None:
    scripts = metadata.entry_points(group="console_scripts", name="dangjian-tui")
    assert [script.value for script in scripts] == ["tui.cli:main"]


@pytest.mark.parametrize("module", ["index.library", "index.engine", "index.collect", "index.text"])
def test_the_library_never_loads_a_terminal_library(module: str) -> None:
    code = (
        f"import sys, {module}; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'textual', 'rich', 'tui'}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
