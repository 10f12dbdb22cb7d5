"""Which forms have which anchors (see ``likeness``), and what an import adds to them.

To put the anchors of each text where they belong in the table is to write to nearly all of its pages with
every commit. So those of a long import are kept together in rows of ``new_anchors``, one for each commit, and
in memory; when it is over they go into the table in its order, all at once. An import that was ended leaves
its rows to the next command that adds anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.codec import dumps

Keys = NDArray[np.uint64]
"""An anchor, and in the lower half a form that has it; ascending."""

HELD = 4_000_000
"""Anchors that are held in memory, 12 bytes each; more go into the table at once."""
YOUNG = 20_000
"""Anchors, or an eighth of all, that are looked up one by one until they are put in order with the rest."""
ALL = 15
"""Forms for each text to come up to which the whole table is read first rather than asked for each text."""
_SHIFT = np.uint64(32)
_AT_ONCE = 100_000


class Anchors:
    """The anchors of all forms. A form that is added has a higher number than all others."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept, self._forms = _keys([]), np.zeros(0, np.uint32)
        # Forms of anchors that are not among ``_kept`` yet, and which of them no commit has had.
        self._young: dict[int, list[int]] = {}
        self._aged = 0
        self._new: list[tuple[int, Sequence[int]]] = []
        # How many anchors of a form are in the sample, by its number; -1 where it has not been looked up.
        self._sampled = np.full(1024, -1, np.int32)
        self._in_table = self._any("anchors")
        self._in_rows = self._any("new_anchors")
        if self._in_rows:
            self._keep(_keys(self._rows()))

    def expect(self, texts: int) -> None:
        """So many texts are to come: the table is read if that is the shorter way."""
        forms = self._connection.execute("SELECT coalesce(max(id), 0) FROM forms").fetchone()[0]
        if not self._in_table or forms > ALL * texts:
            return
        most = HELD // 2 - len(self._kept)
        found, rows = [], self._connection.execute("SELECT anchor << 32 | form FROM anchors LIMIT ?", (most,))
        while some := rows.fetchmany(_AT_ONCE):
            found.append(np.array(some, np.uint64).reshape(-1))
        if sum(map(len, found)) < most:
            self._keep(_keys(found))
            self._in_table = False

    def add(self, form: int, anchors: Sequence[int], sampled: int) -> None:
        """The anchors of a new form, each once; so many of them are in the sample."""
        self._new.append((form, anchors))
        self._aged += len(anchors)
        for anchor in anchors:
            self._young.setdefault(anchor, []).append(form)
        self._room(form)[form] = sampled  # also where a form of that number was taken back before

    def sharing(self, anchors: Sequence[int], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs: a form that has one of the anchors, and how many have that one, in no order.

        Of each anchor the oldest forms count, up to so many.
        """
        wanted = np.array(anchors, np.uint64) << _SHIFT
        starts, ends = np.searchsorted(self._kept, (wanted, wanted + (np.uint64(1) << _SHIFT)))
        counts = np.minimum(ends - starts, most)
        # Those that stand in the table are older, and those that are young are younger.
        parts, owners = [], []
        if self._in_table:
            for number, forms in self._from_table(anchors, most):
                parts.append(forms)
                owners.append(np.full(len(forms), number))
                counts[number] = min(counts[number], most - len(forms))
        befores = np.cumsum(counts) - counts
        places = np.repeat(starts - befores, counts) + np.arange(int(counts.sum()))
        parts.append(self._forms.take(places).astype(np.int64))
        owners.append(np.repeat(np.arange(len(anchors)), counts))
        if self._young:
            counts = np.bincount(np.concatenate(owners), minlength=len(anchors))
            young, of = self._from_young(anchors, (most - counts).tolist())
            parts.append(np.array(young, np.int64))
            owners.append(np.array(of, np.int64))
        owner = np.concatenate(owners)
        return np.concatenate(parts), np.bincount(owner, minlength=len(anchors)).take(owner)

    def _from_young(self, anchors: Sequence[int], room: Sequence[int]) -> tuple[list[int], list[int]]:
        """The young forms of the anchors, at most as many of each as there is room for, and which it is."""
        found: list[int] = []
        of: list[int] = []
        for number, anchor in enumerate(anchors):
            if forms := self._young.get(anchor):
                forms = forms[: room[number]]
                found += forms
                of += [number] * len(forms)
        return found, of

    def sampled(self, forms: NDArray[np.int64]) -> NDArray[np.int32]:
        """How many anchors of each form, the highest last, are in the sample; each is looked up once."""
        known = self._room(int(forms[-1])).take(forms)
        if (unknown := forms[known < 0]).size:
            rows = self._connection.execute(
                "SELECT id, sampled FROM forms WHERE id IN (SELECT value FROM json_each(?))",
                (dumps(unknown.tolist()),),
            )
            for form, sampled in rows:
                self._sampled[form] = sampled
            known = self._sampled.take(forms)
        return known

    def _room(self, form: int) -> NDArray[np.int32]:
        """``_sampled`` with a place for that form."""
        if form >= len(self._sampled):
            more = np.full(form + form // 2 + 1 - len(self._sampled), -1, np.int32)
            self._sampled = np.concatenate((self._sampled, more))
        return self._sampled

    def mark(self) -> int:
        """A point that ``back`` can go back to until the next ``commit``."""
        return len(self._new)

    def back(self, mark: int) -> None:
        """Forget what was added since; the table and the rows are taken back by who asks for this."""
        for form, anchors in reversed(self._new[mark:]):
            for anchor in anchors:
                forms = self._young.get(anchor)
                if forms and forms[-1] == form:  # Ctrl-C may have come before it was noted
                    forms.pop()
        del self._new[mark:]

    def commit(self, *, last: bool) -> None:
        """Write what was added since the last time; ``last``: and put all of it where it belongs."""
        new = _keys(np.array(anchors, np.uint64) << _SHIFT | np.uint64(form) for form, anchors in self._new)
        self._new = []
        if len(self._kept) + self._aged > HELD:
            last = True
        if not last:
            if len(new):
                self._connection.execute("INSERT INTO new_anchors (anchors) VALUES (?)", (new.tobytes(),))
                self._in_rows = True
            if self._aged > max(YOUNG, len(self._kept) // 8):
                young = ((anchor << 32 | form) for anchor, forms in self._young.items() for form in forms)
                self._keep(_keys([np.fromiter(young, np.uint64)]))
            return
        self._put(new)

    def _put(self, new: Keys) -> None:
        """Put what is in rows, and what is new, into the table."""
        if self._in_rows:
            new = _keys([*self._rows(), new])
            self._connection.execute("DELETE FROM new_anchors")
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            pairs = zip((some >> _SHIFT).tolist(), some.view("<u4")[::2].tolist(), strict=True)
            self._connection.executemany("INSERT OR IGNORE INTO anchors VALUES (?, ?)", pairs)
        self._in_rows, self._in_table = False, True
        self._kept, self._forms = _keys([]), np.zeros(0, np.uint32)
        self._young, self._aged = {}, 0

    def _rows(self) -> Iterator[Keys]:
        """The anchors of each commit, as they are written."""
        for id, row in self._connection.execute("SELECT id, anchors FROM new_anchors"):
            try:
                yield np.frombuffer(row, "<u8")
            except (ValueError, TypeError) as error:
                raise sqlite3.DatabaseError(f"anchors {id} cannot be read: {error}") from error

    def _keep(self, keys: Keys) -> None:
        """Hold these as well, and none as young any more."""
        self._kept = _keys([self._kept, keys])
        # By themselves: `take` copies all of an array that has gaps.
        self._forms = self._kept.view("<u4")[::2].copy()
        self._young, self._aged = {}, 0

    def _from_table(self, anchors: Sequence[int], most: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """The forms of each anchor that the table has, as many as are wanted, and which it is."""
        rows = self._connection.execute(
            "SELECT key, (SELECT group_concat(form) FROM"
            " (SELECT form FROM anchors WHERE anchor = json_each.value ORDER BY form LIMIT ?))"
            " FROM json_each(?)",
            (most, dumps(anchors)),
        )
        return ((number, np.array(forms.split(","), np.int64)) for number, forms in rows if forms is not None)

    def _any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _keys(parts: Iterator[NDArray[np.uint64]] | Sequence[NDArray[np.uint64]]) -> Keys:
    """All of the parts together, in order."""
    found = np.concatenate([np.zeros(0, "<u8"), *parts]).astype("<u8", copy=False)
    found.sort()
    return found
