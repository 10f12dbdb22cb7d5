"""The user's drafts: which there are, which one quotations are added to, and the way into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from index.errors import DangjianError
from tui import config, drafting
from tui.drafting import DraftsListed
from tui.i18n import _, ngettext_, translate, translate_error
from tui.keymap import bindings
from tui.screens.desk import Desk
from tui.screens.filtered import FilteredScreen
from tui.widgets.draft_list import LEAD, DraftList
from tui.widgets.filter_bar import FilterBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine
from tui.widgets.prose import Prose
from tui.widgets.rows import RowList
from tui.widgets.table_head import TableHead

if TYPE_CHECKING:
    from index.quoting.drafts import DraftInfo


class DraftsScreen(FilteredScreen):
    """Drafts are plain Markdown files in one folder."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("drafts", movement=False)]
    AUTO_FOCUS = "DraftList"
    CONTEXT = "drafts"
    SORTS = drafting.SORTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._ticket = 0
        self._found: Sequence[DraftInfo] = ()
        self._folder: Path | None = None
        # What was asked for before the list was there.
        self._ahead: Callable[[], object] | None = None

    @property
    def rows(self) -> DraftList:
        """The rows."""
        return self.query_one(DraftList)

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield FilterBar(_("Drafts"), _("All drafts; / filters by their names"))
        yield Line("totals")
        yield TableHead(drafting.columns, lead=LEAD)
        yield DraftList()
        yield Prose(id="none")
        yield StatusLine("status")
        yield KeyBar("drafts")

    def on_mount(self) -> None:
        """Ask for them."""
        self.refresh_status(self.desk.banner)
        self._ask()

    def on_screen_resume(self) -> None:
        """They may have been changed where one comes from."""
        self._ask()

    def _ask(self) -> None:
        self._ticket = self.desk.service.submit("drafts", self.post_message, drafting.drafts)

    @on(DraftsListed)
    def _listed(self, event: DraftsListed) -> None:
        event.stop()
        if event.ticket == self._ticket:
            self._found, self._folder = event.drafts, event.folder
            self.list_rows()
            ahead, self._ahead = self._ahead, None
            if ahead is not None:
                ahead()

    def _waits(self, action: Callable[[], object]) -> bool:
        """Whether an action waits for the list, which is not there yet."""
        if self._folder is None:
            self._ahead = action
        return self._folder is None

    def list_rows(self) -> None:
        """List what the filter leaves, in the chosen order."""
        shown = drafting.listed(self._found, self.wanted, self._sort, turned=self._turned)
        self.rows.show(shown, str(self._current))
        falling = {column.id: column.falling for column in drafting.COLUMNS}
        self.query_one(TableHead).show(self._sort, rising=falling[self._sort] == self._turned)
        self.say_empty(not shown)
        found = len(self._found)
        number = ngettext_("{number} draft", "{number} drafts", found).format(number=f"{found:,}")
        self.query_one("#totals", Line).say(f"{number}  ·  {self._folder or ''}")
        if not shown:
            none = (
                _("No draft has these words in its name; Esc takes the filter away.")
                if self._found
                else _("There are no drafts yet. n begins one; what you copy with a (or F7) makes one, too.")
            )
            self.query_one("#none", Prose).update(none)

    @property
    def _current(self) -> Path | None:
        from index.quoting.drafts import draft_path

        try:
            return draft_path(self.desk.settings.draft)
        except DangjianError:
            return None

    @on(RowList.Opened)
    def action_open(self) -> None:
        """Write in the draft."""
        if self._waits(self.action_open):
            return
        draft = self.rows.draft
        if draft is not None and draft.problem:
            self.say(translate(draft.problem), problem=True)
        elif draft is not None:
            self.write(Path(draft.path))

    def write(self, path: Path) -> None:
        """Write in the draft at ``path``."""
        from tui.screens.draft import DraftScreen

        self.app.push_screen(DraftScreen(self.desk, path))

    def action_choose(self) -> None:
        """Quotations are added to this one from now on."""
        if self._waits(self.action_choose):
            return
        draft = self.rows.draft
        if draft is not None:
            self._choose(draft.name if Path(draft.name).suffix else f"{draft.name}.md")
            self.list_rows()

    def _choose(self, name: str) -> None:
        settings = replace(self.desk.settings, draft=name)
        self.desk.settings = settings
        config.save(settings)
        self.refresh_status(self.desk.banner)
        self.say(_("Quotations are added to {name} from now on.").format(name=name))

    def action_new(self) -> None:
        """Begin a draft under a name that is asked for; it becomes the current one."""
        from tui.screens.naming import NamingScreen

        self.app.push_screen(NamingScreen(_("The name of the new draft"), _("such as 讲话稿")), self._begin)

    def _begin(self, name: str | None) -> None:
        from index.quoting.drafts import draft_path, drafts_folder

        if name is None:
            return
        try:
            path = draft_path(name)
        except DangjianError as error:
            self.say(translate_error(error), problem=True)
            return
        inside = path.is_relative_to(drafts_folder())
        self._choose(str(path.relative_to(drafts_folder()) if inside else path))
        self.write(path)

    def action_check(self) -> None:
        """Check what the draft quotes; without any draft, a file that is asked for."""
        from tui.screens.checking import check

        if self._waits(self.action_check):
            return
        draft = self.rows.draft
        if draft is None:
            super().action_check()
        elif draft.problem:
            self.say(translate(draft.problem), problem=True)
        else:
            self.app.push_screen(check(self.desk, Path(draft.path)))

    def action_export(self) -> None:
        """Write the draft to a file for others."""
        from tui.screens.draft_exporting import export_draft

        if self._waits(self.action_export):
            return
        draft = self.rows.draft
        if draft is not None and draft.problem:
            self.say(translate(draft.problem), problem=True)
        elif draft is not None:
            export_draft(self, Path(draft.path))

    def action_editor(self) -> None:
        """Open it in the user's editor."""
        if self._waits(self.action_editor):
            return
        draft = self.rows.draft
        if draft is not None:
            self.open_file(draft.path)
            self._ask()
