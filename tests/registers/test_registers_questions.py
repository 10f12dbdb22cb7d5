"""What may be asked about figures: few questions, and what they name stands in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.collect import collect
from index.model import Document, StoredText
from index.registers.figures.figures import figures_of
from index.registers.figures.questions import between, clause_of, questions_of
from index.registers.model import Found, Question
from index.text.fold import fold

Asked = list[tuple[str, list[str]]]


def stored(data: str | bytes, id: int = 1, region: str | None = None) -> StoredText:
    """What an import makes of a file."""
    found = collect(data.encode() if isinstance(data, str) else data, path="a.txt")
    document = Document(
        id=id,
        title=None,
        subtitle=None,
        authors=(),
        source=None,
        date=None,
        date_precision="none",
        posted=None,
        inferred=(),
        region=region,
        city=None,
        level=None,
        organ=None,
        kind=None,
        url=None,
        path=None,
        sources=(),
        script="simplified",
        characters=len(found.text),
        duplicate_of=None,
    )
    return StoredText(document, found.text, found.paragraphs, (), ())


def asked(text: str) -> Asked:
    one = stored(f"支部的账本\n\n{text}\n")
    return [(found.kind, [at.text for at in found.figures]) for found in questions_of(one, figures_of(one))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全县共有114个支部，其中机关支部85个，农村支部29个。", ["114个", "85个", "29个"]),
        ("机关支部85个，农村支部29个，合计114个。", ["114个", "85个", "29个"]),
        ("机关41名，学校33名，企业17名，全县共计91名。", ["91名", "41名", "33名", "17名"]),
        (
            "全市共有114个党组织提交了114项成果。\n\n直属的85个党组织参加，非直属的报送29项。",
            ["114个", "85个", "29项"],
        ),
    ],
)
def test_a_figure_of_all_there_are_may_be_the_sum_of_others(text: str, figures: list[str]) -> None:
    assert asked(text) == [("sum", figures)]


@pytest.mark.parametrize(
    "text",
    [
        "全县共有114个支部，机关支部80个，农村支部29个。",  # does not come out
        "修桥36座，另外两处各修11座和25座。",  # nothing says that they are all
        "全县共有60个支部，机关40个，农村20个。",  # round numbers
        "全县共有114余个支部，其中机关85个，农村29个。",
        "全县共增长114%，其中机关85%，农村29%。",
    ],
)
def test_sums_by_chance_are_not_asked_about(text: str) -> None:
    assert asked(text) == []


def test_a_part_that_is_more_than_the_whole() -> None:
    assert asked("培训党员52名，其中女党员79名。") == [("part", ["52名", "79名"])]
    assert asked("培训党员79名，其中女党员52名。") == []
    assert asked("新增党员52名，其中女党员79名。") == []
    assert asked("占比52%，其中女党员79%。") == []
    assert asked("培训干部52名、党员40名，其中女同志79名。") == []
    assert asked("培训党员近百名，其中女党员120名。") == []


def test_the_same_thing_told_differently() -> None:
    told = "设立党员先锋岗623个。经过努力，设立党员先锋岗{}个。"
    assert asked(told.format(681)) == [("differs", ["623个", "681个"])]
    assert asked(told.format(623)) == []
    assert asked("设立党员先锋岗600余个。经过努力，设立党员先锋岗623个。") == []
    # What was done, and what is to be done.
    assert asked(told.format(681).replace("。经过", "。\n\n经过")) == []


def test_documents_that_tell_the_same_thing_differently() -> None:
    def documents(*others: str, region: str = "湖南", year: str = "2021年7月") -> list[Question]:
        found = []
        for id, number in enumerate(others, 1):
            text = stored(f"先锋岗\n\n{year}，市直机关设立党员先锋岗{number}个。\n", id, region or None)
            folded = fold(text.text)
            rows = [(figure, clause_of(figure, folded)) for figure in figures_of(text)]
            found += [(Found(id, figure), clause) for figure, clause in rows if clause]
        return list(between(found))

    (question,) = documents("623", "681", "623")
    assert question.kind == "differs"
    assert [(at.id, at.value) for at in question.figures] == [(1, 623), (2, 681)]
    assert documents("623", "623") == []
    assert documents("623", "681", region="") == []
    assert documents("623", "681", year="2021年") == []
    assert documents("623", "600余") == []


def test_what_is_asked_about_stands_in_the_text(seeds: dict[str, Path], govreports: list[Path]) -> None:
    """On real texts: every place is right, and questions are rare."""
    count = characters = 0
    for file in [*seeds.values(), *govreports]:
        one = stored(file.read_bytes())
        figures = figures_of(one)
        characters += len(one.text)
        for question in questions_of(one, figures):
            count += 1
            assert len(question.figures) >= 2
            for at in question.figures:
                assert one.text[at.start : at.end] == at.text
    assert count <= characters / 50_000


def test_the_sum_in_a_real_article(seeds: dict[str, Path]) -> None:
    one = stored(seeds["002"].read_bytes())
    sums = [question for question in questions_of(one, figures_of(one)) if question.kind == "sum"]
    assert [[at.value for at in question.figures] for question in sums] == [[114, 85, 29]]
