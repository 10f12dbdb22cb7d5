"""One term: what a library answers about the term at a place, of a name, and about any word that is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.library.registering import Registers
from index.library.turns import one_at_a_time
from index.model import KwicLine, StatsRow

if TYPE_CHECKING:
    from index.library.rows.keeper import View
    from index.registers.model import Incomplete, Term, TermKey, TermPlace


class Terming(Registers):
    """What is known of one term. In the background answers are of the rows that there are so far."""

    @one_at_a_time
    def term_places(self, id: int) -> tuple[TermPlace, ...]:
        """Where a document names terms, in the order of its text. Errors: ``UsageError``."""
        from index.library.rows import one

        self.document(id)
        self._settle()
        return self._kept().ask(lambda view: tuple(one.places(view, self._store, id)))

    @one_at_a_time
    def term_named(self, name: str) -> TermKey | None:
        """The term that goes by ``name``: in any script, with its marks or without, as texts shorten it."""
        from index.library.rows import one

        self._settle()
        return self._kept().ask(lambda view: one.named(view, self._store, name))

    @one_at_a_time
    def term(self, key: TermKey) -> tuple[Term | None, Incomplete | None]:
        """All about a term, its mentions with it; ``None``: no document has it (so far: ``Incomplete``)."""
        from index.library.rows import one

        def ask(view: View) -> tuple[Term | None, Incomplete | None]:
            return one.term(view, self._store, key), view.incomplete

        self._settle()
        return self._kept().ask(ask)

    @one_at_a_time
    def term_counts(self, key: TermKey) -> Mapping[int, int]:
        """How often each document names a term: 三会一课 is no 三会."""
        from index.library.rows import one

        self._settle()
        return self._kept().ask(lambda view: one.counts(view, key))

    @one_at_a_time
    def stats_of(self, counts: Mapping[int, int], by: Sequence[str] = ("region",)) -> list[StatsRow]:
        """Statistics as ``stats`` has them of a query, of occurrences that were counted by document."""
        return self._keeper.ask(lambda engine: engine.stats_of(counts, by))

    @one_at_a_time
    def in_context(self, places: Sequence[tuple[int, int, int]], width: int = 20) -> tuple[KwicLine, ...]:
        """``places`` (document, start, end) with ``width`` characters on each side, inside the paragraph;
        those of documents that are gone are left out.
        """
        self._settle()
        wanted = [(id, max(0, start - width), end + width) for id, start, end in places]
        found: list[KwicLine] = []
        for (id, start, end), (_id, low, _high), text in zip(
            places, wanted, self._store.excerpts(wanted), strict=True
        ):
            if text is not None and len(text) >= end - low:
                left = text[: start - low].rpartition("\n")[2]
                right = text[end - low :].partition("\n")[0]
                found.append(KwicLine(id, start, end, left, text[start - low : end - low], right))
        return tuple(found)
