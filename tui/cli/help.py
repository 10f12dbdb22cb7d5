"""The look of ``--help``: headings in the user's language, lines measured in terminal cells."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable

from tui.cli.registry import Command
from tui.i18n import _

EXAMPLE = "dangjian-tui --library sample search 机关党建"


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Wraps explanations by cells, since a Chinese character takes two, and keeps examples as they are."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Write the usage line under a translated heading."""
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from tui.text.wrap import wrap

        return [text[start:end].strip() for start, end, _cells in wrap(text, 0, len(text), width, width)]


def command_list(commands: Collection[Command]) -> str:
    """One line for each subcommand with what it does."""
    width = max(len(command.name) for command in commands) + 2
    listed = [f"  {command.name:<{width}}{_(command.summary)}" for command in commands]
    hint = _("`dangjian-tui COMMAND --help` explains a command and gives an example.")
    return "\n".join([_("Commands:"), *listed, "", hint, "", _("Example:"), f"  {EXAMPLE}"])
