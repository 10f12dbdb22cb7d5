"""Small displays of a line: the totals under the search bar, and the status above the keys."""

from __future__ import annotations

from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from tui.text.wrap import wrap


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
        self._rows: str | None = None

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show ``text``; as a ``problem`` with a mark in front."""
        self.text = text
        alike = self._rows is None and not problem
        self.set_class(problem, "problem")
        if problem:
            self._say_in_rows(f"! {text}")
        else:
            self._rows = None
            # One line for another: nothing else has to find its place anew.
            self.update(Text(text, no_wrap=True, overflow="ellipsis"), layout=not alike)

    def _say_in_rows(self, text: str) -> None:
        """Show ``text`` in as many rows as it needs; Rich would break Chinese at its few spaces alone."""
        self._rows = text
        width = self.size.width or self.app.size.width - self.gutter.width
        lines = wrap(text, 0, len(text), width, width)
        self.update(Text("\n".join(text[start:end] for start, end, _cells in lines), no_wrap=True))

    def on_resize(self) -> None:
        """Break what takes more than one row anew."""
        if self._rows is not None:
            self._say_in_rows(self._rows)


class StatusLine(Line):
    """The status, which gives its place to a notice for some seconds.

    Not a toast: where one floats over the edge between two panes, Textual's compositor cuts it there and
    loses the wide character that stands on the cut. And a notice here covers no text.
    """

    DEFAULT_CSS = """
    StatusLine.notice { color: $foreground; background: $panel; text-style: bold; }
    StatusLine.notice, StatusLine.notice.problem { height: auto; max-height: 3; text-wrap: wrap; }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.resting = ""
        self._timer: Timer | None = None

    def rest(self, text: str) -> None:
        """Show ``text`` whenever there is no notice."""
        self.resting = text
        if self._timer is None:
            self.say(text)

    def notice(self, text: str, *, problem: bool = False, seconds: float) -> None:
        """Show ``text`` for ``seconds``, in the place of the notice before."""
        self.dismiss()
        self.say(text, problem=problem)
        self.add_class("notice")
        if not problem:
            self._say_in_rows(text)
        self._timer = self.set_timer(seconds, self.dismiss)

    def dismiss(self) -> None:
        """Back to the status."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.remove_class("notice")
        self.say(self.resting)
