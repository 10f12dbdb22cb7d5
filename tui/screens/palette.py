"""All commands that work here, by name: type a part of the name, Enter runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.i18n import _
from tui.keymap import CONTEXTS, Command, Context, bindings, commands, shown
from tui.pinyin import reads_as

_ELSEWHERE = 12
"""Commands of other places that are named."""


class PaletteScreen(ModalScreen[str | None]):
    """Dismissed with the id of the chosen command, or ``None``.

    Textual's own palette speaks English, and turns a spinner while one types.
    """

    CSS = """
    PaletteScreen { align: center top; background: $background 60%; }
    PaletteScreen > Vertical {
        width: 72; max-width: 95%; height: auto; max-height: 80%; margin-top: 1;
        background: $surface; border: round $primary; padding: 0 1;
    }
    PaletteScreen OptionList { height: auto; max-height: 16; border: none; background: $surface; padding: 0; }
    PaletteScreen Input { background: $surface; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*(b for b in bindings("overlay") if b.action == "close")]

    def __init__(self, choices: Sequence[Command]) -> None:
        super().__init__()
        self._choices = choices
        self._shown: list[Command] = []

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            query = Input(placeholder=_("Name of a command…"), compact=True)
            query.cursor_blink = False
            yield query
            yield OptionList()

    def on_mount(self) -> None:
        """Begin with all commands."""
        self._filter("")
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    def _filter(self, wanted: str) -> None:
        wanted = wanted.strip().casefold()
        found = [command for command in self._choices if _is_meant(command, wanted)]
        # Who types the word that the key bar shows means that command.
        self._shown = sorted(found, key=lambda command: wanted not in _(command.label).casefold())
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_row(_(command.description), command)) for command in self._shown])
        if not self._shown:
            options.add_options([Option(prompt, disabled=True) for prompt in self._not_here(wanted)])
        else:
            options.highlighted = 0
        # A shorter list uncovers rows of which Textual would draw a part only: wide characters across
        # its edge would be lost.
        self.refresh()

    def _not_here(self, wanted: str) -> list[Text | Table]:
        """What is said where no command of this place is meant: in which other place one would be."""
        named: dict[Command, Context] = {}
        for context in CONTEXTS:
            for command in commands(context):
                if not command.movement and _is_meant(command, wanted):
                    named.setdefault(command, context)
        if not named:
            return [Text(_("No command has this in its name."), "dim")]
        place = _("{place}: {command}")
        found = [
            _row(place.format(place=_(CONTEXTS[context]), command=_(command.description)), command)
            for command, context in named.items()
        ]
        return [Text(_("Not in this place, but there:"), "dim"), *found[:_ELSEWHERE]]

    @on(Input.Submitted)
    def _entered(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        self.dismiss(self._shown[highlighted].id if self._shown and highlighted is not None else None)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index].id)

    def on_key(self, event: Key) -> None:
        """Up and down move in the list while the focus stays in the input."""
        if event.key in ("up", "down"):
            options = self.query_one(OptionList)
            (options.action_cursor_up if event.key == "up" else options.action_cursor_down)()
            event.stop()

    def action_close(self) -> None:
        """Back without running anything."""
        self.dismiss(None)


def _is_meant(command: Command, wanted: str) -> bool:
    """Whether the command has ``wanted`` in its name, or can be read so (pinyin, in full or by initials)."""
    if wanted in _haystack(command):
        return True
    letters = wanted.replace(" ", "").replace("'", "")
    spelled = letters.isascii() and letters.isalpha()
    return spelled and any(reads_as(_(name), letters) for name in (command.label, command.description))


def _haystack(command: Command) -> str:
    return " ".join((command.id, _(command.label), _(command.description), shown(command.keys))).casefold()


def _row(said: str, command: Command) -> Table:
    row = Table.grid(expand=True)
    keys = shown(command.keys)
    row.add_column(no_wrap=True, ratio=1)
    row.add_column(no_wrap=True, justify="right", style="dim", min_width=cell_len(keys) + 2)
    row.add_row(Text(said), Text(keys))
    return row
