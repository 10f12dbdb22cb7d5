"""Reading many documents at once: the same as reading each of them, whatever was said about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from older_library import take_back  # type: ignore[import-not-found]

from index.errors import LibraryError
from index.library import Library
from index.model import Paragraph, ParagraphKind
from index.store import Store
from index.store.codec import dump_paragraphs
from index.store.elsewhere import texts_at
from index.store.paragraphs import lines
from index.text.columns import KINDS, Lines, decoded, lines_of

Write = Callable[..., Path]
Article = Callable[..., str]


@pytest.fixture
def store(library: Library, write: Write, article: Article) -> Store:
    """Five documents: two with one text, one corrected, some with a date and some without."""
    for number in range(5):
        write(f"{number}.txt", article(number))
    folder = write("0.txt", article(0)).parent
    library.import_paths([folder])
    write("4.txt", article(3))
    library.import_paths([folder])
    library.set_fields(2, {"date": "2021-03-04", "authors": "王小明,李红", "region": "湖南"})
    library.set_fields(4, {"date": "2022"})
    library.set_fields(5, {"date": "2021-03-04"})
    return Store(library.path)


def test_light_texts_are_the_stored_ones_without_repairs_furniture_and_reasons(store: Store) -> None:
    light = store.light_texts(store.ids())
    assert [text.document.id for text in light] == [1, 2, 3, 4, 5]
    for text, whole in zip(light, store.stored_texts(), strict=True):
        assert (text.document, text.text, text.paragraphs) == (whole.document, whole.text, whole.paragraphs)
        assert text.paragraphs
        assert (text.repairs, text.furniture, text.why) == ((), (), ())
    assert light[4].document.duplicate_of == 4
    assert light[1].document.authors == ("王小明", "李红")


def test_light_texts_come_in_the_order_asked_for_without_those_that_are_gone(store: Store) -> None:
    assert [text.document.id for text in store.light_texts([5, 99, 1, 3])] == [5, 1, 3]
    assert store.light_texts([]) == []


def test_columns_hold_the_paragraphs_of_the_light_texts(store: Store) -> None:
    ids = [5, 99, 1, 3]
    for text, (document, whole, columns) in zip(store.light_texts(ids), store.columns(ids), strict=True):
        assert (document, decoded(whole)) == (text.document, text.text)
        assert_equal(columns, lines_of(text.paragraphs))


def assert_equal(found: Lines, expected: Lines) -> None:
    assert [column.tolist() for column in found[:3]] == [column.tolist() for column in expected[:3]]
    assert found.apart is expected.apart


PARAGRAPHS = st.lists(
    st.tuples(st.integers(1, 2000), st.sampled_from((1, 1, 1, 0, 2)), st.sampled_from(KINDS)), max_size=6
)


@given(st.lists(st.tuples(st.sampled_from((0, 0, 3)), PARAGRAPHS), max_size=5))
def test_paragraphs_of_many_texts_are_read_as_those_of_each(
    texts: list[tuple[int, list[tuple[int, int, ParagraphKind]]]],
) -> None:
    each = []
    for start, sizes in texts:
        paragraphs = []
        for size, gap, kind in sizes:
            paragraphs.append(Paragraph(start, start + size, kind))
            start += size + gap
        each.append(paragraphs)
    found = lines([dump_paragraphs(paragraphs).encode() for paragraphs in each])
    for one, paragraphs in zip(found, each, strict=True):
        assert_equal(one, lines_of(paragraphs))
        spans = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
        assert one.apart == all(
            start == before + 1
            for (start, _), before in zip(spans, [-1, *(end for _, end in spans)], strict=False)
        )


@pytest.mark.parametrize(
    "stored", ["[", '[[0,4,"body"]', '[[0,"body"]]', '[[0,4,"mood"]]', "[[0,4,body]]", "[[0,4]]", "null"]
)
def test_what_are_no_paragraphs_is_told(stored: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        lines([b'[[0,4,"body"],[5,9,"body"]]', stored.encode()])


def test_more_texts_than_one_statement_takes(store: Store) -> None:
    ids = [9] * 1200 + [3, 1] + [7] * 800 + [2]
    assert [text.document.id for text in store.light_texts(ids)] == [3, 1, 2]


def test_the_newest_documents_come_first_and_undated_ones_last(store: Store) -> None:
    assert [(d.id, d.date) for d in store.newest(10)] == [
        (4, "2022"),
        (2, "2021-03-04"),
        (5, "2021-03-04"),
        (1, None),
        (3, None),
    ]
    assert [document.id for document in store.newest(2)] == [4, 2]
    assert store.newest(5)[0] == store.documents([4])[0]


def test_a_library_from_before_dates_were_ordered_is_brought_along(store: Store) -> None:
    newest = store.newest(10)
    folder = store.folder
    store.close()
    take_back(store.file, 2)
    brought = Store(folder)
    assert brought.newest(10) == newest
    brought.close()


def test_another_process_reads_the_texts_of_the_same_state_only(store: Store) -> None:
    read = texts_at(store.folder, store.stamp())
    assert read is not None and read([2, 1]) == store.light_texts([2, 1])
    assert texts_at(store.folder, f"{store.stamp()}1") is None
    assert texts_at(store.folder / "library.sqlite3", store.stamp()) is None


def test_one_document_with_fields_of_another_version_is_read_among_the_others(store: Store) -> None:
    before = store.documents()
    with sqlite3.connect(store.folder / "library.sqlite3") as other:
        other.execute(
            "UPDATE readings SET metadata = json_set(json_remove(metadata, '$.url'), '$.mood', 'calm')"
            " WHERE id = (SELECT reading FROM documents WHERE id = 3)"
        )
    other.close()
    assert store.documents() == before
    assert [columns.document for columns in store.columns([3, 1])] == [before[2], before[0]]


@pytest.mark.parametrize("column", ["metadata", "paragraphs"])
def test_the_document_that_cannot_be_read_is_named(store: Store, column: str) -> None:
    with sqlite3.connect(store.folder / "library.sqlite3") as other:
        other.execute(
            f"UPDATE readings SET {column} = '[' WHERE id = (SELECT reading FROM documents WHERE id = 3)"
        )
    other.close()
    assert len(store.columns([1, 2, 4])) == 3
    with pytest.raises(LibraryError, match="document 3"):
        store.columns([1, 2, 3, 4])
