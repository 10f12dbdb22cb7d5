"""What the rest of the program sees of a search engine, whatever is underneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, Protocol

from index.model import KwicLine, Occurrences, SearchAnswer, Sort, StatsRow, StoredText, Suggestion

KwicSort = Literal["left", "right", "date"]
Cancel = Callable[[], bool] | None
"""Asked between steps: true when the caller no longer wants the answer."""
Progress = Callable[[int], None]
"""Called with the number of documents done so far."""


class Cancelled(Exception):
    """The caller no longer wants the answer."""


class SearchEngine(Protocol):
    """An index that can always be thrown away and built again from the stored texts.

    Every query is in the language of matching.md; QueryError where it cannot be parsed.
    """

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint given with the last complete change; ``None`` if the index must be rebuilt."""

    def rebuild(
        self, documents: Iterable[StoredText], fingerprint: str, progress: Progress | None = None
    ) -> None:
        """Replace the whole index; the old one stays in use until the new one is complete."""

    def update(self, changed: Iterable[StoredText], removed: Iterable[int], fingerprint: str) -> None:
        """Put in or replace ``changed``, take out the ids ``removed``."""

    def search(
        self,
        query: str,
        *,
        limit: int = 50,
        sort: Sort = "relevance",
        snippets: int = 3,
        cancelled: Callable[[], bool] | None = None,
        duplicates: Mapping[int, int] | None = None,
    ) -> SearchAnswer:
        """The answer with its first ``limit`` hits, each with up to so many ``snippets``.

        ``duplicates`` (id → what it is a duplicate of) are folded: see ``SearchAnswer.folded_documents``.

        ``Cancelled`` soon after ``cancelled()`` is true.
        """

    def suggest(
        self, query: str, limit: int = 5, *, cancelled: Callable[[], bool] | None = None
    ) -> Sequence[Suggestion]:
        """What the term at the end of ``query`` may become; at most ``limit``. No query is wrong here.

        ``Cancelled`` soon after ``cancelled()`` is true.
        """

    def occurrences(self, id: int, query: str) -> Occurrences:
        """Where the positive terms of ``query`` stand in document ``id``."""

    def kwic(
        self, query: str, *, sort: KwicSort = "date", width: int = 20, limit: int | None = None
    ) -> list[KwicLine]:
        """A line for each exact occurrence in the exact documents."""

    def stats(self, query: str, by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """Counts of the exact documents in each bucket of the corpus."""

    def matching(self, where: str) -> list[int]:
        """Ids of the exact documents, ascending."""

    def close(self) -> None:
        """Close the files; the engine is not used afterwards."""
