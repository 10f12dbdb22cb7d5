"""The sample corpus as a read-only library: built from the package's own texts into the user's cache.

Built like any library, through the ordinary import; what ``catalogue.jsonl`` says of a text is its maker's
word, set like a user's correction. The folder is named by a digest of the material and the program's
version, so that a new version makes a new one, and it appears complete or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from index.errors import LibraryError
from index.library.corrections import normalised
from index.library.importing import Import
from index.library.keeper import IndexKeeper
from index.library.locations import cache_folder
from index.library.version import version
from index.store import Store
from index.store.schema import MIGRATIONS

CATALOGUE = "catalogue.jsonl"


def sample_store() -> Store:
    """The sample, open; built first where it is not there yet, or no longer whole."""
    texts, catalogue = _material()
    for parent in (cache_folder(), None):
        try:
            return _in(parent, texts, catalogue)
        except (OSError, LibraryError):
            if parent is None:
                raise
    raise AssertionError("the temporary folder was tried last")


def _in(parent: Path | None, texts: Mapping[str, bytes], catalogue: bytes) -> Store:
    if parent is None:
        # Nobody else uses it: it goes when the store is closed.
        folder = Path(tempfile.mkdtemp(prefix="dangjian-tui-sample-"))
        try:
            _build(folder, texts, catalogue)
            return Store(folder, sealed=True, temporary=True)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    folder = parent / f"sample-{_digest(texts, catalogue)}"
    for _ in range(2):
        if not folder.exists():
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _build_beside(folder, texts, catalogue)
        try:
            store = Store(folder, sealed=True)
            if store.size()[0] == len(texts):
                return store
            store.close()
        except LibraryError:
            pass
        # Not whole (half a disk, a curious user): out of the way, and once more.
        _set_aside(folder)
    raise OSError(f"{folder} cannot be built")


def _build_beside(folder: Path, texts: Mapping[str, bytes], catalogue: bytes) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".sample-", dir=folder.parent))
    try:
        _build(draft, texts, catalogue)
        os.rename(draft, folder)  # noqa: PTH104 (fails, as it must, on a folder that is not empty)
    except OSError:
        if not folder.exists():
            raise
        # Another process was quicker; its sample is the same.
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _set_aside(folder: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=".sample-", dir=folder.parent))
    try:
        os.rename(folder, aside / folder.name)  # noqa: PTH104
    except FileNotFoundError:
        pass  # set aside by another process
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _build(folder: Path, texts: Mapping[str, bytes], catalogue: bytes) -> None:
    values = {
        str(entry.pop("file")): {name: str(value) for name, value in entry.items()}
        for entry in map(json.loads, filter(None, catalogue.decode("utf-8").splitlines()))
    }
    store = Store(folder)
    try:
        with store.command(None) as command:
            run = Import(store, command)
            for name, data in sorted(texts.items()):
                run.values = normalised(values.get(name, {}))
                run.take(name, data)
        keeper = IndexKeeper(store)
        keeper.refresh()
        keeper.close()
    finally:
        store.close()


def _material() -> tuple[dict[str, bytes], bytes]:
    folder = files("data") / "corpus"
    texts = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".txt")}
    return texts, (folder / CATALOGUE).read_bytes()


def _digest(texts: Mapping[str, bytes], catalogue: bytes) -> str:
    digest = sha256(f"{version()}\n{len(MIGRATIONS)}\n".encode() + catalogue)
    for name, data in sorted(texts.items()):
        digest.update(name.encode() + b"\0" + sha256(data).digest())
    return digest.hexdigest()[:16]
