"""What a check finds, as frozen dataclasses in the words of the command line's JSON (cli.md).

``line`` and ``column`` are 1-based places in the draft. Offsets into stored texts are 0-based code points,
ends exclusive; on the draft's side differences have offsets into the ``text`` of their own row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.errors import Sentence
from index.reuse.model import Difference, Earliest

Verdict = Literal["verbatim", "folded", "differs", "not_found"]
"""``folded``: an exact match under matching.md (script, width, marks); ``not_found``: says only that."""
VERDICTS: tuple[Verdict, ...] = ("verbatim", "folded", "differs", "not_found")
Kind = Literal["quotation", "block", "attributed", "formula"]
"""Between quotation marks, a Markdown block quote, said of somebody without marks, too short for a clause."""
AnchorState = Literal["here", "moved", "changed", "lost", "removed"]
"""Of the passage that a comment in the draft names: as it was quoted, at its place or at another one; it
reads otherwise now; its document does not have it any more; there is no such document."""
FigureStatus = Literal["same", "differs", "no_source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage: ``text`` is the stored text's ``[start:end]`` of document ``id``."""

    id: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording of the same passage: where it stands, and how many documents have its letters."""

    source: Source
    similarity: float
    documents: int
    occurrences: int
    earliest: Earliest | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of the draft and what the texts have of it.

    ``source``: the nearest passage (where the draft names one, that one), ``differences`` from the quotation
    to it. ``pieces``: where the parts of a quotation with omissions stand. ``inserted``: what of it stands in
    brackets and is the quoter's. ``documents``, ``occurrences``: of the letters of ``source``;
    ``earliest``: the first of these documents by date. ``wordings``: all wordings that were found, that of
    ``source`` first. ``remarks``: what else is to be said, in sentences.
    """

    line: int
    column: int
    text: str
    kind: Kind
    speaker: str | None
    verdict: Verdict
    punctuation_only: bool
    similarity: float
    source: Source | None
    differences: tuple[Difference, ...]
    documents: int
    occurrences: int
    earliest: Earliest | None
    wordings: tuple[Worded, ...]
    pieces: tuple[Source, ...] = ()
    inserted: tuple[str, ...] = ()
    anchor: AnchorState | None = None
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A quantity of the draft outside its quotations, and the one in the source of its sentence.

    ``differs``: the passage that the sentence is nearest to has ``other`` in its place. ``no_source``: no
    text has it beside the same words; nothing more is said.
    """

    line: int
    column: int
    text: str
    value: float
    unit: str | None
    subject: str | None
    status: FigureStatus
    source: Source | None
    other: Source | None


@dataclass(frozen=True, slots=True)
class Reused:
    """A stretch of the draft, not marked as a quotation, that stands so in other texts and is no formula."""

    line: int
    column: int
    text: str
    source: Source
    documents: int
    earliest: Earliest | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the draft that could not be read as it was meant, and what stands there."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of a check, each part in the order of the draft.

    ``unbalanced``: quotation marks without their partner; what they begin was not checked. ``unreadable``:
    comments that named a passage and cannot be read any more. ``names``: how many names and single words
    stand in marks.
    """

    quotations: tuple[Checked, ...]
    formulae: tuple[Checked, ...]
    figures: tuple[CheckedFigure, ...]
    reused: tuple[Reused, ...]
    unbalanced: tuple[Place, ...]
    unreadable: tuple[Place, ...]
    names: int

    @property
    def summary(self) -> dict[str, int]:
        """How many there are of each."""
        counts = {name: sum(one.verdict == name for one in self.quotations) for name in VERDICTS}
        kinds = {name: sum(one.kind == name for one in self.quotations) for name in ("block", "attributed")}
        figures = {
            f"figures_{name}": sum(one.status == name for one in self.figures)
            for name in ("same", "differs", "no_source")
        }
        return {
            "quotations": len(self.quotations),
            **counts,
            "punctuation_only": sum(one.punctuation_only for one in self.quotations),
            "blocks": kinds["block"],
            "attributed": kinds["attributed"],
            "formulae": len(self.formulae),
            "names": self.names,
            "figures": len(self.figures),
            **figures,
            "reused": len(self.reused),
            "unbalanced": len(self.unbalanced),
            "unreadable": len(self.unreadable),
        }
