"""On real articles and work reports, every string is counted as the naive reader counts it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from index.engine.core import Engine
from index.engine.language.ast import Term
from index.engine.language.query import parse
from index.errors import QueryError
from index.model import StoredText
from index.text.pinyin import strip_glosses

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engine"))
from engine_oracle import Oracle, shelf, stored  # type: ignore[import-not-found]
from engine_writing import rebuild  # type: ignore[import-not-found]

# Counts in the decoded files as they are, page furniture and all: exact and loose documents and occurrences.
REQUIRED = [
    "机关党建",
    "四强党支部",
    "着力",
    "合力攻",
    "动力党建合力攻坚",
    "印发关于",
    "学用贯",
    "强党支部",
    "党",
]


def lines_of(path: Path) -> str:
    """The lines of a file without blank ones and pinyin junk: import is not what is tested here."""
    return "\n".join(
        line.strip() for line in strip_glosses(path.read_text("utf-8")).split("\n") if line.strip()
    )


def opened(texts: list[str]) -> tuple[Engine, list[StoredText]]:
    documents = [stored(number, text) for number, text in enumerate(texts, 1)]
    engine = Engine(None, shelf(documents))
    rebuild(engine, documents, "now")
    return engine, documents


def compare(engine: Engine, oracles: list[Oracle], query: str, node: Term) -> None:
    """Documents, exact and loose occurrences of one term."""
    answer = engine.search(query, limit=0)
    counts = [oracle.counts(node) for oracle in oracles]
    assert (answer.documents, answer.occurrences, answer.loose_documents, answer.loose_occurrences) == (
        sum(exact > 0 for exact, _ in counts),
        sum(exact for exact, _ in counts),
        sum(loose > 0 and not exact for exact, loose in counts),
        sum(loose for _, loose in counts),
    ), query


@pytest.fixture(scope="module")
def articles(seeds: dict[str, Path]) -> tuple[Engine, list[Oracle], list[str]]:
    texts = [lines_of(path) for path in seeds.values()]
    engine, documents = opened(texts)
    return engine, [Oracle(document) for document in documents], texts


@pytest.mark.parametrize("term", REQUIRED)
def test_the_required_strings_are_counted_as_by_hand(
    articles: tuple[Engine, list[Oracle], list[str]], term: str
) -> None:
    engine, oracles, _ = articles
    compare(engine, oracles, term, Term(term))


def test_marks_that_cut_make_a_match_loose(articles: tuple[Engine, list[Oracle], list[str]]) -> None:
    engine, _, _ = articles
    fused = engine.search("动力党建合力攻坚")
    assert (fused.occurrences, fused.loose_occurrences) == (0, 2)
    first = engine.search("四强党支部 篇:1").hits[0]
    assert (first.occurrences, first.loose_occurrences) == (1, 2)
    issued = engine.search("印发关于")
    assert issued.documents == 0 and issued.loose_documents > 0
    assert all("《" in snippet.text for hit in issued.hits if hit.loose for snippet in hit.snippets)


def test_random_pieces_of_the_articles(articles: tuple[Engine, list[Oracle], list[str]]) -> None:
    engine, oracles, texts = articles
    for query, node in pieces(texts, 1500, seed=1):
        compare(engine, oracles, query, node)


def test_random_pieces_of_the_work_reports(govreports: list[Path]) -> None:
    texts = [lines_of(path) for path in govreports[:5]]
    engine, documents = opened(texts)
    oracles = [Oracle(document) for document in documents]
    for query, node in pieces(texts, 1000, seed=2):
        compare(engine, oracles, query, node)


def pieces(texts: list[str], number: int, seed: int) -> list[tuple[str, Term]]:
    """Substrings of one to twelve characters, cut anywhere, that the query language reads as one literal."""
    chance = random.Random(seed)
    found: list[tuple[str, Term]] = []
    while len(found) < number:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.choice([1, 2, 2, 3, 4, 6, 9, 12])]
        try:
            node = parse(piece)
        except QueryError:
            continue
        if isinstance(node, Term):
            found.append((piece, node))
    return found
