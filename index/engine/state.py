"""One consistent view of an index, and how it is opened, replaced and changed."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from whoosh.writing import LockError

from index.engine import manifest
from index.engine.evaluate import Evaluator
from index.engine.postings import Postings
from index.engine.storage import Folder, Memory
from index.engine.table import Table
from index.engine.texts import Texts
from index.errors import N_, LibraryBusy
from index.model import StoredText

ResolveRegion = Callable[[str], str | None]


@dataclass(frozen=True)
class State:
    """An open index with what is computed from it. ``manifest`` is ``None`` in memory."""

    fingerprint: str
    postings: Postings
    table: Table
    evaluator: Evaluator
    manifest: manifest.Manifest | None


class Opener:
    """Makes states; ``folder`` ``None`` keeps everything in memory."""

    def __init__(self, folder: Path | None, texts: Texts, resolve_region: ResolveRegion) -> None:
        self.folder = folder
        self._texts = texts
        self._resolve_region = resolve_region

    def open(self, found: manifest.Manifest) -> State | None:
        """The index that the manifest names; ``None`` if it cannot be read, whatever the reason."""
        assert self.folder is not None
        with ExitStack() as unless_kept:
            try:
                postings = Postings(Folder(str(self.folder / found.subfolder)))
                unless_kept.callback(postings.close)
                if postings.generation != found.generation:
                    return None
                state = self._state(found.fingerprint, postings, found)
            except Exception:  # a damaged file can raise anything inside Whoosh; the index is disposable
                return None
            unless_kept.pop_all()
            return state

    def build(self, documents: Iterable[StoredText], fingerprint: str) -> State:
        """A new index beside the old one, which counts once it is complete. OSError if that cannot be."""
        if self.folder is None:
            postings = Postings(Memory(), create=True)
            postings.commit(documents)
            return self._state(fingerprint, postings, None)
        subfolder = secrets.token_hex(6)
        path = self.folder / subfolder
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.mkdir(mode=0o700)
            postings = Postings(Folder(str(path)), create=True)
            postings.commit(documents)
            found = manifest.write(self.folder, fingerprint, subfolder, postings.generation)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        manifest.sweep(self.folder, subfolder)
        return self._state(fingerprint, postings, found)

    def change(
        self, state: State, changed: Iterable[StoredText], removed: Iterable[int], fingerprint: str
    ) -> State:
        """The state after an update. LibraryBusy if another program is writing; OSError if it cannot be."""
        found = state.manifest
        try:
            state.postings.commit(changed, removed, state.table.number_of)
            if self.folder is not None and found is not None:
                generation = state.postings.generation
                found = manifest.write(self.folder, fingerprint, found.subfolder, generation)
        except LockError as error:
            raise LibraryBusy(
                N_("Another program is writing to the search index; try again when it has finished.")
            ) from error
        return self._state(fingerprint, state.postings, found)

    def _state(self, fingerprint: str, postings: Postings, found: manifest.Manifest | None) -> State:
        table = Table(postings.metadata(), postings.size())
        self._texts.forget()
        evaluator = Evaluator(postings, table, self._texts, self._resolve_region)
        return State(fingerprint, postings, table, evaluator, found)
