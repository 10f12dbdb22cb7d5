"""A quotation in a draft finds its passage in the library, whatever became of the document since."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import Library
from index.library.anchoring import Whereabouts
from index.quoting.anchors import Anchor, digest
from index.quoting.drafts import add
from index.quoting.inserting import Quotation
from index.quoting.uses import Shelf

TEXT = (
    "窗口服务见闻\n\n一是把支部建在窗口，让群众随时找得到人。二是让每个党员亮出身份，接受监督。\n\n"
    "三是把清單(dān)貼(tiē)到牆(qiáng)上，請(qǐng)羣(qún)衆(zhòng)評(píng)議(yì)，每月一次，風雨無阻。\n"
)
PASSAGE = "让每个党员亮出身份"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "甲.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path, source: Path) -> Library:
    library = Library.open(tmp_path / "library")
    library.import_paths([source])
    return library


def anchor(library: Library, text: str = PASSAGE, id: int = 1) -> Anchor:
    start = library.show(id).text.index(text)
    return library.anchor(id, start, start + len(text))


def where(library: Library, anchor: Anchor) -> Whereabouts:
    return library.whereabouts([anchor])[0]


def test_a_passage_is_where_it_was_quoted(library: Library) -> None:
    made = anchor(library)
    assert made.quotes(PASSAGE) and made.library and made.file and made.stored
    assert where(library, made) == Whereabouts("here", 1, made.start, made.end, PASSAGE)


def test_a_passage_that_is_none_has_no_anchor(library: Library) -> None:
    with pytest.raises(UsageError, match="passage"):
        library.anchor(1, 5, 10_000)
    with pytest.raises(UsageError, match="No document"):
        library.anchor(9, 0, 5)


def test_it_is_found_in_a_document_that_was_imported_again_with_changes(
    library: Library, source: Path
) -> None:
    made = anchor(library)
    source.write_text(TEXT.replace("一是", "新加一句，放在前面。一是"), "utf-8")
    library.import_paths([source])
    found = where(library, made)
    assert (found.found, found.document, found.text) == ("moved", 1, PASSAGE)
    source.write_text(TEXT.replace("亮出身份", "亮身份"), "utf-8")
    library.import_paths([source])
    found = where(library, made)
    assert (found.found, found.text) == ("changed", "让每个党员亮身份")
    source.write_text("另一篇文章，讲的是别的事情，没有这句话。\n", "utf-8")
    library.import_paths([source])
    assert where(library, made) == Whereabouts("lost", 1)


def test_it_is_found_when_repairs_are_taken_back(library: Library) -> None:
    made = anchor(library, "請羣衆評議，每月一次")
    assert library.undo_repairs(1, "all") == [1]
    found = where(library, made)
    assert (
        found.found == "changed" and found.text.startswith("請(qǐng)羣") and found.text.endswith("每月一次")
    )
    library.undo()
    assert where(library, made).found == "here"


def test_a_removed_document_is_said_and_found_again_under_another_number(
    library: Library, source: Path
) -> None:
    made = anchor(library)
    library.remove([1])
    assert where(library, made) == Whereabouts("removed")
    library.import_paths([source])
    found = where(library, made)
    assert (found.found, found.document, found.text) == ("moved", 2, PASSAGE)


def test_in_another_library_the_same_number_is_another_document(
    library: Library, source: Path, tmp_path: Path
) -> None:
    made = anchor(library)
    other = Library.open(tmp_path / "other")
    stranger = tmp_path / "乙.txt"
    stranger.write_text("别处的一篇文章，说的是别的事情。\n", "utf-8")
    other.import_paths([stranger])
    assert where(other, made) == Whereabouts("removed")
    other.import_paths([source])
    assert (where(other, made).found, where(other, made).document) == ("moved", 2)


def test_the_same_text_in_another_file_is_the_same_document(
    library: Library, source: Path, tmp_path: Path
) -> None:
    made = anchor(library)
    other = Library.open(tmp_path / "other")
    source.write_bytes(TEXT.encode("gb18030"))
    other.import_paths([source])
    assert where(other, made).text == PASSAGE


def test_anchors_of_earlier_versions_name_no_library(library: Library) -> None:
    made = anchor(library)
    bare = Anchor(1, made.start, made.end, made.sha256)
    assert where(library, bare).found == "here"
    assert where(library, Anchor(1, 3, 7, digest("没有这话"))).found == "lost"
    assert where(library, Anchor(10**14, 3, 7, digest("没有这话"))).found == "removed"


# -- the drafts that quote a passage --------------------------------------------------------------


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DANGJIAN_DRAFTS", str(tmp_path / "drafts"))
    return tmp_path / "drafts"


def quote(library: Library, draft: Path, text: str = PASSAGE, id: int = 1) -> None:
    made = anchor(library, text, id)
    add(draft, Quotation(library.cite(id, made.start, made.end), made))


def using(library: Library, id: int, *span: int) -> list[tuple[str, str]]:
    return [(use.name, now.found) for use, now in library.uses(Shelf(), id, *span)]


def test_the_drafts_of_a_document_and_of_a_passage(library: Library, drafts: Path) -> None:
    quote(library, drafts / "甲.md")
    quote(library, drafts / "乙.md", "把支部建在窗口")
    start = library.show(1).text.index(PASSAGE)
    assert using(library, 1) == [("乙", "here"), ("甲", "here")]
    assert using(library, 1, start + 3, start + 4) == [("甲", "here")]
    assert using(library, 1, start + len(PASSAGE), start + len(PASSAGE) + 1) == []
    with pytest.raises(UsageError):
        using(library, 2)
    with pytest.raises(UsageError):
        using(library, 1, 5, 10_000)


def test_a_passage_that_moved_is_looked_for_where_it_is_now(
    library: Library, drafts: Path, source: Path
) -> None:
    quote(library, drafts / "甲.md")
    source.write_text(TEXT.replace("一是", "新加一句，放在前面，占去许多字。一是"), "utf-8")
    library.import_paths([source])
    start = library.show(1).text.index(PASSAGE)
    assert using(library, 1, start, start + len(PASSAGE)) == [("甲", "moved")]
    assert using(library, 1, 0, 5) == []


def test_a_document_imported_again_has_the_drafts_that_quoted_it_before(
    library: Library, drafts: Path, source: Path
) -> None:
    quote(library, drafts / "甲.md")
    library.remove([1])
    library.import_paths([source])
    assert using(library, 2) == [("甲", "moved")]


def test_another_library_s_numbers_are_not_this_one_s(
    library: Library, drafts: Path, source: Path, tmp_path: Path
) -> None:
    quote(library, drafts / "甲.md")
    other = Library.open(tmp_path / "other")
    stranger = tmp_path / "乙.txt"
    stranger.write_text("别处的一篇文章，说的是别的事情。\n", "utf-8")
    other.import_paths([stranger, source])
    assert using(other, 1) == [] and using(other, 2) == [("甲", "moved")]
