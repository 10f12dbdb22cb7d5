"""One term: found at a place and by its name, told from longer ones, counted by place and year."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from index.errors import UsageError
from index.library import Library
from index.registers.model import TermKey

DOORS = "各村推行“三会一课”制度，三会一课天天开。"
ARTICLES = {
    "甲": f"{DOORS}大家都说“两个确立”要记在心里。“小院议事”活动很好。",
    "乙": "這裏也講“兩個確立”，還有“小院议事”活動。村里的三会要开好。",
    "丙": "两个确立写在墙上，两个确立记在心里。",
    "丁": "这里什么也没有，只有春天的麦田和远处的山。",
}
FACTS = {
    "甲": ("湖南", "2021-03-01"),
    "乙": ("福建", "2022"),
    "丙": ("湖南", "2022-05"),
    "丁": ("湖南", "2021"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("terms")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"{name}村的事\n\n{text}\n", "utf-8")
    opened = Library.open(folder / "library")
    opened.import_paths([folder])
    for document in opened.list():
        region, date = FACTS[Path(document.path or "").stem]
        opened.set_fields(document.id, {"region": region, "date": date})
    return opened


def id_of(library: Library, name: str) -> int:
    return next(one.id for one in library.list() if Path(one.path or "").stem == name)


def test_the_terms_of_a_document_stand_where_its_text_names_them(library: Library) -> None:
    id = id_of(library, "甲")
    text = library.show(id).text
    places = library.term_places(id)
    assert [place.start for place in places] == sorted(place.start for place in places)
    found = [(place.key.letters, text[place.start : place.end]) for place in places]
    assert [letters for letters, _form in found].count("三会一课") == 2
    assert ("两个确立", "两个确立") in found
    assert ("小院议事", "“小院议事”活动") in found
    assert library.term_places(id_of(library, "丁")) == ()
    with pytest.raises(UsageError):
        library.term_places(99)


@pytest.mark.parametrize("name", ["两个确立", "兩個確立", "“两个确立”", "两 个 确 立"])
def test_a_term_is_found_by_its_name_in_any_script_and_marks(library: Library, name: str) -> None:
    assert library.term_named(name) == TermKey("formula", "两个确立")


@pytest.mark.parametrize(
    "name", ["小院议事", "“小院议事”活动", "小院议事活动", "小院議事活動", "“小院议事”系列主题活动"]
)
def test_a_mechanism_is_found_by_its_name_and_by_what_is_its_own_in_it(library: Library, name: str) -> None:
    assert library.term_named(name) == TermKey("mechanism", "小院议事", "活动")


@pytest.mark.parametrize(
    "name", ["三会", "一课", "确立", "活动", "麦田", "", "……", "小院议事日程", "小院议事是大家都爱来看的活动"]
)
def test_a_part_of_a_name_is_no_term(library: Library, name: str) -> None:
    assert library.term_named(name) is None


def test_a_term_has_its_mentions_places_and_dates_as_the_register_has_them(library: Library) -> None:
    for name in ("两个确立", "三会一课", "小院议事"):
        key = library.term_named(name)
        assert key is not None
        term, incomplete = library.term(key)
        assert incomplete is None
        (listed,) = (one for one in library.terms().terms if one.term == getattr(term, "term", None))
        assert term == listed
    assert library.term(TermKey("formula", "没有这个")) == (None, None)


def test_a_term_is_counted_by_place_and_year_and_every_bucket_is_there(library: Library) -> None:
    key = library.term_named("两个确立")
    assert key is not None
    rows = {
        (row.key["region"], row.key["year"]): (row.documents, row.occurrences, row.bucket_documents)
        for row in library.stats_of(library.term_counts(key), ("region", "year"))
    }
    assert rows == {("湖南", 2021): (1, 1, 2), ("湖南", 2022): (1, 2, 1), ("福建", 2022): (1, 1, 1)}
    (whole,) = library.stats_of(library.term_counts(key), ())
    assert (whole.documents, whole.occurrences, whole.bucket_documents) == (3, 4, 4)
    assert (whole.first, whole.last) == ("2021-03-01", "2022")
    # 三会 stands in 三会一课 too: as a query it is counted there, the formula is not.
    formula = library.term_named("三会一课")
    assert formula is not None
    assert len(library.term_counts(formula)) == 1
    assert sum(row.documents for row in library.stats("三会")) == 2


def test_places_in_context_are_slices_of_their_paragraph(library: Library) -> None:
    id = id_of(library, "甲")
    text = library.show(id).text
    start = text.index("三会一课")
    (line,) = library.in_context([(id, start, start + 4), (99, 0, 1)], width=4)
    assert (line.id, line.start, line.end, line.keyword) == (id, start, start + 4, "三会一课")
    assert line.left == text[start - 4 : start]
    assert line.right == text[start + 4 : start + 8]
    (first,) = library.in_context([(id, text.index("各村"), text.index("各村") + 2)], width=50)
    assert first.left == ""


def test_a_whole_page_is_the_name_of_no_term_and_that_is_known_at_once(library: Library) -> None:
    page = "小院议事活动" + "".join(map(chr, range(0x4E00, 0x4E00 + 20_000)))
    begun = monotonic()
    assert library.term_named(page) is None
    assert monotonic() - begun < 5
    assert library.term_named("小院议事活动") == TermKey("mechanism", "小院议事", "活动")
