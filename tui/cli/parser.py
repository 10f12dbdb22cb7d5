"""From the words on the command line to a subcommand and its options, with errors in the user's language.

Options stand before or after the subcommand and between its words, in any order; a word that begins with
a single ``-`` is a query term (``-省:湖南``), since there are no short options but ``-h``.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shlex
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from index.errors import N_, UsageError
from tui.cli.help import HelpFormatter, command_list
from tui.cli.registry import Command, commands
from tui.cli.values import path, text
from tui.i18n import LANGUAGES, _

PROGRAM = "dangjian-tui"


class Parser(argparse.ArgumentParser):
    """An argument parser that raises ``UsageError`` instead of printing English and exiting."""

    def __init__(self, prog: str, *, table: bool = True, **keywords: Any) -> None:
        super().__init__(
            prog=prog, formatter_class=HelpFormatter, add_help=False, allow_abbrev=False, **keywords
        )
        self.color = False  # Python 3.14 would colour the help even where NO_COLOR cannot be seen
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self.add_argument(
            "--library",
            metavar="DIR",
            type=path,
            help=_("the library to use (default: DANGJIAN_LIBRARY or your own; sample: the sample corpus)"),
        )
        self.add_argument(
            "--language", metavar="L", choices=LANGUAGES, help=_("the language of the interface: zh_CN, en")
        )
        self.add_argument("--json", action="store_true", help=_("answer as one JSON document"))
        as_table = _("answer as a CSV table") if table else argparse.SUPPRESS
        self.add_argument("--csv", action="store_true", help=as_table)
        in_text = _("answer as a Markdown table") if table else argparse.SUPPRESS
        self.add_argument("--markdown", action="store_true", help=in_text)
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Only missing arguments get here: everything else is checked before or by its type."""
        raise UsageError(
            N_("{arguments} is missing; see `{command} --help`."),
            arguments=message.rpartition(": ")[2],
            command=self.prog,
        )

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            raise UsageError(
                N_("{option} cannot be {value}; choose one of: {choices}."),
                option="/".join(action.option_strings) or action.metavar or action.dest,
                value=value,
                choices=", ".join(str(choice) for choice in action.choices),
            )

    def read(self, words: Sequence[str], values: argparse.Namespace | None = None) -> argparse.Namespace:
        """Parse ``words``; options already set in ``values`` keep their value when they are not repeated."""
        read, rest = self.parse_known_args(self._arranged(words), values or argparse.Namespace())
        if rest:
            raise UsageError(
                N_("Too many arguments: {rest}. See `{command} --help`."),
                rest=" ".join(word for word in rest if word != "--"),
                command=self.prog,
            )
        return read

    def _arranged(self, words: Sequence[str]) -> list[str]:
        """Options first, as ``--name=value``, then ``--`` and the other words in their order."""
        options: list[str] = []
        others: list[str] = []
        queue = iter(words)
        for word in queue:
            if word == "--":
                others.extend(queue)
            elif word.startswith("--") or word == "-h":
                options.append(self._option(word, queue))
            else:
                others.append(word)
        return [*options, "--", *others] if others else options

    def _option(self, word: str, queue: Iterable[str]) -> str:
        name, given, value = word.partition("=")
        action = self._option_string_actions.get(name)
        if action is None:
            nearest = _nearest(name, self._option_string_actions)
            template = (
                N_("There is no option {option}; did you mean {nearest}?")
                if nearest
                else N_("There is no option {option}; see `{command} --help`.")
            )
            raise UsageError(template, option=name, nearest=nearest, command=self.prog)
        if action.nargs == 0:
            if given:
                raise UsageError(N_("{option} takes no value; leave {value} out."), option=name, value=value)
            return name
        if not given:
            following = next(iter(queue), None)
            if following is None:
                raise UsageError(
                    N_("{option} needs a value; see `{command} --help`."), option=name, command=self.prog
                )
            value = following
        return f"{name}={value}"


def read_arguments(words: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """The subcommand (``None``: the interface) and its options. Raises ``UsageError``; help exits."""
    main = _main_parser()
    at = _command_position(main, words)
    values = main.read(words[:at])
    if at == len(words):
        return None, values
    command = commands().get(words[at]) or _unknown(words[at:])
    # What stands before the subcommand is a default for what stands after it.
    return command, _command_parser(command).read(words[at + 1 :], values)


def _command_position(main: Parser, words: Sequence[str]) -> int:
    """The index of the first word that is neither an option nor the value of one."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        action = main._option_string_actions.get(words[at])
        at += 2 if action is not None and action.nargs != 0 else 1
    return min(at, len(words))


def _main_parser() -> Parser:
    parser = Parser(
        PROGRAM,
        usage=_("%(prog)s [options] [command …]"),
        description=_("Search, read, compare and quote articles. Without a command, the interface opens."),
        epilog=command_list(commands().values()),
    )
    parser.add_argument("--version", action="store_true", help=_("show the version"))
    return parser


def _command_parser(command: Command) -> Parser:
    parser = Parser(
        f"{PROGRAM} {command.name}",
        table=command.table,
        description=_(command.summary),
        epilog=_("Example:") + f"\n  {PROGRAM} {command.example}",
    )
    command.arguments(parser)
    return parser


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def _unknown(words: Sequence[str]) -> NoReturn:
    words = [text(word) for word in words]
    nearest = _nearest(words[0], commands())
    if nearest:
        raise UsageError(
            N_("There is no command {word}; did you mean `{program} {nearest}`?"),
            word=words[0],
            program=PROGRAM,
            nearest=nearest,
        )
    query = " ".join(word for word in words if not word.startswith("--"))
    raise UsageError(
        N_("There is no command {word}; to search for it: `{program} search {quoted}`."),
        word=words[0],
        program=PROGRAM,
        quoted=shlex.quote(query) if re.search(r"[^\w:：“”《》、]", query) else query,
    )
