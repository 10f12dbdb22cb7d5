"""Which library is opened, and the sample that stands in for an empty one."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from index.errors import LibraryError, LibraryReadOnly, UsageError
from index.library import Library, sample
from index.library.apart import work
from index.library.locations import cache_folder, default_folder
from index.model import ImportReport

Write = Callable[..., Path]
Article = Callable[..., str]

CATALOGUE = [
    json.loads(line)
    for line in (files("data") / "corpus" / "catalogue.jsonl").read_text("utf-8").splitlines()
    if line
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data and cache folders of this test's own."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("DANGJIAN_LIBRARY", raising=False)
    return tmp_path


def test_the_sample_stands_in_while_there_is_no_library(home: Path) -> None:
    with Library.open() as library:
        assert library.is_sample and library.banner and library.read_only
        assert library.corpus().documents == len(CATALOGUE) >= 12
        assert library.search("党建").documents > 0
    assert not default_folder().exists()


def test_the_sample_can_be_named() -> None:
    with Library.open("sample") as library:
        assert library.is_sample and not library.banner
        assert library.corpus().documents == len(CATALOGUE)


def test_what_the_catalogue_says_is_not_inferred() -> None:
    with Library.open("sample") as library:
        documents = {Path(str(document.path)).name: document for document in library.list()}
    assert documents.keys() == {entry["file"] for entry in CATALOGUE}
    for entry in CATALOGUE:
        document = documents[entry["file"]]
        for field in entry.keys() - {"file"}:
            assert field not in document.inferred
        assert document.title == entry["title"]
        assert document.region == entry["region"]
        assert document.kind == "摘编"


def test_a_quotation_from_the_sample_is_cited_as_a_digest() -> None:
    with Library.open("sample") as library:
        for document in library.list():
            reference = library.cite(document.id, 0, 5).reference
            assert sum(reference.count(mark) for mark in ("（摘编）[Z", "（摘編）[Z")) == 1
            assert document.source is None or f"摘编自{document.source}" in reference


def test_an_import_creates_the_users_library_without_the_sample(write: Write, article: Article) -> None:
    with Library.open() as library:
        sample = library.path
        report = library.import_paths([write("a.txt", article(1))])
        assert [(file.status, file.id) for file in report.documents] == [("added", 1)]
        assert not library.banner and not library.is_sample and not library.read_only
        assert library.path == default_folder() != sample
        assert library.search("支部").documents == library.corpus().documents == 1
    with Library.open() as library:
        assert library.path == default_folder() and library.corpus().documents == 1
        library.undo()
    with Library.open() as library:
        assert library.banner, "a library without documents is as good as none"


def test_an_import_of_nothing_leaves_the_sample_in_its_place(tmp_path: Path) -> None:
    with Library.open() as library:
        assert [file.status for file in library.import_paths([tmp_path / "absent.txt"]).documents] == [
            "failed"
        ]
        with pytest.raises(UsageError, match="nothing to undo"):
            library.undo()
        assert library.banner and library.corpus().documents == len(CATALOGUE)


def test_what_was_removed_comes_back_by_undo_even_past_the_sample(write: Write, article: Article) -> None:
    with Library.open() as library:
        library.import_paths([write("a.txt", article(1))])
        library.remove([1])
    with Library.open() as library:
        assert library.banner
        assert library.undo() == [1]
        assert not library.banner and library.search("支部").documents == 1


def test_the_sample_itself_cannot_be_changed(write: Write, article: Article) -> None:
    with Library.open("sample") as library:
        before = library.corpus()
        for change in (
            lambda: library.import_paths([write("a.txt", article(1))]),
            lambda: library.set_fields(1, {"region": "湖南"}),
            lambda: library.remove([1]),
            lambda: library.undo_repairs(1, "all"),
            lambda: library.undo(),
        ):
            with pytest.raises(LibraryReadOnly, match="texts of your own"):
                change()
        assert library.corpus() == before


def test_a_named_library_starts_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write, article: Article
) -> None:
    monkeypatch.setenv("DANGJIAN_LIBRARY", str(tmp_path / "named"))
    with Library.open() as library:
        assert library.path == tmp_path / "named"
        assert not library.is_sample and library.corpus().documents == 0
        assert library.search("党建").documents == 0 and library.list() == []
        assert all(check.ok for check in library.doctor())
        assert not library.path.exists(), "nothing is made before there is something to keep"
        library.import_paths([write("a.txt", article(1))])
        assert library.search("支部").documents == 1
        assert library.path.stat().st_mode & 0o777 == 0o700


def test_the_sample_is_built_once_and_again_when_it_is_not_whole() -> None:
    with Library.open("sample") as library:
        folder, fingerprint = library.path, library.corpus().fingerprint
    file = folder / "library.sqlite3"
    before = file.stat().st_ino
    with Library.open("sample") as library:
        assert library.path == folder and file.stat().st_ino == before
    file.write_bytes(file.read_bytes()[:5000])
    with Library.open("sample") as library:
        assert library.corpus().fingerprint == fingerprint
        assert all(check.ok for check in library.doctor())
    assert [path.name for path in cache_folder().iterdir()] == [folder.name]


def test_two_programs_build_one_sample() -> None:
    code = "from index.library import Library; print(Library.open('sample').corpus().fingerprint)"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = {process.communicate(timeout=120)[0] for process in running}
    assert len(said) == 1 and len(said.pop().strip()) == 64
    assert len(list(cache_folder().iterdir())) == 1


def test_without_a_cache_the_sample_is_temporary(home: Path, tmp_path: Path) -> None:
    shutil.rmtree(home / "XDG_CACHE_HOME", ignore_errors=True)
    (home / "XDG_CACHE_HOME").write_text("in the way", "utf-8")
    with Library.open("sample") as library:
        folder = library.path
        assert library.corpus().documents == len(CATALOGUE)
        assert folder.exists()
    assert not folder.exists()


def test_the_fingerprint_of_the_sample_is_that_of_its_texts(tmp_path: Path) -> None:
    # Whoever imports the same texts with the same values in another order has the same corpus.
    folder = Path(str(files("data") / "corpus"))
    with Library.open("sample") as sample, Library.open(tmp_path / "own") as own:
        for entry in reversed(CATALOGUE):
            values = {name: str(value) for name, value in entry.items() if name != "file"}
            shutil.copy(folder / entry["file"], tmp_path / "neutral.txt")
            (tmp_path / "neutral.txt").rename(tmp_path / f"{len(own.list())}.txt")
            own.import_paths([tmp_path / f"{len(own.list())}.txt"], values=values)
        assert own.corpus() == sample.corpus()


def test_a_home_that_is_nobodys_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LIBRARY", "~nobody-of-this-name/library")
    with pytest.raises(LibraryError, match="~nobody-of-this-name"):
        Library.open()


def test_a_folder_of_that_name_is_no_sample(
    home: Path, write: Write, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    monkeypatch.setenv("DANGJIAN_LIBRARY", "./sample")
    asked = {"library": "./sample", "paths": [str(write("a.txt", article(1)))], "values": {}}
    assert isinstance(work(asked, lambda _told: None), ImportReport)
    with Library.open() as library:
        assert not library.is_sample and library.corpus().documents == 1


def test_a_sample_that_cannot_be_built_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "XDG_CACHE_HOME").write_text("in the way", "utf-8")
    (home / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home / "tmp"))

    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(sample, "_build", no_space)
    with pytest.raises(OSError):
        Library.open("sample")
    assert list((home / "tmp").iterdir()) == []
