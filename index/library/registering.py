"""Registers: what a library answers about figures, quotations, outlines and terms of all its documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeVar

from index.errors import N_, UsageError
from index.library.crossing import CrossReference
from index.library.turns import one_at_a_time

if TYPE_CHECKING:
    from index.engine.interface import Cancel
    from index.library.rows.asking import FigureSort
    from index.library.rows.keeper import RowsKeeper, View
    from index.registers.model import Figure, Incomplete, Outline, Outlines, Page, Question, Quotation, Terms
    from index.store import Store

    Progress = Callable[[int, int], object] | None

Answer = TypeVar("Answer")

AT_ONCE = 20
"""Documents whose outlines are made here and now, without waiting for those of all others."""
SORT = N_("Figures cannot be sorted by {sort}; choose one of: {choices}.")


class Registers(CrossReference):
    """The registers of a library.

    Rows are worked out once for each document and kept beside the library. Who asks about all documents
    waits until that is done (``progress``: documents done and of all; ``Cancelled`` soon after
    ``cancelled()`` is true), but in the background: then answers are ``incomplete`` meanwhile. What is asked
    of one document never waits. Errors: ``UsageError`` (unknown ids), ``QueryError`` (``where``: only
    documents that match).
    """

    _rows: RowsKeeper | None = None

    @one_at_a_time
    def figures(
        self,
        id: int | None = None,
        *,
        where: str | None = None,
        unit: str | None = None,
        subject: str | None = None,
        sort: FigureSort = "place",
        limit: int | None = None,
        offset: int = 0,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Page[Figure]:
        """Quantities of a document or of all: of a ``unit`` ("": without one), of subjects that ``subject``
        is part of; by ``place`` in the texts, by value, the greatest (``value``) or the least
        (``value_up``) first, by date of the documents, the newest (``date``) or the oldest (``date_up``)
        first, by unit, subject or province (``region``).
        """
        from index.library.rows import asking

        if sort not in asking.FIGURE_SORTS:
            raise UsageError(SORT, sort=sort, choices=", ".join(asking.FIGURE_SORTS))
        return self._ask(
            id,
            where,
            lambda view, among: asking.figures(
                view, among=among, unit=unit, subject=subject, sort=sort, limit=limit, offset=offset
            ),
            progress,
            cancelled,
        )

    @one_at_a_time
    def figure_units(self) -> tuple[tuple[str | None, int], ...]:
        """The units of all figures, with how many figures have each, the most frequent first."""
        from index.library.rows import asking

        return tuple(self._ask(None, None, lambda view, _: asking.units(view)))

    @one_at_a_time
    def figure_questions(
        self,
        id: int | None = None,
        *,
        where: str | None = None,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> tuple[Question, ...]:
        """What may be asked about the figures of a document, or of all and between them: sums, parts that are
        more than the whole, the same thing told differently. Questions, not verdicts.
        """
        from index.library.rows import asking

        return self._ask(
            id, where, lambda view, among: tuple(asking.questions(view, among)), progress, cancelled
        )

    @one_at_a_time
    def quotations(
        self,
        id: int | None = None,
        *,
        where: str | None = None,
        speaker: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Page[Quotation]:
        """What a document or all of them quote, by place; of speakers that ``speaker`` is part of."""
        from index.library.rows import asking

        return self._ask(
            id,
            where,
            lambda view, among: asking.quotations(
                view, among=among, speaker=speaker, limit=limit, offset=offset
            ),
            progress,
            cancelled,
        )

    @one_at_a_time
    def outlines(
        self, ids: Sequence[int], *, progress: Progress = None, cancelled: Cancel = None
    ) -> tuple[Outline, ...]:
        """The headings of documents, in the order of ``ids``."""
        from index.library.rows import asking
        from index.library.rows.keeper import alone

        found = [self.document(id) for id in ids]
        if len(found) <= AT_ONCE:
            with alone([self.show(id) for id in dict.fromkeys(ids)]) as view:
                return tuple(asking.outlines(view, ids))
        kept = self._ask(None, None, lambda view, _: asking.outlines(view, ids), progress, cancelled)
        known = {one.id: one for one in kept}
        for id in dict.fromkeys(ids):
            if id not in known:
                # What is asked of documents by their numbers is never incomplete.
                with alone([self.show(id)]) as view:
                    known |= {one.id: one for one in asking.outlines(view, [id])}
        return tuple(known[id] for id in dict.fromkeys(ids))

    @one_at_a_time
    def outline_shapes(
        self,
        pattern: str,
        *,
        where: str | None = None,
        limit: int | None = None,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Outlines:
        """Outlines whose headings share words as ``pattern`` says (着力…×4, …起来×3: so often or more), those
        that have it most often first.
        """
        from index.library.rows import asking
        from index.registers.model import Outlines

        asking.parts(pattern)

        def ask(view: View, among: Sequence[int] | None) -> Outlines:
            shaped = asking.shaped(view, pattern, among, limit)
            return Outlines(tuple(asking.outlines(view, shaped)), view.incomplete)

        return self._ask(None, where, ask, progress, cancelled)

    @one_at_a_time
    def terms(
        self,
        kind: Literal["formula", "mechanism"] | None = None,
        *,
        id: int | None = None,
        where: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        mentions: bool = True,
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Terms:
        """Formulae and mechanisms, those in most documents first: of all documents, of one, or of those that
        match ``where``, counted in these. ``mentions``: with every place.
        """
        from index.library.rows import termed
        from index.registers.model import Terms

        query = (where or "").strip()
        if id is None and not query:
            self._settle()
            return self._kept().terms(kind, limit, offset, mentions, progress, cancelled)
        if id is not None:
            self.document(id)
        self._settle()
        among = self._keeper.ask(lambda engine: engine.matching(query)) if query else None
        ids = among if id is None else [id] if among is None or id in among else []

        def ask(view: View) -> Terms:
            found = termed.some(view, self._store, ids or [])
            found = [one for one in found if kind in (None, one.kind)]
            shown = found[offset:] if limit is None else found[offset : offset + limit]
            if not mentions:
                shown = [replace(one, mentions=()) for one in shown]
            return Terms(tuple(shown), len(found), view.incomplete)

        return self._kept().ask(ask, progress, cancelled)

    @one_at_a_time
    def registers_missing(self) -> Incomplete | None:
        """Of how many documents there are rows, and of how many; ``None``: of all of them."""
        self._settle()
        return self._kept().missing()

    def _ask(
        self,
        id: int | None,
        where: str | None,
        question: Callable[[View, Sequence[int] | None], Answer],
        progress: Progress = None,
        cancelled: Cancel = None,
    ) -> Answer:
        """The answer of the rows of a document, made here and now; or of those that are kept."""
        from index.library.rows.keeper import alone

        query = (where or "").strip()
        if id is not None:
            stored = self.show(id)
            matching = self._keeper.ask(lambda engine: engine.matching(query)) if query else [id]
            with alone([stored] if id in matching else []) as view:
                return question(view, None)
        self._settle()
        among = self._keeper.ask(lambda engine: engine.matching(query)) if query else None
        return self._kept().ask(lambda view: question(view, among), progress, cancelled)

    def _kept(self) -> RowsKeeper:
        from index.library.rows.keeper import RowsKeeper

        if self._rows is None:
            self._rows = RowsKeeper(self._store, background=self._background)
        return self._rows

    def _leave_rows(self) -> None:
        """After an import: have the rows of what has come made, if it is much."""
        self._kept().leave()

    def close(self) -> None:
        """Let go of files, once whoever is being answered has the answer; closing again does nothing."""
        with self._guard:
            self._let_rows_go()
            super().close()

    def _go_to(self, store: Store, *, is_sample: bool, own: Callable[[], Store] | None) -> None:
        self._let_rows_go()
        super()._go_to(store, is_sample=is_sample, own=own)

    def _let_rows_go(self) -> None:
        if self._rows is not None:
            self._rows.close()
        self._rows = None
