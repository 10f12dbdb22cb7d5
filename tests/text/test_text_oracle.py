"""``find`` against a slow oracle written from the rules, which shares nothing with it but the fold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.model import Occurrences, Paragraph, Span
from index.text.fold import fold
from index.text.form import match_form
from index.text.match import compile_literal, find

OPENING = {"”": "“„‟", "’": "‘", "」": "「", "』": "『", "》": "《", "〉": "〈", '"': '"', "'": "'"}
MARKS = set(OPENING) | set("“„‟‘「『《〈")


def letter(character: str) -> bool:
    selector = 0xFE00 <= ord(character) <= 0xFE0F
    return unicodedata.category(character)[0] in "LNM" and not selector


def blank(character: str) -> bool:
    return (
        character.isspace() or unicodedata.category(character) == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F
    )


@dataclass
class Line:
    """A paragraph, character by character: folded form with source offsets, and contents of pairs."""

    form: str
    source: list[int]
    contents: list[tuple[int, int]]


def read(text: str, start: int, end: int) -> Line:
    line = Line("", [], [])
    seen: list[tuple[str, int, bool]] = []  # mark, place, still open
    for offset in range(start, end):
        character = fold(text[offset])
        if character in MARKS:
            for i in reversed(range(len(seen))):
                mark, place, still_open = seen[i]
                if still_open and mark in OPENING.get(character, ""):
                    line.contents.append((place, len(line.form)))
                    seen[i:] = [(m, p, False) for m, p, _ in seen[i:]]
                    break
            else:
                seen.append((character, len(line.form), character not in OPENING or character in "\"'"))
        elif not blank(character):
            line.form += character
            line.source.append(offset)
    return line


def oracle(text: str, paragraphs: list[tuple[int, int]], raw: str) -> Occurrences:
    term = read(raw, 0, len(raw))
    own_marks = set()
    count = 0
    for character in fold(raw):
        if character in MARKS:
            own_marks.add(count)
        elif not blank(character):
            count += 1
    exact: list[Span] = []
    loose: list[Span] = []
    bare = "".join(filter(letter, term.form))
    for paragraph in paragraphs:
        line = read(text, *paragraph)
        free = 0
        for s in range(len(line.form) - len(term.form) + 1):
            e = s + len(term.form)
            if line.form[s:e] != term.form or s < free:
                continue
            holds = True
            for a, b in line.contents:
                inside = a <= s and e <= b
                contains = s <= a and b <= e
                apart = b <= s or e <= a
                crossed = [p for p in (a, b) if s < p < e]
                if not (inside or contains or apart or all(p - s in own_marks for p in crossed)):
                    holds = False
            if holds:
                exact.append(Span(line.source[s], line.source[e - 1] + 1))
                free = e
        letters = [i for i, character in enumerate(line.form) if letter(character)]
        skeleton = "".join(line.form[i] for i in letters)
        at = skeleton.find(bare)
        while at >= 0:
            loose.append(Span(line.source[letters[at]], line.source[letters[at + len(bare) - 1]] + 1))
            at = skeleton.find(bare, at + len(bare))
    further = [x for x in loose if all(x.end <= y.start or y.end <= x.start for y in exact)]
    return Occurrences(tuple(exact), tuple(further), len(loose))


def lines(text: str) -> list[tuple[int, int]]:
    breaks = [-1, *(i for i, character in enumerate(text) if character == "\n"), len(text)]
    return [(a + 1, b) for a, b in pairwise(breaks)]


# Few letters and many marks, so that overlaps, repetitions and crossing pairs are common.
SIGNS = "党党建建黨关ＡaＡ“”‘’「」《》〈\"'„、。-—·· \u3000\u200b\ufe0f"
texts = st.text(alphabet=SIGNS + "\n", max_size=60)
terms = st.text(alphabet=SIGNS, min_size=1, max_size=6).filter(lambda term: any(map(letter, fold(term))))


@settings(max_examples=800)
@given(texts, terms)
@example("“党党”党党", "党党党")
@example("《“党》建”关", "党建")
@example('“"党”建"关"党', "建关党")
def test_find_equals_the_oracle(text: str, term: str) -> None:
    assert find(match_form(text), compile_literal(term)) == oracle(text, lines(text), term)


@settings(max_examples=300)
@given(texts, st.data())
def test_find_equals_the_oracle_on_parts_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    term = text[start : start + data.draw(st.integers(1, 8))]
    if not any(map(letter, fold(term))):
        with pytest.raises(QueryError):
            compile_literal(term)
        return
    assert find(match_form(text), compile_literal(term)) == oracle(text, lines(text), term)


@settings(max_examples=300)
@given(st.lists(texts, min_size=1, max_size=4), terms)
def test_line_breaks_inside_given_paragraphs_are_seen_through(parts: list[str], term: str) -> None:
    text = "\n".join(parts)
    places, at = [], 0
    for part in parts:
        places.append((at, at + len(part)))
        at += len(part) + 1
    paragraphs = [Paragraph(start, end, "body") for start, end in places]
    assert find(match_form(text, paragraphs), compile_literal(term)) == oracle(text, places, term)


def test_the_real_articles_count_as_the_oracle_counts(seeds: dict[str, Path]) -> None:
    terms = [
        "机关党建",
        "四强党支部",
        "着力",
        "合力攻",
        "动力党建合力攻坚",
        "印发关于",
        "党",
        "强党支部",
        "机关“党建",
    ]
    for file in seeds.values():
        text = file.read_text("utf-8")
        form = match_form(text)
        for term in terms:
            assert find(form, compile_literal(term)) == oracle(text, lines(text), term), (file.name, term)
