"""What stands beside the rows of a register: all about one; its text, or its provinces and years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.timer import Timer

from index.library.rows.listing import TermRow
from index.model import Document, Hit, Span
from index.registers.model import Figure, Found, TermKey
from tui import movement, terms
from tui.i18n import _, translate_error
from tui.keymap import bindings
from tui.messages import Failed
from tui.registers import asking
from tui.registers.about import AboutReady, about
from tui.registers.asking import CountsReady
from tui.registers.kinds import Line
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.terms import MentionsReady
from tui.widgets.heat import HeatTable
from tui.widgets.mention_list import MentionList
from tui.widgets.paged_rows import PagedRows
from tui.widgets.pane import DocumentPane
from tui.widgets.place_list import PlaceList
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList

View = Literal["about", "text", "rows"]
VIEWS: tuple[View, ...] = ("about", "text", "rows")
"""What is beside the rows where there is no room for all."""
TWO, THREE = 100, 180
"""Cells from which on there are two columns, and three."""
DELAY = 0.08  # seconds
PREVIEW = "register-text"


class Mentions(MentionList):
    """The mentions of a term, beside the rows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("register", movement=False, namespace="screen")]


class Places(PlaceList):
    """The headings of an outline, or the figures of a question."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("register", movement=False, namespace="screen")]


class RegisterPanes(FilteredScreen):
    """The panes follow the current row (``show_line``), a moment after it stands still."""

    DEFAULT_CSS = """
    RegisterPanes #about, RegisterPanes #text { display: none; width: 2fr; }
    RegisterPanes #about, RegisterPanes #text { border-left: solid $panel; }
    RegisterPanes.-about #about, RegisterPanes.-text #text { display: block; }
    RegisterPanes.-narrow #about, RegisterPanes.-narrow #text { border-left: none; width: 1fr; }
    RegisterPanes.-narrow.-about #main, RegisterPanes.-narrow.-text #main { display: none; }
    RegisterPanes #said { height: auto; max-height: 100%; }
    RegisterPanes #said Prose { padding: 0 1; }
    RegisterPanes.-mentions #said, RegisterPanes.-places #said { max-height: 50%; }
    RegisterPanes Mentions, RegisterPanes Places { display: none; border-top: solid $panel; }
    RegisterPanes.-mentions Mentions, RegisterPanes.-places Places { display: block; }
    RegisterPanes HeatTable { display: none; }
    RegisterPanes.-counts HeatTable { display: block; }
    RegisterPanes.-counts DocumentPane { display: none; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view: View = "about"
        self.about: AboutReady | None = None
        # The row of a term, and what tells that from others.
        self._key: tuple[Line, TermKey] | None = None
        self._line: Line | None = None
        self._asked_about = self._asked_counts = self._asked_mentions = 0
        self._entering = False
        self._wait: Timer | None = None

    def panes(self) -> ComposeResult:
        """The panes beside the rows."""
        with Vertical(id="about"):
            with VerticalScroll(id="said", can_focus=False):
                yield Prose()
            yield Mentions()
            yield Places()
        # It is furnished when it is first seen: a reader is a third of the work of opening these screens.
        yield Vertical(id="text")

    async def _furnish(self) -> None:
        """Mount what stands beside the rows, and show it."""
        text = self.query_one("#text", Vertical)
        if not text.children:
            table = HeatTable()
            table.can_focus = False
            await text.mount(table, DocumentPane(self.desk.service, PREVIEW, preview=True))
        self.ask_about()

    @property
    def mentions(self) -> Mentions:
        """The mentions of a term."""
        return self.query_one(Mentions)

    @property
    def places(self) -> Places:
        """The places of an outline or a question."""
        return self.query_one(Places)

    @property
    def is_beside(self) -> bool:
        """Whether the focus is beside the rows."""
        return self.mentions.has_focus or self.places.has_focus

    # How much has room

    def on_resize(self, _event: events.Resize) -> None:
        """One, two or three columns."""
        self.lay_out()

    def lay_out(self, width: int | None = None) -> None:
        """Show what has room; with a ``width`` before there is anything to show."""
        mounted = width is None
        width = self.size.width if width is None else width
        both = width >= THREE and self.view != "rows"
        wanted = {
            "-narrow": width < TWO,
            "-about": both or self.view == "about",
            "-text": both or self.view == "text",
        }
        # Every change of classes gives styles to all of the screen again: at most one.
        if any(self.has_class(name) != here for name, here in wanted.items()):
            for name, here in wanted.items():
                self.set_class(here, name, update=False)
            if mounted:
                self.update_node_styles()

    def show_view(self, view: View) -> None:
        """Show something else beside the rows."""
        self.view = view
        self.lay_out()
        self.ask_about()

    # What is shown

    def show_line(self, line: Line | None) -> None:
        """All about ``line``, once it stands still; ``None``: there is no row."""
        if line != self._line:
            self._line = line
            if self._wait is not None:
                self._wait.stop()
            self._wait = self.set_timer(DELAY, self.ask_about)

    def ask_about(self) -> None:
        """Ask for what is in view."""
        line = self._line
        if line is None:
            self._clear()
            return
        post = self.post_message
        if self.has_class("-about"):
            if self.about is None or self.about.line != line:
                self._asked_about = self.desk.service.submit("about", post, about(line))
            elif self._entering:
                self._enter()
        if self.has_class("-text") and not self.query_one("#text", Vertical).children:
            self.call_next(self._furnish)
        elif self.has_class("-text"):
            is_term = isinstance(line.row, TermRow)
            self.set_class(is_term, "-counts")
            if isinstance(line.row, TermRow):
                self._asked_counts = self.desk.service.submit("counts", post, asking.counts(line.row))
            elif line.document is not None:
                self.query_one(DocumentPane).load(line.document.id, "", place_of(line).start)

    def _clear(self) -> None:
        self.about = None
        self.query_one("#said Prose", Prose).update("")
        self.remove_class("-mentions", "-places")

    def forget(self) -> None:
        """Other texts may say other things."""
        self._line = self.about = None

    @on(AboutReady)
    def _about_ready(self, event: AboutReady) -> None:
        event.stop()
        if event.ticket != self._asked_about:
            return
        self.about = event
        self.query_one("#said Prose", Prose).update(event.text)
        self.query_one("#said", VerticalScroll).scroll_home(animate=False)
        self.set_class(bool(event.known), "-mentions")
        self.set_class(bool(event.places), "-places")
        if event.known:
            # Rows before are of another term.
            self.mentions.show(0, event.mentions, len(event.known))
        self.places.show(event.places)
        if self._entering:
            self._enter()

    @on(PagedRows.Wanted, "#mentions")
    def _mentions_wanted(self, event: PagedRows.Wanted) -> None:
        event.stop()
        if self.about is not None:
            work = terms.mentions(self.about.known, event.start)
            self._asked_mentions = self.desk.service.submit("mentions", self.post_message, work)

    @on(MentionsReady)
    def _mentions_ready(self, event: MentionsReady) -> None:
        event.stop()
        if event.ticket == self._asked_mentions:
            self.mentions.add(event.start, event.mentions)

    @on(CountsReady)
    def _counts_ready(self, event: CountsReady) -> None:
        event.stop()
        if event.ticket == self._asked_counts:
            if event.key is not None and self._line is not None:
                self._key = self._line, event.key
            counts = movement.grid_of(event.counts, "region", "documents", "documents")
            self.query_one(HeatTable).show(counts, "documents", _("province"))

    @on(DocumentPane.Loaded)
    def _text_loaded(self) -> None:
        if self._line is not None and not isinstance(self._line.row, TermRow):
            self.query_one(DocumentPane).reader.hold(place_of(self._line))

    @on(Failed)
    def _pane_failed(self, event: Failed) -> None:
        if event.channel == "about" and event.ticket == self._asked_about:
            event.prevent_default()
            event.stop()
            self._clear()
            self.query_one("#said Prose", Prose).update(translate_error(event.error))

    def key_of(self, line: Line) -> TermKey | None:
        """What tells the term of a row from others, as far as that is known."""
        return self._key[1] if self._key is not None and self._key[0] == line else None

    # Going there

    def enter(self) -> None:
        """To the places of the current row, as soon as they are there."""
        self._entering = True
        if not self.has_class("-about"):
            self.view = "about"
            self.lay_out()
        self.ask_about()

    def _enter(self) -> None:
        self._entering = False
        target: RowList | None = None
        if self.about is not None and self.about.known:
            target = self.mentions
        elif self.about is not None and self.about.places:
            target = self.places
        if target is not None:
            self.set_focus(target)

    def read_beside(self) -> None:
        """Read the current place beside the rows; ] and [ go on to the next one that is known."""
        found: list[tuple[Document, Span]] = []
        numbers: list[int] = []
        rows: RowList = self.mentions if self.mentions.has_focus else self.places
        if rows is self.mentions:
            for number, mention in sorted(self.mentions.items.items()):
                if mention is not None:
                    found.append((mention.document, Span(mention.line.start, mention.line.end)))
                    numbers.append(number)
        else:
            found = [(place.document, place.span) for place in self.places.places]
            numbers = list(range(len(found)))
        if rows.current in numbers:
            self.read(found, numbers, rows)

    def read(self, found: Sequence[tuple[Document, Span]], numbers: Sequence[int], rows: RowList) -> None:
        """Read the place of the current one of ``rows``; where one leaves the reader, there the rows are.

        ``numbers``: of which row each of the places is.
        """
        from tui.screens.reader import ReaderScreen

        hits = [Hit(document, 0.0, 0, 0, False, False, ()) for document, _span in found]
        places = [span for _document, span in found]
        index = numbers.index(rows.current)
        reader = ReaderScreen(self.desk, "", hits, index, places[index].start, (), places)
        self.app.push_screen(reader, lambda _: rows.go_to(numbers[reader.index]))

    def taken(self) -> tuple[Document, Span, bool] | None:
        """What there is to quote: of which document, where, and whether it is to be widened to sentences."""
        if self.mentions.has_focus:
            mention = self.mentions.mention
            if mention is None:
                return None
            return mention.document, Span(mention.line.start, mention.line.end), True
        if self.places.has_focus:
            place = self.places.place
            return None if place is None else (place.document, place.span, True)
        line = self._line
        if line is None or line.document is None:
            return None
        return line.document, quoted_of(line), False


def place_of(line: Line) -> Span:
    """Where a row of figures, quotations or outlines is in its text."""
    if isinstance(line.row, Found):
        return Span(line.row.row.start, line.row.row.end)
    return Span(0, 0)


def quoted_of(line: Line) -> Span:
    """What is quoted for a row: the sentence of a figure, a quotation as it stands."""
    if isinstance(line.row, Found) and isinstance(line.row.row, Figure):
        return line.row.row.sentence
    return place_of(line)


def is_read_at_once(line: Line) -> bool:
    """Whether a row has one place only, that is read when it is opened."""
    return isinstance(line.row, Found)
