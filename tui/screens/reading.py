"""What the reader and the comparison share: quoting from the pane that has the focus."""

from __future__ import annotations

from textual import on

from index.model import Span
from tui.i18n import _, ngettext_
from tui.messages import Purpose
from tui.screens.desk import DeskScreen
from tui.widgets.pane import DocumentPane
from tui.widgets.reader import Reader


class ReadingScreen(DeskScreen):
    """``pane`` is the one that commands act on; moving and selecting its Reader does itself."""

    _place: tuple[str, ...] = ()
    _marked_by = ""
    """What the marks in the text mean, told as long as they are there."""

    def tell_place(self, *parts: str) -> None:
        """Say in the status line where one is, and how much is selected."""
        self._place = parts
        span = self.pane.reader.selected
        taken = ""
        if span is not None:
            number = span.end - span.start
            taken = ngettext_("selected: {number} character", "selected: {number} characters", number)
        selected = taken.format(number=f"{number:,}") if span else ""
        self.refresh_status(selected, self._marked_by, *parts)

    @on(Reader.SelectionChanged)
    def _tell_selection(self) -> None:
        self.tell_place(*self._place)

    @property
    def pane(self) -> DocumentPane:
        """The pane with the focus."""
        raise NotImplementedError

    def action_next_hit(self, times: int = 1) -> None:
        """To the next hit; at the last one that is said."""
        if not self.pane.reader.next_hit(times):
            self.say(_("No further hit in this document."))

    def action_previous_hit(self, times: int = 1) -> None:
        """To the previous hit; at the first one that is said."""
        if not self.pane.reader.previous_hit(times):
            self.say(_("No hit before this one."))

    def action_copy(self) -> None:
        """Copy verbatim."""
        self._take("copy")

    def action_copy_cited(self) -> None:
        """Copy with the citation."""
        self._take("copy_cited")

    def action_append(self) -> None:
        """Append to the draft."""
        self._take("append")

    def action_script(self) -> None:
        """Show in the other script."""
        self.pane.toggle_script()

    def action_parallels(self) -> None:
        """Who else says what is selected; else the shared passage, or the sentence, that one is at."""
        from tui.parallels import Asked

        if (document := self.pane.document) is not None:
            reader = self.pane.reader
            place = reader.place
            span = reader.selected or self.passage_at(place)
            asked = Asked(document.id, span or Span(place, place + 1), span is not None, at=place)
            self.open_parallels(asked)

    def action_term(self) -> None:
        """All about what is selected; else about the term that one is at, or the first that one sees."""
        from tui.terms import Sought

        if (document := self.pane.document) is not None:
            reader = self.pane.reader
            hit, at = reader.current_span, reader.place
            here = hit if hit is not None and hit.start <= at < hit.end else None
            bottom = reader.scroll_offset.y + reader.visible_height - 1
            visible = Span(reader.top_offset, reader.character_at(bottom, reader.size.width) + 1)
            query = self.pane.query_shown
            self.open_term(Sought(query, document.id, at, reader.selected, here, visible))

    def passage_at(self, offset: int) -> Span | None:
        """The passage at ``offset`` that is known to be shared."""
        passage = self.pane.reader.passage
        return passage if passage is not None and passage.start <= offset < passage.end else None

    def action_back(self) -> None:
        """Give up the selection; without one, leave the screen."""
        if self.pane.reader.selected is not None:
            self.pane.reader.clear_selection()
        else:
            self.dismiss()

    def _take(self, purpose: Purpose) -> None:
        span, whole = self.pane.quotable()
        if (document := self.pane.document) is not None:
            self.quote(purpose, document, span, whole=whole)
