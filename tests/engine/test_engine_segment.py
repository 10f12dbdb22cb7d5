"""A segment holds the match form of every document, and the ways between its coordinates are exact."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segment_reading import form_bounds, match_form_of, sentences_of  # type: ignore[import-not-found]
from segment_samples import document, documents, opened  # type: ignore[import-not-found]

from index.engine.segment.segment import Segment
from index.model import StoredText
from index.text.form import MatchForm, match_form
from index.text.sentences import sentences

FIELDS = ("text", "skeleton", "offsets", "paragraphs", "letters", "pairs", "edges", "partners")


def same(found: MatchForm, expected: MatchForm) -> None:
    for name in FIELDS:
        left, right = getattr(found, name), getattr(expected, name)
        assert np.array_equal(left, right), name
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, name


@settings(max_examples=300, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=5))
def test_a_segment_gives_back_every_match_form(stored: list[StoredText]) -> None:
    segment = opened(stored)
    assert len(stored) == segment.D
    assert segment.text.dtype.str == ">u2"
    for number, item in enumerate(stored):
        same(match_form_of(segment, number), match_form(item.text, item.paragraphs))


@settings(max_examples=300, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=5))
def test_places_form_indexes_and_offsets_lead_to_each_other(stored: list[StoredText]) -> None:
    ways_are_exact(opened(stored), stored)


def test_gaps_may_be_as_long_and_as_many_as_they_like() -> None:
    """More distinct gaps than there are codes, and gaps longer than what sums in bytes can hold."""
    odd = "".join(f"党{'，' * (number % 7)}{chr(0x2190 + number)}{'。' * number}" for number in range(300))
    signs = "".join(f"党{chr(0x2200 + number // 20)}{chr(0x2200 + number % 20)}建" for number in range(400))
    long = "党" + "…" * 40 + "建" + "　" * 400 + "党" + "。" * 300 + "建" + "—" * 31 + "机" * 40
    texts = [long, signs, odd, signs, long * 3]
    stored = [document(id, text, [(0, len(text))]) for id, text in enumerate(texts)]
    segment = opened(stored)
    assert len(segment.escape_places) > 100
    ways_are_exact(segment, stored)
    for number, item in enumerate(stored):
        same(match_form_of(segment, number), match_form(item.text, item.paragraphs))


def ways_are_exact(segment: Segment, stored: list[StoredText]) -> None:
    total = int(segment.form_blocks[-1])
    letters = segment.form_of(np.arange(segment.T))
    assert np.all(np.diff(letters, prepend=-1) > 0)
    assert letters[-1] == total - 1
    forms = np.arange(total + 1)
    assert np.array_equal(segment.place_of(forms), np.searchsorted(letters, forms))
    for number, item in enumerate(stored):
        form = match_form(item.text, item.paragraphs)
        start, end = form_bounds(segment, number)
        assert end - start == len(form.text)
        assert np.array_equal(segment.source_of(np.arange(start, end)), form.offsets)
        assert segment.source_of(np.array([end]))[0] == len(item.text)
        first = int(segment.starts[number])
        places = np.arange(first, first + len(form.letters))
        assert np.array_equal(segment.form_of(places) - start, form.letters)
        assert np.all(segment.document_of(places) == number)
        if end > start:
            spans = segment.source_span(np.array([start]), np.array([end]))
            assert (int(spans[0][0]), int(spans[1][0])) == (form.offsets[0], form.offsets[-1] + 1)


@settings(max_examples=200, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=4))
def test_paragraphs_and_sentences_begin_where_the_text_has_them(stored: list[StoredText]) -> None:
    segment = opened(stored)
    paragraphs: list[int] = []
    for number, item in enumerate(stored):
        form = match_form(item.text, item.paragraphs)
        starts = [
            span.start for part in item.paragraphs for span in sentences(item.text, part.start, part.end)
        ]
        assert sentences_of(segment, number).tolist() == np.searchsorted(form.offsets, starts).tolist()
        of_letters = form.paragraphs[form.letters]
        firsts = np.flatnonzero(np.diff(of_letters, prepend=-1))
        paragraphs += (firsts + int(segment.starts[number])).tolist()
    assert segment.paragraphs.tolist() == paragraphs


@pytest.mark.parametrize("backend", ["", "numpy"])
def test_suffixes_stand_in_the_order_of_what_begins_there(
    backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DANGJIAN_SUFFIX_ARRAY", backend)
    texts = ["机关党建", "党建党建党建" * 9, "机关党建", "a机关党建2", "", "𠀀党建"]
    segment = opened([document(n, text, [(0, len(text))] if text else []) for n, text in enumerate(texts)])
    stream = segment.text.tobytes()
    expected = sorted(np.flatnonzero(segment.text).tolist(), key=lambda place: stream[2 * place :])
    assert segment.suffixes.tolist() == expected
