"""How answers are written: JSON, tables or lines for a reader on stdout; everything else on stderr.

Corpus text never becomes Rich markup: it goes into ``Text`` objects, without control characters.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from index.errors import N_, DangjianError, QueryError, Sentence, UsageError
from index.model import Span
from tui.cli.registry import Answer, Rows
from tui.exporting import CONTROLS, pieces
from tui.i18n import translate, translate_error

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from index.library import Library

INTERRUPTED = 130  # the exit code that shells give for Ctrl-C
LEAST = 20  # cells of a line of text, however narrow the terminal
UNKNOWN = "—"


def say(message: str) -> None:
    """A line on stderr."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def plain(value: object) -> object:
    """``value`` as JSON types: dataclasses become objects, spans ``[start, end]``."""
    if isinstance(value, Sentence):  # what the library says to the user, unlike what a document says
        return translate(value)
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def entry(value: object, **more: object) -> dict[str, object]:
    """A dataclass as a JSON object with further keys."""
    result = plain(value)
    if not isinstance(result, dict):
        raise TypeError(f"{type(value).__name__} is not an object in JSON")
    return result | {key: plain(item) for key, item in more.items()}


def write_json(answer: Mapping[str, object], *, indent: int | None = None) -> None:
    """One JSON document and a line end."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def error_json(error: DangjianError) -> dict[str, object]:
    """An error as JSON; for a query, where it goes wrong and its nearest valid form."""
    details: dict[str, object] = {"type": type(error).__name__, "message": translate_error(error)}
    if isinstance(error, QueryError):
        details |= {"position": error.position, "nearest": error.nearest}
    return {"error": details}


def with_corpus(answer: Mapping[str, object], library: Library) -> dict[str, object]:
    """The answer and what it was computed on."""
    return {**answer, "corpus": plain(library.corpus())}


def write(answer: Answer, library: Library, values: argparse.Namespace) -> int:
    """Write ``answer`` in the form asked for; the exit code."""
    if values.json:
        write_json(with_corpus(answer.json, library), indent=2 if sys.stdout.isatty() else None)
    elif values.csv or values.markdown:
        for piece in pieces(_table_of(answer), "csv" if values.csv else "markdown"):
            sys.stdout.write(piece.text)
    else:
        answer.human(console())
    sys.stdout.flush()
    return answer.exit_code


def _table_of(answer: Answer) -> Rows:
    if answer.rows is None:
        raise UsageError(N_("This answer is not a table; ask for --json."))
    return answer.rows


def console() -> Console:
    """Rich on stdout: no markup, no colour in a pipe, and a closed pipe is an error like any other."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Output(highlight=False, markup=False, emoji=False)


def table(*columns: str, right: Sequence[int] = (), whole: Sequence[int] = (0,)) -> Table:
    """A table that fits the width; columns ``whole`` are never broken, columns ``right`` are flush right."""
    from rich.table import Table

    result = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, name in enumerate(columns):
        result.add_column(
            name,
            justify="right" if number in right else "left",
            no_wrap=number in whole,
            overflow="fold",
        )
    return result


def shown(value: object, style: str = "") -> Text:
    """``value`` as it stands, for a terminal; unknown is a dash, a sentence of the library is translated."""
    from rich.text import Text

    if value is None or value == "":
        return Text(UNKNOWN, style="dim")
    text = translate(value) if isinstance(value, Sentence) else str(value)
    return Text(text.translate(CONTROLS), style=style)


def filled(text: Text, width: int, *, indent: int, first: int | None = None) -> Text:
    """``text`` broken into lines of ``width`` cells by the rules of Chinese typesetting.

    Lines begin with ``indent`` spaces; the first stands after ``first`` cells that are written already
    (default: it is indented like the others).
    """
    from rich.text import Text

    from tui.text.wrap import wrap

    taken = indent if first is None else first
    room, first_room = max(LEAST, width - indent), max(LEAST, width - taken)
    lines = wrap(text.plain, 0, len(text.plain), first_room, room)
    start = " " * indent
    return Text(start if first is None else "").append_text(
        Text("\n" + start).join(text[begin:end] for begin, end, _ in lines)
    )


def joined(parts: Iterable[Text], separator: str = " · ") -> Text:
    """Texts in one line, the empty ones left out."""
    from rich.text import Text

    return Text(separator).join([part for part in parts if part.plain])
