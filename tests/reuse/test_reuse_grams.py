"""Runs of letters are found in suffix arrays wherever they stand, thousands at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reuse_corpus import corpus_of, segment_of, stored  # type: ignore[import-not-found]

from index.reuse import grams
from index.text.form import match_form

TEXTS = st.lists(st.text("党党党建强，“”\n𠀀", max_size=60), min_size=1, max_size=5)


def skeleton(text: str) -> str:
    return match_form(text).skeleton


def often(text: str, run: str) -> int:
    letters = skeleton(text)
    return sum(letters.startswith(run, at) for at in range(len(letters)))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.text("党建强", max_size=12), st.integers(1, 11))
def test_each_run_has_the_places_that_reading_finds(texts: list[str], text: str, size: int) -> None:
    segment = segment_of([stored(id, text) for id, text in enumerate(texts)])
    letters, _ = grams.letters_of(text)
    low, high = grams.grams(segment, letters, size)
    assert len(low) == len(high) == max(0, len(text) - size + 1)
    for at in range(len(low)):
        run = text[at : at + size]
        assert high[at] - low[at] == sum(often(each, run) for each in texts)
        _, places = grams.places(segment, low[at : at + 1], high[at : at + 1])
        for place in places.tolist():
            found = segment.text[place : place + size].astype(np.uint16)
            assert np.array_equal(found, letters[at : at + size])


@settings(max_examples=200, deadline=None)
@given(
    TEXTS, st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4)), st.text("党建强", min_size=1, max_size=9)
)
def test_documents_and_occurrences_are_those_of_living_documents_however_they_are_split(
    texts: list[str], cuts: set[int], deleted: set[int], run: str
) -> None:
    corpus = corpus_of(dict(enumerate(texts)), [cut for cut in cuts if cut < len(texts)], deleted)
    letters, _ = grams.letters_of(run)
    sizes = np.arange(1, len(run) + 1)
    documents, occurrences = grams.frequencies(corpus, letters, np.zeros(len(run), int), sizes)
    living = [text for id, text in enumerate(texts) if id not in deleted]
    for size in sizes.tolist():
        counts = [often(text, run[:size]) for text in living]
        assert documents[size - 1] == sum(count > 0 for count in counts)
        assert occurrences[size - 1] == sum(counts)


def test_a_run_is_found_at_the_very_end_of_a_stream() -> None:
    """A text of 31 letters leaves one place behind them."""
    text = "党" * 27 + "建设队伍"
    segment = segment_of([stored(1, text)])
    assert len(segment.text) == 32
    for size in (4, 5, 9, 31):
        letters, _ = grams.letters_of(text[-size:])
        low, high = grams.grams(segment, letters, size)
        assert (high - low).tolist() == [1]


def test_what_is_kept_of_a_large_segment_to_begin_with_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(7)
    text = "".join(map(chr, random.integers(0x4E00, 0x4E04, 3000).tolist()))
    letters, _ = grams.letters_of(text)
    expected = grams.grams(segment_of([stored(1, text)]), letters, 5)
    monkeypatch.setattr(grams, "SAMPLED", 7)
    found = grams.grams(segment_of([stored(1, text)]), letters, 5)
    assert np.array_equal(found, expected)
    assert int((found[1] - found[0]).max()) > 1
    monkeypatch.setattr(grams, "AT_ONCE", 5)
    segment = segment_of([stored(1, text)])
    documents, occurrences = grams.document_counts(segment, np.ones(1, np.bool_), *found)
    assert set(documents.tolist()) == {1}
    assert np.array_equal(occurrences, found[1] - found[0])


def test_letters_are_folded_and_know_where_they_stand() -> None:
    letters, offsets = grams.letters_of("“機關”，党建２")
    assert letters.astype("<u2").tobytes().decode("utf-16-le") == "机关党建2"
    assert offsets.tolist() == [1, 2, 5, 6, 7]
