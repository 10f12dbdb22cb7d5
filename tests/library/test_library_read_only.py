"""Libraries that can only be read: they answer, and say what to do when asked to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from index.library import Library
from index.store import FILE_NAME

Unprivileged = Callable[[str], "CompletedProcess[str]"]


def seal(folder: Path) -> None:
    """Take write permission from a folder and everything in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o500 if path.is_dir() else 0o400)
    folder.chmod(0o500)


@pytest.fixture
def folder(stocked: Library) -> Iterator[Path]:
    """The folder of a library of three articles, which a test may seal."""
    stocked.close()
    yield stocked.path
    stocked.path.chmod(0o700)
    for path in stocked.path.rglob("*"):
        path.chmod(0o700)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def answer(unprivileged: Unprivileged, folder: Path, code: str) -> str:
    done = unprivileged(f"""
from pathlib import Path
from index.errors import *
from index.library import Library
library = Library.open({str(folder)!r})
{code}
""")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


READING = """
assert library.read_only and not library.is_sample
print(library.corpus().documents, library.search("支部").documents, library.search("支部").occurrences,
      len(library.list("支部")), library.show(1).text[:3], all(check.ok for check in library.doctor()))
"""


def test_a_library_without_write_permission_is_read_and_searched(
    folder: Path, unprivileged: Unprivileged
) -> None:
    seal(folder)
    before = contents(folder)
    assert answer(unprivileged, folder, READING) == "3 3 12 3 第1批 True"
    assert contents(folder) == before


def test_changing_it_is_refused_with_a_sentence(folder: Path, unprivileged: Unprivileged) -> None:
    seal(folder)
    before = contents(folder)
    said = answer(
        unprivileged,
        folder,
        """
for change in (
    lambda: library.import_paths([Path(__import__("os").devnull).parent / "stdin"]),
    lambda: library.set_fields(1, {"region": "湖南"}),
    lambda: library.remove([1]),
    lambda: library.undo_repairs(1, "all"),
    lambda: library.undo(),
):
    try:
        change()
    except LibraryReadOnly as error:
        print(error)
""",
    )
    lines = said.splitlines()
    assert len(lines) == 5
    assert all("copy its folder" in line and str(folder) in line for line in lines)
    assert contents(folder) == before


@pytest.mark.parametrize("harm", ["missing", "stale"])
def test_without_a_fitting_index_it_is_searched_in_memory(
    folder: Path, unprivileged: Unprivileged, harm: str
) -> None:
    if harm == "missing":
        shutil.rmtree(folder / "index")
    else:
        aside = folder.parent / "aside"
        shutil.copytree(folder / "index", aside)
        with Library.open(folder) as library:
            library.remove([3])
            library.undo()
        shutil.rmtree(folder / "index")
        aside.rename(folder / "index")
    seal(folder)
    assert (
        answer(
            unprivileged,
            folder,
            READING.replace("print(", "print(").replace(", all(check.ok for check in library.doctor())", ""),
        )
        == "3 3 12 3 第1批"
    )
    # Repaired is only what others find repaired too.
    for look in ("library.doctor()", "library.doctor(repair=True)"):
        said = answer(unprivileged, folder, f"print([(c.name, c.detail) for c in {look} if not c.ok])")
        assert said.startswith("[('index', ") and "cannot be written" in said and "again" not in said


def test_a_file_that_cannot_be_written_in_a_folder_that_can(folder: Path, unprivileged: Unprivileged) -> None:
    (folder / FILE_NAME).chmod(0o400)
    assert answer(unprivileged, folder, READING) == "3 3 12 3 第1批 True"


def test_a_write_ahead_log_left_on_read_only_media_is_read_too(
    folder: Path, unprivileged: Unprivileged, tmp_path: Path
) -> None:
    # The state after a crash: what was committed last stands in the log only.
    library = Library.open(folder)
    assert library.set_fields(1, {"region": "湖南"}) == [1]
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    library.close()
    assert (crashed / (FILE_NAME + "-wal")).stat().st_size > 0
    (crashed / (FILE_NAME + "-shm")).unlink()
    seal(crashed)
    assert (
        answer(unprivileged, crashed, "print(library.read_only, library.document(1).region)") == "True 湖南"
    )
    crashed.chmod(0o700)


def test_a_folder_that_cannot_be_looked_into(folder: Path, unprivileged: Unprivileged) -> None:
    folder.chmod(0o000)
    done = unprivileged(f"""
        from index.errors import LibraryError
        from index.library import Library
        try:
            Library.open({str(folder)!r})
        except LibraryError as error:
            print(error)
    """)
    folder.chmod(0o700)
    assert str(folder) in done.stdout and "\n" not in done.stdout.strip(), done.stderr


def test_a_new_library_where_nothing_may_be_created(tmp_path: Path, unprivileged: Unprivileged) -> None:
    parent = tmp_path / "sealed"
    parent.mkdir()
    (tmp_path / "a.txt").write_text("机关支部今年走访群众，把问题带回来。", "utf-8")
    parent.chmod(0o500)
    said = answer(
        unprivileged,
        parent / "library",
        f"""
print(library.corpus().documents, library.read_only)
try:
    library.import_paths([Path({str(tmp_path / "a.txt")!r})])
except LibraryReadOnly as error:
    print(error)
""",
    )
    assert said.startswith("0 True\n") and "where you may write" in said


def test_unreadable_files_are_failures_of_their_own(tmp_path: Path, unprivileged: Unprivileged) -> None:
    articles = tmp_path / "articles"
    (articles / "shut").mkdir(parents=True)
    for name in ("good.txt", "locked.txt", "shut/inside.txt"):
        (articles / name).write_text(f"机关支部今年走访群众，把问题带回来。{name}", "utf-8")
    (articles / "locked.txt").chmod(0o000)
    (articles / "shut").chmod(0o000)
    said = answer(
        unprivileged,
        tmp_path / "library",
        f"""
for file in library.import_paths([Path({str(articles)!r})]).documents:
    print(Path(file.path).name, file.status, "permissions" in (file.reason or ""))
""",
    )
    (articles / "shut").chmod(0o700)
    assert said.splitlines() == ["good.txt added False", "locked.txt failed True", "shut failed True"]


def test_everything_that_is_created_is_private(stocked: Library) -> None:
    stocked.search("支部")
    assert stocked.path.stat().st_mode & 0o777 == 0o700
    for path in stocked.path.iterdir():
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_folder_of_the_users_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("机关支部今年走访群众，把问题带回来。", "utf-8")
    tmp_path.chmod(0o755)
    with Library.open(tmp_path) as library:
        library.import_paths([tmp_path / "notes.txt"])
        assert tmp_path.stat().st_mode & 0o777 == 0o755
        assert [check.name for check in library.doctor() if not check.ok] == ["privacy"]
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600
