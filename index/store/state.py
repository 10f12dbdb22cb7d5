"""What is said of a document besides its reading, and how a command's changes to it are kept for ``undo``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.store.codec import dumps

# A repair's stable name: its kind, its offset in the decoded source, and what stood there.
RepairName = tuple[str, int, str]
_OWN = ""


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as commands change it; small, because readings and bytes are kept for ever and named by id.

    ``sources`` are (path, SHA-256 of the bytes at that path), the path it was first imported from in front;
    ``corrections`` the user's values by field; ``undone`` the repairs that the user took back; ``given`` what
    sidecars and names of folders last said, by field: it is among the corrections unless the user has
    corrected it since; ``own`` the fields that the user corrected in this document, in order: no import
    changes them.
    """

    reading: int
    path: str | None
    sources: tuple[tuple[str, str], ...]
    corrections: Mapping[str, object] = field(default_factory=dict)
    undone: tuple[RepairName, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    own: tuple[str, ...] = ()


def load_state(connection: sqlite3.Connection, id: int) -> DocumentState | None:
    """The present state of a document; ``None`` when there is none of this id."""
    row = connection.execute(
        "SELECT reading, path, corrections, undone, given FROM documents WHERE id = ?", (id,)
    ).fetchone()
    if row is None:
        return None
    sources = connection.execute(
        "SELECT path, sha256 FROM sources WHERE document = ? ORDER BY position", (id,)
    ).fetchall()
    return _state(row[0], row[1], sources, *map(json.loads, row[2:]))


def dump_state(state: DocumentState | None) -> str | None:
    """A state as JSON for the command log; ``None`` stays ``None``."""
    if state is None:
        return None
    given = given_of(state)
    rest = [dict(state.corrections), state.undone, *([given] if given else [])]
    return dumps([state.reading, state.path, state.sources, *rest])


def given_of(state: DocumentState) -> dict[str, object]:
    """What is stored as ``given``: ``own`` as well, under a name that no field has, which older versions of
    this program pass over.
    """
    return {**state.given, **({_OWN: state.own} if state.own else {})}


def parse_state(stored: str | None) -> DocumentState | None:
    """The state that ``dump_state`` wrote."""
    return None if stored is None else _state(*json.loads(stored))


def _state(
    reading: int,
    path: str | None,
    sources: list[list[str]],
    corrections: dict[str, object],
    undone: list[list[object]],
    given: Mapping[str, object] | None = None,  # not written by older versions
) -> DocumentState:
    names = tuple((str(kind), int(str(origin)), str(source)) for kind, origin, source in undone)
    said = dict(given or {})
    own = said.pop(_OWN, ())
    assert isinstance(own, list | tuple)
    return DocumentState(
        reading, path, tuple((p, s) for p, s in sources), corrections, names, said, tuple(map(str, own))
    )
