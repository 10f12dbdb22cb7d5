"""Import: files become documents, in batches that last, whatever happens to the rest.

A path stands for one document. The same bytes at the same path are *unchanged*; other bytes *update* the
document, which keeps its id, the user's corrections and the repairs that were undone. A new path with the
content of a document that is there (a copy, also in another encoding or under another name) is *skipped*: it
becomes one more source of that document; its only one in the place of a file that is no longer there (it was
renamed or moved), so that what becomes of it later becomes of the document.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Literal

from index.errors import N_, ImportFailure, LibraryError, Sentence
from index.library.ahead import Source, opened
from index.library.corrections import filed, set_for_all, told
from index.library.files import Candidate, file_of
from index.library.plan import Item, Plan, plan
from index.library.readers import Fault, Readers, Refused, read_text, usable
from index.library.recurring import Read, Recurring
from index.library.remarks import remark
from index.library.repairing import without_undone
from index.library.reread import Reread
from index.model import ImportedFile, ImportReport
from index.store import Command, DocumentState, Reading, Store, reading_of
from index.store.problems import NO_SPACE, NOT_WRITTEN, of_sqlite

# Files and seconds between two commits: the most that a kill can cost. Each commit writes the pages of the
# indexes again that its files have a place in, nearly all of them: more commits are slower by a third.
BATCH, LASTING = 250, 1.0
# Files from which on the lines that recur are looked up at once, not each.
MANY = 50
# Bytes of files up to which starting processes costs more than it gains.
ALONE = 3_000_000

COPY = N_("{path} has the same content as document {id}; it is kept as one more source of that document.")
MOVED = N_("The file was {path} before; document {id} now stands for it here.")
VALUES = N_("The file is unchanged; the given values were set.")
SPLIT = N_("The copies of this file keep its former content, as document {id}.")
BROKEN = N_("{path} could not be imported ({detail}); save it again as UTF-8 text and import that.")
INTERRUPTED = N_("{path} was not imported: the import was interrupted; run it again for the rest.")
ROWS_LEFT = N_(
    "{count} rows of {path} were not imported: the import was interrupted; run it again for the rest."
)
KEPT = N_("{problem} {count} documents of this import are kept: it then goes on with the rest.")
REPEATED = N_("The row is the same as one before it.")
NOT_NAMED = N_("A table describes {path}, which was not imported; import it as well.")

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Import:
    """One run over many files, inside one command of the store."""

    store: Store
    command: Command
    values: Mapping[str, object] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    sidecars: bool = True
    _done: list[ImportedFile] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)
    _changed: int = 0
    _kept: int = 0
    _recurring: Recurring = field(init=False)
    _reread: Reread = field(init=False)
    _reader: Read = read_text

    def __post_init__(self) -> None:
        self._recurring = Recurring(self.store, self.command)
        self._reread = Reread(self.store, self.command)

    def run(self, found: Sequence[Candidate], progress: Progress | None = None) -> ImportReport:
        """Import the candidates in order and say what became of each.

        ``progress`` is called with the number done, the number of all and the next path. Ctrl-C ends the run:
        what is done stays and is told once more, the rest is reported as failed with that reason. ``seconds``
        and ``duplicate_of`` are for the caller. Errors: those of ``Store.command``; without space it is told
        how much is kept.
        """
        made = Plan([Item(candidate) for candidate in found])
        try:
            looking = None if progress is None else lambda total, name: progress(0, total, name)
            made = plan(found, self.columns, sidecars=self.sidecars, looking=looking)
            total = made.total
            with ExitStack() as stack:
                readers = Readers(usable()) if usable() > 1 and made.size() > ALONE else None
                if readers is not None:
                    stack.enter_context(closing(readers))
                    self._reader = readers.read
                lines = self._recurring
                if total > MANY:
                    lines.look_ahead()
                    self.command.expect(total)
                due = monotonic() + LASTING
                for number, source in enumerate(
                    opened(made.sources(), self._wanted, readers, lambda: lines.places)
                ):
                    if progress is not None:
                        progress(number, max(total, number), source.name)
                    self._done.append(file := self._import(source))
                    self._changed += file.status in ("added", "updated")
                    if number == 0:
                        due = monotonic() + LASTING  # the rules that the first file needs took their time
                    if number % BATCH == BATCH - 1 or monotonic() > due:
                        self._commit()
                        due = monotonic() + LASTING
                lines.settle(self._reader)
            self._reader = read_text
            self._done += self._of_others(made)
            if self._kept:
                self._commit()  # so that a last batch without space is told like those before it
            if progress is not None:
                progress(total, total, "")
        except KeyboardInterrupt:
            if progress is not None:
                with suppress(KeyboardInterrupt):  # pressed twice
                    progress(len(self._done), max(made.total, len(self._done)), "")
            for name, rows in made.left(len(self._done)):
                why = Sentence(ROWS_LEFT, path=name, count=rows) if rows else Sentence(INTERRUPTED, path=name)
                self._done.append(ImportedFile(name, None, "failed", why))
        except sqlite3.OperationalError as error:
            problem = of_sqlite(error, self.store.file)
            if self._kept and problem.template in (NO_SPACE, NOT_WRITTEN):
                raise LibraryError(KEPT, problem=problem, count=self._kept) from error
            raise
        return ImportReport((*self._done, *made.told), seconds=0.0)

    def _commit(self) -> None:
        self.command.commit()
        self._kept = self._changed

    def _of_others(self, made: Plan) -> Iterator[ImportedFile]:
        """What sidecars say of files that are in the library, but not among those imported now."""
        given = {file.path for file in self._done}
        for name, word in made.words.items():
            if name in given:
                continue
            known = self.store.by_path(name)
            if known is None:
                yield ImportedFile(name, None, "skipped", Sentence(NOT_NAMED, path=name))
                continue
            with self.command.step():
                yield self._known(Source(Candidate(Path(name)), name, digest=known[1], word=word), *known)

    def take(self, name: str, data: bytes) -> ImportedFile:
        """Import the bytes of one file under a name. Errors: ``ImportFailure``; then nothing is changed."""
        return self._take(Source(Candidate(Path(name)), name, data, sha256(data).hexdigest()))

    def _take(self, source: Source) -> ImportedFile:
        with self.command.step():
            return self._file(source)

    def _wanted(self, source: Source) -> bool:
        """Whether a file will have to be read, as far as can be told before its turn."""
        known = self.store.by_path(source.name)
        if known is not None or source.again:
            return known is not None and known[1] != source.digest
        if source.digest in self._given or self.store.by_bytes(source.digest) is not None:
            return False
        self._given.add(source.digest)
        return True

    def _import(self, source: Source) -> ImportedFile:
        name = source.name
        if source.problem is not None:
            status = source.candidate.status or "failed"
            return ImportedFile(name, None, status, source.problem.sentence)
        if source.again:
            known = self.store.by_path(name)
            return ImportedFile(name, known and known[0], "skipped", Sentence(REPEATED))
        try:
            return self._take(source)
        except ImportFailure as problem:
            return ImportedFile(name, None, "failed", problem.sentence)
        except (LibraryError, sqlite3.OperationalError, sqlite3.InternalError):
            raise  # the library itself (no space, another writer): not a matter of this file
        except Exception as error:
            if type(error) is sqlite3.DatabaseError:
                raise  # damage
            # One file must never cost the others.
            detail = f"{type(error).__name__}: {error}"
            return ImportedFile(name, None, "failed", Sentence(BROKEN, path=name, detail=detail))

    def _file(self, source: Source) -> ImportedFile:
        known = self.store.by_path(source.name)
        if known is not None:
            return self._known(source, *known)
        former = self._reread.former(source)
        if former is not None:
            return self._known_as(source, former)
        twin = self.store.by_bytes(source.digest)
        if twin is not None:
            return self._copy(source, twin)
        return self._new(source)

    def _new(self, source: Source) -> ImportedFile:
        """A path that stands for no document yet."""
        reading = self._read(source)
        twin = self.store.by_content(reading.key)
        if twin is not None:
            return self._copy(source, twin)
        self.command.add_bytes(source.data, source.digest)
        number = self.command.add_reading(reading, source.digest)
        state = DocumentState(number, source.name, ((source.name, source.digest),))
        id = self.command.add(self._worded(state, source))
        self._recurring.note(id, reading)
        return self._result(source, id, "added", remark(reading))

    def _copy(self, source: Source, id: int) -> ImportedFile:
        """A path with the content of another document."""
        self.command.add_bytes(source.data, source.digest)
        before = self._state(id)
        state = _moved(replace(before, sources=(*before.sources, (source.name, source.digest))), source)
        self.command.put(id, self._worded(state, source))
        if state.path != before.path:
            return self._result(source, id, "updated", Sentence(MOVED, path=before.path, id=id))
        reason = Sentence(COPY, path=source.name, id=id)
        return ImportedFile(source.name, id, "skipped", reason, duplicate_of=id)

    def _known(self, source: Source, id: int, before: str) -> ImportedFile:
        """A path that stands for a document already."""
        state = self._state(id)
        if source.digest == before:
            state = _moved(state, source)
            worded = self._worded(state, source)
            self.command.put(id, worded)
            if worded.corrections == state.corrections:
                return self._result(source, id, "unchanged")
            return self._result(source, id, "updated", Sentence(VALUES))
        reading = self._read(source)
        same_content = reading.key == self.store.found(state.reading)[0]
        if source.name != state.path and not same_content:
            # A copy that has become a text of its own.
            rest = tuple(other for other in state.sources if other[0] != source.name)
            self.command.put(id, replace(state, sources=rest))
            return self._new(source)
        return self._update(source, id, reading, same_content=same_content)

    def _known_as(self, source: Source, former: str) -> ImportedFile:
        """A row that is known by a key of former columns."""
        found = self.store.by_path(former)
        assert found is not None
        id, before = found
        state = self._state(id)
        sources = tuple((source.name if path == former else path, sha) for path, sha in state.sources)
        path = source.name if state.path == former else state.path
        self.command.put(id, replace(state, path=path, sources=sources))
        return self._known(source, id, before)

    def _update(self, source: Source, id: int, reading: Reading, *, same_content: bool) -> ImportedFile:
        state = self._state(id)
        name, digest = source.name, source.digest
        self.command.add_bytes(source.data, digest)
        number = state.reading
        if name == state.path:
            if state.undone:
                reading = self._without_undone(source, reading, state)
            number = self.command.add_reading(reading, digest)
            self._recurring.note(id, reading)
        others = tuple(other for other in state.sources if other[0] != name)
        sources = tuple((path, digest if path == name else sha) for path, sha in state.sources)
        reason = remark(reading)
        if not same_content:
            sources = ((name, digest),)
        updated = replace(state, reading=number, sources=sources)
        self.command.put(id, self._worded(updated, source))
        if others and not same_content:
            # The copies still hold what this document was: it must not vanish with the update.
            copies = self.command.add(replace(state, path=others[0][0], sources=others))
            reason = Sentence(SPLIT, id=copies)
        return self._result(source, id, "updated", reason)

    # -- small things ---------------------------------------------------------------------------

    def _state(self, id: int) -> DocumentState:
        state = self.command.state(id)
        assert state is not None
        return state

    def _worded(self, state: DocumentState, source: Source) -> DocumentState:
        """A document with what the user says of it: by --set, in a sidecar, by the names of folders."""
        if not (self.values or source.word or source.filed):
            return state
        found = self.store.found(state.reading)[1]
        whole = source.name == state.path
        if source.word is not None:
            state = told(found, state, source.word, whole=whole)
        if source.filed:
            state = filed(found, state, source.filed, whole=whole)
        if self.values:
            state = set_for_all(found, state, self.values)
        return state

    def _result(
        self,
        source: Source,
        id: int,
        status: Literal["added", "updated", "unchanged"],
        reason: str | None = None,
    ) -> ImportedFile:
        return ImportedFile(source.name, id, status, reason)

    def _read(self, source: Source) -> Reading:
        """What a file holds. Errors: ``ImportFailure``."""
        answer = source.answer(self._recurring.places)
        if isinstance(answer, Refused):
            raise ImportFailure(answer.template, **answer.fields)
        if isinstance(answer, Fault):
            raise ImportFailure(BROKEN, path=source.name, detail=answer.detail)
        if self._recurring.unknown(answer):
            again = self._reader(source.name, source.data, self._recurring.places)
            return again if isinstance(again, Reading) else answer
        return answer

    def _without_undone(self, source: Source, reading: Reading, state: DocumentState) -> Reading:
        """The reading without the repairs that the user took back before."""
        from index.collect import collect

        collected = collect(source.data, path=source.name, recurring=self._recurring.places)
        return reading_of(without_undone(collected, state.undone), reading.key)


def _moved(state: DocumentState, source: Source) -> DocumentState:
    """A document that stands for this source where the file that it stood for is no longer there."""
    name = source.name
    if state.path in (None, name) or file_of(state.path).exists() or not file_of(name).exists():
        return state
    rest = tuple(other for other in state.sources if other[0] not in (state.path, name))
    return replace(state, path=name, sources=((name, dict(state.sources)[name]), *rest))
