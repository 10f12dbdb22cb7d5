"""A question before something larger is done: Enter is yes, Escape is no."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.keymap import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.prose import Prose


class QuestionScreen(ModalScreen[bool]):
    """Dismissed with the answer. ``yes``: what the key for yes does, in two to four characters."""

    CSS = """
    QuestionScreen { align: center middle; background: $background 60%; }
    QuestionScreen > Vertical {
        width: 66; max-width: 95%; height: auto; padding: 1 2; border: round $primary; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("question")]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        with Vertical():
            yield Prose(self._question)
        yield KeyBar("question")

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """No."""
        self.dismiss(False)
