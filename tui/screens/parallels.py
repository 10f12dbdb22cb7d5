"""Who else says it: a passage, and below it where other documents say the same, with what is other in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.errors import DangjianError
from index.model import Hit, Span
from index.reuse.model import Passage
from index.reuse.parallels.foremost import foremost
from tui import counted, parallels, upkeep
from tui.i18n import _, translate_error
from tui.keymap import bindings
from tui.labels import name_of
from tui.messages import Failed, Named, Purpose
from tui.parallels import Asked, ParallelsReady
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.text import card, wording
from tui.widgets.filter_bar import FilterBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.parallel_list import ParallelList
from tui.widgets.passage_text import PassageText
from tui.widgets.prose import Prose


class ParallelsScreen(FilteredScreen):
    """``asked`` says whose; several passages in it are shown one at a time."""

    DEFAULT_CSS = """
    ParallelsScreen #facts { background: $surface; color: $foreground; }
    ParallelsScreen #witness { background: $surface; color: $foreground; }
    ParallelsScreen.-same #legend { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("parallels", movement=False)]
    AUTO_FOCUS = "ParallelList"
    CONTEXT = "parallels"
    SORTS = parallels.SORTS

    def __init__(self, desk: Desk, asked: Asked) -> None:
        super().__init__(desk)
        self.asked = asked
        self.answer: ParallelsReady | None = None
        self.number = 0
        """Which of the passages is shown."""
        self._error: DangjianError | None = None
        self._ticket = 0

    @property
    def rows(self) -> ParallelList:
        """The rows."""
        return self.list

    @property
    def list(self) -> ParallelList:
        """The rows."""
        return self.query_one(ParallelList)

    @property
    def passages(self) -> Sequence[Passage]:
        """All that was found."""
        return self.answer.passages if self.answer is not None else ()

    @property
    def passage(self) -> Passage | None:
        """The one that is shown."""
        return self.passages[self.number] if self.number < len(self.passages) else None

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        placeholder = _("All parallels; / filters by wording, title, place, date, source")
        yield FilterBar(_("Parallels"), placeholder)
        yield PassageText()
        yield Line("facts")
        yield Line("witness")
        yield Line("legend")
        yield ParallelList()
        yield Prose(id="none")
        yield StatusLine("status")
        yield KeyBar("parallels")

    def on_mount(self) -> None:
        """Ask who else says it."""
        signs = "  ".join(f"[{wording.SIGNS[op]}{_(name)}]" for op, name in wording.NAMES.items())
        self.query_one("#legend", Line).say(_("= verbatim  ≈ reworded: {signs}").format(signs=signs))
        self.refresh_status(self.desk.banner)
        self._ask()

    def on_unmount(self) -> None:
        """The answer is not wanted any more."""
        self.desk.service.cancel("parallels")

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """Others may say it now."""
        self._ask()

    def _ask(self) -> None:
        # Only by date it is known which come first before they are compared.
        self._submit(whole=self._sort != "date")
        self.query_one("#facts", Line).say(_("Looking for who else says it…"))

    def _submit(self, *, whole: bool) -> None:
        work = parallels.parallels(self.asked, whole=whole)
        self._ticket = self.desk.service.submit("parallels", self.post_message, work)

    @on(ParallelsReady)
    def _ready(self, event: ParallelsReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        going_on = self.answer is not None and not self.answer.whole
        self.answer, self._error = event, None
        if going_on and self.number < len(event.passages):
            self._arrange()
            self._mark()
        else:
            self._show(foremost(event.passages, self.asked.at))
        if not event.whole:
            self._submit(whole=True)

    @on(Failed)
    def _parallels_failed(self, event: Failed) -> None:
        if event.channel == "parallels":
            event.prevent_default()
            event.stop()
            if event.ticket == self._ticket:
                self._error = event.error
                self.query_one("#facts", Line).say(translate_error(event.error), problem=True)

    # What is shown

    def _show(self, number: int) -> None:
        """Show one of the passages."""
        self.number = number
        answer, passage = self.answer, self.passage
        if answer is None:
            return
        span = Span(passage.start, passage.end) if passage is not None else answer.span
        around = parallels.around(answer.text, span) if passage is not None else ("", "")
        self.query_one(PassageText).show(answer.text[span.start : span.end].strip(), around)
        self._arrange(keep=False)
        self.query_one("#witness", Line).say(self._witness())

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        self._arrange()

    def _arrange(self, *, keep: bool = True) -> None:
        answer, passage = self.answer, self.passage
        if answer is None:
            return
        listing = parallels.Listing()
        if passage is not None:
            listing = parallels.listed(passage, answer.documents, answer.own, self.wanted, self._sort)
        self.list.show(passage, listing, keep=keep)
        self.say_empty(not listing.rows)
        self.set_class(all(row.parallel.relation == "verbatim" for row in listing.rows), "-same")
        self.query_one("#none", Prose).update(self._why_empty())
        self.query_one("#facts", Line).say(self._facts())

    def _facts(self) -> str:
        """Which passage it is, and how many say it."""
        passage = self.passage
        parts = []
        if self.desk.indexing is not None:
            done, total = (f"{number:,}" for number in self.desk.indexing)
            parts.append(_("index incomplete: {done} of {total}").format(done=done, total=total))
        if len(self.passages) > 1:
            place = _("passage {index}/{total}")
            parts.append(place.format(index=self.number + 1, total=len(self.passages)))
        if passage is not None:
            counts = counted.both(passage.documents, passage.occurrences)
            if self.asked.document is not None:
                counts += _(" with this one")
            parts.append(counts)
            if not passage.listed:
                parts.insert(0, _("formula, too common to list"))
            elif self.wanted:
                number = f"{len(self.list.listing.rows):,}"
                parts.append(_("{number} of them listed").format(number=number))
            if passage.listed:
                parts.append(_(parallels.SORTED[self._sort]))
        elif self.answer is not None:
            parts.append(_("nobody else"))
        return "  ·  ".join(parts)

    def _witness(self) -> str:
        """Who of those with a date is the first one."""
        passage, answer = self.passage, self.answer
        if passage is None or answer is None:
            return self._own()
        if passage.earliest is None:
            return _("no dated witness")
        earliest = passage.earliest
        own = answer.own
        if own is not None and own.id == earliest.id:
            said = _("earliest dated witness: this document, {date}").format(date=card.date_of(own))
        else:
            date = earliest.date + ("？" if earliest.inferred else "")
            document = answer.documents.get(earliest.id)
            facts = [date]
            if document is not None:
                facts += [card.place_of(document) or _("place unknown"), name_of(document)]
            said = _("earliest dated witness: {facts}").format(facts=" · ".join(facts))
        if passage.undated:
            said += "  ·  " + _("{count} without a date").format(count=f"{len(passage.undated):,}")
        return said

    def _own(self) -> str:
        own = self.answer.own if self.answer is not None else None
        return f"{name_of(own)} · {card.list_line(own)}" if own is not None else ""

    def _why_empty(self) -> str:
        answer, passage = self.answer, self.passage
        if answer is None or (passage is not None and passage.more):
            return ""
        if passage is not None and not passage.listed:
            return _(
                "This is a formula: {documents} documents say it, in {occurrences} places. So many are "
                "counted and not listed one by one. Enter searches for it; Ctrl+G shows formulae in all "
                "their wordings."
            ).format(documents=f"{passage.documents:,}", occurrences=f"{passage.occurrences:,}")
        if passage is not None:
            return _("No parallel has these words. Esc takes the filter away.")
        if answer.own is not None and answer.corpus < 2:
            return _(
                "The library holds this document only: there is nobody else to say it. Ctrl+O imports more."
            )
        if not answer.corpus:
            return _("This library has no documents yet. Ctrl+O imports files and folders.")
        if self.desk.indexing is not None:
            return _(
                "Nobody else says it so far; the index is not complete, and what is not in it is not found. "
                "Try again when it is."
            )
        if sum(map(str.isalnum, answer.text[answer.span.start : answer.span.end])) < parallels.SHORTEST:
            return _(
                "These are fewer than eight letters. Passages are told by eight or more; w searches for "
                "anything shorter."
            )
        return _(
            "No other document says this: neither eight letters in a row that are the same, nor ten that are "
            "much the same."
        )

    @on(ParallelList.Moved)
    def _moved(self, event: ParallelList.Moved) -> None:
        event.stop()
        self._mark()

    def _mark(self) -> None:
        """Mark in the passage what the current parallel has otherwise."""
        row, passage, answer = self.list.row, self.passage, self.answer
        if passage is None or answer is None:
            return
        whole = answer.text[passage.start : passage.end]
        start = passage.start + len(whole) - len(whole.lstrip())
        spans = wording.own_marks(row.parallel) if row is not None else []
        shown = [Span(max(0, span.start - start), max(0, span.end - start)) for span in spans]
        self.query_one(PassageText).mark(shown)

    @on(ParallelList.Unnamed)
    def _names_wanted(self, event: ParallelList.Unnamed) -> None:
        event.stop()
        self.desk.service.submit("names", self.post_message, upkeep.names(event.ids))

    @on(Named)
    def _named(self, event: Named) -> None:
        event.stop()
        self.list.named(event.names)

    # Moving about

    def action_next_passage(self, times: int = 1) -> None:
        """The next passage of what was asked about."""
        self._step(times)

    def action_previous_passage(self, times: int = 1) -> None:
        """The passage before."""
        self._step(-times)

    def _step(self, step: int) -> None:
        number = min(max(0, self.number + step), len(self.passages) - 1)
        if number not in (self.number, -1):
            self._show(number)
        else:
            self.say(_("No further shared passage.") if step > 0 else _("No shared passage before this one."))

    # Going there, and taking along

    @on(ParallelList.Opened)
    def action_open(self) -> None:
        """Read the parallel at its place; of a formula, search for it."""
        from tui.screens.reader import ReaderScreen

        if self.passage is not None and not self.passage.listed:
            self.action_search()
        if self.list.row is None:
            return
        rows = self.list.listing.rows
        hits = [Hit(row.document, 0.0, 0, 0, False, False, ()) for row in rows]
        places = [Span(row.parallel.start, row.parallel.end) for row in rows]
        reader = ReaderScreen(self.desk, "", hits, self.list.current, None, (), places)
        self.app.push_screen(reader, lambda _: self.list.go_to(reader.index))

    def action_compare(self) -> None:
        """The parallel beside the passage."""
        from tui.screens.compare import CompareScreen

        row, own = self.list.row, self.answer.own if self.answer is not None else None
        if row is None:
            return
        if own is None:
            self.say(_("A text that was typed stands in no document; Enter reads the parallel."))
            return
        at = {own.id: row.parallel.passage.start, row.document.id: row.parallel.start}
        self.app.push_screen(CompareScreen(self.desk, "", own.id, row.document.id, at=at))

    def action_search(self) -> None:
        """Search for the passage: all its places, whoever says it."""
        passage, answer = self.passage, self.answer
        if answer is None:
            return
        text = passage.text if passage is not None else answer.text[answer.span.start : answer.span.end]
        self.search_for(text)

    def action_copy_cited(self) -> None:
        """Copy the parallel with its citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append the parallel to the draft."""
        self._take("append")

    def _take(self, purpose: Purpose) -> None:
        row = self.list.row
        if row is not None:
            span = Span(row.parallel.start, row.parallel.end)
            self.quote(purpose, row.document, span, whole=True)
