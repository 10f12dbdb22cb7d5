"""What others have said before, what they say too, and what only one document says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from reuse_corpus import segment_of, stored  # type: ignore[import-not-found]

from index.engine.corpus.corpus import Corpus
from index.engine.matching import Matcher
from index.engine.segment.segment import Segment
from index.model import Document, StoredText
from index.reuse import grams
from index.reuse.model import Novelty
from index.reuse.novelty import novelty, others_of

SHARED = "把组织建在网格上让干部走进群众中"


def noise(seed: int, size: int = 40) -> str:
    return "".join(map(chr, np.random.default_rng(seed).integers(0x5000, 0x9000, size).tolist()))


def told(
    documents: Sequence[StoredText], id: int, duplicates: Mapping[int, int] | None = None, cut: int = 1
) -> Novelty:
    halves = [half for half in (documents[:cut], documents[cut:]) if half]
    segments = [segment_of(half) for half in halves]
    corpus = Corpus([(segment, Matcher(segment), None) for segment in segments])
    texts = {one.document.id: one for one in documents}

    def load(ids: Sequence[int]) -> list[Document]:
        return [texts[id].document for id in ids]

    return novelty(corpus, load, texts[id], others_of(corpus, id, duplicates or {}))


def dated(id: int, text: str, date: str | None) -> StoredText:
    return stored(id, text, date=date, date_precision="day" if date else "none")  # type: ignore[no-any-return]


def read(one: Novelty, text: str) -> list[tuple[str, str]]:
    return [(stretch.status, text[stretch.start : stretch.end]) for stretch in one.stretches]


TEXT = f"{noise(1)}，{SHARED}。{noise(2)}\n{noise(3)}"


@pytest.mark.parametrize(
    ("own", "other", "status"),
    [
        ("2022-05-01", "2021-01-01", "earlier"),
        ("2022-05-01", "2022-05-01", "elsewhere"),
        ("2022-05-01", "2023-01-01", "elsewhere"),
        ("2022-05-01", None, "elsewhere"),
        (None, "2021-01-01", "elsewhere"),
        # The year may be that of the day.
        ("2022-05-01", "2022", "elsewhere"),
        ("2022", "2021-12-31", "earlier"),
    ],
)
def test_what_is_said_elsewhere_is_earlier_only_if_both_dates_say_so(
    own: str | None, other: str | None, status: str
) -> None:
    one = told([dated(1, TEXT, own), dated(2, f"{noise(9)}{SHARED}{noise(8)}", other)], 1)
    assert read(one, TEXT) == [
        ("own", f"{noise(1)}，"),
        (status, f"{SHARED}。"),
        ("own", noise(2)),
        ("own", noise(3)),
    ]
    shared = one.stretches[1]
    assert shared.documents == 1
    assert (shared.earliest and shared.earliest.date) == other
    assert one.letters == 120 + len(SHARED)
    shares = {"earlier": one.earlier, "elsewhere": one.elsewhere}
    assert shares.pop(status) == pytest.approx(len(SHARED) / one.letters, abs=1e-4)
    assert set(shares.values()) == {0}
    assert one.earlier + one.elsewhere + one.own == pytest.approx(1, abs=1e-3)


def test_the_first_of_those_who_say_it_is_told_and_how_many_there_are() -> None:
    others = [dated(id, noise(id) + SHARED + noise(99 + id), f"20{id}-01-01") for id in (14, 12, 13)]
    one = told([dated(1, TEXT, "2022-05-01"), *others], 1)
    assert one.stretches[1].documents == 3
    assert one.stretches[1].earliest is not None
    assert (one.stretches[1].earliest.id, one.stretches[1].earliest.date) == (12, "2012-01-01")


def test_duplicates_are_not_elsewhere() -> None:
    documents = [dated(1, TEXT, "2022-05-01"), dated(2, TEXT, "2020-01-01"), dated(3, TEXT, "2021-01-01")]
    assert told(documents, 1).earlier == 1
    for id in (1, 2, 3):
        assert told(documents, id, {1: 2, 3: 2}).own == 1


def test_what_runs_over_a_paragraph_break_is_not_said_there() -> None:
    broken = SHARED[:6] + "\n" + SHARED[6:12]
    assert told([dated(1, TEXT, "2022"), dated(2, broken, "2020")], 1).own == 1
    assert told([dated(1, broken, "2022"), dated(2, TEXT, "2020")], 1).own == 1


@pytest.mark.parametrize("text", ["", "……\n——", "短"])
def test_texts_with_hardly_a_letter_are_covered_too(text: str) -> None:
    one = told([dated(1, text, None), dated(2, TEXT, None)], 1)
    assert "".join(text[s.start : s.end] for s in one.stretches) == text.replace("\n", "")
    assert one.letters == len(text.strip("…—\n"))


def test_a_corpus_of_one_is_all_its_own() -> None:
    assert told([dated(1, TEXT, "2022")], 1).own == 1


def test_it_does_not_matter_how_the_corpus_is_split() -> None:
    documents = [dated(id, noise(id) + SHARED + noise(id + 50), f"200{id}") for id in range(1, 6)]
    assert len({told(documents, 3, cut=cut) for cut in range(6)}) == 1


def test_what_everybody_says_is_looked_at_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [dated(id, noise(id) + SHARED + noise(id + 50), "2001") for id in range(1, 81)]
    whole = told(documents, 3)
    looked: list[int] = []
    places = grams.places

    def counted(segment: Segment, low: grams.Int64, high: grams.Int64) -> tuple[grams.Int64, grams.Int64]:
        looked.append(int((high - low).sum()))
        return places(segment, low, high)

    monkeypatch.setattr(grams, "places", counted)
    told(documents, 3)
    at_once = max(looked)
    looked.clear()
    monkeypatch.setattr(grams, "AT_ONCE", 10)
    assert told(documents, 3) == whole
    # Ranges are not cut: each has as many as there are documents.
    assert max(looked) <= len(documents) < at_once
