"""Plain text files."""

from __future__ import annotations

from itertools import pairwise

from index.collect.decode import decode
from index.collect.formats import letterhead
from index.collect.formats.source_text import SourceText
from index.model import ParagraphKind

# Characters among which the head of an official document is looked for.
_HEAD = 4000


def read(data: bytes, _path: str | None) -> SourceText:
    """A text file as it is; the head of an official document is told."""
    decoded = decode(data)
    found = letterhead.find(decoded.text[:_HEAD].split("\n"))
    if found is None:
        return SourceText(decoded.text, decoded.encoding)
    above, title = found
    kinds: dict[int, ParagraphKind] = dict.fromkeys(above, "byline")
    # A title on lines of its own that are not one after the other is left to the rules for any text.
    if all(below == line + 1 for line, below in pairwise(title)):
        kinds |= dict.fromkeys(title, "title")
    return SourceText(decoded.text, decoded.encoding, kinds, continues=frozenset(title[1:]))
