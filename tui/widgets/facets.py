"""Where the hits are: documents and occurrences by province, level and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from index.errors import N_
from index.model import FacetValue
from tui.i18n import _

Facets = Mapping[str, Sequence[FacetValue]]

_NAMES = {
    "region": N_("Province"),
    "level": N_("Level"),
    "year": N_("Year"),
    "city": N_("City"),
    "source": N_("Source"),
    "kind": N_("Kind"),
}
_IN_LINE = ("region", "level", "year")
_IN_PANEL = ("region", "level", "year", "source", "kind")
_ROWS = 12  # values of one facet in the panel


def facet_line(facets: Facets, width: int) -> Text:
    """The largest values of province, level and year (``documents·places``), at most ``width`` cells.

    The facets take turns in adding a value while there is room.
    """
    names = [name for name in _IN_LINE if facets.get(name)]
    shown = dict.fromkeys(names, 0)
    line = _facet_line(facets, shown)
    growing = names
    while growing:
        for name in list(growing):
            longer = {**shown, name: shown[name] + 1}
            candidate = _facet_line(facets, longer)
            if shown[name] == len(facets[name]) or candidate.cell_len > width:
                growing = [other for other in growing if other != name]
            else:
                shown, line = longer, candidate
    return line


def _facet_line(facets: Facets, shown: Mapping[str, int]) -> Text:
    line = Text(_("documents·places"), "dim", no_wrap=True, overflow="ellipsis", end="")
    for name, number in shown.items():
        line.append("  ").append(_(_NAMES[name]), "bold not dim")
        for item in facets[name][:number]:
            line.append(f" {_value(item)} {item.documents}·{item.occurrences}", "not dim")
        if number < len(facets[name]):
            line.append(" …")
    return line


def facet_table(facets: Facets, width: int) -> Text:
    """The values of all facets one a row, documents and occurrences in columns, ``width`` cells wide."""
    table = Text(end="", no_wrap=True)
    for name in _IN_PANEL:
        values = facets.get(name, ())
        if not values:
            continue
        if table:
            table.append("\n")
        table.append(set_cell_size(_(_NAMES[name]), width - 11), "bold")
        table.append(_aligned(_("docs"), 5) + _aligned(_("places"), 6) + "\n", "dim")
        for item in values[:_ROWS]:
            table.append(set_cell_size(_value(item), width - 11), "dim" if item.value is None else "")
            table.append(f"{item.documents:>5}{item.occurrences:>6}\n")
        if len(values) > _ROWS:
            table.append(_("… {number} more").format(number=len(values) - _ROWS) + "\n", "dim")
    return table


def _value(item: FacetValue) -> str:
    return _("unknown") if item.value is None else str(item.value)


def _aligned(text: str, cells: int) -> str:
    return " " * max(0, cells - cell_len(text)) + text


class FacetLine(Static):
    """The facets in one line, for screens without room for a panel."""

    DEFAULT_CSS = """
    FacetLine { height: 1; padding: 0 1; color: $text-muted; }
    FacetLine.-none { display: none; }
    """

    def __init__(self) -> None:
        super().__init__("", id="facet-line", classes="-none", markup=False)
        self._facets: Facets = {}

    def show(self, facets: Facets) -> None:
        """Show the facets of an answer."""
        self._facets = facets
        self.set_class(not any(facets.values()), "-none")
        self.refresh()

    def render(self) -> Text:
        """What is drawn."""
        return facet_line(self._facets, self.content_size.width)


class FacetPanel(VerticalScroll, can_focus=False):
    """The facets as a column, for wide screens."""

    DEFAULT_CSS = """
    FacetPanel { width: 30; padding: 0 1; scrollbar-size-vertical: 1; }
    FacetPanel > Static { width: 1fr; }
    """

    def show(self, facets: Facets) -> None:
        """Show the facets of an answer."""
        self.query_one(Static).update(facet_table(facets, 27) or Text(_("No hits to divide up."), "dim"))

    def compose(self) -> ComposeResult:
        """The parts from top to bottom."""
        yield Static("", markup=False)
