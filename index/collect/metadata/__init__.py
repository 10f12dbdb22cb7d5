"""Metadata with its evidence: what the text itself says of its title, authors, source, date and place."""

from __future__ import annotations

from index.collect.metadata.description import describe

__all__ = ["describe"]
