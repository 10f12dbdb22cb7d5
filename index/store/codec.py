"""Rows of the library file to the frozen dataclasses of ``index.model`` and back.

Lists of small records are JSON arrays of arrays in the order of the dataclass's fields: readable with any
SQLite shell, and half the size of objects.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from index.errors import N_
from index.model import (
    Collected,
    Document,
    Evidence,
    Furniture,
    Metadata,
    Paragraph,
    Repair,
    Script,
)
from index.text.objects import objects

if TYPE_CHECKING:
    from index.text.nearness import Traits

Record = TypeVar("Record", Paragraph, Repair, Furniture, Evidence)

OWN = N_("you said so")
GIVEN = N_("a table beside the file, or the name of its folder, says so")
_WORD = 100.0  # no rule gives so much
MODULUS = 1 << 256
METADATA_FIELDS = tuple(field.name for field in fields(Metadata))
_METADATA_NAMES = frozenset(METADATA_FIELDS)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# The fields of a record as a tuple, without the deep copies of dataclasses.astuple.
_COLUMNS: dict[type, Callable[[object], object]] = {
    kind: attrgetter(*(field.name for field in fields(kind)))
    for kind in (Paragraph, Repair, Furniture, Evidence)
}
_values = itemgetter(*METADATA_FIELDS)


def dump_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """As ``dump_records``, in a third of the time: numbers, and kinds that need no escape."""
    rows = [f'[{one.start},{one.end},"{one.kind}"]' for one in paragraphs]
    return f"[{','.join(rows)}]"


def dump_records(records: Iterable[Paragraph | Repair | Furniture | Evidence]) -> str:
    """Records as a JSON array of arrays."""
    return dumps([_COLUMNS[type(record)](record) for record in records])


def load_records(kind: type[Record], stored: str) -> tuple[Record, ...]:
    """The records that ``dump_records`` wrote."""
    return tuple(kind(*row) for row in json.loads(stored))


def load_paragraphs(stored: str) -> tuple[Paragraph, ...]:
    """The paragraphs that ``dump_paragraphs`` wrote, a list of slots at a time.

    The same as ``load_records(Paragraph, stored)`` in a quarter of the time that it needs beyond reading the
    JSON: a frozen dataclass sets its fields by Python calls, and answers read fifty texts at a time.
    """
    values = json.loads(stored)
    if not values:
        return ()
    starts, ends, kinds = zip(*values, strict=True)
    return tuple(objects(Paragraph, len(values), {"start": starts, "end": ends, "kind": kinds}))


def dumps(value: object) -> str:
    """JSON, one spelling for one value (sorted keys, no spaces): it is hashed as well as stored."""
    return _ENCODER.encode(value)


def dump_metadata(metadata: Metadata) -> str:
    """What an import found out about a document."""
    return dumps({name: getattr(metadata, name) for name in METADATA_FIELDS})


def load_metadata(stored: str) -> Metadata:
    """The metadata that ``dump_metadata`` wrote; fields that it does not know stay unknown."""
    return _metadata(json.loads(stored))


def _metadata(values: Mapping[str, Any]) -> Metadata:
    known = {name: values[name] for name in METADATA_FIELDS if name in values}
    for name in ("authors", "inferred"):
        known[name] = tuple(known.get(name) or ())
    return Metadata(**known)


def effective(found: Metadata, corrections: Mapping[str, object]) -> Metadata:
    """``found`` with the user's ``corrections`` (field → value, ``None`` for unknown) put over it.

    A corrected field is the user's word: it is no longer ``inferred``. The precision of a corrected date
    follows from its length (``2022``, ``2022-10``, ``2022-10-03``).
    """
    if not corrections:
        return found
    values = dict(corrections)
    if "authors" in values:
        values["authors"] = tuple(cast(Sequence[str], values["authors"] or ()))
    if "date" in values:
        values["date_precision"] = {0: "none", 4: "year", 7: "month"}.get(
            len(cast(str, values["date"] or "")), "day"
        )
    inferred = tuple(name for name in found.inferred if name not in values)
    return replace(found, **cast(dict[str, Any], values), inferred=inferred)


def words(corrections: Mapping[str, object], given: Mapping[str, object]) -> list[Evidence]:
    """The user's word as evidence, above all other; ``given``: what of it tables and folders said."""
    return [
        Evidence(
            name,
            "、".join(map(str, value)) if isinstance(value, list) else str(value or ""),
            _WORD,
            GIVEN if name in given and given[name] == value else OWN,
        )
        for name, value in sorted(corrections.items())
    ]


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a stored text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_key(collected: Collected) -> str:
    """What two files have in common when they are copies of one text in other bytes.

    The stored text, the page furniture around it and what was repaired: all that was decoded, whatever the
    encoding, line ends and file name, and whatever other documents of the site are there.
    """
    text, made, apart = collected.before or (collected.text, collected.repairs, collected.furniture)
    if not made and not apart:
        return text_digest(f"[{dumps(text)},[],[]]")  # the same, as most are
    repairs = [(repair.kind, repair.start, repair.source) for repair in made]
    furniture = [(piece.kind, piece.text) for piece in apart]
    return text_digest(dumps([text, repairs, furniture]))


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file as it is stored, so that a process of its own can make it ready.

    ``metadata`` to ``why`` are JSON; ``key`` is the ``content_key``; ``edges`` and ``opening`` are noted by
    ``index.store.recurrence``; ``traits`` are for ``index.store.likeness``.
    """

    text: str
    text_sha256: str
    key: str
    script: str
    encoding: str
    metadata: str
    paragraphs: str
    repairs: str
    furniture: str
    why: str
    traits: Traits
    edges: tuple[tuple[int, bool], ...] = ()
    opening: int = 0


def reading_of(collected: Collected, key: str | None = None) -> Reading:
    """``collected`` as it is stored; ``key`` where it is that of what was collected before."""
    # It loads numpy, which reading a library does without.
    from index.text.nearness import traits_of

    return Reading(
        collected.text,
        text_digest(collected.text),
        content_key(collected) if key is None else key,
        collected.script,
        collected.encoding,
        dump_metadata(collected.metadata),
        dump_paragraphs(collected.paragraphs),
        dump_records(collected.repairs),
        dump_records(collected.furniture),
        dump_records(collected.why),
        traits_of(collected.text, collected.paragraphs),
        collected.edges,
        collected.opening,
    )


def document_digest(text_sha256: str, metadata: Metadata) -> str:
    """What a document adds to the fingerprint: its text and effective metadata, not its id or path."""
    return text_digest(text_sha256 + dump_metadata(metadata))


def fingerprint(sum: int, count: int) -> str:
    """The fingerprint of ``count`` documents whose digests add up to ``sum`` modulo 2²⁵⁶.

    A sum can be kept up to date one document at a time, in any order, and equal documents do not cancel out
    in it as they would with exclusive or.
    """
    return text_digest(f"{count}:{sum % MODULUS:x}")


def make_document(
    *,
    id: int,
    metadata: Metadata,
    path: str | None,
    sources: Sequence[str],
    script: str,
    characters: int,
    duplicate_of: int | None,
) -> Document:
    """The ``Document`` of a row."""
    values = {name: getattr(metadata, name) for name in METADATA_FIELDS}
    return Document(
        id=id,
        path=path,
        sources=tuple(sources),
        script=cast(Script, script),
        characters=characters,
        duplicate_of=duplicate_of,
        **values,
    )


def quick_documents(rows: Sequence[Sequence[Any]]) -> list[Document] | None:
    """The documents of rows without corrections: many are read to show a list, most of them at once.

    A row begins with id, path, corrections, metadata, script, characters, sources and duplicate of, as
    stored. ``None`` when the stored metadata of one of them has other fields than today's;
    ``make_document`` settles that.
    """
    if not rows:
        return []
    ids, paths, _, found, scripts, characters, sources, duplicates, *_ = zip(*rows, strict=True)
    metadata = _together(found)
    if any(values.keys() != _METADATA_NAMES for values in metadata):
        return None
    columns: dict[str, Sequence[Any]] = dict(
        zip(METADATA_FIELDS, zip(*map(_values, metadata), strict=True), strict=True)
    )
    columns |= {name: [tuple(value or ()) for value in columns[name]] for name in ("authors", "inferred")}
    columns |= {"id": ids, "path": paths, "script": scripts, "characters": characters}
    columns |= {"sources": list(map(tuple, _together(sources))), "duplicate_of": duplicates}
    return objects(Document, len(rows), columns)


def _together(stored: Sequence[str]) -> list[Any]:
    """The values of as many strings of JSON, read at once."""
    values: list[Any] = json.loads(f"[{','.join(stored)}]")
    if len(values) != len(stored):
        raise ValueError("not one value in each")
    return values
