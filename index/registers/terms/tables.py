"""The word lists that terms are found with (``data/registers``), folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from index.registers.terms.curated import formulae
from index.text.fold import fold
from index.text.form import match_form


class Head(NamedTuple):
    """A head noun, its kind, the pattern of what must not follow it, and where it may stand."""

    name: str
    type: str
    guard: str
    where: str


@cache
def heads() -> dict[str, Head]:
    """The head nouns by name, longest first."""
    found = [Head(*row) for row in _rows("heads.tsv", 4)]
    return {head.name: head for head in sorted(found, key=lambda head: -len(head.name))}


class Scheme(NamedTuple):
    """A head noun of names without marks, the pattern of the verbs that lead to them, how many letters are a
    name's own at least, and how it may stand.
    """

    name: str
    verbs: str
    least: int
    how: str


@cache
def schemes() -> dict[str, Scheme]:
    """The head nouns of names without marks (``schemes.tsv``)."""
    return {name: Scheme(name, verbs, int(least), how) for name, verbs, least, how in _rows("schemes.tsv", 4)}


@cache
def not_before(guard: str) -> re.Pattern[str]:
    """The pattern of what must not follow a head noun; an empty one finds nothing."""
    return re.compile(guard or "(?!)")


@cache
def metaphors() -> frozenset[str]:
    """What stands in marks as a figure of speech."""
    return frozenset(row[0] for row in _rows("metaphors.tsv", 1))


@cache
def institutions() -> dict[str, str]:
    """Names of institutions that need no marks, with their kinds, longest first."""
    found = {row[0]: row[1] for row in _rows("institutions.tsv", 2)}
    return {name: found[name] for name in sorted(found, key=lambda name: -len(name))}


@cache
def ordinary() -> frozenset[str]:
    """Words that do not make a name by themselves."""
    return frozenset(row[0] for row in _rows("ordinary.tsv", 1))


@cache
def bounds(role: str) -> tuple[str, ...]:
    """The words that bound names in one ``role`` (see ``bounds.tsv``), in the order of the file."""
    return tuple(word for word, its_role in _rows("bounds.tsv", 2) if its_role == role)


@cache
def bounding(role: str) -> frozenset[str]:
    """``bounds``, to ask whether a word is one."""
    return frozenset(bounds(role))


@cache
def curated_letters() -> frozenset[str]:
    """The letters of the curated formulae and their variants."""
    return frozenset(match_form(name).skeleton for one in formulae() for name in (one.term, *one.variants))


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    for line in (files("data") / "registers" / name).read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield [fold(cell) for cell in [*line.split("\t"), *[""] * columns][:columns]]
