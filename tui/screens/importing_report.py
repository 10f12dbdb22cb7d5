"""How far the import is; when it has ended, what became of the files, what needs a look first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from index.model import Document, Hit
from tui.folders import shown
from tui.i18n import _, translate_error
from tui.import_groups import Group, groups, reason_of, summary
from tui.keymap import Context, bindings
from tui.messages import Listed, ReportSeen
from tui.pages import Pages
from tui.screens.correcting import CorrectingScreen
from tui.screens.desk import Desk
from tui.screens.question import QuestionScreen
from tui.text.card import list_line
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.part_line import PartLine
from tui.widgets.prose import Prose
from tui.widgets.report_list import ReportList


class ImportReportScreen(CorrectingScreen):
    """May be left at any time; the import goes on, and its report waits."""

    CSS = """
    ImportReportScreen #progress { height: 1fr; padding: 1 2; }
    ImportReportScreen #details {
        min-height: 5; max-height: 50%; padding: 0 1; border-top: solid $panel; color: $foreground;
    }
    ImportReportScreen.-running PartLine, ImportReportScreen.-running ReportList { display: none; }
    ImportReportScreen.-running #details { display: none; }
    ImportReportScreen.-ended #progress { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("report", movement=False),
        *(b for b in bindings("running") if b.action == "stop"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.groups: list[Group] = []
        self._group = 0
        self._pages = Pages(desk.service, "report", self.post_message)
        self._documents: Mapping[int, Document] | None = None

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        job = self.desk.job
        return ("running",) if job is not None and job.running else ("report",)

    @property
    def list(self) -> ReportList:
        """The files of the open group."""
        return self.query_one(ReportList)

    @property
    def document(self) -> Document | None:
        """What the current file has become."""
        return self.list.document

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Line("head")
        yield Static("", id="progress", markup=False)
        yield PartLine()
        yield ReportList()
        yield Prose(id="details")
        yield StatusLine("status")
        yield KeyBar("report")

    def on_mount(self) -> None:
        """Say how far it is."""
        self.set_focus(self.list)
        self.refresh_status(self.desk.banner)
        self.import_moved()

    def on_unmount(self) -> None:
        """Let go of the documents at once: there may be a hundred thousand."""
        self._pages.drop()
        self._documents = None

    def on_resize(self) -> None:
        """The bar is as long as there is room."""
        self._tell_progress()

    # Running

    def import_moved(self) -> None:
        """The import has gone on, or has ended."""
        super().import_moved()
        job = self.desk.job
        self.set_class(job is None or job.report is None, "-running")
        self.set_class(job is not None and job.report is not None, "-ended")
        self.refresh_keys()
        if job is None:
            self.query_one("#head", Line).say(_("No import has run yet; i or F5 chooses what to import."))
            return
        self._tell_progress()
        if job.running:
            self.query_one("#head", Line).say(_("Importing"))
            return
        if not job.seen:
            job.seen = True
            self.app.post_message(ReportSeen())
        if job.error is not None:
            self.query_one("#head", Line).say(translate_error(job.error), problem=True)
        elif job.report is not None and self._documents is None:
            seconds = _("{seconds} s").format(seconds=f"{job.report.seconds:.1f}")
            self.query_one("#head", Line).say(f"{summary(job.report)}  ·  {seconds}")
            self._ask()
        self.refresh_status(self.desk.banner)

    def _tell_progress(self) -> None:
        job = self.desk.job
        if job is None:
            return
        progress = self.query_one("#progress", Static)
        if not job.running:
            progress.update(
                _("What was done before is kept. i or F5 chooses what to import.") if job.error else ""
            )
            return
        cells = max(10, self.size.width - 6)
        done = cells * job.pace.done // max(1, job.pace.total)
        text = Text(job.sentence() + "\n\n", no_wrap=True, overflow="ellipsis")
        text.append("[").append(" " * done, "reverse").append("." * (cells - done), "dim").append("]\n\n")
        text.append(job.path, "dim")
        text.append(
            "\n\n" + _("Esc leaves this screen, the import goes on. x or Del stops it; what is done is kept.")
        )
        progress.update(text)

    def action_stop(self) -> None:
        """Stop the import, after a question."""
        job = self.desk.job
        if job is None or not job.running:
            self.say(_("No import is running."))
        elif not job.stopping:
            question = _(
                "Stop the import? What is done is kept; importing the same again goes on from there."
            )
            self.app.push_screen(QuestionScreen(question), self._stop)

    def _stop(self, sure: bool | None) -> None:
        job = self.desk.job
        if sure and job is not None and job.running:
            job.stop()
            self._tell_progress()

    # The report

    def library_changed(self, _ids: Sequence[int] = ()) -> None:
        """What was corrected may no longer need a look; the sample may have given way to one's own."""
        self.refresh_status(self.desk.banner)
        job = self.desk.job
        if job is not None and job.report is not None:
            self._ask()

    def _ask(self) -> None:
        job = self.desk.job
        rows = job.report.documents if job is not None and job.report is not None else ()
        self._pages.ask_for([*dict.fromkeys(row.id for row in rows if row.id is not None)])

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        event.stop()
        job = self.desk.job
        if not self._pages.took(event) or not self._pages.is_whole or job is None or job.report is None:
            return
        before = self.groups[self._group].id if self.groups else ""
        row = self.list.current
        self._documents = {document.id: document for document in self._pages.documents or ()}
        self.list.forget_names()
        self.groups = groups(job.report, self._documents)
        same = next((n for n, group in enumerate(self.groups) if group.id == before), None)
        self._group = same or 0
        self._show(row if same is not None else 0)

    def _show(self, row: int = 0) -> None:
        self.query_one(PartLine).show([(one.label, len(one.rows)) for one in self.groups], self._group)
        rows = self.groups[self._group].rows if self.groups else ()
        self.list.show(rows, self._documents or {}, row)

    @on(ReportList.Moved)
    def _details(self) -> None:
        row, document = self.list.row, self.document
        lines: list[str] = []
        if row is not None:
            lines.append(shown_path(row.path))
            if row.reason:
                lines.append(reason_of(row))
            if document is not None:
                lines.append(list_line(document))
                if document.duplicate_of is not None:
                    lines.append(_("much the same as {id}").format(id=document.duplicate_of))
        elif self._documents is not None:
            lines.append(_("There was nothing to import; i or F5 chooses other files."))
        self.query_one("#details", Prose).update("\n".join(lines))

    def action_part(self, number: int) -> None:
        """Open a group."""
        if self.groups:
            self._group = number % len(self.groups)
            self._show()

    def action_next_group(self) -> None:
        """The next group."""
        self.action_part(self._group + 1)

    def action_previous_group(self) -> None:
        """The group before."""
        self.action_part(self._group - 1)

    @on(ReportList.Opened)
    def action_open(self) -> None:
        """Read the document; [ and ] go through those of the group."""
        from tui.screens.reader import ReaderScreen

        here = self.document
        if not self._has_document() or here is None:
            return
        documents = self._documents or {}
        ids = dict.fromkeys(row.id for row in self.list.rows if row.id is not None and row.id in documents)
        hits = [Hit(documents[id], 0.0, 0, 0, False, False, ()) for id in ids if id is not None]
        index = [hit.document.id for hit in hits].index(here.id)
        self.app.push_screen(ReaderScreen(self.desk, "", hits, index, None, ()))

    def action_source(self) -> None:
        """Open the file, whatever became of it."""
        if self.document is None and self.list.row is not None:
            self.open_file(self.list.row.path)
        else:
            super().action_source()

    def action_edit(self) -> None:
        """Correct the document."""
        if self._has_document():
            super().action_edit()

    def action_receipts(self) -> None:
        """How the document was read."""
        if self._has_document():
            super().action_receipts()

    def _has_document(self) -> bool:
        """Whether the file has become a document; if not, that is said."""
        if self.document is None:
            self.say(_("There is no document to read: the lines below the list say why."))
        return self.document is not None

    def action_again(self) -> None:
        """Choose files and folders again."""
        from tui.screens.importing import ImportScreen

        if not self.is_busy:
            self.app.switch_screen(ImportScreen(self.desk))

    def action_back(self) -> None:
        """Leave; a running import goes on."""
        self.dismiss()


def shown_path(path: str) -> str:
    """A path for people."""
    from pathlib import Path

    return shown(Path(path))
