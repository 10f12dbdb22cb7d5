"""The texts beside a draft: found, read, and left again."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input

from index.model import Span
from tui import drafting, requests
from tui.drafting import PlacesFound
from tui.env import wide_punctuation
from tui.i18n import _
from tui.keymap import Context, bindings
from tui.messages import Answered
from tui.screens.desk import Desk, DeskScreen
from tui.widgets.draft_text import DraftText
from tui.widgets.lines import Line
from tui.widgets.pane import DocumentPane
from tui.widgets.results import ResultList

FOUND = 50
"""Documents listed beside a draft."""


class CorpusInput(Input):
    """What to find beside the draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("draft_query", namespace="screen", priority=True),
        *bindings("draft", namespace="screen", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder=_("Find texts to quote…"), compact=True, id="corpus-query")
        self.cursor_blink = False


class CorpusList(ResultList):
    """What was found beside the draft."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft_list", namespace="screen", priority=True)]


class TextsScreen(DeskScreen):
    """A screen with a draft's text and, once they are asked for, the texts to quote from."""

    DEFAULT_CSS = """
    TextsScreen #corpus { display: none; width: 1fr; height: 1fr; border-left: vkey $panel; }
    TextsScreen.-with-texts #corpus { display: block; }
    TextsScreen.-narrow #corpus { border-left: none; border-top: hkey $panel; }
    TextsScreen CorpusInput, TextsScreen CorpusInput.-textual-compact { background: $panel; padding: 0 1; }
    TextsScreen CorpusList { height: 1fr; }
    TextsScreen #beside { display: none; }
    TextsScreen.-reading #beside { display: block; }
    TextsScreen.-reading CorpusList, TextsScreen.-reading #corpus-totals { display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._searching = self._placing = 0
        self._typed: Timer | None = None
        self._marked: Span | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        if self.query_one(CorpusInput).has_focus:
            return ("draft_query", "draft")
        if self.pane.reader.has_focus:
            return ("draft", "draft_reader")
        return ("draft_list", "draft") if self.query_one(CorpusList).has_focus else ("draft",)

    @property
    def text(self) -> DraftText:
        """The draft's text."""
        return self.query_one(DraftText)

    @property
    def pane(self) -> DocumentPane:
        """The text that is read beside it."""
        return self.query_one("#beside", DocumentPane)

    def compose_texts(self) -> ComposeResult:
        """The texts' side from top to bottom."""
        yield CorpusInput()
        yield Line("corpus-totals")
        yield CorpusList(ambiguous_wide=wide_punctuation())
        yield DocumentPane(self.desk.service, "beside")

    def action_seek(self) -> None:
        """To the line for what to find."""
        self.add_class("-with-texts")
        self.remove_class("-reading")
        self.set_focus(self.query_one(CorpusInput))

    def action_switch(self) -> None:
        """From the draft to the texts, or back."""
        if not self.text.has_focus:
            self.set_focus(self.text)
        elif self.has_class("-reading"):
            self.set_focus(self.pane.reader)
        else:
            self.action_seek()

    @on(Input.Changed, "#corpus-query")
    def _query_typed(self) -> None:
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(0.1, self._search)

    def _search(self) -> None:
        self._typed = None
        work = requests.search(self.query_one(CorpusInput).value, "relevance", FOUND)
        self._searching = self.desk.service.submit("corpus", self.post_message, work)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        event.stop()
        if event.ticket == self._searching:
            from tui.labels import totals_of

            self.query_one(CorpusList).show(event.answer.hits, event.names, keep=False)
            said = totals_of(event.answer) if event.answer.query else ""
            self.query_one("#corpus-totals", Line).say(said)

    def action_to_list(self) -> None:
        """To what was found."""
        if self.query_one(CorpusList).items:
            self.set_focus(self.query_one(CorpusList))

    @on(ResultList.Opened)
    def action_open(self) -> None:
        """Read it beside the draft, at its hit."""
        hit = self.query_one(CorpusList).highlighted
        if hit is not None:
            spans = [span for snippet in hit.snippets for span in snippet.highlights]
            self._read(hit.document.id, self.query_one(CorpusInput).value, spans[0].start if spans else None)

    def _read(self, document: int, query: str, at: int | None) -> None:
        self.add_class("-with-texts", "-reading")
        self.pane.load(document, query, at)
        self.call_after_refresh(lambda: self.set_focus(self.pane.reader))

    def action_to_passage(self) -> None:
        """From the quotation at the cursor to its passage."""
        from index.quoting.anchors import anchors_of

        at, text = self.text.offset_at_cursor, self.text.text
        here = [
            placed
            for placed in anchors_of(text)
            # The mark before the quotation belongs to it.
            if (placed.quoted.start if placed.quoted else placed.start) - 1 <= at <= placed.end
        ]
        if not here:
            self.say(_("The cursor stands in no quotation."))
            return
        work = drafting.whereabouts(here[0].anchor)
        self._placing = self.desk.service.submit("places", self.post_message, work)

    @on(PlacesFound)
    def _placed(self, event: PlacesFound) -> None:
        event.stop()
        if event.ticket != self._placing:
            return
        now = event.now
        if now.document is None or now.start is None or now.end is None:
            self.say(
                _("The document of this quotation is not in the library.")
                if now.document is None
                else _("The passage is no longer found in its document."),
                problem=True,
            )
            return
        if now.found == "changed":
            self.say(_("The passage reads otherwise now than when it was quoted."), problem=True)
        self._marked = Span(now.start, now.end)
        self._read(now.document, "", now.start)

    @on(DocumentPane.Loaded)
    def _loaded(self) -> None:
        if self._marked is not None and not self.pane.is_loading:
            marked, self._marked = self._marked, None
            self.pane.reader.select_span(marked)

    def action_next_hit(self, times: int = 1) -> None:
        """To the next hit in what is read."""
        self.pane.reader.next_hit(times)

    def action_previous_hit(self, times: int = 1) -> None:
        """To the hit before."""
        self.pane.reader.previous_hit(times)
