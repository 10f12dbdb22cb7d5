"""All keys by place, made from the registry, and the query language on half a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from index.errors import N_
from tui.i18n import _
from tui.keymap import CONTEXTS, Command, Context, bindings, commands, shown
from tui.widgets.key_bar import KeyBar
from tui.widgets.prose import rows_of

# Examples are the query language itself and are not translated.
QUERIES: tuple[tuple[str, str], ...] = (
    ("机关党建", N_("any string, literally, across words, scripts and quotation marks")),
    ("jgdj  Tab", N_("a term by its pinyin, in full or by initials (机关党建)")),
    ("党建 业务", N_("both (AND)")),
    ("党建 OR 党务", N_("one of them")),
    ("党建 -业务", N_("the first without the second (also NOT)")),
    ("党建 NEAR/20 业务", N_("at most 20 characters apart, in one paragraph")),
    ("党建 SENT 业务", N_("in one sentence (PARA: one paragraph)")),
    ("以*为抓手", N_("a gap of up to 20 characters inside a sentence")),
    ("省:湖南  市:株洲  层级:市", N_("by province, city, level")),
    ("年:2021..2023  日期:2021-07..2021-12", N_("by year, by date")),
    ("标题:  来源:  机关:  文种:  -省:湖南", N_("by title, source, organ, kind; all but Hunan")),
)

NUMBERS: tuple[tuple[str, str], ...] = (
    ("5n  10j  3]", N_("so many times: hits, rows, pages, documents, passages")),
    ("3s  2p", N_("so many sentences, paragraphs are selected")),
    ("50%  12G", N_("to half of the text; to the paragraph or row of that number")),
    (
        "7",
        N_(
            "Before a letter or sign a digit is a number; alone, or before an arrow or a function key, it is "
            "the command of its key. Two digits are a number before any key; Esc gives it up."
        ),
    ),
)


class Cell:
    """A sentence in a cell of a table, broken as Chinese is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        """Its rows."""
        yield Text("\n".join(rows_of(self._text, options.max_width)), no_wrap=True)

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        """One row, if there is room."""
        return Measurement(2, min(max(2, cell_len(self._text)), options.max_width))


class HelpScreen(Screen[None]):
    """Starts with the keys of the place it was called from."""

    DEFAULT_CSS = """
    HelpScreen Horizontal { height: auto; padding: 1 2; }
    HelpScreen Static.column { width: 1fr; height: auto; padding-right: 2; }
    HelpScreen.-narrow Horizontal { layout: vertical; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("overlay")]

    def __init__(self, context: Context = "list") -> None:
        super().__init__()
        self._place = context

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        blocks = sections(self._place)
        half = _half(blocks)
        with VerticalScroll(), Horizontal():
            yield Static(Group(*blocks[:half]), classes="column")
            yield Static(Group(*blocks[half:]), classes="column")
        yield KeyBar("overlay")

    def action_close(self) -> None:
        """Back to where help was called."""
        self.dismiss()


def sections(first: Context) -> list[Table]:
    """The keys of ``first``, the query language, then the keys of all other places.

    What is the same while reading and side by side is told once.
    """
    order = sorted(CONTEXTS, key=lambda context: context != first)
    blocks = []
    told: set[Command] = set()
    for context in order:
        fresh = [command for command in commands(context) if command not in told]
        told.update(fresh)
        blocks.append(_block(_(CONTEXTS[context]), [(shown(c.keys), _(c.description)) for c in fresh]))
    blocks.insert(1, _block(_("Queries"), [(example, _(meaning)) for example, meaning in QUERIES]))
    blocks.insert(2, _block(_("Numbers"), [(example, _(meaning)) for example, meaning in NUMBERS]))
    return blocks


def _block(title: str, rows: Sequence[tuple[str, str]]) -> Table:
    heading = Text(title, "bold underline")
    block = Table(
        box=None, title=heading, title_justify="left", show_header=False, padding=(0, 2, 0, 0), pad_edge=False
    )
    widest = max(cell_len(left) for left, _right in rows)
    block.add_column("", width=max(16, min(widest, 24)), style="bold")
    block.add_column("", ratio=1)
    for left, right in rows:
        block.add_row(Text(left), Cell(right))
    block.add_row("", "")
    return block


def _half(blocks: Sequence[Table]) -> int:
    """How many blocks go into the first column, so that the second is about as long."""
    lengths = [block.row_count + 1 for block in blocks]
    return min(range(1, len(blocks)), key=lambda n: abs(2 * sum(lengths[:n]) - sum(lengths)))
