"""The files of one group of an import's report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.binding import BindingType

from index.model import Document, ImportedFile
from tui.import_groups import reason_of
from tui.keymap import bindings
from tui.text import card
from tui.widgets.named_rows import NamedRows
from tui.widgets.rows import Run, fitted

_DATE, _PLACE = 12, 14


class ReportList(NamedRows):
    """Of a document its number, name, date and place; of a file without one its name and why."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("report", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="report")
        self.rows: Sequence[ImportedFile] = ()
        self.documents: Mapping[int, Document] = {}

    def on_unmount(self) -> None:
        """Let go of the documents (``Pages.drop``)."""
        self.documents = {}

    @property
    def total(self) -> int:
        """How many files there are."""
        return len(self.rows)

    @property
    def row(self) -> ImportedFile | None:
        """The current file."""
        return self.rows[self.current] if 0 <= self.current < len(self.rows) else None

    @property
    def document(self) -> Document | None:
        """What the current file has become."""
        row = self.row
        return self.documents.get(row.id) if row is not None and row.id is not None else None

    def show(
        self,
        rows: Sequence[ImportedFile],
        documents: Mapping[int, Document],
        current: int = 0,
    ) -> None:
        """Show ``rows`` with the documents (by id) that they have become."""
        self.rows, self.documents = rows, documents
        self.renew(current)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        row = self.rows[index]
        document = self.documents.get(row.id) if row.id is not None else None
        if document is None:
            half = min(40, width // 2)
            name = fitted(PurePath(row.path).name, half)
            return [
                (name, "rows--strong"),
                ("  ", ""),
                (fitted(reason_of(row), width - half - 2), ""),
            ]
        name = self.called(document)
        date = card.date_of(document) if document.date else "-"
        place = card.place_of(document) or "-"
        rest = max(8, width - 8 - _DATE - _PLACE - 4)
        return [
            (fitted(str(document.id), 6, right=True) + "  ", "rows--dim"),
            (fitted(name, rest) + "  ", "rows--strong" if document.title else "rows--dim"),
            (fitted(date, _DATE) + "  ", ""),
            (fitted(place, _PLACE), ""),
        ]
