"""Two to four documents of a library laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from index.engine.interface import Cancel
from index.errors import N_, UsageError
from index.model import StoredText
from index.reuse.collation.collation import Collation, Text, collate
from index.reuse.model import Pair

if TYPE_CHECKING:
    from index.library.answering import Answering

FEWEST, MOST = 2, 4
WRONG_NUMBER = N_("{count} documents cannot be compared; name two, three or four.")
TWICE = N_("Document {id} is named twice; compare it with other documents.")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``documents`` as asked for; ``collations`` of every two: the first with each other one, and so on."""

    documents: tuple[StoredText, ...]
    collations: tuple[Collation, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The passages of all collations."""
        return tuple(pair for collation in self.collations for pair in collation.pairs)


def compare(library: Answering, ids: Sequence[int], cancelled: Cancel = None) -> Comparison:
    """Lay documents beside each other, every two of them. Errors: ``UsageError``.

    The library is free for others as soon as the texts are read.
    """
    if not FEWEST <= len(ids) <= MOST:
        raise UsageError(WRONG_NUMBER, count=len(ids))
    for number, id in enumerate(ids):
        if id in ids[:number]:
            raise UsageError(TWICE, id=id)
    stored = tuple(library.show(id) for id in ids)
    return Comparison(stored, beside(stored, cancelled))


def beside(stored: Sequence[StoredText], cancelled: Cancel = None) -> tuple[Collation, ...]:
    """Every two documents laid beside each other: the first with each other one, and so on."""
    texts = [Text(each.document.id, each.text, each.paragraphs) for each in stored]
    return tuple(collate(left, right, cancelled) for left, right in combinations(texts, 2))
