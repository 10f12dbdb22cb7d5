"""Html: pages saved from a browser or by a program, and the archives that browsers save pages in."""

from __future__ import annotations

from index.collect.formats.html.reading import read, read_archive
from index.collect.formats.html.saved import is_archive, is_fragment, is_html

__all__ = ["is_archive", "is_fragment", "is_html", "read", "read_archive"]
