"""Figures, quotations and outlines of the real articles and work reports, against what a reader found.

``labels/*.tsv`` hold rows of facts and offsets into the stored text of an import of the file alone, of which
``text`` rows keep the beginning of the SHA-256. ``read`` rows name the stretches that were read as a whole:
what is found there without a row is wrong. ``?`` in the last column, and ``open`` rows, are matters of
opinion, which count neither way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from index.library import Library
from index.model import StoredText
from index.registers.figures.figures import figures_of
from index.registers.model import Figure
from index.registers.outlines.outlines import outline_of
from index.registers.quotations.quotations import quotations_of
from index.text.fold import fold

LABELS = Path(__file__).parent / "labels"
Rows = list[list[str]]
Texts = Callable[[str, str], StoredText]


def rows(name: str) -> Rows:
    lines = (LABELS / f"{name}.tsv").read_text("utf-8").splitlines()
    return [[*line.split("\t"), *[""] * 11][:11] for line in lines if line and line[0] != "#"]


@pytest.fixture(scope="module")
def texts(
    seeds: dict[str, Path], govreports: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Texts]:
    """A file's name and the hash of its text to the text, imported alone."""
    files = {file.name: file for file in [*seeds.values(), *govreports]}
    known: dict[str, StoredText] = {}

    def text_of(name: str, digest: str) -> StoredText:
        if name not in known:
            with Library.open(tmp_path_factory.mktemp("one") / "library") as library:
                library.import_paths([files[name]])
                known[name] = library.show(1)
        if not sha256(known[name].text.encode()).hexdigest().startswith(digest):
            pytest.skip(f"the stored text of {name} is not the one that was read: read it again")
        return known[name]

    yield text_of


@dataclass
class Score:
    """Counts of one comparison, with what went wrong."""

    right: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def check(self, name: str, good: bool, what: str) -> None:
        self.asked[name] = self.asked.get(name, 0) + 1
        if not good:
            self.wrong.setdefault(name, []).append(what)

    def share(self, name: str) -> float:
        return 1 - len(self.wrong.get(name, [])) / max(1, self.asked.get(name, 0))

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + len(self.false) + len(self.missed))

    def __str__(self) -> str:
        return "\n".join(
            [
                f"F1 {self.f1:.3f}",
                *(f"false: {one}" for one in self.false),
                *(f"missed: {one}" for one in self.missed),
                *(f"{name}: {one}" for name, all_of in self.wrong.items() for one in all_of),
            ]
        )


def compare_figures(label: Rows, texts: Texts) -> Score:
    score = Score()
    documents = {row[1]: texts(row[1], row[2]) for row in label if row[0] == "text"}
    found = {name: figures_of(stored) for name, stored in documents.items()}
    met: set[int] = set()
    for name, start, end in [(row[1], int(row[2]), int(row[3])) for row in label if row[0] == "read"]:
        for one in found[name]:
            if start <= one.start < end:
                hits = [
                    number
                    for number, row in enumerate(label)
                    if row[0] == "figure"
                    and row[1] == name
                    and int(row[2]) < one.end
                    and one.start < int(row[3])
                ]
                fresh = [number for number in hits if number not in met]
                if fresh:
                    met.add(fresh[0])
                    compare_figure(score, label[fresh[0]], one)
                else:
                    score.false.append(f"{name} {one.start} {one.text}")
    for number, row in enumerate(label):
        if row[0] == "figure" and number not in met and row[10] != "?":
            score.missed.append(" ".join(row))
    return score


def compare_figure(score: Score, row: list[str], one: Figure) -> None:
    _, name, _, _, value, upper, unit, qualifier, date, subject, opinion = row
    if opinion == "?":
        return
    score.right += 1
    what = f"{name} {one.start} {one.text}"
    score.check("value", one.value == float(value) and one.upper == (float(upper) if upper else None), what)
    score.check("unit", fold(one.unit or "") == unit, f"{what}: {one.unit}")
    score.check("qualifier", (one.qualifier or "") == qualifier, f"{what}: {one.qualifier}")
    if date != "?":
        score.check("date", (one.date or "") == date, f"{what}: {one.date}, not {date}")
    if subject:
        near = bool(one.subject) and (subject in str(one.subject) or str(one.subject) in subject)
        score.check("subject", near, f"{what}: {one.subject}, not {subject}")


def compare_quotations(label: Rows, texts: Texts) -> Score:
    score = Score()
    documents = {row[1]: texts(row[1], row[2]) for row in label if row[0] == "text"}
    found = {
        name: {(one.start, one.end): one for one in quotations_of(stored)}
        for name, stored in documents.items()
    }
    decided = {(row[1], int(row[2]), int(row[3])) for row in label if row[0] in ("quotation", "none", "open")}
    for kind, name, start, end, speaker, date, *_ in label:
        if kind in ("text", "read"):
            continue
        one = found[name].get((int(start), int(end)))
        what = f"{name} {start} {documents[name].text[int(start) : int(start) + 12]}"
        if kind == "quotation" and one:
            score.right += 1
            score.check("speaker", (one.speaker or "") == speaker, f"{what}: {one.speaker}")
            score.check("invented", one.speaker in (None, speaker), f"{what}: {one.speaker}")
            if date:
                score.check("date", one.date == date, f"{what}: {one.date}")
        elif kind == "quotation":
            score.missed.append(what)
        elif kind == "none" and one:
            score.false.append(what)
    for name in {row[1] for row in label if row[0] == "read"}:
        score.false += [
            f"{name} {one.start} {one.text[:12]}"
            for place, one in found[name].items()
            if (name, *place) not in decided
        ]
    return score


def test_the_figures_of_the_articles_are_those_that_a_reader_finds(texts: Texts) -> None:
    score = compare_figures(rows("figures"), texts)
    assert score.right > 250
    assert score.f1 >= 0.97, score
    assert score.share("value") >= 0.99, score
    assert score.share("unit") >= 0.99, score
    assert score.share("qualifier") >= 0.98, score
    assert score.share("date") >= 0.97, score
    assert score.share("subject") >= 0.93, score


def test_the_quotations_of_the_articles_are_those_that_a_reader_finds(texts: Texts) -> None:
    score = compare_quotations(rows("quotations"), texts)
    assert score.right > 100
    assert score.f1 >= 0.95, score
    assert score.share("speaker") >= 0.97, score
    assert score.share("invented") == 1, score
    assert score.share("date") == 1, score


def test_the_headings_of_the_articles_are_those_that_a_reader_sees(texts: Texts) -> None:
    label = rows("outlines")
    score = Score()
    for name, digest in [(row[1], row[2]) for row in label if row[0] == "text"]:
        found = {one.start: one for one in outline_of(texts(name, digest)).headings}
        for kind, document, start, level, lead, *_ in label:
            if document == name and kind in ("heading", "open"):
                one = found.pop(int(start), None)
                if one is None and kind == "heading":
                    score.missed.append(f"{name} {start}")
                elif one is not None and kind == "heading":
                    score.right += 1
                    score.check("level", (one.level, one.lead) == (int(level), lead == "l"), one.text[:12])
        score.false += [f"{name} {one.start} {one.text[:12]}" for one in found.values()]
    assert score.right > 200
    assert score.f1 >= 0.97, score
    assert score.share("level") >= 0.97, score
