"""Formula families as rows, and the rows of one family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui import families
from tui.env import wide_punctuation
from tui.families import FamilyRow
from tui.keymap import bindings
from tui.table import GAP
from tui.text.card import date_of, place_of
from tui.text.width import drawn, text_width
from tui.widgets.rows import RowList, Run, fitted

if TYPE_CHECKING:
    from index.model import Document
    from index.reuse.model import Family

_LABEL = 6
_READING = 24
_NAMED = 40
"""Documents named beside a reading."""
_BOTH = 60
"""Cells for a wording and a title."""


class FamilyList(RowList):
    """A family a row: documents, provinces, years, its base."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("families", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="families")
        self.families: Sequence[Family] = ()

    @property
    def total(self) -> int:
        """How many families are listed."""
        return len(self.families)

    @property
    def family(self) -> Family | None:
        """The current family."""
        return self.families[self.current] if 0 <= self.current < len(self.families) else None

    def show(self, families: Sequence[Family]) -> None:
        """List ``families``, at the one that was the current one."""
        base = self.family.base if self.family is not None else None
        self.families = families
        self.renew(next((n for n, family in enumerate(families) if family.base == base), 0))

    def runs(self, index: int, width: int) -> list[Run]:
        """A row: of the base, the sign tells whether it has other wordings."""
        family = self.families[index]
        runs: list[Run] = []
        for column, cells in families.columns(width):
            if runs:
                runs.append((" " * GAP, ""))
            if column.indent:
                near = any(witness.relation == "near" for witness in family.witnesses)
                base = fitted(column.cell(family), max(1, cells - column.indent))
                runs += [(fitted("≈" if near else "", column.indent), "rows--new"), (base, "rows--strong")]
            else:
                runs.append((fitted(column.cell(family), cells, right=column.right), "rows--dim"))
        return runs


class FamilyRows(RowList):
    """The readings or witnesses of a family."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("family", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="family")
        self.rows: Sequence[FamilyRow] = ()
        self.documents: Mapping[int, Document] = {}
        self.names: Mapping[int, str] = {}

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def row(self) -> FamilyRow | None:
        """The current row."""
        return self.rows[self.current] if 0 <= self.current < len(self.rows) else None

    def show(self, rows: Sequence[FamilyRow]) -> None:
        """Show ``rows``."""
        self.rows = rows
        self.renew()

    def named(self, documents: Mapping[int, Document], names: Mapping[int, str]) -> None:
        """The documents of the witnesses are known."""
        self.documents, self.names = documents, names
        self.redraw()

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        row = self.rows[index]
        if row.id is not None:
            return self._witness(row, row.id, width)
        style = "rows--strong" if row.own else ""
        lead = "" if row.own or row.witness is None else "  "
        text = drawn(lead + row.text, ambiguous_wide=wide_punctuation())
        room = max(1, width - _LABEL - 4)
        taken = min(room, max(_READING, text_width(text)))
        return [
            (fitted(row.label, _LABEL + 2, right=True) + "  ", "rows--dim"),
            (fitted(text, taken), style),
            (fitted("  " + self._who(row.ids), max(0, room - taken)), "rows--dim"),
        ]

    def _who(self, ids: Sequence[int]) -> str:
        """Documents by place and year."""
        names = []
        for id in ids[:_NAMED]:
            document = self.documents.get(id)
            place = document.region or document.city if document is not None else None
            year = document.year if document is not None else None
            names.append(" ".join(str(part) for part in (place, year) if part) or f"[{id}]")
        counted = [f"{name} ×{number}" if number > 1 else name for name, number in Counter(names).items()]
        return "、".join(counted) + ("…" if len(ids) > _NAMED else "")

    def _witness(self, row: FamilyRow, id: int, width: int) -> list[Run]:
        """Date, place, the wording and the title; without room for both, of what reads as the family does the
        title: its wording stands above.
        """
        document = self.documents.get(id)
        date = date_of(document) if document is not None and document.date else "-"
        place = (place_of(document) or "-") if document is not None else "-"
        number = f"[{id}]"
        cells = [
            (fitted(number, 7, right=True), "rows--dim"),
            (fitted(date, 12), ""),
            (fitted(place, 12), ""),
        ]
        runs: list[Run] = []
        for text, style in cells:
            runs += [(text, style), (" ", "")]
        near = row.witness is not None and row.witness.relation == "near"
        runs.append(("≈ " if near else "= ", "rows--new" if near else "rows--dim"))
        rest = max(1, width - 36)
        title = self.names.get(id, "")
        if title and rest >= _BOTH:
            half = rest * 2 // 3
            runs += [(fitted(row.text, half), "rows--strong" if near else ""), ("  ", "")]
            return [*runs, (fitted(title, max(1, rest - half - 2)), "rows--dim")]
        if title and not near:
            return [*runs, (fitted(title, rest), "rows--dim")]
        return [*runs, (fitted(row.text, rest), "rows--strong" if near else "")]
