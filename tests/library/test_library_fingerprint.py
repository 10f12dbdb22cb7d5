"""The fingerprint names texts and metadata, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library

Write = Callable[..., Path]
Article = Callable[..., str]


def test_it_does_not_depend_on_paths_ids_and_order(tmp_path: Path, write: Write, article: Article) -> None:
    first = [write(f"one/{number}.txt", article(number)) for number in (1, 2, 3)]
    second = [write(f"two/x{number}.txt", article(number), "gb18030") for number in (3, 1, 2)]
    found = []
    for name, paths in (("a", first), ("b", second)):
        with Library.open(tmp_path / name) as library:
            for path in paths:
                library.import_paths([path])
            found.append(library.corpus())
    assert found[0] == found[1]
    assert found[0].documents == 3
    assert found[0].characters == sum(len(article(number).strip("\n")) for number in (1, 2, 3))
    assert found[0].version.count(".") >= 1


def test_it_changes_with_any_text_and_any_metadata(stocked: Library, write: Write, article: Article) -> None:
    seen = [stocked.corpus().fingerprint]
    stocked.set_fields(1, {"kind": "综述"})
    seen.append(stocked.corpus().fingerprint)
    stocked.import_paths([write("a2.txt", article(2, word="信访接待"))])
    seen.append(stocked.corpus().fingerprint)
    stocked.remove([3])
    seen.append(stocked.corpus().fingerprint)
    stocked.import_paths([write("a9.txt", article(9))])
    seen.append(stocked.corpus().fingerprint)
    assert len(set(seen)) == len(seen)


def test_equal_documents_do_not_cancel_out(library: Library, write: Write, article: Article) -> None:
    paths = [write(f"{number}.txt", article(number)) for number in (1, 2, 3)]
    library.import_paths(paths[:1])
    one = library.corpus().fingerprint
    library.import_paths(paths)
    for path in paths[1:]:
        path.write_text(article(1), "utf-8")
    library.import_paths(paths)
    assert [document.duplicate_of for document in library.list()] == [None, 1, 1]
    assert library.corpus().fingerprint != one


steps = st.lists(st.tuples(st.sampled_from(["put", "set", "remove", "undo"]), st.integers(1, 4)), max_size=10)


@given(steps=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_kept_sum_is_that_of_the_documents_after_any_commands(
    tmp_path_factory: object, article: Article, steps: Sequence[tuple[str, int]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("steps")  # type: ignore[attr-defined]
    with Library.open(folder / "library") as library:
        library._keeper.refresh = lambda: None  # type: ignore[method-assign]
        for count, (step, number) in enumerate(steps):
            path = folder / f"{number}.txt"
            ids = [document.id for document in library.list()]
            if step == "put":
                path.write_text(article(number + count % 2), "utf-8")
                library.import_paths([path])
            elif step == "undo" and library._store.last_command():
                library.undo()
            elif number in ids and step == "set":
                library.set_fields(number, {"region": "湖南" if count % 2 else ""})
            elif number in ids and step == "remove":
                library.remove([number])
            store = library._store
            assert store.fingerprint == store.fingerprint_counted_anew()
            assert store.integrity() == [] and store.broken_references() == 0
