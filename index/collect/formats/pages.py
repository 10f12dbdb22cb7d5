"""Pages with characters at places as a source text: running heads and feet apart, notes after the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.collect.formats.layout import Page, Piece, Row, in_order, rows_of
from index.collect.formats.writing import Writer

_NUMBER = re.compile(
    r"^[-—–─―·•~〜.\s|]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百]{1,4}(?=\s*页))\s*页?"
    r"(?:\s*[/／,，共of]*\s*[0-9]{1,4}\s*页?)?[-—–─―·•~〜.\s|]*$"
)
_NOTE = re.compile(r"^\s*(?:[①-⑳*※＊]|[\[［(（〔]?[0-9]{1,3}[\]］)）〕]?|注[:：释])")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Rows at the top and at the foot of a page that may be running ones.
_EDGE_ROWS = 3
_MARGIN = 0.12
_FAR = 40


def write(pages: Sequence[Page], writer: Writer) -> None:
    """Append the lines of the pages, then their notes, then what runs along their edges as furniture."""
    running = _take_running(pages)
    notes = [note for page in pages for note in _take_notes(page)]
    first = True
    for page in pages:
        rows = in_order(page)
        if first and rows:
            rows = _titled(rows, page, writer)
            first = False
        _emit(rows, page.size, writer)
    for note in notes:
        writer.add(note, "note")
    for text, kind in running:
        writer.add(text, furniture=kind)


def _emit(rows: Sequence[Row], size: float, writer: Writer) -> None:
    """Lines with their indent, and a blank one where there is more space than between most."""
    steps = [
        below.base - above.base
        for above, below in pairwise(rows)
        if above.column == below.column and below.base > above.base and below.size < 1.2 * size
    ]
    usual = median(steps) if steps else 0.0
    above: Row | None = None
    for row in rows:
        step = 0.0 if above is None or above.column != row.column else row.base - above.base
        if usual and step > 1.4 * usual and step > usual + 0.4 * size:
            writer.add("")
        indent = min(max(round((row.left - row.edge) / size * 2), 0), _FAR) if size else 0
        writer.add("\u3000" * (indent // 2) + row.text.strip())
        above = row


def _edges(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows at the top, outermost first, and those at the foot likewise."""
    half = min(_EDGE_ROWS, (len(rows) + 1) // 2)
    return [list(rows[:half]), list(reversed(rows[len(rows) - half :]))]


def _key(row: Row) -> str:
    return re.sub(r"[0-9０-９]+", "#", re.sub(r"\s+", "", row.text))


def _take_running(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """Running heads and feet and page numbers, removed from the pages; each with its kind of furniture, once.

    A line is one if it stands at the same height, but for its numbers the same, on three pages (on two of
    few), or is a page number at the very edge of the only page.
    """
    at: dict[tuple[int, str], list[float]] = defaultdict(list)
    sides: list[list[list[Row]]] = []
    for page in pages:
        sides.append(_edges(rows_of(page.pieces)))
        for side, rows in enumerate(sides[-1]):
            for row in rows:
                at[side, _key(row)].append(row.base)
    needed = 2 if len(pages) <= 4 else 3
    found: dict[str, str] = {}
    numbers: list[str] = []
    for page, both in zip(pages, sides, strict=True):
        gone: list[Row] = []
        for side, rows in enumerate(both):
            for place, row in enumerate(rows):
                number = _NUMBER.match(row.text) is not None
                alike = sum(abs(base - row.base) < row.size for base in at[side, _key(row)])
                margin = row.base < _MARGIN * page.height or row.base > (1 - _MARGIN) * page.height
                following = rows[place + 1] if place + 1 < len(rows) else None
                apart = following is None or abs(following.base - row.base) > 1.8 * row.size
                if not (alike >= needed or (number and margin and apart)):
                    break
                if number:
                    numbers.append(row.text.strip())
                else:
                    found.setdefault(row.text.strip(), "running-head" if side == 0 else "running-foot")
                gone.append(row)
        _remove(page, gone)
    if numbers:
        found.setdefault(" ".join(numbers), "page-number")
    return list(found.items())


def _remove(page: Page, rows: Sequence[Row]) -> None:
    def inside(piece: Piece, row: Row) -> bool:
        return (
            row.left - 0.1 <= piece.left
            and piece.right <= row.right + 0.1
            and abs(piece.base - row.base) < row.size
            and piece.text in row.text
        )

    if rows:
        page.pieces = [piece for piece in page.pieces if not any(inside(piece, row) for row in rows)]


def _take_notes(page: Page) -> list[str]:
    """Footnotes, removed from their page: small print at its foot that begins with a mark."""
    rows = rows_of(page.pieces)
    size = page.size
    first = len(rows)
    while first and rows[first - 1].size <= 0.92 * size:
        first -= 1
    if first < 3:
        return []
    while first < len(rows) and not _NOTE.match(rows[first].text):
        first += 1
    notes: list[str] = []
    for row in rows[first:]:
        if _NOTE.match(row.text) or not notes:
            notes.append(row.text.strip())
        else:
            notes[-1] += row.text.strip()
    _remove(page, rows[first:])
    return notes


def _titled(rows: list[Row], page: Page, writer: Writer) -> list[Row]:
    """The rows without the title, which is written as one line, if its size shows it.

    The largest print of the first page, on up to four lines, with the text below it; the name of an organ's
    letterhead (……文件) or newspaper is larger still, and has a number or date below it, so that of more than
    one large print nothing is said.
    """
    head = rows[:12]
    large = [row for row in head if row.size >= 1.25 * page.size and _HAN.search(row.text)]
    sizes = Counter(round(row.size) for row in large)
    if not large or len(sizes) > 1 or len(large) > 4 or len(rows) < len(large) + 3:
        return rows
    place = head.index(large[0])
    if rows[place : place + len(large)] != large or place > 3:
        return rows
    text = "".join(row.text.strip() for row in large)
    if not 5 <= len(text) <= 90 or re.search(r"(?:文件|简报|日报|晚报|周刊|月刊)$|[。；]", text):
        return rows
    _emit(rows[:place], page.size, writer)
    writer.add(text, "title")
    return rows[place + len(large) :]
