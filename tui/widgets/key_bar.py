"""The last line: the keys that work where the focus is, made from the registry of commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from tui.i18n import _
from tui.keymap import TYPING, Context, commands, first_key, key_name

ALONE: tuple[tuple[Context, ...], ...] = (
    ("overlay",), ("fields",), ("export",), ("export", "export_draft"), ("exported",), ("question",),
    ("naming",), ("outline",), ("units",),
)  # fmt: skip
"""Where the commands that work everywhere do not."""


class KeyBar(Widget):
    """Shows ``contexts``' commands while there is room; the way out and help always have their places.

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
        key_style = self.get_component_rich_style("key-bar--key", partial=True)
        entries = [
            (self._entry(action, key_name(key), label, key_style), key == "escape" or action == "app.help")
            for action, key, label in self._listed()
        ]
        while sum(entry.cell_len + 2 for entry, _stays in entries) > self.size.width:
            droppable = [number for number, (_entry, stays) in enumerate(entries) if not stays]
            if not droppable:
                break
            del entries[droppable[-1]]
        return Text("  ", no_wrap=True, end="").join(entry for entry, _stays in entries)

    def _listed(self) -> Iterator[tuple[str, str, str]]:
        """Action, key and label of all there is to show, what matters most first; help is the last."""
        typing = not TYPING.isdisjoint(self._contexts)
        # An earlier context has the first word about a command, and about a key.
        seen: set[str] = {"help"}
        taken: set[str] = set()
        for context in self._contexts:
            for command in commands(context):
                key = first_key(command, typing=typing, taken=taken)
                if command.bar and key is not None and command.id not in seen:
                    seen.add(command.id)
                    taken.update(command.keys)
                    owner = "focused" if command.movement else "screen"
                    yield f"{owner}.{command.id}", key, _(command.label)
        if self._contexts in ALONE:
            return
        for command in commands("app"):
            if command.bar and command.id not in seen and taken.isdisjoint(command.keys):
                key = first_key(command, typing=False)
                if key is not None:
                    yield f"app.{command.id}", key, _(command.label)
        yield "app.help", "f1", _("help")

    @staticmethod
    def _entry(action: str, key: str, label: str, key_style: Style) -> Text:
        entry = Text(end="")
        entry.append(key, key_style).append(f" {label}")
        entry.apply_meta({"@click": action})
        return entry
