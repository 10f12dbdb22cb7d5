"""Where the hits are: documents and occurrences by province, level and year, to narrow the query by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from index.model import FacetValue
from tui.facet_rows import NAMES, Condition, Facets, Head, Row, Value, word_of
from tui.i18n import _
from tui.keymap import bindings
from tui.widgets.rows import MARK, RowList, Run, fitted

_IN_LINE = ("region", "level", "year")
_DOCUMENTS, _PLACES = 6, 7  # cells of the columns
_MORE = " …"


def facet_line(facets: Facets, width: int) -> Text:
    """The largest values of province, level and year (``documents·places``), at most ``width`` cells.

    The facets take turns in adding a value while there is room.
    """
    names = [name for name in _IN_LINE if facets.get(name)]
    heads = {name: _(NAMES[name]) for name in names}
    shown: dict[str, list[str]] = {name: [] for name in names}
    lead = _("documents·places")
    taken = cell_len(lead) + sum(2 + cell_len(head) for head in heads.values())
    growing = names
    while growing:
        for name in list(growing):
            rest = len(facets[name]) - len(shown[name])
            value = _valued(facets[name][len(shown[name])]) if rest else ""
            left = sum(len(shown[other]) + (other == name) < len(facets[other]) for other in names)
            if not rest or taken + cell_len(value) + left * cell_len(_MORE) > width:
                growing = [other for other in growing if other != name]
            else:
                shown[name].append(value)
                taken += cell_len(value)
    line = Text(lead, "dim", no_wrap=True, overflow="ellipsis", end="")
    for name, values in shown.items():
        line.append("  ").append(heads[name], "bold not dim")
        for value in values:
            line.append(value, "not dim")
        if len(values) < len(facets[name]):
            line.append(_MORE)
    return line


def _valued(item: FacetValue) -> str:
    return f" {word_of(item)} {item.documents}·{item.occurrences}"


class FacetLine(Static):
    """The facets in one line, for screens without room for a panel.

    The row is there without any, so that nothing below it moves when the first key of a query is typed.
    """

    DEFAULT_CSS = """
    FacetLine { height: 1; padding: 0 1; color: $text-muted; }
    """

    class Clicked(Message):
        """The line was clicked."""

    def __init__(self) -> None:
        super().__init__("", id="facet-line", markup=False)
        self._facets: Facets = {}

    def show(self, facets: Facets) -> None:
        """Show the facets of an answer."""
        self._facets = facets
        self.refresh()

    def render(self) -> Text:
        """What is drawn."""
        known = any(self._facets.values())
        return facet_line(self._facets, self.content_size.width) if known else Text(end="")

    def on_click(self) -> None:
        """Its facets are looked at as a column."""
        self.post_message(self.Clicked())


class FacetPanel(RowList):
    """The facets as a column: a value a row, with documents and places; some of them marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("facets", movement=True),
        *bindings("facets", movement=False, namespace="screen", priority=True),
    ]
    DEFAULT_CSS = """
    FacetPanel { width: 32; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__(id="facets")
        self.rows: tuple[Row, ...] = ()
        self.marked: list[Value] = []

    @property
    def total(self) -> int:
        """How many rows there are, heads included."""
        return len(self.rows)

    @property
    def row(self) -> Value | Condition | None:
        """The current row."""
        row = self.rows[self.current] if 0 <= self.current < len(self.rows) else None
        return None if isinstance(row, Head) else row

    @property
    def chosen(self) -> list[Value]:
        """The marked values of the current row's facet; without any, the current one."""
        row = self.row
        marked = [value for value in self.marked if row is not None and value.field == _field(row)]
        return marked or ([row] if isinstance(row, Value) else [])

    def show(self, rows: Sequence[Row]) -> None:
        """List ``rows``, at the value that was the current one, or where it stood; marks are gone."""
        was, at = self.row, self.current
        self.rows, self.marked = tuple(rows), []
        same = (n for n, row in enumerate(rows) if was and not isinstance(row, Head) and row.key == was.key)
        self.renew(self._at_value(next(same, max(0, at)), 1))

    def toggle_mark(self) -> None:
        """Mark the current value and go on, or take its mark away; marks stand in one facet."""
        row = self.row
        if not isinstance(row, Value):
            return
        if row in self.marked:
            self.marked.remove(row)
        else:
            self.marked = [value for value in self.marked if value.field == row.field] + [row]
        self.redraw()
        self.action_down()

    def validate_current(self, current: int) -> int:
        """Keep the index inside the list, and on a value."""
        within = super().validate_current(current)
        return self._at_value(within, 1 if current >= self.current else -1)

    def _at_value(self, index: int, step: int) -> int:
        """The nearest row from ``index`` on that is not a head, else the nearest one back."""
        if not self.rows:
            return -1
        index = min(max(index, 0), len(self.rows) - 1)
        onwards = range(index, len(self.rows)) if step > 0 else range(index, -1, -1)
        back = range(index, -1, -1) if step > 0 else range(index, len(self.rows))
        return next((n for n in [*onwards, *back] if not isinstance(self.rows[n], Head)), -1)

    def reach(self, index: int) -> tuple[int, int]:
        """The head of a facet comes into view with its first value."""
        top = index - 1 if index and isinstance(self.rows[index - 1], Head) else index
        return top, index + 1

    def runs(self, index: int, width: int) -> list[Run]:
        """A row."""
        row = self.rows[index]
        counted = _DOCUMENTS + _PLACES
        if isinstance(row, Head):
            named = [(fitted(row.name, width - counted if row.counted else width), "rows--strong")]
            heads = fitted(_("docs"), _DOCUMENTS, right=True) + fitted(_("places"), _PLACES, right=True)
            return [*named, (heads, "rows--dim")] if row.counted else named
        if isinstance(row, Condition):
            return [(f"{row.sign} ", "rows--mark"), (fitted(row.text, width - 2), "")]
        mark = (f"{MARK} " if row in self.marked else "  ", "rows--mark")
        name = (fitted(word_of(row.item), width - 2 - counted), "rows--dim" if row.item.value is None else "")
        documents = fitted(f"{row.item.documents:,}", _DOCUMENTS, right=True)
        places = fitted(f"{row.item.occurrences:,}", _PLACES, right=True)
        return [mark, name, (documents + places, "rows--dim")]


def _field(row: Value | Condition) -> str:
    return row.field if isinstance(row, Value) else row.narrowing.field
