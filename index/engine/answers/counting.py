"""Facets and statistics: exact documents and their occurrences, by the values of metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.engine.answers.evaluate import Evaluation
from index.engine.corpus.corpus import Corpus, Rows
from index.engine.corpus.table import Column
from index.engine.segment.columns import Value
from index.errors import N_, UsageError
from index.model import FACETS, FacetValue, StatsRow
from index.text.form import Bools, Int32

DOCUMENT = 2.0**32
"""A document in sums that count documents and occurrences in one: exact up to a million documents."""
MANY = 4096
"""Documents whose facets are counted by mixtures of values: there are fewer of these."""
THIN = 20
"""Below so many documents a rate says little (cli.md)."""


def facets(corpus: Corpus, found: Evaluation) -> Mapping[str, tuple[FacetValue, ...]]:
    """For each facet the values that exact documents have, the most frequent first, then by value."""
    rows = np.flatnonzero(found.exact)
    both: NDArray[np.float64] = found.counts.take(rows).astype(np.float64) + DOCUMENT
    if len(rows) > MANY:
        # Once over all of them, then over what there is of each mixture of values.
        numbers, examples = corpus.mixtures(FACETS)
        both = np.bincount(numbers.take(rows), both, len(examples)).astype(np.float64)
        rows = examples
    return {name: _facet(corpus.column(name), rows, both) for name in FACETS}


def _facet(column: Column, rows: Rows, both: NDArray[np.float64]) -> tuple[FacetValue, ...]:
    sums = np.bincount(column.codes.take(rows), weights=both, minlength=len(column.values))
    documents = sums // DOCUMENT
    occurrences = sums - documents * DOCUMENT
    # Values are in order already, the unknown one last, and the sort is stable.
    present = np.argsort(-documents, kind="stable")[: np.count_nonzero(documents)]
    return tuple(
        FacetValue(column.values[code], int(number), int(count))
        for code, number, count in zip(
            present.tolist(), documents[present].tolist(), occurrences[present].tolist(), strict=True
        )
    )


def counted(corpus: Corpus, counts: Mapping[int, int]) -> tuple[Bools, Int32]:
    """Which rows have what was counted elsewhere, and how often; ``counts``: by document."""
    alive = np.flatnonzero(corpus.alive)
    order = alive[np.argsort(corpus.ids[alive], kind="stable")]
    ids, numbers = np.array([*counts.items()], np.int64).reshape(-1, 2).T
    places = np.searchsorted(corpus.ids[order], ids)
    there = places < len(order)
    there[there] = corpus.ids[order[places[there]]] == ids[there]
    exact, found = corpus.none(), np.zeros(len(corpus.ids), np.int32)
    rows = order[places[there]]
    exact[rows], found[rows] = True, numbers[there]
    return exact, found


def stats(corpus: Corpus, exact: Bools, counts: Int32, by: Sequence[str]) -> list[StatsRow]:
    """A row for each combination of values that any document of the corpus has, in order, unknown last.

    ``per_100_documents``: exact documents among 100 of the bucket. ``per_10000_characters``: occurrences in
    10,000 characters of the bucket's texts. A filter in the query does not change the buckets. UsageError
    for a dimension that does not exist.
    """
    names = tuple(dict.fromkeys(by))
    for name in names:
        if name not in FACETS:
            raise UsageError(
                N_("There are no statistics by {name}; choose from {names}."),
                name=name,
                names=", ".join(FACETS),
            )
    columns = [corpus.column(name) for name in names]
    combined = np.zeros(corpus.live, np.int64)
    for column in columns:
        combined = combined * len(column.values) + column.codes[corpus.alive]
    has, times = exact[corpus.alive], counts[corpus.alive]
    buckets, inverse = np.unique(combined, return_inverse=True)
    size = len(buckets)
    totals = np.bincount(inverse, minlength=size)
    characters = np.bincount(inverse, weights=corpus.characters[corpus.alive], minlength=size)
    documents = np.bincount(inverse[has], minlength=size)
    occurrences = np.bincount(inverse[has], weights=times[has], minlength=size)
    firsts, lasts = _dates(corpus, has, inverse, size)
    rows = []
    for number, bucket in enumerate(buckets.tolist()):
        rows.append(
            StatsRow(
                key=_key(names, columns, bucket),
                documents=int(documents[number]),
                occurrences=int(occurrences[number]),
                per_100_documents=100 * int(documents[number]) / int(totals[number]),
                per_10000_characters=10_000 * int(occurrences[number]) / max(int(characters[number]), 1),
                bucket_documents=int(totals[number]),
                bucket_characters=int(characters[number]),
                thin=int(totals[number]) < THIN,
                first=firsts[number],
                last=lasts[number],
            )
        )
    return rows


def _dates(
    corpus: Corpus, exact: NDArray[np.bool_], bucket: NDArray[np.int64], size: int
) -> tuple[list[str | None], list[str | None]]:
    """The dates of the first and the last exact document of each bucket; the more precise of equal ones."""
    first, last = corpus.first[corpus.alive], corpus.last[corpus.alive]
    dated = np.flatnonzero(exact & (first > 0))
    length = last[dated] - first[dated]
    found: list[list[str | None]] = []
    for days in (first[dated], -last[dated]):
        order = dated[np.lexsort((length, days))]
        result: list[str | None] = [None] * size
        # Of each bucket the first in that order.
        numbers, places = np.unique(bucket[order], return_index=True)
        for number, place in zip(numbers.tolist(), places.tolist(), strict=True):
            result[number] = _date(int(first[order[place]]), int(last[order[place]]))
        found.append(result)
    return found[0], found[1]


def _date(first: int, last: int) -> str:
    """A date as precise as the days (yyyymmdd) between which it is."""
    year, month, day = first // 10000, first // 100 % 100, first % 100
    if first == last:
        return f"{year:04}-{month:02}-{day:02}"
    return f"{year:04}-{month:02}" if first // 100 == last // 100 else f"{year:04}"


def _key(names: Sequence[str], columns: Sequence[Column], bucket: int) -> dict[str, Value]:
    values: list[Value] = []
    for column in reversed(columns):
        bucket, code = divmod(bucket, len(column.values))
        values.append(column.values[code])
    return dict(zip(names, reversed(values), strict=True))
