"""The reader's side that knows which drafts quote the open document: signs, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from index.model import Span
from tui import uses
from tui.i18n import _, ngettext_
from tui.messages import Quoted
from tui.screens.reading import ReadingScreen
from tui.uses import Used, UsesReady

_CHANNEL = "uses"


class UsedScreen(ReadingScreen):
    """Asked for when a document stands in the pane, and when something of it was quoted."""

    _uses: Sequence[Used] = ()
    _using = 0

    def ask_uses(self) -> None:
        """Ask which drafts quote the document."""
        document = self.pane.document
        self._uses = ()
        if document is not None:
            if self.desk.shelf is None:
                from index.quoting.uses import Shelf

                self.desk.shelf = Shelf()
            work = uses.uses(self.desk.shelf, document.id)
            self._using = self.desk.service.submit(_CHANNEL, self.post_message, work)

    @on(UsesReady)
    def _uses_ready(self, event: UsesReady) -> None:
        event.stop()
        document = self.pane.document
        if event.ticket == self._using and document is not None and document.id == event.document:
            self._uses = event.uses
            self.pane.reader.mark_quoted([one.span for one in event.uses if one.span is not None])
            self.tell_place(*self._place)

    @on(Quoted)
    def _taken(self, event: Quoted) -> None:
        if event.purpose == "append":
            self.ask_uses()

    def tell_place(self, *parts: str) -> None:
        """Say in how many drafts the document is quoted, too."""
        self._place = parts
        number = len({one.use.path for one in self._uses})
        said = ngettext_("quoted in {number} draft: D", "quoted in {number} drafts: D", number)
        more = [said.format(number=number)] if number else []
        super().tell_place(*parts, *more)
        self._place = parts

    def action_uses(self) -> None:
        """The drafts that quote what is selected, or the passage at the cursor; else the document."""
        from tui.screens.uses import UsesScreen

        reader = self.pane.reader
        place = reader.place
        here = uses.at(self._uses, reader.selected or Span(place, place + 1))
        if self._uses:
            self.app.push_screen(UsesScreen(self.desk, here or self._uses, passage=bool(here)))
        else:
            self.say(_("No draft quotes this document; a (or F7) puts a passage into the draft."))
