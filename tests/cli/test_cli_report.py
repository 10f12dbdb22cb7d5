"""How answers look to a reader: counts, marks, alignment in cells, and no markup from corpus text."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from index.model import Document, FacetValue, Hit, KwicLine, SearchAnswer, Snippet, Span, StatsRow
from tui.cli import labels, report
from tui.cli.output import plain, shown


class NoLibrary:
    """Whoever has a title needs no library to be named."""


def document(**values: object) -> Document:
    known = {
        "id": 7,
        "title": "题[bold]名",
        "subtitle": None,
        "authors": (),
        "source": None,
        "date": "2022-10",
        "date_precision": "month",
        "posted": None,
        "inferred": ("date", "region"),
        "region": "湖南",
        "city": None,
        "level": "省",
        "organ": None,
        "kind": None,
        "url": None,
        "path": None,
        "sources": (),
        "script": "simplified",
        "characters": 100,
        "duplicate_of": None,
    }
    return Document(**(known | values))  # type: ignore[arg-type]


def answer(**values: object) -> SearchAnswer:
    snippet = Snippet(10, 20, "围绕[red]党建[/red]", (Span(17, 19),))
    known = {
        "query": "党建",
        "documents": 12,
        "occurrences": 34,
        "loose_documents": 1,
        "loose_occurrences": 39,
        "related_documents": 2,
        "overlapping_documents": 0,
        "facets": {
            "region": (FacetValue("湖南", 7, 20), FacetValue(None, 5, 14)),
            "level": (FacetValue("省", 12, 34),),
        },
        "hits": (Hit(document(), 1.5, 5, 6, False, False, (snippet,)),),
        "suggestions": (),
        "took_ms": 1.0,
    }
    return SearchAnswer(**(known | values))  # type: ignore[arg-type]


@pytest.fixture
def console() -> Console:
    return Console(file=StringIO(), width=80, highlight=False, markup=False, emoji=False)


def written(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def search(console: Console, found: SearchAnswer) -> str:
    report.search(console, NoLibrary(), found)  # type: ignore[arg-type]
    return written(console)


def test_totals_name_exact_counts_first_and_the_rest_apart() -> None:
    assert report.totals(answer()) == "12 篇，34 处（另有宽松匹配 5 处，相关文献 2 篇）"
    assert report.totals(answer(loose_occurrences=34, related_documents=0)) == "12 篇，34 处"


def test_corpus_text_is_shown_as_it_stands_and_never_read_as_markup(console: Console) -> None:
    text = search(console, answer())
    assert "题[bold]名" in text
    assert "围绕[red]党建[/red]" in text


def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    assert shown("甲\x1b]0;乙\x07\n丙\x9b").plain == "甲\ufffd]0;乙\ufffd 丙\ufffd"


def test_inferred_values_are_marked_and_unknown_ones_are_a_dash(console: Console) -> None:
    text = search(console, answer())
    assert "湖南？ · 省 · 2022-10？" in text
    assert labels.place(document(region=None)).plain == "—"


def test_hits_are_marked_at_their_place_in_the_snippet() -> None:
    text = labels.snippet(Snippet(10, 15, "甲乙党建丁", (Span(12, 14),)))
    (mark,) = text.spans
    assert text.plain[mark.start : mark.end] == "党建"


def test_an_unknown_facet_value_is_named_so(console: Console) -> None:
    assert "省份  湖南 7 篇，20 处；未知 5 篇，14 处\n" in search(console, answer())


def test_loose_and_related_documents_are_told_apart(console: Console) -> None:
    hits = (Hit(document(), 1, 0, 3, True, False, ()), Hit(document(id=8), 1, 0, 0, False, True, ()))
    text = search(console, answer(hits=hits))
    assert "宽松 3 处" in text
    assert "相关 · 湖南" in text


def test_keywords_stand_under_each_other_in_cells(console: Console) -> None:
    lines = [
        KwicLine(
            3, 0, 2, "abc围绕中心建设队伍服务群众推动机关", "党建", "提质增效走在前作表率，再接再厉再创新高峰"
        ),
        KwicLine(12, 5, 7, "x", "党建", ""),
    ]
    report.kwic(console, lines, fit=True)
    first, second, total = written(console).splitlines()
    assert cell_len(first.partition("党建")[0]) == cell_len(second.partition("党建")[0])
    assert cell_len(first) <= 80
    assert total == "2 处"


def test_thin_buckets_are_marked(console: Console) -> None:
    rows = [
        StatsRow({"region": None}, 1, 2, 50.0, 12.345, 2, 1620, True),
        StatsRow({"region": "湖南"}, 10, 20, 33.3, 1.2, 30, 160000, False),
    ]
    report.stats(console, rows, ("region",))
    _, thin, full = written(console).splitlines()
    assert thin.split() == ["未知", "1", "2", "50.0", "12.35", "2", "篇数少"]
    assert full.split() == ["湖南", "10", "20", "33.3", "1.20", "30"]


def test_ids_are_never_cut_and_tables_fit_80_columns(console: Console) -> None:
    from tui.cli.output import table

    rows = table("编号", "标题", right=(0,))
    rows.add_row(Text("123456789"), Text("长" * 200))
    console.print(rows)
    lines = written(console).splitlines()
    assert "123456789" in lines[1]
    assert max(cell_len(line) for line in lines) <= 80
    assert sum(line.count("长") for line in lines) == 200


def test_dataclasses_are_their_own_json() -> None:
    assert plain(Snippet(1, 3, "党建", (Span(1, 3),))) == {
        "start": 1,
        "end": 3,
        "text": "党建",
        "highlights": [[1, 3]],
    }
