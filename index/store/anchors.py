"""Which forms have which anchors (see ``likeness``), and what an import adds to them.

To put the anchors of each text where they belong in the table is to write to nearly all of its pages with
every commit, and to look for them one text at a time takes longer than all else that is done for a text. So
those of the texts between two commits are looked for together; those of a long import are kept in rows of
``new_anchors``, one for each commit, and in memory; when it is over they go into the table in its order, all
at once. An import that was ended leaves its rows to the next command that adds anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.codec import dumps

Keys = NDArray[np.uint64]
"""An anchor, and in the lower half a form that has it; ascending."""
Int64 = NDArray[np.int64]

HELD = 4_000_000
"""Anchors that are held in memory, 8 bytes each; more go into the table at once."""
ALL = 15
"""Forms for each text to come up to which the whole table is read first rather than asked for each text."""
_SHIFT = np.uint64(32)
_AT_ONCE = 100_000


class New(NamedTuple):
    """A form that was added: its number, its anchors, each once, and how many are in the sample."""

    form: int
    anchors: Sequence[int]
    sampled: int


class Shared(NamedTuple):
    """Pairs of a new form (its place among ``Anchors.new``) and an older one, in order: how many anchors they
    have in common, and how many forms have one of these.
    """

    places: Int64
    forms: Int64
    counts: Int64
    popular: Int64


class Anchors:
    """The anchors of all forms. A form that is added has a higher number than all others.

    ``new``: those that were added since the last ``commit``.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # In two parts, so that what is added is not put in order with all others each time.
        self._kept, self._young = _keys([]), _keys([])
        self.new: list[New] = []
        # How many anchors of a form are in the sample, by its number; -1 where it has not been looked up.
        self._sampled = np.full(1024, -1, np.int32)
        self._in_table = self._any("anchors")
        self._in_rows = self._any("new_anchors")
        if self._in_rows:
            self._kept = _keys(self._rows())

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
            self._kept = _keys([self._kept, *found])
            self._in_table = False

    def add(self, form: int, anchors: Sequence[int], sampled: int) -> None:
        """A new form: its anchors, each once; so many of them are in the sample."""
        self.new.append(New(form, anchors, sampled))
        self._room(form)[form] = sampled  # also where a form of that number was taken back before

    def shared(self, most: int) -> Shared:
        """What each new form has in common with older ones, new ones too.

        Of each anchor the oldest forms count, up to so many.
        """
        sizes = [len(one.anchors) for one in self.new]
        wanted = np.fromiter(chain.from_iterable(one.anchors for one in self.new), np.uint64, sum(sizes))
        wanted <<= _SHIFT
        owners = np.repeat(np.arange(len(sizes)), sizes)
        own = wanted | np.repeat(np.array([one.form for one in self.new], np.uint64), sizes)
        # The oldest stand in the table, then come those that are kept.
        parts, asked = [], []
        room = np.full(len(wanted), most)
        for keys in (self._from_table(most), self._kept, self._young, np.sort(own)):
            starts = np.searchsorted(keys, wanted)
            counts = np.minimum(np.searchsorted(keys, own) - starts, room)
            places = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
            parts.append(keys[places] & np.uint64(0xFFFFFFFF))
            asked.append(np.repeat(np.arange(len(wanted)), counts))
            room -= counts
        which = np.concatenate(asked)
        pairs = owners[which] << 32 | np.concatenate(parts).astype(np.int64)
        order = pairs.argsort()
        pairs = pairs[order]
        firsts = np.flatnonzero(np.diff(pairs, prepend=-1))
        popular = np.bincount(which, minlength=len(wanted))[which][order]
        counts = np.diff(firsts, append=len(pairs))
        return Shared(pairs[firsts] >> 32, pairs[firsts] & 0xFFFFFFFF, counts, popular[firsts])

    def sampled(self, forms: Int64) -> NDArray[np.int32]:
        """How many anchors of each form are in the sample; each is looked up once."""
        known = self._room(int(forms.max(initial=0))).take(forms)
        if (unknown := np.unique(forms[known < 0])).size:
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

    def commit(self, *, last: bool) -> None:
        """Write what was added since the last time; ``last``: and put all of it where it belongs."""
        new = _keys(np.array(one.anchors, np.uint64) << _SHIFT | np.uint64(one.form) for one in self.new)
        held = len(self._kept) + len(self._young) + len(new)
        if last or held > HELD:
            self._put(new)
        elif len(new):
            self._connection.execute("INSERT INTO new_anchors (anchors) VALUES (?)", (new.tobytes(),))
            self._in_rows = True
            self._young = _keys([self._young, new])
            if len(self._young) > held // 8:
                self._kept, self._young = _keys([self._kept, self._young]), _keys([])
        self.new = []

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
        self._kept, self._young = _keys([]), _keys([])

    def _rows(self) -> Iterator[Keys]:
        """The anchors of each commit, as they are written."""
        for id, row in self._connection.execute("SELECT id, anchors FROM new_anchors"):
            try:
                yield np.frombuffer(row, "<u8")
            except (ValueError, TypeError) as error:
                raise sqlite3.DatabaseError(f"anchors {id} cannot be read: {error}") from error

    def _from_table(self, most: int) -> Keys:
        """What the table has of the anchors of the new forms, as many of each as are wanted."""
        found: dict[int, str | None] = {}
        for one in self.new if self._in_table else ():
            found.update(
                self._connection.execute(
                    "SELECT value, (SELECT group_concat(form) FROM"
                    " (SELECT form FROM anchors WHERE anchor = json_each.value ORDER BY form LIMIT ?))"
                    " FROM json_each(?)",
                    (most, dumps(one.anchors)),
                )
            )
        return _keys(
            np.array(forms.split(","), np.uint64) | np.uint64(anchor << 32)
            for anchor, forms in found.items()
            if forms is not None
        )

    def _any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _keys(parts: Iterable[NDArray[np.uint64]]) -> Keys:
    """All of the parts together, in order."""
    found = np.concatenate([np.zeros(0, "<u8"), *parts]).astype("<u8", copy=False)
    found.sort()
    return found
