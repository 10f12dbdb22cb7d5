"""Which documents hold a term: by brute force, with the rules of the program but without its index."""

from __future__ import annotations

import multiprocessing
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain

from queries import Query

_CHUNK = 500
Truth = dict[str, list[int]]
"""The numbers of the documents that hold a query, ascending, by the query's name."""


def truth(texts: Sequence[str], asked: Sequence[Query]) -> Truth:
    """Go through all texts (in processes) for the queries that have terms."""
    literal = [query for query in asked if query.terms]
    chunks = [texts[at : at + _CHUNK] for at in range(0, len(texts), _CHUNK)]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(_found, chunks, [literal] * len(chunks)))
    return {
        query.name: list(chain.from_iterable(_shifted(part[query.name], n) for n, part in enumerate(found)))
        for query in literal
    }


def below(numbers: Sequence[int], documents: int) -> int:
    """How many of the first ``documents`` are among ``numbers``."""
    return bisect_left(numbers, documents)


def _shifted(numbers: list[int], chunk: int) -> Iterator[int]:
    return (number + chunk * _CHUNK for number in numbers)


def _found(texts: Sequence[str], asked: Sequence[Query]) -> Truth:
    from index.text.form import match_form
    from index.text.match import compile_literal, exact_ranges

    literals = {term: compile_literal(term) for query in asked for term in query.terms}
    numbers: Truth = {query.name: [] for query in asked}
    for number, text in enumerate(texts):
        form = match_form(text)
        holds = {term: len(exact_ranges(form, literal)) > 0 for term, literal in literals.items()}
        for query in asked:
            together = all if query.operator == "all" else any
            if together(holds[term] for term in query.terms):
                numbers[query.name].append(number)
    return numbers
