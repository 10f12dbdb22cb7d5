"""Importing files: what becomes of new, equal, changed, copied and unusable ones."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import index.collect
from index.library import Library
from index.model import Collected
from index.store import FILE_NAME, Command, Reading

Write = Callable[..., Path]
Article = Callable[..., str]


def told(library: Library, *paths: Path) -> list[tuple[str, int | None]]:
    return [(file.status, file.id) for file in library.import_paths(list(paths)).documents]


def test_a_folder_is_imported_in_order_and_again_unchanged(
    library: Library, write: Write, article: Article
) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        write(name, article(len(name) + ord(name[0])))
    folder = write("z.text", article(9)).parent
    report = library.import_paths([folder])
    assert [Path(file.path).name for file in report.documents] == ["a.txt", "b.txt", "c.txt", "z.text"]
    assert [file.status for file in report.documents] == ["added"] * 4
    assert [file.id for file in report.documents] == [1, 2, 3, 4]
    assert told(library, folder) == [("unchanged", id) for id in (1, 2, 3, 4)]


def test_the_text_the_bytes_and_the_path_are_kept(library: Library, write: Write, article: Article) -> None:
    path = write("a.txt", article(1), "gb18030")
    library.import_paths([path])
    stored = library.show(1)
    assert stored.text == article(1).strip("\n")
    assert stored.document.path == str(path)
    with sqlite3.connect(library.path / FILE_NAME) as file:
        [(digest, data)] = file.execute("SELECT sha256, data FROM blobs").fetchall()
    assert data == path.read_bytes()
    assert digest == sha256(data).hexdigest()


def test_hidden_files_are_passed_over_and_others_skipped_with_a_reason(
    library: Library, write: Write, article: Article
) -> None:
    write(".hidden.txt", article(1))
    write(".git/a.txt", article(2))
    write("~$report.docx", b"\x05admin" + bytes(156))
    write("scan.JPG", b"%PDF-1.4")
    folder = write("A.TXT", article(3)).parent
    [text, scan] = library.import_paths([folder]).documents
    assert (text.status, text.reason) == ("added", None)
    assert scan.status == "skipped" and scan.reason is not None and "scan.JPG" in scan.reason


def test_an_unsupported_file_that_is_named_has_failed(library: Library, write: Write) -> None:
    [file] = library.import_paths([write("program.exe", b"MZ")]).documents
    assert file.status == "failed" and file.reason is not None and ".txt" in file.reason


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("scan.JPG", "text recognition"),
        ("table.xls", ".csv"),
        ("talk.ppt", "slides"),
        ("all.zip", "unpack"),
        ("a.tar.gz", "unpack"),
        ("journal.caj", "PDF"),
    ],
)
def test_files_of_other_kinds_are_refused_with_what_to_do(
    library: Library, write: Write, name: str, advice: str
) -> None:
    [file] = library.import_paths([write(name, b"x")]).documents
    assert file.status == "failed" and file.reason is not None and advice in file.reason


@pytest.mark.parametrize("parts", ["page_files", "page.files", "page_文件"])
def test_the_folder_of_a_saved_page_is_left_out_unless_it_is_named(
    library: Library, write: Write, article: Article, parts: str
) -> None:
    folder = write("page.html", f"<h1>某地的做法</h1><p>{article(1)}</p>").parent
    frame = write(f"{parts}/frame.html", f"<p>{article(2)}</p>")
    write(f"{parts}/code.js", "alert(1)")
    write("other_files/a.txt", article(3))
    [other, *rest] = sorted(library.import_paths([folder]).documents, key=lambda file: file.path)
    assert other.status == "added" and other.path.endswith("a.txt")
    assert sorted(file.status for file in rest) == ["added", "skipped"]
    [left] = [file for file in rest if file.status == "skipped"]
    assert left.reason is not None and "page.html" in left.reason
    [file, _] = library.import_paths([frame.parent]).documents[::-1]
    assert file.status == "added"


def test_a_changed_file_updates_its_document(library: Library, write: Write, article: Article) -> None:
    path = write("a.txt", article(1))
    library.import_paths([path])
    before = library.show(1).text
    write("a.txt", article(1, word="档案管理"))
    assert told(library, path) == [("updated", 1)]
    assert "档案管理" in library.show(1).text != before
    assert told(library, path) == [("unchanged", 1)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_copy_in_another_encoding_is_one_more_source(
    library: Library, write: Write, article: Article, encoding: str
) -> None:
    first, second = write("a.txt", article(1)), write("b.txt", article(1), encoding)
    library.import_paths([first])
    [copy] = library.import_paths([second]).documents
    assert (copy.status, copy.id, copy.duplicate_of) == ("skipped", 1, 1)
    assert copy.reason is not None and "document 1" in copy.reason
    assert library.document(1).sources == (str(first), str(second))
    assert told(library, second) == [("unchanged", 1)]
    assert library.corpus().documents == 1


def test_a_file_that_was_renamed_or_moved_stays_the_same_document(
    library: Library, write: Write, article: Article
) -> None:
    first = write("a.txt", article(1))
    library.import_paths([first])
    library.set_fields(1, {"region": "湖南"})
    second = first.with_name("b.txt")
    first.rename(second)
    [file] = library.import_paths([second]).documents
    assert (file.status, file.id, file.duplicate_of) == ("updated", 1, None)
    assert file.reason is not None and str(first) in file.reason
    assert (library.document(1).path, library.document(1).sources) == (str(second), (str(second),))
    assert told(library, second) == [("unchanged", 1)]
    # It is the document's own file from now on: what is written into it is the document's.
    write("b.txt", article(2))
    assert told(library, second) == [("updated", 1)]
    assert [document.region for document in library.list()] == ["湖南"]
    assert library.show(1).text == article(2).strip("\n")
    library.undo()
    library.undo()
    assert library.document(1).path == str(first)


def test_where_the_first_of_several_copies_is_gone_the_next_one_stands_for_the_document(
    library: Library, write: Write, article: Article
) -> None:
    first, second, third = (write(f"{name}.txt", article(1)) for name in "abc")
    library.import_paths([first, second, third])
    first.unlink()
    assert told(library, second, third) == [("unchanged", 1), ("unchanged", 1)]
    document = library.document(1)
    assert (document.path, document.sources) == (str(second), (str(second), str(third)))


def test_a_copy_that_becomes_a_text_of_its_own_gets_its_own_document(
    library: Library, write: Write, article: Article
) -> None:
    first, second = write("a.txt", article(1)), write("b.txt", article(1))
    library.import_paths([first, second])
    write("b.txt", article(2))
    assert told(library, second) == [("added", 2)]
    assert library.document(1).sources == (str(first),)
    assert library.document(2).sources == (str(second),)


def test_copies_keep_the_former_text_when_the_first_file_changes(
    library: Library, write: Write, article: Article
) -> None:
    first, second = write("a.txt", article(1)), write("b.txt", article(1))
    library.import_paths([first, second])
    library.set_fields(1, {"region": "湖南"})
    write("a.txt", article(2))
    [update] = library.import_paths([first]).documents
    assert (update.status, update.id) == ("updated", 1)
    assert update.reason is not None and "document 2" in update.reason
    assert library.show(2).text == article(1).strip("\n")
    assert library.document(2).sources == (str(second),)
    assert library.document(1).region == library.document(2).region == "湖南"
    assert told(library, second) == [("unchanged", 2)]


def test_equal_texts_of_two_documents_name_each_other(
    library: Library, write: Write, article: Article
) -> None:
    first, second = write("a.txt", article(1)), write("b.txt", article(2))
    library.import_paths([first, second])
    write("b.txt", article(1))
    [update] = library.import_paths([second]).documents
    assert (update.status, update.id, update.duplicate_of) == ("updated", 2, 1)
    assert [document.duplicate_of for document in library.list()] == [None, 1]
    library.remove([1])
    assert library.document(2).duplicate_of is None


def test_one_bad_file_never_costs_the_others(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect = index.collect.collect

    def breaks(data: bytes, *, path: str | None = None, **more: frozenset[int]) -> Collected:
        if path is not None and path.endswith("b.txt"):
            raise ZeroDivisionError("a fault of ours")
        return collect(data, path=path, **more)

    monkeypatch.setattr(index.collect, "collect", breaks)
    for number, name in enumerate(("a.txt", "b.txt", "c.txt")):
        write(name, article(number))
    report = library.import_paths([write("d.txt", article(7)).parent])
    assert [file.status for file in report.documents] == ["added", "failed", "added", "added"]
    assert "a fault of ours" in (report.documents[1].reason or "")


def test_a_folder_of_good_and_bad_files(library: Library, write: Write, article: Article) -> None:
    folder = write("good.txt", article(1)).parent
    write("empty.txt", b"")
    write("binary.txt", bytes(range(256)) * 40)
    (folder / "broken.txt").symlink_to("nowhere.txt")
    (folder / "again").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    report = library.import_paths([folder, folder / "absent.txt"])
    found = {Path(file.path).name: file for file in report.documents}
    assert found.pop("good.txt").status == "added"
    assert found.pop("pipe.txt").status == "skipped"
    assert {name: file.status for name, file in found.items()} == dict.fromkeys(
        ("empty.txt", "binary.txt", "broken.txt", "again", "absent.txt"), "failed"
    )
    for file in found.values():
        assert file.id is None
        assert file.reason and "\n" not in file.reason


def test_a_file_named_twice_is_imported_once(library: Library, write: Write, article: Article) -> None:
    path = write("a.txt", article(1))
    assert told(library, path, path.parent, path) == [("added", 1)]


def test_the_library_does_not_import_itself(library: Library, write: Write, article: Article) -> None:
    library.import_paths([write("a.txt", article(1))])
    report = library.import_paths([library.path.parent])
    assert [Path(file.path).name for file in report.documents] == ["a.txt"]


def test_names_that_are_no_text_are_stored_as_such(library: Library, write: Write, article: Article) -> None:
    folder = write("a.txt", article(1)).parent
    name = os.fsencode(folder) + b"/\xd6\xea\xd6\xde.txt"  # a GBK name on a UTF-8 system
    Path(os.fsdecode(name)).write_bytes(article(2).encode())
    report = library.import_paths([folder])
    assert [file.status for file in report.documents] == ["added", "added"]
    assert all(file.path.encode("utf-8") for file in report.documents)
    assert told(library, folder) == [("unchanged", 1), ("unchanged", 2)]


def test_ctrl_c_keeps_what_is_done_and_says_what_is_not(
    library: Library, write: Write, article: Article
) -> None:
    for number in range(6):
        write(f"{number}.txt", article(number))
    folder = write("0.txt", article(0)).parent

    def stop(done: int, total: int, path: str) -> None:
        assert total == 6
        if done == 4:
            raise KeyboardInterrupt

    report = library.import_paths([folder], progress=stop)
    assert [file.status for file in report.documents] == ["added"] * 4 + ["failed"] * 2
    assert "interrupted" in (report.documents[-1].reason or "")
    with Library.open(library.path) as again:
        assert again.corpus().documents == 4
    assert told(library, folder) == [("unchanged", n) for n in (1, 2, 3, 4)] + [("added", 5), ("added", 6)]


def test_an_interruption_inside_a_file_leaves_no_half_of_it(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        write(f"{number}.txt", article(number))
    folder = write("0.txt", article(0)).parent
    add_reading = Command.add_reading

    def interrupted(self: Command, reading: Reading, sha256: str) -> int:
        if "第2批" in reading.text:
            add_reading(self, reading, sha256)
            raise KeyboardInterrupt
        return add_reading(self, reading, sha256)

    with monkeypatch.context() as patch:
        patch.setattr(Command, "add_reading", interrupted)
        assert [f.status for f in library.import_paths([folder]).documents] == ["added"] * 2 + ["failed"] * 2
    assert all(check.ok for check in library.doctor())
    assert library._store.by_bytes(sha256(article(2).encode()).hexdigest()) is None
    assert told(library, folder) == [("unchanged", 1), ("unchanged", 2), ("added", 3), ("added", 4)]


def test_an_index_that_is_not_waited_for_is_left_to_the_next_search(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.engine.disk.commit import IndexFolder

    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(IndexFolder, "commit", interrupted)
        assert told(library, write("a.txt", article(1))) == [("added", 1)]
        assert IndexFolder(library.path / "index").newest() is None
    assert library.search("支部").documents == 1


def test_progress_counts_up_to_all(library: Library, write: Write, article: Article) -> None:
    for number in range(3):
        write(f"{number}.txt", article(number))
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int, path: str) -> None:
        seen.append((done, total))

    library.import_paths([write("0.txt", article(0)).parent], progress=progress)
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_whoever_opens_a_library_is_told_how_far_the_index_is(
    library: Library, write: Write, article: Article
) -> None:
    for number in range(3):
        write(f"{number}.txt", article(number))
    library.import_paths([write("0.txt", article(0)).parent])
    library.close()
    shutil.rmtree(library.path / "index")
    seen: list[tuple[int, int]] = []
    with Library.open(library.path, indexing=lambda done, total: seen.append((done, total))) as opened:
        assert seen == []
        opened.search("支部")
    assert (seen[0], seen[-1]) == ((0, 3), (3, 3))
    assert seen == sorted(seen)


def test_a_removed_document_is_added_anew(stocked: Library, tmp_path: Path) -> None:
    assert stocked.remove([2]) == [2]
    assert told(stocked, tmp_path / "articles" / "a2.txt") == [("added", 4)]


def test_characters_that_a_file_has_lost_are_told(library: Library, write: Write, article: Article) -> None:
    [file] = library.import_paths([write("a.txt", article(1).replace("窗口", "\ufffd\ufffd"))]).documents
    assert file.status == "added" and file.reason is not None and "2 characters" in file.reason


def test_pages_without_text_are_told(
    library: Library, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.collect import notes
    from index.collect.formats import opened
    from index.collect.formats.source_text import Clue, SourceText

    def read(data: bytes, _path: str | None) -> SourceText:
        return SourceText(data.decode(), "pdf", clues=(Clue("text", "3–5", 1.0, notes.PICTURES),))

    monkeypatch.setitem(opened._READERS, ".txt", read)
    [file] = library.import_paths([write("a.txt", article(1))]).documents
    assert file.status == "added" and file.reason is not None and "Pages 3–5 are pictures" in file.reason
