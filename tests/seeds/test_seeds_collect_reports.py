"""The provincial work reports: place, date, title and source, by counts over all of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from index.collect import collect
from index.collect.decode import decode
from index.collect.repairs import revert
from index.model import Collected


@cache
def collected(path: Path) -> Collected:
    return collect(path.read_bytes())


def catalogue(govreports: list[Path]) -> dict[str, dict[str, str]]:
    lines = (govreports[0].parent / "meta.jsonl").read_text("utf-8").splitlines()
    return {entry["file"]: entry for entry in map(json.loads, lines)}


def test_region_and_level_of_every_report(govreports: list[Path]) -> None:
    known = catalogue(govreports)
    found = [(collected(path).metadata, known[path.name]["province"]) for path in govreports]
    assert len(found) == 31
    assert [meta.region for meta, province in found] == [province for _, province in found]
    assert {(meta.level, meta.city) for meta, _ in found} == {("省", None)}
    assert all(meta.organ is not None and meta.organ.endswith("人民政府") for meta, _ in found)
    assert all("region" not in meta.inferred for meta, _ in found)


def test_the_date_where_the_text_carries_it(govreports: list[Path]) -> None:
    known = catalogue(govreports)
    right = inferred = 0
    for path in govreports:
        meta, date = collected(path).metadata, known[path.name]["date"]
        carried = date in re.sub("[年月]", "-", decode(path.read_bytes()).text)
        assert (meta.date == date) == carried
        assert meta.date is not None and meta.date.startswith("2026-") and meta.date_precision == "day"
        right += meta.date == date
        inferred += "date" in meta.inferred
    assert (right, inferred) == (27, 3)  # three give only the day of the speech, one another page's day


def test_titles_subtitles_authors_and_sources(govreports: list[Path]) -> None:
    known = catalogue(govreports)
    found = {path.name: collected(path).metadata for path in govreports}
    assert all(meta.title == known[name]["title"] for name, meta in found.items())
    assert all("人民代表大会" in (meta.subtitle or "") for meta in found.values())
    assert all(len(meta.authors) == 1 and " " not in meta.authors[0] for meta in found.values())
    assert sum(meta.source is not None for meta in found.values()) == 28
    assert {meta.kind for meta in found.values()} == {"工作报告"}


def test_furniture_is_gone_and_text_is_kept(govreports: list[Path]) -> None:
    for path in govreports:
        found = collected(path)
        lines = found.text.split("\n")
        assert not {"下载", "打印", "全屏", "收藏", "相关报道：", "打印本页", "首页", ">"} & set(lines)
        assert max(Counter(line for line in lines if len(line) > 10).values()) == 1
        assert "各位代表：" in lines
        source = decode(path.read_bytes()).text
        text, _, _ = revert(found.text, found.paragraphs, found.repairs, range(len(found.repairs)))
        whole = text + "".join(item.text for item in found.furniture)
        assert Counter("".join(source.split())) == Counter("".join(whole.split()))
        assert sum(len(item.text) for item in found.furniture) < len(source) // 20


def test_lines_that_inline_markup_broke_are_joined(govreports: list[Path]) -> None:
    texts = {path.stem.split("_")[1]: collected(path).text for path in govreports}
    assert "PM2.5浓度" in texts["广东省"]
    assert "双向揭榜挂帅”的" in texts["四川省"]
    joined = Counter(repair.kind for path in govreports for repair in collected(path).repairs)
    assert joined == {"linebreak": 16}
