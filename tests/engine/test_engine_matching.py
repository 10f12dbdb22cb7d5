"""In a segment a leaf matches where it matches in each of the documents."""

from __future__ import annotations

import os
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from engine_material import document, leaf, literal, segment_of  # type: ignore[import-not-found]
from engine_oracle import stored  # type: ignore[import-not-found]

from index.engine.interface import Cancelled
from index.engine.language.ast import Gap, Near, Node, Or, Para, Sent, Term
from index.engine.language.leaves import literal_of
from index.engine.matching import Matcher, finder, letters
from index.engine.matching.needle import needle_of
from index.engine.matching.ranges import apart
from index.engine.plain import places
from index.engine.plain.texts import Text
from index.model import StoredText
from index.text.match import exact_ranges, loose_ranges

ROUNDS = int(os.environ.get("DANGJIAN_MATCHING_ROUNDS", "24"))
"""Corpora of each test; more for a longer look."""
QUERIES = 20


def expected(node: Node, text: Text, *, loose: bool) -> list[tuple[int, int]]:
    """The occurrences that count in one document, as ranges of its match form."""
    if isinstance(node, Term):
        ranges = loose_ranges if loose else exact_ranges
        return [(start, end) for start, end in ranges(text.form, literal_of(node.raw)).tolist()]
    return places.apart(places.matches(node, text, loose=loose))


class Part:
    """A segment with the documents that it was made from."""

    def __init__(self, documents: list[StoredText]) -> None:
        self.texts = [Text(each) for each in documents]
        self.segment = segment_of(documents)
        self.matcher = Matcher(self.segment)
        self.matcher.get_ready()
        self.bases = [int(self.segment.form_blocks[start // 32]) for start in self.segment.starts[:-1]]

    def agrees(self, node: Node, documents: list[int] | None = None) -> None:
        """Every number is that of the documents read one by one; of ``documents`` only, if given."""
        exact, loose = self.matcher.count(node)
        wanted = [places.count(node, text) for text in self.texts]
        assert list(zip(exact.tolist(), loose.tolist(), strict=True)) == wanted, node
        rows = None if documents is None else np.array(documents)
        for loosely in (False, True):
            starts, ends = self.matcher.ranges(node, loose=loosely, documents=rows)
            assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [
                (self.bases[number] + start, self.bases[number] + end)
                for number, text in enumerate(self.texts)
                if documents is None or number in documents
                for start, end in expected(node, text, loose=loosely)
            ], node


def corpus(random: Random) -> tuple[list[StoredText], list[Part]]:
    """Documents, split into up to three segments anywhere."""
    documents = [document(random, number) for number in range(1, random.randint(2, 14))]
    cuts = sorted(random.sample(range(1, len(documents) + 1), min(len(documents), random.randint(0, 2))))
    bounds = [0, *cuts, len(documents)]
    parts = [documents[a:b] for a, b in pairwise(bounds)]
    return documents, [Part(part) for part in parts if part]


@pytest.fixture(params=["as in large segments", "as in small ones"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small corpora go the ways that are for large ones as well."""
    if request.param == "as in large segments":
        for name, value in (("RARER", 1), ("MANY", 1), ("AT_ONCE", 5)):
            monkeypatch.setattr(finder, name, value)
        for name, value in (("SCAN_FACTOR", 2), ("STEP", 3), ("AT_ONCE", 2)):
            monkeypatch.setattr(letters, name, value)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("seed", range(ROUNDS // 2))
def test_literals_are_found_where_the_texts_have_them(seed: int) -> None:
    random = Random(seed)
    documents, parts = corpus(random)
    for _ in range(QUERIES):
        node = Term(literal(random, documents))
        for part in parts:
            part.agrees(node)
            part.agrees(node, random.sample(range(part.segment.D), random.randint(0, part.segment.D)))
            wanted = np.array(random.sample(range(part.segment.D), random.randint(0, part.segment.D)))
            wanted = np.sort(wanted).astype(np.int64)
            among = part.matcher.holds_loosely(literal_of(node.raw), documents=wanted)
            found = part.matcher.count(node)[1] > 0
            known = found & np.array([random.random() < 0.5 for _ in found])
            part.matcher._kept.clear()
            held = part.matcher.holds_loosely(literal_of(node.raw))
            assert (held == found).all()
            assert (part.matcher.holds_loosely(literal_of(node.raw), known) == found).all()
            assert (np.flatnonzero(among) == wanted[found[wanted]]).all()


@pytest.mark.parametrize("seed", range(ROUNDS // 2))
def test_which_documents_hold_a_literal_is_told_without_counting(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "AT_FIRST", 2)
    monkeypatch.setattr(finder, "AT_ONCE", 3)
    random = Random(seed)
    documents, parts = corpus(random)
    for _ in range(QUERIES):
        node = Term(literal(random, documents))
        for part in parts:
            held = part.matcher.holds(literal_of(node.raw))
            often = part.matcher.often(literal_of(node.raw))
            exact, loose = part.matcher.count(node)
            assert (held == (exact > 0)).all()
            assert often >= loose.sum()
            assert (part.matcher.holds(literal_of(node.raw)) == held).all()


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("seed", range(ROUNDS // 2))
def test_patterns_are_found_where_the_texts_have_them(seed: int) -> None:
    random = Random(1_000_000 + seed)
    documents, parts = corpus(random)
    for _ in range(QUERIES):
        node = leaf(random, documents)
        for part in parts:
            part.agrees(node)
            part.agrees(node, random.sample(range(part.segment.D), random.randint(0, part.segment.D)))


@pytest.mark.parametrize(
    "node",
    [
        Term("党建"),
        Term("，党建"),
        Term("党"),
        Gap(("机关", "党建")),
        Near(Term("机关"), Term("党建"), 3),
        Sent(Term("机关"), Or((Term("党建"), Term("党，")))),
        Para(Sent(Term("机"), Term("党")), Term("建")),
    ],
)
def test_long_documents_of_many_blocks_are_counted_whole(node: Node) -> None:
    random = Random(5)
    pieces = ("机关", "党建", "党", "，", "。", "“", "”", "建", "\n", "工作" * 9)
    long = ["".join(random.choice(pieces) for _ in range(800)) for _ in range(6)]
    Part([stored(number, text) for number, text in enumerate(long)]).agrees(node)


def test_a_pair_of_marks_cuts_a_match_on_its_border_in_rare_gaps_too() -> None:
    # So many different gaps that most of them have no code of their own.
    marks = [f"机关{'“' * (number % 5)}{chr(0x3000 + number)}党建”服务" for number in range(2, 300)]
    part = Part([stored(1, "\n".join(marks)), stored(2, "机关“党建”服务")])
    for raw in ("机关党建", "党建服务", "机关“党建", "机关党建服务", "〜党建服务"):
        part.agrees(Term(raw))


@pytest.mark.parametrize("size", [20, 24, 27, 31, 32, 33])
def test_long_terms_are_judged_up_to_the_very_end_of_the_segment(size: int) -> None:
    """However many letters the last document has, what is read at once never reaches over the end."""
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈"[:size]
    for at in range(1, size, 4):
        part = Part([stored(1, letters), stored(2, letters[:at] + "，" + letters[at:])])
        for length in (2, 3, 4, 9, 10, 17):
            part.agrees(Term(letters[-length:]))


@pytest.mark.parametrize("step", [1, 2, 7, 256])
def test_letters_are_found_in_the_same_place_before_all_is_ready_and_after(
    step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever they have in common with what is known of other suffixes, and however long they are."""
    monkeypatch.setattr(letters, "STEP", step)
    random = Random(step)
    segment = segment_of(
        [
            stored(number, "".join(random.choices("一二三㟿仿", k=random.randint(1, 60))))
            for number in range(9)
        ]
    )
    wanted = ["".join(random.choices("〇一二三㟿仿龥", k=random.randint(1, 9))) for _ in range(400)]
    needles = [needle_of(literal_of(raw)) for raw in wanted]
    before, after = letters.Letters(segment), letters.Letters(segment)
    after.get_ready()
    for raw, needle in zip(wanted, needles, strict=True):
        (low, high), found = before.interval(needle), after.interval(needle)
        assert (found == (low, high)) if low < high else (found[0] == found[1]), raw


def test_what_is_ready_is_read_instead_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "STEP", 4)
    text = "".join(map(chr, range(0x4E00, 0x5200)))
    segment, needle = segment_of([stored(1, text)]), needle_of(literal_of(text[400:402]))
    (place, _) = wanted = letters.Letters(segment).interval(needle)
    found = letters.Letters(segment)
    found.get_ready()
    read: list[int] = []

    class Suffixes(list[int]):
        def __getitem__(self, number: Any) -> Any:
            read.append(number)
            return super().__getitem__(number)

    monkeypatch.setattr(found, "_suffixes", Suffixes(segment.suffixes.tolist()))
    assert found.interval(needle) == wanted
    assert read
    assert all(abs(number - place) <= 4 for number in read)


def test_what_was_counted_once_is_not_counted_again() -> None:
    part = Part([stored(1, "机关党建机关")])
    assert part.matcher.count(Term("机关"))[0] is part.matcher.count(Term("機關"))[0]


@pytest.mark.parametrize("node", [Term("机关"), Near(Term("机关"), Term("党建"), 3), Gap(("机关", "党"))])
def test_counting_stops_when_the_answer_is_no_longer_wanted(node: Node) -> None:
    part = Part([stored(1, "机关党建机关")])
    with pytest.raises(Cancelled):
        part.matcher.count(node, lambda: True)
    assert part.matcher.count(node, lambda: False)[0].tolist() == [places.count(node, part.texts[0])[0]]


def test_chains_of_overlapping_matches_are_cut_from_the_left() -> None:
    random = Random(7)
    for _ in range(200):
        starts = sorted(random.choices(range(400), k=random.randint(0, 300)))
        ranges = [(start, start + random.randint(1, 6)) for start in starts]
        kept = apart(np.array([a for a, _ in ranges], np.int64), np.array([b for _, b in ranges], np.int64))
        assert [one for one, keep in zip(ranges, kept.tolist(), strict=True) if keep] == places.apart(ranges)
