"""Families are worked out once for each state of a library; what is a document's own follows its texts."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.engine.interface import Cancelled
from index.errors import QueryError, UsageError
from index.library import Library
from index.library import families as kept
from index.library.families import FILE_NAME
from index.library.families_apart import FamiliesProcess, work_out
from index.library.families_memory import FILE_NAME as MEMORY_NAME
from index.reuse.families import memory
from index.reuse.families.families import work_out as work_out_families

Write = Callable[..., Path]
FORMULA = "把办事窗口开到田间地头，让群众少跑一里路办成一件事"


LEADS = ("春天的会开得早", "夏夜里大家还在谈", "秋收以后再来看", "冬天里的第一场雪")


@pytest.fixture
def four(library: Library, write: Write) -> Library:
    """Four articles, of which the first three have a formula in common, the third in other words."""
    wordings = (FORMULA, FORMULA, FORMULA.replace("群众", "乡亲"), "大家都很高兴")
    texts = [f"{lead}。\n\n{wording}，{lead}。\n" for lead, wording in zip(LEADS, wordings, strict=True)]
    library.import_paths([write(f"{number}.txt", text) for number, text in enumerate(texts, 1)])
    for number in (1, 2, 3, 4):
        library.set_fields(number, {"date": f"201{number}-03-01"})
    return library


def formulae(library: Library, **options: int | str) -> list[tuple[str, int]]:
    return [(family.base, family.documents) for family in library.families(**options)]  # type: ignore[arg-type]


def test_a_formula_is_found_with_its_other_wording(four: Library) -> None:
    assert (FORMULA, 3) in formulae(four)
    family = next(one for one in four.families() if one.base == FORMULA)
    assert {reading.text: len(reading.ids) for reading in family.readings} == {"群众": 2, "乡亲": 1}


def test_what_was_worked_out_is_kept_until_the_texts_change(four: Library, write: Write) -> None:
    first = four.families()
    found = four.kept_families()
    assert found is not None
    assert (found.families, found.current) == (first, True)
    file = four.path / FILE_NAME
    assert file.stat().st_mode & 0o077 == 0
    # It is what is kept that answers.
    lines = file.read_text("utf-8").splitlines()
    file.write_text(lines[0] + "\n" + lines[1].replace('",3,', '",77,'), "utf-8")
    assert [family.documents for family in four.families()] == [77]
    four.import_paths([write("5.txt", f"第五支部的同志常说，{FORMULA}。他们是这样做的。\n")])
    stale = four.kept_families()
    assert stale is not None
    assert not stale.current
    assert (FORMULA, 4) in formulae(four)


@pytest.mark.parametrize("damage", ["", "{", '{"format": 1}\n[1, 2]', "null\n", '[1]\n{"a": 1}'])
def test_damaged_families_are_worked_out_again(four: Library, damage: str) -> None:
    first = four.families()
    (four.path / FILE_NAME).write_text(damage, "utf-8")
    assert four.kept_families() is None
    assert four.families() == first


def test_after_one_more_document_little_is_worked_out_again(
    four: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MUCH", 0)
    anew: list[bool] = []

    def noted(*args: object, **options: object) -> object:
        found = work_out_families(*args, **options)  # type: ignore[arg-type]
        anew.append(found.anew)
        return found

    monkeypatch.setattr(kept, "work_out", noted)
    four.families()
    file = four.path / MEMORY_NAME
    assert file.stat().st_mode & 0o077 == 0
    damaged = bytearray(file.read_bytes())
    four.import_paths([write("5.txt", f"第五支部的同志常说，{FORMULA}。他们是这样做的。\n")])
    five = four.families()
    four.set_fields(2, {"date": "2009-01-01"})
    dated = four.families()
    four.remove([3])
    fewer = four.families()
    assert anew == [True, False, False, False]
    # All the same from anew.
    (four.path / FILE_NAME).unlink()
    assert four.families() == fewer != dated != five
    # One of another state, a damaged one, and none.
    for data in (bytes(damaged), bytes([*damaged[:-70], damaged[-70] ^ 1, *damaged[-69:]]), b"{}", b""):
        four.set_fields(1, {"date": f"20{len(anew):02}-01-01"})
        file.write_bytes(data)
        found = four.families()
        (four.path / FILE_NAME).unlink()
        assert four.families() == found
    assert all(anew[4:])
    # Nor are families taken over that somebody has changed.
    kept_text = (four.path / FILE_NAME).read_text("utf-8")
    assert '",3,' in kept_text
    (four.path / FILE_NAME).write_text(kept_text.replace('",3,', '",77,'), "utf-8")
    four.set_fields(4, {"date": "2001-01-01"})
    assert 77 not in [family.documents for family in four.families()]
    assert anew[-1]


WITNESS = [1, 0, 2, "甲乙", "verbatim"]


@pytest.mark.parametrize(
    "row",
    [
        [5, 3, 3, None, [WITNESS], [], [], []],
        ["甲乙", "3", 3, None, [WITNESS], [], [], []],
        ["甲乙", 3, 3, None, [[1, 0, 2, 7, "verbatim"]], [], [], []],
        ["甲乙", 3, 3, None, [[1 << 70, 0, 2, "甲乙", "verbatim"]], [], [], []],
        ["甲乙", 3, 3, None, [[1, -5, 2, "甲乙", "verbatim"]], [], [], []],
        ["甲乙", 3, 3, None, [[1, 0, 2, "甲乙", "odd"]], [], [], []],
        ["甲乙", 3, 3, [1, "2011", "century", True], [WITNESS], [], [], []],
        ["甲乙", 3, 3, None, [WITNESS], [[0, 1, None, [1]]], [], []],
        ["甲乙", 3, 3, None, [WITNESS], [], [[{}, 1]], []],
        ["甲乙", 3, 3, None, [WITNESS], [], [], [["2011", 1]]],
    ],
)
def test_what_no_family_can_be_is_not_read(four: Library, row: list[object]) -> None:
    four.families()
    file = four.path / FILE_NAME
    name = file.read_text("utf-8").splitlines()[0]
    sound = ["甲乙", 3, 3, [1, "2011", "year", True], [WITNESS], [[0, 1, "", [1]]], [[None, 1]], [[2011, 1]]]
    file.write_text(f"{name}\n{json.dumps(sound)}\n", "utf-8")
    assert [family.base for family in four.families()] == ["甲乙"]
    file.write_text(f"{name}\n{json.dumps(row)}\n", "utf-8")
    assert four.kept_families() is None


def test_nothing_is_waited_for_and_nothing_endless_is_read(
    four: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = four.families()
    file = four.path / FILE_NAME
    sound = file.read_bytes()
    file.write_text('{"format": 1}\n' + "[" * 200_000, "utf-8")
    assert four.kept_families() is None
    file.unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(file)
        assert four.kept_families() is None
        file.unlink()
    file.write_bytes(sound)
    monkeypatch.setattr(kept, "MOST_BYTES", len(sound) - 1)
    assert four.kept_families() is None
    assert four.families() == first


def test_what_a_killed_process_has_left_is_in_nobodys_way(four: Library) -> None:
    left = four.path / f"{FILE_NAME}.{os.getpid()}"
    left.write_text("half", "utf-8")
    four.families()
    assert four.kept_families() is not None
    assert not left.exists()


def test_other_options_leave_the_usual_families_as_they_are(four: Library) -> None:
    usual = four.families()
    others = four.families(shortest=30)
    assert others != usual
    found = four.kept_families()
    assert found is not None
    assert (found.families, found.current) == (usual, True)
    assert four.families(shortest=30) == others


def test_families_of_some_documents_are_not_kept(four: Library) -> None:
    assert formulae(four, where="年:2011..2012", minimum=2)[0][1] == 2
    assert four.kept_families() is None
    with pytest.raises(QueryError):
        four.families(where="NEAR/0")


def test_options_and_limits(four: Library) -> None:
    whole = four.families(minimum=2)
    assert all(family.documents >= 2 for family in whole)
    assert four.families(minimum=2, limit=1) == whole[:1]
    assert four.families(minimum=9) == ()
    assert all(len(family.base) >= 15 for family in four.families(shortest=15))


def test_working_out_can_be_stopped_and_tells_how_far_it_is(four: Library) -> None:
    with pytest.raises(Cancelled):
        four.families(cancelled=lambda: True)
    told: list[tuple[int, int]] = []
    four.families(progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_another_process_works_them_out(four: Library) -> None:
    from threading import Event

    ended = Event()
    percents: list[int] = []
    results: list[bool] = []

    def end(ok: bool) -> None:
        results.append(ok)
        ended.set()

    process = FamiliesProcess(four.path, percents.append, end)
    assert ended.wait(60)
    process.close()
    assert results == [True]
    assert percents[-1] == 100
    found = four.kept_families()
    assert found is not None
    assert found.current
    assert found.families == four.families()


def test_a_process_that_cannot_keep_them_has_failed(four: Library) -> None:
    """Else whoever waits for them would have them worked out again and again."""
    (four.path / FILE_NAME / "in the way").mkdir(parents=True)
    assert not work_out(four.path, lambda _percent: None)
    (four.path / FILE_NAME / "in the way").rmdir()
    (four.path / FILE_NAME).rmdir()
    assert work_out(four.path, lambda _percent: None)


def test_what_is_own_follows_dates_and_duplicates(four: Library, write: Write) -> None:
    assert four.novelty(1).earlier == 0
    second = four.novelty(2)
    assert second.earlier > 0
    text = four.show(2).text
    said = "".join(text[one.start : one.end] for one in second.stretches if one.status == "earlier")
    assert FORMULA in said
    same = (four.path.parent / "articles" / "2.txt").read_text("utf-8").replace("，", ",")
    four.import_paths([write("copy.txt", same)])
    assert four.document(5).duplicate_of == 2
    assert four.novelty(2) == second
    with pytest.raises(UsageError):
        four.novelty(99)


def test_an_empty_library_has_none(library: Library) -> None:
    assert library.families() == ()
    assert library.kept_families() is None


def test_the_sample_has_families_that_are_nowhere_kept() -> None:
    with Library.open("sample") as sample:
        found = sample.families()
        assert all(family.documents >= 3 for family in found)
        assert json.dumps([family.base for family in found])
