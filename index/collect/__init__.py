"""Import: bytes of a file to stored text, paragraphs, repairs, furniture and metadata with its evidence."""

from __future__ import annotations

from index.collect.pipeline import SUPPORTED_SUFFIXES, collect

__all__ = ["SUPPORTED_SUFFIXES", "collect"]
