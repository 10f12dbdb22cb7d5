"""The Whoosh index: which documents hold which words and characters, and what the filters need to know.

Fields: ``words`` and ``title`` (words with their counts, for ranking), ``grams`` (characters and pairs of
neighbouring characters of the skeleton, for candidates), ``id`` (unique) and ``meta`` (a JSON column).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.columns import VarBytesColumn
from whoosh.index import FileIndex
from whoosh.reading import IndexReader
from whoosh.writing import SegmentWriter

from index.engine.storage import Codec, Folder, Memory
from index.model import StoredText
from index.text.form import MatchForm, match_form
from index.text.segment import words

SCHEMA_VERSION = "2"
MERGE_ABOVE = 8
"""Segments after which an update merges all of them: each costs every look-up one more search."""


class Counts(fields.FieldType):  # type: ignore[misc]
    """A field of ready tokens with their counts: no analyzer, no positions; the count is the weight."""

    indexed = True
    scorable = False  # lengths go into ``meta``, exactly: Whoosh rounds them to a byte
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
            yield token.encode("utf-8", "surrogatepass"), count, float(count), b""


def schema() -> fields.Schema:
    """The schema, always ours, never one read from disk."""
    return fields.Schema(
        id=fields.ID(unique=True),
        words=Counts(),
        title=Counts(),
        grams=Counts(),
        meta=fields.COLUMN(VarBytesColumn()),
    )


@dataclass(frozen=True, slots=True)
class Posting:
    """Documents that hold a token: Whoosh's document numbers, ascending, int32[n], and counts float32[n]."""

    documents: NDArray[np.int32]
    counts: NDArray[np.float32]


def grams(form: MatchForm) -> list[str]:
    """The distinct characters of the skeleton, and its pairs of neighbours inside a paragraph."""
    places = form.paragraphs[form.letters]
    neighbours = np.flatnonzero(places[:-1] == places[1:]).tolist()
    pairs = {form.skeleton[at : at + 2] for at in neighbours}
    return sorted(pairs | set(form.skeleton))


def query_grams(skeleton: str) -> list[str]:
    """What a text must hold if it holds ``skeleton``."""
    return sorted({skeleton[at : at + 2] for at in range(len(skeleton) - 1)}) or [skeleton]


def word_counts(text: str) -> Counter[str]:
    """The words of ``text`` with their counts."""
    return Counter(word for word, _ in words(text))


class Postings:
    """One open index, seen as it was at its last commit."""

    def __init__(self, storage: Folder | Memory, *, create: bool = False) -> None:
        self.storage = storage
        self._index = FileIndex.create(storage, schema()) if create else FileIndex(storage, schema())
        self._reader: IndexReader = self._index.reader()

    @property
    def generation(self) -> int:
        """The number of the last commit."""
        return int(self._index.latest_generation())

    def close(self) -> None:
        """Close the files."""
        self._reader.close()

    def commit(
        self,
        added: Iterable[StoredText],
        removed: Iterable[int] = (),
        number_of: Callable[[int], int | None] = lambda _: None,
    ) -> None:
        """Take out the ids ``removed`` and put in ``added``, in place of what has their ids, in one commit.

        ``added`` is gone through once, each document given up before the next. ``number_of``: Whoosh's
        number of an id in the index as it is. Readers see all of it or nothing. Whoosh's LockError if
        another program is writing.
        """
        writer = self._index.writer(codec=Codec(), compound=False, limitmb=256)
        try:
            for id in removed:
                _delete(writer, number_of(id))
            for stored in added:
                _delete(writer, number_of(stored.document.id))
                writer.add_document(**_fields(stored))
            merged = len(writer.segments) >= MERGE_ABOVE
            writer.commit(optimize=True) if merged else writer.commit(merge=False)
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
        self._reader.close()
        self._reader = self._index.reader()

    def metadata(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Whoosh's number of each live document, with what ``meta`` holds of it."""
        for reader, base in self._leaves():
            if not reader.has_column("meta"):
                continue
            column = reader.column_reader("meta")
            for number in reader.all_doc_ids():
                yield base + number, json.loads(column[number])

    def size(self) -> int:
        """One more than the highest document number, deleted ones included."""
        return int(self._reader.doc_count_all())

    def posting(self, field: str, token: str) -> Posting:
        """The live documents that hold ``token`` in ``field``."""
        key = token.encode("utf-8", "surrogatepass")
        numbers: list[int] = []
        counts: list[float] = []
        for reader, base in self._leaves():
            if (field, key) not in reader:
                continue
            matcher = reader.postings(field, key)
            while matcher.is_active():
                numbers.append(base + matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return Posting(np.array(numbers, np.int32), np.array(counts, np.float32))

    def frequency(self, field: str, token: str) -> int:
        """About how many documents hold ``token``: deleted ones may be among them."""
        return int(self._reader.doc_frequency(field, token.encode("utf-8", "surrogatepass")))

    def holds(self, word: str) -> bool:
        """Whether any live text holds ``word``."""
        return len(self.posting("words", word).documents) > 0

    def vocabulary(self) -> Iterator[str]:
        """The words of all texts in order of their bytes, those of deleted ones too until the next merge."""
        for key in self._reader.lexicon("words"):
            yield bytes(key).decode("utf-8", "surrogatepass")

    def _leaves(self) -> list[tuple[IndexReader, int]]:
        return list(self._reader.leaf_readers())


def _delete(writer: SegmentWriter, number: int | None) -> None:
    if number is not None:
        writer.delete_document(number)


def _fields(stored: StoredText) -> dict[str, Any]:
    document = stored.document
    body, title = word_counts(stored.text), word_counts(document.title or "")
    meta = {
        "id": document.id,
        "date": document.date,
        "region": document.region,
        "city": document.city,
        "level": document.level,
        "source": document.source,
        "title": document.title,
        "organ": document.organ,
        "kind": document.kind,
        "characters": document.characters,
        "words": body.total(),
        "title_words": title.total(),
    }
    return {
        "id": str(document.id),
        "words": body,
        "title": title,
        "grams": Counter(grams(match_form(stored.text, stored.paragraphs))),
        "meta": json.dumps(meta, ensure_ascii=False).encode("utf-8", "surrogatepass"),
    }
