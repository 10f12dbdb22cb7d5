"""Three lines for who sees the program for the first time: to a first search, comparison, quotation."""

from __future__ import annotations

from tui.command import Context
from tui.i18n import _
from tui.keymap import commands, first_key, key_name


def welcome() -> str:
    """What to try first, with the keys as they are now."""
    find = _("1 Type words (机关党建): results come as you type; {list} goes there, {open} reads.")
    compare = _("2 In the results {mark} marks; with two marked, {compare} shows both side by side.")
    quote = _("3 {cite} copies a sentence with its source. {load} imports your files; {help} helps.")
    return "\n".join(
        (
            find.format(list=_key("bar", "to_list"), open=_key("list", "open")),
            compare.format(mark=_key("list", "mark"), compare=_key("list", "compare")),
            quote.format(
                cite=_key("list", "copy_cited"), load=_key("app", "import"), help=_key("app", "help")
            ),
        )
    )


def _key(context: Context, id: str) -> str:
    command = next(command for command in commands(context) if command.id == id)
    key = first_key(command, typing=context == "bar")
    return key_name(key if key is not None else "ctrl+p")
