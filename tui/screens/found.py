"""What is done with the hits of the list: reading, comparing, marking, quoting, asking who else says it."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual import on

from index.model import Document, Hit, SearchAnswer, Span
from tui.i18n import _
from tui.labels import name_of
from tui.messages import Purpose
from tui.screens.desk import Desk
from tui.screens.suggesting import SuggestingScreen
from tui.text.crop import around, crop
from tui.widgets.pane import DocumentPane
from tui.widgets.results import ResultList

SENT = 24
"""Cells of the name of a document that was sent to a side."""


class FoundScreen(SuggestingScreen):
    """A screen with a list of results and a preview of the current one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.answer: SearchAnswer | None = None
        self.sides: dict[str, Document] = {}
        """What was sent to the ``left`` and to the ``right`` of the comparison."""
        self.pending = False
        """From the first key of a query until its answer stands: the list does not show what was asked."""

    @property
    def hit(self) -> Hit | None:
        """The current hit of the list."""
        return self.query_one(ResultList).highlighted

    @on(ResultList.Opened)
    def action_open(self) -> None:
        """Read the highlighted document; the list follows when the reader is left."""
        from tui.screens.reader import ReaderScreen

        if self._still_searching(self.action_open) or self.answer is None or self.hit is None:
            return
        results = self.query_one(ResultList)
        index = self.answer.hits.index(self.hit)
        span = self._current_span()
        at = span.start if span else None
        reader = ReaderScreen(self.desk, self.answer.query, self.answer.hits, index, at, results.marked)
        self.app.push_screen(reader, lambda _: results.go_to(reader.index))

    def action_compare(self) -> None:
        """The marked documents side by side, or the marked one and this one."""
        from tui.screens.compare import MOST, CompareScreen

        if self._still_searching(self.action_compare) or self.answer is None or self.hit is None:
            return
        marked = list(self.query_one(ResultList).marked)
        chosen = marked if len(marked) > 1 else [*marked, self.hit.document.id]
        if not marked and self.sides:
            here = self.hit.document
            chosen = [self.sides.get("left", here).id, self.sides.get("right", here).id]
        if len(set(chosen)) < 2:
            self.say(self._what_to_compare())
            return
        if len(marked) > MOST:
            self.say(_("More than four documents are marked; these are the last four."))
        self.app.push_screen(CompareScreen(self.desk, self.answer.query, *chosen[-MOST:]))

    def _what_to_compare(self) -> str:
        """How to come by a second document."""
        if self.desk.documents == 1:
            return _("The library holds this document only; Ctrl+O imports one to compare it with.")
        if self.answer is not None and len(self.answer.hits) < 2:
            return _("Only this document is found; Esc takes the query away, and others can be marked (m).")
        return _("Mark a document with m or Space, then go to another one.")

    def action_mark(self) -> None:
        """Mark the document, or take its mark away."""
        if not self._still_searching(self.action_mark):
            self.query_one(ResultList).toggle_mark()

    def action_clear_marks(self) -> None:
        """Take all marks away."""
        self.query_one(ResultList).clear_marks()

    def action_send_left(self) -> None:
        """The document goes to the left of the comparison."""
        self._send("left")

    def action_send_right(self) -> None:
        """The document goes to the right of the comparison."""
        self._send("right")

    def _send(self, side: str) -> None:
        if self._still_searching(lambda: self._send(side)) or self.hit is None:
            return
        document = self.hit.document
        if self.sides.get(side) == document:
            del self.sides[side]
        else:
            self.sides = {other: sent for other, sent in self.sides.items() if sent.id != document.id}
            self.sides[side] = document
        self._status()

    @on(ResultList.Marked)
    def _status(self) -> None:
        marked = len(self.query_one(ResultList).marked)
        told = [_("marked: {number}").format(number=marked)] if marked else []
        names = {"left": _("left: {name}"), "right": _("right: {name}")}
        for side, said in names.items():
            if side in self.sides:
                told.append(said.format(name=crop(name_of(self.sides[side]), SENT)))
        self.refresh_status(*told, self.desk.banner)

    def action_preview(self) -> None:
        """Show or hide the preview; until then it is shown where there is room for it."""
        shown = self.query_one("#preview").display
        self.set_class(not shown, "-with-preview")
        self.set_class(shown, "-without-preview")

    def action_next_hit(self, times: int = 1) -> None:
        """The next hit of the highlighted document, in the preview."""
        if not self._still_searching(lambda: self.action_next_hit(times)):
            self._step_hit(times)

    def action_previous_hit(self, times: int = 1) -> None:
        """The previous hit of the highlighted document, in the preview."""
        if not self._still_searching(lambda: self.action_previous_hit(times)):
            self._step_hit(-times)

    def _step_hit(self, step: int) -> None:
        """Go to another hit; where no preview shows it, the status line does."""
        preview = self.query_one("#preview", DocumentPane)
        reader = preview.reader
        if not (reader.next_hit(step) if step > 0 else reader.previous_hit(-step)):
            self.say(_("No further hit in this document.") if step > 0 else _("No hit before this one."))
        elif not preview.display and preview.stored is not None and reader.current_span is not None:
            place = _("hit {index}/{total}").format(index=(reader.current_hit or 0) + 1, total=reader.total)
            words = around(preview.stored, reader.current_span, self.size.width - cell_len(place) - 4)
            self.say(f"{place}  {words}")

    def action_copy_cited(self) -> None:
        """Copy the sentence of the current hit with its citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append the sentence of the current hit to the draft."""
        self._take("append")

    def _take(self, purpose: Purpose) -> None:
        if not self._still_searching(lambda: self._take(purpose)) and self.hit is not None:
            self.quote(purpose, self.hit.document, self._current_span(), whole=False)

    def action_parallels(self) -> None:
        """Who else says the sentence of the current hit."""
        from tui.parallels import Asked

        if self._still_searching(self.action_parallels) or self.hit is None:
            return
        span = self._current_span() or Span(0, 1)
        self.open_parallels(Asked(self.hit.document.id, span, whole=False, at=span.start))

    def action_term(self) -> None:
        """All about the term of the current hit, else what was searched for."""
        from tui.terms import Sought

        if self._still_searching(self.action_term):
            return
        query = self.answer.query if self.answer is not None else ""
        if self.hit is None:
            self.open_term(Sought(query))
        else:
            # Of all documents, without a query, the first term of this one.
            whole = None if query.strip() else Span(0, self.hit.document.characters)
            self.open_term(Sought(query, self.hit.document.id, hit=self._current_span(), visible=whole))

    def action_movement(self) -> None:
        """How what was searched for moves over provinces and years."""
        from tui.movement import Subject
        from tui.screens.movement import MovementScreen

        if self._still_searching(self.action_movement):
            return
        query = self.answer.query.strip() if self.answer is not None else ""
        if query:
            self.app.push_screen(MovementScreen(self.desk, Subject(query, query)))
        else:
            self.say(_("Search for something first: this shows how it moves over provinces and years."))

    def _still_searching(self, action: Callable[[], None]) -> bool:
        """Whether the list is out of date; then that is said, and ``action`` waits for the answer."""
        if self.pending:
            ahead = self.query_one(ResultList).ahead
            ahead.wait()
            ahead.asked(action)
            self.say(_("Still searching; one moment."))
        return self.pending

    def _current_span(self) -> Span | None:
        """The hit the preview stands at; before it is loaded, the first one of the snippet."""
        preview = self.query_one("#preview", DocumentPane)
        if self.hit is None or self.answer is None:
            return None
        if preview.shows(self.hit.document.id, self.answer.query):
            return preview.reader.current_span
        return self.shown_span(self.hit)

    @staticmethod
    def shown_span(hit: Hit) -> Span | None:
        """The first span that the snippet of ``hit`` marks."""
        return next((span for snippet in hit.snippets for span in snippet.highlights), None)
