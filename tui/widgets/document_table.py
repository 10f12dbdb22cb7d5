"""The documents of a library as a table: columns as there is room, one row a document, some marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from index.model import Document
from tui.columns import DocumentColumn, fitting
from tui.env import wide_punctuation
from tui.i18n import _
from tui.keymap import bindings
from tui.table import GAP
from tui.text.width import drawn
from tui.widgets.named_rows import NamedRows
from tui.widgets.rows import MARK, Marks, Run, fitted

LEAD = 3
"""Cells before the first column: the cursor, the mark, a space."""


class DocumentTable(NamedRows):
    """Documents in the order given."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("library", movement=True)]

    def __init__(self) -> None:
        super().__init__(id="documents")
        self.documents: Sequence[Document] = ()
        self.marks = Marks(self.redraw)

    def on_unmount(self) -> None:
        """Let go of the documents (``Pages.drop``)."""
        self.documents = ()

    @property
    def total(self) -> int:
        """How many documents are listed."""
        return len(self.documents)

    @property
    def document(self) -> Document | None:
        """The current document."""
        return self.documents[self.current] if 0 <= self.current < len(self.documents) else None

    def show(self, documents: Sequence[Document], *, keep: bool) -> None:
        """List ``documents``; with ``keep`` at the document that was the current one, or near its row."""
        before = self.document
        self.documents = documents
        row = 0
        if keep and before is not None:
            found = (n for n, document in enumerate(documents) if document.id == before.id)
            row = next(found, min(self.current, len(documents) - 1))
        self.renew(row)

    def runs(self, index: int, width: int) -> list[Run]:
        """A row: mark, then the cells."""
        document = self.documents[index]
        mark = drawn(MARK, ambiguous_wide=wide_punctuation()) if document.id in self.marks else " "
        runs: list[Run] = [(fitted(mark, LEAD - 1), "rows--mark")]
        for number, (column, cells) in enumerate(fitting(width - LEAD + 1)):
            if number:
                runs.append((" " * GAP, ""))
            runs.append(self._cell(document, column, cells))
        return runs

    def _cell(self, document: Document, column: DocumentColumn, cells: int) -> Run:
        if column.id == "title":
            name = self.called(document)
            if document.duplicate_of is not None:
                name = _("〔= {id}〕").format(id=document.duplicate_of) + name
            return fitted(name, cells), "rows--strong" if document.title else "rows--dim"
        text = column.cell(document)
        return fitted(text, cells, right=column.right), "rows--dim" if text == "-" else ""
