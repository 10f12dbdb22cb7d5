"""Sentences of many paragraphs at once begin where those of each of them begin."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.engine.segment.sentences import sentence_starts
from index.text.fold import to_codes
from index.text.sentences import sentences

ALPHABET = "他说的确等到a2A——。。。！？!?…⋯.，、；：”’」』》)）】“‘「『《（【\"' 　\n"


def starts(text: str, limits: list[tuple[int, int]]) -> list[int]:
    found = sentence_starts(text, to_codes(text), np.array(limits, np.int64).reshape(-1, 2))
    return list(map(int, found))


@settings(max_examples=500)
@given(st.text(ALPHABET, max_size=80), st.sets(st.integers(0, 80)))
@example("。。”他说，好。 　。甲", {0, 11})
@example("“谁？”“你！”的问题。", {0, 11})
@example("好。", set())
def test_sentences_of_all_paragraphs_begin_where_those_of_each_begin(text: str, cuts: set[int]) -> None:
    edges = sorted(min(cut, len(text)) for cut in cuts)
    for limits in (
        [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False) if start < end],
        [(start, end) for start, end in pairwise(edges) if start < end],
    ):
        expected = [span.start for start, end in limits for span in sentences(text, start, end)]
        assert starts(text, limits) == expected


def test_all_white_space_is_known() -> None:
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    for space in spaces:
        assert starts(f"{space}好。{space}坏。", [(0, 6)]) == [1, 4]
