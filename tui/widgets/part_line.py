"""A line that names the parts of what is shown below, each with its number; one of them is open."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.widget import Widget


class PartLine(Widget):
    """Parts can be clicked: the screen's ``action_part(number)`` runs then."""

    DEFAULT_CSS = """
    PartLine {
        height: auto; max-height: 3; padding: 0 1; background: $panel; color: $foreground;
        link-style: none; link-color: $foreground; link-background: $panel;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $panel;
    }
    """
    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[tuple[str, int | None]] = ()
        self._current = 0

    def show(self, parts: Sequence[tuple[str, int | None]], current: int) -> None:
        """Show ``parts`` (name, and number where it is known); ``current`` is the open one."""
        if (parts, current) == (self._parts, self._current):
            return
        self._parts, self._current = parts, current
        # In one row it takes no more room than before: nothing around it moves.
        fits = self.content_size.height == 1 and self.render().cell_len <= self.content_size.width
        self.refresh(layout=not fits)

    def render(self) -> Text:
        """What is drawn: the open one in brackets, not by colour alone."""
        line = Text(end="")
        for number, (name, count) in enumerate(self._parts):
            entry = Text(name if count is None else f"{name} {count:,}", end="")
            if number == self._current:
                entry = Text(f"[{entry.plain}]", "bold reverse", end="")
            # A name is not broken at the end of a row.
            entry.plain = entry.plain.replace(" ", "\u00a0")
            entry.apply_meta({"@click": f"screen.part({number})"})
            line.append_text(entry).append("  ")
        line.rstrip()
        return line
