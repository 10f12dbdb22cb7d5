"""The outline of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.model import Paragraph, StoredText
from index.registers.model import Heading, Outline
from index.registers.outlines.parallels import shared_words
from index.text.fold import fold

_HAN = "一二三四五六七八九十"
# Ways to number headings; the order in which a text uses them is its own (GB/T 9704: 一、（一）1.（1)).
_NUMBERS = {
    "chapter": re.compile(rf"第[{_HAN}百\d]+[章部编]"),
    "section": re.compile(rf"第[{_HAN}百\d]+节"),
    "han": re.compile(rf"[{_HAN}]{{1,3}}[、.]"),
    "bracket": re.compile(rf"[(〔][{_HAN}]{{1,3}}[)〕]"),
    "arabic": re.compile(r"\d{1,2}(?:[.、](?!\d)|\s+(?=\D))"),
    "arabic bracket": re.compile(r"[(]?\d{1,2}[)]|[①-⑳]"),
    "first": re.compile(rf"[{_HAN}]{{1,2}}是"),
    "dash": re.compile(r"-{1,3}(?=\w)"),
}
_LEAD = 40
"""The longest sentence that leads in a paragraph as its heading, in characters."""
_PLAIN_LEAD = 20
"""… where no number marks it, as several neighbours must begin."""
_STOP = re.compile("[。!?;]")
_ALONE = 60
"""The longest numbered sentence that is a heading by itself, as a paragraph."""
_SEVERAL = 3
_PLAIN = "lead"


def outline_of(stored: StoredText) -> Outline:
    """The headings of the text: its heading paragraphs, and sentences that lead in their paragraph.

    A sentence leads in where it is numbered, or where three paragraphs in a row under one heading begin with
    short ones. Levels are those of the numbering in the order of use; what is not numbered stands above what
    is, if it comes first, and leads stand below the headings.
    """
    folded = fold(stored.text)
    found = list(_found(stored, folded))
    levels: list[str] = []
    headings: list[Heading] = []
    for style, lead, start, end in found:
        # A level once left is open no longer. Leads without a number stand below whatever has one.
        name = _PLAIN if lead and style == "plain" else style
        if name != _PLAIN and levels[-1:] == [_PLAIN]:
            levels.pop()
        if name in levels:
            del levels[levels.index(name) + 1 :]
        else:
            levels.append(name)
        headings.append(Heading(len(levels), start, end, stored.text[start:end], None, lead))
    headings = _with_parallels(headings, folded)
    shape = Counter(heading.parallel for heading in headings if heading.parallel)
    return Outline(
        stored.document.id,
        tuple(headings),
        tuple(sorted(shape.items(), key=lambda item: (-item[1], item[0]))),
    )


def _found(stored: StoredText, folded: str) -> Iterator[tuple[str, bool, int, int]]:
    """Style, whether it leads in a paragraph, start and end of each heading."""
    runs: list[list[tuple[str, bool, int, int]]] = [[]]
    for paragraph in stored.paragraphs:
        run = runs[-1]
        if paragraph.kind == "heading":
            runs.append([(_style(folded, paragraph.start), False, paragraph.start, paragraph.end)])
            runs.append([])
        elif paragraph.kind == "body" and (alone := _alone(folded, paragraph)) is not None:
            runs.append([(_style(folded, paragraph.start), False, *alone)])
            runs.append([])
        elif paragraph.kind == "body":
            lead = _lead(folded, paragraph)
            if lead is not None:
                run.append((_style(folded, paragraph.start), True, *lead))
            elif run and run[-1][0] == "plain":
                # A paragraph without one ends a row, where it is not the second of its head.
                run.append(("", True, paragraph.start, paragraph.start))
    used = any(_several(run, _SEVERAL) for run in runs)
    for run in runs:
        several = _several(run, 2 if used else _SEVERAL)
        for one in run:
            if one[0] and (one[0] != "plain" or not one[1] or several):
                yield one


def _several(run: Sequence[tuple[str, bool, int, int]], least: int) -> bool:
    """Whether enough of the paragraphs below one heading begin with a short sentence."""
    plain = sum(one[0] == "plain" and one[1] for one in run)
    return plain >= least and plain * 2 > len(run)


def _alone(folded: str, paragraph: Paragraph) -> tuple[int, int] | None:
    """A numbered sentence that is a paragraph of its own: a heading, with its full stop left out."""
    if paragraph.end - paragraph.start > _ALONE or _style(folded, paragraph.start) not in _WHOLE:
        return None
    stop = _STOP.search(folded, paragraph.start, paragraph.end)
    if stop is None or stop[0] != "。" or stop.end() < paragraph.end:
        return None
    return paragraph.start, stop.start()


_WHOLE = ("chapter", "section", "han", "bracket", "dash")


def _lead(folded: str, paragraph: Paragraph) -> tuple[int, int] | None:
    """The sentence that leads in a paragraph: short, and with prose behind it."""
    stop = _STOP.search(folded, paragraph.start, min(paragraph.end, paragraph.start + _LEAD + 1))
    if stop is None or paragraph.end - stop.end() < _LEAD or stop[0] != "。":
        return None
    if folded[paragraph.start] in '“「『"' and folded[stop.start() - 1] in '”」』"':
        return None  # it is quoted
    numbered = _style(folded, paragraph.start) != "plain"
    if not numbered and stop.start() - paragraph.start > _PLAIN_LEAD:
        return None
    return paragraph.start, stop.start()


def _style(folded: str, start: int) -> str:
    return next((name for name, pattern in _NUMBERS.items() if pattern.match(folded, start)), "plain")


def _with_parallels(headings: list[Heading], folded: str) -> list[Heading]:
    """The headings with what those of one level below the same one share."""
    found = list(headings)
    parents: list[tuple[int, ...]] = []
    path: list[int] = []
    for number, heading in enumerate(headings):
        path = path[: heading.level - 1]
        parents.append(tuple(path))
        path.append(number)
    order = sorted(range(len(headings)), key=lambda number: (parents[number], number))
    for _, group in groupby(order, key=lambda number: (parents[number], headings[number].level)):
        numbers = list(group)
        texts = [_without_number(folded[headings[n].start : headings[n].end]) for n in numbers]
        for number, words in zip(numbers, shared_words(texts), strict=True):
            found[number] = replace(headings[number], parallel=words)
    return found


def _without_number(text: str) -> str:
    for pattern in _NUMBERS.values():
        if match := pattern.match(text):
            return text[match.end() :].strip(" -")
    return text.strip()
