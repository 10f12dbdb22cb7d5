"""Corrections: the user's word stands, across imports, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import UsageError
from index.library import Library
from index.library.corrections import corrected
from index.model import Metadata, Repair

Write = Callable[..., Path]
Article = Callable[..., str]


def test_a_correction_survives_a_new_import_of_the_file(
    stocked: Library, write: Write, article: Article
) -> None:
    assert stocked.set_fields(1, {"region": "辽宁", "date": "2023"}) == [1]
    path = write("a1.txt", article(1, word="信访接待"))
    assert [file.status for file in stocked.import_paths([path]).documents] == ["updated"]
    document = stocked.document(1)
    assert "信访接待" in stocked.show(1).text
    assert (document.region, document.date, document.date_precision) == ("辽宁", "2023", "year")


def test_a_corrected_field_is_no_longer_inferred(library: Library, write: Write, article: Article) -> None:
    text = "县直机关2023年为民服务综述\n" + article(1)
    library.import_paths([write("a.txt", text)])
    assert "date" in library.document(1).inferred
    library.set_fields(1, {"date": "2023"})
    assert "date" not in library.document(1).inferred


def test_an_empty_value_means_unknown(stocked: Library) -> None:
    stocked.set_fields(1, {"source": "湖南日报"})
    assert stocked.document(1).source == "湖南日报"
    stocked.set_fields(1, {"source": "", "date": ""})
    document = stocked.document(1)
    assert (document.source, document.date, document.date_precision) == (None, None, "none")


@pytest.mark.parametrize("values", [{"colour": "red"}, {"date": "someday"}, {"level": "村"}, {}])
def test_wrong_fields_and_values_change_nothing(stocked: Library, values: dict[str, str]) -> None:
    before = stocked.document(1)
    with pytest.raises(UsageError):
        stocked.set_fields(1, values)
    assert stocked.document(1) == before


def test_an_unknown_id_is_told_how_ids_are_found(stocked: Library) -> None:
    for ask in (
        lambda: stocked.set_fields(9, {"region": "湖南"}),
        lambda: stocked.remove([1, 9]),
        lambda: stocked.undo_repairs(9, "all"),
        lambda: stocked.show(9),
        lambda: stocked.document(-1),
        lambda: stocked.document(10**30),
        lambda: stocked.occurrences(9, "党"),
        lambda: stocked.cite(9),
    ):
        with pytest.raises(UsageError, match="dangjian-tui list"):
            ask()
    assert stocked.corpus().documents == 3  # nothing was removed for the one id that is there


FOUND = Metadata(region="湖南", city="株洲", inferred=("region", "city"))


@pytest.mark.parametrize(
    ("given", "region", "city"),
    [
        ({"city": "三明"}, "福建", "三明"),  # a city brings its province
        ({"region": "福建"}, "福建", None),  # a province makes a city of another one unknown
        ({"region": "湖南"}, "湖南", "株洲"),
        ({"city": "三明", "region": "湖南"}, "湖南", "三明"),  # both given: the user's word stands
        ({"city": None}, "湖南", None),
        ({"region": None}, None, "株洲"),
        ({"city": "无此地"}, "湖南", "无此地"),  # not in the gazetteer: nothing follows
    ],
)
def test_city_and_region_follow_each_other_where_the_gazetteer_knows(
    given: dict[str, object], region: str | None, city: str | None
) -> None:
    after = corrected(FOUND, {}, given)
    assert {"region": "湖南", "city": "株洲", **after} == {"region": region, "city": city}


DAMAGED = (
    "三明市直機關(guān)黨建服務(wù)品牌優(yōu)秀案例\n"
    "市直機關(guān)工委認真貫徹落實從嚴治黨要求，圍繞服務(wù)中心開展學習教育，戰(zhàn)斗堡壘作用得到發(fā)揮。\n"
    "各級機關(guān)黨組織把服務(wù)群眾作為出發(fā)點，實(shí)施便民措施，受到群眾歡迎(yíng)。\n"
)


def test_repairs_can_be_taken_back_and_stay_taken_back(library: Library, write: Write) -> None:
    path = write("damaged.txt", DAMAGED)
    library.import_paths([path])
    repaired = library.show(1)
    assert len(repaired.repairs) > 5 and "(guān)" not in repaired.text
    assert library.undo_repairs(1, 0) == [1]
    once = library.show(1)
    assert once.text.count("(guān)") == 1
    assert len(once.repairs) == len(repaired.repairs) - 1
    # An update of the file keeps what was taken back, and only that.
    write("damaged.txt", DAMAGED + "又一段新聞：機關(guān)干部走進社區(qū)，把服務(wù)送到群眾家門口。\n")
    library.import_paths([path])
    assert library.show(1).text.count("(guān)") == 1
    assert library.undo_repairs(1, "all") == [1]
    assert library.show(1).repairs == ()
    assert library.show(1).text.count("(guān)") == DAMAGED.count("(guān)") + 1
    assert library.undo_repairs(1, "all") == []
    library.undo(), library.undo(), library.undo()
    assert library.show(1) == repaired


def test_the_number_of_a_repair_is_the_one_that_is_shown(library: Library, write: Write) -> None:
    library.import_paths([write("damaged.txt", DAMAGED)])
    repairs = library.show(1).repairs
    library.undo_repairs(1, 3)

    def names(found: tuple[Repair, ...]) -> list[tuple[int, str]]:
        return [(repair.origin, repair.source) for repair in found]

    assert names(library.show(1).repairs) == names(repairs[:3] + repairs[4:])
    for number in (-1, 3, len(repairs)):
        with pytest.raises(UsageError, match="repairs 1"):
            library.undo_repairs(1, number)
    # The numbers of a list that was shown before stay those of its repairs.
    shown = library.show(1)
    assert shown.repair_numbers == (*range(3), *range(4, len(repairs)))
    library.undo_repairs(1, 5)
    library.undo_repairs(1, 0)
    left = [repair for number, repair in enumerate(repairs) if number not in (0, 3, 5)]
    assert names(library.show(1).repairs) == names(tuple(left))
    library.undo()
    assert library.show(1).repair_numbers[0] == 0


def test_a_file_with_repairs_taken_back_is_still_recognised(library: Library, write: Write) -> None:
    path = write("damaged.txt", DAMAGED)
    library.import_paths([path])
    library.undo_repairs(1, 0)
    copy = write("copy.txt", DAMAGED.encode("utf-16"))
    report = library.import_paths([path, copy])
    assert [(file.status, file.id) for file in report.documents] == [("unchanged", 1), ("skipped", 1)]


def test_fields_of_several_documents_are_one_command_and_undone_at_once(stocked: Library) -> None:
    before = stocked.list()
    ids = [document.id for document in before[:3]]
    assert stocked.set_fields(ids, {"region": "辽宁"}) == ids
    assert {stocked.document(id).region for id in ids} == {"辽宁"}
    assert sorted(stocked.undo()) == ids
    assert stocked.list() == before
    with pytest.raises(UsageError, match="999"):
        stocked.set_fields([ids[0], 999], {"region": "湖南"})
    assert stocked.list() == before
