"""What the library and the import report share: correcting a document, its receipts, its source file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on

from index.model import Document
from tui import upkeep
from tui.fields import fields_of
from tui.i18n import _
from tui.labels import name_of
from tui.messages import Named, ReceiptsReady
from tui.screens.desk import Desk, DeskScreen
from tui.screens.fields import FieldsScreen
from tui.widgets.named_rows import NamedRows


class CorrectingScreen(DeskScreen):
    """``document`` is the one that commands act on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._editing = 0

    @property
    def document(self) -> Document | None:
        """The current document."""
        raise NotImplementedError

    @on(NamedRows.Unnamed)
    def _unnamed(self, event: NamedRows.Unnamed) -> None:
        event.stop()
        self.desk.service.submit("names", self.post_message, upkeep.names(event.ids))

    @on(Named)
    def _named(self, event: Named) -> None:
        event.stop()
        self.query_one(NamedRows).named(event.names)

    def action_receipts(self) -> None:
        """Repairs, furniture, reasons."""
        from tui.screens.receipts import ReceiptsScreen

        if self.document is not None:
            self.app.push_screen(ReceiptsScreen(self.desk, self.document.id))

    def action_source(self) -> None:
        """Open the source file."""
        self.open_source(self.document)

    def action_edit(self) -> None:
        """Correct the document: the form comes with the reasons for what stands there."""
        if self.document is not None and not self.is_fixed:
            work = upkeep.receipts(self.document.id)
            self._editing = self.desk.service.submit("edit", self.post_message, work)

    @on(ReceiptsReady)
    def _edit(self, event: ReceiptsReady) -> None:
        event.stop()
        if event.ticket != self._editing or self.app.screen is not self:
            return
        document = event.stored.document
        title = _("Correct {id}: {name}").format(id=document.id, name=name_of(document, event.stored))
        form = FieldsScreen(self.desk.service, title, fields_of(document, event.stored.why))
        self.app.push_screen(form, lambda values: self.set_fields((document.id,), values))

    def set_fields(self, ids: Sequence[int], values: Mapping[str, str] | None) -> None:
        """Correct documents as a form says; ``None``: it was left without."""
        if values:
            self.change(upkeep.set_fields(ids, values))
