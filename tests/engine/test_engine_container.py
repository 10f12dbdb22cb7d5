"""The file of arrays and the postings in it: what was written is read, and nothing else is taken for it."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.engine.segment.container import ALIGNMENT, Container, Damaged, write_container
from index.engine.segment.postings import FieldPostings, field_arrays

META = {"version": "3", "counts": {"documents": 2}, "党": None}


def written(arrays: dict[str, NDArray[Any]], meta: dict[str, Any] | None = None) -> bytes:
    stream = io.BytesIO()
    write_container(stream, arrays, META if meta is None else meta)
    return stream.getvalue()


def sample() -> dict[str, NDArray[Any]]:
    return {
        "text": np.arange(40, dtype=">u2"),
        "none": np.zeros(0, np.uint32),
        "counts": np.arange(6, dtype=np.uint16).reshape(2, 3),
        "every other": np.arange(20, dtype=np.int32)[::2],
        "weights": np.array([0.5, -1.0], np.float32),
    }


def assert_holds(container: Container, arrays: dict[str, NDArray[Any]]) -> None:
    assert container.names == tuple(arrays)
    for name, array in arrays.items():
        assert name in container
        assert container[name].dtype == array.dtype
        assert container[name].shape == array.shape
        assert np.array_equal(container[name], array)


def test_arrays_are_read_as_they_were_written_from_memory_and_from_a_file(tmp_path: Path) -> None:
    data = written(sample())
    (tmp_path / "file").write_bytes(data)
    for container in (Container(data), Container(bytearray(data)), Container.open(tmp_path / "file")):
        assert_holds(container, sample())
        assert container.meta == META
        assert container.nbytes == len(data)
        container.verify()
        container.verify(["text", "none"])


def test_a_container_without_arrays_is_one() -> None:
    container = Container(written({}, {}))
    container.verify()
    assert container.names == () and container.meta == {}


def test_arrays_lie_at_multiples_of_the_alignment_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(written(sample()))
    container = Container.open(tmp_path / "file")
    assert all(container[name].ctypes.data % ALIGNMENT == 0 for name in container.names)


def test_arrays_cannot_be_written_to() -> None:
    container = Container(bytearray(written(sample())))
    with pytest.raises(ValueError, match="read-only"):
        container["text"][0] = 1


def test_equal_contents_give_equal_bytes() -> None:
    assert written(sample()) == written(sample())


def test_arrays_are_the_same_however_they_are_said_to_be_read(tmp_path: Path) -> None:
    arrays: dict[str, NDArray[Any]] = {
        "small": np.arange(3, dtype=np.uint8),
        "large": np.arange(100_000, dtype=np.uint32),
        "none": np.zeros(0, np.uint8),
    }
    path = tmp_path / "container"
    with path.open("wb") as stream:
        write_container(stream, arrays, {})
    container = Container.open(path)
    container.scatter(["large", "none", "unknown"])
    container.prefetch("large", 5_000, 60_000)
    container.prefetch("none")
    container.prefetch("small")
    container.verify()
    assert all(np.array_equal(container[name], array) for name, array in arrays.items())


@pytest.mark.parametrize("array", [np.array(["党"]), np.array([None]), np.array([True]), np.zeros(1, "c16")])
def test_only_numbers_can_be_written(array: NDArray[Any]) -> None:
    with pytest.raises(ValueError, match="no container"):
        written({"a": array})


def test_an_array_in_use_outlives_the_container(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(written(sample()))
    container = Container.open(tmp_path / "file")
    kept = container["text"]
    container.close()
    container.close()
    assert kept.tolist() == list(range(40))
    assert container.names == ()


@settings(max_examples=300)
@given(st.data())
def test_a_flipped_bit_is_noticed_wherever_it_is(data: st.DataObject) -> None:
    good = written(sample())
    at = data.draw(st.integers(0, len(good) * 8 - 1))
    bad = bytearray(good)
    bad[at // 8] ^= 1 << at % 8
    try:
        container = Container(bytes(bad))
        container.verify()
    except Damaged as damaged:
        assert damaged.name in ("", *sample())
    else:  # between two arrays, where nothing is
        assert_holds(container, sample())
        assert good[at // 8] == 0


def test_the_damaged_array_is_named_and_the_others_can_be_used() -> None:
    bad = written({"a": np.zeros(9, np.uint8), "b": np.full(9, 7, np.uint8)}).replace(
        bytes([7] * 9), bytes(9)
    )
    container = Container(bad)
    container.verify(["a"])
    with pytest.raises(Damaged) as damaged:
        container.verify()
    assert damaged.value.name == "b"


@given(st.integers(0, 10_000))
def test_a_truncated_file_is_noticed_when_it_is_opened(length: int) -> None:
    good = written(sample())
    with pytest.raises(Damaged):
        Container(good[: length % len(good)])


@pytest.mark.parametrize(
    "content", [b"", b"DJARRAYS", bytes(5000), pickle.dumps({"党": 1}), b"SQLite format 3"]
)
def test_a_foreign_file_is_noticed_when_it_is_opened(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(Damaged):
        Container.open(tmp_path / "file")


def test_another_version_of_the_format_is_noticed() -> None:
    good = bytearray(written(sample()))
    good[8] += 1
    good[28:32] = struct.pack("<I", zlib.crc32(good[:28]))
    with pytest.raises(Damaged):
        Container(good)


def crafted(directory: object) -> bytes:
    """A container with sound checksums and this directory."""
    text = directory if isinstance(directory, bytes) else json.dumps(directory).encode()
    body = text + bytes(256)
    header = struct.pack("<8sIIQI", b"DJARRAYS", 1, len(text), 32 + len(body), zlib.crc32(text))
    return header + struct.pack("<I", zlib.crc32(header)) + body


def entry(**changed: Any) -> list[Any]:
    return list(
        ({"name": "a", "dtype": "|u1", "shape": [8], "start": 0, "bytes": 8, "crc": 0} | changed).values()
    )


def test_the_crafted_directory_of_these_tests_is_a_good_one_but_for_what_is_wrong_with_it() -> None:
    assert Container(crafted({"meta": {}, "arrays": [entry()]}))["a"].tolist() == [0] * 8


@pytest.mark.parametrize(
    "directory",
    [
        {"meta": {}, "arrays": [entry(dtype="|O8", shape=[1])]},
        {"meta": {}, "arrays": [entry(dtype=["|u1"])]},
        {"meta": {}, "arrays": [entry(dtype="|u1,|u1")]},
        {"meta": {}, "arrays": [entry(start=10**9)]},
        {"meta": {}, "arrays": [entry(start=-64)]},
        {"meta": {}, "arrays": [entry(start=0.5)]},
        {"meta": {}, "arrays": [entry(shape=[-2, -4])]},
        {"meta": {}, "arrays": [entry(shape=[2**64, 2**64], bytes=2**128)]},
        {"meta": {}, "arrays": [entry(shape="8")]},
        {"meta": {}, "arrays": [entry(shape=[0, 2**70], bytes=0)]},
        {"meta": {}, "arrays": [entry(name=7)]},
        {"meta": {}, "arrays": [entry()[:5]]},
        {"meta": {}, "arrays": 5},
        {"meta": 5, "arrays": []},
        {"arrays": []},
        [],
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_crafted_directory_reaches_nothing(directory: object) -> None:
    with pytest.raises(Damaged):
        Container(crafted(directory))


words = st.dictionaries(
    st.binary(max_size=5),
    st.dictionaries(st.integers(0, 70_000), st.sampled_from([1.0, 3.0, 300.0, 70_000.0, 0.5]), min_size=1),
)


def postings(
    field: str, table: dict[bytes, dict[int, float]], valued: bool = False
) -> dict[str, NDArray[Any]]:
    terms = sorted(table)
    rows = [(d, table[term][d]) for term in terms for d in sorted(table[term])]
    pointers = np.cumsum([0, *(len(table[term]) for term in terms)])
    values = [f"{d}:{w}".encode() for d, w in rows]
    ends = np.cumsum([0, *map(len, values)])
    return field_arrays(
        field,
        terms,
        pointers.astype(np.int64),
        np.array([d for d, _ in rows], np.uint32),
        np.array([w for _, w in rows], np.float32),
        (np.frombuffer(b"".join(values), np.uint8), ends.astype(np.int64)) if valued else None,
    )


@given(words, st.booleans(), st.binary(max_size=2))
def test_postings_are_found_by_term_by_number_and_by_prefix(
    table: dict[bytes, dict[int, float]], valued: bool, prefix: bytes
) -> None:
    read = FieldPostings(Container(written(postings("words", table, valued))), "words")
    terms = sorted(table)
    assert list(read.terms()) == [read.term(n) for n in range(len(read))] == terms
    assert read.frequencies().tolist() == [len(table[term]) for term in terms]
    for number, term in enumerate(terms):
        documents, weights = read.posting(number)
        assert read.find(term) == number
        assert read.frequency(number) == len(table[term])
        assert documents.dtype == np.uint32 and weights.dtype == np.float32
        assert dict(zip(documents.tolist(), weights.tolist(), strict=True)) == table[term]
        assert documents.tolist() == sorted(table[term])
        expected = [f"{d}:{w}".encode() for d, w in sorted(table[term].items())] if valued else None
        assert read.values(number) == expected
    first, end = read.range(prefix)
    assert terms[first:end] == [term for term in terms if term.startswith(prefix)]
    assert (read.find(prefix) is None) == (prefix not in table)
    assert terms[read.first(prefix) :] == [term for term in terms if term >= prefix]


def test_each_of_many_terms_is_found_however_much_has_been_looked_for() -> None:
    terms = [b"%05d" % number for number in range(2, 2 * 5000, 2)]
    ones = np.ones(len(terms), np.uint32)
    arrays = field_arrays("words", terms, np.arange(len(terms) + 1), ones, ones)
    read = FieldPostings(Container(written(arrays)), "words")
    for _ in range(2):
        assert [read.find(term) for term in terms[::97]] == list(range(0, len(terms), 97))
    for number in (0, 1, 255, 256, 257, 2048, len(terms) - 1):
        between = terms[number] + b"5"
        assert read.find(between) is None
        assert (read.first(terms[number]), read.first(between)) == (number, number + 1)
    assert (read.first(b""), read.first(b"9999999")) == (0, len(terms))


@pytest.mark.parametrize(
    ("weight", "dtype"), [(255.0, "|u1"), (256.0, "<u2"), (70_000.0, "<f4"), (0.5, "<f4"), (-1.0, "<f4")]
)
def test_whole_weights_take_a_byte_or_two(weight: float, dtype: str) -> None:
    assert postings("w", {b"a": {0: weight}})["w/weights"].dtype.str == dtype


def test_fields_do_not_mix() -> None:
    arrays = postings("title", {b"a": {0: 1.0}}) | postings("words", {b"b": {1: 2.0}})
    container = Container(written(arrays))
    assert list(FieldPostings(container, "title").terms()) == [b"a"]
    assert list(FieldPostings(container, "words").terms()) == [b"b"]
    with pytest.raises(KeyError):
        FieldPostings(container, "body")


@pytest.mark.parametrize("terms", [[b"b", b"a"], [b"a", b"a"], [b"a"]])
def test_terms_out_of_order_twice_or_missing_are_refused(terms: list[bytes]) -> None:
    two = np.ones(2, np.uint32)
    with pytest.raises(ValueError, match="w:"):
        field_arrays("w", terms, np.array([0, 1, 2]), two, two)
