"""Two to four documents side by side, aligned on what they share; commands go to the pane with the focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.worker import get_current_worker

from index.errors import DangjianError
from index.model import StoredText
from tui.i18n import _, ngettext_, translate_error
from tui.keymap import Context, bindings
from tui.screens.desk import Desk
from tui.screens.finding import FindingScreen
from tui.services import sentence
from tui.widgets.find_bar import FindBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.pane import DocumentPane
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from index.reuse.collation.collation import Collation
    from tui.text.beside import Beside, Stop

MOST = 4
_NAMES = ("left", "right", "third", "fourth")
_ARRANGED = {2: "-two", 3: "-three", 4: "-four"}


@dataclass
class Collated(Message):
    """The documents were laid beside each other, every two of them; or why they could not be."""

    collations: Sequence[Collation] = ()
    error: DangjianError | None = None


class CompareScreen(FindingScreen):
    """``ids`` are those of two to four documents; ``at``: at which offset each is to be shown at first.

    Reading begins at once; passages are marked when a worker has found them. The pane with the focus leads:
    it shows what it shares with any of the others, they show what they share with it.
    """

    DEFAULT_CSS = """
    CompareScreen #panes { layout: horizontal; height: 1fr; }
    CompareScreen DocumentPane { border-left: vkey $panel; }
    CompareScreen DocumentPane#left { border-left: none; }
    CompareScreen.-narrow #panes, CompareScreen.-wide #panes.-three { layout: vertical; }
    CompareScreen.-narrow DocumentPane, CompareScreen.-wide .-three DocumentPane {
        border-left: none; border-top: hkey $panel;
    }
    CompareScreen.-narrow DocumentPane#left, CompareScreen.-wide .-three DocumentPane#left {
        border-top: none;
    }
    CompareScreen.-wide #panes.-four, CompareScreen.-wider #panes.-four {
        layout: grid; grid-size: 2 2;
    }
    CompareScreen.-wide .-four #third, CompareScreen.-wider .-four #third { border-left: none; }
    CompareScreen .-four #third, CompareScreen .-four #fourth { border-top: hkey $panel; }
    CompareScreen #panes.-alone { layout: horizontal; }
    CompareScreen #panes.-alone DocumentPane { border: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide"), (108, "-wider")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare", movement=False)]

    def __init__(
        self, desk: Desk, query: str, *ids: int, at: Mapping[int, int] = MappingProxyType({})
    ) -> None:
        super().__init__(desk)
        self._query = query
        self._at = at
        self._ids: tuple[int, ...] = ids[:MOST]
        self._collations: dict[tuple[int, int], Collation] | None = None
        self._besides: dict[int, Beside] = {}
        self._linked = True
        # The pane that has the focus, or had it before a line to type in was opened.
        self._active = 0
        self._unreadable = False
        # Where documents that change places were read.
        self._returning: dict[int, int] = {}
        # Where linking has put a pane, or is just putting it, which is no reason to move the others.
        self._put: dict[int, int] = {}
        self._aligning = False

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return self.typing or ("compare",)

    @property
    def panes(self) -> tuple[DocumentPane, ...]:
        """The panes from left to right."""
        return tuple(self.query_one(f"#{name}", DocumentPane) for name in _NAMES[: len(self._ids)])

    @property
    def pane(self) -> DocumentPane:
        """The pane that commands act on."""
        return self.panes[self._active]

    @property
    def collated(self) -> bool:
        """Whether it is known what the documents share."""
        return self._collations is not None

    @property
    def linked(self) -> bool:
        """Whether the other panes follow."""
        return self._linked

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Container(id="panes", classes=_ARRANGED[len(self._ids)]):
            for name in _NAMES[: len(self._ids)]:
                yield DocumentPane(self.desk.service, name)
        yield FindBar()
        yield StatusLine("status")
        yield KeyBar("compare")

    def on_mount(self) -> None:
        """Load all documents; the left one has the focus."""
        for number, (pane, document) in enumerate(zip(self.panes, self._ids, strict=True)):
            pane.load(document, self._query, self._at.get(document))
            self.watch(pane.reader, "position", partial(self._scrolled, number), init=False)
        self.set_focus(self.panes[0].reader)
        self._tell()

    # What they share

    @on(DocumentPane.Loaded)
    def _loaded(self) -> None:
        """When all documents are there, lay them beside each other in a worker."""
        for id, pane in zip(self._ids, self.panes, strict=True):
            if id in self._returning and pane.document is not None and pane.document.id == id:
                pane.reader.go_to(self._returning.pop(id))
        stored = [pane.stored for pane in self.panes]
        if all(stored):
            work = partial(self._collate, [each for each in stored if each])
            self.run_worker(work, group="collation", exclusive=True, thread=True, exit_on_error=False)

    @on(DocumentPane.Unreadable)
    def _not_loaded(self) -> None:
        self._unreadable = True
        self._tell()

    def _collate(self, stored: Sequence[StoredText]) -> None:
        from index.library.comparing import beside

        worker = get_current_worker()
        try:
            found = Collated(beside(stored, lambda: worker.is_cancelled))
        except Exception as error:
            found = Collated(error=sentence(error))
        if not worker.is_cancelled:
            self.post_message(found)

    @on(Collated)
    def _collated(self, event: Collated) -> None:
        if event.error is not None:
            self.say(translate_error(event.error), problem=True)
            return
        pairs = combinations(range(len(self._ids)), 2)
        self._collations = dict(zip(pairs, event.collations, strict=True))
        self._besides.clear()
        self._mark()

    @property
    def _leading(self) -> int:
        return self.panes.index(self.pane)

    def _beside(self, number: int) -> Beside | None:
        """The pane's document beside the others, as soon as they are collated."""
        from tui.text.beside import Beside

        if self._collations is None:
            return None
        if number not in self._besides:
            texts = [pane.stored.paragraphs if pane.stored else () for pane in self.panes]
            self._besides[number] = Beside(number, texts, self._collations)
        return self._besides[number]

    def _mark(self) -> None:
        """Mark in all panes what the leading one shares."""
        leading = self._leading
        beside = self._beside(leading)
        if beside is not None:
            for number, pane in enumerate(self.panes):
                of = None if number == leading else number
                pane.reader.mark_passages(beside.passages(of), beside.edits(of))
            self._mark_current()

    def _current(self) -> tuple[int, Stop] | None:
        """The passage that the cursor is in, with its number."""
        beside = self._beside(self._leading)
        number = beside.at(self.pane.reader.cursor) if beside else None
        return None if beside is None or number is None else (number, beside.stops[number])

    def _mark_current(self) -> None:
        """Mark the passage that the cursor is in, and its counterparts."""
        current = self._current()
        stop = current[1] if current else None
        spans = {meeting.other: meeting.there for meeting in stop.meetings} if stop else {}
        for number, pane in enumerate(self.panes):
            here = stop.span if stop and number == self._leading else spans.get(number)
            pane.reader.mark_passage(here)
        self._tell()

    def _tell(self) -> None:
        parts = [self._said()]
        if self._query:
            parts.append(_("query: {query}").format(query=self._query))
        if not self._linked:
            parts.append(_("scrolling apart"))
        self.tell_place(*parts)

    def _said(self) -> str:
        """What is shared, or which passage is the current one."""
        beside = self._beside(self._leading)
        if self._unreadable:
            return _("one of the documents cannot be read")
        if beside is None:
            return _("looking for what they share …")
        if not beside.stops:
            return _("no passage is shared")
        current = self._current()
        if current is None:
            number = len(beside.stops)
            return ngettext_("{count} shared passage", "{count} shared passages", number).format(count=number)
        number, stop = current
        said = _("passage {index}/{total}").format(index=number + 1, total=len(beside.stops))
        near = sorted({int(100 * one.similarity) for one in stop.meetings if one.relation != "verbatim"})
        facts = [_("verbatim")] if any(one.relation == "verbatim" for one in stop.meetings) else []
        if len(near) > 1:
            facts.append(_("near {least}–{percent} %").format(least=near[0], percent=near[-1]))
        elif near:
            facts.append(_("near {percent} %").format(percent=near[0]))
        moved = [_("in another order")] if any(meeting.moved for meeting in stop.meetings) else []
        return " · ".join([said, *facts, *moved])

    # Moving about

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        """Mark the head of the pane with the focus."""
        for number, pane in enumerate(self.panes):
            if pane.has_focus_within:
                self._active = number
        for number, pane in enumerate(self.panes):
            pane.head.set_class(number == self._active, "active")
        self._mark()

    @on(Reader.CursorMoved)
    def _cursor_moved(self, event: Reader.CursorMoved) -> None:
        if event.reader is self.pane.reader:
            self._mark_current()
            self._align(self._leading)

    def _scrolled(self, number: int) -> None:
        """A pane was scrolled, by its keys or by the mouse."""
        if not self._aligning and self._put.get(number) != self.panes[number].reader.scroll_offset.y:
            self._align(number)

    def _align(self, leading: int) -> None:
        """Bring what stands beside the place of one pane to the same row of the others."""
        beside = self._beside(leading)
        if beside is None or not self._linked:
            return
        self._put.pop(leading, None)
        reader = self.panes[leading].reader
        place = reader.place
        row = reader.row_of(place)
        self._aligning = True
        for number, pane in enumerate(self.panes):
            if number != leading:
                pane.reader.bring(beside.opposite(number, place), row)
                self._put[number] = pane.reader.scroll_offset.y
        self._aligning = False

    def action_next_passage(self, times: int = 1) -> None:
        """To the next shared passage, in all panes."""
        self._go_to_passage(times)

    def action_previous_passage(self, times: int = 1) -> None:
        """To the shared passage before, in all panes."""
        self._go_to_passage(-times)

    def _go_to_passage(self, step: int) -> None:
        beside = self._beside(self._leading)
        if beside is None:
            self.say(_("The documents are still being compared."))
            return
        reader = self.pane.reader
        one = 1 if step > 0 else -1
        number = beside.next(reader.cursor, one)
        if number is None:
            self.say(_("No further shared passage.") if step > 0 else _("No shared passage before this one."))
            return
        stop = beside.stops[min(max(0, number + step - one), len(beside.stops) - 1)]
        reader.go_to(stop.span.start)
        self._show(stop)

    def _show(self, stop: Stop) -> None:
        """Bring a passage to one row of all panes that have it, whether they are linked or not."""
        reader = self.pane.reader
        row = reader.visible_height // 3
        self._aligning = True
        # Where one text has no more lines above or below, the others come to meet it.
        for _again in range(2):
            reader.bring(stop.span.start, row)
            row = reader.row_of(stop.span.start)
            for meeting in stop.meetings:
                other = self.panes[meeting.other].reader
                other.bring(meeting.there.start, row)
                self._put[meeting.other] = other.scroll_offset.y
                row = other.row_of(meeting.there.start)
        self._aligning = False
        self._align(self._leading)

    def action_link(self) -> None:
        """Let the other panes follow, or scroll each pane by itself."""
        self._linked = not self._linked
        self._align(self._leading)
        self.say(
            _("The panes scroll together, by what they share.")
            if self._linked
            else _("Each pane scrolls by itself.")
        )
        self._tell()

    def action_switch_pane(self) -> None:
        """The next pane gets the focus."""
        self._switch(1)

    def action_switch_pane_back(self) -> None:
        """The pane before gets the focus."""
        self._switch(-1)

    def _switch(self, step: int) -> None:
        panes = self.panes
        target = panes[(self._active + step) % len(panes)]
        if not target.display:
            # The one that is shown alone gives its place to the other.
            self.pane.display, target.display = False, True
        self.set_focus(target.reader)

    def action_maximise(self) -> None:
        """Show the pane with the focus alone, or all of them again."""
        alone = all(pane.display for pane in self.panes)
        for number, pane in enumerate(self.panes):
            pane.display = not alone or number == self._active
        panes = self.query_one("#panes")
        panes.set_class(alone, "-alone")
        # Rows and columns of several would leave it a part of the screen.
        panes.set_class(not alone, _ARRANGED[len(self._ids)])
        self.set_focus(self.pane.reader)

    def action_swap(self) -> None:
        """Let the document with the focus and the next one change places; each stays where one read it."""
        here, there = self._active, (self._active + 1) % len(self._ids)
        ids = list(self._ids)
        ids[here], ids[there] = ids[there], ids[here]
        self._returning = {self._ids[number]: self.panes[number].reader.place for number in (here, there)}
        self._ids, self._collations = tuple(ids), None
        self._besides.clear()
        for number in (here, there):
            self.panes[number].load(ids[number], self._query)
        if not self.panes[there].display:
            self.action_maximise()
        self.set_focus(self.panes[there].reader)

    @on(Reader.SelectionChanged)
    def _selected(self, event: Reader.SelectionChanged) -> None:
        """There is one selection: what is selected in one pane is given up in the other."""
        if event.span is not None:
            for pane in self.panes:
                if pane.reader is not event.reader:
                    pane.reader.clear_selection()
