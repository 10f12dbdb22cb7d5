"""The documents of all segments under one numbering: what a query is answered on.

*Rows* are documents: those of the first segment, then those of the second, and so on, deleted ones included.
``alive`` says which of them count. Whatever depends on one segment alone is computed once and stays when
other segments come and go, so that one more document costs no walk over the others.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar
from weakref import WeakKeyDictionary, proxy

import numpy as np
from numpy.typing import NDArray

from index.engine.corpus.table import Column, test_of
from index.engine.interface import Cancel, Cancelled
from index.engine.language.ast import Filter
from index.engine.language.terms import unquoted
from index.engine.matching import Matcher
from index.engine.segment import columns
from index.engine.segment.columns import Value
from index.engine.segment.postings import FieldPostings
from index.engine.segment.segment import Segment
from index.text.fold import fold
from index.text.form import Bools, Int32, each_once
from index.text.match import Literal

Int64 = NDArray[np.int64]
Rows = NDArray[np.int64]
Float32 = NDArray[np.float32]
Name = TypeVar("Name", bound=Hashable)
Kept = TypeVar("Kept")

FEW = 16
"""Of so many documents one is looked at for a word: it is not looked for in all of them."""
KEPT_WORDS = 4096
"""Words of queries that each segment remembers the documents of, a bit for each."""


MIXTURES = 1 << 62
"""Combinations of values that a number can tell apart."""


class _Memory:
    """What has been computed from one segment, which is not kept by it: a closed file must not stay open."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._columns: dict[str, Column] = {}
        self._coded: dict[str, tuple[tuple[Value, ...], NDArray[np.intp]]] = {}
        self._postings: dict[str, FieldPostings] = {}
        self._numbers: OrderedDict[tuple[str, str], int | None] = OrderedDict()
        self._beside: dict[tuple[int, str], list[int]] = {}
        self._words: OrderedDict[Literal, NDArray[np.uint8]] = OrderedDict()

    @cached_property
    def forms(self) -> Int64:
        """int64[D]: the form index at which each document begins."""
        blocks = self._segment.starts[: self._segment.D] // 32
        return self._segment.form_blocks[blocks].astype(np.int64)

    def column(self, name: str) -> Column:
        """A field of the segment's documents."""
        column = self._columns.get(name)
        if column is None:
            # By itself: the titles of a large segment take a while to read.
            stored = columns.StoredColumn.read(self._segment.container, name)
            column = self._columns[name] = Column(stored.values, stored.codes)
        return column

    def coded(self, name: str, values: tuple[Value, ...]) -> NDArray[np.intp]:
        """intp[D]: the numbers among ``values`` of what the documents have in a field.

        Of one more document the values are mostly known, and those of all are the same as before.
        """
        found = self._coded.get(name)
        if found is None or found[0] != values:
            own = self.column(name)
            numbers = {value: code for code, value in enumerate(values)}
            codes = np.array([numbers[value] for value in own.values], np.intp)[own.codes]
            found = self._coded[name] = values, codes
        return found[1]

    def postings(self, field: str) -> FieldPostings:
        """The words of the texts or titles."""
        if field not in self._postings:
            self._postings[field] = self._segment.postings(field)
        return self._postings[field]

    def posting(self, field: str, word: str) -> tuple[NDArray[np.uint32], Float32] | None:
        """The documents that hold ``word`` in a field, and how often; ``None`` if there are none."""
        if (field, word) not in self._numbers:
            number = self.postings(field).find(word.encode("utf-8", "surrogatepass"))
            _keep(self._numbers, (field, word), number, KEPT_WORDS)
        number = self._numbers[field, word]
        return None if number is None else self.postings(field).posting(number)

    def beside(self, row: int, side: str) -> list[int]:
        """The OTHER characters of a gap (a row of the gap table) that stand beside a hit.

        On its ``right`` those before any paragraph begins in the gap, on its ``left`` those behind, the last
        one first.
        """
        found = self._beside.get((row, side))
        if found is None:
            table = self._segment.gap_table
            string = table.head(row) if side == "right" else table.tail(row)[::-1]
            found = self._beside[row, side] = [ord(character) for character in string]
        return found

    def holds_loosely(self, matcher: Matcher, word: Literal, among: Bools) -> Bools:
        """bool[D]: which of the documents ``among`` hold ``word`` anywhere."""
        bits = self._words.get(word)
        if bits is not None:
            known: Bools = np.unpackbits(bits, count=self._segment.D).view(np.bool_)
            return among & known
        documents = np.flatnonzero(among)
        if not len(documents):
            return among
        if len(documents) * FEW <= self._segment.D:
            return matcher.holds_loosely(word, documents=documents)
        # All of them, which the next query has use for. Many hold it as a word of its own.
        held = np.zeros(self._segment.D, np.bool_)
        found = self.posting("words", word.form)
        if found is not None:
            held[found[0]] = True
        held = matcher.holds_loosely(word, held)
        _keep(self._words, word, np.packbits(held), KEPT_WORDS)
        return among & held


def _numbered(values: Int64) -> Int64:
    """The number of each value among the different ones, from 0."""
    return np.searchsorted(each_once(values), values)


def _keep(kept: OrderedDict[Name, Kept], name: Name, value: Kept, most: int) -> None:
    """Remember ``value``, and forget the oldest beyond ``most``."""
    kept[name] = value
    while len(kept) > most:
        kept.popitem(last=False)


_memories: WeakKeyDictionary[Segment, _Memory] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One segment: rows ``base`` to ``base + segment.D``."""

    segment: Segment
    matcher: Matcher
    base: int
    memory: _Memory
    """What has been computed from the segment."""

    @property
    def rows(self) -> slice:
        """The rows of the segment."""
        return slice(self.base, self.base + self.segment.D)


def _memory_of(segment: Segment) -> _Memory:
    memory = _memories.get(segment)
    if memory is None:
        memory = _memories[segment] = _Memory(proxy(segment))
    return memory


class Corpus:
    """N documents in segments; ``deleted``: the local numbers of those that no longer count, or bool[D].

    ``ids`` int32[N], ``alive`` bool[N]. Statistics (averages, frequencies) are those of the live documents
    of all segments, so that nothing depends on how the documents were split.
    """

    def __init__(
        self, parts: Sequence[tuple[Segment, Matcher, Collection[int] | NDArray[np.bool_] | None]]
    ) -> None:
        base = 0
        entries: list[Part] = []
        alive: list[Bools] = []
        for segment, matcher, deleted in parts:
            entries.append(Part(segment, matcher, base, _memory_of(segment)))
            alive.append(_alive(segment.D, deleted))
            base += segment.D
        self.parts = tuple(entries)
        self.alive: Bools = np.concatenate(alive) if alive else np.zeros(0, np.bool_)
        self.size = base
        self.live = int(np.count_nonzero(self.alive))
        self.ids = self.gather(lambda part: part.segment.ids, np.int32)
        self._columns: dict[str, Column] = {}
        self._mixtures: dict[tuple[str, ...], tuple[Int64, Rows]] = {}

    def gather(self, of: Callable[[Part], NDArray[np.generic]], dtype: type[np.generic]) -> NDArray:  # type: ignore[type-arg]
        """One array over all rows from one of each part; not to be written to."""
        if len(self.parts) == 1:
            return of(self.parts[0]).astype(dtype, copy=False)
        found = [of(part).astype(dtype, copy=False) for part in self.parts]
        return np.concatenate(found) if found else np.zeros(0, dtype)

    def none(self) -> Bools:
        """bool[N], all false."""
        return np.zeros(self.size, np.bool_)

    def row(self, id: int) -> int | None:
        """The live row of document ``id``."""
        for row in np.flatnonzero(self.ids == id).tolist():
            if self.alive[row]:
                return int(row)
        return None

    def split(self, rows: Rows) -> Iterator[tuple[Part, Rows]]:
        """Each part that has any of ``rows`` (ascending), with these as numbers inside its segment."""
        bounds = np.searchsorted(rows, [part.base for part in self.parts] + [self.size]).tolist()
        for part, low, high in zip(self.parts, bounds, bounds[1:], strict=False):
            if low < high:
                yield part, rows[low:high] - part.base

    @cached_property
    def characters(self) -> Int32:
        """int32[N]: characters of each text."""
        return self.gather(lambda part: part.segment.characters, np.int32)

    @cached_property
    def words(self) -> Int32:
        """int32[N]: words of each text."""
        return self.gather(lambda part: part.segment.words, np.int32)

    @cached_property
    def title_words(self) -> Int32:
        """int32[N]: words of each title."""
        return self.gather(lambda part: part.segment.title_words, np.int32)

    @cached_property
    def first(self) -> Int32:
        """int32[N]: the first day (yyyymmdd) that the date may mean, 0 when unknown."""
        return self.gather(lambda part: part.segment.first, np.int32)

    @cached_property
    def last(self) -> Int32:
        """int32[N]: the last day that the date may mean, 0 when unknown."""
        return self.gather(lambda part: part.segment.last, np.int32)

    def column(self, name: str) -> Column:
        """A field of all documents; of one with as many values as documents (title) ask the parts."""
        column = self._columns.get(name)
        if column is None:
            each = [part.memory.column(name).values for part in self.parts]
            values = columns.ordered(chain.from_iterable(each))
            codes = [part.memory.coded(name, values) for part in self.parts]
            column = Column(values, np.concatenate(codes) if codes else np.zeros(0, np.intp))
            self._columns[name] = column
        return column

    def mixtures(self, names: tuple[str, ...]) -> tuple[Int64, Rows]:
        """Which documents agree in all these fields: int64[N], numbers from 0, and a row of each number."""
        found = self._mixtures.get(names)
        if found is None:
            numbers, possible = np.zeros(self.size, np.int64), 1
            for column in map(self.column, names):
                if possible * len(column.values) > MIXTURES:
                    # Few of the combinations occur: numbered anew they are small.
                    numbers, possible = _numbered(numbers), self.size
                numbers = numbers * len(column.values) + column.codes
                possible *= len(column.values)
            numbers = _numbered(numbers)
            rows = np.zeros(int(numbers.max(initial=-1)) + 1, np.int64)
            rows[numbers] = np.arange(self.size)
            found = self._mixtures[names] = numbers, rows
        return found

    def mask(self, condition: Filter, resolve_region: Callable[[str], str | None], *, overlap: bool) -> Bools:
        """bool[N]: which documents meet ``condition``; with ``overlap`` also those whose date may meet it."""
        if condition.field == "id":
            wanted: Bools = self.ids == int(fold(unquoted(condition.value))[:18])
            return wanted
        if condition.interval is not None:
            low, high = condition.interval
            known = self.first > 0
            if overlap:
                return known & (self.first <= high) & (self.last >= low)
            return known & (self.first >= low) & (self.last <= high)
        name, test = test_of(condition, resolve_region)
        return self.gather(lambda part: test(part.memory.column(name)), np.bool_)

    def holds_loosely(self, word: Literal, among: Bools, cancelled: Cancel = None) -> Bools:
        """bool[N]: which of the documents ``among`` hold ``word`` loosely, inside longer words too."""

        def of(part: Part) -> Bools:
            if cancelled is not None and cancelled():
                raise Cancelled
            return part.memory.holds_loosely(part.matcher, word, among[part.rows])

        return self.gather(of, np.bool_)

    def often(self, word: Literal) -> int:
        """At most so often does ``word`` occur; at least once if it does. Quick."""
        return sum(part.matcher.often(word) for part in self.parts)

    def postings(self, field: str, word: str) -> Iterator[tuple[Rows, Float32]]:
        """The rows that hold ``word`` in ``words`` or ``title``, with how often; deleted ones too."""
        for part in self.parts:
            found = part.memory.posting(field, word)
            if found is not None:
                yield found[0].astype(np.int64) + part.base, found[1]


def _alive(size: int, deleted: Collection[int] | NDArray[np.bool_] | None) -> Bools:
    if isinstance(deleted, np.ndarray):
        return ~deleted
    alive = np.ones(size, np.bool_)
    if deleted:
        alive[np.fromiter(deleted, np.int64, len(deleted))] = False
    return alive
