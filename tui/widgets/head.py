"""The head of a pane: title and facts of the document, and on the right which hit is the current one."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from tui.env import wide_punctuation
from tui.text.width import drawn

_SEPARATOR = " · "


class Head(Widget):
    """One line, always in view. A mark before the title, not colour alone, tells the pane with the focus."""

    DEFAULT_CSS = """
    Head { height: 1; padding: 0 1; background: $surface; color: $foreground; }
    Head.active { background: $panel; }
    Head.active.problem, Head.problem { color: $error; }
    """
    title: reactive[str] = reactive("")
    facts: reactive[str] = reactive("")
    place: reactive[str] = reactive("")

    def render(self) -> Text:
        """What is drawn."""
        width = self.size.width
        line = Text("▸ " if self.has_class("active") else "", "bold", no_wrap=True, end="")
        line.append(drawn(self.title, ambiguous_wide=wide_punctuation()), "bold")
        room = max(0, width - cell_len(self.place) - 2)
        separator = "  "
        for fact in drawn(self.facts, ambiguous_wide=wide_punctuation()).split(_SEPARATOR):
            # As many facts as fit whole.
            if line.cell_len + cell_len(separator + fact) > room:
                break
            line.append(separator + fact, "dim not bold")
            separator = _SEPARATOR
        line.truncate(room, overflow="ellipsis", pad=True)
        line.append(" " * (width - room - cell_len(self.place)))
        line.append(self.place, "bold")
        return line
