"""Small one-line displays: the totals under the search bar, and the status above the keys."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Line(Static):
    """One line of plain text, cut with an ellipsis; a problem is shown with a mark, not by colour alone."""

    DEFAULT_CSS = """
    Line { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Line.problem { color: $error; text-style: bold; }
    """

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self.text = ""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show ``text``; as a ``problem`` with a mark in front."""
        self.text = text
        self.set_class(problem, "problem")
        self.update(Text(f"! {text}" if problem else text, no_wrap=True, overflow="ellipsis"))
