"""Figures and quotations of paragraphs written for these tests, against the marks set in them by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from index.model import Document, Paragraph, StoredText
from index.registers.figures.figures import figures_of
from index.registers.model import Figure
from index.registers.quotations.quotations import quotations_of
from index.text.fold import fold

FILE = Path(__file__).parent / "labels" / "paragraphs.txt"
_MARKED = re.compile("([⟦⟧⟪⟫])")
_PLAIN = re.compile(r"([\d.]+) ?(万亿|[万亿])?")
_SCALE = {None: 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


class Marked(NamedTuple):
    """What stands in marks at ``[start:end]`` of the text, with its fields."""

    start: int
    end: int
    fields: list[str]


class Case(NamedTuple):
    text: str
    figures: list[Marked]
    quotations: list[Marked]


def read(line: str) -> Case:
    """The plain text of a marked paragraph, with what is marked in it."""
    text = ""
    figures: list[Marked] = []
    quotations: list[Marked] = []
    opened = 0
    inside = False
    parts = _MARKED.split(line)
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if part == "⟪":
            opened = len(text)
        elif part == "⟦":
            inside = True
        elif part in ("⟧", "⟫"):
            inside = False
        elif inside:
            body, *fields = [*part.split("|"), *[""] * 6][:7]
            figures.append(Marked(len(text), len(text) + len(body), fields))
            text += body
        elif following == "⟫":
            body, *fields = [*part.split("|"), "", ""][:3]
            text += body
            quotations.append(Marked(opened, len(text), fields))
        else:
            text += part
    return Case(text, figures, quotations)


def stored(text: str) -> StoredText:
    document = Document(
        1, None, None, (), None, "2024-03-15", "day", None, (), "湖南", None, None, None, None,
        None, None, (), "simplified", len(text), None,
    )  # fmt: skip
    return StoredText(document, text, (Paragraph(0, len(text), "body"),), (), ())


def amount(text: str) -> float:
    found = _PLAIN.search(fold(text))
    assert found is not None, text
    whole, _, decimals = found[1].partition(".")
    return int(whole + decimals) * _SCALE[found[2]] / int(10 ** len(decimals))


def differs(case: Case, mark: Marked, one: Figure) -> list[str]:
    """What of a figure is not as marked; a word before the mark may belong to the qualifier."""
    unit, subject, qualifier, date, value, upper = mark.fields
    wanted = float(value) if value else amount(case.text[mark.start : mark.end])
    before = fold(case.text[one.start : mark.start])
    wrong = [
        name
        for name, good in (
            ("value", one.value == wanted and one.upper == (float(upper) if upper else None)),
            ("unit", fold(one.unit or "") == fold(unit)),
            ("qualifier", fold(one.qualifier or "") == before + fold(qualifier)),
            ("date", (one.date or "") == date),
            (
                "subject",
                not subject or bool(one.subject and (subject in one.subject or one.subject in subject)),
            ),
        )
        if not good
    ]
    return [f"{name}: {one}" for name in wrong]


LINES = [line for line in FILE.read_text("utf-8").splitlines() if line and line[0] != "#"]


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_every_quantity_is_found_with_its_value(line: str) -> None:
    case = read(line)
    found = list(figures_of(stored(case.text)))
    for mark in case.figures:
        hits = [one for one in found if one.start < mark.end and mark.start < one.end]
        found = [one for one in found if one not in hits]
        if "?" not in mark.fields:
            (one,) = hits
            wrong = differs(case, mark, one)
            assert not [problem for problem in wrong if not problem.startswith("subject")]
    assert not found


def test_what_is_counted_is_read_off_the_words_around() -> None:
    asked = 0
    wrong: list[str] = []
    for line in LINES:
        case = read(line)
        found = figures_of(stored(case.text))
        for mark in case.figures:
            one = next((one for one in found if one.start < mark.end and mark.start < one.end), None)
            if one is not None and mark.fields[1] and "?" not in mark.fields:
                asked += 1
                wrong += [problem for problem in differs(case, mark, one) if problem.startswith("subject")]
    assert asked > 150
    assert len(wrong) <= 0.04 * asked, "\n".join(wrong)


def test_quotations_are_found_and_no_speaker_is_invented() -> None:
    asked = unnamed = 0
    wrong: list[str] = []
    for line in LINES:
        case = read(line)
        found = {(one.start, one.end): one for one in quotations_of(stored(case.text))}
        for start, end, (speaker, date) in case.quotations:
            one = found.pop((start, end), None)
            if speaker == "?":
                continue
            asked += 1
            if one is None:
                wrong.append(f"missed: {case.text[start:end]}")
            else:
                assert one.speaker in (None, speaker or None), one
                unnamed += one.speaker != (speaker or None)
                assert not date or one.date == date
        wrong += [f"none: {one.text}" for one in found.values()]
    assert asked > 45
    assert len(wrong) <= 0.05 * asked, "\n".join(wrong)
    assert unnamed <= 0.05 * asked
