"""Measure this program beside its peers on one corpus in one run; print tables, write JSON.

    python tests/bench/run.py --documents 20000 --peers all --json figures.json
    python tests/bench/run.py --documents 20000 --growth 1000,5000,20000,100000 --json figures.json
    python tests/bench/report.py figures.json --readme     # renew the tables of the README

The peers come with the extra `bench` (pip install '.[bench]'); a row says which one is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import corpus
import ours
import report
from compare import built, compared
from measure import load, machine
from peers.processes import KINDS, OURS
from queries import QUERIES
from truth import Truth, plain, truth

PARTS = ("import", "index", "typing", "listing", "opening", "adding")


class Run:
    """One run: what was asked for, the corpus, and what has been measured so far."""

    def __init__(self, asked: argparse.Namespace, work: Path) -> None:
        self.asked = asked
        self.work = work
        source = asked.source if asked.source.exists() else None
        self.sizes: list[int] = sorted({asked.documents, *asked.growth})
        told = corpus.stories(source)
        told_on = corpus.articles(told)
        self.articles = list(islice(told_on, self.sizes[-1]))
        self.further = list(islice(told_on, ours.ADDED))
        self.say(f"{self.sizes[-1]} articles from {source or 'the sample corpus'}")
        corpus.written(self.articles, work / "texts")
        self.figures: dict[str, object] = {
            "machine": machine(),
            "load_before": load(),
            "source": source.name if source else "sample corpus",
            "documents": asked.documents,
            "characters": self.characters(asked.documents),
        }

    def say(self, what: str) -> None:
        print(what, file=sys.stderr, flush=True)  # noqa: T201

    def characters(self, documents: int) -> int:
        return sum(len(article.text) for article in self.articles[:documents])

    def tree(self, documents: int) -> list[Path]:
        """The folders and files of the first articles."""
        return corpus.tree(self.work / "texts", documents)

    def grown(self) -> None:
        """This program at each size."""
        self.figures["ours"] = {str(size): self._ours(size) for size in self.sizes}

    def beside(self) -> None:
        """The peers at the one size, and the queries of the comparison."""
        asked = self.asked
        peers = dict.fromkeys(OURS, asked.documents) if asked.ours else {}
        building: dict[str, object] = {}
        for name in asked.peers:
            self.say(f"building {KINDS[name].name}")
            folder = self.work / name
            figures = self._kept(folder) or built(name, self.articles[: asked.documents], folder)
            building[name] = {"name": KINDS[name].name} | figures
            if "missing" not in figures:
                (folder / "figures.json").write_text(json.dumps(figures))
                peers[name] = int(str(figures["documents"]))
        self.figures["peers"] = building
        found: Truth = {}
        if asked.check:
            self.say("counting by brute force")
            articles = self.articles[: asked.documents]
            texts = ours.texts(self._library(asked.documents)) if asked.ours else list(map(plain, articles))
            if len(texts) != asked.documents:
                raise RuntimeError(f"the library holds {len(texts)} of {asked.documents} documents")
            found = truth(texts, QUERIES)
        self.say(f"asking {', '.join(peers)}, {asked.rounds} rounds")
        self.figures["queries"] = compared(peers, self.work, found, asked.documents, asked.rounds)

    def _ours(self, documents: int) -> dict[str, object]:
        folder, parts = self._library(documents), self.asked.parts
        sessions = min(self.asked.rounds, ours.SESSIONS)
        characters = self.characters(documents)
        figures: dict[str, object] = {"documents": documents, "characters": characters}
        if "import" in parts or not folder.exists():
            self.say(f"importing {documents} documents")
            figures["import"] = ours.imported(self.tree(documents), characters, folder)
        if "index" in parts:
            self.say("indexing them anew")
            figures["index"] = ours.indexed(characters, folder)
        if "typing" in parts:
            self.say("typing")
            figures["typing"] = ours.typing(self.articles[:documents], folder, sessions)
        if "listing" in parts:
            self.say("listing")
            figures["listing"] = ours.listed(folder, sessions)
        if "opening" in parts:
            self.say("opening")
            figures["opening"] = ours.opened(folder, min(self.asked.rounds, ours.RUNS))
        if "adding" in parts:
            self.say("adding one more")
            figures["adding"] = ours.added(folder, self.work, self.further)
        return figures

    def _library(self, documents: int) -> Path:
        return self.work / f"library-{documents}"

    def _kept(self, folder: Path) -> dict[str, object]:
        """The figures of an index that was built before for as many documents, if it may be used."""
        file = folder / "figures.json"
        if not self.asked.reuse or not file.exists():
            return {}
        figures: dict[str, object] = json.loads(file.read_text())
        most = KINDS[folder.name].most or self.asked.documents
        return figures if figures["documents"] == min(most, self.asked.documents) else {}


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20000, metavar="N", help="size of the comparison")
    parser.add_argument("--growth", type=_numbers, default=[], metavar="N,N", help="more sizes, ours only")
    parser.add_argument(
        "--peers", default="all", metavar="LIST", help=f"all, none, or of {', '.join(KINDS)} (default: all)"
    )
    parser.add_argument("--no-ours", dest="ours", action="store_false", help="the peers only")
    parser.add_argument(
        "--parts", type=_names, default=list(PARTS), metavar="LIST", help=f"of {', '.join(PARTS)}"
    )
    parser.add_argument("--no-check", dest="check", action="store_false", help="no brute force counts")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of the comparison")
    parser.add_argument(
        "--source", type=Path, default=corpus.SOURCE, metavar="FILE", help="stories, .jsonl.gz"
    )
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="for corpus and indexes; kept")
    parser.add_argument("--reuse", action="store_true", help="use peers' indexes that are in FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    asked = parser.parse_args(given)
    names = {"all": list(KINDS), "none": []}
    asked.peers = names.get(asked.peers) if asked.peers in names else asked.peers.split(",")
    for name, known in (("peers", KINDS), ("parts", PARTS)):
        unknown = set(getattr(asked, name)) - set(known)
        if unknown:
            parser.error(f"--{name}: {', '.join(sorted(unknown))} is none of {', '.join(known)}")
    return asked


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


def main() -> None:
    """Run what was asked for."""
    asked = arguments()
    with ExitStack() as stack:
        work = asked.work or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        work.mkdir(parents=True, exist_ok=True)
        run = Run(asked, work)
        if asked.ours:
            run.grown()
        run.beside()
        run.figures["load_after"] = load()
    if asked.json:
        asked.json.write_text(json.dumps(run.figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(report.tables(run.figures) + "\n" + report.bars(run.figures))  # noqa: T201


if __name__ == "__main__":
    main()
