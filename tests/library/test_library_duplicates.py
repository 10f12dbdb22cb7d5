"""Documents that are the same but for details or stand inside another: found in either order, kept right."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duplicates_planted as planted  # type: ignore[import-not-found]
import pytest
from older_library import take_back  # type: ignore[import-not-found]

from index.library import Library, changing, importing, likeness, looking, recurring

Write = Callable[..., Path]
Of = dict[int, int | None]

_SUBJECTS = (
    "机关食堂",
    "村级账目",
    "河道巡查",
    "老旧小区",
    "青年夜校",
    "茶叶合作社",
    "公共自行车",
    "社区图书角",
)
_WHO = ("办公室", "后勤组", "镇财政所", "水利站", "物业站", "团委", "农技员", "志愿队")
_DID = (
    "把意见箱挪到门口",
    "逐户登记了电话",
    "换了两次排班表",
    "请来三位退休教师",
    "修好了漏水的屋檐",
    "摆出了账本",
)
_THEN = (
    "当天就有人来问",
    "半个月没有再接到投诉",
    "大家说这样方便多了",
    "年底又照样做了一回",
    "邻近几个村也来看过",
)


def essay(seed: int, clauses: int = 40) -> str:
    """An article of our own, like no other: some 25 letters a clause."""
    chance = random.Random(seed)
    told = [
        f"{chance.choice(_WHO)}在{chance.choice(_SUBJECTS)}那边{chance.choice(_DID)}，"
        f"{chance.choice(_THEN)}，{''.join(chr(chance.randint(0x4E00, 0x8FFF)) for _ in range(9))}。"
        for _ in range(clauses)
    ]
    lines = ["".join(told[start : start + 8]) for start in range(0, clauses, 8)]
    return f"{chance.choice(_SUBJECTS)}里的变化\n" + "\n".join(lines) + "\n"


def with_tail(text: str, seed: int, clauses: int = 3) -> str:
    """The text with a last paragraph of its own."""
    return text + "".join(essay(seed, clauses).split("\n")[1:]) + "\n"


@pytest.fixture
def put(library: Library, write: Write) -> Callable[..., Of]:
    """Import texts, each as an import of its own; returns what each document is a duplicate of."""

    def done(**texts: str) -> Of:
        for name, text in texts.items():
            library.import_paths([write(f"{name}.txt", text)])
        return of(library)

    return done


def of(library: Library) -> Of:
    return {document.id: document.duplicate_of for document in library.list()}


def test_a_near_identical_text_names_the_first_whichever_came_first(put: Callable[..., Of]) -> None:
    assert put(a=essay(1), b=with_tail(essay(1), 100), c=essay(2)) == {1: None, 2: 1, 3: None}


def test_a_contained_text_names_the_longer_one_in_either_order(put: Callable[..., Of]) -> None:
    long, other = essay(1, 60), essay(2, 60)
    part, other_part = (text[len(text) // 3 : len(text) * 2 // 3] for text in (long, other))
    assert put(a=long, b=part, c=other_part, d=other) == {1: None, 2: 1, 3: 4, 4: None}


def test_other_characters_and_marks_make_no_difference(put: Callable[..., Of]) -> None:
    chance = random.Random(1)
    texts = {
        "a": essay(1),
        "b": planted.traditional(essay(1), chance),
        "c": planted.other_marks(essay(1), chance),
    }
    assert put(**texts) == {1: None, 2: 1, 3: 1}


def test_short_texts_are_compared_by_all_their_letters(put: Callable[..., Of]) -> None:
    assert put(a="今晚的会改到明天。", b="今晚的会，改到明天", c="今晚的会改到后天。") == {
        1: None,
        2: 1,
        3: None,
    }


def test_the_report_says_what_was_found_also_of_files_before(library: Library, write: Write) -> None:
    long = essay(1, 60)
    paths = [write("1.txt", long[300:900]), write("2.txt", essay(2)), write("3.txt", long)]
    report = library.import_paths(paths)
    assert [(file.status, file.duplicate_of) for file in report.documents] == [
        ("added", 3),
        ("added", None),
        ("added", None),
    ]


def test_what_is_removed_is_no_longer_named_and_what_comes_back_is(
    put: Callable[..., Of], library: Library
) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100), c=with_tail(essay(1), 101), d=essay(1, 40) + essay(3, 60))
    before = of(library)
    assert before == {1: 4, 2: 1, 3: 1, 4: None}
    library.remove([1])
    assert of(library) == {2: 4, 3: 2, 4: None}
    library.undo()
    assert of(library) == before
    library.remove([1, 2, 3])
    assert of(library) == {4: None}
    library.undo()
    assert of(library) == before


def test_what_becomes_another_text_is_no_duplicate_any_more(put: Callable[..., Of], library: Library) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100))
    assert put(b=essay(2)) == {1: None, 2: None}
    assert put(b=essay(1).replace("。", "！")) == {1: None, 2: 1}
    assert put(a=essay(2)) == {1: None, 2: None}
    library.undo()
    assert of(library) == {1: None, 2: 1}


def test_an_undone_import_leaves_nothing_behind(put: Callable[..., Of], library: Library) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100))
    library.undo()
    library.undo()
    assert of(library) == {}
    assert put(b=with_tail(essay(1), 100)) == {3: None}


def test_who_is_named_has_changed_for_the_index_too(put: Callable[..., Of], library: Library) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100))
    hits = {hit.document.id: hit.document.duplicate_of for hit in library.search("变化").hits}
    assert hits == {1: None, 2: 1}
    library.remove([1])
    assert [hit.document.duplicate_of for hit in library.search("变化").hits] == [None]


def test_a_library_from_before_is_looked_over_with_the_next_import(
    put: Callable[..., Of], library: Library, write: Write
) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100), c=essay(2), d=essay(1).replace("，", ""))
    expected = of(library)
    assert expected == {1: None, 2: 1, 3: None, 4: 1}
    _forget(library)
    library.import_paths([write("new.txt", with_tail(essay(2), 101))])
    assert of(library) == expected | {5: 3}


def test_many_older_texts_are_looked_over_by_a_process_that_no_import_waits_for(
    put: Callable[..., Of], library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100), c=essay(2), d=essay(1).replace("，", ""))
    expected = of(library)
    _forget(library)
    left: list[tuple[Path, str]] = []
    monkeypatch.setattr(likeness, "FEW", 3)
    monkeypatch.setattr(changing, "leave", lambda folder, module: left.append((folder, module)))
    library.import_paths([write("new.txt", with_tail(essay(2), 101))])
    # One file was imported, and one older text looked over.
    assert of(library) == dict.fromkeys(range(1, 6))
    assert left == [(library.path, looking.MODULE)]
    monkeypatch.setattr(looking, "AT_ONCE", 2)
    looking.look_over(library.path)
    assert of(library) == expected | {5: 3}
    assert all(check.ok for check in library.doctor())
    # Then there is nothing to leave.
    library.import_paths([write("newer.txt", essay(4))])
    assert len(left) == 1


def test_a_library_from_before_there_was_this_keeps_what_it_knew_and_learns_the_rest(
    put: Callable[..., Of], library: Library, write: Write
) -> None:
    put(a=essay(1), b=essay(3), c=with_tail(essay(1), 100), d=essay(2))
    assert put(b=essay(1)) == {1: None, 2: 1, 3: 1, 4: None}
    folder = library.path
    library.close()
    take_back(folder / "library.sqlite3", 4)
    with Library.open(folder) as older:
        # The same text was known as such.
        assert of(older) == {1: None, 2: 1, 3: None, 4: None}
        older.import_paths([write("new.txt", with_tail(essay(2), 101))])
        assert of(older) == {1: None, 2: 1, 3: 1, 4: None, 5: 4}


def test_what_an_import_that_was_ended_has_kept_is_compared_with_the_next(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(importing, "BATCH", 1)
    with pytest.raises(MemoryError), monkeypatch.context() as during:
        during.setattr(recurring.Recurring, "settle", ended)
        library.import_paths([write("first.txt", essay(1)), write("second.txt", essay(2))])
    library.import_paths([write("third.txt", with_tail(essay(1), 3, clauses=1))])
    assert of(library) == {1: None, 2: None, 3: 1}


def test_doctor_says_so_and_repairs_it(put: Callable[..., Of], library: Library) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100))
    _forget(library)
    check = next(check for check in library.doctor() if check.name == "duplicates")
    assert not check.ok and "2" in check.detail
    check = next(check for check in library.doctor(repair=True) if check.name == "duplicates")
    assert check.ok
    assert of(library) == {1: None, 2: 1}


def test_reindex_looks_over_all(put: Callable[..., Of], library: Library) -> None:
    put(a=essay(1), b=with_tail(essay(1), 100))
    _forget(library)
    library.reindex()
    assert of(library) == {1: None, 2: 1}


def _forget(library: Library) -> None:
    """The library as another version of the program left it, which told texts apart by other rules."""
    with sqlite3.connect(library.path / "library.sqlite3") as file:
        file.execute("UPDATE meta SET value = 'others' WHERE key = 'likeness'")
        file.execute("UPDATE documents SET duplicate_of = NULL")
        file.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
    file.close()
    library.corpus()  # sees it


def test_many_versions_of_one_text_are_found_with_few_comparisons(
    library: Library, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.store import likeness
    from index.text import nearness
    from index.text.beside import Letters

    compared = 0
    compare = nearness.compare

    def counted(*texts: Letters) -> nearness.Comparison:
        nonlocal compared
        compared += 1
        return compare(*texts)

    monkeypatch.setattr(nearness, "compare", counted)
    folder = write("v000.txt", essay(1)).parent
    for number in range(1, 70):
        write(f"v{number:03}.txt", with_tail(essay(1), 100 + number, 2))
    library.import_paths([folder])
    assert of(library) == {1: None} | dict.fromkeys(range(2, 71), 1)
    assert compared <= 70 * likeness.COMPARED


def test_no_chain_of_duplicates_comes_back_to_its_beginning(library: Library, write: Write) -> None:
    chance = random.Random(3)
    base = essay(1, 60)
    for number in range(40):
        start = chance.randrange(len(base) // 2)
        text = base[start : start + chance.randrange(200, len(base))]
        write(f"{number:02}.txt", with_tail(text, 200 + number, chance.randrange(0, 6)))
    library.import_paths([write("x.txt", essay(9)).parent])
    named = of(library)
    for id in named:
        seen = [id]
        while (next := named[seen[-1]]) is not None:
            assert next not in seen
            seen.append(next)
    assert sum(1 for next in named.values() if next) > 10


# -- on real texts --------------------------------------------------------------------------------


def test_planted_duplicates_are_found_and_lookalikes_are_not(
    library: Library, write: Write, reports: list[str]
) -> None:
    chance = random.Random(11)
    texts = planted.articles([text for text in reports if len(text) < 2500], 1800)[:120]
    expected: dict[str, str] = {}
    paths = []
    for number, text in enumerate(texts):
        paths.append(write(f"original-{number:03}.txt", text))
        name, change = chance.choice([*planted.NEAR.items(), *planted.INSIDE.items()])
        copy = write(f"{name}-{number:03}.txt", change(text, chance))
        paths.append(copy)
        expected[str(copy)] = str(paths[-2])
    lookalikes = [
        write(f"{kind}-{number:03}.txt", text)
        for kind, made in {
            "notice": planted.notices(40, chance),
            "appointment": planted.appointments(40, chance),
            "half": [planted.half_of_another(*pair) for pair in zip(texts[:40], texts[40:80], strict=True)],
            "figures": [
                planted.other_figures(text, chance)
                for text in texts[:40]
                if len(re.findall(r"\d+", text)) > 20
            ],
        }.items()
        for number, text in enumerate(dict.fromkeys(made))
    ]
    chance.shuffle(paths)
    library.import_paths([*paths, *lookalikes])
    documents = library.list()
    path_of = {document.id: document.path for document in documents}
    named = {d.path: path_of[d.duplicate_of] for d in documents if d.duplicate_of}
    pairs = {frozenset(pair) for pair in named.items()}
    wanted = {frozenset(pair) for pair in expected.items()}
    found = wanted & pairs
    assert len(found) >= 0.98 * len(wanted), sorted(map(sorted, wanted - found))
    assert not [pair for pair in pairs if pair not in wanted], "recall without precision"


@pytest.fixture(scope="module")
def reports() -> list[str]:
    import gzip
    import json

    file = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "xwlb.jsonl.gz"
    if not file.exists():
        pytest.skip("the news texts are not beside the repository (../shared/corpora)")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for _, line in zip(range(4000), lines, strict=False)]
