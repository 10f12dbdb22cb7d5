"""A segment depends on its documents alone, and knows what ranking, filters and facets ask."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segment_samples import built, document, documents, opened  # type: ignore[import-not-found]

from index.engine.segment import builder, vocabulary
from index.engine.segment.builder import Builder
from index.engine.segment.postings import FieldPostings
from index.engine.segment.vocabulary import Postings, Vocabulary, posting_arrays
from index.model import StoredText
from index.text.fold import fold
from index.text.match import compile_literal
from index.text.segment import words


@settings(max_examples=50, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=6), st.integers(1, 200))
def test_it_does_not_matter_how_many_texts_are_read_together(stored: list[StoredText], size: int) -> None:
    expected, _ = built(stored)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "AT_ONCE", size)
        found, _ = built(stored)
    assert list(found) == list(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype, name
        assert np.array_equal(found[name], array), name


def test_words_of_texts_and_titles_are_counted() -> None:
    texts = ["机关党建工作，党建引领。", "ＡＩ与党建ai", "", "“四强”党支部 2022年"]
    titles = ["机关党建", None, "“”", "党建党建"]
    stored = [
        document(id, text, [(0, len(text))] if text else [], title=title)
        for id, (text, title) in enumerate(zip(texts, titles, strict=True))
    ]
    segment = opened(stored)
    for field, sources, totals in (
        ("words", texts, segment.words),
        ("title", [title or "" for title in titles], segment.title_words),
    ):
        expected = [Counter(word for word, _ in words(source)) for source in sources]
        assert totals.tolist() == [counts.total() for counts in expected]
        postings = segment.postings(field)
        found: list[Counter[str]] = [Counter() for _ in sources]
        for number, term in enumerate(postings.terms()):
            for place, count in zip(*(array.tolist() for array in postings.posting(number)), strict=True):
                found[place][term.decode()] = int(count)
        assert found == expected


@pytest.mark.parametrize("most", [3, 1 << 31])
def test_postings_come_by_term_and_document_however_large_their_numbers(most: int) -> None:
    found: list[Postings] = [
        (np.array([1, 0, 3], np.uint32), np.array([most, 2, 0], np.uint32), np.array([1, 2, 7], np.uint16)),
        (np.array([1, 0], np.uint32), np.array([1, most], np.uint32), np.array([most, 5], np.uint32)),
    ]
    postings = FieldPostings(posting_arrays("words", [b"b", b"a", b"unused", b"c"], found), "words")
    assert list(postings.terms()) == [b"a", b"b", b"c"]
    each = [postings.posting(number) for number in range(3)]
    assert [documents.tolist() for documents, _ in each] == [[1, most], [2, most], [0]]
    assert [counts.tolist() for _, counts in each] == [[most, 1], [2, 5], [7]]


def test_columns_and_dates_of_documents() -> None:
    stored = [
        document(7, "党", [(0, 1)], region="湖南", date="2021-07", title="甲"),
        document(3, "建党", [(0, 2)], date="2020-02-29", title="乙", level="省"),
        document(9, "", [], region="福建"),
    ]
    segment = opened(stored)
    assert segment.ids.tolist() == [7, 3, 9]
    assert segment.characters.tolist() == [1, 2, 0]
    assert segment.first.tolist() == [20210701, 20200229, 0]
    assert segment.last.tolist() == [20210731, 20200229, 0]
    column = segment.columns["region"]
    assert [column.values[code] for code in column.codes.tolist()] == ["湖南", None, "福建"]
    assert segment.columns["year"].values == (2020, 2021, None)
    assert segment.meta["counts"] == {"documents": 3, "letters": 3, "characters": 3}


def test_common_letters_are_counted_in_each_document() -> None:
    texts = ["党建党" * 300, "党" + "".join(map(chr, range(0x4E00, 0x4E00 + 900))), "建"]
    segment = opened([document(id, text, [(0, len(text))]) for id, text in enumerate(texts)])
    letters = [chr(code) for code in segment.frequent.tolist()]
    assert letters == sorted("党建")
    skeletons = [compile_literal(text).skeleton for text in texts]
    for letter, counts in zip(letters, segment.frequent_counts.tolist(), strict=True):
        assert counts == [skeleton.count(letter) for skeleton in skeletons]


def test_a_letter_that_no_sixteen_bits_can_count_is_left_out() -> None:
    text = "党" * 65536 + "建" * 65535
    segment = opened([document(1, text, [(0, len(text))])])
    assert [chr(code) for code in segment.frequent.tolist()] == ["建"]
    assert segment.frequent_counts.tolist() == [[65535]]


def test_a_segment_without_documents_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one document"):
        Builder().arrays()


@given(st.lists(st.text("党建机关工作的ab12.%-\r\n \t。，“”"), min_size=1, max_size=4), st.integers(1, 12))
def test_a_text_that_is_cut_in_pieces_has_the_same_words(texts: list[str], size: int) -> None:
    def found() -> dict[str, list[int]]:
        words = Vocabulary()
        words.add([fold(text) for text in texts])
        return {name: array.tolist() for name, array in words.arrays("words").items()}

    whole = found()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "AT_ONCE", size)
        assert found() == whole
