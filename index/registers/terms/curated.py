"""The curated list of set formulae."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from index.registers.model import Formula


@cache
def formulae() -> tuple[Formula, ...]:
    """The formulae of ``data/formulae/formulae.tsv``, in its order."""
    found: list[Formula] = []
    for line in (files("data") / "formulae" / "formulae.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            term, variants, expansion, year, paper = [*line.split("\t"), "", "", "", ""][:5]
            found.append(
                Formula(term, _items(variants), _items(expansion), int(year) if year else None, paper or None)
            )
    return tuple(found)


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)
