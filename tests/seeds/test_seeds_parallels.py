"""What real articles share: three wordings of one sentence, a proverb, and the formulae of work reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from index.library import Library
from index.reuse.model import Passage

# A few characters of each sentence; where it stands is told by the library.
POSITION, PROVERB, FORTRESS = "找准定位", "先治其基", "每个党支部"


@pytest.fixture(scope="module")
def library(seeds: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("seeds") / "library") as opened:
        opened.import_paths([seeds[name] for name in sorted(seeds)])
        yield opened


def sentence(library: Library, id: int, words: str) -> tuple[int, int]:
    """The sentence in which ``words`` stand last."""
    at = library.show(id).text.rindex(words)
    span = library.sentence(id, at, at + len(words))
    return span.start, span.end


def widest(found: tuple[Passage, ...]) -> Passage:
    return max(found, key=lambda passage: passage.end - passage.start)


def test_three_wordings_of_one_sentence_are_found_from_each_of_them(library: Library) -> None:
    wordings = set()
    for id in (1, 4, 5):
        passage = widest(library.parallels(id, *sentence(library, id, POSITION)))
        assert (passage.documents, passage.occurrences) == (3, 3)
        assert sorted({id, *(q.id for q in passage.parallels)}) == [1, 4, 5]
        assert {q.relation for q in passage.parallels} == {"near"}
        assert all(q.similarity >= 0.85 and q.differences for q in passage.parallels)
        assert all(q.text.endswith(POSITION) for q in passage.parallels)
        wordings |= {sha256(q.text.encode()).hexdigest() for q in passage.parallels}
    by_likeness = widest(library.parallels(4, *sentence(library, 4, POSITION))).parallels
    assert [q.id for q in by_likeness] == [5, 1]
    (one,) = by_likeness[0].differences
    assert (one.op, one.end - one.start, one.other_end - one.other_start) == ("replace", 1, 1)
    assert len(wordings) >= 3


def test_a_proverb_is_found_verbatim_whatever_its_marks(library: Library) -> None:
    for id, other in ((4, 5), (5, 4)):
        (passage,) = library.parallels(id, *sentence(library, id, PROVERB))
        (parallel,) = passage.parallels
        assert (parallel.id, parallel.relation) == (other, "verbatim")
        assert passage.text.endswith(PROVERB)
        assert (passage.documents, passage.occurrences) == (2, 2)


def test_a_selection_that_is_one_formulation_gives_one_passage_that_covers_it(library: Library) -> None:
    text = library.show(5).text
    start = text.index(FORTRESS)
    end = text.index("战斗堡垒") + 4
    (passage,) = library.parallels_of_text(text[start:end])
    assert passage.text == text[start:end]
    assert (passage.documents, passage.occurrences) == (2, 3)
    assert [(q.id, q.relation) for q in passage.parallels] == [(5, "verbatim"), (5, "verbatim"), (2, "near")]
    (left_out,) = passage.parallels[2].differences
    assert (left_out.op, left_out.end - left_out.start) == ("delete", 1)


def test_the_passages_of_a_whole_article_lie_in_its_paragraphs(library: Library) -> None:
    for id in range(1, 6):
        stored = library.show(id)
        for passage in library.parallels(id):
            assert passage.text == stored.text[passage.start : passage.end]
            assert any(p.start <= passage.start and passage.end <= p.end for p in stored.paragraphs)
            assert id not in {q.id for q in passage.parallels}
            for q in passage.parallels:
                assert q.text == library.show(q.id).text[q.start : q.end]


def test_work_reports_share_national_formulae_both_ways(govreports: list[Path], tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.import_paths(govreports)
        seen = 0
        backward: Counter[bool] = Counter()
        for id in (1, 2):
            for passage in library.parallels(id):
                for q in passage.parallels:
                    seen += 1
                    if seen % 40 == 0:
                        back = library.parallels(q.id, q.start, q.end)
                        # What stands in too many reports is only counted, from either side.
                        backward[
                            any(not p.listed or id in {other.id for other in p.parallels} for p in back)
                        ] += 1
        # A paragraph tells more of what stands around a passage than the shorter wording by itself.
        assert backward[True] > 200
        assert backward[False] <= backward[True] // 100
