"""Registers by pages, for a screen: what is asked for here is answered in a tenth of a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, TypeVar

from index.library.registering import Registers
from index.library.turns import one_at_a_time

if TYPE_CHECKING:
    from index.engine.interface import Cancel
    from index.library.rows.keeper import View
    from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
    from index.registers.model import Figure, Found, Outline, Quotation, Term

Row = TypeVar("Row")


class Browsing(Registers):
    """Answers that may be ``incomplete`` in the background, as all of ``Registers``. Errors: ``QueryError``
    (``where``), ``UsageError`` (a shape).
    """

    @one_at_a_time
    def figure_rows(self, wanted: Wanted) -> Listing[Found[Figure]]:
        """Figures of all documents, of subjects with all words."""
        from index.library.rows import browsing

        return self._browse(wanted, lambda view, among: browsing.figures(view, wanted, among))

    @one_at_a_time
    def quotation_rows(self, wanted: Wanted) -> Listing[Found[Quotation]]:
        """Quotations of all documents, with all words in them or in the names of their speakers."""
        from index.library.rows import browsing

        return self._browse(wanted, lambda view, among: browsing.quotations(view, wanted, among))

    @one_at_a_time
    def outline_rows(self, wanted: Wanted) -> Listing[OutlineRow]:
        """Outlines of all documents, with all words in headings, or of a shape."""
        from index.library.rows import browsing

        return self._browse(wanted, lambda view, among: browsing.outlines(view, wanted, among))

    @one_at_a_time
    def term_rows(
        self, kind: Literal["formula", "mechanism"], wanted: Wanted, *, cancelled: Cancel = None
    ) -> Listing[TermRow]:
        """Terms of all documents, with all words in any of their forms; or of those that match, and counted
        in them. ``Cancelled`` soon after ``cancelled()`` is true.
        """
        from index.library.rows import browsing
        from index.library.rows.stopping import stopping

        self._settle()
        query = wanted.where.strip()
        among = self._keeper.ask(lambda engine: engine.matching(query)) if query else None

        def ask(view: View) -> Listing[TermRow]:
            with stopping(view.connection, cancelled):
                return browsing.terms(view, wanted, kind, among)

        return self._kept().of_terms(ask, cancelled=cancelled)

    @one_at_a_time
    def listed_term(self, row: TermRow) -> Term | None:
        """All about the term of a row, as it was counted for the table; ``None``: it is none any more."""
        from index.library.rows import termed

        self._settle()
        return self._kept().of_terms(lambda view: termed.of_row(view, row))

    @one_at_a_time
    def listed_outline(self, id: int) -> Outline | None:
        """The outline of a document, as it was counted for the table; ``None``: there is none any more."""
        from index.library.rows import asking

        self._settle()
        return self._kept().ask(lambda view: next(iter(asking.outlines(view, [id])), None))

    def _browse(self, wanted: Wanted, question: Callable[[View, Sequence[int] | None], Row]) -> Row:
        return self._ask(None, wanted.where, question)
