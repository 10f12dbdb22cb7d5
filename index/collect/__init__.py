"""Import: bytes of a file to stored text, paragraphs, repairs, furniture and metadata with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.collect.suffixes import SUPPORTED_SUFFIXES

if TYPE_CHECKING:
    from index.collect.pipeline import collect

__all__ = ["SUPPORTED_SUFFIXES", "collect"]


def __getattr__(name: str) -> object:
    # The rules take a third of a second to load: a program that asks for a suffix or a province, or lets
    # other processes read, does without.
    if name == "collect":
        from index.collect.pipeline import collect

        return collect
    raise AttributeError(name)
