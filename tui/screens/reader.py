"""One document of the results, full size; ] and [ go through the hit documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model import Document, Hit, Span
from tui.families import NoveltyReady, novelty
from tui.i18n import _
from tui.keymap import Context, bindings
from tui.screens.correcting import CorrectingScreen
from tui.screens.desk import Desk
from tui.screens.sharing import SharingScreen
from tui.screens.used import UsedScreen
from tui.trail import Place, Trail
from tui.widgets.find_bar import FindBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.pane import DocumentPane

DIMMED = ("", "earlier", "own")
"""What the reader dims, one after the other: nothing, what was said elsewhere earlier, what only it says."""


class ReaderScreen(SharingScreen, UsedScreen, CorrectingScreen):
    """``hits`` are the results, ``index`` (0-based) the one to read, ``at`` the offset to begin at.

    ``index`` stays up to date, so that the result list can follow. ``places``: what is shown of each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader", movement=False)]

    def __init__(
        self,
        desk: Desk,
        query: str,
        hits: Sequence[Hit],
        index: int,
        at: int | None,
        marked: Sequence[int],
        places: Sequence[Span] = (),
    ) -> None:
        super().__init__(desk)
        self._query = query
        self._hits = hits
        self.index = index
        self._at = at
        self._marked = marked
        self._places = places
        # Which of ``DIMMED`` is dimmed, and the request for what that is here.
        self._dimming = self._novelty = 0
        self._trail = Trail()
        # The place of a repair to be shown when the document stands.
        self._repair: Span | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return self.typing or ("reader",)

    @property
    def document(self) -> Document | None:
        """The document that is read."""
        return self.pane.document

    @property
    def pane(self) -> DocumentPane:
        """The pane that commands act on."""
        return self.query_one(DocumentPane)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield FindBar()
        yield DocumentPane(self.desk.service, "reading")
        yield StatusLine("status")
        yield KeyBar("reader")

    def on_mount(self) -> None:
        """Load the document that was asked for."""
        self._load(self._at)
        self.set_focus(self.pane.reader)

    def action_next_document(self, times: int = 1) -> None:
        """The next document of the results, at its first hit."""
        self._go(times)

    def action_previous_document(self, times: int = 1) -> None:
        """The previous document of the results, at its first hit."""
        self._go(-times)

    def action_compare(self) -> None:
        """This document beside the marked ones."""
        from tui.screens.compare import MOST, CompareScreen

        here = self._hits[self.index].document
        others = [id for id in self._marked if id != here.id]
        if not others:
            alone = self.desk.documents == 1
            self.say(
                _("The library holds this document only; Ctrl+O imports one to compare it with.")
                if alone
                else _("Mark another document in the result list first (m or Space).")
            )
            return
        self.app.push_screen(CompareScreen(self.desk, self._query, *others[1 - MOST :], here.id))

    def action_receipts(self) -> None:
        """Repairs, furniture and reasons; Enter there comes back to the place of a repair."""
        from tui.screens.receipts import ReceiptsScreen

        document = self._hits[self.index].document
        receipts = ReceiptsScreen(self.desk, document.id, has_text=True)

        def left(_: None) -> None:
            self._repair = receipts.place
            if receipts.place is not None or receipts.changed:
                self._load(receipts.place.start if receipts.place is not None else self.pane.reader.cursor)

        self.app.push_screen(receipts, left)

    def action_novelty(self) -> None:
        """Dim what was said elsewhere before; then what only this says; then nothing."""
        self._dimming = (self._dimming + 1) % len(DIMMED)
        if self._dimming:
            self._ask_novelty()
        else:
            self.pane.reader.dim(())
            self._tell_shares("")
            self.say(_("Nothing is dimmed any more."))

    def _ask_novelty(self) -> None:
        if self.pane.document is not None:
            work = novelty(self.pane.document.id)
            self._novelty = self.desk.service.submit("novelty", self.post_message, work)

    @on(NoveltyReady)
    def _novelty_ready(self, event: NoveltyReady) -> None:
        event.stop()
        found, document = event.novelty, self.pane.document
        wanted = event.ticket == self._novelty and self._dimming
        if not wanted or document is None or document.id != found.id:
            return
        status = DIMMED[self._dimming]
        if status == "earlier" and not found.earlier:
            # Dates do not tell what was earlier: that others say it too is known all the same.
            status = "elsewhere"
        self.pane.reader.dim([Span(s.start, s.end) for s in found.stretches if s.status == status])
        shares = {
            "earlier": _("said elsewhere earlier: {share}").format(share=f"{found.earlier:.0%}"),
            "elsewhere": _("elsewhere, not known to be earlier: {share}").format(
                share=f"{found.elsewhere:.0%}"
            ),
            "own": _("only here: {share}").format(share=f"{found.own:.0%}"),
        }
        rest = " · ".join(text for name, text in shares.items() if name != status)
        # What is dimmed comes first, in few words: this stays beside the draft and the place.
        short = {
            "earlier": _("earlier elsewhere {share}").format(share=f"{found.earlier:.0%}"),
            "elsewhere": _("elsewhere {share}").format(share=f"{found.elsewhere:.0%}"),
            "own": _("only here {share}").format(share=f"{found.own:.0%}"),
        }
        others = (text for name, text in short.items() if name != status)
        self._tell_shares(_("dimmed: {share}").format(share=" · ".join([short[status], *others])))
        self.say(_("Dimmed: {dimmed}. Not dimmed: {rest}").format(dimmed=shares.get(status, ""), rest=rest))

    def _tell_shares(self, shares: str) -> None:
        """Say in the status line what is dimmed, and how much it is, as long as it is."""
        self._marked_by = shares
        self.tell_place(*self._place)

    def _go(self, step: int) -> None:
        target = min(max(0, self.index + step), len(self._hits) - 1)
        if target == self.index:
            self.say(_("This is the last document.") if step > 0 else _("This is the first document."))
            return
        self._leave()
        self.index = target
        self._load(None)

    def go_to(self, offset: int) -> None:
        """Leap to ``offset``; one can come back."""
        self._leave()
        super().go_to(offset)

    def action_find(self) -> None:
        """Find words; one can come back to where one was."""
        self._leave()
        super().action_find()

    def _leave(self) -> None:
        self._trail.leave(self._here)

    @property
    def _here(self) -> Place:
        return Place(self.index, self.pane.reader.place)

    def action_earlier(self) -> None:
        """Back to the place one leapt from."""
        self._leap(self._trail.back(self._here), _("This is where you began to read."))

    def action_later(self) -> None:
        """To the place one came back from."""
        self._leap(self._trail.forward(self._here), _("There is no later place to go to."))

    def _leap(self, place: Place | None, none: str) -> None:
        if place is None:
            self.say(none)
        elif place.document == self.index:
            self.pane.reader.go_to(place.offset)
        else:
            self.index = place.document
            self._load(place.offset)

    def library_changed(self, ids: Sequence[int] = ()) -> None:
        """The document that is read may be known better now."""
        if self.document is not None and (not ids or self.document.id in ids):
            self._load(self.pane.reader.cursor)

    def _load(self, at: int | None) -> None:
        if at is None and self._places:
            at = self._places[self.index].start
        self.pane.load(self._hits[self.index].document.id, self._query, at)
        # The shares of the document before; those of this one come with its text.
        self._marked_by = ""
        place = _("document {index}/{total}").format(index=self.index + 1, total=len(self._hits))
        self.tell_place(place, _("query: {query}").format(query=self._query) if self._query else "")

    @on(DocumentPane.Loaded)
    def _loaded(self) -> None:
        self.pane.head.add_class("active")
        if self._places:
            self.pane.reader.hold(self._places[self.index])
        self.ask_uses()
        self.ask_margin()
        if self._dimming:
            self._ask_novelty()
        repair, self._repair = self._repair, None
        if repair is not None:
            # Where something was taken out, what stood before it is shown.
            start = repair.start if repair.end > repair.start else max(0, repair.start - 1)
            self.pane.reader.select_span(Span(start, max(repair.end, start + 1)))
