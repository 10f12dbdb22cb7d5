"""A draft as what it consists of, apart from any format: the one thing that every exporter writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["title", "heading", "paragraph", "quote", "item", "code", "row", "rule"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. ``\\n`` in it is a line break.

    ``note``: instead of text, the mark of a footnote, by its index; ``reference``: that of an entry of the
    reference list.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    note: int | None = None
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``level``: of a heading 1 to 4, of an item or quote how deep it is; ``cells`` of a row."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 1
    cells: tuple[tuple[Run, ...], ...] = ()
    first: bool = False
    """The first row of a table."""

    @property
    def text(self) -> str:
        """The text without its looks and notes."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft: its blocks in order, its notes and its references, which runs name by their index."""

    blocks: tuple[Block, ...]
    notes: tuple[tuple[Run, ...], ...] = ()
    references: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title, or nothing."""
        return next((block.text for block in self.blocks if block.kind == "title"), "")


@dataclass(slots=True)
class Collecting:
    """Notes and references while a draft is read: each gets the number of its first mention."""

    definitions: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    notes: list[tuple[Run, ...]] = field(default_factory=list)
    references: dict[str, int] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def note(self, label: str) -> Run | None:
        """The mark of a note. Mentioned twice it is there twice: a page shows the notes of its own text."""
        if label not in self.definitions:
            return None
        self.used.add(label)
        self.notes.append(self.definitions[label])
        return Run(note=len(self.notes) - 1)

    def reference(self, text: str) -> Run:
        """The mark of an entry of the reference list, one for each source."""
        return Run(reference=self.references.setdefault(text, len(self.references)))
