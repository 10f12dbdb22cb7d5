"""Articles to measure with: stories joined to documents of some 3,500 characters, recombined for more.

The first round joins the stories as they are. Each further round puts all sentences into another order before
it cuts documents from them, so that any number of documents can be had that are no copies of each other. The
same source gives the same documents, and the first n of more documents are n documents.

As a program it writes a tree of text files: ``python tests/bench/corpus.py --documents 20000 --out FOLDER``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "corpora" / "xwlb.jsonl.gz"
FOLDER_SIZE = 1000
# Paragraphs are not cut: what is over brings the mean to 3,500.
MEAN, SPREAD = 3300, 1500
_PLACES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北"
    " 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆"
)
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”’』」）]*")


@dataclass(frozen=True, slots=True)
class Story:
    """A piece of the source."""

    title: str
    date: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document: ``number`` counts from 0, ``paragraphs`` stand one a line."""

    number: int
    title: str
    date: str
    source: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The article as it is saved: its title, a line about it, its paragraphs."""
        return "\n".join((self.title, f"{self.date}　来源：{self.source}", *self.paragraphs))

    @property
    def path(self) -> Path:
        """Where the file lies in the tree."""
        return path_of(self.number)


def path_of(number: int) -> Path:
    """Where an article lies: a thousand files a folder."""
    return Path(f"{number // FOLDER_SIZE:03d}", f"{number:06d}.txt")


def stories(source: Path | None) -> list[Story]:
    """The stories of a ``.jsonl.gz`` file (title, text, date, source); ``None``: the sample corpus."""
    if source is None:
        return _sample()
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Story(row["title"], row["date"], row["source"].split("（")[0], _plain(row["text"]))
        for row in rows
        if row["text"]
    ]


def articles(told: Sequence[Story]) -> Iterator[Article]:
    """Documents without end."""
    numbers = count()
    lengths = random.Random(1)
    for paragraphs in _joined(told, lengths):
        yield _article(next(numbers), told, 0, paragraphs)
    sentences = [match[0] for story in told for match in _SENTENCE.finditer(story.text.replace("\n", ""))]
    for turn in count(1):
        for paragraphs in _recombined(sentences, random.Random(turn)):
            yield _article(next(numbers), told, turn, paragraphs)


def written(wanted: Iterable[Article], folder: Path) -> None:
    """Write articles under ``folder``; files that are there are left as they are."""
    for article in wanted:
        path = folder / article.path
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article.text, "utf-8")


def tree(folder: Path, documents: int) -> list[Path]:
    """The first ``documents`` articles under ``folder``: whole folders, and files where one is not whole."""
    folders, files = divmod(documents, FOLDER_SIZE)
    return [
        *(folder / f"{number:03d}" for number in range(folders)),
        *(folder / path_of(folders * FOLDER_SIZE + number) for number in range(files)),
    ]


def _joined(told: Sequence[Story], lengths: random.Random) -> Iterator[tuple[str, ...]]:
    """The stories in order, joined until a document is long enough."""
    paragraphs: list[str] = []
    wanted = _length(lengths)
    for story in told:
        paragraphs += filter(None, (line.strip() for line in story.text.split("\n")))
        if sum(map(len, paragraphs)) >= wanted:
            yield tuple(paragraphs)
            paragraphs, wanted = [], _length(lengths)


def _recombined(sentences: list[str], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """All sentences in another order, two to five a paragraph."""
    order = iter(chance.sample(sentences, len(sentences)))
    while True:
        wanted = _length(chance)
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < wanted:
            paragraph = "".join(islice(order, chance.randint(2, 5)))
            if not paragraph:
                return
            paragraphs.append(paragraph)
        yield tuple(paragraphs)


def _article(number: int, told: Sequence[Story], turn: int, paragraphs: tuple[str, ...]) -> Article:
    story = told[number * 7 % len(told)]
    places = _PLACES.split()
    title = f"{places[number % len(places)]}：{story.title}" if turn % 2 else story.title
    return Article(number, title, story.date, story.source, paragraphs)


def _plain(text: str) -> str:
    """The text without rules and runs of spaces, which an import would repair."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip("-"))


def _length(chance: random.Random) -> int:
    return chance.randint(MEAN - SPREAD, MEAN + SPREAD)


def _sample() -> list[Story]:
    texts = sorted(
        (entry for entry in (files("data") / "corpus").iterdir() if entry.name.endswith(".txt")),
        key=lambda entry: entry.name,
    )
    return [Story(text.name[:-4], "2024-01-01", "样本", text.read_text("utf-8")) for text in texts]


def main() -> None:
    """Write a tree of files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20000, metavar="N")
    parser.add_argument(
        "--source",
        type=Path,
        default=SOURCE,
        metavar="FILE",
        help="stories as .jsonl.gz; the sample corpus if it is not there",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    asked = parser.parse_args()
    source = asked.source if asked.source.exists() else None
    written(islice(articles(stories(source)), asked.documents), asked.out)


if __name__ == "__main__":
    main()
