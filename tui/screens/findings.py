"""Findings by place, and beside the current one the passage that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model import Document, Hit, Span
from tui import findings
from tui.findings import KINDS, Beside, Finding
from tui.i18n import _, translate
from tui.keymap import bindings
from tui.labels import name_of
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.text import card, sides
from tui.text.said import spread
from tui.text.wording import Wording
from tui.widgets.filter_bar import FilterBar
from tui.widgets.finding_list import FindingList
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList
from tui.widgets.sides import Sides

_SHORT = 120
"""Letters of both sides together from which on what is the same is left out, where there are differences."""


class FindingsScreen(FilteredScreen):
    """``findings`` by their places, the ``documents`` of their passages with their ``names``."""

    DEFAULT_CSS = """
    FindingsScreen #facts { max-height: 3; padding: 0 1; color: $text-muted; }
    FindingsScreen FindingList { height: 1fr; min-height: 4; }
    FindingsScreen Sides { border-top: hkey $panel; }
    FindingsScreen #remarks { max-height: 3; padding: 0 1; background: $surface; }
    FindingsScreen.-empty Sides, FindingsScreen.-empty #remarks { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checking", movement=False)]
    AUTO_FOCUS = "FindingList"
    CONTEXT = "checking"
    SORTS = ("place", "kind")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.findings: Sequence[Finding] = ()
        self.documents: Mapping[int, Document] = {}
        self.names: Mapping[int, str] = {}
        self.wording = 0
        """Which of several wordings of a passage is shown."""
        self._all = False

    @property
    def rows(self) -> FindingList:
        """The rows."""
        return self.query_one(FindingList)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield FilterBar(_("Check"), _("What a check has found; / filters by its words"))
        yield Prose(id="facts")
        yield FindingList()
        yield Prose(id="none")
        yield Sides()
        yield Prose(id="remarks")
        yield StatusLine("status")
        yield KeyBar("checking")

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        numbers = findings.listed(
            self.findings, all_=self._all, sort=self._sort, turned=self._turned, wanted=self.wanted
        )
        self.rows.show(self.findings, numbers)
        self.say_empty(not numbers)
        self.query_one("#none", Prose).update(self.why_empty())
        self.tell()

    def tell(self) -> None:
        """Say how many there are of each."""
        raise NotImplementedError

    def why_empty(self) -> str:
        """What is said where nothing is listed."""
        raise NotImplementedError

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self.wording = 0
        self._show()

    @property
    def beside(self) -> Beside | None:
        """The passage that is shown."""
        one = self.rows.finding
        return one.passages[self.wording] if one is not None and one.passages else None

    def _show(self) -> None:
        """The current finding and a passage beside each other, and what is to be said of them."""
        one, beside, parts = self.rows.finding, self.beside, self.query_one(Sides)
        if one is None:
            return
        place = f"{one.line}:{one.column}"
        if beside is None:
            parts.ours.show(_("The draft"), _(KINDS[one.kind][1]), place, Wording(one.text, ()))
            parts.theirs.show(_("The texts"), "", "", Wording(self._nothing(one), ()))
        else:
            short = len(beside.ours) + len(beside.theirs) > _SHORT and bool(beside.differences)
            ours = sides.ours(beside.ours, beside.differences, short=short)
            parts.ours.show(_("The draft"), _(KINDS[one.kind][1]), place, ours)
            their = sides.theirs(beside.theirs, beside.differences, short=short)
            parts.theirs.show(*self._head(one, beside), their)
        self.query_one("#remarks", Prose).update(self._remarks(one, beside))

    def _head(self, one: Finding, beside: Beside) -> tuple[str, str, str]:
        document = self.documents.get(beside.source.id) if beside.source is not None else None
        if document is None or beside.source is None:
            return _("The texts"), "", ""
        many = len(one.passages)
        place = _("wording {index}/{total}").format(index=self.wording + 1, total=many) if many > 1 else ""
        return self.names.get(document.id) or name_of(document), "", place or f"[{document.id}]"

    @staticmethod
    def _nothing(one: Finding) -> str:
        said = {
            "not_found": _("No text of this library has these words; that says nothing else."),
            "unsourced": _("No text has this figure beside the same words; that says nothing else."),
            "unbalanced": _("A quotation mark without its partner; what it begins was not checked."),
            "unreadable": _("A comment that named a source, and cannot be read any more."),
        }
        return said.get(one.kind, "")

    def _remarks(self, one: Finding, beside: Beside | None) -> str:
        lines = [translate(remark) for remark in one.remarks] if not self.wording else []
        if one.kind == "reused":
            lines.append(_("It stands so in a text, and the draft does not mark it as a quotation."))
        if beside is not None:
            document = self.documents.get(beside.source.id) if beside.source is not None else None
            where = [card.list_line(document)] if document is not None else []
            lines = [*where, *spread(beside, self.names), *lines]
        return "  ·  ".join(lines)

    # Moving about

    def action_next_problem(self) -> None:
        """The next finding that is to be looked at."""
        self._step(1)

    def action_previous_problem(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        rows = self.rows
        at = rows.current + step
        while 0 <= at < rows.total:
            one = rows.rows[rows.numbers[at]]
            if not one.good and one.kind != "mended":
                rows.go_to(at)
                return
            at += step
        self.say(_("No further finding.") if step > 0 else _("No finding before this one."))

    def action_everything(self) -> None:
        """What agrees as well, or only what does not."""
        self._all = not self._all
        self.list_rows()
        self.say(
            _("All that was checked is listed.") if self._all else _("Only what does not agree is listed.")
        )

    def action_wording(self) -> None:
        """The next wording of the passage."""
        one = self.rows.finding
        if one is None or len(one.passages) < 2:
            self.say(_("The texts have this in one wording only."))
            return
        self.wording = (self.wording + 1) % len(one.passages)
        self._show()

    # Going there, and taking along

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Read the passage in its document."""
        from tui.screens.reader import ReaderScreen

        beside = self.beside
        source = beside.source if beside is not None else None
        document = self.documents.get(source.id) if source is not None else None
        if source is None or document is None:
            self.say(_("There is no passage to this finding."))
            return
        hit = Hit(document, 0.0, 0, 0, False, False, ())
        span = Span(source.start, source.end)
        self.app.push_screen(ReaderScreen(self.desk, "", [hit], 0, source.start, (), [span]))

    def action_copy_cited(self) -> None:
        """Copy the passage with its citation."""
        beside = self.beside
        source = beside.source if beside is not None else None
        document = self.documents.get(source.id) if source is not None else None
        if source is not None and document is not None:
            self.quote("copy_cited", document, Span(source.start, source.end), whole=True)
        else:
            self.say(_("There is no passage to this finding."))
