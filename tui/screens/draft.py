"""A draft to write in, and beside it the texts to quote from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from tui import drafting
from tui.checking import subject_of
from tui.drafting import DraftOpened, DraftSame, DraftSaved, QuotationMade
from tui.i18n import _, translate_error
from tui.keymap import bindings
from tui.messages import Failed
from tui.screens.desk import Desk
from tui.screens.draft_finding import DraftFindingScreen
from tui.screens.draft_texts import CorpusList
from tui.widgets.draft_text import DraftText
from tui.widgets.find_bar import FindBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines import Line, StatusLine

if TYPE_CHECKING:
    from index.quoting.files import DraftFile
    from index.quoting.inserting import Form

AUTOSAVE = 0.5
"""Seconds after a key until the draft is on the disk: what a crash could take."""
LOOK = 2.0
"""Seconds between two looks at whether another program has changed the draft."""
LARGE = 300_000
"""Characters from which on a text area takes longer for a key than one waits (40 ms): such a draft is only
read, and only its beginning is shown."""
LONG_LINE = 10_000
"""The same of one line, which is broken anew for each key (.2 s)."""
SHOWN = 100_000


class DraftScreen(DraftFindingScreen):
    """Every change is on the disk soon after it was made, in one step, and never over another program's.

    ``place``: line and column, from 1, to begin at.
    """

    CSS = """
    DraftScreen #name { height: 1; background: $panel; padding: 0 1; }
    DraftScreen #name Line { background: $panel; padding: 0; }
    DraftScreen #sides { height: 1fr; }
    DraftScreen DraftText { width: 1fr; height: 1fr; border: none; padding: 0 1; background: $background; }
    DraftScreen.-narrow #sides { layout: vertical; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft"), *bindings("draft_reader")]
    AUTO_FOCUS = "DraftText"

    def __init__(self, desk: Desk, path: Path, place: tuple[int, int] | None = None) -> None:
        super().__init__(desk)
        self.path = path
        self._place = place
        self._file: DraftFile | None = None
        # What the text area makes of the file: all line ends are alike there.
        self._text = ""
        self._seen: tuple[int, int] | None = None
        self._ticket = self._saving = self._quoting = 0
        self._asked: tuple[str, Form] | None = None
        self._timer: Timer | None = None
        self._facts: Timer | None = None
        # What is done when all is saved.
        self._then: Callable[[], object] | None = None
        # Whether what is read next was changed by this program.
        self._own = False

    @property
    def unsaved(self) -> bool:
        """Whether the disk does not have all of it yet."""
        return self._file is not None and self.text.text != self._text

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Horizontal(id="name"):
            yield Line("said")
        yield FindBar()
        with Horizontal(id="sides"):
            yield DraftText()
            with Vertical(id="corpus"):
                yield from self.compose_texts()
        yield StatusLine("status")
        yield KeyBar("draft")

    def on_mount(self) -> None:
        """Load the draft."""
        self.refresh_status(self.desk.banner)
        self._load()
        self.set_interval(LOOK, self._look)

    @on(events.DescendantFocus)
    def _focus_moved(self) -> None:
        self.refresh_keys()

    # The draft on the disk

    def _load(self) -> None:
        self._ticket = self.desk.service.submit("draft", self.post_message, drafting.opened(self.path))

    @on(DraftOpened)
    def _opened(self, event: DraftOpened) -> None:
        event.stop()
        own, self._own = self._own, False
        if event.ticket != self._ticket or self.unsaved:
            return
        first, gone = self._file is None, not event.file.digest and bool(self._text)
        self._file, self._seen = event.file, drafting.stamp(self.path)
        if first:
            self._show(event.file)
        elif gone:
            # What one sees is not taken away; it is as new as what one types.
            self._text = ""
            self.say(
                _("Another program has removed the draft; it is saved again when you leave."), problem=True
            )
        elif self.text.read_only:
            self._show(event.file)
        elif event.file.text != self.text.text:
            self.text.put(event.file.text, self.text.offset_at_cursor)
            self._text = self.text.text
            if not own:
                self.say(_("Another program has changed the draft; this is how it is now."))
        self._tell()

    def _show(self, file: DraftFile) -> None:
        """Show the draft for the first time."""
        long = len(file.text) > LARGE or max(map(len, file.text.splitlines()), default=0) > LONG_LINE
        self.text.load_text(_beginning(file.text) if long else file.text)
        self._text = self.text.text
        self.text.read_only = file.encoding != "utf-8" or long
        if file.encoding != "utf-8":
            said = _("This draft is not UTF-8 text; save it as UTF-8 in your editor (F4) to write in it.")
            self.say(said, problem=True)
        elif long:
            said = _(
                "This draft is too long to write in it here; its beginning is shown. F4 opens your editor, "
                "Ctrl+K checks it."
            )
            self.say(said, problem=True)
        elif self._text != file.text:
            self.say(_("The line ends of this draft are not all alike; they will be when you change it."))
        if self._place is not None:
            self.text.to_place(*self._place)
        else:
            # Where one left it; a draft goes on at its end.
            self.text.move_cursor(self.desk.cursors.get(self.path, self.text.document.end))

    def _look(self) -> None:
        if self._file is not None and not self.unsaved and self.is_current:
            work = drafting.looked_at(self._file, self._seen)
            self._ticket = self.desk.service.submit("draft", self.post_message, work)

    @on(DraftSame)
    def _same(self, event: DraftSame) -> None:
        event.stop()
        self._own = False

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if self.unsaved:
            self._timer = self.set_timer(AUTOSAVE, self._save)
        if self._facts is None:
            # All of the text is looked through: not for each of the letters that an input method commits.
            self._facts = self.set_timer(0.2, self._tell)

    def _save(self) -> None:
        self._timer = None
        if self._file is not None and self.unsaved:
            work = drafting.saved(self._file, self.text.text)
            self._saving = self.desk.service.submit("", self.post_message, work)

    @on(DraftSaved)
    def _saved(self, event: DraftSaved) -> None:
        event.stop()
        if event.ticket != self._saving:
            return
        self._file, self._text = event.file, event.file.text
        self._seen = drafting.stamp(self.path)
        if event.kept is not None:
            self.text.put(event.file.text, self.text.offset_at_cursor)
            self._text = self.text.text
            said = _("Another program has changed the draft meanwhile; your own text is kept in {path}.")
            self.say(said.format(path=event.kept), problem=True)
        elif self.unsaved:
            self._save()
        self._tell()
        if not self.unsaved:
            then, self._then = self._then, None
            if then is not None:
                then()

    @on(Failed)
    def _not_done(self, event: Failed) -> None:
        """What cannot be saved stays on the screen."""
        self._then = None
        event.prevent_default()
        event.stop()
        if event.channel == "corpus":
            self.query_one("#corpus-totals", Line).say(translate_error(event.error), problem=True)
        else:
            self.say(translate_error(event.error), problem=True)

    def _tell(self) -> None:
        from index.quoting.anchors import anchors_of
        from index.quoting.drafts import draft_name, words

        if self._facts is not None:
            self._facts.stop()
            self._facts = None
        text = self._file.text if self.text.read_only and self._file else self.text.text
        state = _("not saved yet") if self.unsaved else _("saved")
        facts = _("{quotations} quotations, {words} words").format(
            quotations=f"{len(anchors_of(text)):,}", words=f"{words(text):,}"
        )
        self.query_one("#said", Line).say("  ·  ".join((draft_name(self.path), facts, state)))

    def _when_saved(self, then: Callable[[], object]) -> None:
        """Do something with the draft as it stands on the disk, once all of it does."""
        if self.unsaved:
            self._then = then
            self._save()
        else:
            then()

    def action_leave(self) -> None:
        """From the texts to the draft; from the draft back, when it is saved."""
        if self.has_class("-reading") and not self.text.has_focus:
            self.remove_class("-reading")
            self.set_focus(self.query_one(CorpusList))
        elif not self.text.has_focus:
            self.set_focus(self.text)
        else:
            self._when_saved(self._leave)

    def _leave(self) -> None:
        """Back; where one was is remembered."""
        self.desk.cursors[self.path] = self.text.cursor_location
        self.dismiss()

    def action_editor(self) -> None:
        """Save, go on in the user's editor, and take over what was changed there."""
        self._when_saved(self._edit)

    def _edit(self) -> None:
        self.open_file(str(self.path), _("There is nothing in this draft yet; write something first."))
        self._load()

    def action_check(self) -> None:
        """Save the draft, and check it."""
        # The key comes before what was typed just now has reached the text.
        self.call_after_refresh(self._when_saved, self._check)

    def _check(self) -> None:
        from tui.screens.checking import CheckScreen

        screen = CheckScreen(self.desk, subject_of(self.path, own=True))

        def left(_none: None) -> None:
            self._own = True
            if screen.place is not None:
                self.text.to_place(*screen.place)
                self.set_focus(self.text)
            self._load()

        self.app.push_screen(screen, left)

    def action_export(self) -> None:
        """Save the draft, and write it to a file for others."""
        from tui.screens.draft_exporting import export_draft

        self._when_saved(lambda: export_draft(self, self.path))

    def action_to_start(self) -> None:
        """The cursor to the start."""
        self.text.move_cursor((0, 0))

    def action_to_end(self) -> None:
        """The cursor to the end."""
        self.text.move_cursor(self.text.document.end)

    # Quoting

    def action_block(self) -> None:
        """As a block."""
        self._quote("block")

    def action_inline(self) -> None:
        """In the sentence."""
        self._quote("inline")

    def action_footnote(self) -> None:
        """With a footnote."""
        self._quote("footnote")

    def _quote(self, form: Form) -> None:
        document = self.pane.document
        span, whole = self.pane.quotable()
        if not self.has_class("-reading") or document is None or span is None:
            self.say(_("Find a text with F2, open it, and select what to quote (s, v or p)."))
        elif self.text.read_only:
            self.say(_("This draft cannot be written to here."), problem=True)
        else:
            text, at = self.text.text, self.text.offset_at_cursor
            self._asked = text, form
            work = drafting.quoted(text, at, document.id, span, form, whole=whole)
            self._quoting = self.desk.service.submit("", self.post_message, work)

    @on(QuotationMade)
    def _made(self, event: QuotationMade) -> None:
        event.stop()
        if event.ticket != self._quoting or self._asked is None:
            return
        before, form = self._asked
        if self.text.text != before:
            # Something was typed meanwhile, or taken over from another program: put it in there.
            self._quote(form)
            return
        self.text.put(event.text, event.after)
        length = len(event.citation.text)
        self.say(_("{length} characters quoted, with their source.").format(length=length))
        self.set_focus(self.text)


def _beginning(text: str) -> str:
    """What is shown of a draft that is too long for a text area."""
    lines = (line if len(line) <= LONG_LINE else line[:LONG_LINE] + "…" for line in text[:SHOWN].splitlines())
    return "\n".join(lines) + ("\n…" if len(text) > SHOWN else "")
