"""Import: files become documents, in batches that last, whatever happens to the rest.

A path stands for one document. The same bytes at the same path are *unchanged*; other bytes *update* the
document, which keeps its id, the user's corrections and the repairs that were undone. A new path with the
content of a document that is there (a copy, also in another encoding or under another name) is *skipped*: it
becomes one more source of that document.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from index.errors import N_, ImportFailure, LibraryError, Sentence
from index.library.corrections import corrected
from index.library.files import Candidate, name_of, read
from index.library.repairing import without_undone
from index.model import Collected, ImportedFile, ImportReport
from index.store import Command, DocumentState, Store, content_key

# Files between two commits: the most that a kill can cost.
BATCH = 50

COPY = N_("{path} has the same content as document {id}; it is kept as one more source of that document.")
VALUES = N_("The file is unchanged; the given values were set.")
SPLIT = N_("The copies of this file keep its former content, as document {id}.")
BROKEN = N_("{path} could not be imported ({detail}); save it again as UTF-8 text and import that.")
INTERRUPTED = N_("{path} was not imported: the import was interrupted; run it again for the rest.")

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Import:
    """One run over many files, inside one command of the store."""

    store: Store
    command: Command
    values: Mapping[str, object] = field(default_factory=dict)
    _done: list[ImportedFile] = field(default_factory=list)

    def run(self, found: Sequence[Candidate], progress: Progress | None = None) -> ImportReport:
        """Import the candidates in order and say what became of each.

        ``progress`` is called with the number done, the number of all and the next path. Ctrl-C ends the run:
        what is done stays, the rest is reported as failed with that reason. ``seconds`` is for the caller.
        """
        try:
            for number, candidate in enumerate(found):
                if progress is not None:
                    progress(number, len(found), name_of(candidate.path))
                self._done.append(self._import(candidate))
                if number % BATCH == BATCH - 1:
                    self.command.commit()
            if progress is not None:
                progress(len(found), len(found), "")
        except KeyboardInterrupt:
            for candidate in found[len(self._done) :]:
                name = name_of(candidate.path)
                self._done.append(ImportedFile(name, None, "failed", Sentence(INTERRUPTED, path=name)))
        return ImportReport(tuple(self._done), seconds=0.0)

    def take(self, name: str, data: bytes) -> ImportedFile:
        """Import the bytes of one file under a name. Errors: ``ImportFailure``; then nothing is changed."""
        with self.command.step():
            return self._file(name, data)

    def _import(self, candidate: Candidate) -> ImportedFile:
        name = name_of(candidate.path)
        if candidate.problem is not None:
            return ImportedFile(name, None, candidate.status or "failed", candidate.problem.sentence)
        try:
            return self.take(name, read(candidate.path))
        except ImportFailure as problem:
            return ImportedFile(name, None, "failed", problem.sentence)
        except (LibraryError, sqlite3.OperationalError, sqlite3.InternalError):
            raise  # the library itself (no space, another writer): not a matter of this file
        except Exception as error:
            if type(error) is sqlite3.DatabaseError:
                raise  # damage
            # One file must never cost the others, whatever it makes the readers do.
            detail = f"{type(error).__name__}: {error}"
            return ImportedFile(name, None, "failed", Sentence(BROKEN, path=name, detail=detail))

    def _file(self, name: str, data: bytes) -> ImportedFile:
        digest = sha256(data).hexdigest()
        known = self.store.by_path(name)
        if known is not None:
            return self._known(name, data, digest, *known)
        twin = self.store.by_bytes(digest)
        if twin is not None:
            return self._copy(name, data, twin)
        return self._new(name, data)

    def _new(self, name: str, data: bytes) -> ImportedFile:
        """A path that stands for no document yet."""
        collected, key = self._read(name, data)
        twin = self.store.by_content(key)
        if twin is not None:
            return self._copy(name, data, twin)
        digest = self.command.add_bytes(data)
        reading = self.command.add_reading(collected, digest, key)
        state = DocumentState(reading, name, ((name, digest),))
        id = self.command.add(replace(state, corrections=self._corrections(state)))
        return self._result(name, id, "added")

    def _copy(self, name: str, data: bytes, id: int) -> ImportedFile:
        """A path with the content of another document."""
        digest = self.command.add_bytes(data)
        state = self._state(id)
        state = replace(state, sources=(*state.sources, (name, digest)))
        self.command.put(id, replace(state, corrections=self._corrections(state)))
        return ImportedFile(name, id, "skipped", Sentence(COPY, path=name, id=id), duplicate_of=id)

    def _known(self, name: str, data: bytes, digest: str, id: int, before: str) -> ImportedFile:
        """A path that stands for a document already."""
        state = self._state(id)
        if digest == before:
            corrections = self._corrections(state)
            if corrections == dict(state.corrections):
                return self._result(name, id, "unchanged")
            self.command.put(id, replace(state, corrections=corrections))
            return self._result(name, id, "updated", Sentence(VALUES))
        collected, key = self._read(name, data)
        same_content = key == self.store.found(state.reading)[0]
        if name != state.path and not same_content:
            # A copy that has become a text of its own.
            rest = tuple(source for source in state.sources if source[0] != name)
            self.command.put(id, replace(state, sources=rest))
            return self._new(name, data)
        return self._update(name, data, id, collected, key, same_content=same_content)

    def _update(
        self, name: str, data: bytes, id: int, collected: Collected, key: str, *, same_content: bool
    ) -> ImportedFile:
        state = self._state(id)
        digest = self.command.add_bytes(data)
        reading = state.reading
        if name == state.path:
            reading = self.command.add_reading(without_undone(collected, state.undone), digest, key)
        others = tuple(source for source in state.sources if source[0] != name)
        sources = tuple((path, digest if path == name else sha) for path, sha in state.sources)
        reason = None
        if not same_content:
            sources = ((name, digest),)
        updated = replace(state, reading=reading, sources=sources)
        self.command.put(id, replace(updated, corrections=self._corrections(updated)))
        if others and not same_content:
            # The copies still hold what this document was: it must not vanish with the update.
            copies = self.command.add(replace(state, path=others[0][0], sources=others))
            reason = Sentence(SPLIT, id=copies)
        return self._result(name, id, "updated", reason)

    # -- small things ---------------------------------------------------------------------------

    def _read(self, name: str, data: bytes) -> tuple[Collected, str]:
        from index.collect import collect

        collected = collect(data, path=name)
        return collected, content_key(collected)

    def _state(self, id: int) -> DocumentState:
        state = self.command.state(id)
        assert state is not None
        return state

    def _corrections(self, state: DocumentState) -> dict[str, object]:
        if not self.values:
            return dict(state.corrections)
        return corrected(self.store.found(state.reading)[1], state.corrections, self.values)

    def _result(
        self,
        name: str,
        id: int,
        status: Literal["added", "updated", "unchanged"],
        reason: str | None = None,
    ) -> ImportedFile:
        [document] = self.store.documents([id])
        return ImportedFile(name, id, status, reason, document.duplicate_of)
