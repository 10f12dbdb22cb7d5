"""``Library``: opens store and engine, and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Literal

from index.errors import N_, LibraryReadOnly
from index.library import changing, locations
from index.library.browsing import Browsing
from index.library.checking import Checking
from index.library.likeness import catch_up_all
from index.library.terming import Terming
from index.library.turns import one_at_a_time
from index.model import Check, ImportReport
from index.store import Store, archive

# `list` is also a method here.
Ids = list[int]
Checks = list[Check]

SAMPLE_SEALED = N_(
    "The sample corpus cannot be changed; import texts of your own and they get their own library."
)


class Library(Terming, Browsing, Checking):
    """A library of documents. May be asked from any thread; calls wait for each other.

    Whoever imports while it also searches opens a second ``Library`` for one of the two.
    Errors: ``LibraryError`` (opening, writing), ``UsageError`` (unknown ids, fields, values), ``QueryError``.
    """

    @one_at_a_time
    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        values: Mapping[str, str] | None = None,
        mapping: Mapping[str, str] | None = None,
        sidecars: bool = True,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> ImportReport:
        """Import files and folders (see ``importing``), with the user's ``values`` for all of them and the
        columns of their tables (``mapping``, field → column); tables describe files, but for ``sidecars``.

        ``progress`` gets the number done, of all, and the next path. Ctrl-C keeps what is done. On the sample
        in the user's place the import goes to the user's own library, which takes over.
        """
        started = monotonic()
        target = self._store.folder if self._own is None else locations.default_folder()
        settled = changing.prepared(paths, values or {}, target, mapping, sidecars)
        with self._in_own():
            report = changing.import_files(self._changeable(), settled, progress)
            # The texts are safe now: who does not want to wait for the index leaves it to the next search.
            with suppress(KeyboardInterrupt):
                self._keeper.refresh()
                self._leave_rows()
        return replace(report, seconds=round(monotonic() - started, 3))

    @one_at_a_time
    def set_fields(self, id: int | Sequence[int], values: Mapping[str, str]) -> Ids:
        """Correct fields of one or more documents; an empty value means unknown. Returns the changed ids."""
        ids = [id] if isinstance(id, int) else id
        return self._changed(lambda store: changing.set_fields(store, ids, values), *ids)

    @one_at_a_time
    def remove(self, ids: Sequence[int]) -> Ids:
        """Take documents away, all or (when an id is unknown) none. Returns the changed ids."""
        return self._changed(lambda store: changing.remove(store, ids), *ids)

    @one_at_a_time
    def undo_repairs(self, id: int, which: int | Literal["all"]) -> Ids:
        """Take back a repair (its number in the shown list, which stays) or all. Returns the changed ids."""
        return self._changed(lambda store: changing.undo_repairs(store, id, which), id)

    @one_at_a_time
    def undo(self) -> Ids:
        """Undo the newest command (import, set, remove, repairs) not yet undone. Returns the changed ids."""
        with self._in_own():
            return self._changed(changing.undo)

    @one_at_a_time
    def reindex(self) -> None:
        """Build the search index anew from the texts, duplicates and all."""
        self._settle()
        if not self.read_only:
            catch_up_all(self._store)
        self._keeper.rebuild()

    @one_at_a_time
    def doctor(self, repair: bool = False) -> Checks:
        """Check the library; with ``repair`` the index is built anew if it does not fit."""
        from index.library.doctor import examine

        return examine(self._store, self._keeper, repair=repair)

    @one_at_a_time
    def backup(
        self, path: Path, *, replace: bool = False, progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Save the whole library in one file (see ``store.archive``)."""
        archive.save(self._store, path, replace=replace, progress=progress)

    @one_at_a_time
    def restore(self, path: Path, *, progress: Callable[[int, int], None] | None = None) -> Path | None:
        """Put a saved library in the place of this one; the file in which this one is kept, unless it was
        empty. On the sample in the user's place the user's own library is meant.
        """
        with self._in_own():
            self._settle()
            kept = archive.restore(self._changeable(), path, progress=progress)
            self._keeper.refresh()
            self._leave_rows()
        return kept

    def _changeable(self) -> Store:
        if self.is_sample:
            raise LibraryReadOnly(SAMPLE_SEALED)
        return self._store

    def _changed(self, change: Callable[[Store], Ids], *ids: int) -> Ids:
        self._settle()
        for id in ids:
            self.document(id)
        changed = change(self._changeable())
        if changed:
            self._keeper.refresh()
        return changed
