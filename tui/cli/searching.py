"""Asking the library: ``search``, ``kwic`` and ``stats``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, get_args

from index.errors import N_, UsageError
from index.model import FACETS, Hit, SearchAnswer, Sort, StatsRow
from tui.cli import report, values
from tui.cli.lines import lines_of
from tui.cli.output import entry, error_json, say, with_corpus, write_json
from tui.cli.progress import bar
from tui.cli.reading import DOCUMENT_COLUMNS
from tui.cli.registry import Answer, Command, Rows
from tui.exporting import stats_table
from tui.i18n import _, translate_error

if TYPE_CHECKING:
    from index.library import Library

KWIC_WIDTH = 20


def _query(parser: argparse.ArgumentParser, nargs: str = "+") -> None:
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs=nargs,
        type=values.text,
        help=_("terms, 省:湖南, NOT, OR, A NEAR/20 B …; several words are one query"),
    )


def _search_arguments(parser: argparse.ArgumentParser) -> None:
    _query(parser, "*")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=values.count,
        default=50,
        help=_("how many documents to list (50); the totals do not depend on it"),
    )
    parser.add_argument(
        "--sort", choices=get_args(Sort), default="relevance", metavar="relevance|date", help=_("the order")
    )
    parser.add_argument(
        "--fold-duplicates",
        action="store_true",
        help=_("leave out documents that are much the same as others found; says how many"),
    )
    parser.add_argument(
        "--queries",
        metavar="FILE",
        help=_("one query a line (- for standard input): answers one JSON document a line"),
    )


def _search(library: Library, arguments: argparse.Namespace) -> Answer | int:
    if arguments.queries is not None:
        if arguments.query or arguments.csv or arguments.markdown:
            raise UsageError(N_("--queries stands without a QUERY, without --csv and --markdown."))
        return _search_lines(library, arguments)
    if not arguments.query:
        raise UsageError(N_("QUERY is missing; see `dangjian-tui search --help`."))
    answer = _answer(library, " ".join(arguments.query), arguments)
    rows = [_hit(hit) for hit in answer.hits]
    columns = (*DOCUMENT_COLUMNS, "score", "occurrences", "loose_occurrences", "loose", "related", "snippet")
    flat = [
        row | {"snippet": " … ".join(piece.text for piece in hit.snippets)}
        for row, hit in zip(rows, answer.hits, strict=True)
    ]
    return Answer(
        json=_search_json(answer),
        human=lambda console: report.search(console, library, answer),
        rows=Rows(columns, flat),
    )


def _answer(library: Library, query: str, arguments: argparse.Namespace) -> SearchAnswer:
    return library.search(
        query, limit=arguments.limit, sort=arguments.sort, fold_duplicates=arguments.fold_duplicates
    )


def _search_json(answer: SearchAnswer) -> dict[str, object]:
    return entry(answer, hits=[_hit(hit) for hit in answer.hits])


def _hit(hit: Hit) -> dict[str, object]:
    found = entry(hit)
    del found["document"]
    return entry(hit.document) | found


def _search_lines(library: Library, arguments: argparse.Namespace) -> int:
    """Answer the queries of a file, blank lines left out; 1 when one of them could not be answered."""
    exit_code = 0
    for query in lines_of(arguments.queries):
        try:
            answer = _search_json(_answer(library, query, arguments))
        except UsageError as error:
            say(f"{query}: {translate_error(error)}")
            answer = {"query": query} | error_json(error)
            exit_code = 1
        write_json(with_corpus(answer, library))
    return exit_code


def _kwic_arguments(parser: argparse.ArgumentParser) -> None:
    _query(parser)
    parser.add_argument(
        "--sort",
        choices=("left", "right", "date"),
        default="date",
        metavar="left|right|date",
        help=_("order by what stands left or right of the keyword, or by date"),
    )
    parser.add_argument(
        "--width",
        metavar="N",
        type=values.count,
        help=_("characters on each side of the keyword (20, or what fits the line)"),
    )


def _kwic(library: Library, arguments: argparse.Namespace) -> Answer:
    query = " ".join(arguments.query)
    width = KWIC_WIDTH if arguments.width is None else arguments.width
    lines = library.kwic(query, sort=arguments.sort, width=width)
    rows = [entry(line) for line in lines]
    return Answer(
        json={"query": query, "lines": rows},
        human=lambda console: report.kwic(console, lines, fit=arguments.width is None),
        rows=Rows(("id", "start", "end", "left", "keyword", "right"), rows),
    )


def _stats_arguments(parser: argparse.ArgumentParser) -> None:
    _query(parser)
    parser.add_argument(
        "--by",
        metavar="FACET,…",
        type=_facets,
        default=("region",),
        help=_("one or more of region, city, level, year, source, kind (region)"),
    )
    parser.add_argument(
        "--term", action="store_true", help=_("count the term of that name: 三会一课 is no 三会")
    )


def _term_stats(library: Library, arguments: argparse.Namespace, name: str) -> list[StatsRow]:
    """The counts of the term that goes by ``name``, as the registers have it."""
    with bar(_("Reading terms")) as progress:
        library.terms(limit=0, mentions=False, progress=progress)
    key = library.term_named(name)
    if key is None:
        raise UsageError(
            N_("{name} is no term of these documents; without --term its words are counted."), name=name
        )
    return library.stats_of(library.term_counts(key), arguments.by)


def _facets(value: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in value.replace("，", ",").split(","))
    wrong = [name for name in names if name not in FACETS]
    if wrong or len(set(names)) < len(names):
        raise UsageError(
            N_("--by cannot be {value}; write one or more of {facets}, each once, for example region,year."),
            value=value,
            facets=", ".join(FACETS),
        )
    return names


def _stats(library: Library, arguments: argparse.Namespace) -> Answer:
    query = " ".join(arguments.query)
    found = _term_stats(library, arguments, query) if arguments.term else library.stats(query, arguments.by)
    rows = stats_table(found, arguments.by)
    return Answer(
        json={"query": query, "by": list(arguments.by), "rows": list(rows.rows)},
        human=lambda console: report.stats(console, found, arguments.by),
        rows=rows,
    )


COMMANDS = (
    Command(
        name="search",
        summary=N_("Find documents and count what is said in them."),
        example="search '机关党建 省:湖南' --limit 10",
        arguments=_search_arguments,
        run=_search,
        table=True,
    ),
    Command(
        name="kwic",
        summary=N_("Show every place of a query in its context, one a line."),
        example="kwic 机关党建 --sort right --width 15",
        arguments=_kwic_arguments,
        run=_kwic,
        table=True,
    ),
    Command(
        name="stats",
        summary=N_("Count a query by province, level, year and other facets."),
        example="stats 党建 --by region,year",
        arguments=_stats_arguments,
        run=_stats,
        table=True,
    ),
)
