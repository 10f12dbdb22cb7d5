"""A draft written to a file for others: in which form, by which edition of the standard, under which name."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.errors import N_, DangjianError
from tui.folders import shown
from tui.i18n import _, ngettext_
from tui.keymap import Context, bindings
from tui.screens.desk import Desk, DeskScreen
from tui.screens.exporting import file_name
from tui.screens.writing_file import FileScreen, PathInput
from tui.services import LibraryLike, Ticket, Work
from tui.widgets.key_bar import KeyBar
from tui.widgets.prose import Prose

if TYPE_CHECKING:
    from index.quoting.export.docx.layout import LayoutName
    from index.quoting.export.writing import ExportedDraft

_TOLD = 5
"""Altered quotations that are told by their places."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a draft is written: the ending, the layout, whether comments lead back to the passages."""

    ending: str
    layout: LayoutName
    anchors: bool
    name: str


FORMS = (
    Form(".docx", "official", False, N_("Word, set as official documents are (GB/T 9704—2012)")),
    Form(".docx", "plain", False, N_("Word, plain")),
    Form(".md", "official", False, N_("Markdown for other programs")),
    Form(".md", "official", True, N_("Markdown with the comments that lead back to the passages")),
    Form(".txt", "official", False, N_("plain text")),
)
STYLES: Mapping[str, str] = {"gb2025": "GB/T 7714—2025", "gb2015": "GB/T 7714—2015"}


@dataclass
class DraftExported(Message):
    """What was written; ``others``: quotations whose references stand as they were written by hand."""

    ticket: int
    written: ExportedDraft
    others: int


def export_draft(screen: DeskScreen, path: Path) -> None:
    """Ask how and where to write a draft, write it, and tell what was written."""

    def done(exported: DraftExported | None) -> None:
        if exported is not None:
            screen.app.push_screen(WrittenScreen(exported), opened)

    def opened(wanted: str | None) -> None:
        if wanted is not None:
            screen.open_file(wanted)

    screen.app.push_screen(DraftExportScreen(screen.desk, path), done)


def exported(draft: Path, path: Path, form: Form, style: str, *, overwrite: bool) -> Work:
    """Write a draft to a file."""

    def work(library: LibraryLike, ticket: Ticket) -> Message:
        from index.quoting.export.writing import export
        from index.quoting.files import read

        file = read(draft)
        styled = library.restyled(file.text, style)
        # A link stays a link, and ~ is the user's own folder.
        written = export(
            replace(file, text=styled.text),
            path.expanduser(),
            layout=form.layout,
            anchors=form.anchors,
            overwrite=overwrite,
        )
        return DraftExported(ticket.number, written, styled.others)

    return work


class DraftPathInput(PathInput):
    """The path. Keys of the screen go to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export_draft", namespace="screen", priority=True)]


class DraftExportScreen(FileScreen[DraftExported]):
    """``form`` is the chosen one of ``FORMS``, ``style`` the edition of the standard."""

    FORMS = (".docx", ".md", ".txt")
    INPUT = DraftPathInput
    CONTEXTS: ClassVar[tuple[Context, ...]] = ("export", "export_draft")

    def __init__(self, desk: Desk, draft: Path) -> None:
        super().__init__(desk, file_name(draft.stem))
        self._draft = draft
        self.form = FORMS[0]
        self.style = next(iter(STYLES))

    @property
    def title_(self) -> str:
        """What is asked."""
        return _("Write the draft {name} to").format(name=self._draft.stem)

    def compose_about(self) -> ComposeResult:
        """The form and the edition of the standard."""
        yield Prose(id="form")
        yield Prose(id="style")

    def on_mount(self) -> None:
        """Say what is chosen."""
        super().on_mount()
        self._tell()

    def _tell(self) -> None:
        self.query_one("#form", Prose).update(_("Form: {form} (Tab)").format(form=_(self.form.name)))
        self.query_one("#style", Prose).update(_("References: {style} (F7)").format(style=STYLES[self.style]))

    def action_next_form(self) -> None:
        """Another form, and its ending."""
        self.form = FORMS[(FORMS.index(self.form) + 1) % len(FORMS)]
        self.put_ending(self.form.ending)
        self._tell()

    def action_next_style(self) -> None:
        """The other edition of the standard."""
        styles = list(STYLES)
        self.style = styles[(styles.index(self.style) + 1) % len(styles)]
        self._tell()

    @on(Input.Changed)
    def _typed(self) -> None:
        """An ending that is typed is the form."""
        typed = self.typed.lower()
        if not typed.endswith(self.form.ending):
            self.form = next((form for form in FORMS if typed.endswith(form.ending)), self.form)
            self._tell()

    def work(self, path: Path, *, overwrite: bool) -> Work:
        """What writes the draft."""
        return exported(self._draft, path, self.form, self.style, overwrite=overwrite)

    def is_there(self, error: DangjianError) -> bool:
        """Whether an error tells that there is a file of this name already."""
        from index.quoting.export.writing import EXISTS

        return error.template == EXISTS

    @on(DraftExported)
    def _written(self, event: DraftExported) -> None:
        event.stop()
        if self.answers(event.ticket):
            self.desk.exports = Path(os.path.abspath(event.written.path)).parent  # noqa: PTH100
            self.dismiss(event)


class WrittenScreen(ModalScreen[str | None]):
    """What was written; dismissed with its path, if it is to be opened."""

    CSS = """
    WrittenScreen { align: center middle; background: $background 60%; }
    WrittenScreen > Vertical {
        width: 90; max-width: 98%; height: auto; border: round $primary; background: $surface; padding: 0 1;
    }
    WrittenScreen .title { text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("exported")]

    def __init__(self, exported: DraftExported) -> None:
        super().__init__()
        self._exported = exported

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Static(_("The draft is written"), classes="title", markup=False)
            yield Prose("\n".join(self._lines()))
        yield KeyBar("exported")

    def _lines(self) -> list[str]:
        written = self._exported.written
        lines = [shown(Path(written.path))]
        counts = [ngettext_("{count} quotation", "{count} quotations", written.quotations)]
        numbers = [written.quotations]
        if written.footnotes:
            counts.append(ngettext_("{count} footnote", "{count} footnotes", written.footnotes))
            numbers.append(written.footnotes)
        if written.references:
            counts.append(ngettext_("{count} reference", "{count} references", written.references))
            numbers.append(written.references)
        lines.append(
            _(", ").join(said.format(count=f"{n:,}") for said, n in zip(counts, numbers, strict=True))
        )
        if number := self._exported.others:
            said = ngettext_(
                "{count} reference stands as in the draft: written by hand, or its source has changed.",
                "{count} references stand as in the draft: written by hand, or their sources have changed.",
                number,
            )
            lines.append(said.format(count=f"{number:,}"))
        if altered := written.altered:
            places = _(", ").join(f"{line}:{column}" for line, column in altered[:_TOLD])
            said = ngettext_(
                "{count} quotation no longer says what was quoted ({places}); Ctrl+K checks the draft.",
                "{count} quotations no longer say what was quoted ({places}); Ctrl+K checks the draft.",
                len(altered),
            )
            lines.append("! " + said.format(count=f"{len(altered):,}", places=places))
        return lines

    def action_open(self) -> None:
        """Open what was written."""
        self.dismiss(self._exported.written.path)

    def action_close(self) -> None:
        """Leave it."""
        self.dismiss(None)
