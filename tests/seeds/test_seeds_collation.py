"""Real articles beside each other: what is found is known by counts, places and hashes, never by its text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest

from index.collect.pipeline import collect
from index.model import Span
from index.reuse.collation.collation import Collation, Text, collate
from index.reuse.differences.letters import wording


def read(path: Path, id: int = 1) -> Text:
    collected = collect(path.read_bytes(), path=str(path))
    return Text(id, collected.text, collected.paragraphs)


@pytest.fixture(scope="session")
def beside(seeds: dict[str, Path]) -> Callable[[str, str], tuple[Text, Text, Collation]]:
    def two(one: str, other: str) -> tuple[Text, Text, Collation]:
        left, right = read(seeds[one], 1), read(seeds[other], 2)
        return left, right, collate(left, right)

    return two


@pytest.mark.parametrize(("one", "other"), [("000", "003"), ("000", "004"), ("003", "004")])
def test_the_sentence_that_three_articles_share_is_one_passage_of_every_two(
    beside: Callable[[str, str], tuple[Text, Text, Collation]], one: str, other: str
) -> None:
    left, right, found = beside(one, other)
    begins, ends = "围绕中心、建设队伍", "才能找准定位"
    held = [
        pair
        for pair in found.pairs
        if begins in left.text[pair.left.start : pair.left.end]
        and ends in left.text[pair.left.start : pair.left.end]
    ]
    (pair,) = held
    assert begins in right.text[pair.right.start : pair.right.end]
    assert ends in right.text[pair.right.start : pair.right.end]
    assert pair.relation == "near"
    assert 1 <= len(pair.differences) <= 5


def test_a_quoted_saying_is_found_in_both_articles_that_quote_it(
    beside: Callable[[str, str], tuple[Text, Text, Collation]],
) -> None:
    left, right, found = beside("003", "004")
    saying = "欲筑室者"
    assert saying in left.text
    assert saying in right.text
    held = [pair for pair in found.pairs if saying in left.text[pair.left.start : pair.left.end]]
    assert [saying in right.text[pair.right.start : pair.right.end] for pair in held] == [True]


def test_all_that_is_called_shared_is_alike_and_in_both_orders(govreports: list[Path]) -> None:
    texts = [read(path, number) for number, path in enumerate(govreports[:4], 1)]
    for left, right in pairwise(texts):
        found = collate(left, right)
        assert len(found.pairs) > 20  # every work report repeats the formulae of the centre
        back = collate(right, left)
        assert {(p.left, p.right) for p in found.pairs} == {(p.right, p.left) for p in back.pairs}
        for pair in found.pairs:
            one, two = wording(left.text, pair.left).letters, wording(right.text, pair.right).letters
            assert (one == two) == (pair.relation == "verbatim")
            assert pair.similarity >= 0.7


def test_no_longer_run_of_letters_is_missed(govreports: list[Path]) -> None:
    left, right = read(govreports[0], 1), read(govreports[1], 2)
    found = collate(left, right)
    letters, other = wording(left.text), wording(right.text).letters
    covered = [False] * len(left.text)
    for pair in found.pairs:
        covered[pair.left.start : pair.left.end] = [True] * (pair.left.end - pair.left.start)
    size = 24
    paragraphs = [Span(p.start, p.end) for p in left.paragraphs]
    missed = 0
    for paragraph in paragraphs:
        held = wording(left.text, paragraph)
        for at in range(len(held.letters) - size + 1):
            run = held.letters[at : at + size]
            # What one says twice and the other once can be in one passage only.
            if run in other and letters.letters.count(run) <= other.count(run):
                missed += not all(covered[held.offsets[step]] for step in range(at, at + size))
    assert missed == 0


def test_a_report_beside_itself_is_all_its_paragraphs(govreports: list[Path]) -> None:
    left = read(govreports[0], 1)
    right = read(govreports[0], 2)
    start = process_time()
    found = collate(left, right)
    assert process_time() - start < 2
    assert all(pair.left == pair.right and pair.relation == "verbatim" for pair in found.pairs)
    assert all(row.left == row.right for row in found.rows if None not in row)
    letters = sum(len(wording(left.text, pair.left).letters) for pair in found.pairs)
    assert letters > 0.97 * len(wording(left.text).letters)
