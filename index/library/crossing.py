"""Cross-reference: what a library answers about passages that its documents share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import N_, UsageError
from index.library.answering import Answering
from index.library.citing import check_passage
from index.library.turns import one_at_a_time
from index.model import Span, StoredText

if TYPE_CHECKING:
    from index.engine import Engine
    from index.engine.interface import Cancel
    from index.library.comparing import Comparison
    from index.library.families import KeptFamilies
    from index.reuse.model import Family, Novelty, Page, Passage, Shared


NO_LETTERS = N_("The text has no letters or digits; give some words of the passage.")


class CrossReference(Answering):
    """The answers of a library about shared passages. Errors: ``UsageError`` (unknown ids, passages)."""

    @one_at_a_time
    def parallels(
        self,
        id: int,
        start: int | None = None,
        end: int | None = None,
        *,
        page: Page | None = None,
        cancelled: Cancel = None,
    ) -> tuple[Passage, ...]:
        """What other documents share with ``text[start:end]`` of a document, or with each of its paragraphs.

        An end not given is the text's. ``page``: what is wanted of it now. ``Cancelled`` soon after
        ``cancelled()`` is true.
        """
        stored = self._light(id)
        if start is None and end is None:
            spans = [Span(paragraph.start, paragraph.end) for paragraph in stored.paragraphs]
        else:
            spans = [Span(start or 0, len(stored.text) if end is None else end)]
            check_passage(stored, spans[0].start, spans[0].end)
        return self._parallels(stored.text, spans, id, page, cancelled)

    @one_at_a_time
    def parallels_of_text(
        self, text: str, *, page: Page | None = None, cancelled: Cancel = None
    ) -> tuple[Passage, ...]:
        """What documents share with each line of a text. Errors: ``UsageError`` when it has no letters."""
        from index.reuse.parallels.questions import lines

        spans = lines(text)
        if not spans:
            raise UsageError(NO_LETTERS)
        return self._parallels(text, spans, None, page, cancelled)

    @one_at_a_time
    def shared(
        self, stored: StoredText, spans: Sequence[Span], *, cancelled: Cancel = None
    ) -> tuple[Shared, ...]:
        """The passages of ``spans`` of a document at hand, of each only in how many documents it stands.

        ``Cancelled`` soon after ``cancelled()`` is true.
        """
        from index.reuse.parallels.parallels import shared

        id = stored.document.id
        return self._keeper.ask(
            lambda engine: shared(engine.corpus(), stored.text, spans, own_id=id, cancelled=cancelled)
        )

    def _parallels(
        self, text: str, spans: Sequence[Span], own: int | None, page: Page | None, cancelled: Cancel
    ) -> tuple[Passage, ...]:
        from index.reuse.parallels.parallels import passages
        from index.reuse.parallels.places import Sources

        sources = Sources(self._store.excerpts, self._store.light_texts, self._store.documents)
        return self._keeper.ask(
            lambda engine: passages(
                engine.corpus(),
                sources,
                text,
                spans,
                own_id=own,
                junk=own is None,
                page=page,
                cancelled=cancelled,
            )
        )

    def _light(self, id: int) -> StoredText:
        """A document with text and paragraphs only. Errors: ``UsageError``."""
        document = self.document(id)
        (stored,) = self._store.light_texts([document.id])
        return stored

    def compare(self, ids: Sequence[int], *, cancelled: Cancel = None) -> Comparison:
        """Two to four documents beside each other: the passages that every two share, in order, and their
        paragraphs. Errors: ``UsageError`` (fewer, more, one twice).
        """
        from index.library.comparing import compare

        return compare(self, ids, cancelled)

    @one_at_a_time
    def families(
        self,
        *,
        minimum: int = 3,
        shortest: int = 8,
        limit: int = 1000,
        where: str | None = None,
        cancelled: Cancel = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> tuple[Family, ...]:
        """Formula families in all their wordings, of ``shortest`` letters, in ``minimum`` documents or more:
        those in most documents first, then the longest; at most ``limit``. Of the documents that match
        ``where``, if given. Errors: ``QueryError``, ``UsageError`` (fewer than two documents, or than eight
        letters). ``Cancelled`` soon after ``cancelled()`` is true.
        """
        from index.library.families import families_of

        return families_of(
            self._store,
            self._keeper,
            minimum=minimum,
            shortest=shortest,
            limit=limit,
            where=where or "",
            cancelled=cancelled,
            progress=progress,
        )

    @one_at_a_time
    def kept_families(self) -> KeptFamilies | None:
        """The families that were worked out with the usual options, maybe of another state of the texts."""
        from index.library.families import kept_families

        self._settle()
        return kept_families(self._store)

    @one_at_a_time
    def keeps_families(self) -> bool:
        """Whether families can be kept beside the library, and so be worked out by another process."""
        return self._store.index_writable

    @one_at_a_time
    def novelty(self, id: int) -> Novelty:
        """What of a document others have said before it, or say too, and what only it says."""
        from index.reuse.novelty import novelty, others_of

        own = self.show(id)

        def ask(engine: Engine) -> Novelty:
            corpus = engine.corpus()
            others = others_of(corpus, id, self._store.duplicates())
            return novelty(corpus, self._store.documents, own, others)

        return self._keeper.ask(ask)
