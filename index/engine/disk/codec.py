"""Whoosh's codec on arrays: the postings of a segment are one container instead of pickled blocks.

Two kinds of segments:

- those that Whoosh's own writer makes, of any schema (whatever a format stores with a posting is kept as its
  bytes). What belongs to single documents (columns, vectors, lengths) is in Whoosh's own files.
- those made in bulk: all is in the container, much of it unknown to Whoosh. They answer Whoosh's readers for
  ``id``, ``words`` and ``title``, so that every Whoosh query runs on them.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec

from index.engine.disk.codec_reading import ArrayTerms, BulkDocuments, DocumentsWithoutStoredFields
from index.engine.disk.commit import SUFFIX
from index.engine.disk.storage import Folder
from index.engine.segment.container import Container, write_container
from index.engine.segment.postings import field_arrays

_SEGMENT_ID = re.compile(r"[0-9a-z]{1,64}")
_INDEX_NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Counts(fields.FieldType):  # type: ignore[misc]
    """A field of ready tokens with their counts: no analyzer, no positions; the count is the weight."""

    indexed = True
    scorable = False  # lengths are columns of the segment, exactly: Whoosh rounds them to a byte
    stored = False
    unique = False
    vector = None
    column_type = None
    analyzer = None

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: Counter[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Whoosh's postings of one document: token, frequency, weight, no further value."""
        for token, count in value.items():
            yield self.to_bytes(token), count, float(count), b""

    def to_bytes(self, value: str | bytes) -> bytes:
        """As in the container; half of a surrogate pair is a character like any other."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, bs: bytes) -> str:
        """The token."""
        return bs.decode("utf-8", "surrogatepass")


def schema() -> fields.Schema:
    """The schema of our index, always this, never one read from disk."""
    return fields.Schema(id=fields.ID(unique=True), words=Counts(), title=Counts())


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment in the table of contents: its name, how many documents it has, and which are deleted."""

    def __init__(self, index_name: str, *, bulk: bool = False, count: int = 0) -> None:
        super().__init__(index_name)
        self.bulk = bulk
        self._count = count
        self._deleted: set[int] = set()
        self._fieldlengths: dict[str, int] = {}  # set by Whoosh's writer of documents

    def __getstate__(self) -> tuple[object, ...]:
        lengths = dict(self._fieldlengths)
        return self.indexname, self.segid, self.bulk, self._count, tuple(sorted(self._deleted)), lengths

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """ValueError for what ``__getstate__`` cannot have written: a name that leads to another folder."""
        name, id, bulk, count, deleted, lengths = state
        if not (_INDEX_NAME.fullmatch(name) and _SEGMENT_ID.fullmatch(id)):
            raise ValueError("no name of a segment")
        if not all(isinstance(number, int) for number in (bulk, count, *deleted, *lengths.values())):
            raise ValueError("no numbers of a segment")
        if deleted and not 0 <= min(deleted) <= max(deleted) < count:
            raise ValueError("documents that are not there are deleted")
        self.indexname, self.segid, self.bulk, self._count = name, id, bool(bulk), count
        self._deleted = set(deleted)
        self._fieldlengths = defaultdict(int, lengths)
        self.compound = False

    def codec(self) -> ArrayCodec:
        """What reads and writes it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """Never: a container in another file cannot be mapped."""
        return False

    @property
    def file_name(self) -> str:
        """The name of its container in the folder of the index."""
        return str(self.make_filename(SUFFIX))

    def container(self, storage: Any) -> Container:
        """Its container, opened. Damaged if it is none, OSError if it cannot be opened."""
        if isinstance(storage, Folder):
            return storage.container(self.file_name)
        with closing(self.open_file(storage, SUFFIX)) as file:
            return Container(file.read())

    def doc_count_all(self) -> int:
        """Documents, deleted ones among them."""
        return self._count

    def set_doc_count(self, doccount: int) -> None:
        """Whoosh's writer has written so many."""
        self._count = doccount

    def deleted_count(self) -> int:
        """How many are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Which are deleted."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Count a document as deleted, or no longer so."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this document is."""
        return docnum in self._deleted


def new_bulk_segment(index_name: str, file_name: str, documents: int) -> ArraySegment:
    """The segment of a container with so many documents, in the index's folder under a name like
    ``ArraySegment(index_name).file_name``; ValueError for another.

    Every commit of Whoosh removes files with such names that belong to no committed segment. Until the
    segment is committed its file must have another (see ``commit.DRAFT``).
    """  # fmt: skip
    # Not by its constructor, which would make a name of its own.
    segment = ArraySegment.__new__(ArraySegment)
    id = file_name.removeprefix(f"{index_name}_").removesuffix(SUFFIX)
    segment.__setstate__((index_name, id, True, documents, (), {}))
    if segment.file_name != file_name:
        raise ValueError(f"{file_name}: no name of a segment of {index_name}")
    return segment


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with postings as arrays."""

    def field_writer(self, storage: Any, segment: ArraySegment) -> ArrayFieldWriter:
        """Writes the container of a segment that Whoosh makes."""
        return ArrayFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        """Reads the terms of a segment. Damaged if its container is no container."""
        return ArrayTerms(segment.container(storage))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> base.PerDocumentReader:
        """Knows the documents of a segment."""
        if segment.bulk:
            return BulkDocuments(segment.container(storage), segment)
        return DocumentsWithoutStoredFields(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002 (Whoosh's signature)
        """A segment that Whoosh's writer is about to make."""
        return ArraySegment(indexname)


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Takes Whoosh's postings in order of field, term and document; writes the container when closed."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._storage, self._segment = storage, segment
        self._arrays: dict[str, NDArray[Any]] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ARG002 (Whoosh's signature)
        """Begin a field; OutOfOrderError for one that was there already."""
        if f"{fieldname}/terms" in self._arrays:
            raise base.OutOfOrderError(f"{fieldname} a second time")
        self._field = fieldname
        self._terms: list[bytes] = []
        self._pointers, self._documents, self._weights = array("q", [0]), array("I"), array("f")
        self._values, self._value_starts = bytearray(), array("q", [0])
        self._shortest, self._longest = array("I"), array("I")

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field."""
        self._terms.append(text)
        self._lengths: list[int] = []

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """A posting of the term; ``length`` tokens has the field in this document."""
        self._documents.append(docnum)
        self._weights.append(weight)
        self._values += vbytes
        self._value_starts.append(len(self._values))
        self._lengths.append(length or 0)

    def finish_term(self) -> None:
        """The term is complete."""
        self._pointers.append(len(self._documents))
        self._shortest.append(min(filter(None, self._lengths), default=0))
        self._longest.append(max(self._lengths))

    def finish_field(self) -> None:
        """The field is complete."""
        values = np.frombuffer(bytes(self._values), np.uint8), np.array(self._value_starts, np.int64)
        self._arrays |= field_arrays(
            self._field,
            self._terms,
            np.array(self._pointers, np.int64),
            np.array(self._documents, np.uint32),
            np.array(self._weights, np.float32),
            values if self._values else None,
        )
        self._arrays[f"{self._field}/shortest"] = np.array(self._shortest, np.uint32)
        self._arrays[f"{self._field}/longest"] = np.array(self._longest, np.uint32)

    def close(self) -> None:
        """Write the container."""
        with closing(self._segment.create_file(self._storage, SUFFIX)) as file:
            write_container(file, self._arrays, {})
        self.is_closed = True
