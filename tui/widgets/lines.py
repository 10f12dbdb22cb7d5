"""Small one-line displays: the totals under the search bar, and the status above the keys."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class Line(Static):
    """One line of plain text, cut with an ellipsis.

    A problem has a mark, not colour alone, and may take a second row: what to do stands at its end.
    """

    DEFAULT_CSS = """
    Line { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Line.problem { color: $error; text-style: bold; height: auto; max-height: 2; text-wrap: wrap; }
    """

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self.text = ""

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show ``text``; as a ``problem`` with a mark in front."""
        self.text = text
        self.set_class(problem, "problem")
        if problem:
            self.update(Text(f"! {text}", overflow="fold"))
        else:
            self.update(Text(text, no_wrap=True, overflow="ellipsis"))
