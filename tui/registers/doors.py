"""What the interface asks of the library about registers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
    from index.registers.model import (
        Figure,
        Found,
        Incomplete,
        Outline,
        Question,
        Quotation,
        Term,
        Terms,
    )


class RegistersLike(Protocol):
    """What ``index.library.Library`` answers about registers."""

    def figure_rows(self, wanted: Wanted) -> Listing[Found[Figure]]:
        """A page of figures."""

    def quotation_rows(self, wanted: Wanted) -> Listing[Found[Quotation]]:
        """A page of quotations."""

    def outline_rows(self, wanted: Wanted) -> Listing[OutlineRow]:
        """A page of outlines."""

    def term_rows(
        self,
        kind: Literal["formula", "mechanism"],
        wanted: Wanted,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Listing[TermRow]:
        """A page of terms of all documents, or of those that match."""

    def listed_term(self, row: TermRow) -> Term | None:
        """All about the term of a row."""

    def listed_outline(self, id: int) -> Outline | None:
        """The outline of a row."""

    def terms(
        self,
        kind: Literal["formula", "mechanism"] | None = None,
        *,
        where: str | None = None,
        mentions: bool = True,
    ) -> Terms:
        """Terms of all documents, or of those that match a query."""

    def figure_units(self) -> tuple[tuple[str | None, int], ...]:
        """The units of figures, with how many have each."""

    def figure_questions(self, id: int | None = None, *, where: str | None = None) -> tuple[Question, ...]:
        """What may be asked about figures."""

    def registers_missing(self) -> Incomplete | None:
        """Of how many documents there are rows, if not of all."""
