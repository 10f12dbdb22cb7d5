"""Registers by pages: what a table on a screen asks for, filtered and sorted, without reading the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.engine.interface import Cancelled
from index.errors import UsageError
from index.library import Library
from index.library.rows import asking, browsing
from index.library.rows.file import insert, names
from index.library.rows.keeper import View, alone
from index.library.rows.listing import Listing, OutlineRow, TermRow, Wanted
from index.registers.extractors import QUOTATIONS, rows_of
from index.registers.model import Figure, Found
from index.text.fold import fold

Write = Callable[..., Path]

FIRST = """机关开放日的一年
一、着力敞开大门
全年开放18次，来访群众2600人次。局长说：“门开着，心里才有数。”大家都点头。
二、着力听取意见
收到意见340条，办结率97%。“四强”党支部轮流值班，“四强”党支部的同志记下每一条。
三、着力改进流程
流程图画了12张。
"""
SECOND = """開放日帶來了什麼
來訪群眾900人次，收到意見85條。處長強調：“意見要一條一條看完。”大家記在心裏。
「四強」黨支部走在前面。
"""


@pytest.fixture
def told(library: Library, write: Write) -> Library:
    """Two articles of 2021 and 2023: the second one in traditional characters, without headings."""
    write("a.txt", FIRST)
    library.import_paths([write("b.txt", SECOND).parent])
    ids = {library.show(id).text[:3]: id for id in library.ids()}
    assert sorted(ids.values()) == [1, 2]
    library.set_fields(ids["机关开"], {"date": "2021-05-01", "region": "湖南"})
    library.set_fields(ids["開放日"], {"date": "2023-05-01", "region": "福建"})
    return library


def values(listing: Listing[Found[Figure]]) -> list[float]:
    return [found.row.value for found in listing.rows]


def test_figures_come_by_value_or_by_date_either_way_round(told: Library) -> None:
    found = values(told.figure_rows(Wanted(sort="value")))
    assert found == sorted(found, reverse=True) and {2600.0, 900.0, 97.0} <= set(found)
    assert values(told.figure_rows(Wanted(sort="value", turned=True))) == found[::-1]
    newest = told.figure_rows(Wanted(sort="date"))
    assert values(newest)[:2] == [900.0, 85.0]
    assert [one.row.region for one in newest.rows][:3] == ["福建", "福建", "湖南"]


def test_figures_come_by_unit_subject_or_province_what_has_none_last(told: Library) -> None:
    told.set_fields(next(id for id in (1, 2) if told.document(id).region == "福建"), {"region": ""})

    def listed(sort: str, *, turned: bool = False) -> list[Figure]:
        wanted = Wanted(sort=sort, turned=turned)  # type: ignore[arg-type]
        return [one.row for one in told.figure_rows(wanted).rows]

    units = [one.unit for one in listed("unit")]
    assert units == sorted(units, key=lambda unit: (unit is None, unit)) and len(set(units)) > 3
    by_unit = [(one.unit, -one.value) for one in listed("unit") if one.unit]
    assert by_unit == sorted(by_unit)
    subjects = [fold(one.subject) if one.subject else None for one in listed("subject")]
    assert subjects == sorted(subjects, key=lambda subject: (subject is None, subject or ""))
    regions = [one.region for one in listed("region")]
    assert regions == ["湖南"] * regions.count("湖南") + [None] * regions.count(None) and set(regions) == {
        "湖南",
        None,
    }
    for sort in ("unit", "subject", "region"):
        known = [one for one in listed(sort) if getattr(one, sort)]
        turned = listed(sort, turned=True)
        assert turned[: len(known)] == known[::-1], sort
        assert not any(getattr(one, sort) for one in turned[len(known) :]), sort


def test_figures_are_filtered_by_unit_by_words_in_any_script_and_by_a_query(told: Library) -> None:
    assert values(told.figure_rows(Wanted(sort="value", unit="人次"))) == [2600.0, 900.0]
    assert set(values(told.figure_rows(Wanted(words=("意见",))))) == {340.0, 85.0}
    assert set(values(told.figure_rows(Wanted(words=("意見",), where="省:福建")))) == {85.0}
    assert values(told.figure_rows(Wanted(words=("意见",), unit="人次"))) == []
    assert values(told.figure_rows(Wanted(words=("100%_",)))) == []


def test_pages_go_on_where_the_one_before_ends_and_are_counted_only_on_request(told: Library) -> None:
    whole = told.figure_rows(Wanted(sort="value"))
    assert whole.total is None
    pages = [told.figure_rows(Wanted(sort="value", limit=2, offset=at)) for at in (0, 2)]
    assert [one for page in pages for one in page.rows] == list(whole.rows[:4])
    counted = told.figure_rows(Wanted(sort="value", limit=0, counted=True))
    assert (counted.rows, counted.total) == ((), len(whole.rows))


@pytest.mark.parametrize("sort", ["value", "date", "unit", "subject", "region"])
@pytest.mark.parametrize("turned", [False, True])
def test_what_is_far_down_is_read_from_the_nearer_end(
    told: Library, monkeypatch: pytest.MonkeyPatch, sort: str, turned: bool
) -> None:
    from index.library.rows import browsing

    wanted = Wanted(sort=sort, turned=turned)  # type: ignore[arg-type]
    whole = told.figure_rows(wanted).rows
    monkeypatch.setattr(browsing, "_FAR", 0)
    for offset in range(1, len(whole) + 2):
        page = told.figure_rows(replace(wanted, limit=2, offset=offset))
        assert (page.rows, page.total) == (whole[offset : offset + 2], len(whole))


def test_the_outline_of_a_row_has_its_headings(told: Library) -> None:
    (row,) = told.outline_rows(Wanted(sort="alike")).rows
    outline = told.listed_outline(row.id)
    assert outline is not None and len(outline.headings) == row.headings
    assert told.listed_outline(77) is None


def test_quotations_are_found_by_what_is_said_and_by_who_says_it(told: Library) -> None:
    def said(**wanted: object) -> list[str]:
        return [one.row.text for one in told.quotation_rows(Wanted(**wanted)).rows]  # type: ignore[arg-type]

    assert said() == ["意見要一條一條看完。", "门开着，心里才有数。"]
    assert said(turned=True) == said()[::-1]
    assert said(words=("一条一条",)) == ["意見要一條一條看完。"]
    assert said(words=("门开", "有数")) == ["门开着，心里才有数。"]
    speaker = told.quotation_rows(Wanted(words=("处长",))).rows
    assert [one.row.speaker for one in speaker] == ["處長"]
    assert said(words=("没有人说过",)) == []


def test_outlines_are_found_by_heading_and_by_shape(told: Library) -> None:
    def shapes(*words: str) -> list[OutlineRow]:
        return list(told.outline_rows(Wanted(words=words, sort="alike")).rows)

    (one,) = shapes()
    assert one.headings == 3 and ("着力…", 3) in one.shape
    assert shapes("改进流程") == shapes("着力×3") == [one]
    assert shapes("着力×4") == shapes("没有这样的标题") == []
    with pytest.raises(UsageError):
        told.outline_rows(Wanted(words=("×4",), sort="alike"))


def test_terms_go_by_any_of_their_names_and_their_rows_lead_to_all_about_them(told: Library) -> None:
    listing = told.term_rows("mechanism", Wanted(words=("四强",), sort="documents"))
    (row,) = listing.rows
    assert isinstance(row, TermRow) and (row.documents, row.regions) == (2, 2)
    assert (row.first, row.last) == ("2021-05-01", "2023-05-01")
    term = told.listed_term(row)
    assert term is not None and len(term.mentions) == row.occurrences == 3
    assert told.term_rows("mechanism", Wanted(words=("五强",), sort="name")).rows == ()
    assert told.listed_term(TermRow("没有", "formula", None, 1, 1, 0, None, None, "")) is None


def test_terms_narrowed_by_a_query_are_counted_in_the_documents_that_match(told: Library) -> None:
    def rows(where: str, *words: str, sort: str = "documents") -> list[TermRow]:
        wanted = Wanted(words=words, where=where, sort=sort, limit=-1)  # type: ignore[arg-type]
        return list(told.term_rows("mechanism", wanted).rows)

    (whole,) = rows("", "四强")
    (there,) = rows("省:福建", "四强")
    assert (there.term, there.letters, there.meaning) == (whole.term, whole.letters, whole.meaning)
    assert (there.documents, there.occurrences, there.regions) == (1, 1, 1)
    assert (there.first, there.last) == ("2023-05-01", "2023-05-01")
    (here,) = rows("省:湖南", "四强", sort="first")
    assert (here.documents, here.occurrences) == (1, 2)
    assert rows("省:四川") == rows("省:福建", "五强") == []
    listing = told.term_rows("mechanism", Wanted(where="年:2021..", sort="occurrences", limit=1))
    assert len(listing.rows) == 1 and listing.total == len(rows("年:2021.."))
    assert told.listed_term(there) == told.listed_term(whole)


def test_narrowed_terms_are_those_that_are_worked_out_from_the_documents_themselves(told: Library) -> None:
    for kind in ("formula", "mechanism"):
        for where in ("省:福建", "省:湖南", "意见"):
            wanted = Wanted(where=where, sort="documents", limit=-1)
            rows = told.term_rows(kind, wanted).rows
            known = told.terms(kind, where=where).terms
            assert {(row.letters, row.type, row.documents, row.occurrences, row.regions) for row in rows} == {
                (one.letters, one.type, one.documents, one.occurrences, len(one.regions)) for one in known
            }


def test_an_answer_that_nobody_wants_any_more_is_given_up(
    told: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.library.rows import stopping

    monkeypatch.setattr(stopping, "_STEPS", 1)
    with pytest.raises(Cancelled):
        told.term_rows("mechanism", Wanted(where="意见", sort="documents"), cancelled=lambda: True)
    assert told.term_rows("mechanism", Wanted(sort="documents"), cancelled=lambda: False).rows


@pytest.mark.parametrize("sort", ["documents", "occurrences", "first", "name"])
def test_terms_are_sorted_either_way_round(told: Library, sort: str) -> None:
    def names(*, turned: bool) -> set[str]:
        wanted = Wanted(sort=sort, turned=turned)  # type: ignore[arg-type]
        return {row.term for row in told.term_rows("mechanism", wanted).rows}

    assert names(turned=False) == names(turned=True) != set()


def test_what_was_removed_is_in_no_table_any_more(told: Library) -> None:
    told.remove([next(id for id in (1, 2) if told.document(id).region == "湖南")])
    assert set(values(told.figure_rows(Wanted()))) == {900.0, 85.0}
    assert told.outline_rows(Wanted(sort="alike")).rows == ()
    assert len(told.quotation_rows(Wanted()).rows) == 1


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(sort="value"),
        Wanted(sort="value", turned=True),
        Wanted(sort="value", unit="人次"),
        Wanted(sort="date"),
        Wanted(sort="date", turned=True),
        Wanted(sort="unit"),
        Wanted(sort="unit", turned=True),
        Wanted(sort="subject"),
        Wanted(sort="subject", turned=True),
        Wanted(sort="region"),
        Wanted(sort="region", turned=True),
    ],
    ids=[
        *(
            "value",
            "least first",
            "a unit",
            "newest",
            "oldest",
            "unit",
            "last unit",
            "subject",
            "last subject",
        ),
        *("province", "last province"),
    ],
)
def test_first_pages_are_read_in_the_order_of_an_index(
    told: Library, monkeypatch: pytest.MonkeyPatch, wanted: Wanted
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    plans: list[str] = []
    rows = View.rows

    def explained(view: View, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        if "ORDER BY" in query and "LIMIT" in query:
            asked.append((query, tuple(values)))
            plans.extend(row[3] for row in rows(view, f"EXPLAIN QUERY PLAN {query}", values))
        return rows(view, query, values)

    monkeypatch.setattr(View, "rows", explained)
    told.figure_rows(wanted)
    assert asked
    # Sorting inside one date is all that may be left to do.
    assert not [step for step in plans if step == "USE TEMP B-TREE FOR ORDER BY"], plans


YEAR = "，".join(f"第{number}个月办结事项{number * 7}件" for number in range(1, 31)) + "。"


@pytest.fixture
def view(library: Library, write: Write) -> Iterator[View]:
    """Rows of 400 documents, each with thirty figures of one unit, and of one document with another."""
    library.import_paths(
        [write("a.txt", f"办事大厅的一年\n{YEAR}\n"), write("b.txt", "植树\n全镇种树3000株。\n")]
    )
    (often, seldom) = (dict(rows_of(library.show(id))) for id in (1, 2))
    with alone([]) as empty:
        for id in range(1, 401):
            about = (id, 0, f"2023-{id % 12 + 1:02}", "湖南" if id % 2 else "福建", None, None)
            insert(empty.connection, about, seldom if id == 200 else often)
        yield empty


@pytest.mark.parametrize("sort", ["date", "region", "value"])
@pytest.mark.parametrize("unit", ["件", "株"])
@pytest.mark.parametrize("among", [None, range(150, 201), range(1, 201)], ids=["all", "few", "many"])
def test_figures_of_a_unit_are_met_or_put_in_order_whichever_is_less(
    view: View, sort: str, unit: str, among: range | None
) -> None:
    wanted = Wanted(sort=sort, unit=unit, limit=20)  # type: ignore[arg-type]
    whole = browsing.figures(view, replace(wanted, unit=None, limit=-1), among)
    expected = [found for found in whole.rows if found.row.unit == unit]
    steps: list[int] = []
    view.connection.set_progress_handler(lambda: steps.append(1) or 0, 1000)  # type: ignore[func-returns-value]
    assert list(browsing.figures(view, wanted, among).rows) == expected[:20]
    counted = browsing.figures(view, replace(wanted, limit=0, counted=True), among)
    assert counted.total == len(expected) == (1 if unit == "株" else len(among or range(400)) * 30 - 30)
    listed = asking.figures(view, among=among, unit=unit, subject=None, sort="value", limit=20, offset=0)
    assert listed.total == len(expected)
    # Each figure of the unit is looked at a few times, not once for each document.
    assert len(steps) < 1000


def test_of_however_many_speakers_a_word_is_part(library: Library, write: Write) -> None:
    library.import_paths([write("a.txt", "会上的话\n张某说：“门开着，心里才有数。”大家都点头。\n")])
    rows = dict(rows_of(library.show(1)))
    [said] = rows["quotations"]
    place = names(QUOTATIONS).index("speaker")
    with alone([]) as view:
        for id in range(1, 21):
            other = (*said[:place], f"第{id}位同志", *said[place + 1 :])
            insert(view.connection, (id, 0, "2023", None, None, None), {"quotations": [other]})
        view.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 15)
        assert len(browsing.quotations(view, Wanted(words=("同志",)), None).rows) == 20
