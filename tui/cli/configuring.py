"""The user's own settings: ``config`` and ``keys``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.errors import N_, UsageError, said_by_system
from tui.cli.output import shown, table
from tui.cli.registry import Answer, Command, Rows
from tui.i18n import _, translate

if TYPE_CHECKING:
    from rich.console import Console

    from index.errors import Sentence
    from index.library import Library


def _none(_parser: argparse.ArgumentParser) -> None:
    pass


def _say(console: Console, problems: list[Sentence]) -> None:
    for problem in problems:
        console.print(shown(f"! {translate(problem)}", "bold red"))


def _config(_library: Library, _arguments: argparse.Namespace) -> Answer:
    from tui import preferences

    path = preferences.config_path()
    try:
        preferences.create(path)
    except OSError as error:
        raise UsageError(preferences.NOT_MADE, path=path, detail=said_by_system(error)) from error
    problems = list(preferences.read(path).problems)

    def human(console: Console) -> None:
        console.print(shown(str(path)), soft_wrap=True)
        _say(console, problems)

    return Answer(
        json={"path": str(path), "problems": [str(problem) for problem in problems]},
        human=human,
        exit_code=1 if problems else 0,
    )


def _keys(_library: Library, _arguments: argparse.Namespace) -> Answer:
    from tui import keymap, preferences

    problems = keymap.use(preferences.read().keys)
    listed = [
        (f"{place}.{command.id}", [keymap.key_name(key) for key in command.keys], _(command.description))
        for place in keymap.CONTEXTS
        for command in keymap.commands(place)
    ]

    def human(console: Console) -> None:
        rows = table(_("command"), _("keys"), _("what it does"))
        for name, keys, description in listed:
            rows.add_row(shown(name), shown(" ".join(keys)), shown(description))
        console.print(rows)
        _say(console, problems)

    names = ("name", "keys", "description")
    return Answer(
        json={
            "keys": [dict(zip(names, entry, strict=True)) for entry in listed],
            "problems": [str(problem) for problem in problems],
        },
        human=human,
        rows=Rows(names, [dict(zip(names, (a, " ".join(b), c), strict=True)) for a, b, c in listed]),
        exit_code=1 if problems else 0,
    )


COMMANDS = (
    Command(
        name="config",
        summary=N_("Tell where the configuration file is; make it if there is none."),
        example="config",
        arguments=_none,
        run=_config,
        reads_library=False,
    ),
    Command(
        name="keys",
        summary=N_("List all commands of the interface with their names and keys."),
        example="keys",
        arguments=_none,
        run=_keys,
        table=True,
        reads_library=False,
    ),
)
