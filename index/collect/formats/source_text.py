"""What every format is read into: lines of text, and what the format says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.model import ParagraphKind


@dataclass(frozen=True, slots=True)
class Clue:
    """A metadata value that the format states beside the text: a meta tag, a property, a column.

    ``field`` is one of ``index.model.Metadata``, or ``text`` for a note on the text itself. ``score`` ranks
    it among the other evidence for the field (see ``metadata``); ``reason`` says in English where it stood.
    """

    field: str
    value: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class SourceText:
    """The source text of a file.

    ``text``: what a reader of the file sees, verbatim, in reading order, ``\\n`` the only line end; offsets
    of repairs (``Repair.origin``) count in it, so the same bytes must always give the same text.
    ``encoding``: of the file. ``kinds``: what the format says that lines are (by line number, 0-based);
    ``furniture``: kinds of page furniture likewise. ``whole_paragraphs``: every line is a paragraph, as in
    html or docx, so that no two are joined unless the text itself shows the break. ``continues``: lines (by
    number) that go on the paragraph of the line before, as the layout of the pages shows. ``quoted``: lines
    that the format says are block quotations.
    """

    text: str
    encoding: str
    kinds: Mapping[int, ParagraphKind] = field(default_factory=dict)
    furniture: Mapping[int, str] = field(default_factory=dict)
    clues: tuple[Clue, ...] = ()
    whole_paragraphs: bool = False
    continues: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()
