"""Which index in the folder counts, and what it was built from: one small file, replaced whole.

The index itself lies in a subfolder. Whatever does not agree with the manifest is stale, never an error.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from index.disk import sync
from index.engine.postings import SCHEMA_VERSION
from index.text.fold import FOLD_VERSION
from index.text.segment import backend

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``generation`` is Whoosh's commit number, ``files`` the sizes in bytes; both must be found as they are.

    ``built_with`` names everything that decides about the contents besides the texts.
    """

    fingerprint: str
    subfolder: str
    generation: int
    files: dict[str, int]
    built_with: str


def built_with() -> str:
    """Version of the schema, of the fold table, and the library that cuts words."""
    return f"{SCHEMA_VERSION} {FOLD_VERSION} {backend()}"


def read(folder: Path) -> Manifest | None:
    """The manifest, if there is one and everything that it names is as it says."""
    try:
        found = Manifest(**json.loads((folder / NAME).read_text("utf-8")))
        sizes = {name: (folder / found.subfolder / name).stat().st_size for name in found.files}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    inside = Path(found.subfolder).name == found.subfolder
    return found if inside and found.built_with == built_with() and found.files == sizes else None


def write(folder: Path, fingerprint: str, subfolder: str, generation: int) -> Manifest:
    """Make ``subfolder`` the index that counts: written aside, synced, renamed."""
    files = {
        path.name: path.stat().st_size
        for path in sorted((folder / subfolder).iterdir())
        if path.is_file() and "LOCK" not in path.name
    }
    manifest = Manifest(fingerprint, subfolder, generation, files, built_with())
    for name in files:
        sync(folder / subfolder / name)
    sync(folder / subfolder)
    aside = folder / f"{NAME}.{os.getpid()}.new"
    aside.write_text(json.dumps(asdict(manifest), ensure_ascii=False), "utf-8")
    sync(aside)
    aside.replace(folder / NAME)
    sync(folder)
    return manifest


def sweep(folder: Path, keep: str) -> None:
    """Remove the indexes that no longer count; what another process still holds open goes later."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
