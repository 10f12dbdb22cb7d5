"""The first screen: search bar, totals, facets, results and preview."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static

from index.model import CorpusInfo, SearchAnswer, Sort
from tui import emptiness, requests
from tui.env import wide_punctuation
from tui.history import History
from tui.i18n import _, ngettext_, translate_error
from tui.keymap import Context, bindings
from tui.labels import totals_of
from tui.messages import Answered, Failed
from tui.screens.desk import Desk
from tui.screens.narrowing import NarrowingScreen
from tui.welcome import welcome
from tui.widgets.facets import FacetLine, FacetPanel
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.prose import Prose
from tui.widgets.query_bar import QueryBar, QueryInput
from tui.widgets.results import ResultList
from tui.widgets.suggestions import SuggestionLine

# An input method commits a word as one Changed event a character; 80 to 120 ms take them together.
DEBOUNCE = 0.1
# A search that takes longer says so; most are done before anyone could read it.
PATIENCE = 0.4
# So many documents before the end of a list that may go on, a longer one is asked for.
NEAR_END = 10


class FoundList(ResultList):
    """The list with its screen's commands as its own: a key after ``/`` already belongs to the bar."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("list", movement=False, namespace="screen", priority=True)
    ]


class SearchScreen(NarrowingScreen):
    """Letters are text while the search bar has the focus; in the list they are commands."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-full")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list", movement=False)]
    AUTO_FOCUS = "#query"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._history = History()
        self._library_empty = self._is_sample = False
        self._warm = False
        self.sort: Sort = "relevance"
        self._fold_duplicates = False
        self._ticket = 0
        # What Enter searches for where nothing was found.
        self._better: str | None = None
        self._timer: Timer | None = None
        # Texts in the index and all there are, while it is being built.
        self._indexing: tuple[int, int] | None = None
        # How long the list is made: a step of requests.SHOWN.
        self._stage = 0

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        if self.query_one(FacetPanel).has_focus:
            return ("facets",)
        return ("bar", "list") if self.query_one(QueryInput).has_focus else ("list",)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield QueryBar()
        yield SuggestionLine()
        yield Line("totals")
        yield FacetLine()
        yield Prose(welcome(), id="welcome")
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
        self._is_sample = is_sample
        self._name_library(corpus.documents)
        self._status()
        self.search_now()

    def _name_library(self, documents: int) -> None:
        """Say in the bar which library this is, and how large."""
        name = _("sample") if self._is_sample else _("library")
        said = ngettext_("{name}: {documents} document", "{name}: {documents} documents", documents)
        self.query_one(QueryBar).name_library(said.format(name=name, documents=f"{documents:,}"))
        self._library_empty = not documents
        self.desk.documents = documents

    def index_grows(self, done: int, total: int) -> None:
        """The index has ``done`` of ``total`` texts: until it has all of them, not all is found."""
        before, self._indexing = self._indexing, (done, total) if done < total else None
        if self.answer is None:
            if self._indexing:
                self.query_one("#totals", Line).say(
                    _("Building the search index: {done} of {total}…").format(done=done, total=total)
                )
        elif before and not self.pending and self._tenth(before) != self._tenth(self._indexing):
            self.search_now()
        elif not self.pending:
            self.query_one("#totals", Line).say(self._totals(self.answer))

    @staticmethod
    def _tenth(indexed: tuple[int, int] | None) -> int:
        """How many tenths of the texts are in the index: what is shown is searched for again at each."""
        return 10 if indexed is None else 10 * indexed[0] // indexed[1]

    # Searching

    def search_now(self) -> None:
        """Search for what stands in the bar, without waiting."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.pending = True
        shown = requests.SHOWN[self._stage]
        work = requests.search(self.query_text, self.sort, shown, self._fold_duplicates)
        ticket = self._ticket = self.desk.service.submit("search", self.post_message, work)
        if self.answer is not None:
            self.set_timer(PATIENCE, lambda: self._say_searching(ticket))

    def _say_searching(self, ticket: int) -> None:
        if self.pending and ticket == self._ticket:
            self.query_one("#totals", Line).say(_("Searching…"))

    @on(QueryInput.Changed)
    def _typed(self) -> None:
        self.desk.service.cancel("search")
        self.await_suggestions()
        self.query_one(ResultList).ahead.forget()
        self._stage = 0
        if self._timer is not None:
            self._timer.stop()
        self.pending = True
        # Until the library is open there is nobody to ask; it searches for what stands here then.
        if self.answer is not None:
            self._timer = self.set_timer(DEBOUNCE, self.search_now)

    @on(QueryInput.TooLong)
    def _too_long(self, event: QueryInput.TooLong) -> None:
        said = _("{count} characters are too many for a query; Ctrl+R shows who says a text.")
        self.say(said.format(count=event.characters), problem=True)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if event.ticket != self._ticket:
            return
        self.pending = False
        # The answer to another query begins at its best hit, another order at the document one was at.
        same = self.answer is not None and self.answer.query == event.answer.query
        answer = self.answer = event.answer
        self._better = emptiness.way_out(answer, event.ways) if not answer.hits and answer.query else None
        if not answer.query:
            # Another program may have imported meanwhile.
            self._name_library(answer.documents + answer.folded_documents)
        self.set_class(not answer.hits, "-empty")
        self.set_class(self._is_sample and not answer.query, "-welcome")
        if not answer.hits:
            empty = self._library_empty or not answer.query
            why = (
                emptiness.empty_library()
                if empty
                else emptiness.nothing_found(answer, event.terms, event.ways)
            )
            if self._indexing and answer.query:
                why = emptiness.nothing_yet(answer, *self._indexing)
            self.query_one("#empty", Static).update(why)
            # From the facets, what was too much is taken back.
            if not self.query_one(FacetPanel).has_focus:
                self.set_focus(self.query_one(QueryInput))
        self.query_one("#totals", Line).say(self._totals(answer))
        self.show_facets()
        unlisted = answer.documents - sum(not (hit.loose or hit.related) for hit in answer.hits)
        self.query_one(ResultList).show(answer.hits, event.names, keep=same, unlisted=unlisted)

    def _totals(self, answer: SearchAnswer) -> str:
        if not answer.query:
            parts = [_("All documents: {documents}").format(documents=f"{answer.documents:,}")]
        else:
            order = _("newest first") if self.sort == "date" else _("by relevance")
            parts = [totals_of(answer), order, _("{ms} ms").format(ms=round(answer.took_ms))]
        if self._fold_duplicates:
            parts.insert(1, _("duplicates folded: {documents}").format(documents=answer.folded_documents))
        if self._indexing:
            done, total = (f"{number:,}" for number in self._indexing)
            parts.insert(0, _("index incomplete: {done} of {total}").format(done=done, total=total))
        return "  ·  ".join(parts)

    @on(Failed)
    def _search_failed(self, event: Failed) -> None:
        """A query that cannot be parsed: one line under the bar, while the old results stay."""
        if event.channel == "search":
            # Told under the bar, and nowhere else.
            event.prevent_default()
            event.stop()
            if event.ticket == self._ticket:
                self.pending = False
                self.ask_suggestions()
                self.query_one(ResultList).ahead.forget()
                self.query_one("#totals", Line).say(translate_error(event.error), problem=True)
                self.set_focus(self.query_one(QueryInput))
        elif event.channel == "suggest":
            self.suggestions.show(self.query_text, ())

    # The list and the preview

    @on(ResultList.Highlighted)
    def _highlighted(self, event: ResultList.Highlighted) -> None:
        if event.hit is not None and self.answer is not None:
            # The hit that the list shows is the current one, also where it is not the first of the text.
            shown = self.shown_span(event.hit)
            at = shown.start if shown else None
            preview = self.query_one("#preview", DocumentPane)
            # The list is drawn first: the library's thread would take half of its time.
            self.call_after_refresh(preview.load, event.hit.document.id, self.answer.query, at)
            self._list_more()
        if not self.pending:
            self.call_after_refresh(self.ask_suggestions)

    def _list_more(self) -> None:
        """Near the end of a list that may go on, ask for a longer one."""
        results = self.query_one(ResultList)
        longer = self._stage + 1 < len(requests.SHOWN) and len(results.items) >= requests.SHOWN[self._stage]
        if longer and not self.pending and results.current >= len(results.items) - NEAR_END:
            self._stage += 1
            self.search_now()

    @on(DocumentPane.Loaded)
    def _previewed(self) -> None:
        """All that was asked for is there: now load what the first search needs."""
        if not self._warm:
            self._warm = True
            self.desk.service.submit("", self.post_message, requests.warm)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.suggestions.active = self.query_one(QueryInput).has_focus
        if not self.query_one(FacetPanel).has_focus:
            self.close_facets()
        self.refresh_keys()

    def action_sort(self) -> None:
        """The other order."""
        self.sort = "date" if self.sort == "relevance" else "relevance"
        self._stage = 0
        self.search_now()

    def action_fold_duplicates(self) -> None:
        """Without the duplicates, or with them."""
        self._fold_duplicates = not self._fold_duplicates
        self._stage = 0
        self.search_now()

    # Between the bar and the list

    def action_history_back(self) -> None:
        """The query asked before that holds what is typed."""
        query = self._history.back(self.query_text)
        if query is not None:
            self.put(query)
        elif not self._history.walking:
            self.say(_("No query asked before holds what is typed."))

    def action_history_on(self) -> None:
        """The later query while one walks through them; else to the results."""
        query = self._history.on(self.query_text)
        if query is not None:
            self.put(query)
        else:
            self.action_to_list()

    def action_to_list(self) -> None:
        """From the bar to the results; what is still being typed is searched at once."""
        self._history.add(self.query_text)
        if self._timer is not None:
            self.search_now()
        if self._better and not self.pending:
            self.put(self._better)
            return
        if self.pending:
            self.query_one(ResultList).ahead.wait()
        # Should nothing be found, the focus comes back to the bar.
        if self.pending or (self.answer is not None and self.answer.hits):
            self.set_focus(self.query_one(ResultList))

    def action_to_bar(self) -> None:
        """From the list back to the bar, the query as it was."""
        self.query_one(ResultList).ahead.forget()
        self.set_focus(self.query_one(QueryInput))

    def action_clear(self) -> None:
        """Clear the query; when it is empty already, say how to leave."""
        if self.query_text:
            self._history.add(self.query_text)
            self.query_one(QueryInput).value = ""
        else:
            self.say(_("Ctrl+Q leaves the program."))

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.app.action_quit()
