"""The real articles give the same library whatever their files are called and however they are encoded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library

QUERIES = ("机关党建", "四强党支部", "着力", "合力攻", "动力党建合力攻坚", "印发关于", "市直機關", "强党支部")


@pytest.fixture(scope="module")
def plain(seeds: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("seeds") / "library") as library:
        library.import_paths(sorted(seeds.values()))
        yield library


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_names_and_encodings_change_no_answer(
    plain: Library, seeds: Mapping[str, Path], tmp_path: Path, encoding: str
) -> None:
    folder = tmp_path / "neutral"
    folder.mkdir()
    for number, path in enumerate(sorted(seeds.values())):
        (folder / f"{number}.txt").write_bytes(path.read_text("utf-8").encode(encoding))
    with Library.open(tmp_path / "library") as library:
        assert library.import_paths([folder]).count("added") == len(seeds)
        assert library.corpus() == plain.corpus()
        for one, other in zip(plain.list(), library.list(), strict=True):
            assert replace(one, path=None, sources=()) == replace(other, path=None, sources=())
            assert plain.show(one.id).text == library.show(other.id).text
        for query in QUERIES:
            first, second = plain.search(query), library.search(query)
            assert (first.documents, first.occurrences, first.loose_occurrences) == (
                second.documents, second.occurrences, second.loose_occurrences,
            )  # fmt: skip
        # All of them are copies of what is there.
        again = library.import_paths(sorted(seeds.values()))
        assert again.count("skipped") == len(seeds)
        assert library.corpus() == plain.corpus()


def test_every_repair_of_the_damaged_article_can_be_taken_back(plain: Library) -> None:
    [id] = [document.id for document in plain.list() if document.script == "traditional"]
    before = plain.show(id)
    assert sum(repair.kind == "pinyin" for repair in before.repairs) == 219
    plain.undo_repairs(id, "all")
    assert plain.show(id).repairs == ()
    assert "(guān)" in plain.show(id).text
    plain.undo()
    assert plain.show(id) == before


def test_the_article_without_title_is_cited_as_such_and_the_journal_with_its_issue(plain: Library) -> None:
    references = [plain.cite(document.id, 0, 4).reference for document in plain.list()]
    assert "紫光阁，2021（10）." in references[1]
    assert references[2].count("[无题名") == 1
