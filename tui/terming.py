"""What the interface asks of the library about terms, and about how words move over places and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from index.model import KwicLine, StatsRow

if TYPE_CHECKING:
    from index.registers.model import Incomplete, Term, TermKey, TermPlace


class TermsLike(Protocol):
    """What ``index.library.Library`` answers about terms and words."""

    def stats(self, query: str, by: Sequence[str] = ("region",)) -> Sequence[StatsRow]:
        """Counts of a query in every combination of the facets ``by``."""

    def kwic(
        self,
        query: str,
        *,
        sort: Literal["left", "right", "date"] = "date",
        width: int = 20,
        limit: int | None = None,
    ) -> Sequence[KwicLine]:
        """The exact hits of a query in their context, newest first."""

    def term_places(self, id: int) -> Sequence[TermPlace]:
        """Where a document names terms."""

    def term_named(self, name: str) -> TermKey | None:
        """The term that goes by a name."""

    def term(self, key: TermKey) -> tuple[Term | None, Incomplete | None]:
        """All about a term."""

    def term_counts(self, key: TermKey) -> Mapping[int, int]:
        """How often each document names a term."""

    def stats_of(self, counts: Mapping[int, int], by: Sequence[str] = ("region",)) -> Sequence[StatsRow]:
        """Counts in buckets, of what was counted by document."""

    def registers_missing(self) -> Incomplete | None:
        """Of how many documents terms are known; ``None``: of all."""

    def in_context(self, places: Sequence[tuple[int, int, int]], width: int = 20) -> Sequence[KwicLine]:
        """Places of documents in their context."""
