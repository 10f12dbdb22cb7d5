"""What is known of bases already: how they were gathered and told, of the texts as they are or were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.reuse.families.wordings import SEED, Occurrences

if TYPE_CHECKING:
    from index.reuse.model import Family


@dataclass(slots=True)
class Known:
    """Each by its letters.

    ``snaps``: what is left of a stretch; ``documents``: in how many a base stands in its letters; ``places``
    of a base; ``longer``: what it may be made; ``families``: what is told of it; ``common``: the runs of
    ``SEED`` letters that find nothing, of all bases that have ``places``.
    """

    snaps: dict[str, str] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    places: dict[str, Occurrences] = field(default_factory=dict)
    longer: dict[str, str | None] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)

    def take(self, base: str, other: Known) -> None:
        """What ``other`` knows of a base besides its places."""
        if base in other.longer:
            self.longer[base] = other.longer[base]
        if base in other.families:
            self.families[base] = other.families[base]


def seeds_of(text: str) -> set[str]:
    """The runs of letters by which near wordings are found."""
    return {text[at : at + SEED] for at in range(len(text) - SEED + 1)}


def same(one: Occurrences, other: Occurrences) -> bool:
    """Whether two bases stand in the same places."""
    return (
        np.array_equal(one.rows, other.rows)
        and np.array_equal(one.places, other.places)
        and np.array_equal(one.lengths, other.lengths)
        and np.array_equal(one.near, other.near)
    )
