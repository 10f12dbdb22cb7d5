"""The result list: ranked documents with count, facts and snippet, some of them marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from index.model import Hit
from tui.keymap import bindings
from tui.labels import name_of
from tui.widgets.results_rows import Group, Rows, group_of, height_of
from tui.widgets.rows import Marks, RowList, Run
from tui.widgets.type_ahead import TypeAhead


class ResultList(RowList):
    """Shows hits in the order given. One is current; documents can be marked for later."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list", movement=True)]
    OWN_BACKGROUND = frozenset({"results--hit"})
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title", "results--facts", "results--snippet", "results--hit", "results--loose",
        "results--count", "results--loose-count", "results--related-count", "results--separator",
    }  # fmt: skip
    DEFAULT_CSS = """
    ResultList {
        & > .results--title { text-style: bold; }
        & > .results--facts { color: $text-muted; }
        & > .results--hit { text-style: bold; color: $foreground; background: $warning-muted; }
        & > .results--loose { text-style: underline; color: $text-success; }
        & > .results--count { text-style: bold; color: $text-warning; }
        & > .results--loose-count { text-style: underline; color: $text-success; }
        & > .results--related-count { text-style: italic; color: $text-muted; }
        & > .results--separator { text-style: italic; color: $text-muted; }
    }
    ResultList:ansi {
        & > .results--facts { color: ansi_default; text-style: dim; }
        & > .results--hit { color: ansi_black; background: ansi_yellow; }
        & > .results--loose, & > .results--loose-count { color: ansi_green; }
        & > .results--count { color: ansi_yellow; }
        & > .results--related-count, & > .results--separator { color: ansi_default; text-style: dim italic; }
    }
    """

    ambiguous_wide: reactive[bool] = reactive(False, init=False)
    """Whether the terminal draws “ ” … — · two cells wide."""

    class Highlighted(Message):
        """Another hit is current, or the list was renewed; ``hit`` is ``None`` in an empty list."""

        def __init__(self, results: ResultList, hit: Hit | None) -> None:
            super().__init__()
            self.results, self.hit = results, hit

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

    class Opened(Message):
        """The user wants to read ``hit``."""

        def __init__(self, results: ResultList, hit: Hit) -> None:
            super().__init__()
            self.results, self.hit = results, hit

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

    class Marked(Message):
        """``marked`` are now the ids of the marked documents, in the order of marking."""

        def __init__(self, results: ResultList, marked: tuple[int, ...]) -> None:
            super().__init__()
            self.results, self.marked = results, marked

        @property
        def control(self) -> ResultList:
            """The list."""
            return self.results

    def __init__(self, *, ambiguous_wide: bool = False, id: str | None = None) -> None:
        """``ambiguous_wide``: the terminal draws “ ” … — · two cells wide."""
        super().__init__(id)
        self.set_reactive(ResultList.ambiguous_wide, ambiguous_wide)
        self.items: tuple[Hit, ...] = ()
        self._marks = Marks(self._marks_changed)
        self._names: Mapping[int, str] = {}
        # The first line of each hit, and the lines that separate groups.
        self._tops: list[int] = []
        self._separators: dict[int, Group] = {}
        self._unlisted = 0
        self._lines = 0
        self._drawing = Rows(0)
        # Whether the user went to the current hit; the first one is current by itself.
        self._chosen = False
        self.ahead = TypeAhead()

    # What is shown

    def show(
        self,
        hits: Sequence[Hit],
        names: Mapping[int, str] | None = None,
        *,
        keep: bool = True,
        unlisted: int = 0,
    ) -> None:
        """Show ``hits``, of which ``unlisted`` further ones are only counted.

        With ``keep`` a document that the user went to stays current, where it was, if it is among them.
        ``names`` are what documents without a title are called, by id (their first sentence in ‹ ›).
        """
        self._names = names or {}
        self._unlisted = unlisted
        before = self.highlighted if self._chosen and keep else None
        depth = self._tops[self.current] - self.scroll_offset.y if before else 0
        self.items = tuple(hits)
        self._arrange()
        ids = [hit.document.id for hit in self.items]
        kept = before is not None and before.document.id in ids
        index = ids.index(before.document.id) if kept and before else 0
        self._chosen = kept
        self.renew(index, scroll=max(0, self._tops[index] - depth) if kept else 0)
        if not self.items:
            self.ahead.forget()
        self.ahead.answered()

    def _arrange(self) -> None:
        """Give each hit its lines."""
        self._tops, self._separators = [], {}
        line, group = 0, "exact"
        for hit in self.items:
            if group_of(hit) != group:
                group = group_of(hit)
                self._separators[line] = group
                line += 1
            self._tops.append(line)
            line += height_of(hit)
        if self._unlisted:
            self._separators[line] = "unlisted"
            line += 1
        self._lines = line

    @property
    def highlighted(self) -> Hit | None:
        """The current hit."""
        return self.items[self.current] if 0 <= self.current < len(self.items) else None

    # Marks

    @property
    def marked(self) -> tuple[int, ...]:
        """The ids of the marked documents in the order of marking; they outlive the list that showed them."""
        return self._marks.keys

    def toggle_mark(self) -> None:
        """Mark the current document, or take its mark away."""
        if self.highlighted is not None:
            self._marks.toggle(self.highlighted.document.id)

    def clear_marks(self) -> None:
        """Take all marks away."""
        if self._marks:
            self._marks.keep(())

    def _marks_changed(self) -> None:
        self.redraw()
        self.post_message(self.Marked(self, self.marked))

    # Lines

    @property
    def total(self) -> int:
        """How many hits are listed."""
        return len(self.items)

    @property
    def lines(self) -> int:
        """The lines of all hits, and those between them."""
        return self._lines

    def first_line(self, index: int) -> int:
        """The first line of a hit."""
        return self._tops[index]

    def height(self, index: int) -> int:
        """The lines of a hit."""
        return height_of(self.items[index])

    def index_at(self, line: int) -> int:
        """The hit on ``line``; a separator belongs to the hit above it."""
        return max(0, bisect_right(self._tops, line) - 1)

    def reach(self, index: int) -> tuple[int, int]:
        """The lines of a hit, with the separator above it or, at the end, what is said below."""
        top, bottom = super().reach(index)
        if top - 1 in self._separators:
            top -= 1
        return top, bottom + (bottom == self._lines - 1)

    def watch_ambiguous_wide(self) -> None:
        """Draw with the other widths."""
        self.redraw()

    def watch_current(self, old: int, new: int) -> None:
        """As in any list; the hit is the user's choice from now on."""
        self._chosen = True
        super().watch_current(old, new)

    def moved(self) -> Message:
        """The current hit."""
        return self.Highlighted(self, self.highlighted)

    def opened(self) -> Message:
        """The hit to read."""
        return self.Opened(self, self.items[self.current])

    # Moving about

    def move(self, to: Callable[[], int]) -> None:
        """Go to another hit; while an answer is waited for, when it stands."""
        if not self.ahead.asked(lambda: self.move(to)):
            super().move(to)

    def action_open(self) -> None:
        """Read the current hit."""
        if self.highlighted is not None:
            self.post_message(self.opened())

    def action_mark(self) -> None:
        """Mark the current document, or take its mark away."""
        self.toggle_mark()

    def on_click(self, event: events.Click) -> None:
        """As in any list, but what is about to be replaced cannot be clicked."""
        if self.ahead.waiting:
            event.prevent_default()

    # Drawing

    def parts(self, line: int) -> tuple[list[Run], bool]:
        """A separator, or a line of a hit."""
        drawing = self._drawing
        if drawing.width != self.width or drawing.ambiguous_wide != self.ambiguous_wide:
            drawing = self._drawing = Rows(self.width, ambiguous_wide=self.ambiguous_wide)
        if line in self._separators:
            return drawing.separator(self._separators[line], self._unlisted), False
        index = self.index_at(line)
        hit, current = self.items[index], index == self.current
        name = self._names.get(hit.document.id) or name_of(hit.document)
        marked = hit.document.id in self._marks
        return drawing.row(hit, name, line - self._tops[index], current=current, marked=marked), current
