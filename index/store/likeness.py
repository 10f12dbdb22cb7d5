"""Which documents are the same in all but details, or stand inside another; ``duplicate_of`` follows from it.

What is found out is kept by *form* (texts of the same letters, see ``index.text.nearness``), and forms are
never forgotten, as readings are not: a document that is removed and comes back by ``undo`` is not looked at
again.
``documents.duplicate_of`` is kept by the command that changes anything about it:

- the lowest id among the documents of the same and of near-identical forms, if it is lower than its own;
- otherwise the lowest id of a document that contains this one.

So it may name a document that is a duplicate itself, but no chain of them leads back to its beginning.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from index.model import Paragraph
from index.store.codec import dumps, load_records
from index.text.fold import FOLD_VERSION

if TYPE_CHECKING:
    from index.store.anchors import Anchors
    from index.text.beside import Letters
    from index.text.nearness import Traits

RULES = f"1/{FOLD_VERSION}"
"""Whatever the forms of texts depend on; when it changes, all texts are looked over again."""
SEEN = 32
"""Forms that are looked at for each anchor, the oldest first: one that more have stands in a formula."""
TELLING = 8
"""Forms: an anchor that fewer have may be all that two texts share of their anchors."""
COMPARED = 12
"""Forms that a new one is compared with; of a text that came from a hundred sites these are enough."""
_NEAR, _INSIDE, _AROUND = range(3)
_BOTH_WAYS = {"near": (_NEAR, _NEAR), "inside": (_INSIDE, _AROUND), "around": (_AROUND, _INSIDE)}


class Likeness:
    """What a command finds out and changes; ``touched`` are the forms whose documents are to be settled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[int] = set()
        # The reading that was added last, and its form.
        self._newest = 0, 0

    @cached_property
    def _anchors(self) -> Anchors:
        # It loads numpy, which most commands do without.
        from index.store.anchors import Anchors

        return Anchors(self._connection)

    def expect(self, texts: int) -> None:
        """So many texts may be added."""
        self._anchors.expect(texts)

    def mark(self) -> int:
        """A point that ``back`` can go back to until the next ``commit``."""
        return len(self._anchors.new) if "_anchors" in self.__dict__ else 0

    def back(self, mark: int) -> None:
        """What was added since is taken back."""
        if "_anchors" in self.__dict__:
            del self._anchors.new[mark:]

    def commit(self, *, last: bool) -> None:
        """Find out what the new forms are like, and write it; ``last``: the command is over."""
        if "_anchors" in self.__dict__:
            if self._anchors.new:
                self._find_out()
            self._anchors.commit(last=last)

    def add(self, reading: int, traits: Traits, *, new: bool = False) -> None:
        """Note the form of a reading that is new; ``new``: and of no document yet. What the form is like is
        found out by ``commit``.
        """
        found = self._connection.execute("SELECT id FROM forms WHERE digest = ?", (traits.digest,)).fetchone()
        form = self._new(reading, traits) if found is None else int(found[0])
        self._connection.execute("INSERT OR IGNORE INTO reading_forms VALUES (?, ?)", (reading, form))
        self._newest = reading, form
        # Of a reading of an older library there are documents already.
        if (
            not new
            and self._connection.execute(
                "UPDATE documents SET form = ? WHERE reading = ? AND form IS NULL", (form, reading)
            ).rowcount
        ):
            self.touched.add(form)

    def begin(self) -> None:
        """Forget what was found out by other rules; ``catch_up`` finds it out again."""
        if self._meta("likeness") == RULES:
            return
        self.__dict__.pop("_anchors", None)
        for table in ("anchors", "new_anchors", "likenesses", "reading_forms", "forms"):
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("UPDATE documents SET form = NULL WHERE form IS NOT NULL")
        self._connection.execute(
            "UPDATE meta SET value = (SELECT coalesce(max(id), 0) FROM readings) WHERE key = 'unlike'"
        )
        self._connection.execute("UPDATE meta SET value = '0' WHERE key = 'likened'")
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'likeness'", (RULES,))

    def catch_up(self, most: int) -> int:
        """Find it out for up to so many older readings that it is not known of, the oldest first.

        Returns how many are left.
        """
        # It loads numpy, which reading a library does without.
        from index.text.nearness import traits_of

        done, last = (int(self._meta(key)) for key in ("likened", "unlike"))
        rows = self._connection.execute(
            "SELECT id, text, paragraphs FROM readings WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
            (done, last, most),
        ).fetchall()
        for id, text, paragraphs in rows:
            self.add(id, traits_of(text, load_records(Paragraph, paragraphs)))
        done = rows[-1][0] if rows else last
        self._connection.execute("UPDATE meta SET value = ? WHERE key = 'likened'", (str(done),))
        return last - done

    def _meta(self, key: str) -> str:
        return str(self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    def put(self, document: int, reading: int) -> None:
        """A document has that reading now."""
        before = self._first("SELECT form FROM documents WHERE id = ?", document)
        form = self._first("SELECT form FROM reading_forms WHERE reading = ?", reading)
        if form != before:
            self._connection.execute("UPDATE documents SET form = ? WHERE id = ?", (form, document))
            self.touched.update(one for one in (before, form) if one is not None)

    def form_of_new(self, reading: int) -> int | None:
        """The form of a reading that a document is being made of."""
        if self._newest[0] == reading:
            form: int | None = self._newest[1]
        else:
            form = self._first("SELECT form FROM reading_forms WHERE reading = ?", reading)
        if form is not None:
            self.touched.add(form)
        return form

    def drop(self, document: int) -> None:
        """A document is about to go."""
        form = self._first("SELECT form FROM documents WHERE id = ?", document)
        if form is not None:
            self.touched.add(form)
        # What has no form yet was said to be its duplicate when the library was older.
        self._connection.execute(
            "UPDATE documents SET duplicate_of = NULL WHERE duplicate_of = ? AND form IS NULL", (document,)
        )

    def settle(self, revision: int) -> bool:
        """Bring ``duplicate_of`` in order wherever it may have changed; whether it has.

        The documents concerned have changed with ``revision``.
        """
        concerned, related = set(self.touched), set[int]()
        for pair in self._connection.execute(
            "SELECT form, other FROM likenesses WHERE form IN (SELECT value FROM json_each(?))",
            (dumps(sorted(self.touched)),),
        ):
            related.update(pair)
        concerned |= related
        self.touched.clear()
        wanted: list[tuple[str, tuple[int, int], int | None]] = []
        for form, first, last, said in self._connection.execute(
            "SELECT form, min(id), max(id), max(duplicate_of) FROM documents"
            " WHERE form IN (SELECT value FROM json_each(?)) GROUP BY form ORDER BY form",
            (dumps(sorted(concerned)),),
        ).fetchall():
            if first == last and said is None and form not in related:
                continue  # one document that is like no other, as nearly all are
            wanted.append(("form = ? AND id <> ?", (form, first), self._of_others(form, first)))
            wanted.append(("form = ? AND id = ?", (form, first), self._of_first(form, first)))
        # First all that no longer holds goes: it must not stand in the way of what does.
        changed = [self._set(revision, which, values, of, None) for which, values, of in wanted]
        for which, values, of in wanted:
            if of is not None and not self._leads_back(of, which, values):
                changed.append(self._set(revision, which, values, of, of))
        return any(changed)

    # -- finding out ----------------------------------------------------------------------------

    def _new(self, reading: int, traits: Traits) -> int:
        digest, anchors, sampled = traits
        cursor = self._connection.execute(
            "INSERT INTO forms (digest, sampled, reading) VALUES (?, ?, ?)", (digest, sampled, reading)
        )
        assert cursor.lastrowid is not None
        form = cursor.lastrowid
        self._anchors.add(form, anchors, sampled)
        return form

    def _find_out(self) -> None:
        """Compare each new form with those that share anchors with it, the likeliest first."""
        import numpy as np

        from index.text.nearness import ONE_ENOUGH, worth_comparing

        new = self._anchors.new
        places, forms, counts, popular = self._anchors.shared(SEEN)
        if not len(places):
            return
        sampled = np.array([one.sampled for one in new])[places]
        known = self._anchors.sampled(forms)
        # What shares one anchor is compared only where all have few, and not over a formula.
        few = worth_comparing(1, sampled, sampled) | (known <= ONE_ENOUGH)
        chosen = (counts > 1) | (few & (popular < TELLING))
        chosen &= worth_comparing(counts, sampled, known)
        candidates: dict[int, list[tuple[int, int]]] = {}
        for place, form, count in zip(
            *(column[chosen].tolist() for column in (places, forms, counts)), strict=True
        ):
            rank = -round(5 * count / len(new[place].anchors))
            candidates.setdefault(place, []).append((rank, form))
        for place, ranked in candidates.items():
            self._compare(new[place].form, [form for _, form in sorted(ranked)[:COMPARED]])

    def _compare(self, form: int, others: Sequence[int]) -> None:
        from index.text.nearness import compare

        letters = self._letters(form)
        for other in others:
            relation = compare(letters, self._letters(other)).relation
            if relation is not None:
                mine, theirs = _BOTH_WAYS[relation]
                # They are there where Ctrl-C has come before all was written.
                self._connection.executemany(
                    "INSERT OR IGNORE INTO likenesses VALUES (?, ?, ?)",
                    ((form, other, mine), (other, form, theirs)),
                )

    def _letters(self, form: int) -> Letters:
        from index.text.nearness import letters_of

        text, paragraphs = self._connection.execute(
            "SELECT text, paragraphs FROM readings WHERE id = (SELECT reading FROM forms WHERE id = ?)",
            (form,),
        ).fetchone()
        return letters_of(text, load_records(Paragraph, paragraphs))

    # -- what follows ---------------------------------------------------------------------------

    def _of_first(self, form: int, first: int) -> int | None:
        """What the first document of a form is a duplicate of."""
        near = self._lowest(form, _NEAR)
        return near if near is not None and near < first else self._lowest(form, _INSIDE)

    def _of_others(self, form: int, first: int) -> int:
        """What the other documents of the form are duplicates of."""
        near = self._lowest(form, _NEAR)
        return first if near is None else min(near, first)

    def _lowest(self, form: int, relation: int) -> int | None:
        """The lowest id of a document whose form is so related."""
        return self._first(
            "SELECT min(d.id) FROM likenesses l JOIN documents d ON d.form = l.other"
            " WHERE l.form = ? AND l.relation = ?",
            form,
            relation,
        )

    def _set(
        self, revision: int, which: str, values: tuple[int, int], unless: int | None, of: int | None
    ) -> bool:
        """Say it of some documents, of those of which ``unless`` is not said; whether there are any."""
        return bool(
            self._connection.execute(
                f"UPDATE documents SET duplicate_of = ?, revision = ? WHERE {which}"
                " AND duplicate_of IS NOT ? AND duplicate_of IS NOT ?",
                (of, revision, *values, unless, of),
            ).rowcount
        )

    def _leads_back(self, of: int, which: str, values: tuple[int, int]) -> bool:
        """Whether the chain that begins with ``of`` comes to one of the documents."""
        chain = set(self._chain(of))
        found = self._connection.execute(f"SELECT id FROM documents WHERE {which}", values)
        return any(id in chain for (id,) in found)

    def _chain(self, id: int) -> Iterator[int]:
        """A document, what it is a duplicate of, and so on."""
        next: int | None = id
        while next is not None:
            yield next
            next = self._first("SELECT duplicate_of FROM documents WHERE id = ?", next)

    def _first(self, query: str, *values: int) -> int | None:
        row = self._connection.execute(query, values).fetchone()
        return None if row is None or row[0] is None else int(row[0])
