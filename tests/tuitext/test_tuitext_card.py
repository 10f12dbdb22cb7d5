"""The line about a document says what is known, and marks what was inferred."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model import Document
from tui.text.card import card_line, date_of, list_line, place_of, title_of

DOCUMENT = Document(
    id=1, title="机关党建", subtitle=None, authors=(), source="某报", date="2022-10", date_precision="month",
    posted=None, inferred=(), region="湖南", city="株洲", level="市", organ=None, kind=None, url=None,
    path=None, sources=(), script="simplified", characters=0, duplicate_of=None,
)  # fmt: skip
UNKNOWN = replace(DOCUMENT, title=None, source=None, date=None, region=None, city=None, level=None)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "en")


def test_a_card_names_source_date_place_and_level() -> None:
    assert card_line(DOCUMENT) == "某报 · 2022-10 · 湖南 株洲 · municipal"


def test_a_list_names_the_place_first() -> None:
    assert list_line(DOCUMENT) == "湖南 株洲 · municipal · 2022-10 · 某报"


def test_a_digest_is_seen_to_be_one() -> None:
    digest = replace(DOCUMENT, kind="摘编")
    assert "摘编" in card_line(digest)
    assert "摘编" in list_line(digest)


def test_what_was_inferred_is_marked() -> None:
    inferred = replace(DOCUMENT, inferred=("title", "date", "region"))
    assert title_of(inferred) == "机关党建〔inferred〕"
    assert date_of(inferred) == "2022-10？"
    assert place_of(inferred) == "湖南？ 株洲"


def test_unknown_is_said_and_nothing_is_invented() -> None:
    assert title_of(UNKNOWN) is None
    assert place_of(UNKNOWN) is None
    assert card_line(UNKNOWN) == "date unknown"
    assert list_line(UNKNOWN) == "place unknown · date unknown"


def test_the_centre_is_place_and_level_and_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGJIAN_LANGUAGE", "zh_CN")
    centre = replace(UNKNOWN, region="中央", level="中央", date="2023")
    assert list_line(centre) == "中央 · 2023"


def test_a_place_that_is_region_and_city_is_named_once() -> None:
    assert place_of(replace(DOCUMENT, region="北京", city="北京")) == "北京"
