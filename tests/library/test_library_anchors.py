"""Which texts have which anchors: the same wherever these are kept, also after an import was ended."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from index.store import anchors as kept
from index.store.anchors import Anchors, New
from index.store.opening import in_memory

FEW, MOST = 40, 5  # anchors there are, and forms that are asked for each


def asked(anchors: Anchors) -> list[tuple[int, int, int, int]]:
    """Of each new form: a form that shares anchors with it, how many, and how many forms have such a one."""
    found = zip(*(column.tolist() for column in anchors.shared(MOST)), strict=True)
    return [(anchors.new[place].form, *others) for place, *others in found]


def expected(known: dict[int, list[int]], new: Sequence[New]) -> list[tuple[int, int, int]]:
    """The same of ``known``, the forms of each anchor."""
    found: Counter[tuple[int, int]] = Counter()
    for one in new:
        for anchor in one.anchors:
            found.update((one.form, other) for other in [f for f in known[anchor] if f < one.form][:MOST])
    return [(*pair, count) for pair, count in sorted(found.items())]


def popular(known: dict[int, list[int]], form: int, other: int) -> set[int]:
    """How many forms are asked for of each anchor that the two have in common."""
    older = [[one for one in forms if one < form][:MOST] for forms in known.values() if form in forms]
    return {len(some) for some in older if other in some}


def rows(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("seed", range(12))
def test_they_are_found_wherever_they_are_kept(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms added, taken back, committed, left by a command that was ended: in any order."""
    chance = random.Random(seed)
    monkeypatch.setattr(kept, "HELD", chance.choice((60, 10_000)))
    connection = in_memory()
    connection.execute("PRAGMA foreign_keys = OFF")
    known: dict[int, list[int]] = {}
    form, anchors = 0, Anchors(connection)
    for _ in range(120):
        done = chance.random()
        if done < 0.7:
            mark, some = len(anchors.new), chance.sample(range(FEW), chance.randrange(6))
            anchors.add(form + 1, some, len(some))
            if chance.random() < 0.2:
                del anchors.new[mark:]  # the next form has this number
                continue
            form += 1
            connection.execute("INSERT INTO forms VALUES (?, ?, ?, 1)", (form, form, len(some)))
            for anchor in some:
                known.setdefault(anchor, []).append(form)
        elif done < 0.85:
            anchors.commit(last=False)
        elif done < 0.95:
            anchors.commit(last=chance.random() < 0.5)
            anchors = Anchors(connection)  # another command
            if chance.random() < 0.5:
                anchors.expect(chance.choice((0, 1000)))
        found = asked(anchors)
        assert [row[:3] for row in found] == expected(known, anchors.new)
        assert all(many in popular(known, form, other) for form, other, _, many in found)
    anchors.commit(last=True)
    assert rows(connection, "new_anchors") == 0
    assert rows(connection, "anchors") == sum(map(len, known.values()))


def test_a_commit_within_an_import_leaves_the_table_alone() -> None:
    connection = in_memory()
    anchors = Anchors(connection)
    for form in (1, 2, 3):
        anchors.add(form, [form, form + 1], 2)
        anchors.commit(last=False)
    assert (rows(connection, "new_anchors"), rows(connection, "anchors")) == (3, 0)
    anchors.commit(last=True)
    assert (rows(connection, "new_anchors"), rows(connection, "anchors")) == (0, 6)


def test_how_many_a_form_has_is_looked_up_where_it_was_made_by_another_command() -> None:
    connection = in_memory()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO forms VALUES (7, 70, 31, 1), (3000, 71, 32, 1)")
    anchors = Anchors(connection)
    anchors.add(3001, [], 33)
    known = anchors.sampled(np.array([7, 3000, 3001]))
    assert known.tolist() == [31, 32, 33]


def test_a_row_that_is_cut_off_is_damage() -> None:
    connection = in_memory()
    connection.execute("INSERT INTO new_anchors (anchors) VALUES (x'010203')")
    with pytest.raises(sqlite3.DatabaseError):
        Anchors(connection)
