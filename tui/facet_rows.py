"""The facets of an answer as rows: what the query is narrowed by, then the values of each facet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.errors import N_
from index.model import FacetValue
from tui.i18n import _

if TYPE_CHECKING:
    from index.engine.language.ast import Field
    from index.engine.language.narrowing import Narrowing

Facets = Mapping[str, Sequence[FacetValue]]

NAMES: dict[str, str] = {
    "region": N_("Province"),
    "level": N_("Level"),
    "year": N_("Year"),
    "city": N_("City"),
    "source": N_("Source"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "title": N_("Title"),
    "organ": N_("Organ"),
    "id": N_("Document number"),
}
LISTED: tuple[Field, ...] = ("region", "level", "year", "source", "kind", "city")


@dataclass(frozen=True, slots=True)
class Head:
    """What the rows below are values of; ``counted``: they have documents and places."""

    name: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, with what the answer has of it."""

    field: Field
    item: FacetValue

    @property
    def key(self) -> tuple[str, object]:
        """What is the same in another answer."""
        return self.field, self.item.value


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the query on metadata."""

    narrowing: Narrowing

    @property
    def key(self) -> tuple[str, object]:
        """What is the same in another answer."""
        return self.narrowing.field, self.narrowing.values

    @property
    def sign(self) -> Literal["+", "-"]:
        """Whether the values must be or must not be."""
        return "-" if self.narrowing.excluded else "+"

    @property
    def text(self) -> str:
        """The condition in words."""
        name = _(NAMES[self.narrowing.field])
        return f"{name} {' / '.join(self.narrowing.values)}"


Row = Head | Value | Condition


def rows_of(facets: Facets, narrowings: Sequence[Narrowing]) -> tuple[Row, ...]:
    """The rows from top to bottom; facets without a value have none."""
    rows: list[Row] = []
    if narrowings:
        rows.append(Head(_("Narrowed by"), counted=False))
        rows += [Condition(narrowing) for narrowing in narrowings]
    for field in LISTED:
        values = facets.get(field, ())
        if values:
            rows.append(Head(_(NAMES[field]), counted=True))
            rows += [Value(field, item) for item in values]
    return tuple(rows)


def word_of(item: FacetValue) -> str:
    """A value as it is shown."""
    return _("unknown") if item.value is None else str(item.value)
