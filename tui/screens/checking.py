"""A draft checked, piece by piece; and the source's wording put in the place of the draft's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui import checking, findings
from tui.checking import Begun, CheckReady, Mended, Moved, Subject
from tui.findings import Finding
from tui.i18n import _, translate_error
from tui.messages import Failed
from tui.screens.desk import Desk
from tui.screens.findings import FindingsScreen
from tui.text.said import summary
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from index.checking.checking import Run
    from index.quoting.files import DraftFile

_CHANNEL = "check"


class CheckScreen(FindingsScreen):
    """``place``: line and column (from 1) in the draft, to which one wants to go from here."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__(desk)
        self.subject = subject
        self.place: tuple[int, int] | None = None
        self.whole = False
        """Whether all was checked."""
        self.running = False
        self._run: Run | None = None
        self._file: DraftFile | None = None
        self._counts: Mapping[str, int] = {}
        self._ticket = self._mending = 0
        # What was put in: the draft before and after it, and the findings before.
        self._puts: list[tuple[DraftFile, DraftFile, Sequence[Finding]]] = []
        self._mended: int | None = None
        self._error = ""

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
        self.tell()

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
        self.documents, self.names = event.documents, event.names
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

    def tell(self) -> None:
        """Say how far it is, or how many there are of each."""
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

    def why_empty(self) -> str:
        """What is said where nothing is listed."""
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
            whole = one.whole and not self.wording
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
