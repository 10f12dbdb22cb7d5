"""The sample corpus says what it is, and every figure and phrase in it can be answered for."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import opencc
import pytest

from index.collect import collect
from index.collect.gazetteer import city_of, region_of
from index.text.fold import fold
from index.text.pinyin import strip_glosses
from index.text.script import script_of

CORPUS = files("data") / "corpus"
BYLINE = re.compile(r"^摘[编編]自：.{6,}，")
HAN = re.compile(r"[^\u3400-\u9fff]")
# A figure and what it counts: 9500余名, 6.4万册, 97%, 2/3的, 598个.
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:/\d+)?[万亿余多]*(?:%|[\u3400-\u9fff])")
NUMBER = re.compile(r"[\d./]+[万亿]*%?")
LONGEST_RUN = 23

# Where the facts come from: the first three characters of a seed's name, or the place of a work report.
SOURCES = {
    "zhongyang-siqiang-zhibu.txt": "004",
    "hunan-shengzhi-sige-zhuoli.txt": "001",
    "liaoning-shengzhi-zongshu.txt": "003",
    "zhuzhou-heli-gongjian.txt": "000",
    "sanming-dangyuan-zhijia.txt": "002",
    "beijing-jiesujiban.txt": "北京市",
    "heilongjiang-yanzhenxikuaishi.txt": "黑龙江省",
    "zhejiang-baobiao-zhibaoyici.txt": "浙江省",
    "henan-dangjian-wangge.txt": "河南省",
    "guangdong-shi-jian-shishi.txt": "广东省",
    "hainan-sige-qiang.txt": "海南省",
    "chongqing-141-zhizhi.txt": "重庆市",
    "sichuan-jinrizi.txt": "四川省",
    "guizhou-shijian-minsheng.txt": "贵州省",
    "shaanxi-yingshang-tupo.txt": "陕西省",
    "ningxia-si-xiang-xiaoneng.txt": "宁夏回族自治区",
}


def catalogue() -> list[dict[str, str]]:
    return [json.loads(line) for line in (CORPUS / "catalogue.jsonl").read_text("utf-8").splitlines()]


PIECES = {entry["file"]: entry for entry in catalogue()}
pieces = pytest.mark.parametrize("name", sorted(PIECES))


def piece(name: str) -> str:
    return (CORPUS / name).read_text("utf-8")


@cache
def folded_source(path: Path) -> str:
    """A source as it is compared: without pinyin junk and line breaks, folded."""
    return fold(strip_glosses(path.read_text("utf-8"))).replace("\n", "")


@pytest.fixture
def sources(seeds: dict[str, Path], govreports: list[Path]) -> dict[str, Path]:
    """The source of each digest, by the digest's file name."""
    reports = {path.stem.partition("_")[2]: path for path in govreports}
    return {name: seeds.get(key) or reports[key] for name, key in SOURCES.items()}


def test_catalogue_and_files_agree() -> None:
    texts = {entry.name for entry in CORPUS.iterdir() if entry.name.endswith(".txt")}
    assert texts == set(PIECES) == set(SOURCES)
    assert len(catalogue()) == len(texts), "a file is named twice"


def test_the_corpus_is_wide_enough_to_show_facets() -> None:
    assert len(PIECES) >= 14
    regions = {entry["region"] for entry in PIECES.values()}
    assert len(regions) >= 10 and "中央" in regions
    assert {entry["level"] for entry in PIECES.values()} == {"中央", "省", "市"}
    assert len({entry["date"][:4] for entry in PIECES.values()}) >= 4


@pieces
def test_places_are_those_of_the_gazetteer(name: str) -> None:
    entry = PIECES[name]
    assert region_of(entry["region"]) == entry["region"]
    if "city" in entry:
        assert city_of(entry["city"]) == (entry["region"], entry["city"])


@pieces
def test_a_piece_has_400_to_900_characters_without_white_space(name: str) -> None:
    assert 400 <= len("".join(piece(name).split())) <= 900


@pieces
def test_a_piece_says_that_it_is_a_digest_and_of_what(name: str) -> None:
    entry = PIECES[name]
    title, byline = piece(name).split("\n")[:2]
    assert title == entry["title"] and re.search("（摘[编編]）$", title)
    assert entry["kind"] == "摘编"
    assert BYLINE.match(byline), byline
    source = entry["source"].removesuffix("（转载）")
    assert source in byline if source else "登载处未详" in fold(byline)
    year, _, rest = entry["date"].partition("-")
    month, _, day = rest.partition("-")
    written = f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
    assert written in byline or written in byline.replace("年10期", "年10月")


@pieces
def test_a_piece_is_clean_text(name: str) -> None:
    text = piece(name)
    assert text.endswith("\n") and "\n\n" not in text and "\r" not in text and "\ufeff" not in text
    assert all(line == line.strip() for line in text.split("\n"))


@pieces
def test_import_tells_title_byline_and_headings_and_repairs_nothing(name: str) -> None:
    data = (CORPUS / name).read_bytes()
    read = collect(data, path=name)
    assert read.text == data.decode("utf-8").rstrip("\n")
    assert (read.repairs, read.furniture) == ((), ())
    kinds = [paragraph.kind for paragraph in read.paragraphs]
    assert kinds[:3] == ["title", "byline", "body"]
    assert set(kinds[2:]) == {"body", "heading"} and kinds.count("heading") >= 3


@pieces
def test_one_piece_is_traditional_and_the_others_simplified(name: str) -> None:
    text = piece(name)
    if name.startswith("sanming"):
        assert script_of(text) == "traditional"
        # Nothing is left for a conversion to do: no simplified character slipped in.
        assert opencc.OpenCC("s2tw").convert(text) == text
        assert strip_glosses(text) == text
    else:
        assert script_of(text) == "simplified" and fold(text).count("党") == text.count("党")


def test_names_of_the_field_are_there_to_be_found() -> None:
    everything = fold("".join(map(piece, PIECES)))
    for term in (
        "两个确立",
        "两个维护",
        "三会一课",
        "第一议题",
        "两张皮",
        "灯下黑",
        "四强",
        "1263",
        "一岗双责",
    ):
        assert everything.count(term) >= 1, term
    assert "动力党建·合力攻坚" in everything and "「" in piece("sanming-dangyuan-zhijia.txt")


@pieces
def test_every_figure_stands_in_the_source(name: str, sources: dict[str, Path]) -> None:
    body = fold("".join(piece(name).split("\n")[2:]))
    source = folded_source(sources[name])
    figures = {match[0] for match in FIGURE.finditer(body)}
    assert figures
    # The unit may stand elsewhere in our sentence; the number with its 万, 亿 or % may not differ.
    numbers = {NUMBER.match(figure)[0] for figure in figures}  # type: ignore[index]
    missing = {
        number for number in numbers if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", source)
    }
    assert not missing


@pytest.mark.parametrize("name", [*sorted(PIECES), "catalogue.jsonl", "NOTICE.md"])
def test_no_sentence_is_taken_over(name: str, seeds: dict[str, Path], govreports: list[Path]) -> None:
    ours = HAN.sub("", fold(piece(name)))
    size = LONGEST_RUN + 1
    runs = {ours[at : at + size] for at in range(len(ours) - size + 1)}
    for path in [*seeds.values(), *govreports]:
        theirs = HAN.sub("", folded_source(path))
        shared = [
            theirs[at : at + size] for at in range(len(theirs) - size + 1) if theirs[at : at + size] in runs
        ]
        assert not shared, (path.name, shared[0])


def test_the_notice_names_every_digest_with_its_address() -> None:
    notice = piece("NOTICE.md")
    assert [name for name in PIECES if f"`{name}`" not in notice] == []
    assert [entry["url"] for entry in PIECES.values() if "url" in entry and entry["url"] not in notice] == []
