"""Segments of arrays under Whoosh: what its writer makes, what is made in bulk, and what is refused."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engine_oracle import stored  # type: ignore[import-not-found]
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from whoosh import columns, fields, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.scoring import BM25F

from index.engine.disk.codec import ArrayCodec, ArraySegment, Counts, new_bulk_segment, schema
from index.engine.disk.storage import Folder, safe_loads
from index.engine.segment.builder import Builder
from index.engine.segment.container import Damaged, write_container
from index.engine.segment.postings import field_arrays
from index.text.segment import words as words_of

Documents = dict[int, tuple[str, str]]
"""Words and words of the title, with blanks between them, by id."""

DOCUMENTS: Documents = {
    30: ("党建 支部 党建", "党建"),
    4: ("机关 支部", ""),
    100: ("党建 𠮷", "机关 党建"),
    7: ("机关 \ud800", "支部"),
}


def bulk_arrays(documents: Documents) -> dict[str, NDArray[Any]]:
    """Of what a segment made in bulk holds, all that Whoosh sees."""
    arrays: dict[str, NDArray[Any]] = {"ids": np.array(list(documents), np.int32)}
    for part, (field, column) in enumerate([("words", "words"), ("title", "title_words")]):
        counts = [Counter(texts[part].split()) for texts in documents.values()]
        terms = sorted({term for count in counts for term in count}, key=Counts().to_bytes)
        rows = [[(d, count[term]) for d, count in enumerate(counts) if term in count] for term in terms]
        flat = [row for posting in rows for row in posting]
        arrays |= field_arrays(
            field,
            [Counts().to_bytes(term) for term in terms],
            np.cumsum([0, *map(len, rows)]),
            np.array([d for d, _ in flat], np.uint32),
            np.array([count for _, count in flat], np.uint16),
        )
        arrays[column] = np.array([count.total() for count in counts], np.int32)
    return arrays


def commit(
    index: FileIndex, arrays: dict[str, NDArray[Any]], meta: dict[str, object], documents: int
) -> ArraySegment:
    """Commit a segment made in bulk."""
    name = ArraySegment(index.indexname).file_name
    writer = index.writer(codec=ArrayCodec())
    with index.storage.create_file(name) as file:
        write_container(file, arrays, meta)
    segment = new_bulk_segment(index.indexname, name, documents)
    writer.segments.append(segment)
    writer.commit(merge=False)
    return segment


def add_bulk(index: FileIndex, documents: Documents) -> ArraySegment:
    """Commit a segment made in bulk of these documents."""
    return commit(index, bulk_arrays(documents), {}, len(documents))


def add_by_whoosh(index: FileIndex, documents: Documents, codec: Any = None) -> None:
    """Commit a segment with Whoosh's own writer."""
    writer = index.writer(codec=codec or ArrayCodec(), compound=False)
    for id, (words, title) in documents.items():
        writer.add_document(id=str(id), words=Counter(words.split()), title=Counter(title.split()))
    writer.commit(merge=False)


@pytest.fixture
def index(tmp_path: Path) -> FileIndex:
    return FileIndex.create(Folder(str(tmp_path)), schema())


MAKERS: list[Callable[[FileIndex, Documents], object]] = [add_bulk, add_by_whoosh]
QUERIES = [
    query.Term("words", "党建"),
    query.Term("words", "𠮷"),
    query.Term("words", "\ud800"),
    query.Term("words", "没有"),
    query.Term("id", "30"),
    query.Term("id", "3"),
    query.Prefix("words", "机"),
    query.Wildcard("words", "*部"),
    query.FuzzyTerm("words", "党部", maxdist=1),
    query.TermRange("words", "支", "机关"),
    query.And([query.Term("words", "党建"), query.Term("title", "机关")]),
    query.Or([query.Term("words", "机关"), query.Term("title", "党建")]),
    query.AndNot(query.Every(), query.Term("title", "党建")),
    query.DisjunctionMax([query.Term("words", "机关"), query.Term("title", "支部")]),
    query.Every("title"),
    query.Every(),
]


def found(index: FileIndex, documents: list[int]) -> list[list[tuple[int, float]]]:
    """The ids and scores of each query's hits; ``documents`` by Whoosh's number."""
    with index.searcher(weighting=BM25F()) as searcher:
        results = [searcher.search(asked, limit=None) for asked in QUERIES]
        return [sorted((documents[n], round(score, 5)) for score, n in result.top_n) for result in results]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("storage", [Folder, RamStorage])
def test_every_query_of_whoosh_finds_what_it_finds_over_whooshs_codec(
    make: Callable[[FileIndex, Documents], object], storage: type, tmp_path: Path
) -> None:
    ours = FileIndex.create(storage(str(tmp_path)) if storage is Folder else storage(), schema())
    stock = FileIndex.create(RamStorage(), schema())
    for part in (DOCUMENTS, {5: ("党建 机关", "机关"), 6: ("", "")}):
        make(ours, part)
        add_by_whoosh(stock, part, W3Codec())
    ids = [*DOCUMENTS, 5, 6]
    assert found(ours, ids) == found(stock, ids)
    assert found(ours, ids)[0] == [(5, 1.0), (30, 2.0), (100, 1.0)]


@pytest.mark.parametrize("make", MAKERS)
def test_deleted_documents_are_not_found_also_after_opening_anew(
    make: Callable[[FileIndex, Documents], object], index: FileIndex, tmp_path: Path
) -> None:
    make(index, DOCUMENTS)
    writer = index.writer(codec=ArrayCodec())
    writer.delete_document(0)
    writer.delete_document(2)
    writer.commit(merge=False)
    reopened = FileIndex(Folder(str(tmp_path)), schema())
    with reopened.searcher() as searcher:
        assert list(searcher.docs_for_query(query.Term("words", "党建"))) == []
        assert list(searcher.reader().all_doc_ids()) == [1, 3]
        assert searcher.reader().doc_count() == 2
        assert searcher.reader().doc_count_all() == 4
        assert searcher.reader().doc_frequency("words", "党建") == 2


def test_a_document_is_replaced_by_its_id(index: FileIndex) -> None:
    add_bulk(index, DOCUMENTS)
    writer = index.writer(codec=ArrayCodec())
    writer.update_document(id="4", words=Counter(["党建"]), title=Counter())
    writer.commit(merge=False)
    with index.searcher() as searcher:
        assert sorted(searcher.docs_for_query(query.Term("words", "党建"))) == [0, 2, 4]
        assert sorted(searcher.docs_for_query(query.Term("id", "4"))) == [4]


@pytest.mark.parametrize("make", MAKERS)
def test_what_a_reader_knows_of_a_term(
    make: Callable[[FileIndex, Documents], object], index: FileIndex
) -> None:
    make(index, DOCUMENTS)
    with index.reader() as reader:
        info = reader.term_info("words", "党建")
        assert (info.weight(), info.doc_frequency(), info.max_weight()) == (3.0, 2, 2.0)
        assert (info.min_id(), info.max_id()) == (0, 2)
        assert reader.frequency("words", "党建") == 3.0
        assert reader.frequency("words", "没有") == reader.doc_frequency("words", "没有") == 0
        assert ("title", "支部") in reader and ("title", "没有") not in reader
        assert [bytes(term) for term in reader.lexicon("id")] == [b"100", b"30", b"4", b"7"]
        assert list(reader.all_terms()) == sorted(reader.all_terms())
        assert list(reader.field_terms("title")) == ["党建", "支部", "机关"]
        assert [term for term, _ in reader.iter_from("title", "支")] == [
            ("title", "支部".encode()),
            ("title", "机关".encode()),
            *(("words", word) for word in reader.lexicon("words")),
        ]
        with pytest.raises(TermNotFound):
            reader.postings("words", "没有")


def test_lengths_of_fields_in_bulk_are_exact(index: FileIndex) -> None:
    add_bulk(index, DOCUMENTS)
    with index.reader() as reader:
        assert [reader.doc_field_length(n, "words") for n in range(4)] == [3, 2, 2, 2]
        assert (reader.field_length("words"), reader.field_length("title")) == (9, 4)
        assert (reader.min_field_length("title"), reader.max_field_length("title")) == (0, 2)
        assert reader.doc_field_length(0, "id", 1) == 1
        info = reader.term_info("words", "党建")
        assert (info.min_length(), info.max_length()) == (2, 3)
        assert reader.stored_fields(0) == {}


def test_a_matcher_goes_forward_only_and_to_the_end_once(index: FileIndex) -> None:
    add_bulk(index, {n: ("党建", "") for n in range(300) if n % 3 == 0})
    with index.reader() as reader:
        matcher = reader.postings("words", "党建")
        matcher.skip_to(40)
        other = matcher.copy()
        matcher.skip_to(20)
        other.next()
        assert (matcher.id(), other.id()) == (40, 41)
        assert list(other.all_ids()) == list(range(100))
        matcher.skip_to(1000)
        assert not matcher.is_active()
        for move in (matcher.next, lambda: matcher.skip_to(2000)):
            with pytest.raises(ReadTooFar):
                move()
        matcher.reset()
        assert (matcher.id(), matcher.weight(), matcher.value()) == (0, 1.0, b"")


def test_whoosh_does_not_merge_segments_made_in_bulk(index: FileIndex) -> None:
    add_bulk(index, DOCUMENTS)
    writer = index.writer(codec=ArrayCodec())
    with pytest.raises(NotImplementedError):
        writer.commit(optimize=True)
    writer.cancel()
    assert index.doc_count() == 4


def test_files_of_no_committed_segment_go_with_the_next_commit_unless_a_dot_begins_their_name(
    index: FileIndex, tmp_path: Path
) -> None:
    add_bulk(index, DOCUMENTS)
    name = ArraySegment(index.indexname).file_name
    (tmp_path / name).write_bytes(b"")
    (tmp_path / f".{name}").write_bytes(b"")
    add_bulk(index, {1: ("党建", "")})
    kept = {path.name for path in tmp_path.iterdir()}
    assert name not in kept and f".{name}" in kept
    assert sum(name.endswith(".seg") and not name.startswith(".") for name in kept) == 2


@pytest.mark.parametrize(
    "name", ["a.seg", "MAIN_.seg", "MAIN_../x.seg", "MAIN_a", "MAIN_a.seg/", "MAIN_A.seg"]
)
def test_a_container_has_the_name_of_a_segment(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        new_bulk_segment("MAIN", name, 1)


def test_a_missing_truncated_or_foreign_container_is_noticed(index: FileIndex, tmp_path: Path) -> None:
    path = tmp_path / add_bulk(index, DOCUMENTS).file_name
    good = path.read_bytes()
    for bad in (good[:-64], b"", b"\0" * len(good)):
        path.write_bytes(bad)
        with pytest.raises(Damaged):
            index.reader()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        index.reader()


def test_a_container_of_other_documents_is_noticed(index: FileIndex, tmp_path: Path) -> None:
    first = add_bulk(index, DOCUMENTS)
    second = add_bulk(index, {1: ("党建", "")})
    (tmp_path / second.file_name).write_bytes((tmp_path / first.file_name).read_bytes())
    with pytest.raises(Damaged):
        index.reader()


@given(st.sets(st.integers(0, 99)), st.booleans())
def test_a_segment_is_the_same_in_the_table_of_contents(deleted: set[int], bulk: bool) -> None:
    segment = ArraySegment("MAIN", bulk=bulk, count=100)
    for number in [*deleted, 5]:
        segment.delete_document(number)
    segment.delete_document(5, delete=5 in deleted)
    read = safe_loads(pickle.dumps([segment]))[0]
    assert vars(read) == vars(segment)
    assert set(read.deleted_docs()) == deleted
    assert read.deleted_count() == len(deleted) and read.doc_count() == 100 - len(deleted)
    assert [read.is_deleted(n) for n in range(100)] == [n in deleted for n in range(100)]


tokens = st.text(st.characters(codec=None), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(tokens, st.integers(1, 1000), max_size=5), min_size=1, max_size=8))
def test_any_tokens_are_read_as_they_were_written(documents: list[dict[str, int]]) -> None:
    index = FileIndex.create(RamStorage(), schema())
    writer = index.writer(codec=ArrayCodec())
    for number, words in enumerate(documents):
        writer.add_document(id=str(number), words=Counter(words))
    writer.commit()
    read: list[dict[str, int]] = [{} for _ in documents]
    with index.reader() as reader:
        for word in reader.field_terms("words"):
            matcher = reader.postings("words", word)
            while matcher.is_active():
                read[matcher.id()][word] = int(matcher.weight())
                matcher.next()
    assert read == documents


def test_other_formats_keep_their_values_and_columns() -> None:
    """Phrases, numbers, keywords and sorting columns, of schemas that are not ours."""
    other = fields.Schema(
        body=fields.TEXT(spelling=True, chars=True),
        year=fields.NUMERIC(sortable=True),
        tags=fields.KEYWORD(commas=True, field_boost=1.5),
        raw=fields.COLUMN(columns.VarBytesColumn()),
    )
    index = FileIndex.create(RamStorage(), other)
    with index.writer(codec=ArrayCodec()) as writer:
        writer.add_document(body="the party branch meets", year=2024, tags="one,two", raw=b"a")
        writer.add_document(body="the branch party meets", year=2025, tags="two", raw=b"b")
    with index.searcher() as searcher:
        phrase = query.Phrase("body", ["party", "branch"])
        assert list(searcher.docs_for_query(phrase)) == [0]
        assert list(searcher.docs_for_query(query.NumericRange("year", 2025, 2026))) == [1]
        assert searcher.postings("tags", "two").weight() == 1.5
        assert searcher.postings("body", "branch").value_as("characters") == [(2, 10, 16)]
        newest = searcher.search(query.Every(), sortedby="year", reverse=True)
        assert [hit.docnum for hit in newest] == [1, 0]
        assert searcher.reader().column_reader("raw")[1] == b"b"
        assert searcher.suggest("body", "brench") == ["branch"]


def test_a_segment_of_the_builder_answers_whoosh(index: FileIndex) -> None:
    texts = [stored(9, "机关党建服务中心工作。\n支部学习", title="机关党建"), stored(12, "机关𠮷支部")]
    builder = Builder()
    for text in texts:
        builder.add(text)
    commit(index, *builder.arrays(), len(texts))
    counts = [Counter(word for word, _ in words_of(text.text)) for text in texts]
    with index.searcher() as searcher:
        reader = searcher.reader()
        assert set(reader.field_terms("words")) == {word for count in counts for word in count}
        for word in reader.field_terms("words"):
            found = searcher.search(query.Term("words", word), limit=None).top_n
            expected = {(n, float(count[word])) for n, count in enumerate(counts) if word in count}
            assert {(n, score) for score, n in found} == expected
        assert [reader.doc_field_length(n, "words") for n in (0, 1)] == [c.total() for c in counts]
        assert list(searcher.docs_for_query(query.Term("id", "12"))) == [1]
        assert list(searcher.docs_for_query(query.Prefix("title", "机"))) == [0]
