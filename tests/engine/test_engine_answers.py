"""What an answer holds: fields, dates, order, facets, snippets, concordances and statistics."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from engine_oracle import shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild  # type: ignore[import-not-found]

from index.engine.answers import counting, pages
from index.engine.core import Engine
from index.engine.corpus import corpus as documents
from index.engine.interface import Cancelled
from index.errors import LibraryError, QueryError, UsageError
from index.model import FACETS, FacetValue, SearchAnswer, Span

LONG = "各级党组织认真落实要求，推动工作取得新的成效。"
DOCUMENTS = [
    stored(1, "株洲深化“四强”党支部建设。\n机关党建走在前。", region="湖南", city="株洲", level="市",
           date="2022-10", date_precision="month", source="株洲日报", title="“四强”党支部", kind="通讯"),
    stored(2, "湖南机关党建。\n" + LONG * 9 + "机关党建，机关党建。", region="湖南", level="省",
           date="2021-10-01", date_precision="day", source="紫光阁"),
    stored(3, "三明機關「黨建品牌」。機關和黨建，四强黨支部。", region="福建", city="三明市", level="市",
           date="2017", date_precision="year", organ="三明市直机关工委"),
    stored(4, "辽宁的支部与党建分开说。\n" + LONG),
    stored(5, "党建引领基层治理，机关干部下沉。以党建为抓手。以网格为。抓手。", region="辽宁", level="省",
           date="2023"),
]  # fmt: skip
BY_ID = {document.document.id: document for document in DOCUMENTS}
REGIONS = {"湘": "湖南", "hunan": "湖南", "湖南": "湖南", "福建": "福建"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = Engine(None, shelf(DOCUMENTS), resolve_region=REGIONS.get)
    rebuild(engine, DOCUMENTS, "now")
    return engine


def exact(answer: SearchAnswer) -> list[int]:
    return [hit.document.id for hit in answer.hits if not (hit.loose or hit.related)]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("省:湖南", [1, 2]),
        ("省:湘", [1, 2]),
        ("region:hunan", [1, 2]),
        ("-省:湖南", [3, 4, 5]),
        ("省:未知", [4]),
        ("市:三明", [3]),
        ("市:株洲市", [1]),
        ("层级:省", [2, 5]),
        ("来源:日报", [1]),
        ("标题:四强党支部", [1]),
        ("机关:機關工委", [3]),
        ("文种:通讯", [1]),
        ("篇:4", [4]),
        ("篇:99999999999999999999", []),
        ("年:2021..2022", [1, 2]),
        ("年:2022..", [1, 5]),
        ("年:..2021", [2, 3]),
        ("日期:2021-10", [2]),
        ("日期:2022-10..2022-10-31", [1]),
        ("日期:2022-10-01", []),
        ("年:未知", [4]),
        ("省:湖南 OR 篇:5", [1, 2, 5]),
        ("NOT (省:湖南 OR 篇:5)", [3, 4]),
    ],
)
def test_fields_choose_documents(engine: Engine, query: str, ids: list[int]) -> None:
    answer = engine.search(query)
    assert engine.matching(query) == ids
    assert sorted(exact(answer)) == ids
    assert (answer.documents, answer.occurrences) == (len(ids), 0)


def test_a_date_that_only_overlaps_is_reported_apart(engine: Engine) -> None:
    answer = engine.search("日期:2023-02..2023-06 党建")
    assert (answer.documents, answer.overlapping_documents) == (0, 1)
    assert engine.search("日期:2023-02..2023-06 四强").overlapping_documents == 0
    assert engine.search("年:2023 党建").overlapping_documents == 0


def test_exact_loose_and_related_follow_each_other(engine: Engine) -> None:
    answer = engine.search("机关党建")
    assert [(hit.document.id, hit.loose, hit.related) for hit in answer.hits] == [
        (1, False, False),
        (2, False, False),
        (3, True, False),
        (5, False, True),
    ]
    assert (answer.documents, answer.occurrences) == (2, 4)
    assert (answer.loose_documents, answer.loose_occurrences) == (1, 5)
    assert answer.related_documents == 1
    assert [(hit.occurrences, hit.loose_occurrences) for hit in answer.hits] == [
        (1, 1),
        (3, 3),
        (0, 1),
        (0, 0),
    ]


def test_a_related_document_holds_every_word_of_the_literal() -> None:
    texts = ["工作要点与党支部", "工作讲话", "党支部工作要点", "支部的工作、要点和党"]
    documents = [stored(number, text) for number, text in enumerate(texts, 1)]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    answer = other.search("党支部工作要点")
    assert [(hit.document.id, hit.related) for hit in answer.hits] == [(3, False), (1, True)]
    related = answer.hits[1].snippets[0]
    assert {related.text[mark.start : mark.end] for mark in related.highlights} == {
        "工作要点",
        "党支部",
    }


def test_each_term_of_a_query_gives_way_to_its_words() -> None:
    documents = [stored(1, "党支部、工作要点、机关"), stored(2, "机关党支部工作要点"), stored(3, "机关")]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    hits = other.search("党支部工作要点 机关").hits
    assert [(hit.document.id, hit.loose, hit.related) for hit in hits] == [
        (2, False, False),
        (1, True, False),
    ]
    hits = other.search("工作要点党支部 机关").hits
    assert {(hit.document.id, hit.related) for hit in hits} == {(1, True), (2, True)}


def test_filters_hold_for_related_documents_too(engine: Engine) -> None:
    assert engine.search("机关党建 -省:辽宁").related_documents == 0


def test_not_looks_at_exact_matches_only(engine: Engine) -> None:
    # 3 has 机关党建 across a quotation mark only.
    assert sorted(exact(engine.search("支部 NOT 机关党建"))) == [3, 4]


def test_totals_do_not_depend_on_the_limit(engine: Engine) -> None:
    full, short = engine.search("党建", limit=99), engine.search("党建", limit=1)
    assert short.hits == full.hits[:1]
    assert (short.documents, short.occurrences, short.facets) == (
        full.documents,
        full.occurrences,
        full.facets,
    )
    assert engine.search("党建", limit=0).hits == ()


def test_one_term_written_twice_counts_once(engine: Engine) -> None:
    once = engine.search("党建")
    assert engine.search("党建 黨建 OR 党建").occurrences == once.occurrences


def test_dates_sort_from_new_to_old_with_unknown_ones_last(engine: Engine) -> None:
    assert exact(engine.search("党建", sort="date")) == [5, 1, 2, 3, 4]


def test_a_title_with_the_words_comes_before_a_body(engine: Engine) -> None:
    documents = [stored(1, LONG * 3 + "党支部。"), stored(2, LONG * 3 + "党支部。", title="党支部")]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    assert exact(other.search("党支部")) == [2, 1]


def test_facets_count_documents_and_occurrences_of_exact_documents(engine: Engine) -> None:
    facets = engine.search("党建").facets
    assert facets["region"] == (
        FacetValue("湖南", 2, 4),
        FacetValue("福建", 1, 2),
        FacetValue("辽宁", 1, 2),
        FacetValue(None, 1, 1),
    )
    assert facets["year"][0] == FacetValue(2017, 1, 2)
    assert {value.value for value in facets["level"]} == {"市", "省", None}
    assert set(facets) == {"region", "city", "level", "year", "source", "kind"}


@pytest.mark.parametrize("query", ["党建", "机关 OR 支部", "-省:湖南", "省:未知", "网格 -党建", "龘"])
def test_facets_of_many_documents_are_those_of_few(
    engine: Engine, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = engine.search(query).facets
    monkeypatch.setattr(counting, "MANY", -1)
    assert engine.search(query).facets == few


@pytest.mark.parametrize("most", [1, 20, 1 << 62])
def test_mixtures_of_values_are_told_apart_however_many_there_could_be(
    engine: Engine, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MIXTURES", most)
    corpus = documents.Corpus([(part.segment, part.matcher, None) for part in engine.corpus().parts])
    numbers, rows = corpus.mixtures(FACETS)
    values = list(zip(*(corpus.column(name).codes.tolist() for name in FACETS), strict=True))
    assert [values[rows[number]] for number in numbers.tolist()] == values
    assert len(rows) == len(set(values))


def test_highlights_lie_in_their_snippets_and_snippets_in_the_text(engine: Engine) -> None:
    for query in ["党建", "机关党建", "机关", "支部 党建", "党建 PARA 机关", "组织认真落实要求"]:
        for hit in engine.search(query).hits:
            text = BY_ID[hit.document.id].text
            assert 1 <= len(hit.snippets) <= 3
            for snippet in hit.snippets:
                assert snippet.text == text[snippet.start : snippet.end]
                assert len(snippet.text) <= 120 and "\n" not in snippet.text
                assert snippet.highlights
                assert all(
                    snippet.start <= mark.start < mark.end <= snippet.end for mark in snippet.highlights
                )
            starts = [snippet.start for snippet in hit.snippets]
            assert starts == sorted(starts)


def test_snippets_are_whole_sentences_where_they_fit(engine: Engine) -> None:
    (snippet,) = engine.search("机关党建 篇:1").hits[0].snippets
    assert (snippet.text, snippet.highlights) == ("机关党建走在前。", (Span(15, 19),))
    assert [snippet.text for snippet in engine.search("篇:4").hits[0].snippets] == [
        "辽宁的支部与党建分开说。"
    ]


def test_paragraphs_that_may_have_the_best_piece_are_cut_into_sentences_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Two hits are near each other, but no piece has both.
    apart = f"党建{LONG[:-1] * 3}。{LONG[:-1]}党建{LONG[:-1] * 2}。"
    documents = [stored(id, "\n".join([apart, apart, "党建，党建。", apart])) for id in (1, 2)]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    monkeypatch.setattr(pages, "bounds", None)
    answer = other.search("党建", snippets=1)
    assert [[snippet.text for snippet in hit.snippets] for hit in answer.hits] == [["党建，党建。"]] * 2


def test_a_hit_across_two_sentences_is_marked_whole() -> None:
    documents = [stored(1, LONG + "实施意见。" + LONG + "实施" + LONG[:-1] * 4 + "。")]
    engine = Engine(None, shelf(documents))
    rebuild(engine, documents, "now")
    (hit,) = engine.search("。实施").hits
    marked = [documents[0].text[mark.start : mark.end] for part in hit.snippets for mark in part.highlights]
    assert marked == ["。实施", "。实施"]


def test_a_gap_stays_inside_a_sentence_and_within_twenty_characters(engine: Engine) -> None:
    assert [line.keyword for line in engine.kwic("以*抓手")] == ["以党建为抓手"]
    documents = [stored(1, f"以{'甲' * 20}抓手"), stored(2, f"以{'甲' * 21}抓手")]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    assert exact(other.search("以*抓手")) == [1]


def test_proximity_counts_each_match_once_and_shows_all_of_it(engine: Engine) -> None:
    assert [line.keyword for line in engine.kwic("党建 NEAR/7 机关 篇:5")] == ["党建引领基层治理，机关"]
    assert engine.kwic("党建 NEAR/5 机关 篇:5") == []
    assert engine.kwic("支部 SENT 机关 篇:1") == []
    assert engine.search("支部 PARA 机关 篇:3").occurrences == 1
    # The longer side of an OR may be the nearer one.
    assert [line.keyword for line in engine.kwic("(建 OR 建引领) NEAR/0 基层")] == ["建引领基层"]


def test_concordance_lines_are_slices_of_one_paragraph(engine: Engine) -> None:
    lines = engine.kwic("机关党建", width=3)
    assert [(line.id, line.left, line.keyword, line.right) for line in lines] == [
        (1, "", "机关党建", "走在前"),
        (2, "湖南", "机关党建", "。"),
        (2, "成效。", "机关党建", "，机关"),
        (2, "党建，", "机关党建", "。"),
    ]
    for line in lines:
        assert BY_ID[line.id].text[line.start : line.end] == line.keyword
    assert engine.kwic("机关党建", width=3, limit=2) == lines[:2]


def test_a_concordance_sorts_outward_from_the_keyword(engine: Engine) -> None:
    documents = [stored(1, "乙甲党建丙"), stored(2, "甲乙党建「甲」"), stored(3, "丙甲黨建乙")]
    other = Engine(None, shelf(documents))
    rebuild(other, documents, "now")
    # Compared by code points: 丙 (4E19) < 乙 (4E59) < 甲 (7532), marks not seen.
    assert [line.id for line in other.kwic("党建", sort="left")] == [2, 3, 1]
    assert [line.id for line in other.kwic("党建", sort="right")] == [1, 3, 2]


def test_statistics_fill_every_bucket_of_the_corpus(engine: Engine) -> None:
    rows = {row.key["region"]: row for row in engine.stats("机关党建")}
    assert list(rows) == ["湖南", "福建", "辽宁", None]
    hunan = rows["湖南"]
    characters = sum(len(BY_ID[id].text) for id in (1, 2))
    assert (hunan.documents, hunan.occurrences, hunan.bucket_documents) == (2, 4, 2)
    assert hunan.bucket_characters == characters
    assert hunan.per_100_documents == 100
    assert hunan.per_10000_characters == pytest.approx(10_000 * 4 / characters)
    assert (rows["福建"].documents, rows["福建"].occurrences) == (0, 0)
    assert all(row.thin for row in rows.values())
    crossed = engine.stats("党建", by=("level", "year"))
    assert [(row.key["level"], row.key["year"]) for row in crossed] == [
        ("市", 2017), ("市", 2022), ("省", 2021), ("省", 2023), (None, None)
    ]  # fmt: skip
    with pytest.raises(UsageError, match="organ"):
        engine.stats("党建", by=("organ",))


@pytest.mark.parametrize("by", [(), ("region",), ("region", "year"), ("level", "year", "kind")])
def test_what_was_counted_elsewhere_has_the_same_statistics(engine: Engine, by: tuple[str, ...]) -> None:
    counts = {
        hit.document.id: hit.occurrences
        for hit in engine.search("机关党建", limit=100).hits
        if hit.occurrences
    }
    assert engine.stats_of(counts, by) == engine.stats("机关党建", by)
    # Documents that are gone count for nothing.
    assert engine.stats_of(counts | {10**6: 5}, by) == engine.stats("机关党建", by)
    assert sum(row.documents for row in engine.stats_of({}, by)) == 0


def test_a_bucket_of_twenty_documents_is_not_thin() -> None:
    documents = [stored(number, "党建", region="湖南") for number in range(1, 21)]
    engine = Engine(None, shelf(documents))
    rebuild(engine, documents, "now")
    assert [row.thin for row in engine.stats("党建")] == [False]
    assert [hit.document.id for hit in engine.search("党建", limit=3).hits] == [1, 2, 3]


def test_something_spelled_alike_is_suggested_when_nothing_is_found(engine: Engine) -> None:
    assert "党组织" in engine.search("党组只").suggestions
    assert engine.search("党建").suggestions == ()


def test_occurrences_are_those_of_all_positive_terms(engine: Engine) -> None:
    found = engine.occurrences(2, "机关党建 OR 湖南 -党支部")
    text = BY_ID[2].text
    assert [text[span.start : span.end] for span in found.exact] == ["湖南", *["机关党建"] * 3]
    assert found.loose == () and found.loose_total == 4
    assert engine.occurrences(3, "机关党建").loose == (Span(2, 7),)
    assert engine.occurrences(1, "省:湖南").exact == ()


def test_a_search_that_is_no_longer_wanted_stops(engine: Engine) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 1

    with pytest.raises(Cancelled):
        engine.search("基层治理 OR 网格", cancelled=cancelled)
    assert engine.search("基层治理 OR 网格", cancelled=lambda: False).documents == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.search("党建 OR"),
        lambda engine: engine.occurrences(1, "党建 OR"),
        lambda engine: engine.kwic("党建 OR"),
        lambda engine: engine.stats("党建 OR"),
        lambda engine: engine.matching("党建 OR"),
    ],
)
def test_every_door_refuses_a_broken_query(engine: Engine, ask: Callable[[Engine], object]) -> None:
    with pytest.raises(QueryError):
        ask(engine)


def test_a_text_that_is_not_in_the_index_yet_is_read_itself() -> None:
    documents = [stored(1, "党建"), stored(2, "机关「党建品牌」。")]
    engine = Engine(None, shelf(documents))
    rebuild(engine, documents[:1], "now")
    assert engine.occurrences(2, "党建 OR 机关党建").exact == (Span(3, 5),)
    assert engine.occurrences(2, "党建 OR 机关党建").loose == (Span(0, 5),)
    with pytest.raises(LibraryError, match="3"):
        engine.occurrences(3, "党建")
