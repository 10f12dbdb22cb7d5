"""From the bytes of a file to a collected document: the steps, in order, and nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from itertools import accumulate, pairwise

from index.collect import furniture, joins, kinds, repairs
from index.collect.formats import SUPPORTED_SUFFIXES, SourceText, open_source
from index.collect.frame import site_names
from index.collect.lines import Line, split
from index.collect.metadata import describe
from index.collect.notes import notes
from index.collect.recurring import KIND, candidates, opening, place, site_of
from index.model import Collected, Evidence, Furniture
from index.text.pinyin import find_junk
from index.text.script import script_of

__all__ = ["SUPPORTED_SUFFIXES", "collect"]

_LINKED = "previous-next"


def collect(data: bytes, *, path: str | None = None, recurring: Container[int] = ()) -> Collected:
    """Read one file.

    ``path`` only names the format where the bytes do not, and the site where nothing else does; names of
    files and folders are no evidence here. ``recurring``: lines that others of its site have too, to be set
    apart. Raises ``ImportFailure`` with the reason. The same bytes give the same answer.
    """
    opened = open_source(data, path)
    source = opened.text
    glosses = find_junk(source)
    lines = split(source, glosses)
    _told(lines, opened)
    lines = _apart(lines)
    blocks = kinds.classify(joins.paragraphs(lines, whole=opened.whole_paragraphs))
    # What a format says of the text itself is no evidence for a field, but told.
    noted = [
        Evidence(clue.field, clue.value, clue.score, clue.reason)
        for clue in opened.clues
        if clue.field == "text"
    ]
    clues = [clue for clue in opened.clues if clue.field != "text"]
    clues += dict.fromkeys(site_names(lines))
    metadata, why = describe(blocks, clues)
    named = next((clue.value for clue in opened.clues if clue.field == "site"), None)
    site = site_of(metadata.url, path, named)
    edges = {place(site, block): block for block in candidates(blocks)}
    before = None
    if again := [line for at, block in edges.items() if at in recurring for line in block.lines]:
        plain, _, unchanged = repairs.build(source, blocks, glosses)
        before = (plain, unchanged, _furniture(source, lines))
        for line in again:
            line.furniture = KIND
        blocks = kinds.classify(joins.paragraphs(lines, whole=opened.whole_paragraphs))
        metadata, why = describe(blocks, clues)
    text, paragraphs, made = repairs.build(source, blocks, glosses)
    script = script_of(text)
    return Collected(
        text=text,
        paragraphs=paragraphs,
        repairs=made,
        furniture=_furniture(source, lines),
        metadata=metadata,
        script=script,
        encoding=opened.encoding,
        # The same said twice (a column that names a province and its city) is one reason.
        why=tuple(dict.fromkeys((*why, *noted, *notes(text, script, opened.encoding)))),
        edges=tuple((at, at in recurring) for at in edges),
        opening=opening(blocks) if edges else 0,
        before=before,
    )


def _furniture(source: str, lines: Sequence[Line]) -> tuple[Furniture, ...]:
    return tuple(
        Furniture(line.furniture, source[line.start : line.end])
        for line in lines
        if line.furniture is not None
    )


def _apart(lines: list[Line]) -> list[Line]:
    """The lines with their furniture: what the format knew of, and what the rules find in the rest.

    The rules look at places from the edges of the article, so the format's furniture is not shown to them.
    """
    told = [line for line in lines if line.furniture is not None]
    text = furniture.set_apart([line for line in lines if line.furniture is None])
    _go_on(text)
    for line in text:
        if line.kind == "title" and line.furniture is not None:
            for other in text if line.furniture == "repeated-title" else ():
                if other is line:
                    break
                if other.compact == line.compact and other.kind is None:
                    other.furniture = line.furniture  # the one that the format did not tell
            line.furniture = None
    if not furniture.kept(text):
        for line in text:
            line.furniture = None
    return sorted((*told, *text), key=lambda line: line.start) if told else text


def _go_on(lines: Sequence[Line]) -> None:
    """A link to the next article that is broken over lines is furniture as a whole."""
    wrap = rest = None
    for above, below in pairwise(lines):
        if above.furniture != _LINKED or below.furniture is not None or below.kind is not None:
            continue
        if not below.goes_on:
            wrap = wrap or joins.wrap_of(lines)
            # One line more at most: where no indent shows paragraphs, the text itself could follow.
            if above is rest or wrap is None or not wrap.full(above) or below.indent or below.blank_before:
                continue
        below.furniture, rest = _LINKED, below


def _told(lines: Sequence[Line], opened: SourceText) -> None:
    """Write to the lines what the format says that they are."""
    if not (opened.kinds or opened.furniture or opened.continues):
        return
    starts = list(accumulate((len(line) + 1 for line in opened.text.split("\n")), initial=0))
    for line in lines:
        number = bisect_right(starts, line.start) - 1
        line.kind = opened.kinds.get(number)
        line.furniture = opened.furniture.get(number)
        line.goes_on = number in opened.continues
