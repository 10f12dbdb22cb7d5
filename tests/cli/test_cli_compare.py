"""``compare``: documents laid beside each other, as JSON, for a reader, and when it is asked wrongly."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SAID = "坚持把支部建在项目上，让党旗在一线高高飘扬"
REWORDED = "坚持把小组建在项目上，让党旗在一线高高飘扬"
TEXTS = {
    "1甲.txt": f"甲地的做法\n\n近年来，甲地各级党员干部{SAID}，群众看在眼里。\n",
    "2乙.txt": f"乙地的经验\n\n说到经验，乙地只有一条，就是{SAID}。\n",
    "3丙.txt": f"丙地侧记\n\n记者在丙地看到，他们{REWORDED}，处处生机。\n",
}


@pytest.fixture
def three(tmp_path: Path, cli: Run) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    assert cli("import", folder, "--library", tmp_path / "library").code == 0
    return tmp_path / "library"


def test_every_two_documents_are_compared_in_offsets_of_both(cli: Run, three: Path) -> None:
    result = cli("compare", 1, 2, 3, "--library", three, "--json")
    assert result.code == 0
    assert set(result.json) == {"documents", "pairs", "paragraphs", "corpus"}
    assert [document["id"] for document in result.json["documents"]] == [1, 2, 3]
    texts = {id: cli("show", id, "--library", three, "--json").json["text"] for id in (1, 2, 3)}
    pairs = result.json["pairs"]
    assert [(pair["left_id"], pair["right_id"]) for pair in pairs] == list(combinations((1, 2, 3), 2))
    for pair in pairs:
        left, right = texts[pair["left_id"]], texts[pair["right_id"]]
        assert left[slice(*pair["left"])] == pair["left_text"]
        assert right[slice(*pair["right"])] == pair["right_text"]
        for edit in pair["differences"]:
            assert pair["left"][0] <= edit["start"] <= edit["end"] <= pair["left"][1]
            assert pair["right"][0] <= edit["other_start"] <= edit["other_end"] <= pair["right"][1]
    same, *_ = [pair for pair in pairs if pair["relation"] == "verbatim"]
    assert (same["similarity"], same["differences"], same["moved"]) == (1.0, [], False)
    near = [pair for pair in pairs if pair["relation"] == "near"]
    replaced = {
        texts[pair["right_id"]][edit["other_start"] : edit["other_end"]]
        for pair in near
        for edit in pair["differences"]
    }
    assert "小组" in replaced


def test_paragraphs_that_go_with_each_other_are_given_as_spans(cli: Run, three: Path) -> None:
    rows = cli("compare", 1, 2, "--library", three, "--json").json["paragraphs"]
    together = [row for row in rows if row["left"] and row["right"]]
    assert len(together) == 2  # the titles, and the paragraphs that hold the passage
    for id, side in ((1, "left"), (2, "right")):
        shown = cli("show", id, "--library", three, "--json").json["paragraphs"]
        spans = [[paragraph["start"], paragraph["end"]] for paragraph in shown]
        assert [row[side] for row in rows if row[side]] == spans


def test_a_reader_sees_both_wordings_and_what_differs(cli: Run, three: Path) -> None:
    result = cli("compare", 1, 3, "--library", three)
    assert result.code == 0
    assert SAID in result.out.replace("\n    ", "")
    assert REWORDED in result.out.replace("\n    ", "")
    assert "支部 → 小组" in result.out
    assert result.err == ""


@pytest.mark.parametrize("ids", [(1,), (1, 1), (1, 2, 3, 1), (1, 2, 3, 4, 5), (1, 99), (1, 10**17)])
def test_wrong_documents_are_wrong_use_and_one_sentence(cli: Run, three: Path, ids: tuple[int, ...]) -> None:
    result = cli("compare", *ids, "--library", three)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.strip().splitlines()) == 1


def test_documents_with_nothing_in_common_have_no_pairs(cli: Run, three: Path, tmp_path: Path) -> None:
    (tmp_path / "丁.txt").write_text("天地玄黄宇宙洪荒日月盈昃辰宿列张\n", "utf-8")
    assert cli("import", tmp_path / "丁.txt", "--library", three).code == 0
    result = cli("compare", 1, 4, "--library", three, "--json")
    assert (result.code, result.json["pairs"]) == (0, [])
