"""Rows of registers follow the texts: made once for each document, kept beside them, never the truth."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from index.engine.interface import Cancelled
from index.errors import QueryError, UsageError
from index.library import Library
from index.library.rows import extracting, following, keeper
from index.library.rows.apart import work_out
from index.library.rows.file import FILE_NAME, RowsFile, insert, locked
from index.model import StoredText
from index.registers import extractors
from index.registers.model import Incomplete, Outlines

Write = Callable[..., Path]
Article = Callable[..., str]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The documents whose rows are made, as they are made."""
    found: list[int] = []
    rows_of = extractors.rows_of

    def counted(stored: StoredText) -> dict[str, list[extractors.Row]]:
        found.append(stored.document.id)
        return rows_of(stored)

    monkeypatch.setattr(extracting, "rows_of", counted)
    return found


def values(library: Library, **options: object) -> list[float]:
    return [found.row.value for found in library.figures(**options).rows]  # type: ignore[arg-type]


def test_figures_of_all_documents_lie_at_their_places(stocked: Library) -> None:
    page = stocked.figures()
    assert page.total == len(page.rows) > 0
    assert page.incomplete is None
    for found in page.rows:
        assert stocked.show(found.id).text[found.row.start : found.row.end] == found.row.text
    assert [(found.id, found.row.start) for found in page.rows] == sorted(
        (found.id, found.row.start) for found in page.rows
    )
    assert [found.row for found in page.rows if found.id == 2] == [
        found.row for found in stocked.figures(2).rows
    ]


def test_pages_are_sorted_and_filtered(stocked: Library) -> None:
    everything = values(stocked)
    assert values(stocked, sort="value") == sorted(everything, reverse=True)
    assert values(stocked, sort="value_up") == sorted(everything)
    by_place = stocked.figures().rows
    assert stocked.figures(sort="unit").rows == tuple(
        sorted(by_place, key=lambda found: (found.row.unit or "", -found.row.value))
    )
    for sort in ("date", "date_up", "subject", "region"):
        assert set(stocked.figures(sort=sort).rows) == set(by_place)
    assert stocked.figures(1, sort="region").total == len([one for one in by_place if one.id == 1])
    page = stocked.figures(sort="value", limit=2, offset=1)
    assert [found.row.value for found in page.rows] == sorted(everything, reverse=True)[1:3]
    assert page.total == len(everything)
    people = stocked.figures(unit="人次")
    assert {found.row.unit for found in people.rows} == {"人次"}
    assert people.total == dict(stocked.figure_units())["人次"] == 3
    subject = next(found.row.subject for found in stocked.figures().rows if found.row.subject)
    assert stocked.figures(subject=subject).rows == tuple(
        found for found in by_place if subject in (found.row.subject or "")
    )
    assert stocked.figures(subject="100%_").total == 0
    assert {found.id for found in stocked.figures(where="标题:第2批").rows} == {2}
    assert stocked.figures(1, where="标题:第2批").total == 0
    with pytest.raises(QueryError):
        stocked.figures(where="NEAR/0")
    with pytest.raises(UsageError):
        stocked.figures(77)
    with pytest.raises(UsageError):
        stocked.figures(sort="size")  # type: ignore[arg-type]


def test_only_what_has_changed_is_made_again(
    stocked: Library, made: list[int], write: Write, article: Article
) -> None:
    stocked.figures()
    assert sorted(made) == [1, 2, 3]
    del made[:]
    assert stocked.figures().total and stocked.quotations().total == 0
    assert made == []
    stocked.import_paths([write("a4.txt", article(4))])
    assert {found.id for found in stocked.figures().rows} == {1, 2, 3, 4}
    assert made == [4]
    del made[:]
    stocked.set_fields(2, {"region": "湖南"})
    assert {found.row.region for found in stocked.figures().rows if found.id == 2} == {"湖南"}
    assert made == [2]


def test_what_is_removed_goes_and_comes_back(stocked: Library) -> None:
    before = values(stocked)
    stocked.remove([2])
    assert {found.id for found in stocked.figures().rows} == {1, 3}
    with sqlite3.connect(stocked.path / FILE_NAME) as file:
        assert file.execute("SELECT count(*) FROM figures WHERE doc = 2").fetchone() == (0,)
    stocked.undo()
    assert values(stocked) == before


def test_they_are_for_nobody_else_to_read(stocked: Library) -> None:
    stocked.figures()
    for path in stocked.path.glob("registers*"):
        assert path.stat().st_mode & 0o077 == 0


def test_an_interrupted_run_goes_on_where_it_was(
    stocked: Library, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_COMMITTED", 0.0)
    for error in (KeyboardInterrupt, Cancelled):
        calls: list[int] = []

        def stop(error: type[BaseException] = error, calls: list[int] = calls) -> bool:
            calls.append(1)
            if len(calls) == 2:
                raise error
            return False

        with pytest.raises(error):
            stocked.figures(cancelled=stop)
    assert made == [1, 2, 2, 3]
    missing = stocked.registers_missing()
    assert missing == Incomplete(2, 3)
    del made[:]
    assert {found.id for found in stocked.figures().rows} == {1, 2, 3}
    assert made == [3]


def test_progress_is_told_in_documents(stocked: Library) -> None:
    told: list[tuple[int, int]] = []
    stocked.figures(progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (3, 3)


def test_a_text_that_fails_costs_no_other(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of = extractors.rows_of

    def failing(stored: StoredText) -> dict[str, list[extractors.Row]]:
        if stored.document.id == 2:
            raise RecursionError
        return rows_of(stored)

    monkeypatch.setattr(extracting, "rows_of", failing)
    page = stocked.figures()
    assert ({found.id for found in page.rows}, page.incomplete) == ({1, 3}, None)


def test_several_processes_make_the_same_rows(
    stocked: Library, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stocked.figures()
    stocked._kept()._file.discard()
    del made[:]
    monkeypatch.setattr(following, "ALONE", 0)
    monkeypatch.setattr(following, "usable", lambda: 2)
    assert stocked.figures() == before
    assert made == []


def test_where_no_process_can_be_started_they_are_made_all_the_same(
    stocked: Library, made: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(following, "ALONE", 0)
    monkeypatch.setattr(following, "usable", lambda: 2)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert stocked.figures().total
    assert sorted(made) == [1, 2, 3]


class Other:
    """Another program that has the lock of the rows until it ends."""

    def __init__(self, folder: Path) -> None:
        held, self._done = Event(), Event()

        def hold() -> None:
            with locked(folder):
                held.set()
                self._done.wait(60)

        self._thread = Thread(target=hold)
        self._thread.start()
        held.wait()

    def end(self) -> None:
        self._done.set()
        self._thread.join()


def test_who_asks_waits_for_another_program_that_is_at_it(stocked: Library) -> None:
    other = Other(stocked.path)
    told: list[int] = []

    def progress(done: int, _: int) -> None:
        told.append(done)
        other.end()

    page = stocked.figures(progress=progress)
    assert told[0] == 0
    assert page.incomplete is None


def test_a_program_that_does_nothing_is_not_waited_for_long(
    stocked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "PATIENCE", 0.2)
    other = Other(stocked.path)
    assert stocked.figures().incomplete == Incomplete(0, 3)
    other.end()
    assert stocked.figures().incomplete is None


def test_a_process_makes_them_behind_the_answers(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "QUICK", 0)
    before = values(stocked)
    stocked.close()
    (stocked.path / FILE_NAME).unlink()
    with Library.open(stocked.path, background=True) as library:
        page = library.figures()
        assert (page.total, page.incomplete) == (0, Incomplete(0, 3))
        assert library.figures(2).total > 0
        monkeypatch.setattr("index.library.registering.AT_ONCE", 0)
        assert [one.id for one in library.outlines([3, 1])] == [3, 1]
        end = time.monotonic() + 300
        while library.figures().incomplete and time.monotonic() < end:
            time.sleep(0.05)
        assert values(library) == before


def test_little_is_made_at_once_in_the_background_too(stocked: Library) -> None:
    stocked.close()
    with Library.open(stocked.path, background=True) as library:
        assert library.figures().incomplete is None


def test_what_has_changed_is_hidden_until_it_is_made_again(
    stocked: Library, write: Write, article: Article
) -> None:
    stocked.figures()
    stocked.close()

    class Busy:
        running = True

        def close(self) -> None:
            pass

    with Library.open(stocked.path, background=True) as library:
        library._kept()._tender = Busy()  # type: ignore[assignment]
        with Library.open(stocked.path) as other:
            other.import_paths([write("a2.txt", article(2, word="信访"))])
            other.remove([3])
        page = library.figures()
        assert {found.id for found in page.rows} == {1}
        assert page.incomplete == Incomplete(1, 2)
        # Rows that another program has made of a later state are not those of the state that is seen here.
        work_out(library.path, lambda *_: None)
        page = library.figures()
        assert ({found.id for found in page.rows}, page.incomplete) == ({1, 2}, None)


def test_two_programs_at_once_make_the_same_rows(stocked: Library) -> None:
    stocked.close()
    program = (
        "import sys\nfrom index.library import Library\n"
        "with Library.open(sys.argv[1]) as library:\n    print(library.figures().total)\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(stocked.path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120)[0] for process in started]
    assert len(set(said)) == 1
    assert int(said[0]) > 0


@pytest.fixture
def quoting(library: Library, write: Write) -> Iterator[Library]:
    """Two articles with quotations and parallel headings."""
    heads = [
        f"{number}、着力{word}。支部的同志们分头去做这一件事情，一件一件地落到实处，月月有进展，年年有变化，群众看得见也摸得着。\n"
        for number, word in zip("一二三四", ("修路架桥", "办学兴教", "植树造林", "治水护河"), strict=True)
    ]
    library.import_paths(
        [
            write(
                "1.txt",
                "县里的四件大事\n\n县委书记王大山强调，“路修好了，心就通了，这件事不能再拖。”\n\n"
                + "\n".join(heads),
            ),
            write(
                "2.txt", "村里的事\n\n村民李小河说：“水清了，鱼也回来了，大家都高兴。”\n\n会后大家散了。\n"
            ),
        ]
    )
    yield library


def test_quotations_by_speaker(quoting: Library) -> None:
    page = quoting.quotations()
    assert page.total == len(page.rows) == 2
    assert [found.id for found in quoting.quotations(speaker="王大山").rows] == [1]
    assert quoting.quotations(speaker="王大山", limit=0).total == 1
    assert quoting.quotations(2).rows == page.rows[1:]


def test_outlines_by_shape(quoting: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    (outline,) = quoting.outlines([1])
    assert ("着力…", 4) in outline.shape
    for pattern in ("着力×4", "着力…×4", "着力…x3", "着力", "著力…"):
        assert quoting.outline_shapes(pattern) == Outlines((outline,), None), pattern
    for pattern in ("着力×5", "…着力×2", "着力，修路"):
        assert quoting.outline_shapes(pattern).outlines == ()
    for wrong in ("", "×4", "着力×"):
        with pytest.raises(UsageError):
            quoting.outline_shapes(wrong)
    assert [one.id for one in quoting.outlines([2, 1])] == [2, 1]
    many = quoting.outlines([2, 1])
    monkeypatch.setattr("index.library.registering.AT_ONCE", 0)
    assert quoting.outlines([2, 1]) == many
    with pytest.raises(UsageError):
        quoting.outlines([9])


def test_the_sample_and_an_empty_library_have_registers(library: Library) -> None:
    assert library.figures().rows == ()
    assert library.registers_missing() is None
    with Library.open("sample") as sample:
        assert sample.figures().total > 0


def test_rows_of_two_states_are_never_mixed(tmp_path: Path) -> None:
    file = RowsFile(tmp_path)
    rows = file.writing("a")
    insert(rows, (1, 1, None, None, None, None), {})
    assert file.writing("a").execute("SELECT count(*) FROM documents").fetchone() == (1,)
    assert file.writing("b").execute("SELECT count(*) FROM documents").fetchone() == (0,)
    file.close()
