"""The last line: the keys that work where the focus is, made from the registry of commands."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from tui.i18n import _
from tui.keymap import TYPING, Context, commands, first_key, key_name

_ALONE: tuple[tuple[Context, ...], ...] = (("overlay",), ("fields",), ("question",))
"""Where the commands that work everywhere do not."""


class KeyBar(Widget):
    """Shows ``contexts``' commands while there is room; help, last, always has its place.

    While the search bar has the focus (``bar``), keys that would type a character are not shown. Each entry
    can be clicked.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    DEFAULT_CSS = """
    KeyBar > .key-bar--key { color: $primary; text-style: bold; }
    KeyBar {
        dock: bottom; height: 1; padding: 0 1; background: $panel; color: $foreground 80%;
        link-style: none; link-color: $foreground 80%; link-background: $panel;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $panel;
    }
    """
    can_focus = False

    def __init__(self, *contexts: Context) -> None:
        super().__init__()
        self._contexts: tuple[Context, ...] = contexts

    def show(self, *contexts: Context) -> None:
        """Show the keys of other contexts."""
        if contexts != self._contexts:
            self._contexts = contexts
            self.refresh()

    def render(self) -> Text:
        """What is drawn."""
        typing = not TYPING.isdisjoint(self._contexts)
        key_style = self.get_component_rich_style("key-bar--key", partial=True)
        line = Text(no_wrap=True, end="")
        tail = self._entry("app.help", "F1", _("help"), key_style) if self._contexts not in _ALONE else Text()
        # An earlier context has the first word about a command, and about a key.
        seen: set[str] = {"help"}
        taken: set[str] = set()
        for context in self._contexts:
            for command in commands(context):
                key = first_key(command, typing=typing, taken=taken)
                if not command.bar or key is None or command.id in seen:
                    continue
                seen.add(command.id)
                taken.update(command.keys)
                owner = "focused" if command.movement else "screen"
                entry = self._entry(f"{owner}.{command.id}", key_name(key), _(command.label), key_style)
                if line.cell_len + entry.cell_len + tail.cell_len + 4 > self.size.width:
                    line.append_text(tail)
                    return line
                line.append_text(entry).append("  ")
        for command in commands("app") if self._contexts not in _ALONE else ():
            if command.bar and command.id not in seen and taken.isdisjoint(command.keys):
                key = key_name(command.keys[0])
                entry = self._entry(f"app.{command.id}", key, _(command.label), key_style)
                if line.cell_len + entry.cell_len + tail.cell_len + 4 > self.size.width:
                    break
                line.append_text(entry).append("  ")
        line.append_text(tail)
        return line

    @staticmethod
    def _entry(action: str, key: str, label: str, key_style: Style) -> Text:
        entry = Text(end="")
        entry.append(key, key_style).append(f" {label}")
        entry.apply_meta({"@click": action})
        return entry
