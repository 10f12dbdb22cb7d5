"""What all screens at work share: the library's thread, the draft, quoting, status line and key bar."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.screen import Screen

from index.model import Document, Span
from tui import requests
from tui.clipboard import OSC52
from tui.config import Settings
from tui.i18n import _, translate_error
from tui.keymap import Context
from tui.labels import ways_of
from tui.messages import Failed, Purpose, Quoted
from tui.services import LibraryService
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine

_NAME = 24  # characters of a document's name in a notice


@dataclass
class Desk:
    """What the screens work with; ``banner`` says what is special about the library (sample, read-only)."""

    service: LibraryService
    settings: Settings
    banner: str = ""


class DeskScreen(Screen[None]):
    """A screen with quoting, a status line (``#status``) and a key bar."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now, the nearest first."""
        raise NotImplementedError

    def refresh_keys(self) -> None:
        """Show the keys of the present contexts."""
        self.query_one(KeyBar).show(*self.contexts)

    def refresh_status(self, *more: str) -> None:
        """Say the draft and ``more`` in the status line."""
        parts = [_("draft: {name}").format(name=self.desk.settings.draft), *more]
        self.query_one(StatusLine).rest("  ·  ".join(part for part in parts if part))

    def quote(self, purpose: Purpose, document: Document, span: Span | None, *, whole: bool) -> None:
        """Copy or append ``span`` (unless ``whole`` the sentences around it); ``None``: there is nothing."""
        if span is None:
            self.say(_("There is no hit and no selection here to take."))
            return
        work = requests.quote(purpose, document, span, whole=whole, draft=self.desk.settings.draft)
        self.desk.service.submit("", self.post_message, work)

    @on(Quoted)
    def _quoted(self, event: Quoted) -> None:
        event.stop()
        if OSC52 in event.ways:
            self.app.copy_to_clipboard(event.text)
        name = event.name
        source = f"{name[:_NAME]}…{name[-1]}" if len(name) > _NAME + 2 else name
        length = len(event.citation.text)
        if event.purpose == "append":
            path = Path(event.draft or "")
            said = _("{length} characters from {source} appended to {draft}").format(
                length=length, source=source, draft=path
            )
        elif event.purpose == "copy":
            said = _("{length} characters copied verbatim from {source}, sent to {ways}").format(
                length=length, source=source, ways=ways_of(event.ways)
            )
        else:
            said = _("{length} characters copied with citation from {source}, sent to {ways}").format(
                length=length, source=source, ways=ways_of(event.ways)
            )
        self.say(said)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.say(translate_error(event.error), problem=True)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Tell ``text`` in the status line, in the place of what was told before."""
        self.query_one(StatusLine).notice(text, problem=problem, seconds=8 if problem else 5)
