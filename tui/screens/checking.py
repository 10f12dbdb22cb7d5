"""A draft checked: what it has found by place, and beside each finding the passage it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.model import Document, Hit, Span
from tui import checking, findings
from tui.checking import Begun, CheckReady, Mended, Moved, Subject
from tui.findings import KINDS, Beside, Finding
from tui.i18n import _, translate, translate_error
from tui.keymap import bindings
from tui.labels import name_of
from tui.messages import Failed
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.text import card, sides
from tui.text.said import spread, summary
from tui.text.wording import Wording
from tui.widgets.filter_bar import FilterBar
from tui.widgets.finding_list import FindingList
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import StatusLine
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList
from tui.widgets.sides import Sides

if TYPE_CHECKING:
    from index.checking.checking import Run
    from index.quoting.files import DraftFile

_CHANNEL = "check"
_SHORT = 120
"""Letters of both sides together from which on what is the same is left out, where there are differences."""


class CheckScreen(FilteredScreen):
    """``place``: line and column (from 1) in the draft, to which one wants to go from here."""

    CSS = """
    CheckScreen #facts { max-height: 2; padding: 0 1; color: $text-muted; }
    CheckScreen FindingList { height: 1fr; min-height: 4; }
    CheckScreen Sides { border-top: hkey $panel; }
    CheckScreen #remarks { max-height: 3; padding: 0 1; background: $surface; }
    CheckScreen.-empty Sides, CheckScreen.-empty #remarks { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checking", movement=False)]
    AUTO_FOCUS = "FindingList"
    CONTEXT = "checking"
    SORTS = ("place", "kind")

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__(desk)
        self.subject = subject
        self.place: tuple[int, int] | None = None
        self.findings: Sequence[Finding] = ()
        self.whole = False
        """Whether all was checked."""
        self.running = False
        self._run: Run | None = None
        self._file: DraftFile | None = None
        self._documents: Mapping[int, Document] = {}
        self._names: Mapping[int, str] = {}
        self._counts: Mapping[str, int] = {}
        self._all = False
        self._wording = 0
        self._ticket = self._mending = 0
        self._puts: list[tuple[DraftFile, DraftFile, Sequence[Finding]]] = []
        self._mended: int | None = None
        self._error = ""

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

    def on_mount(self) -> None:
        """Begin."""
        self.refresh_status(self.desk.banner)
        self._begin()

    def on_unmount(self) -> None:
        """Nobody wants it any more."""
        self.desk.service.cancel(_CHANNEL)

    def library_changed(self, ids: Sequence[int] = ()) -> None:  # noqa: ARG002  (any may be quoted)
        """What was found is of the texts as they were."""
        if not self.running:
            self.say(_("The library has changed; r checks the draft again."))

    # The check

    def _begin(self) -> None:
        self.running, self.whole, self._run, self._error = True, False, None, ""
        self._ticket = self.desk.service.submit(_CHANNEL, self.post_message, checking.begun(self.subject))
        self.list_rows()

    @on(Begun)
    def _begun(self, event: Begun) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self._run, self._file = event.run, event.file
            # What was put in can be taken back as long as the draft is as that left it.
            kept = self._puts and event.file and self._puts[-1][1].digest == event.file.digest
            self._puts = [(before, now, ()) for before, now, _rows in self._puts] if kept else []
            self._go_on()

    @on(Moved)
    def _moved_on(self, event: Moved) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self._go_on()

    def _go_on(self) -> None:
        """The next piece; when there is none any more, what was found."""
        run = self._run
        if run is None:
            return
        more = run.done < run.total
        work = checking.gone_on(run) if more else checking.told(run)
        self._ticket = self.desk.service.submit(_CHANNEL, self.post_message, work)
        self._tell()

    def _stop(self) -> None:
        """Be content with what was found so far."""
        self.desk.service.cancel(_CHANNEL)
        if self._run is None:
            self.dismiss()
            return
        self._ticket = self.desk.service.submit(_CHANNEL, self.post_message, checking.told(self._run))

    @on(CheckReady)
    def _ready(self, event: CheckReady) -> None:
        event.stop()
        if event.ticket != self._ticket:
            return
        self.running, self.whole = False, event.whole
        self._documents, self._names = event.documents, event.names
        self._counts = event.report.summary
        self.findings = findings.findings_of(event.report)
        self.list_rows()

    @on(Failed)
    def _check_failed(self, event: Failed) -> None:
        event.prevent_default()
        event.stop()
        if event.channel != _CHANNEL:
            self._mending = 0
            self.say(translate_error(event.error), problem=True)
        elif event.ticket == self._ticket:
            self.running, self._error = False, translate_error(event.error)
            self.findings = ()
            self.list_rows()

    # What is shown

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        numbers = findings.listed(
            self.findings, all_=self._all, sort=self._sort, turned=self._turned, wanted=self.wanted
        )
        self.rows.show(self.findings, numbers)
        self.set_class(not numbers, "-empty")
        self.query_one("#none", Prose).update(self._why_empty())
        self._tell()

    def _tell(self) -> None:
        self.query_one("#facts", Prose).update(self._facts())

    def _facts(self) -> str:
        name = self.subject.name
        if self.running:
            if self._run is None:
                return _("{name}: being read…").format(name=name)
            said = _("{name}: {done} of {total} checked; Esc stops")
            return said.format(name=name, done=f"{self._run.done:,}", total=f"{self._run.total:,}")
        if self._error:
            return name
        said = "  ·  ".join([name, *summary(self._counts)])
        if not self.whole and self._run is not None:
            more = _("stopped at {done} of {total}; r checks all of it")
            said += "  ·  " + more.format(done=f"{self._run.done:,}", total=f"{self._run.total:,}")
        return said

    def _why_empty(self) -> str:
        if self.running:
            return _("Looking for what the draft quotes, and where that stands…")
        if self._error:
            return self._error
        if self.findings and self.wanted:
            return _("No finding has these words; Esc takes the filter away.")
        if not self.findings:
            return _(
                "There is nothing to check in it: no quotation, no block quote, no sentence that says what "
                "somebody said, no figure, and nothing that stands so in other texts."
            )
        return _("All agrees with the texts. v shows where everything stands.")

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._wording = 0
        self._show()

    @property
    def beside(self) -> Beside | None:
        """The passage that is shown."""
        one = self.rows.finding
        return one.passages[self._wording] if one is not None and one.passages else None

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
        document = self._documents.get(beside.source.id) if beside.source is not None else None
        if document is None or beside.source is None:
            return _("The texts"), "", ""
        many = len(one.passages)
        place = _("wording {index}/{total}").format(index=self._wording + 1, total=many) if many > 1 else ""
        return self._names.get(document.id) or name_of(document), "", place or f"[{document.id}]"

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
        lines = [translate(remark) for remark in one.remarks] if not self._wording else []
        if one.kind == "reused":
            lines.append(_("It stands so in a text, and the draft does not mark it as a quotation."))
        if beside is not None:
            document = self._documents.get(beside.source.id) if beside.source is not None else None
            where = [card.list_line(document)] if document is not None else []
            lines = [*where, *spread(beside, self._names), *lines]
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
        self._wording = (self._wording + 1) % len(one.passages)
        self._show()

    def action_back(self) -> None:
        """Stop the check; then take the filter away; then leave."""
        if self.running:
            self._stop()
        else:
            super().action_back()

    def action_again(self) -> None:
        """Check the draft as it is now."""
        if not self.running:
            self._begin()

    def action_check(self) -> None:
        """Another draft or file."""
        from tui.screens.checking_choice import choose

        choose(self)

    # Going there, and taking along

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Read the passage in its document."""
        from tui.screens.reader import ReaderScreen

        beside = self.beside
        source = beside.source if beside is not None else None
        document = self._documents.get(source.id) if source is not None else None
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
        document = self._documents.get(source.id) if source is not None else None
        if source is not None and document is not None:
            self.quote("copy_cited", document, Span(source.start, source.end), whole=True)
        else:
            self.say(_("There is no passage to this finding."))

    def action_to_draft(self) -> None:
        """To the finding's place in the draft."""
        from tui.screens.draft import DraftScreen

        one = self.rows.finding
        place = (one.line, one.column) if one is not None else (1, 1)
        below = self.app.screen_stack[-2]
        if isinstance(below, DraftScreen) and below.path == self.subject.path:
            self.place = place
            self.dismiss()
        elif self.subject.own:
            self.app.push_screen(
                DraftScreen(self.desk, self.subject.path, place), lambda _none: self._begin()
            )
        else:
            self.open_file(str(self.subject.path))

    # The source's wording

    def action_put(self) -> None:
        """Put the wording that is shown in the place of the draft's."""
        one, beside = self.rows.finding, self.beside
        source = one.instead if one is not None else None
        if source is None and beside is not None:
            source = beside.source
        if one is None or self.running or self._mending:
            return
        if self._file is None:
            self.say(_("Only drafts of yours are changed here; y copies the passage with its source."))
        elif one.kind == "mended":
            self.say(_("It is put in already; z takes it back."))
        elif not one.can_mend or source is None:
            self.say(_("There is nothing to put in here; d goes to the place in the draft."))
        else:
            self._mended = self.rows.number
            whole = one.whole and not self._wording
            work = checking.mended(self._file, one.line, one.column, one.text, source, whole=whole)
            self._mending = self.desk.service.submit("", self.post_message, work)

    @on(Mended)
    def _put(self, event: Mended) -> None:
        event.stop()
        if event.ticket != self._mending:
            return
        self._file, self._mending = event.now, 0
        if self._mended is None:
            self.findings = self._puts.pop()[2]
            self.say(_("The draft has its own words again."))
            if self.findings:
                self.list_rows()
            else:
                self._begin()
            return
        self._puts.append((event.before, event.now, self.findings))
        before, now = event.before.text, event.now.text
        self.findings = findings.shifted(self.findings, self._mended, before, now)
        self.list_rows()
        self.say(_("The source's wording is in the draft; z takes it back."))

    def action_undo(self) -> None:
        """Take back what was put in last."""
        if not self._puts:
            self.say(_("Nothing was put in here that could be taken back."))
            return
        if self.running or self._mending:
            return
        before, now, _rows = self._puts[-1]
        self._mended = None
        self._mending = self.desk.service.submit("", self.post_message, checking.taken_back(now, before))


def check(desk: Desk, path: Path) -> CheckScreen:
    """The screen that checks the file at ``path``."""
    return CheckScreen(desk, checking.subject_of(path))
