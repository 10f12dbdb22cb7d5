"""Which drafts quote a document or a passage: from the source to the drafts, by what their anchors say.

The drafts are the user's files: they are looked through, and what was found in one is kept as long as it is
not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import DraftError
from index.quoting.anchors import Anchor, PlacedAnchor, anchors_of
from index.quoting.drafts import draft_files, draft_name
from index.quoting.files import read
from index.quoting.quoted import LINE_END


@dataclass(frozen=True, slots=True)
class Use:
    """A quotation in a draft: where it stands (1-based), what it says there, and its anchor."""

    name: str
    path: str
    line: int
    column: int
    text: str | None
    intact: bool
    anchor: Anchor


class Shelf:
    """The drafts of the user, as far as they were looked through; a changed one is looked through again."""

    def __init__(self) -> None:
        self._looked: dict[Path, tuple[tuple[int, int, int], list[Use]]] = {}

    def uses(self, of: Callable[[Anchor], bool]) -> list[Use]:
        """The quotations in all drafts whose anchors ``of`` chooses, by draft and place.

        Errors: ``DraftError`` when there is no folder to look in; a draft that cannot be read is passed over
        (the list of drafts says why).
        """
        looked = {}
        for path in draft_files():
            try:
                mark = _mark(path)
                known = self._looked.get(path)
                looked[path] = known if known and known[0] == mark else (mark, used_in(path))
            except (OSError, DraftError):
                continue
        self._looked = looked
        return [use for _, found in looked.values() for use in found if of(use.anchor)]


def used_in(path: Path) -> list[Use]:
    """The quotations in one draft. Errors: ``DraftError``."""
    text = read(path).text
    placed = anchors_of(text)
    places = lines_of(text, [one.quoted.start if one.quoted else one.start for one in placed])
    return [_use(path, one, place) for one, place in zip(placed, places, strict=True)]


def lines_of(text: str, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Line and column, both 1-based, of each of the ascending ``offsets`` of a text."""
    found: list[tuple[int, int]] = []
    line, start = 1, 0
    for offset in offsets:
        for end in LINE_END.finditer(text, start, offset):
            # Between the two characters of a line end there is no line.
            if end[0] != "\r" or not text.startswith("\n", end.end()):
                line, start = line + 1, end.end()
        found.append((line, offset - start + 1))
    return found


def _use(path: Path, placed: PlacedAnchor, place: tuple[int, int]) -> Use:
    text = placed.quoted.text if placed.quoted else None
    return Use(draft_name(path), str(path), *place, text, placed.intact, placed.anchor)


def _mark(path: Path) -> tuple[int, int, int]:
    """What changes whenever the file does."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino
