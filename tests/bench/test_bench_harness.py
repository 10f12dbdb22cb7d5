"""The benchmarks run from end to end; how fast anything is, is no matter here."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent


def ran(program: str, *arguments: str | Path) -> str:
    command = [sys.executable, BENCH / program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over a few documents of the sample corpus."""
    folder = tmp_path_factory.mktemp("bench")
    file = folder / "figures.json"
    asked = ("--documents", "12", "--rounds", "1", "--source", "none")
    ran("run.py", *asked, "--work", folder / "work", "--json", file)
    return file


def test_every_part_and_peer_has_figures_or_says_what_is_missing(figures: Path) -> None:
    told = json.loads(figures.read_text("utf-8"))
    assert {"import", "index", "typing", "listing", "opening", "adding"} <= set(told["ours"]["12"])
    for peer in told["peers"].values():
        assert "missing" in peer or peer["documents"] == 12


def test_this_program_finds_what_brute_force_finds(figures: Path) -> None:
    told = json.loads(figures.read_text("utf-8"))
    counted = [query for query in told["queries"] if query["documents"] is not None]
    assert any(query["documents"] for query in counted)
    for query in counted:
        answer = query["answers"]["dangjian-tui"]
        assert answer["found"] == query["documents"], query["query"]
        assert answer["occurrences_found"] == query["occurrences"], query["query"]


def test_the_tables_can_be_made_from_the_figures_alone(figures: Path) -> None:
    shown = ran("report.py", figures)
    assert "| `发展` |" in shown
    assert "tantivy" in shown


def test_the_readme_has_a_place_for_the_tables() -> None:
    readme = (BENCH.parents[1] / "README.md").read_text("utf-8")
    assert readme.count("<!-- table: speed -->\n") == 1


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="there is no /proc")
def test_what_a_process_has_started_is_found_while_it_runs_and_no_longer() -> None:
    family = runpy.run_path(str(BENCH / "measure.py"))["family"]
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert child.pid in set(family(os.getpid()))
    child.communicate(b"\n")
    assert list(family(child.pid)) == [child.pid]


def test_articles_are_the_same_each_time_and_none_is_a_copy(tmp_path: Path) -> None:
    for folder, number in (("few", "30"), ("many", "60")):
        ran("corpus.py", "--documents", number, "--source", "none", "--out", tmp_path / folder)
    few, many = (
        {file.name: file.read_text("utf-8") for file in (tmp_path / folder).rglob("*.txt")}
        for folder in ("few", "many")
    )
    assert len(few) == 30
    assert len(set(many.values())) == 60
    assert few.items() <= many.items()
