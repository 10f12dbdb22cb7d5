"""From characters at places on pages (pdf, ofd) to lines in reading order.

Rows of characters that stand apart are pieces. Pieces are put in order by cutting the page: into columns
where both sides of a gap look like prose, else across its widest gaps. Measures are in the unit of the file;
``y`` counts downwards, and is that of the base line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

# Gaps in parts of a character's size: what separates pieces, what is a space between Chinese characters,
# what is a space between Latin words, and the least width between columns.
APART, WIDE, NARROW, GUTTER = 1.3, 0.7, 0.2, 0.8
_COLUMN_LINES = 4
_LEAST = 12
_DEEPEST = 40
_WORD = re.compile(r"[A-Za-z0-9.,;:%)]$"), re.compile(r"^[A-Za-z0-9(]")

# The mark of a note, which is no text: left out, as in Word files.
_REFERENCE = re.compile(r"^(?:[\[［(（〔]?[0-9]{1,3}[\]］)）〕]?|[①-⑳*※])+$")

Glyph = tuple[str, float, float, float, float]
"""A character: its text, left, right, base line, size."""


@dataclass(slots=True, eq=False)
class Piece:
    """Characters on one base line without a wide gap among them."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """Where its characters begin; they end a little below the base line."""
        return self.base - 0.85 * self.size

    @property
    def bottom(self) -> float:
        """Where its characters end."""
        return self.base + 0.15 * self.size


@dataclass(slots=True, eq=False)
class Row(Piece):
    """A line of text; ``edge`` is the left edge of its column."""

    edge: float = 0.0
    column: int = 0


@dataclass(slots=True, eq=False)
class Page:
    """A page with its pieces, in the order of the file."""

    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        sizes: Counter[float] = Counter()
        for piece in self.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
        return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Characters in the order of the file as pieces; those that are nothing but white space are left out."""
    pieces: list[Piece] = []
    text: list[str] = []
    sizes: list[float] = []
    start = begun = last = level = 0.0

    def close() -> None:
        if sizes:
            pieces.append(Piece("".join(text).rstrip(), start, last, level, median(sizes)))
        text.clear()
        sizes.clear()

    for character, left, right, base, size in glyphs:
        if size <= 0 or right < left:
            continue
        blank = not character.strip()
        if sizes and left == begun and right == last and base == level:
            text.append(character)  # one glyph for several characters, such as the long dash
            continue
        if sizes:
            gap = left - last
            near = abs(base - level) <= 0.3 * size
            if not near or gap > APART * size or gap < -0.6 * size:
                close()
            elif blank:
                text.append(character)
                continue
            else:
                text.append(space("".join(text[-2:]), character, gap, size))
        if blank:
            continue
        if not sizes:
            start, level = left, base
        text.append(character)
        sizes.append(size)
        begun, last = left, right
    close()
    return pieces


def space(left: str, right: str, gap: float, size: float) -> str:
    """What a gap between two texts on a line reads as."""
    if gap > WIDE * size:
        return "" if left[-1:].isspace() else "\u3000"
    if gap > NARROW * size and _WORD[0].search(left) and _WORD[1].search(right):
        return " "
    return ""


def rows_of(pieces: Sequence[Piece], edge: float = 0.0, column: int = 0) -> list[Row]:
    """Pieces side by side put together as lines, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        for row in reversed(rows[-2:]):
            largest = max(row, key=lambda other: other.size)
            overlap = min(piece.bottom, largest.bottom) - max(piece.top, largest.top)
            free = all(
                piece.left > other.right - 0.3 * other.size or piece.right < other.left + 0.3 * other.size
                for other in row
            )
            if overlap > 0.5 * min(piece.size, largest.size) and free:
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [_joined(row, edge, column) for row in rows]


def _joined(row: list[Piece], edge: float, column: int) -> Row:
    row.sort(key=lambda piece: piece.left)
    largest = max(row, key=lambda piece: piece.size)
    text = ""
    for number, piece in enumerate(row):
        small = piece.size < 0.8 * largest.size and piece.base < largest.base - 0.15 * largest.size
        if small and text[-1:] >= "\u2e80" and _REFERENCE.match(piece.text):
            continue
        if number:
            text += space(text, piece.text, piece.left - row[number - 1].right, piece.size)
        text += piece.text
    return Row(text, row[0].left, row[-1].right, largest.base, largest.size, edge, column)


def in_order(page: Page) -> list[Row]:
    """The lines of a page in reading order."""
    pieces = page.pieces
    if _side_by_side(pieces) < 2 * _COLUMN_LINES:
        return rows_of(pieces, left_edge(pieces))
    rows: list[Row] = []
    _cut(pieces, page.size, rows, left_edge(pieces), 0)
    return rows


def left_edge(pieces: Sequence[Piece]) -> float:
    """Where the lines of a column begin that are not indented."""
    lefts = Counter(round(piece.left) for piece in pieces)
    usual = [left for left, count in lefts.items() if count * 8 >= len(pieces) and count > 1]
    return float(min(usual or lefts, default=0))


def _side_by_side(pieces: Sequence[Piece]) -> int:
    """How many pieces stand beside another one: without some, there are no columns."""
    found = 0
    ordered = sorted(pieces, key=lambda piece: piece.top)
    for before, piece in pairwise(ordered):
        if before.bottom > piece.top + 0.3 * piece.size and (
            piece.left >= before.right or piece.right <= before.left
        ):
            found += 1
    return found


def _gaps(intervals: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The stretches that no interval covers, of at least a length: (length, middle)."""
    intervals.sort()
    end = intervals[0][1]
    gaps: list[tuple[float, float]] = []
    for low, high in intervals[1:]:
        if low - end >= least:
            gaps.append((low - end, (low + end) / 2))
        end = max(end, high)
    return gaps


def _cut(pieces: Sequence[Piece], size: float, rows: list[Row], edge: float, depth: int) -> None:
    if len(pieces) < _LEAST or depth > _DEEPEST:
        rows += rows_of(pieces, edge, rows[-1].column + 1 if rows else 0)
        return
    gutters = _gaps([(piece.left, piece.right) for piece in pieces], GUTTER * size)
    if gutters:
        bounds = [*(middle for _, middle in gutters), float("inf")]
        strips: list[list[Piece]] = [[] for _ in bounds]
        for piece in pieces:
            strips[next(at for at, bound in enumerate(bounds) if piece.left < bound)].append(piece)
        if all(_is_prose(strip, size) for strip in strips):
            for strip in strips:
                _cut(strip, size, rows, left_edge(strip), depth + 1)
            return
    across = _gaps([(piece.top, piece.bottom) for piece in pieces], 0.0)
    if not across:
        rows += rows_of(pieces, edge, rows[-1].column + 1 if rows else 0)
        return
    _, middle = max(across)
    _cut([piece for piece in pieces if piece.base < middle], size, rows, edge, depth + 1)
    _cut([piece for piece in pieces if piece.base >= middle], size, rows, edge, depth + 1)


def _is_prose(strip: Sequence[Piece], size: float) -> bool:
    """Whether pieces look like a column of text: several lines, of which most fill its width."""
    width = max(piece.right for piece in strip) - min(piece.left for piece in strip)
    full = sum(piece.right - piece.left > 0.6 * width for piece in strip)
    return width >= 6 * size and full >= _COLUMN_LINES and 2 * full >= len(strip)
