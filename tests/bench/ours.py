"""What this program takes: import, index, keys, opening, one document more."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median_low
from time import perf_counter, sleep

from corpus import Article
from measure import clock_summary, clocked, evict, finished, size_of, summary, timed
from peers.ours import Ours, settle
from queries import commonest, keystrokes

from index.engine.disk.commit import IndexFolder
from index.engine.disk.tiers import waiting
from index.engine.interface import KwicSort
from index.library.library import Library
from index.library.rows.file import locked
from index.model import KwicLine, StoredText
from tui.cli.entry import YOUNG

PROGRAM = Path(sys.executable).with_name("dangjian-tui")
COLD = Path(__file__).with_name("cold.py")
_MEGA = 1_000_000
SESSIONS = 3
"""Times that everything is opened anew and asked."""
RUNS = 5
"""Processes that open a library."""
ADDED = 21
"""Articles that are put in one by one."""
_PASSAGE = 6  # characters of one that are looked for
_MERGING = 1200.0  # seconds at most
ORDERS: Sequence[KwicSort] = ("date", "left", "right")
# Begun, as pinyin, as initials, and mistyped.
TERMS = (
    "高质",
    "乡村",
    "jgdj",
    "lgql",
    "fazhan",
    "jiguandangjian",
    "高质量发站",
    "乡村震兴",
    "绿水清山",
    "gzl",
)
Figures = dict[str, object]


def imported(tree: Sequence[Path], characters: int, folder: Path) -> Figures:
    """Import files and folders into a new library by the command line."""
    shutil.rmtree(folder, ignore_errors=True)
    run = finished((PROGRAM, "--library", folder, "import", *tree))
    return _speed(run.seconds, characters) | {
        "resident_mb": run.resident,
        "own_mb": run.own,
        "merging_seconds": settled(folder),
    }


def settled(folder: Path) -> float:
    """Wait for the processes that a command leaves its large merges and the registers to; returns the
    seconds until it is merged.
    """
    index = IndexFolder(folder / "index")
    begun = perf_counter()
    while waiting(index):
        if perf_counter() - begun > _MERGING:
            raise RuntimeError(f"the index of {folder} is not merged")
        sleep(0.2)
    merged = round(perf_counter() - begun, 1)
    with Library.open(folder) as library:
        # Waits for the process that is at it, and makes them here where they are too few for one.
        library.figures(limit=1)
    # Behind the rows the same process works out the terms of all documents.
    with locked(folder, _MERGING):
        return merged


def indexed(characters: int, folder: Path) -> Figures:
    """Build the index of a library anew by the command line: the index step alone."""
    run = finished((PROGRAM, "--library", folder, "reindex"))
    size = size_of(folder / "index")
    return _speed(run.seconds, characters) | {
        "resident_mb": run.resident,
        "own_mb": run.own,
        "bytes_a_character": round(size / characters, 2),
        "merging_seconds": settled(folder),
    }


def texts(folder: Path) -> list[StoredText]:
    """What a fresh library of the first articles holds, in their order."""
    library = Library.open(folder)
    try:
        found = {Path(document.path or "").stem: document.id for document in library.list()}
        return [library.show(id) for _, id in sorted(found.items())]
    finally:
        library.close()


def typing(articles: Sequence[Article], folder: Path, sessions: int = SESSIONS) -> Figures:
    """Sessions of typing, each state of the search bar asked once, then all of them once more.

    Files are in memory; nothing has been asked in a session before but one question that opens everything.
    Of each state the middle one of the sessions' times: the machine does other things now and then.
    """
    ours = Ours(folder)
    keys = keystrokes(articles)

    def session() -> list[tuple[float, float]]:
        return [clocked(lambda key=key: ours.typed(key)) for key in keys]  # type: ignore[misc]

    try:
        taken = []
        for _ in range(sessions):
            ours.fresh()
            taken.append(session())
        first, again = [median_low(times) for times in zip(*taken, strict=True)], session()
        slowest = sorted(zip(first, keys, strict=True), reverse=True)[:10]
        ours.fresh()
        common = commonest(articles[:1000])
        single = [clocked(lambda key=key: ours.typed(key)) for key in common]  # type: ignore[misc]
    finally:
        ours.close()
    return {
        "first": clock_summary(first),
        "again": clock_summary(again),
        "slowest": [(key, round(times[0], 2)) for times, key in slowest],
        "characters": clock_summary(single) | {"which": "".join(common)},
    }


def listed(folder: Path, sessions: int = SESSIONS, query: str = "发展", lines: int = 5000) -> Figures:
    """The first lines of a concordance in each order, and what a term may become, each asked for once.

    As while one types, checksums have been looked over before. Of the lines the middle one of the sessions'
    times.
    """
    gc.set_threshold(YOUNG)
    times: dict[KwicSort, list[tuple[float, float]]] = {order: [] for order in ORDERS}
    found: list[KwicLine] = []
    for _ in range(sessions):
        library = Library.open(folder)
        try:
            library.search("龗")
            settle()
            for order, taken in times.items():
                found.clear()
                ask = partial(library.kwic, query, sort=order, limit=lines)
                taken.append(clocked(lambda ask=ask: found.extend(ask())))  # type: ignore[misc]
            first = timed(lambda library=library: library.suggest("龗"))[1]  # type: ignore[misc]
            terms = [clocked(partial(library.suggest, term)) for term in TERMS]
        finally:
            library.close()
    figures: Figures = {"first_suggestion_ms": round(first, 1), "suggestions": clock_summary(terms)}
    for order, taken in times.items():
        wall, processor = median_low(taken)
        figures[f"kwic_{order}"] = {
            "lines": len(found),
            "ms": round(wall, 1),
            "processor_ms": round(processor, 1),
        }
    return figures


def opened(folder: Path, runs: int = RUNS, query: str = "发展") -> Figures:
    """A new process that opens the library and asks: with its files in memory, and read from the disk."""
    finished((sys.executable, COLD, folder, query))
    warm = [json.loads(finished((sys.executable, COLD, folder, query)).output) for _ in range(runs)]
    cold = []
    dropped = True
    for _ in range(runs):
        dropped = evict(folder) and dropped
        cold.append(json.loads(finished((sys.executable, COLD, folder, query)).output))
    return {
        "dropped": dropped,
        **{
            f"{state}_{name}": summary([sample[name] for sample in samples])
            for state, samples in (("warm", warm), ("cold", cold))
            for name in samples[0]
        },
    }


def added(folder: Path, scratch: Path, articles: Sequence[Article]) -> Figures:
    """Import one more article into an open library until a search for a passage of it finds it; then the
    next. All are taken out in the end.

    The first one loads what an import needs, which a program does once.
    """
    gc.set_threshold(YOUNG)  # as the program does
    library = Library.open(folder)
    times, searches = [], []
    try:
        library.search("发展")
        settle()
        ids: list[int] = []
        for article in articles:
            file = scratch / f"added-{article.number}.txt"
            file.write_text(article.text, "utf-8")
            passage = article.paragraphs[0][:_PASSAGE]

            def put(file: Path = file, passage: str = passage) -> None:
                ids.extend(document.id or 0 for document in library.import_paths([file]).documents)
                library.search(passage, snippets=1)

            times.append(clocked(put))
            searches.append(timed(lambda: library.search("发展", snippets=1))[1])
            if ids[-1] not in library.ids(passage):
                raise AssertionError(f"{passage} does not find what was added")
        library.remove(ids)
    finally:
        library.close()
    return {
        "first_ms": round(times[0][0], 1),
        "imported_and_found": clock_summary(times[1:]),
        "next_search": summary(searches),
    }


def _speed(seconds: float, characters: int) -> Figures:
    return {"seconds": round(seconds, 1), "mchar_a_second": round(characters / _MEGA / seconds, 2)}
