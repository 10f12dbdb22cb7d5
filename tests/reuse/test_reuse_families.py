"""Families are planted in texts of random letters, and are found with all who say them, and how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from reuse_corpus import corpus_of, stored  # type: ignore[import-not-found]

from index.engine.interface import Cancelled
from index.model import StoredText
from index.reuse.families.families import families, without_reposts
from index.reuse.model import Family
from index.reuse.reuse_map import SIZE, reuse_map
from index.text.form import match_form

BASE = "坚持把组织建在网格上，让干部走进群众中，使服务到家门口"
WORDINGS = {
    1: BASE,
    2: BASE,
    3: "坚持把组织建在网格上，让党员走进群众中，使服务到家门口",
    4: "坚持把组织建在网格上，让干部走进群众中，使各类服务到家门口",
    5: "坚持把组织建在网格上，让干部走进群众，使服务到家门口",
    6: "坚持把组织建在网格上，促各方走进群众中，使服务到家门口",
}


def noise(seed: int, size: int = 300) -> str:
    """Letters that nobody else says."""
    return "".join(map(chr, np.random.default_rng(seed).integers(0x5000, 0x9000, size).tolist()))


def planted(wordings: Mapping[int, str] = WORDINGS) -> dict[int, str]:
    return {
        id: f"{noise(2 * id)}。{wording}。{noise(2 * id + 1)}\n{noise(100 + id)}"
        for id, wording in wordings.items()
    }


def found(texts: Mapping[int, str], cuts: Sequence[int] = (), **options: object) -> tuple[Family, ...]:
    corpus = corpus_of(texts, cuts)
    duplicates = options.pop("duplicates", {})

    def load(ids: Sequence[int]) -> list[StoredText]:
        return [stored(id, texts[id]) for id in ids]

    counted = without_reposts(corpus, duplicates)  # type: ignore[arg-type]
    return families(corpus, load, counted, **options)  # type: ignore[arg-type]


def test_a_base_is_made_longer_by_the_words_that_most_have() -> None:
    places = ["柳河市", *6 * ["省"], *3 * ["自治区"], "白山市", "青山市"]
    wordings = {id: f"我代表{place}人民政府，向大会报告" for id, place in enumerate(places, 1)}
    (family,) = found(planted(wordings))
    assert family.documents == len(places)
    assert family.base == wordings[2]


def test_a_planted_formula_is_one_family_with_all_its_witnesses() -> None:
    texts = planted()
    (family,) = found(texts)
    assert family.base == BASE
    assert (family.documents, family.occurrences) == (6, 6)
    assert {(w.id, w.text, w.relation) for w in family.witnesses} == {
        (id, wording, "verbatim" if wording == BASE else "near") for id, wording in WORDINGS.items()
    }
    for witness in family.witnesses:
        assert texts[witness.id][witness.start : witness.end] == witness.text


def test_the_apparatus_says_who_reads_what_at_each_place() -> None:
    (family,) = found(planted())
    read = {(r.start, r.end, r.text): r.ids for r in family.readings}
    at = BASE.index("让干部")
    assert read[at, at + 3, "让干部"] == (1, 2, 4, 5)
    assert read[at, at + 3, "让党员"] == (3,)
    assert read[at, at + 3, "促各方"] == (6,)
    inserted = BASE.index("服务")
    assert read[inserted, inserted, "各类"] == (4,)
    assert read[inserted, inserted, ""] == (1, 2, 3, 5, 6)
    left_out = BASE.index("中，")
    assert read[left_out, left_out + 1, ""] == (5,)


def test_three_wordings_of_which_no_two_are_the_same_are_a_family() -> None:
    (family,) = found(planted({id: WORDINGS[id] for id in (2, 3, 6)}))
    assert {w.id for w in family.witnesses} == {2, 3, 6}
    assert family.base in WORDINGS.values()


def test_families_are_found_though_each_witness_changes_one_letter_in_twenty() -> None:
    random = np.random.default_rng(3)
    witnesses = found_ones = 0
    letters = 0.0
    for trial in range(12):
        # Clauses as people write them.
        base = "，".join(noise(5000 + 9 * trial + n, 11) for n in range(int(random.integers(2, 6))))
        texts = {}
        for id in range(1, int(random.integers(5, 8))):
            changed = [
                noise(int(random.integers(10**6)), 1) if random.random() < 0.05 and letter != "，" else letter
                for letter in base
            ]
            texts[id] = (
                f"{noise(7000 + 10 * trial + id)}。{''.join(changed)}。{noise(8000 + 10 * trial + id)}"
            )
        families = found(texts)
        # Wordings of one thing are one family, or two where its middle is nowhere the same.
        assert len(families) <= 2
        witnesses += len(texts)
        found_ones += max((family.documents for family in families), default=0)
        letters += max((len(family.base) for family in families), default=0) / len(base)
    assert found_ones >= 0.9 * witnesses
    assert letters >= 0.85 * 12


def test_a_piece_that_no_further_document_says_is_no_family() -> None:
    whole = dict.fromkeys((1, 2, 3), BASE)
    assert [f.base for f in found(planted(whole))] == [BASE]
    piece = BASE[: BASE.index("，")]
    more = {**whole, 4: piece, 5: piece}
    assert [(f.base, f.documents) for f in found(planted(more))] == [(piece, 5), (BASE, 3)]


def test_reposts_are_no_witnesses() -> None:
    texts = planted()
    texts[7] = texts[1]
    assert 7 in {w.id for family in found(texts) for w in family.witnesses}
    (without,) = found(texts, duplicates={7: 1})
    assert without == found(planted())[0]


def test_a_repost_of_what_is_not_there_is_a_witness() -> None:
    (family,) = found(planted(), duplicates={5: 77})
    assert family.documents == 6


@pytest.mark.parametrize("cuts", [(1,), (2, 4), (1, 2, 3, 4)])
def test_it_does_not_matter_how_the_corpus_is_split(cuts: tuple[int, ...]) -> None:
    texts = planted()
    # Two more families, one of them inside the other.
    for id in (1, 2, 3, 4):
        texts[id] += "\n推动资源力量向基层一线下沉聚集" + ("，构建齐抓共管格局" if id > 1 else "")
    assert found(texts, cuts) == found(texts)
    assert len(found(texts)) == 3


def test_it_does_not_matter_which_document_came_first() -> None:
    texts = planted({1: BASE.replace("，", "；"), 2: BASE, 3: f"{BASE[:10]}“{BASE[10:14]}”{BASE[14:]}"})
    (family,), (other,) = found(texts), found({4 - id: text for id, text in texts.items()})
    assert family.base == other.base
    assert family.readings == other.readings == ()


def test_script_and_punctuation_make_no_other_wording() -> None:
    (family,) = found(
        planted(
            {1: BASE, 2: BASE.replace("，", "、"), 3: "堅持把組織建在網格上讓幹部走進群眾中使服務到家門口"}
        )
    )
    assert {w.relation for w in family.witnesses} == {"verbatim"}
    assert family.readings == ()


def test_what_runs_over_the_end_of_a_paragraph_is_not_one_passage() -> None:
    half = len("坚持把组织建在")
    broken = dict.fromkeys((1, 2, 3), f"{BASE[:half]}\n{BASE[half:]}")
    assert all("\n" not in family.base for family in found(planted(broken)))


def test_options_are_kept_to() -> None:
    texts = planted()
    assert found(texts, minimum=7) == ()
    assert found(texts, shortest=60) == ()
    assert found(texts, limit=0) == ()


@pytest.mark.parametrize("texts", [{}, {1: BASE}, {1: ""}, {1: "", 2: "", 3: "一"}])
def test_a_corpus_with_nothing_in_common_has_no_families(texts: dict[int, str]) -> None:
    assert found(texts) == ()


def test_it_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        found(planted(), cancelled=lambda: True)


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3)])
def test_the_reuse_map_is_what_counting_gives(cuts: tuple[int, ...]) -> None:
    random = np.random.default_rng(5)
    texts = {
        id: "".join(
            map(chr, random.choice([*range(0x4E00, 0x4E02), 10, 0x3002], 400, p=[0.4, 0.4, 0.1, 0.1]))
        )
        for id in range(5)
    }
    corpus = corpus_of(texts, cuts, deleted=[4])
    grams = {
        id: {
            line[at : at + SIZE]
            for line in (match_form(line).skeleton for line in text.split("\n"))
            for at in range(len(line) - SIZE + 1)
        }
        for id, text in texts.items()
        if id != 4
    }
    counted = 0
    for part, each in zip(corpus.parts, reuse_map(corpus, corpus.alive), strict=True):
        for number, id in enumerate(part.segment.ids.tolist()):
            start, size = int(part.segment.starts[number]), int(part.segment.lengths[number])
            letters = match_form(texts[id]).skeleton
            lines = [len(match_form(line).skeleton) for line in texts[id].split("\n")]
            left = [size - at for size in lines for at in range(size)]
            for at in range(size):
                gram = letters[at : at + SIZE]
                says = sum(gram in those for those in grams.values()) if left[at] >= SIZE and id != 4 else 0
                assert each[start + at] == says
                counted += says > 1
    assert counted > 100
