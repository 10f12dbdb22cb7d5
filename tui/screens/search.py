"""The first screen: search bar, totals, facets, results and preview."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from index.model import CorpusInfo, Hit, SearchAnswer, Sort, Span
from tui import emptiness, requests
from tui.env import wide_punctuation
from tui.i18n import _, translate_error
from tui.keymap import Context, bindings
from tui.labels import totals_of
from tui.messages import Answered, Failed, Purpose
from tui.screens.desk import Desk, DeskScreen
from tui.widgets.facets import FacetLine, FacetPanel
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.query_bar import QueryBar, QueryInput
from tui.widgets.results import ResultList

# An input method commits a word as one Changed event a character; 80 to 120 ms take them together.
DEBOUNCE = 0.1
# A search that takes longer says so; most are done before anyone could read it.
PATIENCE = 0.4


class FoundList(ResultList):
    """The list with its screen's commands as its own: a key after ``/`` already belongs to the bar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("list", movement=False, namespace="screen", priority=True)
    ]


class SearchScreen(DeskScreen):
    """Letters are text while the search bar has the focus; in the list they are commands."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-full")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list", movement=False)]
    AUTO_FOCUS = "#query"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answer: SearchAnswer | None = None
        self.hit: Hit | None = None
        self.sort: Sort = "relevance"
        self._ticket = 0
        self._timer: Timer | None = None
        # From the first key of a query until its answer stands: what the list shows is not what was asked.
        self._pending = False

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return ("bar", "list") if self.query_one(QueryInput).has_focus else ("list",)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield QueryBar()
        yield Line("totals")
        yield FacetLine()
        with Horizontal(id="body"):
            yield FacetPanel()
            with Vertical(id="found"):
                yield FoundList(ambiguous_wide=wide_punctuation())
                yield Static("", id="empty", markup=False)
            yield DocumentPane(self.desk.service, "preview", preview=True)
        yield StatusLine("status")
        yield KeyBar("bar", "list")

    def on_mount(self) -> None:
        """Say that the library is being opened; nothing moves meanwhile."""
        self.query_one("#totals", Line).say(_("Opening the library…"))
        self._status()

    def library_opened(self, corpus: CorpusInfo, is_sample: bool) -> None:
        """Name the library in the bar and search for what was typed meanwhile, or list all documents."""
        name = _("sample") if is_sample else _("library")
        self.query_one(QueryBar).name_library(
            _("{name}: {documents} documents").format(name=name, documents=f"{corpus.documents:,}")
        )
        self._status()
        self.search_now()

    # Searching

    def search_now(self) -> None:
        """Search for what stands in the bar, without waiting."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._pending = True
        work = requests.search(self.query_text, self.sort)
        ticket = self._ticket = self.desk.service.submit("search", self.post_message, work)
        if self.answer is not None:
            self.set_timer(PATIENCE, lambda: self._say_searching(ticket))

    def _say_searching(self, ticket: int) -> None:
        if self._pending and ticket == self._ticket:
            self.query_one("#totals", Line).say(_("Searching…"))

    @property
    def query_text(self) -> str:
        """The query in the bar."""
        return self.query_one(QueryInput).value

    @on(QueryInput.Changed)
    def _typed(self) -> None:
        self.desk.service.cancel("search")
        if self._timer is not None:
            self._timer.stop()
        self._pending = True
        # Until the library is open there is nobody to ask; it searches for what stands here then.
        if self.answer is not None:
            self._timer = self.set_timer(DEBOUNCE, self.search_now)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if event.ticket != self._ticket:
            return
        self._pending = False
        answer = self.answer = event.answer
        results = self.query_one(ResultList)
        self.hit = None
        results.show(answer.hits, event.names)
        self.set_class(not answer.hits, "-empty")
        if not answer.hits:
            why = emptiness.nothing_found(answer, event.terms) if answer.query else emptiness.empty_library()
            self.query_one("#empty", Static).update(why)
            self.set_focus(self.query_one(QueryInput))
        self.query_one("#totals", Line).say(self._totals(answer))
        self.query_one(FacetLine).show(answer.facets)
        self.query_one(FacetPanel).show(answer.facets)

    def _totals(self, answer: SearchAnswer) -> str:
        if not answer.query:
            return _("All documents: {documents}").format(documents=f"{answer.documents:,}")
        order = _("newest first") if self.sort == "date" else _("by relevance")
        took = _("{ms} ms").format(ms=round(answer.took_ms))
        return f"{totals_of(answer)}  ·  {order}  ·  {took}"

    @on(Failed)
    def _search_failed(self, event: Failed) -> None:
        """A query that cannot be parsed: one line under the bar, while the old results stay."""
        if event.channel == "search":
            event.prevent_default()
            if event.ticket == self._ticket:
                self._pending = False
                self.query_one("#totals", Line).say(translate_error(event.error), problem=True)
                self.set_focus(self.query_one(QueryInput))

    # The list and the preview

    @on(ResultList.Highlighted)
    def _highlighted(self, event: ResultList.Highlighted) -> None:
        self.hit = event.hit
        if event.hit is not None and self.answer is not None:
            self.query_one("#preview", DocumentPane).load(event.hit.document.id, self.answer.query)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    @on(ResultList.Opened)
    def action_open(self) -> None:
        """Read the highlighted document; the list follows when the reader is left."""
        from tui.screens.reader import ReaderScreen

        if self.answer is None or self.hit is None or self._still_searching():
            return
        results = self.query_one(ResultList)
        index = self.answer.hits.index(self.hit)
        span = self._current_span()
        at = span.start if span else None
        reader = ReaderScreen(self.desk, self.answer.query, self.answer.hits, index, at, results.marked)
        self.app.push_screen(reader, lambda _: results.highlight(reader.index))

    def action_compare(self) -> None:
        """The two marked documents side by side, or the marked one and this one."""
        from tui.screens.compare import CompareScreen

        if self.answer is None or self.hit is None or self._still_searching():
            return
        marked = list(self.query_one(ResultList).marked)
        pair = marked if len(marked) > 1 else [*marked, self.hit.document.id]
        if len(set(pair[-2:])) < 2:
            self.say(_("Mark a document with m or Space, then go to another one."))
            return
        if len(marked) > 2:
            self.say(_("More than two documents are marked; these are the last two."))
        self.app.push_screen(CompareScreen(self.desk, self.answer.query, *pair[-2:]))

    def action_mark(self) -> None:
        """Mark the document, or take its mark away."""
        if not self._still_searching():
            self.query_one(ResultList).toggle_mark()

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.query_one(ResultList).clear_marks()

    @on(ResultList.Marked)
    def _status(self) -> None:
        marked = len(self.query_one(ResultList).marked)
        self.refresh_status(_("marked: {number}").format(number=marked) if marked else "", self.desk.banner)

    def action_preview(self) -> None:
        """Show or hide the preview; until then it is shown where there is room for it."""
        shown = self.query_one("#preview").display
        self.set_class(not shown, "-with-preview")
        self.set_class(shown, "-without-preview")

    def action_sort(self) -> None:
        """The other order."""
        self.sort = "date" if self.sort == "relevance" else "relevance"
        self.search_now()

    def action_next_hit(self) -> None:
        """The next hit of the highlighted document, in the preview."""
        self.query_one("#preview", DocumentPane).reader.next_hit()

    def action_previous_hit(self) -> None:
        """The previous hit of the highlighted document, in the preview."""
        self.query_one("#preview", DocumentPane).reader.previous_hit()

    def action_copy_cited(self) -> None:
        """Copy the sentence of the current hit with its citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append the sentence of the current hit to the draft."""
        self._take("append")

    def _take(self, purpose: Purpose) -> None:
        if self.hit is not None and not self._still_searching():
            self.quote(purpose, self.hit.document, self._current_span(), whole=False)

    def _still_searching(self) -> bool:
        """Whether the list is out of date; then that is said, and nothing is done with it."""
        if self._pending:
            self.say(_("Still searching; one moment."))
        return self._pending

    def _current_span(self) -> Span | None:
        """The hit the preview stands at; before it is loaded, the first one of the snippet."""
        preview = self.query_one("#preview", DocumentPane)
        if self.hit is None:
            return None
        if preview.document is not None and preview.document.id == self.hit.document.id:
            return preview.reader.current_span
        return next((span for snippet in self.hit.snippets for span in snippet.highlights), None)

    # Between the bar and the list

    def action_to_list(self) -> None:
        """From the bar to the results; what is still being typed is searched at once."""
        if self._timer is not None:
            self.search_now()
        # Should nothing be found, the focus comes back to the bar.
        if self._pending or (self.answer is not None and self.answer.hits):
            self.set_focus(self.query_one(ResultList))

    def action_to_bar(self) -> None:
        """From the list back to the bar, the query as it was."""
        self.set_focus(self.query_one(QueryInput))

    def action_clear(self) -> None:
        """Clear the query; when it is empty already, say how to leave."""
        if self.query_text:
            self.query_one(QueryInput).value = ""
        else:
            self.say(_("Ctrl+Q leaves the program."))

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.app.action_quit()
