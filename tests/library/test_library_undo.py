"""Undo: every command can be taken back, newest first, in this run or a later one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import Library
from index.model import StoredText

Write = Callable[..., Path]
Article = Callable[..., str]


def everything(library: Library) -> tuple[list[StoredText], str]:
    return [library.show(document.id) for document in library.list()], library.corpus().fingerprint


def test_an_undone_import_removes_what_it_added_and_restores_what_it_updated(
    stocked: Library, write: Write, article: Article
) -> None:
    before = everything(stocked)
    write("a1.txt", article(1, word="政务公开"))
    write("a4.txt", article(4))
    folder = write("a5.txt", article(2)).parent  # a copy of a2.txt
    report = stocked.import_paths([folder])
    statuses = ["updated", "unchanged", "unchanged", "added", "skipped"]
    assert [file.status for file in report.documents] == statuses
    assert everything(stocked) != before
    assert stocked.undo() == [1, 2, 4]
    assert everything(stocked) == before


def test_a_split_document_is_put_together_again(library: Library, write: Write, article: Article) -> None:
    first, second = write("a.txt", article(1)), write("b.txt", article(1))
    library.import_paths([first, second])
    before = everything(library)
    write("a.txt", article(2))
    library.import_paths([first])
    assert library.corpus().documents == 2
    assert library.undo() == [1, 2]
    assert everything(library) == before


def test_commands_are_undone_newest_first_and_across_runs(stocked: Library) -> None:
    states = [everything(stocked)]
    stocked.set_fields(1, {"region": "湖南", "kind": "综述"})
    states.append(everything(stocked))
    stocked.remove([1, 3])
    states.append(everything(stocked))
    stocked.set_fields(2, {"title": ""})
    assert stocked.undo() == [2]
    assert everything(stocked) == states.pop()
    with Library.open(stocked.path) as later:
        assert later.undo() == [1, 3]
        assert everything(later) == states.pop()
        assert later.undo() == [1]
        assert everything(later) == states.pop()
        assert later.undo() == [1, 2, 3]
        assert later.list() == []
        with pytest.raises(UsageError, match="nothing to undo"):
            later.undo()


def test_an_undone_removal_gives_the_id_back(stocked: Library) -> None:
    text = stocked.show(2).text
    stocked.remove([2])
    with pytest.raises(UsageError):
        stocked.show(2)
    stocked.undo()
    assert stocked.show(2).text == text
    assert stocked.search(text[:12]).documents == 1


def test_ids_of_an_undone_import_are_not_used_again(stocked: Library, write: Write, article: Article) -> None:
    path = write("new.txt", article(20))
    stocked.import_paths([path])
    stocked.undo()
    assert [file.id for file in stocked.import_paths([path]).documents] == [5]


def test_what_changes_nothing_is_not_a_command(stocked: Library, tmp_path: Path) -> None:
    stocked.set_fields(1, {"region": "湖南"})
    assert stocked.set_fields(1, {"region": "湖南"}) == []
    stocked.import_paths([tmp_path / "articles", tmp_path / "absent"])
    assert stocked.undo() == [1]
    assert stocked.document(1).region != "湖南"


def test_an_empty_library_has_nothing_to_undo_and_is_not_created(library: Library) -> None:
    with pytest.raises(UsageError):
        library.undo()
    assert not library.path.exists()
