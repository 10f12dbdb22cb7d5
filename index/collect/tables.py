"""The tables that ship in ``data``: tab-separated, with comments that name their source."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(folder: str, name: str) -> Iterator[list[str]]:
    """The rows of ``data/<folder>/<name>`` without its comments."""
    for line in (files("data") / folder / name).read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")
