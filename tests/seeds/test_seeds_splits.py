"""On news and work reports that were added, replaced, taken out and merged, counts are the naive reader's."""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from pathlib import Path

import pytest

from index.engine.answers.answers import Answers
from index.engine.language.ast import And, Gap, Near, Node, Not, Or, Para, Sent, Term, unparse
from index.engine.language.query import parse
from index.errors import QueryError
from index.text.pinyin import strip_glosses

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "engine"))
from engine_histories import History, anew  # type: ignore[import-not-found]
from engine_oracle import Oracle, stored  # type: ignore[import-not-found]

QUERIES = int(os.environ.get("SEEDS_QUERIES", "300"))
NEWS = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "xwlb.jsonl.gz"


@pytest.fixture(scope="module")
def texts(govreports: list[Path]) -> list[str]:
    """Four work reports and sixty times three stories of the news."""
    if not NEWS.exists():
        pytest.skip("the news are not beside the repository (../shared/corpora)")
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        stories = [json.loads(next(lines)) for _ in range(180)]
    news = ["\n".join(f"{each['title']}\n{each['text']}" for each in stories[i::60]) for i in range(60)]
    reports = [strip_glosses(path.read_text("utf-8")) for path in govreports[:4]]
    return [
        "\n".join(line.strip() for line in text.split("\n") if line.strip()) for text in [*reports, *news]
    ]


@pytest.fixture(scope="module")
def history(texts: list[str]) -> History:
    """A dozen commits of these texts, with deletions and mergers in between."""
    chance = random.Random(3)
    made = History()
    numbers = list(range(len(texts)))
    chance.shuffle(numbers)
    for start in range(0, len(numbers), 6):
        some = numbers[start : start + 6]
        # One of them is new in place of an earlier one.
        again = [stored(chance.randrange(1, len(texts) + 1), texts[chance.choice(numbers)])]
        made.put([stored(number + 1, texts[number]) for number in some])
        made.put(again)
        made.remove(chance.randrange(1, len(texts) + 1))
        if len(made.parts) > 5:
            first = chance.randrange(len(made.parts) - 3)
            made.merge(first, first + chance.randint(2, 4))
    return made


@pytest.fixture(scope="module")
def answers(history: History) -> tuple[Answers, Answers, dict[int, Oracle]]:
    documents = history.documents()
    return history.answers(), anew(documents), {each.document.id: Oracle(each) for each in documents}


def pieces(text: str, chance: random.Random) -> list[Term]:
    """Three terms that stand near each other in a text, cut anywhere."""
    start = chance.randrange(len(text))
    found: list[Term] = []
    while len(found) < 3:
        at = max(0, min(len(text) - 1, start + chance.randrange(60)))
        try:
            node = parse(text[at : at + chance.choice([1, 2, 2, 2, 3, 4, 6, 9])].replace("\n", ""))
        except QueryError:
            node = Term("发展")
        if isinstance(node, Term):
            found.append(node)
    return found


def queries(texts: list[str], number: int) -> list[Node]:
    chance = random.Random(4)
    found: list[Node] = []
    while len(found) < number:
        one, two, three = pieces(chance.choice(texts), chance)
        distance = chance.choice([0, 3, 20])
        shapes: list[Node] = [one, two, And((one, Not(two))), Or((And((one, two)), three))]
        if min(len(one.raw), len(two.raw)) > 1:  # the naive reader tries all pairs
            shapes += [Gap((one.raw, two.raw)), Near(one, two, distance), Sent(one, two), Para(one, two)]
            shapes += [Near(Or((one, Term("发展"))), two, distance)]
        query = chance.choice(shapes)
        if parse(unparse(query)) == query:
            found.append(query)
    return found


def test_real_texts_are_counted_as_the_naive_reader_counts_them(
    texts: list[str], answers: tuple[Answers, Answers, dict[int, Oracle]]
) -> None:
    here, there, oracles = answers
    for query in queries(texts, QUERIES):
        asked = unparse(query)
        answer = here.search(asked, 10)
        exact = {id for id, oracle in oracles.items() if oracle.holds(query, loose=False)}
        loose = {id for id, oracle in oracles.items() if oracle.holds(query, loose=True)} - exact
        assert here.matching(asked) == sorted(exact), asked
        assert (answer.documents, answer.loose_documents) == (len(exact), len(loose)), asked
        if not isinstance(query, (And, Or)):
            counts = [oracles[id].counts(query) for id in exact | loose]
            assert answer.occurrences == sum(count for count, _ in counts), asked
            assert answer.loose_occurrences == sum(count for _, count in counts), asked
        other = there.search(asked, 10)
        assert (answer.hits, answer.facets, answer.related_documents) == (
            other.hits,
            other.facets,
            other.related_documents,
        ), asked
