"""The README tells what the program has; run as a program, this file renews its tables."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

README = Path(__file__).resolve().parents[2] / "README.md"
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ui" / "app" / "tasks"))


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def commands_table() -> str:
    from tui.cli.registry import commands

    rows = ((f"`{name}`", command.summary) for name, command in commands().items())
    return table(("subcommand", "what it does"), rows)


def keys_table() -> str:
    """A table for each part of the program, folded away: one looks up the part where one is."""
    from tui.command import CONTEXTS
    from tui.keymap import COMMANDS, shown

    parts = []
    for context, name in sorted(CONTEXTS.items(), key=lambda one: one[0] != "app"):
        here = (one for one in COMMANDS if context in one.contexts and not one.movement)
        rows = [(shown(one.keys), one.description) for one in here]
        if rows:
            listed = table(("keys", "what they do"), rows)
            parts.append(f"<details><summary>{name}</summary>\n\n{listed}\n</details>\n")
    return "\n".join(parts)


def tasks_table() -> str:
    """The tasks that the tests do, with the keys that they press."""
    import ten_tasks  # type: ignore[import-not-found]

    from tui.keymap import key_name

    rows = []
    for task in ten_tasks.TASKS:
        typed = ten_tasks.Typed
        keys = " ".join(f"`{key}`" if isinstance(key, typed) else key_name(key) for key in task.keys)
        rows.append((task.what, keys, str(task.commands), str(task.typed)))
    header = ("task", "keys (`typed text` so)", "keys that command", "characters typed")
    return table(header, rows)


TABLES = {"commands": commands_table, "keys": keys_table, "tasks": tasks_table}


def place(name: str) -> re.Pattern[str]:
    """Where the table stands, with its marks."""
    return re.compile(rf"(?<=<!-- table: {name} -->\n).*?(?=<!-- end -->)", re.DOTALL)


@pytest.mark.parametrize("name", TABLES)
def test_the_table_is_that_of_the_registry(name: str) -> None:
    found = place(name).search(README.read_text("utf-8"))
    assert found and found[0] == TABLES[name](), f"run python tests/package/{Path(__file__).name}"


def test_the_picture_is_there() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README.read_text("utf-8"))
    assert pictures
    assert all((README.parent / picture).is_file() for picture in pictures)


if __name__ == "__main__":
    content = README.read_text("utf-8")
    for key, make in TABLES.items():
        start, end = place(key).search(content).span()  # type: ignore[union-attr]
        content = content[:start] + make() + content[end:]
    README.write_text(content, "utf-8")
