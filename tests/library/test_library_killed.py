"""kill -9 at random points of imports, changes, commits, merges and rebuilds, again and again on one library.

Nothing that a finished command reported is lost, and the next opening finds everything by itself: no repair,
no manual step. ``DANGJIAN_KILLS`` sets how often (12 by default), ``DANGJIAN_KILL_SEED`` where.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from index.library import Library

KILLS = int(os.environ.get("DANGJIAN_KILLS", "12"))
SEED = int(os.environ.get("DANGJIAN_KILL_SEED", "1"))

# Changes a library without end, telling before each command what it will do and after it what there is.
# `dies` counts operations on files of the library (as Python's audit hooks see them) before it kills itself.
VICTIM = """
    import json, os, random, signal, sys
    from pathlib import Path

    folder, articles, seed, dies = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)

    from index.engine.disk import bulk
    from index.engine.disk import tiers
    from index.library import Library, following, importing
    from index.library.tending import tend

    importing.BATCH = 2
    tiers.SMALLEST = 2_000
    if seed % 5 == 0:
        # Several processes, and several commits.
        bulk.ALONE, bulk.MESSAGE = 0, 500
    bulk.FLUSHED = 3_000

    def say(*what):
        print(json.dumps(what, ensure_ascii=False), flush=True)

    def state(library):
        return [[d.id, d.characters, d.region] for d in library.list()]

    left = dies

    def hook(event, arguments):
        global left
        if left and event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir"):
            if str(folder) in str(arguments[0]):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

    with Library.open(folder) as library:
        library.search("支部")
        say("done", state(library))
        if dies:
            sys.addaudithook(hook)
        for turn in range(1000):
            documents = library.list()
            kind = chance.choice(["import", "import", "import", "set", "remove", "reindex", "tend"])
            if len(documents) > 60:
                kind = "remove"
            if kind == "import" or len(documents) < 6:
                place = articles / f"{seed}-{turn}"
                place.mkdir(parents=True)
                for number in range(chance.randint(1, 9)):
                    text = f"{seed}年{turn}月{number}号支部记事\\n" + f"支部第{number}次走访群众。" * 90
                    (place / f"{number}.txt").write_text(text, "utf-8")
                say("import")
                library.import_paths([place])
            elif kind == "set":
                document, region = chance.choice(documents), chance.choice(["湖南", "湖北", ""])
                say("set", document.id, region or None)
                library.set_fields(document.id, {"region": region})
            elif kind == "remove":
                number = min(chance.choice([1, 5, 20]), len(documents))
                ids = [document.id for document in chance.sample(documents, number)]
                say("remove", ids)
                library.remove(ids)
            elif kind == "reindex":
                say("reindex")
                library.reindex()
            else:
                say("tend")
                tend(folder, lambda done, total: None)
            library.search("支部")
            say("done", state(library))
"""

State = dict[int, tuple[int, str | None]]


def run_and_kill(folder: Path, articles: Path, turn: int, chance: random.Random) -> list[list[object]]:
    """What the victim said before it died."""
    dies = chance.randint(1, 250) if turn % 2 else 0
    code = textwrap.dedent(VICTIM)
    command = [sys.executable, "-c", code, str(folder), str(articles), str(SEED * 1000 + turn), str(dies)]
    said: list[list[object]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said.append(json.loads(process.stdout.readline()))
        delay = 60.0 if dies else chance.uniform(0.0, 2.0)
        timer = threading.Timer(delay, process.send_signal, [signal.SIGKILL])
        timer.start()
        said += [json.loads(line) for line in process.stdout if line.endswith("\n")]
        timer.cancel()
    assert process.returncode == -signal.SIGKILL
    return said


def documents(rows: object) -> State:
    return {id: (characters, region) for id, characters, region in rows}  # type: ignore[attr-defined]


def check_texts(now: State, said: list[list[object]]) -> None:
    """``now`` has all that was reported, and of what was under way nothing or a part that lasts."""
    known = documents(next(line[1] for line in reversed(said) if line[0] == "done"))
    match said[-1]:
        case ["import"]:
            assert {id: now.get(id) for id in known} == known
        case ["set", int(id), region]:
            assert {**now, id: known[id]} == known and now[id][1] in (known[id][1], region)
        case ["remove", list(ids)]:
            assert now in (known, {id: known[id] for id in known if id not in ids})
        case _:
            assert now == known


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_nothing_that_was_committed_is_lost(tmp_path: Path) -> None:
    folder, chance = tmp_path / "library", random.Random(SEED)
    kinds: dict[str, int] = {}
    for turn in range(KILLS):
        said = run_and_kill(folder, tmp_path / "articles", turn, chance)
        kinds[str(said[-1][0])] = kinds.get(str(said[-1][0]), 0) + 1
        with Library.open(folder) as library:
            check_texts(documents([[d.id, d.characters, d.region] for d in library.list()]), said)
            texts = [library.show(document.id).text for document in library.list()]
            answer = library.search("支部", limit=10_000)
            assert answer.documents == len(texts)
            assert answer.occurrences == sum(text.count("支部") for text in texts)
            assert library.search("湖南 OR 走访群众").documents == len(texts)
            assert [check.name for check in library.doctor() if not check.ok] == []
        # Drafts of the dead are swept when they are old enough to be nobody's.
        assert len(list((folder / "index").glob("MAIN_*.seg"))) < 60
    sys.stderr.write(f"{KILLS} kills while: {kinds}\n")
