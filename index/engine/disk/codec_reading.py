"""How Whoosh reads a segment of arrays: terms, cursors, matchers, and what it asks about documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3PerDocReader
from whoosh.formats import Format
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from index.engine.segment.container import Container, Damaged
from index.engine.segment.postings import FieldPostings, field_arrays

LENGTHS = {"words": "words", "title": "title_words"}
"""The column of a segment made in bulk that holds the lengths of a field, in tokens."""


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """The terms of all fields of a container, in order of field and bytes."""

    def __init__(self, container: Container) -> None:
        self._container = container
        names = {name.removesuffix("/terms") for name in container.names if name.endswith("/terms")}
        self._names = sorted(names | {"id"} if "ids" in container else names)
        self._opened: dict[str, FieldPostings] = {}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        """The fields that have postings, in order."""
        return self._names

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms."""
        return ((field, term) for field in self._names for term in self._field(field).terms())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of ``fieldname`` that are not before ``prefix``, then those of the fields behind it."""
        return ((field, self._field(field).term(number)) for field, number in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of them."""
        for field in self._names:
            for number, term in enumerate(self._field(field).terms()):
                yield (field, term), self._info(field, number)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """``terms_from`` with what is known of them."""
        for field, number in self._from(fieldname, prefix):
            yield (field, self._field(field).term(number)), self._info(field, number)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term; TermNotFound."""
        return self._info(fieldname, self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of the term's weights; 0 for one that is not there."""
        number = self._find(fieldname, text)
        return 0 if number is None else float(self._info(fieldname, number).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents hold the term, deleted ones among them; 0 for one that is not there."""
        number = self._find(fieldname, text)
        return 0 if number is None else self._field(fieldname).frequency(number)

    def cursor(self, fieldname: str, fieldobj: Any) -> base.FieldCursor:
        """A cursor at the field's first term."""
        if fieldname not in self._names:
            return base.EmptyCursor()
        return ArrayCursor(self._field(fieldname), fieldobj, lambda number: self._info(fieldname, number))

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> ArrayMatcher:
        """The postings of a term, deleted documents among them; TermNotFound."""
        number = self._number(fieldname, text)
        info = self._info(fieldname, number)
        return ArrayMatcher(self._field(fieldname), number, info, format_, (fieldname, text), scorer)

    def close(self) -> None:
        """Let go of the file."""
        self._opened.clear()
        self._container.close()

    def _field(self, field: str) -> FieldPostings:
        if field not in self._opened:
            ids = field == "id" and "ids" in self._container
            self._opened[field] = (
                _ids_as_postings(self._container["ids"]) if ids else FieldPostings(self._container, field)
            )
        return self._opened[field]

    def _find(self, field: str, text: bytes) -> int | None:
        return self._field(field).find(text) if field in self._names else None

    def _number(self, field: str, text: bytes) -> int:
        number = self._find(field, text)
        if number is None:
            raise TermNotFound(f"No term {field}:{text!r}")
        return number

    def _from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, int]]:
        if fieldname in self._names:
            for field in self._names[self._names.index(fieldname) :]:
                postings = self._field(field)
                first = postings.first(prefix) if field == fieldname else 0
                yield from ((field, number) for number in range(first, len(postings)))

    def _info(self, field: str, number: int) -> TermInfo:
        documents, weights = self._field(field).posting(number)
        shortest, longest = self._lengths(field, number, documents)
        return TermInfo(
            weight=float(weights.sum(dtype=np.float64)),
            df=len(documents),
            minlength=shortest,
            maxlength=longest,
            maxweight=float(weights.max(initial=0)),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def _lengths(self, field: str, number: int, documents: NDArray[np.uint32]) -> tuple[int, int]:
        """Of the field in the documents that hold the term."""
        if f"{field}/shortest" in self._container:
            shortest, longest = self._container[f"{field}/shortest"], self._container[f"{field}/longest"]
            return int(shortest[number]), int(longest[number])
        if (column := LENGTHS.get(field, "")) in self._container:
            lengths = self._container[column][documents]
            return int(lengths.min()), int(lengths.max())
        return 0, 0


def _ids_as_postings(ids: NDArray[Any]) -> FieldPostings:
    """The field ``id`` of a segment made in bulk: the document of each id."""
    terms = [str(id).encode() for id in ids.tolist()]
    order = sorted(range(len(terms)), key=terms.__getitem__)
    ones = np.ones(len(order), np.uint8)
    pointers = np.arange(len(order) + 1)
    return FieldPostings(
        field_arrays("id", [terms[d] for d in order], pointers, np.array(order, np.uint32), ones), "id"
    )


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Goes through the terms of a field, as the field's own values."""

    def __init__(self, postings: FieldPostings, fieldobj: Any, info: Callable[[int], TermInfo]) -> None:
        self._postings, self._field, self._info = postings, fieldobj, info
        self._at = 0

    def first(self) -> Any:
        """Go to the first term, which is returned."""
        self._at = 0
        return self.text()

    def find(self, string: Any) -> Any:
        """Go to the first term that is not before ``string``; ``None`` if all are."""
        self._at = self._postings.first(self._field.to_bytes(string))
        return self.text()

    def next(self) -> Any:
        """Go to the next term; ``None`` behind the last."""
        self._at += self.is_valid()
        return self.text()

    def text(self) -> Any:
        """Where the cursor is; ``None`` behind the last term."""
        return self._field.from_bytes(self._postings.term(self._at)) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term where the cursor is."""
        return self._info(self._at) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether the cursor is at a term."""
        return self._at < len(self._postings)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Goes through the postings of a term, which are one block to Whoosh's shortcuts for the best hits."""

    def __init__(
        self,
        postings: FieldPostings,
        number: int,
        info: TermInfo,
        format_: Format,
        term: tuple[str, bytes],
        scorer: Any,
    ) -> None:
        documents, weights = postings.posting(number)
        self._documents: list[int] = documents.tolist()
        self._weights: list[float] = weights.tolist()
        self._postings, self._number, self._info = postings, number, info
        self.format, self._term, self.scorer = format_, term, scorer
        self._at = 0

    @cached_property
    def _values(self) -> list[bytes] | None:
        return self._postings.values(self._number)

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return self._at < len(self._documents)

    def reset(self) -> None:
        """Back to the first."""
        self._at = 0

    def copy(self) -> ArrayMatcher:
        """Another at the same place, which goes its own way."""
        return copy(self)

    def id(self) -> int:
        """The current document."""
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        """All documents, wherever this is."""
        return iter(self._documents)

    def weight(self) -> float:
        """The term's weight in the current document."""
        return self._weights[self._at]

    def value(self) -> bytes:
        """What the format stores with the current posting."""
        values = self._values
        return b"" if values is None else values[self._at]

    def next(self) -> None:
        """To the next document; ReadTooFar behind the last."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:
        """To the first document that is not before ``id``, never back; ReadTooFar behind the last."""
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._documents, id, lo=self._at)

    def skip_to_quality(self, minquality: float) -> int:
        """To the end unless some posting can be better; how many blocks were skipped."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._documents)
        return 1

    def block_min_length(self) -> int:
        """The shortest field value with this term."""
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        """The longest field value with this term."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """The term's greatest weight."""
        return float(self._info.max_weight())

    def block_min_id(self) -> int:
        """The first document."""
        return self._documents[0]

    def block_max_id(self) -> int:
        """The last document."""
        return self._documents[-1]


class DocumentsWithoutStoredFields(W3PerDocReader):  # type: ignore[misc]
    """Whoosh's own reader but for stored fields: we have none, and the column of them is made of pickles."""

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002 (Whoosh's signature)
        """None."""
        return {}


class BulkDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """What Whoosh asks about the documents of a segment made in bulk."""

    def __init__(self, container: Container, segment: base.Segment) -> None:
        """Damaged if the container has other documents than the segment counts."""
        if container["ids"].shape != (segment.doc_count_all(),):
            raise Damaged("ids", "not as many documents as the segment has")
        self._container, self._segment = container, segment

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """Documents, deleted ones among them."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Which are."""
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, Any]:  # noqa: ARG002 (Whoosh's signature)
        """None."""
        return {}

    def iter_docs(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Refused: Whoosh does so only to merge segments, and would lose all that it does not know."""
        raise NotImplementedError("segments made in bulk are not merged by Whoosh")

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Tokens of the field in the document."""
        lengths = self._lengths(fieldname)
        return int(lengths[docnum]) if len(lengths) else default

    def field_length(self, fieldname: str) -> int:
        """Tokens of the field in all documents, deleted ones among them."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Tokens of the field where it has fewest."""
        lengths = self._lengths(fieldname)
        return int(lengths.min()) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Tokens of the field where it has most."""
        return int(self._lengths(fieldname).max(initial=0))

    def _lengths(self, field: str) -> NDArray[np.int64]:
        column = LENGTHS.get(field, "")
        found = self._container[column] if column in self._container else np.zeros(0)
        return found.astype(np.int64)
