"""A segment holds the match form of every document, and the ways between its coordinates are exact."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.engine.segment.builder import Builder
from index.engine.segment.container import Container, write_container
from index.engine.segment.segment import Segment
from index.model import Document, Paragraph, StoredText
from index.text.form import MatchForm, match_form
from index.text.sentences import sentences

ALPHABET = "党建机关一2aA𠀀𪛞　 \u200b\n。！？，、：；…—“”‘’\"'《》〈〉「」『』（）()・\ufe00"
FIELDS = ("text", "skeleton", "offsets", "paragraphs", "letters", "pairs", "edges", "partners")


def document(id: int, text: str, paragraphs: list[tuple[int, int]], **values: object) -> StoredText:
    fields: dict[str, object] = dict.fromkeys(Document.__slots__)
    fields |= {"id": id, "authors": (), "inferred": (), "sources": (), "date_precision": "none"}
    fields |= {"script": "simplified", "characters": len(text)} | values
    kept = tuple(Paragraph(start, end, "body") for start, end in paragraphs)
    return StoredText(Document(**fields), text, kept, (), ())  # type: ignore[arg-type]


@st.composite
def documents(draw: st.DrawFn, id: int = 1) -> StoredText:
    """Texts with paragraphs anywhere, beside each other or with text between that belongs to none."""
    text = draw(st.text(ALPHABET, max_size=120))
    cuts = sorted(
        draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda cuts: len(cuts) % 2 == 0))
    )
    pairs = list(zip(cuts[::2], cuts[1::2], strict=True))
    if draw(st.booleans()):
        pairs = [(0, len(text))] if text else []
    return document(id, text, [(start, end) for start, end in pairs if start < end])


def written(stored: list[StoredText]) -> Segment:
    builder = Builder()
    for item in stored:
        builder.add(item)
    stream = io.BytesIO()
    write_container(stream, *builder.arrays())
    return Segment(Container(stream.getvalue()))


def same(found: MatchForm, expected: MatchForm) -> None:
    for name in FIELDS:
        left, right = getattr(found, name), getattr(expected, name)
        assert np.array_equal(left, right), name
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, name


@settings(max_examples=300, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=5))
def test_a_segment_gives_back_every_match_form(stored: list[StoredText]) -> None:
    segment = written(stored)
    assert segment.D == len(stored)
    for number, item in enumerate(stored):
        same(segment.match_form(number), match_form(item.text, item.paragraphs))


@settings(max_examples=300, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=5))
def test_places_form_indexes_and_offsets_lead_to_each_other(stored: list[StoredText]) -> None:
    segment = written(stored)
    total = int(segment.form_blocks[-1])
    letters = segment.form_of(np.arange(segment.T))
    assert np.all(np.diff(letters, prepend=-1) > 0)
    assert letters[-1] == total - 1
    forms = np.arange(total + 1)
    assert np.array_equal(segment.place_of(forms), np.searchsorted(letters, forms))
    for number, item in enumerate(stored):
        form = match_form(item.text, item.paragraphs)
        start, end = segment.form_bounds(number)
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
    segment = written(stored)
    paragraphs: list[int] = []
    for number, item in enumerate(stored):
        form = match_form(item.text, item.paragraphs)
        starts = [
            span.start for part in item.paragraphs for span in sentences(item.text, part.start, part.end)
        ]
        assert segment.sentences_of(number).tolist() == np.searchsorted(form.offsets, starts).tolist()
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
    segment = written([document(n, text, [(0, len(text))] if text else []) for n, text in enumerate(texts)])
    stream = segment.text.tobytes()
    expected = sorted(np.flatnonzero(segment.text).tolist(), key=lambda place: stream[2 * place :])
    assert segment.suffixes.tolist() == expected
