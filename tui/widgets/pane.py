"""A document on the screen: its head and its Reader, loaded through the library's thread."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from index.model import Document, Span, StoredText
from tui import requests
from tui.env import wide_punctuation
from tui.i18n import _, translate_error
from tui.labels import name_of
from tui.messages import DisplayReady, DocumentReady, Failed, FoundInside
from tui.services import LibraryService
from tui.text.card import card_line
from tui.widgets.head import Head
from tui.widgets.reader import Reader

Script = Literal["simplified", "traditional"]


class DocumentPane(Vertical):
    """``channel`` names the pane's requests: a newer one replaces an older. A ``preview`` takes no focus."""

    DEFAULT_CSS = """
    DocumentPane { width: 1fr; height: 1fr; }
    DocumentPane Reader { height: 1fr; }
    """

    class Loaded(Message):
        """The document stands in the pane."""

    class Unreadable(Message):
        """The document could not be loaded; the head says why."""

    def __init__(self, service: LibraryService, channel: str, *, preview: bool = False) -> None:
        super().__init__(id=channel)
        self._service = service
        self._channel = channel
        self._preview = preview
        self._ticket = self._shown = 0
        self._at: int | None = None
        self._asked = ""
        self.query_shown = ""
        self.found = ""
        """What is marked instead of the hits of the query."""
        self.stored: StoredText | None = None
        self.script: Script | None = None

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Head()
        reader = Reader(ambiguous_wide=wide_punctuation())
        reader.can_focus = not self._preview
        yield reader

    @property
    def reader(self) -> Reader:
        """The pane's reader."""
        return self.query_one(Reader)

    @property
    def head(self) -> Head:
        """The pane's head."""
        return self.query_one(Head)

    @property
    def document(self) -> Document | None:
        """The document that stands in the pane."""
        return self.stored.document if self.stored else None

    def load(self, document: int, query: str, at: int | None = None) -> None:
        """Ask for a document with the hits of ``query``; shown at offset ``at``, else at the first hit."""
        self._at = at
        self._asked = query
        work = requests.read(self._channel, document, query)
        self._ticket = self._service.submit(self._channel, self.post_message, work)

    def find(self, text: str) -> None:
        """Mark where ``text`` stands instead of the hits; without ``text``, mark those again."""
        if self.stored is not None and text != self.found:
            self.found = text
            work = requests.find(self._channel, self.stored.document.id, text, self.query_shown)
            self._ticket = self._service.submit(self._channel, self.post_message, work)

    @on(FoundInside)
    def _found_inside(self, event: FoundInside) -> None:
        event.stop()
        if event.ticket == self._ticket and self.stored and event.document == self.stored.document.id:
            self._shown = event.ticket
            self.head.remove_class("problem")
            self.reader.mark_hits(event.occurrences, self.reader.cursor)
            self._describe()

    @property
    def is_loading(self) -> bool:
        """Whether another document, or the same one anew, is on its way."""
        return self._ticket != self._shown

    def shows(self, document: int, query: str) -> bool:
        """Whether ``document`` stands here with the hits of ``query``, not still with those of another."""
        return self.stored is not None and (self.stored.document.id, self.query_shown) == (document, query)

    def quotable(self) -> tuple[Span | None, bool]:
        """What there is to quote: the selection (whole), else the shared passage or the hit that one went to.

        A place that one has left for another is not quoted instead of the one that stands there in view.
        """
        reader = self.reader
        if reader.selected is not None:
            return reader.selected, True
        at = reader.cursor
        around = (reader.current_span, reader.passage, reader.held)
        here = (span for span in around if span is not None and span.start <= at < span.end)
        return next(here, reader.current_span), False

    def toggle_script(self) -> None:
        """As it is → the other script → as it is; a mixed text goes through both scripts."""
        if self.stored is None:
            return
        own = self.stored.document.script
        order: list[Script | None] = [None, *(s for s in ("simplified", "traditional") if s != own)]
        wanted = order[(order.index(self.script) + 1) % len(order)] if self.script in order else None
        work = requests.display(self._channel, self.stored.document.id, wanted)
        self._ticket = self._service.submit(self._channel, self.post_message, work)

    @on(DocumentReady)
    def _document_ready(self, event: DocumentReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self._shown = event.ticket
        self.stored, self.script, self.query_shown, self.found = event.stored, None, self._asked, ""
        self.head.remove_class("problem")
        self.head.title = name_of(event.stored.document, event.stored)
        self.reader.show(event.stored, event.occurrences, at=self._at)
        self._describe()
        self.post_message(self.Loaded())

    @on(DisplayReady)
    def _displayed(self, event: DisplayReady) -> None:
        event.stop()
        if event.ticket == self._ticket and self.stored and event.document == self.stored.document.id:
            self._shown, self.script = event.ticket, event.to
            self.reader.display_text = event.text
            self._describe()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self.head.add_class("problem")
            self.head.facts = translate_error(event.error)
            self.post_message(self.Unreadable())

    def _describe(self) -> None:
        if self.stored is None:
            return
        shown = {
            "simplified": _("shown in simplified characters"),
            "traditional": _("shown in traditional characters"),
        }
        facts = card_line(self.stored.document)
        parts = [_("found: {text}").format(text=self.found)] if self.found else []
        parts += [facts, *([shown[self.script]] if self.script else [])]
        self.head.facts = " · ".join(parts)
        self._count()

    @on(Reader.HitChanged)
    def _count(self) -> None:
        current, total, loose = self.reader.current_hit, len(self.reader.hits), sum(self.reader.hits.loose)
        if current is None:
            self.head.place = _("not found") if self.found else ""
        elif loose:
            place = _("hit {index}/{total}, {loose} loose")
            self.head.place = place.format(index=current + 1, total=total, loose=loose)
        else:
            self.head.place = _("hit {index}/{total}").format(index=current + 1, total=total)
