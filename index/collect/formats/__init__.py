"""Formats: from the bytes of a file to its source text, with what the format itself says about it."""

from __future__ import annotations

from index.collect.formats.opened import open_source
from index.collect.formats.source_text import Clue, SourceText
from index.collect.suffixes import SUPPORTED_SUFFIXES

__all__ = ["SUPPORTED_SUFFIXES", "Clue", "SourceText", "open_source"]
