"""A draft to write in, and beside it the texts to quote from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, TextArea

from index.model import Span
from tui import drafting, requests
from tui.drafting import DraftOpened, DraftSaved, PlacesFound, QuotationMade
from tui.env import wide_punctuation
from tui.i18n import _, translate_error
from tui.keymap import Context, bindings
from tui.messages import Answered, Failed
from tui.screens.desk import Desk, DeskScreen
from tui.widgets.draft_text import DraftText
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.results import ResultList

if TYPE_CHECKING:
    from index.quoting.files import DraftFile
    from index.quoting.inserting import Form

AUTOSAVE = 0.5
"""Seconds after a key until the draft is on the disk: what a crash could take."""
LOOK = 2.0
"""Seconds between two looks at whether another program has changed the draft."""
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


class DraftScreen(DeskScreen):
    """Every change is on the disk soon after it was made, in one step, and never over another program's."""

    CSS = """
    DraftScreen #name { height: 1; background: $panel; padding: 0 1; }
    DraftScreen #name Line { background: $panel; padding: 0; }
    DraftScreen #sides { height: 1fr; }
    DraftScreen DraftText { width: 1fr; height: 1fr; border: none; padding: 0 1; background: $background; }
    DraftScreen #corpus { display: none; width: 1fr; height: 1fr; border-left: vkey $panel; }
    DraftScreen.-with-texts #corpus { display: block; }
    DraftScreen.-narrow #sides { layout: vertical; }
    DraftScreen.-narrow #corpus { border-left: none; border-top: hkey $panel; }
    DraftScreen CorpusInput { background: $panel; padding: 0 1; }
    DraftScreen CorpusList { height: 1fr; }
    DraftScreen #beside { display: none; }
    DraftScreen.-reading #beside { display: block; }
    DraftScreen.-reading CorpusList, DraftScreen.-reading #corpus-totals { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft"), *bindings("draft_reader")]
    AUTO_FOCUS = "DraftText"

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk)
        self.path = path
        self._file: DraftFile | None = None
        self._ticket = self._saving = self._searching = self._placing = 0
        self._timer: Timer | None = None
        self._typed: Timer | None = None
        self._leaving = False

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

    @property
    def unsaved(self) -> bool:
        """Whether the disk does not have all of it yet."""
        return self._file is not None and self.text.text != self._file.text

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Horizontal(id="name"):
            yield Line("said")
        with Horizontal(id="sides"):
            yield DraftText()
            with Vertical(id="corpus"):
                yield CorpusInput()
                yield Line("corpus-totals")
                yield CorpusList(ambiguous_wide=wide_punctuation())
                yield DocumentPane(self.desk.service, "beside")
        yield StatusLine("status")
        yield KeyBar("draft")

    def on_mount(self) -> None:
        """Load the draft."""
        self.refresh_status(self.desk.banner)
        self._load()
        self.set_interval(LOOK, self._look)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    # The draft on the disk

    def _load(self) -> None:
        self._ticket = self.desk.service.submit("draft", self.post_message, drafting.opened(self.path))

    @on(DraftOpened)
    def _opened(self, event: DraftOpened) -> None:
        event.stop()
        if event.ticket != self._ticket or self.unsaved:
            return
        first, self._file = self._file is None, event.file
        if first:
            self.text.load_text(event.file.text)
            self.text.read_only = event.file.encoding != "utf-8"
            if self.text.read_only:
                said = _("This draft is not UTF-8 text; save it as UTF-8 in your editor (F4) to write in it.")
                self.say(said, problem=True)
        elif event.file.text != self.text.text:
            self.text.put(event.file.text, self.text.offset_at_cursor)
            self.say(_("Another program has changed the draft; this is how it is now."))
        self._tell()

    def _look(self) -> None:
        if self._file is not None and not self.unsaved and self.is_current:
            self._load()

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self.unsaved:
            self._timer = self.set_timer(AUTOSAVE, self._save)
        self._tell()

    def _save(self) -> None:
        self._timer = None
        if self._file is not None and self.unsaved:
            work = drafting.saved(self._file, self.text.text)
            self._saving = self.desk.service.submit("", self.post_message, work)

    @on(DraftSaved)
    def _saved(self, event: DraftSaved) -> None:
        event.stop()
        if event.ticket != self._saving:
            return
        self._file = event.file
        if event.kept is not None:
            self.text.put(event.file.text, self.text.offset_at_cursor)
            said = _("Another program has changed the draft meanwhile; your own text is kept in {path}.")
            self.say(said.format(path=event.kept), problem=True)
        elif self.unsaved:
            self._save()
        self._tell()
        if self._leaving and not self.unsaved:
            self.dismiss()

    @on(Failed)
    def _not_done(self, event: Failed) -> None:
        """What cannot be saved stays on the screen."""
        self._leaving = False
        event.prevent_default()
        event.stop()
        if event.channel == "corpus":
            self.query_one("#corpus-totals", Line).say(translate_error(event.error), problem=True)
        else:
            self.say(translate_error(event.error), problem=True)

    def _tell(self) -> None:
        from index.quoting.anchors import anchors_of
        from index.quoting.drafts import draft_name, words

        text = self.text.text
        state = _("not saved yet") if self.unsaved else _("saved")
        facts = _("{quotations} quotations, {words} words").format(
            quotations=f"{len(anchors_of(text)):,}", words=f"{words(text):,}"
        )
        self.query_one("#said", Line).say("  ·  ".join((draft_name(self.path), facts, state)))

    def action_leave(self) -> None:
        """From the texts to the draft; from the draft back, when it is saved."""
        if self.has_class("-reading") and not self.text.has_focus:
            self.remove_class("-reading")
            self.set_focus(self.query_one(CorpusList))
        elif not self.text.has_focus:
            self.set_focus(self.text)
        elif self.unsaved:
            self._leaving = True
            self._save()
        else:
            self.dismiss()

    def action_editor(self) -> None:
        """Save, go on in the user's editor, and take over what was changed there."""
        if self.unsaved:
            self._save()
            self.say(_("Saving; once more, then your editor opens."))
        else:
            self.open_file(str(self.path), _("There is nothing in this draft yet; write something first."))
            self._load()

    # The texts beside it

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

    _marked: Span | None = None

    @on(DocumentPane.Loaded)
    def _loaded(self) -> None:
        marked, self._marked = self._marked, None
        if marked is not None:
            self.pane.reader.select_span(marked)

    def action_next_hit(self) -> None:
        """To the next hit in what is read."""
        self.pane.reader.next_hit()

    def action_previous_hit(self) -> None:
        """To the hit before."""
        self.pane.reader.previous_hit()

    # Quoting

    def action_block(self) -> None:
        """As a block."""
        self._quote("block")

    def action_inline(self) -> None:
        """In the sentence."""
        self._quote("inline")

    def action_footnote(self) -> None:
        """With a footnote."""
        self._quote("footnote")

    def _quote(self, form: Form) -> None:
        document = self.pane.document
        span, whole = self.pane.quotable()
        if not self.has_class("-reading") or document is None or span is None:
            self.say(_("Find a text with F2, open it, and select what to quote (s, v or p)."))
        elif self.text.read_only:
            self.say(_("This draft cannot be written to here."), problem=True)
        else:
            text, at = self.text.text, self.text.offset_at_cursor
            work = drafting.quoted(text, at, document.id, span, form, whole=whole)
            self._ticket = self.desk.service.submit("", self.post_message, work)

    @on(QuotationMade)
    def _made(self, event: QuotationMade) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self.text.put(event.text, event.after)
        length = len(event.citation.text)
        self.say(_("{length} characters quoted, with their source.").format(length=length))
        self.set_focus(self.text)
