"""Pages with characters at places as a source text: running heads and feet apart, notes after the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import pairwise
from statistics import median

from index.collect.formats import letterhead
from index.collect.formats.layout import Page, Piece, Row, in_order, rows_of
from index.collect.formats.writing import CELLS, NO_TITLE, Writer

_NUMBER = re.compile(
    r"^[-—–─―·•~〜.\s|]*(?:第\s*)?(?:[0-9０-９]{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十百]{1,4}(?=\s*页))\s*页?"
    r"(?:\s*[/／,，共of]*\s*[0-9]{1,4}\s*页?)?[-—–─―·•~〜.\s|]*$"
)
_NOTE = re.compile(r"^\s*(?:[①-⑳*※＊]|[\[［(（〔]?[0-9]{1,3}[\]］)）〕]?|注[:：释])")
_UNBROKEN = re.compile(
    r"^[（《“‘「『【〔(\[]*(?:[A-Za-z0-9.,%％‰+\-/]+|.)[，。、；：！？）》”’」』】〕,.;:!?)\]…—]*[”’」』]*"
)
_ENDS = frozenset("。！？：；!?:;…”’」』）)")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Rows at the top and at the foot of a page that may be running ones.
_EDGE_ROWS = 3
# How far, in characters, full lines may end from the margin beside what did not go into them (narrow marks).
_SLACK = 1.0
_MARGIN = 0.12
_FAR = 40


def write(pages: Sequence[Page], writer: Writer) -> None:
    """Append the lines of the pages, then their notes, then what runs along their edges as furniture."""
    running = _take_running(pages)
    notes = [note for page in pages for note in _take_notes(page)]
    read = [(page, rows) for page in pages if (rows := in_order(page))]
    title, head = _title(*read[0]) if read else ([], 0)
    going = _going_on([rows for _, rows in read])
    for number, (page, rows) in enumerate(read):
        place = 0
        if number == 0 and title:
            _emit(rows[:head], page.size, going, writer)
            writer.add("".join(row.text.strip() for row in title), "title")
            place = head + len(title)
        _emit(rows[place:], page.size, going, writer)
    letterhead.tell(writer)
    for note in notes:
        writer.add(note, "note")
    for text, kind in running:
        writer.add(text, furniture=kind)


def _emit(rows: Sequence[Row], size: float, going: Container[Row], writer: Writer) -> None:
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
        elif row in going and writer.lines:
            writer.continues.add(len(writer.lines))
        indent = min(max(round((row.left - row.edge) / size * 2), 0), _FAR) if size else 0
        writer.add("\u3000" * (indent // 2) + row.text.strip())
        above = row


def _going_on(pages: Sequence[Sequence[Row]]) -> set[Row]:
    """The rows that go on the paragraph of the row before, which its own width and their indent show.

    A row is full when what the next one begins with, kept in one piece, would not have gone into it. Where
    paragraphs have an indent, a row without one after a full one goes on; else only inside a sentence.
    """
    ends: dict[Row, float] = {}
    for rows in pages:
        for edge in {row.edge for row in rows}:
            same = [row for row in rows if row.edge == edge]
            end = _right_edge(same)
            ends.update((row, end) for row in same)
    rows = [row for page in pages for row in page]
    full = {
        below: above.right + _first_piece(below) > ends[above] - _SLACK * above.size
        and 0.9 < below.size / above.size < 1.1
        and not any(CELLS in row.text.strip() for row in (above, below))
        for above, below in pairwise(rows)
    }
    starts = [row for row, after_full in full.items() if not after_full]
    indented = len(starts) > 1 and 2 * sum(_indent(row) >= 1.5 for row in starts) >= len(starts)
    return {
        below
        for above, below in pairwise(rows)
        if full[below] and _indent(below) < 0.6 and (indented or above.text.strip()[-1:] not in _ENDS)
    }


def _indent(row: Row) -> float:
    """The indent of a row in characters."""
    return (row.left - row.edge) / row.size


def _right_edge(rows: Sequence[Row]) -> float:
    """Where the full lines of a column end: the furthest place at which two of them do.

    Punctuation may hang over the margin.
    """
    inside = [row.right for row in rows if row.text.strip()[-1:].isalnum()]
    rights = sorted(inside or [row.right for row in rows], reverse=True)
    for first, second in pairwise(rights):
        if first - second < 0.5 * rows[0].size:
            return second
    return rights[0]


def _first_piece(row: Row) -> float:
    """The width of what a row begins with and what may not be broken."""
    found = _UNBROKEN.match(row.text.strip())
    text = found[0] if found else row.text[:1]
    return sum(1.0 if character >= "\u2e80" else 0.5 for character in text) * row.size


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


def _title(page: Page, rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """The rows of the title, if their size shows it, and the number of rows before them.

    The largest print of the first page, on up to four lines, with the text below it; the name of an organ's
    letterhead (……文件) or newspaper is larger still, and has a number or date below it, so that of more than
    one large print nothing is said.
    """
    large = [row for row in rows[:12] if row.size >= 1.25 * page.size and _HAN.search(row.text)]
    if not large or len({round(row.size) for row in large}) > 1 or len(rows) < len(large) + 3:
        return [], 0
    place = next(number for number, row in enumerate(rows) if row is large[0])
    lines = 1
    while (
        lines < len(large)
        and rows[place + lines] is large[lines]
        and _go_together(*large[lines - 1 : lines + 1])
    ):
        lines += 1
    title = rows[place : place + lines]
    text = "".join(row.text.strip() for row in title)
    if place > 3 or lines > 4 or not 5 <= len(text) <= 90 or NO_TITLE.search(text):
        return [], 0
    return title, place


def _go_together(above: Row, below: Row) -> bool:
    """Whether two rows of large print are one title: set about one middle, but not from one edge."""
    return (
        below.base - above.base < 2.2 * above.size
        and abs(above.left + above.right - below.left - below.right) < 1.5 * above.size
        and abs(above.left - below.left) > 0.3 * above.size
    )
