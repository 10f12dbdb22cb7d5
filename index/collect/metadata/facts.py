"""What the metadata rules look at, read off the paragraphs once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.collect.formats import Clue
from index.collect.kinds import Block
from index.model import Evidence

_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
_TITLES, _PROSE = ("title", "subtitle"), ("body", "lead")
_CERTAIN = 10.0


@dataclass(slots=True)
class Facts:
    """The paragraphs by kind. ``why`` collects the evidence; a rule adds what it found, used or not."""

    blocks: Sequence[Block]
    clues: Sequence[Clue] = ()
    why: list[Evidence] = field(default_factory=list)
    _of: dict[tuple[str, ...], list[Block]] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Block]:
        """The paragraphs of these kinds, in reading order."""
        found = self._of.get(kinds)
        if found is None:
            found = self._of[kinds] = [block for block in self.blocks if block.kind in kinds]
        return found

    @property
    def titles(self) -> list[Block]:
        """Title and subtitle paragraphs."""
        found = self._of.get(_TITLES)
        return self.of(*_TITLES) if found is None else found

    @property
    def prose(self) -> list[Block]:
        """The text proper: body and lead paragraphs without headings."""
        found = self._of.get(_PROSE)  # asked for so often that a call less is worth it
        return self.of(*_PROSE) if found is None else found

    @property
    def first_prose(self) -> int:
        """Index of the first prose paragraph, or the number of paragraphs."""
        return next((i for i, block in enumerate(self.blocks) if block.kind in _PROSE), len(self.blocks))

    @property
    def last_prose(self) -> int:
        """Index of the last prose paragraph, or -1."""
        blocks = self.blocks
        return next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].kind in _PROSE), -1)

    def clue(self, name: str) -> list[tuple[float, Clue]]:
        """What the format says of a field, with its rank among the other evidence, the highest first.

        A clue's score of 0 to 1 is a rank of 0 to 10, as the rules here give them: 9 for a line that is
        about the text and says so, 10 for what cannot be otherwise, 5 for a guess. A score above 1 is the
        word of who made the table, and outranks all.
        """
        if not self.clues:
            return []
        found = [(10 * clue.score, clue) for clue in self.clues if clue.field == name and clue.value.strip()]
        return sorted(found, key=lambda item: -item[0])

    def stated(self, name: str) -> str | None:
        """What the maker of a table states of a field."""
        for rank, clue in self.clue(name)[:1]:
            if rank > _CERTAIN:
                self.note(name, clue.value, rank, clue.reason)
                return clue.value.strip()
        return None

    def addresses(self) -> list[str]:
        """The addresses of the page: as the format says, or as a line about the text gives it."""
        lines = [_ADDRESS.search(block.key) for block in self.of("byline", "note")]
        return [clue.value for _, clue in self.clue("url")] + [found[0] for found in lines if found]

    def note(self, name: str, value: str, score: float, reason: str) -> None:
        """Keep a piece of evidence."""
        self.why.append(Evidence(name, value, score, reason))
