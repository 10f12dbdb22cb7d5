"""``xref``: from a passage to all who say it, as JSON and for a reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SAID = "清早巡渠不误农时，账目当众念"
NEAR = "清早巡渠不误农事，账目当众念"


@pytest.fixture
def shared(tmp_path: Path, cli: Run) -> Path:
    """A library of three documents; two share a sentence, the third has reworded it."""
    folder = tmp_path / "文"
    folder.mkdir()
    for name, said in (("甲", SAID), ("乙", f"“{SAID}”"), ("丙", NEAR)):
        (folder / f"{name}.txt").write_text(
            f"{name}镇的一天\n\n今天{name}镇{said}，大家叫好。\n", encoding="utf-8"
        )
    assert cli("import", folder, "--library", tmp_path / "库").code == 0
    return tmp_path / "库"


def asked(cli: Run, library: Path, *words: object) -> Any:
    return cli("xref", *words, "--library", library)


def text_of(cli: Run, library: Path, id: int) -> str:
    return str(cli("show", id, "--json", "--library", library).json["text"])


def test_a_passage_of_a_document_gives_its_parallels_with_their_places(cli: Run, shared: Path) -> None:
    texts = {id: text_of(cli, shared, id) for id in (1, 2, 3)}
    id = next(id for id, text in texts.items() if f"镇{SAID}" in text)
    start = texts[id].index(SAID)
    result = asked(cli, shared, id, f"{start}:{start + len(SAID)}", "--json")
    assert result.code == 0
    assert result.json["corpus"]["documents"] == 3
    (passage,) = result.json["passages"]
    assert (passage["start"], passage["end"], passage["text"]) == (start, start + len(SAID), SAID)
    assert (passage["listed"], passage["documents"], passage["occurrences"]) == (True, 3, 3)
    assert passage["earliest"] is None
    verbatim, near = passage["parallels"]
    for parallel in (verbatim, near):
        assert parallel["text"] == texts[parallel["id"]][parallel["start"] : parallel["end"]]
    assert (verbatim["relation"], verbatim["similarity"], verbatim["differences"]) == ("verbatim", 1.0, [])
    assert (near["relation"], near["text"]) == ("near", NEAR)
    (difference,) = near["differences"]
    assert difference["op"] == "replace"
    other = texts[near["id"]][difference["other_start"] : difference["other_end"]]
    assert texts[id][difference["start"] : difference["end"]].replace("时", "事") == other


def test_a_document_alone_is_asked_for_paragraph_by_paragraph(cli: Run, shared: Path) -> None:
    passages = asked(cli, shared, 1, "--json").json["passages"]
    assert passages
    assert all("\n" not in passage["text"] for passage in passages)


def test_any_text_is_asked_for_each_line_of_it(cli: Run, shared: Path) -> None:
    found = asked(cli, shared, f"--text=毫不相干的一句话说在前头\n{SAID}", "--json").json
    assert [passage["text"] for passage in found["passages"]] == [SAID]
    assert found["passages"][0]["start"] == 13
    assert asked(cli, shared, "--text", "毫不相干的一句话说在前头", "--json").json["passages"] == []


def test_a_file_of_texts_is_answered_one_document_a_line(cli: Run, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "问.txt"
    file.write_text(f"{SAID}\n\n。。。\n毫不相干的一句话\n", encoding="utf-8")
    result = asked(cli, shared, "--queries", file)
    assert result.code == 1
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert [answer["text"] for answer in answers] == [SAID, "。。。", "毫不相干的一句话"]
    assert [passage["documents"] for passage in answers[0]["passages"]] == [3]
    assert answers[1]["error"]["type"] == "UsageError"
    assert answers[2]["passages"] == []
    assert all(answer["corpus"]["documents"] == 3 for answer in answers)


def test_a_reader_sees_who_says_it_and_how_wordings_differ(cli: Run, shared: Path) -> None:
    out = asked(cli, shared, "--text", SAID).out
    assert SAID in out
    assert NEAR in out
    assert all(f"{name}镇的一天" in out for name in "甲乙丙")
    assert "→" in out


def test_the_help_has_an_example(cli: Run) -> None:
    result = cli("xref", "--help")
    assert result.code == 0
    assert "xref 3 120:180" in result.out
    assert all(option in result.out for option in ("START:END", "--text", "--queries", "--json"))


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["1", "--text", "某段话"],
        ["0"],
        ["一"],
        ["99"],
        ["1", "5"],
        ["1", "9:5"],
        ["1", "5:5"],
        ["1", "0:9999"],
        ["--text="],
        ["--text", "……！"],
        ["--queries", "没有这个文件"],
        ["--queries", "-", "--csv"],
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(cli: Run, shared: Path, words: list[str]) -> None:
    result = asked(cli, shared, *words)
    assert result.code == 2
    assert result.out == ""
    assert len(result.err.strip().splitlines()) == 1
    assert "Traceback" not in result.err
