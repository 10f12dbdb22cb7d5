"""Letters beyond the BMP share places in the stream of letters; in texts they are told from each other."""

from __future__ import annotations

from reuse_asking import Shelf  # type: ignore[import-not-found]
from reuse_corpus import stored  # type: ignore[import-not-found]

from index.engine.segment.stream import PRIVATE_SIZE
from index.reuse.families.families import families

ONE, OTHER = chr(0x20000), chr(0x20000 + PRIVATE_SIZE)
SENTENCE = "镇村两级的小广场取名{}字亭供大家歇脚"


def test_another_letter_in_the_same_place_of_the_stream_is_no_verbatim_parallel() -> None:
    shelf = Shelf({1: SENTENCE.format(ONE), 2: SENTENCE.format(OTHER), 3: SENTENCE.format(ONE)})
    (row,) = shelf.of(1)
    same, other = row.parallels
    assert (same.id, same.relation, same.differences) == (3, "verbatim", ())
    assert (other.id, other.relation) == (2, "near")
    at = SENTENCE.index("{")
    (difference,) = other.differences
    assert (difference.start, difference.end, difference.other_start) == (at, at + 1, at)
    assert other.similarity < 1


def test_another_letter_in_the_same_place_of_the_stream_is_no_verbatim_witness() -> None:
    letters = {1: ONE, 2: ONE, 3: OTHER, 4: ONE}
    texts = {id: SENTENCE.format(letter) for id, letter in letters.items()}
    shelf = Shelf(texts)
    (family,) = families(
        shelf.corpus, lambda ids: [stored(id, texts[id]) for id in ids], shelf.corpus.alive, minimum=2
    )
    assert family.base == texts[1]
    assert [(w.id, w.relation) for w in family.witnesses] == [
        (1, "verbatim"),
        (2, "verbatim"),
        (3, "near"),
        (4, "verbatim"),
    ]
    at = SENTENCE.index("{")
    assert [(r.start, r.end, r.text, r.ids) for r in family.readings] == [
        (at, at + 1, ONE, (1, 2, 4)),
        (at, at + 1, OTHER, (3,)),
    ]
