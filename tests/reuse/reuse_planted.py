"""Passages planted in documents, reworded by so much, and how many of them are found again.

The texts are news where these are beside the repository, otherwise of words that mean nothing. Noise is a
share of a passage's letters changed, put in or left out; on top of it come what is no difference (the other
script, other punctuation and quotation marks) and, now and then, clauses in another order.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from random import Random

from index.reuse.model import Passage
from index.text.form import match_form
from index.text.script import display

SOURCE = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "xwlb.jsonl.gz"
OVERLAP, ALIKE = 0.8, 0.7
_CLAUSE = re.compile(r"[^，。；！？：、\n]+[，。；！？：、]?")
_LIKE = "，、；。"


@dataclass(frozen=True, slots=True)
class Planted:
    """``passage`` stands, reworded, in the text of document ``id`` from ``start`` to ``end``."""

    passage: str
    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares of what was planted that is found, and of what is reported that is alike; what is missing."""

    recall: float
    precision: float
    missed: tuple[Planted, ...]
    wrong: tuple[tuple[str, str], ...]


@cache
def texts(count: int) -> tuple[str, ...]:
    """So many texts of some hundred letters, no two of them the same, each in one line."""
    if SOURCE.is_file():
        found = []
        with gzip.open(SOURCE, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = re.sub("^央视网消息[^\n]{0,12}[：:]", "", json.loads(line)["text"]).replace("\n", "")
                if 200 <= len(text) <= 2000:
                    found.append(text)
                if len(found) == count:
                    break
        return tuple(found)
    random = Random(5)
    words = ["".join(chr(random.randrange(0x4E00, 0x5200)) for _ in range(2)) for _ in range(4000)]
    clauses = ("".join(random.choices(words, k=random.randint(2, 7))) for _ in range(30 * count))
    marked = [clause + random.choice("，，，、。") for clause in clauses]
    return tuple("".join(marked[at : at + 30]) for at in range(0, len(marked), 30))


def letters(text: str) -> str:
    return match_form(text).skeleton


def passage_of(random: Random, text: str, size: int) -> str:
    """About ``size`` letters of a text from the beginning of a clause on."""
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    start = random.choice([at for at, _ in clauses if len(letters(text[at:])) >= size] or [0])
    end = start
    while len(letters(text[start:end])) < size and end < len(text):
        end += 1
    return text[start:end]


def reworded(random: Random, passage: str, noise: float) -> str:
    """With a share ``noise`` of its letters edited, and with what is no difference."""
    clauses = _CLAUSE.findall(passage)
    if len(clauses) >= 4 and random.random() < 0.15:
        at = random.randrange(1, len(clauses) - 2)
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
        passage = "".join(clauses)
    characters = list(passage)
    places = [at for at, character in enumerate(passage) if letters(character)]
    for at in sorted(random.sample(places, round(noise * len(places))), reverse=True):
        kind = random.randrange(3)
        other = chr(random.randrange(0x4E00, 0x9000))
        characters[at : at + 1] = [[other], [characters[at], other], []][kind]
    changed = "".join(characters)
    if random.random() < 0.3:
        changed = display(changed, "traditional")
    if random.random() < 0.3:
        changed = changed.replace("“", "「").replace("”", "」")
    if random.random() < 0.5:
        changed = re.sub(f"[{_LIKE}]", lambda _: random.choice(_LIKE), changed)
    return changed


def plant(
    seed: int, noise: float, count: int, *, documents: int = 60, shortest: int = 10, longest: int = 300
) -> tuple[dict[int, str], list[Planted]]:
    """Texts by id, and ``count`` passages of the first half of them planted in the second half."""
    random = Random(seed)
    base = list(texts(documents))
    half = documents // 2
    planted: list[Planted] = []
    for number in range(count):
        size = round(shortest * (longest / shortest) ** random.random())
        host = half + number % (documents - half)
        sources = [text for text in base[:half] if len(letters(text)) > size] or base[:half]
        passage = passage_of(random, random.choice(sources), size)
        changed = reworded(random, passage, noise)
        ends = [match.end() for match in re.finditer("。", base[host])] or [len(base[host])]
        at = random.choice(
            [end for end in ends if end >= max((p.end for p in planted if p.id == host + 1), default=0)]
            or [len(base[host])]
        )
        base[host] = base[host][:at] + changed + base[host][at:]
        planted.append(Planted(passage, host + 1, at, at + len(changed)))
    return {number + 1: text for number, text in enumerate(base)}, planted


def overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    """The share that two stretches have in common of the longer one."""
    both = min(end, other_end) - max(start, other_start)
    return both / max(end - start, other_end - other_start)


def looked_for(
    texts: dict[int, str], planted: Sequence[Planted], ask: Callable[[str], Sequence[Passage]]
) -> Outcome:
    """Ask for every planted passage, and judge the answers by an alignment of another kind."""
    missed = []
    wrong = []
    reported = 0
    for one in planted:
        found = False
        for passage in ask(one.passage):
            for parallel in passage.parallels:
                reported += 1
                assert parallel.text == texts[parallel.id][parallel.start : parallel.end]
                here = (
                    parallel.id == one.id
                    and overlap(parallel.start, parallel.end, one.start, one.end) >= OVERLAP
                )
                found |= here
                ours = letters(one.passage[parallel.passage.start : parallel.passage.end])
                if not here and not alike(ours, letters(parallel.text)):
                    wrong.append((ours, parallel.text))
        if not found:
            missed.append(one)
    return Outcome(
        1 - len(missed) / len(planted), 1 - len(wrong) / max(1, reported), tuple(missed), tuple(wrong)
    )


def alike(ours: str, theirs: str) -> bool:
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= ALIKE
