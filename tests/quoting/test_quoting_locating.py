"""From an anchor to its passage: after a new import, repairs, and changes of the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from quoting_sources import stored  # type: ignore[import-not-found]

from index.model import Span
from index.quoting.anchor import Anchor, anchor_of, digest
from index.quoting.anchors import locate

HEAD = "为民办事服务中心的几点做法\n去年以来，我们坚持从小事做起。\n"
PASSAGE = "一是把支部建在窗口，让群众随时找得到人。"
TAIL = "二是让每个党员亮出身份，接受监督。\n三是把清单贴到墙上。"
TEXT = HEAD + PASSAGE + TAIL
SPAN = Span(len(HEAD), len(HEAD) + len(PASSAGE))
ANCHOR = anchor_of(stored(TEXT), SPAN)


def found(text: str, anchor: Anchor = ANCHOR) -> str | None:
    span = locate(anchor, stored(text))
    return None if span is None else text[span.start : span.end]


def test_an_unchanged_source_has_the_passage_at_its_place() -> None:
    assert locate(ANCHOR, stored(TEXT)) == SPAN


def test_at_its_place_it_is_taken_even_where_it_stands_twice() -> None:
    twice = PASSAGE + "\n" + PASSAGE
    second = Span(len(PASSAGE) + 1, len(twice))
    assert locate(anchor_of(stored(twice), second), stored(twice)) == second


texts = st.text(alphabet="党建 为民一二三，。\n“”", min_size=1, max_size=60)


@given(text=texts, data=st.data(), before=texts, after=texts)
def test_the_quoted_text_is_found_wherever_it_moved(
    text: str, data: st.DataObject, before: str, after: str
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    anchor = anchor_of(stored(text), Span(start, end))
    assert found(before + text[start:end] + after, anchor) == text[start:end]
    bare = Anchor(1, start, end, digest(text[start:end]))
    assert found(before + text[start:end] + after, bare) == text[start:end]


def test_of_several_places_the_one_between_the_same_neighbours_is_taken() -> None:
    moved = f"前言很长很长，写了许多话。{PASSAGE}别的话。\n{TEXT}"
    assert locate(ANCHOR, stored(moved)) == Span(moved.rindex(PASSAGE), moved.rindex(PASSAGE) + len(PASSAGE))


def test_of_several_places_without_neighbours_the_nearest_is_taken() -> None:
    bare = Anchor(1, 30, 30 + len(PASSAGE), digest(PASSAGE))
    text = f"{PASSAGE}{'。' * 20}{PASSAGE}"
    assert locate(bare, stored(text)) == Span(40, 60)


@pytest.mark.parametrize(
    "changed",
    [
        PASSAGE.replace("窗口", "一线"),  # a correction of the source
        PASSAGE.replace("窗口", "窗(chuāng)口"),  # a repair that was taken back
        PASSAGE.replace("，", ", "),
        PASSAGE.replace("让群众", "讓羣眾"),
        PASSAGE.replace("随时", "随时随地都能"),
    ],
)
def test_a_changed_passage_is_found_between_its_neighbours(changed: str) -> None:
    assert found(HEAD + changed + TAIL) == changed
    # … which may have been changed too, as long as they match.
    assert found(f"新加的一段。\n{HEAD} {changed} {TAIL}".replace("做起", "做 起")) == changed


def test_at_the_ends_of_a_text_there_is_only_one_neighbour() -> None:
    text = "一句话，说明一切问题。" + TAIL
    anchor = anchor_of(stored(text), Span(0, 11))
    assert found("一句话，说明了一切问题。" + TAIL, anchor) == "一句话，说明了一切问题。"
    text = HEAD + "最后一句话。"
    anchor = anchor_of(stored(text), Span(len(HEAD), len(text)))
    assert found(HEAD + "最后两句话。", anchor) == "最后两句话。"


@pytest.mark.parametrize(
    "text",
    [
        "另一篇文章，说的是别的事。",
        HEAD + TAIL,  # the passage was taken out
        HEAD + "换了一大段毫不相干的话。" * 40 + TAIL,
        HEAD.replace("去年", "今年").replace("坚持从小事", "努力从大事") + PASSAGE[:9],
    ],
)
def test_what_is_no_longer_there_is_not_found(text: str) -> None:
    assert found(text) is None


def test_an_anchor_without_neighbours_and_with_another_text_is_not_found() -> None:
    assert found(TEXT, Anchor(1, 0, 5, "0123456789abcdef")) is None
    assert found(TEXT, Anchor(1, 10**9, 10**9 + 5, digest("没有的话"))) is None


def test_a_long_text_without_the_passage_is_looked_through_in_time() -> None:
    text = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(400_000))
    anchor = Anchor(1, 500, 3500, "0123456789abcdef", before="没有这样的上文", after="没有这样的下文")
    started = time.process_time()
    assert found(text, anchor) is None
    assert time.process_time() - started < 5
