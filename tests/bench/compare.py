"""The queries of the comparison, put to all peers in turns."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from corpus import Article, tree
from measure import size_of
from peers.base import Found, Missing
from peers.ours import RANKED
from peers.pieces import kept
from peers.processes import KINDS, OURS, Process, Timed, build
from queries import QUERIES, Query
from truth import Truth, below

Figures = dict[str, object]


def built(name: str, articles: Sequence[Article], folder: Path) -> Figures:
    """Build the index of a peer, of as many articles as it can bear."""
    kind = KINDS[name]
    asked = articles[: kind.most]
    characters = sum(len(article.text) for article in asked)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        seconds = build(name, asked, folder)
    except Missing as problem:
        return {"missing": str(problem)}
    size = size_of(folder)
    kept(asked, folder)
    return {
        "documents": len(asked),
        "version": kind.version(),
        "seconds": round(seconds, 1),
        "mchar_a_second": round(characters / 1_000_000 / seconds, 2) if size else None,
        "bytes_a_character": round(size / characters, 2) if size else None,
    }


def compared(
    peers: Mapping[str, int],
    work: Path,
    found: Truth,
    documents: int,
    rounds: int,
) -> list[Figures]:
    """All queries put to each peer in turns, ``rounds`` times; in each round nothing is known from before.

    Peers are not asked in turns for each query: what one of them reads, all texts perhaps, would drive out
    of the processor's caches what the next one works with, as nobody's work at one program does.
    ``peers`` are the numbers of documents by name, the indexes lying in ``work``; ``found`` may be empty.
    """
    times: dict[tuple[str, str], list[Timed]] = {}
    answers: dict[tuple[str, str], Found | None] = {}
    with ExitStack() as stack:
        opened = {}
        for name, number in peers.items():
            folder = work / (f"library-{number}" if name in OURS else name)
            peer = Process(name, folder, tree(work / "texts", number))
            opened[name] = stack.enter_context(closing(peer))
        for turn in range(rounds + 1):
            for name, peer in opened.items():
                peer.fresh()
                for query in QUERIES:
                    if not query.terms and (name not in OURS or name == RANKED):
                        continue
                    told = peer.ask(query)
                    answers[query.name, name] = told.found
                    # The first round only brings files into memory.
                    if turn:
                        times.setdefault((query.name, name), []).append(told)
    return [
        {
            "name": query.name,
            "query": query.text,
            **_counted(found, query, documents),
            "answers": {
                name: {
                    "p50_ms": round(median(one.milliseconds for one in times[query.name, name]), 3),
                    "alone_p50_ms": round(median(one.alone for one in times[query.name, name]), 3),
                    "max_ms": round(max(one.milliseconds for one in times[query.name, name]), 3),
                    "found": answer.documents,
                    "occurrences_found": answer.occurrences,
                    **_counted(found, query, number),
                }
                for name, number in peers.items()
                if (answer := answers.get((query.name, name))) is not None
            },
        }
        for query in QUERIES
    ]


def _counted(found: Truth, query: Query, documents: int) -> Figures:
    """What brute force finds, ``None`` where it was not asked."""
    counts = below(found[query.name], documents) if query.name in found else (None, None)
    return dict(zip(("documents", "occurrences"), counts, strict=True))
