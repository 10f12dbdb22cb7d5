"""The five real articles come out right: paragraphs, repairs, furniture and metadata, in any encoding."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.collect import collect
from index.collect.decode import decode
from index.collect.repairs import revert
from index.model import Collected

# prefix: title known, date, precision, posted, region, city, level, script, inferred
FACTS = {
    "000": (False, "2022-10", "month", None, "湖南", "株洲", "市", "simplified", ("date",)),
    "001": (True, "2021-10", "month", "2021-12-08", "湖南", None, "省", "simplified", ()),
    "002": (False, "2017-10", "month", None, "福建", "三明", "市", "traditional", ("date",)),
    "003": (True, "2023", "year", None, "辽宁", None, "省", "simplified", ("date",)),
    "004": (True, "2023", "year", None, "中央", None, "中央", "simplified", ("date",)),
}
ORGANS = {
    "000": "株洲市直机关工委",
    "001": "湖南省直机关工委",
    "002": "三明市直机关工委",
    "003": "辽宁省直机关工委",
    "004": "中央和国家机关工委",
}
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")


def kinds(collected: Collected) -> Counter[str]:
    return Counter(paragraph.kind for paragraph in collected.paragraphs)


@pytest.mark.parametrize("prefix", FACTS)
def test_metadata(seeds: dict[str, Path], prefix: str) -> None:
    found = collect(seeds[prefix].read_bytes())
    meta = found.metadata
    assert (
        meta.title is not None,
        meta.date,
        meta.date_precision,
        meta.posted,
        meta.region,
        meta.city,
        meta.level,
        found.script,
        meta.inferred,
    ) == FACTS[prefix]
    assert meta.organ == ORGANS[prefix]
    assert meta.url is None


@pytest.mark.parametrize("prefix", FACTS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_names_change_nothing(seeds: dict[str, Path], prefix: str, encoding: str) -> None:
    data = seeds[prefix].read_bytes()
    plain, other = collect(data), collect(data.decode().encode(encoding), path="x.txt")
    assert (other.text, other.paragraphs, other.repairs, other.furniture, other.metadata) == (
        plain.text,
        plain.paragraphs,
        plain.repairs,
        plain.furniture,
        plain.metadata,
    )


def test_authors_and_sources(seeds: dict[str, Path]) -> None:
    found = {prefix: collect(path.read_bytes()).metadata for prefix, path in seeds.items()}
    assert {prefix: (len(meta.authors), meta.source) for prefix, meta in found.items()} == {
        "000": (1, "株洲日报"),
        "001": (1, "紫光阁"),
        "002": (2, None),
        "003": (0, None),
        "004": (0, None),
    }
    assert found["003"].subtitle is not None
    assert found["003"].kind == found["004"].kind == "综述"
    assert "——" not in (found["003"].title or "")


def test_repairs(seeds: dict[str, Path]) -> None:
    found = {prefix: collect(path.read_bytes()) for prefix, path in seeds.items()}
    counts = {prefix: dict(Counter(r.kind for r in item.repairs)) for prefix, item in found.items()}
    assert counts == {
        "000": {"linebreak": 4},
        "001": {},
        "002": {"pinyin": 219},
        "003": {},
        "004": {"space": 1},
    }
    joined = found["000"].text
    assert all(term in joined for term in ("习近平新时代", "2000余支", "“车厢课堂”", "“一名党员就是"))


def test_paragraph_kinds(seeds: dict[str, Path]) -> None:
    found = {prefix: kinds(collect(path.read_bytes())) for prefix, path in seeds.items()}
    assert found["000"] == {"note": 2, "caption": 4, "byline": 1, "heading": 6, "body": 5}
    assert found["001"] == {"title": 1, "byline": 3, "heading": 4, "body": 13, "caption": 1, "note": 2}
    assert found["002"] == {"byline": 1, "heading": 3, "body": 16}
    assert found["003"] == {"title": 1, "heading": 12, "body": 20}
    assert found["004"]["title"] == found["004"]["subtitle"] == 1
    assert found["004"]["heading"] == 5


def test_furniture(seeds: dict[str, Path]) -> None:
    found = {
        prefix: dict(Counter(item.kind for item in collect(path.read_bytes()).furniture))
        for prefix, path in seeds.items()
    }
    assert found == {
        "000": {},
        "001": {"bar": 1, "keywords": 1, "related": 12},
        "002": {"player": 1, "mark": 1},
        "003": {"repeated-title": 1, "previous-next": 2},
        "004": {"welcome": 1, "previous-next": 1, "related": 1},
    }


@pytest.mark.parametrize("prefix", FACTS)
def test_nothing_is_lost(seeds: dict[str, Path], prefix: str) -> None:
    data = seeds[prefix].read_bytes()
    source, found = decode(data).text, collect(data)
    text, paragraphs, _ = revert(found.text, found.paragraphs, found.repairs, range(len(found.repairs)))
    whole = text + "".join(item.text for item in found.furniture)
    assert Counter("".join(source.split())) == Counter("".join(whole.split()))
    assert all(text[p.start : p.end] in source for p in paragraphs)
