"""Lines that recur across the documents of one site, counted by imports and set apart from their texts.

A document is read with the lines that are known to recur by then. When an import has made further ones
recur, those that have them in their text are read again at its end, from the bytes in the library: repairs
that were undone stay undone, corrections stay, ``undo`` takes it back with the import.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from index.errors import ImportFailure
from index.library.readers import Answer, read_text
from index.library.repairing import without_undone
from index.store import Command, DocumentState, Reading, Store, reading_of

Read = Callable[[str, bytes, frozenset[int]], Answer]
"""What the bytes of a file with that name hold, with the lines that recur."""


class Recurring:
    """What an import knows of recurring lines; ``places`` are those that recur, as far as it has counted."""

    def __init__(self, store: Store, command: Command) -> None:
        self._store, self._command = store, command
        self.places: frozenset[int] = frozenset()
        self._found: set[int] = set()

    def look_ahead(self) -> None:
        """Know all of them before the first file is read: worth it where there are many."""
        self.places = frozenset(self._command.all_recurring())

    def unknown(self, reading: Reading) -> bool:
        """Whether a text has lines that recur, but was read without knowing it; they are known now."""
        inside = [place for place, apart in reading.edges if not apart]
        fresh = self._command.recurring(inside) if inside else set()
        self.places |= fresh
        return bool(fresh)

    def note(self, id: int, reading: Reading) -> None:
        """A document has been read; whether its lines recur with it is found out."""
        self._command.note_edges(id, reading.edges, reading.opening)
        inside = {place for place, apart in reading.edges if not apart}
        if inside and (fresh := self._command.recurring(inside)):
            self._found |= fresh
            self.places |= fresh

    def settle(self, read: Read = read_text) -> None:
        """Read again what has a line in its text that recurs now. Ctrl-C leaves the rest as it is."""
        with suppress(KeyboardInterrupt):
            for number, id in enumerate(self._command.still_inside(self._found)):
                with self._command.step():
                    self._read_again(id, read)
                if number % 50 == 49:
                    self._command.commit()

    def _read_again(self, id: int, read: Read) -> None:
        state = self._command.state(id)
        if state is None or state.path is None:
            return
        digest = dict(state.sources).get(state.path)
        data = None if digest is None else self._store.bytes_of(digest)
        if digest is None or data is None:
            return
        key = self._store.found(state.reading)[0]
        if state.undone:
            from index.collect import collect

            try:
                collected = collect(data, path=state.path, recurring=self.places)
            except ImportFailure:
                return
            reading = reading_of(without_undone(collected, state.undone), key)
        else:
            answer = read(state.path, data, self.places)
            if not isinstance(answer, Reading):
                return
            reading = replace(answer, key=key)
        self._command.note_edges(id, reading.edges, reading.opening)
        self._put(id, state, reading, digest)

    def _put(self, id: int, state: DocumentState, reading: Reading, digest: str) -> None:
        before = self._store.reading(state.reading)[0]
        if reading.text != before.text:
            self._command.put(id, replace(state, reading=self._command.add_reading(reading, digest)))
